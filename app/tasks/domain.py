"""What is to be done later: by whom, until when, for which client, and what became of it (TO-6, TO-12 to TO-14).

A task is never deleted. It is open until it is done with an outcome; its day moves and its hands change only with a
reason, and every such change stays in its history. Regular contacts roll: doing one makes the next.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.common.errors import Refused
from app.common.values import clean_text

FARTHEST_DAYS = 366
"""A task is put off at most this many days at once, from its day or, when that is past, from today."""

LONGEST_TEXT = 500
"""Characters of what is to be done, and of an outcome."""


class TaskKind(StrEnum):
    """Why there is a task."""

    FIRST_CONTACT = "first-contact"  # within the week in which a client left (TO-14)
    MONTHLY_CONTACT = "monthly-contact"  # with institutions, core and important clients who left (TO-14)
    YEARLY_VISIT = "yearly-visit"  # on site, institutions who left (TO-14)
    PROMISE = "promise"  # what was promised to one who stayed or left (TO-13)
    RETAINED_CONTACT = "retained-contact"  # with those who stayed (TO-14)
    CONFIRM_TELEPHONE = "confirm-telephone"  # the approver confirms what was approved by telephone (TO-6)
    CLOSE_FUND_ACCOUNT = "close-fund-account"  # nothing stands open any longer (TO-12)
    TELL_CLIENT = "tell-client"  # that somebody else looks after them now (MS-2)
    CERTIFICATE = "certificate"  # a practising certificate ends: of staff, of no client (SR-3)
    CLASS_TABLE = "class-table"  # the daily table of clients by risk level is to be looked at, of no client (RA-7)
    REPORT = "report"  # a report that was made by itself is to be looked at, of no client (RA-7)
    BANK_NOTICE = "bank-notice"  # a custody bank is told what changed (CU-3)
    OPENING_CALL = "opening-call"  # the call after an opening (FU-1, KY-5)
    SMS_REMINDER = "sms-reminder"  # a message could not be delivered, or nobody knows whether it was (FU-2)
    PROBLEM = "problem"  # found by calling: handled and answered within days that the policy names (FU-3)
    CLIENT_VISIT = "client-visit"  # large and active clients, visited or contacted in another way (FU-4)
    UNUSUAL_TRADING = "unusual-trading"  # a call about an account on a list of unusual ones (FU-5)
    SAMPLE_CALL = "sample-call"  # a call to an existing client whom the sampling plan drew (FU-1)
    COMPLAINT = "complaint"  # the next step of a complaint (CP-2)
    COMPLAINT_CALLBACK = "complaint-callback"  # a complainant is called by somebody else than who answered (CP-2)
    EXPIRING_PAPER = "expiring-paper"  # a client's identity paper or licence ends soon (KY-1)
    OTHER = "other"


REPEATS: Mapping[TaskKind, int] = MappingProxyType(
    {TaskKind.MONTHLY_CONTACT: 1, TaskKind.YEARLY_VISIT: 12, TaskKind.RETAINED_CONTACT: 1}
)
"""Months until the next one of the kinds that roll, unless the task says otherwise."""


class FinishedBy(StrEnum):
    """What finishes a task of a kind: somebody's word, or only the record of the act itself."""

    WORD = "word"  # whoever does it says what came of it
    CASE = "case"  # the case it belongs to (TO-6)
    CONTACT = "contact"  # the saved record of the call or visit (FU-1, FU-6)
    COMPLAINT = "complaint"  # the complaint's step (CP-2)


FINISHED_BY: Mapping[TaskKind, FinishedBy] = MappingProxyType(
    {
        TaskKind.CONFIRM_TELEPHONE: FinishedBy.CASE,
        TaskKind.OPENING_CALL: FinishedBy.CONTACT,
        TaskKind.SAMPLE_CALL: FinishedBy.CONTACT,
        TaskKind.CLIENT_VISIT: FinishedBy.CONTACT,
        TaskKind.UNUSUAL_TRADING: FinishedBy.CONTACT,
        TaskKind.COMPLAINT: FinishedBy.COMPLAINT,
        TaskKind.COMPLAINT_CALLBACK: FinishedBy.COMPLAINT,
    }
)
"""Kinds that nobody ticks off; every kind that is not here is finished by somebody's word."""

BOUND = frozenset(FINISHED_BY)
"""Kinds that only the act itself finishes, with ``storage.finish`` in the transaction that saves the act."""

RECORDED = frozenset(
    {TaskKind.FIRST_CONTACT, TaskKind.MONTHLY_CONTACT, TaskKind.RETAINED_CONTACT, TaskKind.YEARLY_VISIT}
)
"""Contacts with those who left or stayed: finished by the record of the call or visit, as others are (TO-14, FU-6).

Whoever cannot make that record, the client's own staff member, says what came of it in a sentence.
"""

FIXED_DAY = frozenset({TaskKind.CONFIRM_TELEPHONE, TaskKind.COMPLAINT, TaskKind.COMPLAINT_CALLBACK})
"""Kinds that nobody puts off: their day is a deadline of the case or complaint (TO-6, CP-2)."""

FIXED_HANDS = frozenset({TaskKind.CONFIRM_TELEPHONE, TaskKind.COMPLAINT})
"""Kinds that nobody hands over here: whose they are is decided in the case or complaint (TO-6, CP-2)."""


class TaskState(StrEnum):
    """A task is open until it is done."""

    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Done:
    """When, by whom and with what outcome a task was done. ``by``: a staff id."""

    at: datetime
    by: str
    by_name: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Postponement:
    """A task's day was put off, and why. ``by``: a staff id."""

    at: datetime
    by: str
    by_name: str
    from_due: date
    to_due: date
    why: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """A task went from one member of staff (empty: nobody) to another, and why. ``by``: a staff id."""

    at: datetime
    by: str
    by_name: str
    from_staff: str
    to_staff: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """A task to be entered. ``assigned_to``: a staff id, or empty for whoever has time; ``rule``: where it comes from.

    ``client_id`` is empty for what is about no client.
    ``repeat_months``: months from the day it is done to the next one, 0 for no next one; None: as ``REPEATS`` says.
    ``follows``: the task whose being done made this one, or empty.
    """

    kind: TaskKind
    client_id: str
    case_number: str
    due_on: date
    text: str
    rule: str
    assigned_to: str = ""
    repeat_months: int | None = None
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A task with its whole history; ``postponed`` and ``handed_over`` in order. ``version`` counts changes."""

    id: str
    kind: TaskKind
    client_id: str
    case_number: str
    due_on: date
    assigned_to: str
    text: str
    rule: str
    repeat_months: int
    follows: str
    state: TaskState
    created_at: datetime
    created_by: str
    done: Done | None
    postponed: tuple[Postponement, ...]
    handed_over: tuple[HandOver, ...]
    version: int

    def overdue(self, today: date) -> bool:
        """Whether it is open and its day is past."""
        return self.state is TaskState.OPEN and self.due_on < today


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One line of a list of tasks: with the names that a list shows. ``assigned_name`` empty: nobody's."""

    task: Task
    client_number: str
    client_name: str
    assigned_name: str
    overdue: bool
    left: int = 0
    """Working days after today up to the day it is due; below 0: by how many it is late."""


class Whose(StrEnum):
    """Whose tasks a list shows."""

    MINE = "mine"
    NOBODYS = "nobodys"
    ALL = "all"


class Show(StrEnum):
    """Which tasks a list shows by what has become of them."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which tasks a list shows; everything that is empty asks for nothing.

    ``client``: the number of a client, or part of a name; ``case_number``: what the number begins with; ``since`` and
    ``until``: the days between which a task is due, both included.
    """

    whose: Whose = Whose.ALL
    show: Show = Show.OPEN
    kind: TaskKind | None = None
    client: str = ""
    case_number: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The first lines of a list, and how many tasks it has in all; ``late``: how many of those are overdue."""

    lines: tuple[TaskLine, ...]
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class OwnTask:
    """An open task of one's own. ``given_by``: a staff id, whoever entered it or handed it over last."""

    id: str
    due_on: date
    given_by: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """One's own open tasks as they stand on a day, and which of them are due on it or overdue."""

    tasks: tuple[OwnTask, ...]
    today: date

    @property
    def due(self) -> int:
        """How many are due today or overdue."""
        return sum(task.due_on <= self.today for task in self.tasks)

    @property
    def overdue(self) -> frozenset[str]:
        """The ids of those that are overdue."""
        return frozenset(task.id for task in self.tasks if task.due_on < self.today)


@dataclass(frozen=True, slots=True)
class Finished:
    """A task that was done, and the next one of those that roll."""

    task: Task
    next: Task | None


def add_months(day: date, months: int) -> date:
    """The same day ``months`` (0 or more) later, or the last day of that month when it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_after(task: Task, done_on: date) -> NewTask | None:
    """The task that follows ``task`` done on ``done_on``; None when it does not roll.

    It is due ``repeat_months`` after the day of the contact, not after the day it was due: between two contacts there
    is then never more than TO-14 allows, whether one came early or late.
    """
    if not task.repeat_months:
        return None
    return NewTask(
        kind=task.kind, client_id=task.client_id, case_number=task.case_number,
        due_on=add_months(done_on, task.repeat_months), text=task.text, rule=task.rule, assigned_to=task.assigned_to,
        repeat_months=task.repeat_months, follows=task.id,
    )  # fmt: skip


def check_change(task: Task, seen_version: int) -> None:
    """Whether a task can be changed by one who saw ``seen_version`` of it.

    Refused: ``tasks.done_already``, ``tasks.changed_elsewhere``.
    """
    if task.state is TaskState.DONE:
        raise Refused("tasks.done_already")
    if task.version != seen_version:
        raise Refused("tasks.changed_elsewhere")


def check_postponing(task: Task, to: date, today: date) -> None:
    """Refuse ``tasks.not_later`` (than its day and today), ``tasks.too_far`` (``days``), ``tasks.day_fixed``."""
    if task.kind in FIXED_DAY:
        raise Refused("tasks.day_fixed")
    if to <= task.due_on or to < today:
        raise Refused("tasks.not_later", field="to")
    if to > max(today, task.due_on) + timedelta(days=FARTHEST_DAYS):
        raise Refused("tasks.too_far", field="to", days=FARTHEST_DAYS)


def check_unbound(task: Task, *, records: bool) -> None:
    """Refuse ``tasks.bound``, ``tasks.bound_contact`` or ``tasks.bound_complaint`` for what only the act finishes.

    ``records``: whether the person could make the record of a contact with this client; ``tasks.bound_record`` then
    for those of ``RECORDED`` (TO-14).
    """
    if records and task.kind in RECORDED:
        raise Refused("tasks.bound_record")
    by = FINISHED_BY.get(task.kind, FinishedBy.WORD)
    if by is not FinishedBy.WORD:
        raise Refused("tasks.bound" if by is FinishedBy.CASE else f"tasks.bound_{by.value}")


def check_hands(task: Task) -> None:
    """Refuse ``tasks.hands_fixed`` for what is somebody's by the case or complaint it belongs to (TO-6, CP-2)."""
    if task.kind in FIXED_HANDS:
        raise Refused("tasks.hands_fixed")


def checked(new: NewTask) -> NewTask:
    """``new`` with its text as it is stored and its months decided. Refused: what ``clean_text`` refuses."""
    months = REPEATS.get(new.kind, 0) if new.repeat_months is None else new.repeat_months
    if not 0 <= months <= 120:
        raise ValueError("a task comes back after 1 to 120 months")
    return NewTask(
        kind=new.kind, client_id=new.client_id, case_number=new.case_number, due_on=new.due_on,
        text=clean_text(new.text, field="text", limit=LONGEST_TEXT, lines=True), rule=new.rule,
        assigned_to=new.assigned_to, repeat_months=months, follows=new.follows,
    )  # fmt: skip
