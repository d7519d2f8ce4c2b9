"""What a call or visit is, who may make it, what has to be asked, and what comes of it (FU-1 to FU-6, TO-14). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.common.actor import Actor, Role
from app.common.errors import Refused
from app.common.values import clean_text
from app.policy.contacts import AnswerKind, ContactKind, ContactQuestion, Misconduct
from app.tasks.domain import TaskKind

__all__ = ["ContactKind", "Misconduct"]  # of the policy, used everywhere as this capability's own

TOPIC = "contacts"
"""What the change feed calls a new record, correction or plan."""

LONGEST_TEXT = 500
"""Characters of a note, an answer, a problem, a correction."""
SHORT_TEXT = 100
"""Characters of a place, a person spoken with, companions."""
OLDEST_DAYS = 30
"""A visit is recorded at most so many days after it."""


class Way(StrEnum):
    """How the client was contacted."""

    TELEPHONE = "telephone"
    VISIT = "visit"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {Way.TELEPHONE: "电话", Way.VISIT: "上门", Way.OTHER: "其他方式"}[self]


class Outcome(StrEnum):
    """What came of an attempt; ``REACHED`` and ``REFUSED`` end the task, the others are tried again."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    WRONG_NUMBER = "wrong-number"
    REFUSED = "refused"  # the client wants no calls: reminded by messages instead (FU-2)
    LANGUAGE = "language"  # the two did not understand one another

    @property
    def label(self) -> str:
        """The Chinese name."""
        return _OUTCOMES[self]

    @property
    def final(self) -> bool:
        """Whether nobody has to try again."""
        return self in (Outcome.REACHED, Outcome.REFUSED)


_OUTCOMES = {
    Outcome.REACHED: "已联系上", Outcome.NOT_REACHED: "未联系上", Outcome.WRONG_NUMBER: "号码有误",
    Outcome.REFUSED: "不愿接受回访", Outcome.LANGUAGE: "语言不通",
}  # fmt: skip

KIND_OF: Mapping[TaskKind, ContactKind] = MappingProxyType(
    {
        TaskKind.OPENING_CALL: ContactKind.OPENING,
        TaskKind.SAMPLE_CALL: ContactKind.SAMPLE,
        TaskKind.FIRST_CONTACT: ContactKind.LEFT,
        TaskKind.MONTHLY_CONTACT: ContactKind.LEFT,
        TaskKind.RETAINED_CONTACT: ContactKind.STAYED,
        TaskKind.YEARLY_VISIT: ContactKind.VISIT,
        TaskKind.CLIENT_VISIT: ContactKind.VISIT,
        TaskKind.UNUSUAL_TRADING: ContactKind.UNUSUAL,
        TaskKind.PROBLEM: ContactKind.OTHER,
        TaskKind.PROMISE: ContactKind.OTHER,
        TaskKind.TELL_CLIENT: ContactKind.OTHER,
    }
)
"""Tasks that a saved contact finishes, and of which kind that contact is. A complaint's call is the complaint's."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered question as it stood. ``code``: of the option, empty for a text; ``label``: as it is read."""

    question: str
    text: str
    kind: AnswerKind
    code: str
    label: str
    problem: bool = False
    misconduct: Misconduct | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was put right later, and why; the record itself stays. ``by``: a staff id."""

    id: str
    contact_id: str
    words: str
    why: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A call or visit to be saved. ``id``: made by who saves (``new_id``), so that it is saved once.

    ``answers``: question code -> option code or text; those of closed branches are not kept. ``task_id`` with the
    ``task_version`` seen, or empty for a contact of one's own accord. ``occasion``: why, when there is no task.
    ``on``: the day, None for today; ``next_on``: when it is tried again, or when another contact was agreed on.
    ``problem``: in the caller's words, besides what the answers say. ``ends``: no next one of a regular contact.
    """

    id: str
    client_id: str
    kind: ContactKind
    way: Way
    outcome: Outcome
    answers: Mapping[str, str] = field(default_factory=dict)
    task_id: str = ""
    task_version: int = 0
    occasion: str = ""
    spoken_with: str = ""
    place: str = ""
    companions: str = ""
    note: str = ""
    problem: str = ""
    on: date | None = None
    next_on: date | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A saved call or visit; it never changes (FU-6). ``by``: a staff id; ``attempt``: counts those of its task from 1.

    ``misconduct``: codes of what was told of marketing staff. ``document_number``: the archived form, empty when
    nobody was reached. ``task_id``, ``case_number`` empty without a task or case.
    """

    id: str
    number: str
    client_id: str
    kind: ContactKind
    way: Way
    outcome: Outcome
    on: date
    at: datetime
    by: str
    by_name: str
    by_number: str
    case_number: str
    task_id: str
    occasion: str
    spoken_with: str
    place: str
    companions: str
    note: str
    problem: str
    has_problem: bool
    misconduct: tuple[Misconduct, ...]
    next_on: date | None
    policy_version: str
    attempt: int
    document_number: str
    answers: tuple[Answer, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def answer(self, question: str) -> Answer | None:
        """The answer to a question, by its code."""
        return next((one for one in self.answers if one.question == question), None)


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One line of a list, with the names that a list shows."""

    contact: Contact
    client_number: str
    client_name: str


@dataclass(frozen=True, slots=True)
class ContactCount:
    """So many contacts of a kind, way, outcome, member of staff; ``problem``: those with one. For figures."""

    kind: ContactKind
    way: Way
    outcome: Outcome
    by: str
    by_name: str
    problem: bool
    count: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. ``problem_task``, ``next_task``, ``incident``: ids of what was made, empty for none.

    ``put_off_to``: the task's new day when it has to be tried again.
    """

    contact: Contact
    problem_task: str = ""
    next_task: str = ""
    incident: str = ""
    put_off_to: date | None = None
    message: str = ""


def open_questions(questions: Sequence[ContactQuestion], answers: Mapping[str, str]) -> tuple[ContactQuestion, ...]:
    """The questions that are asked, given the answers so far: a branch is open when its opener is asked and fits."""
    asked: dict[str, ContactQuestion] = {}
    for question in questions:
        if not question.after or (question.after in asked and answers.get(question.after, "") in question.when):
            asked[question.code] = question
    return tuple(asked.values())


def judged(questions: Sequence[ContactQuestion], answers: Mapping[str, str]) -> tuple[Answer, ...]:
    """The answers to be kept, in order: every question of an open branch that has to be answered is; others are left.

    Refused: ``contacts.question_open``, ``contacts.unknown_answer`` (``field``: the question), ``text.*``.
    """
    return tuple(
        made for question in open_questions(questions, answers) if (made := _answer(question, answers)) is not None
    )


def _answer(question: ContactQuestion, answers: Mapping[str, str]) -> Answer | None:
    given = answers.get(question.code, "").strip()
    if not given:
        if question.required:
            raise Refused("contacts.question_open", field=question.code, question=question.text)
        return None
    if question.kind is AnswerKind.TEXT:
        text = clean_text(given, field=question.code, limit=LONGEST_TEXT, lines=True)
        return Answer(question.code, question.text, question.kind, "", text)
    if given not in question.options:
        raise Refused("contacts.unknown_answer", field=question.code)
    problem = given in question.problem
    return Answer(
        question.code, question.text, question.kind, given, question.options[given], problem,
        question.misconduct if problem else None,
    )  # fmt: skip


def problem_words(answers: Iterable[Answer], own_words: str) -> str:
    """What is wrong, in one text: the answers that are a problem, what was told of them, the caller's words."""
    told = [f"{one.text}{one.label}" for one in answers if one.problem]
    return "；".join([*told, *([own_words] if own_words else [])])[:LONGEST_TEXT]


def check_caller(actor: Actor, kind: ContactKind, own_staff: str, *, barred: frozenset[str] = frozenset()) -> None:
    """Whether this person may make such a contact with a client whom ``own_staff`` (a staff id) looks after.

    Refused: ``contacts.marketing_caller`` (nobody of marketing calls after an opening), ``contacts.own_client`` (FU-1),
    ``contacts.handled_by_self`` for those in ``barred``: who handled the complaint (CP-2).
    """
    if kind is ContactKind.OPENING and Role.MARKETING in actor.roles:
        raise Refused("contacts.marketing_caller")
    if own_staff and own_staff == actor.staff_id:
        raise Refused("contacts.own_client")
    if actor.staff_id in barred:
        raise Refused("contacts.handled_by_self")


def check_day(new: NewContact, today: date) -> date:
    """The day. Refused: ``contacts.day_future``, ``contacts.day_old`` (``days``), ``contacts.next_past``.

    A call is recorded while it is made; only a visit may lie back.
    """
    on = new.on or today
    if on > today:
        raise Refused("contacts.day_future", field="on")
    oldest = OLDEST_DAYS if new.way is Way.VISIT else 0
    if on < today - timedelta(days=oldest):
        raise Refused("contacts.day_old", field="on", days=oldest)
    if new.next_on is not None and new.next_on < today:
        raise Refused("contacts.next_past", field="next_on")
    return on


def check_task(new: NewContact, kind: TaskKind, client_id: str) -> None:
    """Whether this contact is what the task asks for. Refused: ``contacts.other_task``."""
    if client_id != new.client_id or KIND_OF.get(kind, ContactKind.OTHER) is not new.kind:
        raise Refused("contacts.other_task")
