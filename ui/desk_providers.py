"""Gives the manager's desk, calendar, snapshot, tasks, churn and day end what they show.

No Qt; every method runs in a worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from app.approvals.domain import StepKind, Verdict
from app.approvals.service import ApprovalService, OpenTelephone
from app.archive.press import Ink
from app.archive.scan_file import read_scan
from app.common.actor import Actor, Right, Role
from app.common.clock import BRANCH_ZONE, Clock, branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.day_end.domain import ClosedDay as DaySheet
from app.day_end.domain import DayView, MissingCopy
from app.day_end.service import DayEndService
from app.due_diligence.papers import PaperService
from app.gateways.snapshot.mapping_file import load_mapping
from app.onboarding.service import OpeningService
from app.onboarding.withholding import WithheldCase
from app.policy.transfer import Tier
from app.reports.service import ReportService
from app.snapshots.report import ImportReport
from app.snapshots.service import SnapshotService
from app.staff.service import StaffService
from app.storage.durable import write_durable
from app.tasks.domain import Task, TaskLine
from app.tasks.service import TaskService
from app.trading_days.domain import ClosedDay
from app.trading_days.service import TradingDayService
from app.transfer_out.view import ApprovalScreen, CaseLine, QueueLine, TransferView
from ui.pages.approvals.port import Deciding, TelephoneRow
from ui.pages.calendar import CalendarSheet
from ui.pages.churn import ChurnView
from ui.pages.churn_period import Period
from ui.pages.snapshot import ImportOrder, SnapshotState
from ui.pages.tasks.filters import read_filters
from ui.pages.tasks.port import TaskList
from ui.widgets.editors import Choice

_FROM_ENVIRONMENT = "env:"
_OVERSEERS = frozenset({Role.SUPERVISOR, Role.GENERAL_MANAGER})


class Requests(Protocol):
    """What is needed of the ``TransferService``."""

    def queue(self, actor: Actor) -> tuple[QueueLine, ...]:
        """The open requests."""
        ...

    def cases(
        self, actor: Actor, *, running: bool = True, client_id: str = "", limit: int = 500
    ) -> tuple[CaseLine, ...]:
        """Requests as lines."""
        ...

    def approval_screen(self, actor: Actor, number: str) -> ApprovalScreen:
        """One request, whole."""
        ...

    def decide(
        self, actor: Actor, number: str, step: StepKind, verdict: Verdict, words: str, ground: str, seen_version: int
    ) -> ApprovalScreen:
        """Decide on one."""
        ...

    def raise_tier(self, actor: Actor, number: str, tier: Tier, why: str) -> TransferView:
        """Raise a tier."""
        ...


class WithheldData:
    """What clients withhold, at the manager's desk (SE-3)."""

    def __init__(self, opening: OpeningService, actor: Actor) -> None:
        self._opening = opening
        self._actor = actor

    def cases(self) -> Sequence[WithheldCase]:
        """Open cases in which something is withheld and not approved yet."""
        return self._opening.withheld_cases(self._actor)

    def asked(self, case: WithheldCase, words: str) -> None:
        """Note having asked, of what was seen."""
        self._opening.note_asked(self._actor, case.case_number, words, case.withheld.seen)

    def decide(self, case: WithheldCase, *, approved: bool, words: str) -> None:
        """Approve what was seen, or send it back."""
        version = case.withheld.asked.version if case.withheld.asked is not None else 0
        self._opening.decide_withheld(self._actor, case.case_number, version, approved=approved, words=words)


class ApprovalData:
    """The manager's desk (TO-4 to TO-6)."""

    def __init__(self, transfer: Requests, approvals: ApprovalService, actor: Actor) -> None:
        self._transfer = transfer
        self._approvals = approvals
        self._actor = actor

    def queue(self) -> Sequence[QueueLine]:
        """The open requests, nearest deadline first."""
        return self._transfer.queue(self._actor)

    def telephone(self) -> Sequence[TelephoneRow]:
        """Approvals by telephone to be confirmed, the earliest due first; clients by name where their case is known."""
        found = self._approvals.unconfirmed(self._actor)
        names: dict[str, str] = {}
        for number in {each.number for each in found}:
            names[number] = self._transfer.approval_screen(self._actor, number).view.client.name
        return [_telephone_row(each, names.get(each.number, "")) for each in found]

    def screen(self, number: str) -> ApprovalScreen:
        """One request, whole."""
        return self._transfer.approval_screen(self._actor, number)

    def decide(self, deciding: Deciding) -> ApprovalScreen:
        """Decide on what was seen."""
        return self._transfer.decide(
            self._actor, deciding.number, deciding.step, deciding.verdict, deciding.words, deciding.ground,
            deciding.seen_version,
        )  # fmt: skip

    def raise_tier(self, number: str, tier: Tier, why: str) -> ApprovalScreen:
        """Raise the tier and show the request as it stands then."""
        self._transfer.raise_tier(self._actor, number, tier, why)
        return self._transfer.approval_screen(self._actor, number)

    def confirm(self, decision_id: str, agreed: bool, words: str) -> None:
        """Confirm or deny an approval by telephone."""
        self._approvals.confirm(self._actor, decision_id, agreed, words)


def _telephone_row(found: OpenTelephone, client: str) -> TelephoneRow:
    return TelephoneRow(
        found.decision_id, found.number, client or found.number, found.step, found.approver_name,
        found.recorded_by_name, found.called_number_masked, found.called_at, found.words, found.confirm_by,
        found.late, found.mine,
    )  # fmt: skip


class CalendarData:
    """The trading calendar (TO-15)."""

    def __init__(self, trading_days: TradingDayService, actor: Actor, clock: Clock) -> None:
        self._trading_days = trading_days
        self._actor = actor
        self._clock = clock

    def sheet(self, year: int) -> CalendarSheet:
        """One year, 0 for the present one."""
        today = self._today()
        found = self._trading_days.year(self._actor, year or today.year)
        return CalendarSheet(found, self._trading_days.years(self._actor), today)

    def save(self, year: int, closed: Sequence[ClosedDay], seen_version: int) -> CalendarSheet:
        """Set the closed days of a year."""
        made = self._trading_days.set_year(self._actor, year, closed, seen_version)
        return CalendarSheet(made, self._trading_days.years(self._actor), self._today())

    def _today(self) -> date:
        return branch_day(self._clock.now())


class SnapshotData:
    """The trading system's snapshot (TO-2). ``hours``: so old it still counts."""

    def __init__(self, snapshots: SnapshotService, actor: Actor, clock: Clock, hours: int) -> None:
        self._snapshots = snapshots
        self._actor = actor
        self._clock = clock
        self._hours = hours

    def state(self) -> SnapshotState:
        """What is in force, and whether it still counts."""
        info = self._snapshots.info(self._actor)
        if info is None:
            return SnapshotState(None, None, too_old=False, hours=self._hours)
        minutes = int(info.age(self._clock.now()).total_seconds() // 60)
        return SnapshotState(info, minutes, too_old=minutes > self._hours * 60, hours=self._hours)

    def load(
        self, order: ImportOrder, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ImportReport:
        """Import, or only try to; what is wrong with the mapping is said at its field."""
        moment = _moment(order.taken_at)
        try:
            mapping = load_mapping(Path(order.mapping))
        except Refused as refused:
            raise Refused(refused.code, field="mapping", **refused.facts) from refused
        return self._snapshots.import_from(
            self._actor, _address(order.source), mapping, dry_run=order.dry_run, taken_at=moment, progress=progress,
            cancelled=cancelled,
        )  # fmt: skip


def _address(source: str) -> str:
    """The file, or what an environment variable holds: a database's password is not typed into a window."""
    if not source.startswith(_FROM_ENVIRONMENT):
        return source
    address = os.environ.get(source.removeprefix(_FROM_ENVIRONMENT), "")
    if not address:
        raise Refused("snapshots.url", field="source")
    return address


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused("snapshots.not_a_moment", field="taken_at", form="2026-11-20 09:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BRANCH_ZONE)


class TaskData:
    """What is to be done (TO-14)."""

    def __init__(
        self, tasks: TaskService, staff: StaffService, actor: Actor, clock: Clock, papers: PaperService | None = None
    ) -> None:
        self._tasks = tasks
        self._papers = papers
        self._staff = staff
        self._actor = actor
        self._clock = clock

    def tasks(self, filters: Mapping[str, str], offset: int = 0) -> TaskList:
        """The tasks looked for, overdue ones first, and who can take one over."""
        today = branch_day(self._clock.now())
        if self._papers is not None and self._actor.may(Right.CLIENT_READ):
            self._papers.remind(self._actor)
        found = self._tasks.find(self._actor, read_filters(filters, today), offset=offset)
        members = self._staff.members(self._actor)
        staff = tuple(
            Choice(member.id, f"{member.name} {member.number}", member.number) for member in members if member.active
        )
        names = {member.id: member.name for member in members}
        return TaskList(found.lines, staff, today, found.count, found.late, names)

    def get(self, task_id: str) -> TaskLine | None:
        """One task as it is now."""
        return self._tasks.line(self._actor, task_id)

    def take(self, task: Task) -> None:
        """Take over what is nobody's."""
        self._tasks.take(self._actor, task.id, task.version)

    def done(self, task: Task, values: Mapping[str, Any]) -> None:
        """Done, with its outcome."""
        ends = "yes" in values["ends"]
        self._tasks.done(self._actor, task.id, _needed(values, "outcome"), task.version, ends=ends)

    def postpone(self, task: Task, values: Mapping[str, Any]) -> None:
        """Put off to a later day."""
        typed = _needed(values, "to")
        try:
            to = read_date(typed)
        except Refused as refused:
            raise Refused(refused.code, field="to", **refused.facts) from None
        self._tasks.postpone(self._actor, task.id, to, _needed(values, "why"), task.version)

    def hand_over(self, tasks: Sequence[Task], values: Mapping[str, Any]) -> None:
        """Give them to somebody else."""
        staff_id, why = _needed(values, "staff_id"), _needed(values, "why")
        if len(tasks) == 1:
            self._tasks.hand_over(self._actor, tasks[0].id, staff_id, why, tasks[0].version)
        else:
            self._tasks.hand_over_all(self._actor, {task.id: task.version for task in tasks}, staff_id, why)


def _needed(values: Mapping[str, Any], key: str) -> str:
    value = str(values[key]).strip()
    if not value:
        raise Refused("text.required", field=key)
    return value


class ChurnData:
    """Why clients leave, in figures (TO-16)."""

    def __init__(self, reports: ReportService, actor: Actor) -> None:
        self._reports = reports
        self._actor = actor

    def churn(self, period: Period) -> ChurnView:
        """The figures of a period."""
        report = self._reports.churn(self._actor, period.since, period.until)
        return ChurnView(period, report.total, report.tables)

    def save_pdf(self, period: Period, path: str) -> str:
        """The sheet as a file; its path."""
        write_durable(Path(path), self._reports.churn_pdf(self._actor, period.since, period.until))
        return path

    def save_xlsx(self, period: Period, path: str) -> str:
        """The workbook as a file; its path."""
        write_durable(Path(path), self._reports.churn_xlsx(self._actor, period.since, period.until))
        return path


class DayEndData:
    """The end of a teller's day (TO-11)."""

    def __init__(self, day_end: DayEndService, actor: Actor, clock: Clock) -> None:
        self._day_end = day_end
        self._clock = clock
        self._actor = actor

    def day(self, day: date | None, staff_id: str) -> DayView:
        """One's own day, or that of another teller."""
        if staff_id:
            return self._day_end.day_of(self._actor, staff_id, day or branch_day(self._clock.now()))
        return self._day_end.day(self._actor, day)

    def tellers(self, day: date) -> Sequence[Choice]:
        """Who had something to do that day, for supervisor and general manager."""
        if not self._actor.roles & _OVERSEERS:
            return ()
        return [Choice(found.staff_id, found.teller) for found in self._day_end.tellers(self._actor, day)]

    def close(self, day: date, ink: Ink, shown: str) -> str:
        """File the day sheet, signed."""
        return self._day_end.close(self._actor, day, ink, shown=shown)

    def add_copy(self, copy: MissingCopy, path: str) -> None:
        """Add the scan of a document that a case lacks."""
        self._day_end.add_copy(self._actor, copy.case_number, copy.code, read_scan(path))

    def days(self) -> Sequence[DaySheet]:
        """The day sheets that are filed."""
        return self._day_end.days(self._actor)
