"""Running reports: on the screen, on paper, as files, by themselves at the end of a day; every run is registered."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

import sqlalchemy as sa

from app.archive import filing
from app.archive.heads import BranchFacts, Head
from app.archive.press import Press, PressedForm
from app.archive.service import BlobStore
from app.auth import storage as users
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text
from app.day_end import gathering
from app.day_end import storage as day_ends
from app.policy.composing import Base
from app.policy.values import Policy
from app.reports import making, run_rows, storage
from app.reports.catalogue import Maker, Report, Source, all_reports, report, reports_for
from app.reports.making import Work
from app.reports.parameters import Asked, asked_of
from app.reports.run_rows import Frequency, Run, Schedule, Way
from app.reports.scheduling import Due, asked_for, checked_roles, period_ends
from app.reports.table import MOST_SHOWN, Cell, Chart, Column, Table
from app.satisfaction.closing import close_over
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from app.trading_days import storage as trading_days

WHY_LIMIT = 200
"""Characters of what numbers are shown in full for."""
PREFIX = "BB"
"""What a run's number begins with; the day and eight signs follow."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A report that somebody may see; ``schedule`` None while nobody has said anything about it."""

    report: Report
    schedule: Schedule | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A report on the screen: the first rows, masked, and how many there are."""

    number: str
    asked: Asked
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    count: int
    totals: tuple[Cell, ...]
    chart: Chart | None
    note: str


SATISFACTION = frozenset({"satisfaction", "service-report"})
"""Reports that show figures of satisfaction."""


class ReportRunService:
    """Use cases of the catalogue of reports. Each report takes a right of its own (``Report.rights``).

    What leaves the program is registered and audited before anybody gets it (SE-1); a look is registered. Numbers are
    masked but for those with CLIENT_UNMASK who say what for.
    """

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, base: Base, clock: Clock,
        branch: BranchFacts,
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._base = base
        self._clock = clock
        self._branch = branch

    def offered(self, actor: Actor) -> tuple[Offer, ...]:
        """The reports that the actor may see, in the order of the page. Refused to who may see none. One read."""
        _need_one(actor)
        with self._db.read() as conn:
            known = run_rows.schedules(conn)
        return tuple(Offer(one, known.get(one.name)) for one in reports_for(actor))

    def look(self, actor: Actor, name: str, given: Mapping[str, str], work: Work | None = None) -> Seen:
        """A report on the screen: at most ``MOST_SHOWN`` rows. Needs one of the report's rights.

        Refused: ``reports.unknown``, what ``asked_of`` says of ``given``, ``reports.stopped``. One read transaction,
        one write transaction for the register.
        """
        chosen, asked = self._asked(actor, name, given)
        work = replace(work or Work(), why="")
        with self._source() as source:
            table = chosen.make(source, asked)
            rows = tuple(islice(work.rows(table), MOST_SHOWN))
        run = self._run(actor, chosen, asked, Way.SCREEN, table.count, self._clock.now())
        with self._db.write(actor) as tx:
            run_rows.add(tx.conn, run)
        return Seen(run.number, asked, table.columns, rows, table.count, table.totals, table.chart, table.note)

    def paper(self, actor: Actor, name: str, given: Mapping[str, str], work: Work | None = None) -> PressedForm:
        """The form of a report to be looked at before it is printed; masked. Refused: as :meth:`look`."""
        chosen, asked = self._asked(actor, name, given)
        now = self._clock.now()
        run = self._run(actor, chosen, asked, Way.SCREEN, 0, now)
        pressed, count = self._pressed(actor, chosen, asked, run.number, now, replace(work or Work(), why=""))
        with self._db.write(actor) as tx:
            run_rows.add(tx.conn, replace(run, rows=count))
        return pressed

    def export(
        self, actor: Actor, name: str, given: Mapping[str, str], way: Way, why: str = "", work: Work | None = None
    ) -> bytes:
        """A report as a file: PDF, XLSX, CSV or JSON. Registered and audited before it is given (SE-1).

        ``why``: what numbers are shown in full for, with CLIENT_UNMASK; empty: they are masked. Refused: as
        :meth:`look`; ``auth.denied``, ``text.*`` for ``why``; ``reports.too_long`` for a workbook.
        """
        chosen, asked = self._asked(actor, name, given)
        work = self._unmasking(actor, work, why)
        now = self._clock.now()
        run = self._run(actor, chosen, asked, way, 0, now, why=work.why)
        content, count = self._file(actor, chosen, asked, run, now, work)
        run = replace(run, rows=count, sha256=hashlib.sha256(content).hexdigest())
        with self._db.write(actor) as tx:
            self._register(tx, run)
        return content

    def archive(
        self, actor: Actor, name: str, given: Mapping[str, str], why: str = "", work: Work | None = None
    ) -> str:
        """Make a report as a sealed, archived paper; its number is that of the run, by which it is printed.

        Needs PRINT besides: copies and reprints are registered with the document. Refused: as :meth:`export`,
        ``archive.seal_not_valid``.
        """
        chosen, asked = self._asked(actor, name, given)
        actor.need(Right.PRINT)
        work = self._unmasking(actor, work, why)
        now = self._clock.now()
        run = self._run(actor, chosen, asked, Way.PRINT, 0, now, why=work.why)
        made, run = self._sealed(actor, chosen, asked, run, now, work)
        with self._db.write(actor) as tx:
            filing.enter(tx, self._press, made, case_number=run.number, client_id=None)
            self._register(tx, run)
        return run.number

    def runs(self, actor: Actor, name: str = "", *, everybody: bool = False) -> tuple[Run, ...]:
        """The register of the reports that the actor may see, the newest first, at most 200; one's own runs.

        ``everybody``: those of all, with WATCH; what was made by itself is everybody's. Refused to who may see no
        report. One read transaction.
        """
        _need_one(actor)
        if everybody:
            actor.need(Right.WATCH)
        seen = tuple(one.name for one in reports_for(actor))
        with self._db.read() as conn:
            own = run_rows.latest(conn, reports=seen, report=name, by="" if everybody else actor.staff_id)
            made = () if everybody else run_rows.scheduled(conn, reports=seen, report=name)
        return tuple(sorted({run.number: run for run in (*own, *made)}.values(), key=lambda run: run.at, reverse=True))

    def run(self, actor: Actor, number: str) -> Run:
        """One run that is one's own or was made by itself; everybody's with WATCH. Needs a right of its report.

        Refused: ``reports.unknown_run``, and to who may see no report. One read transaction.
        """
        _need_one(actor)
        with self._db.read() as conn:
            found = run_rows.by_number(conn, number)
        mine = found.by == actor.staff_id or found.way is Way.SCHEDULED or actor.may(Right.WATCH)
        if not (mine and report(found.report).may(actor)):
            raise Refused("reports.unknown_run")
        return found

    def set_schedule(
        self, actor: Actor, name: str, frequency: Frequency, roles: tuple[str, ...], seen_version: int
    ) -> Schedule:
        """When a report is made by itself from now on, and which roles receive it. Needs REPORT_SCHEDULE.

        Refused: ``reports.unknown``, what ``checked_roles`` says, ``reports.schedule_changed``. One write transaction,
        audited.
        """
        actor.need(Right.REPORT_SCHEDULE)
        chosen = report(name)
        wanted = checked_roles(chosen, frequency, roles)
        with self._db.write(actor) as tx:
            before = run_rows.schedules(tx.conn).get(name)
            run_rows.put_schedule(
                tx.conn, name, frequency, wanted, seen_version, by=actor.staff_id, by_name=actor.name, at=tx.at
            )
            told = {"frequency": before.frequency, "roles": before.roles} if before is not None else None
            tx.audit(
                "reports.scheduled", "report", name, before=told, after={"frequency": frequency, "roles": wanted}
            )  # fmt: skip
        return Schedule(name, seen_version + 1, frequency, wanted, actor.name, None)

    def due(self, actor: Actor, day: date | None = None) -> tuple[Due, ...]:
        """What has to be made when ``day`` (today) is over and is not yet. Needs REPORT_SCHEDULE. One read."""
        actor.need(Right.REPORT_SCHEDULE)
        with self._db.read() as conn:
            return _due(conn, day or branch_day(self._clock.now()))

    def make_due(
        self, actor: Actor, day: date | None = None, *, watch: Watch = UNWATCHED
    ) -> tuple[str, ...]:  # fmt: skip
        """Make at once what is due when ``day`` (today) is over; numbers of what was made. Needs REPORT_SCHEDULE.

        What is made already is not made again. Refused: ``reports.future_day``, ``archive.seal_not_valid``. Takes
        about a second a report; stopped by ``watch``, those that are made stay and the others are due still.
        """
        actor.need(Right.REPORT_SCHEDULE)
        today = branch_day(self._clock.now())
        if day is not None and day > today:
            raise Refused("reports.future_day", field="day")
        return self._make_due(actor, day or today, watch)

    def after_closing(self, actor: Actor, day: date) -> tuple[str, ...]:
        """What the end of a day brings: once everybody who finished a case on ``day`` has closed it, its reports.

        Needs COUNTER: a teller who closes makes them, and sees none of them by that. Gives the numbers; none while
        somebody has not closed. Refused: as :meth:`make_due`.
        """
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            closed = {one.staff_id for one in day_ends.closed_days(conn, day=day, limit=1000)}
            waiting = gathering.ended_day(conn, day).tellers - closed
        return () if waiting or not closed else self._make_due(actor, day)

    # -- shared ------------------------------------------------------------------------------------------------

    def _asked(self, actor: Actor, name: str, given: Mapping[str, str]) -> tuple[Report, Asked]:
        chosen = report(name)
        if not chosen.may(actor):
            raise Refused("auth.denied", right=chosen.rights[0].value)
        asked = asked_of(chosen.parameters, given, branch_day(self._clock.now()))
        self._before(actor, chosen)
        return chosen, asked

    def _before(self, actor: Actor, chosen: Report) -> None:
        """What a report shows of satisfaction are months that are over, and one is over when somebody closed it."""
        if chosen.name in SATISFACTION:
            close_over(self._db, self._policy.satisfaction, actor)

    def _unmasking(self, actor: Actor, work: Work | None, why: str) -> Work:
        reason = clean_text(why, field="why", limit=WHY_LIMIT, required=False)
        if reason:
            actor.need(Right.CLIENT_UNMASK)
        return replace(work or Work(), why=reason)

    @contextmanager
    def _source(self, now: datetime | None = None) -> Iterator[Source]:
        with self._db.read() as conn:
            storage.one_moment(conn)
            yield Source(conn, now or self._clock.now(), self._policy, self._base, self._press, self._branch)

    def _run(
        self, actor: Actor, chosen: Report, asked: Asked, way: Way, rows: int, at: datetime, *, why: str = ""
    ) -> Run:
        number = f"{PREFIX}{branch_day(at):%Y%m%d}{secrets.token_hex(4).upper()}"
        return Run(
            number=number, report=chosen.name, parameters=asked.values, way=way, rows=rows, by=actor.staff_id,
            by_name=actor.name, station=actor.station, at=at, unmasked_for=why,
        )  # fmt: skip

    def _maker(self, actor: Actor, number: str, at: datetime) -> Maker:
        head = Head(
            number=number, case_number=number, made_on=branch_day(at), branch=self._branch, teller_name=actor.name,
            teller_number=actor.staff_number,
        )  # fmt: skip
        return Maker(head, at, f"{actor.name}（工号{actor.staff_number}）", actor.station)

    def _pressed(
        self, actor: Actor, chosen: Report, asked: Asked, number: str, at: datetime, work: Work
    ) -> tuple[PressedForm, int]:
        maker = self._maker(actor, number, at)
        with self._source(at) as source:
            table = chosen.make(source, asked)
            if chosen.form is not None:
                form_id, facts = chosen.form(source, asked, maker)
            else:
                form_id, facts = making.FORM, making.facts_of(chosen, asked, table, maker, work)
        work.step(table.count, table.count)
        return self._press.press(form_id, facts), table.count

    def _file(
        self, actor: Actor, chosen: Report, asked: Asked, run: Run, at: datetime, work: Work
    ) -> tuple[bytes, int]:
        if run.way is Way.PDF:
            pressed, count = self._pressed(actor, chosen, asked, run.number, at, work)
            return pressed.pdf, count
        make = {Way.XLSX: making.book_of, Way.CSV: making.text_of, Way.JSON: making.json_of}.get(run.way)
        if make is None:
            raise ValueError(f"no file is made by {run.way}")
        maker = self._maker(actor, run.number, at)
        with self._source(at) as source:
            table: Table = chosen.make(source, asked)
            if run.way is Way.XLSX and chosen.book is not None:
                return chosen.book(source, asked, maker), table.count
            return make(chosen, asked, table, maker, work), table.count

    def _sealed(
        self, actor: Actor, chosen: Report, asked: Asked, run: Run, at: datetime, work: Work
    ) -> tuple[filing.Made, Run]:
        pressed, count = self._pressed(actor, chosen, asked, run.number, at, work)
        made = filing.seal(self._press, self._blobs, pressed, None)
        return made, replace(run, rows=count, sha256=made.file_sha256, document_number=pressed.number)

    def _register(self, tx: Writing, run: Run) -> None:
        """Note a run whose result leaves the program, and audit it (SE-1)."""
        run_rows.add(tx.conn, run)
        told = {
            "report": run.report, "kind": run.way, "asked": dict(run.parameters), "rows": run.rows,
            "sha256": run.sha256, "unmasked_for": run.unmasked_for,
        }  # fmt: skip
        tx.audit("reports.exported", "report", run.number, after=told)

    def _make_due(self, actor: Actor, day: date, watch: Watch = UNWATCHED) -> tuple[str, ...]:
        with self._db.read() as conn:
            waiting = _due(conn, day)
        made: list[str] = []
        try:
            for due in watch.each(waiting, len(waiting)):
                made.append(self._make_one(actor, due, Work(stop=watch.cancelled)))
        except Refused as refused:
            if refused.code not in ("work.cancelled", "reports.stopped"):
                raise
        return tuple(number for number in made if number)

    def _make_one(self, actor: Actor, due: Due, work: Work) -> str:
        """Make one report that is due; empty when another counter was faster."""
        now, chosen = self._clock.now(), due.report
        self._before(actor, chosen)
        asked = asked_of(chosen.parameters, asked_for(chosen, due.frequency, due.day), branch_day(now))
        run = self._run(actor, chosen, asked, Way.SCHEDULED, 0, now)
        made, run = self._sealed(actor, chosen, asked, run, now, work)
        try:
            with self._db.write(actor) as tx:
                run_rows.add(tx.conn, run)
                run_rows.note_made(tx.conn, chosen.name, due.frequency, due.day, run.number)
                filing.enter(tx, self._press, made, case_number=run.number, client_id=None)
                received = self._send(tx, due, run)
                told = {"report": run.report, "asked": dict(run.parameters), "rows": run.rows, "sha256": run.sha256,
                        "to": received}  # fmt: skip
                tx.audit("reports.made", "report", run.number, after=told)
        except Refused as refused:
            if refused.code == "reports.made_already":
                return ""
            raise
        return run.number

    def _send(self, tx: Writing, due: Due, run: Run) -> tuple[str, ...]:
        """Put the report into the in-trays of everybody with one of the roles; staff ids it went to."""
        wanted = set(due.roles)
        on = trading_days.working_day_after(tx.conn, due.day, 1)
        received = sorted(
            {
                user.staff_id for user in users.list_users(tx.conn)
                if user.active and {role.value for role in user.roles} & wanted
            }
        )  # fmt: skip
        for staff_id in received:
            new = NewTask(
                kind=TaskKind.REPORT, client_id="", case_number=run.number, due_on=on, rule="RA-7",
                text=f"查阅{due.day.isoformat()}的《{due.report.title}》", assigned_to=staff_id,
            )  # fmt: skip
            tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        return tuple(received)


def _need_one(actor: Actor) -> None:
    """Refuse ``auth.denied`` to who may see no report at all."""
    if not reports_for(actor):
        raise Refused("auth.denied", right=Right.REPORT_READ.value)


def _due(conn: sa.Connection, day: date) -> tuple[Due, ...]:
    """What is to be made when ``day`` is over, in the order of the catalogue."""
    calendar = trading_days.calendar(conn)
    known = run_rows.schedules(conn)
    found = []
    for one in all_reports():
        schedule = known.get(one.name)
        if schedule is None or schedule.at is None:
            continue
        # what ended before somebody wished for it is not made up for
        for end in period_ends(one, schedule.frequency, day, branch_day(schedule.at), calendar):
            if not run_rows.made(conn, one.name, schedule.frequency, end):
                found.append(Due(one, schedule.frequency, end, schedule.roles))
    return tuple(found)
