"""Many bookings from one sheet: looked over whole, then all of them in one transaction or none (AP-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.bookings import storage
from app.bookings.domain import Booking, BookingState, BookVisit
from app.bookings.sheet_rows import COLUMNS, ReadRow, read_row, twice, without
from app.clients import numbers
from app.clients.duplicates import duplicates
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import new_id
from app.gateways.sheet import Sheet, read_sheet
from app.gateways.snapshot.port import RowProblem
from app.staff import storage as staff
from app.storage.db import Database, Writing

MOST_SHOWN = 200
"""So many mistakes, and so many notes, are told with their rows; the rest is counted."""


class ImportOutcome(StrEnum):
    """How an import ended. Only the first has changed anything."""

    BOOKED = "booked"
    CHECKED = "checked"  # a dry run without a mistake
    MISTAKES = "mistakes"


@dataclass(frozen=True, slots=True)
class BookingImport:
    """What came of a sheet.

    ``rows`` were read, ``booked`` of them are (or, in a dry run, would be) booked; ``skipped``: were there already,
    where that was asked for. ``problems``: by row and column, what is wrong and what to do; ``notes`` are told but
    stop nothing. ``numbers``: of the bookings made.
    """

    source: str
    outcome: ImportOutcome
    rows: int
    booked: int
    skipped: int
    problems: tuple[RowProblem, ...]
    problem_count: int
    notes: tuple[RowProblem, ...]
    numbers: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there was no mistake."""
        return self.outcome is not ImportOutcome.MISTAKES

    def as_json(self, language: str) -> dict[str, Any]:
        """The report for a program, reasons in ``language``."""
        return {
            "ok": self.ok, "outcome": self.outcome.value, "source": self.source, "rows": self.rows,
            "booked": self.booked, "skipped": self.skipped, "problem_count": self.problem_count,
            "problems": [one.as_json(language) for one in self.problems],
            "notes": [one.as_json(language) for one in self.notes], "numbers": list(self.numbers),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Looked:
    rows: list[ReadRow]
    problems: list[RowProblem]
    notes: list[RowProblem]
    skipped: int


class Importing:
    """Use cases of the sheet."""

    _db: Database

    def import_file(
        self, actor: Actor, path: Path, *, dry_run: bool, skip_duplicates: bool = False,
        watch: Watch = UNWATCHED,
    ) -> BookingImport:  # fmt: skip
        """Book every row of a sheet (.xlsx or CSV), or none when there is a mistake in it; ``dry_run``: only look.

        Needs BOOKING_WRITE; marketing staff book in their own name only. A row that was booked already is a mistake,
        or left out with ``skip_duplicates``. Refused before a row is looked at: ``sheet.*``; at any row
        ``work.cancelled`` once ``watch`` says so.
        One write transaction (a dry run: one read transaction), audited once for the sheet and once a booking.
        """
        actor.need(Right.BOOKING_WRITE)
        sheet = read_sheet(path)
        places = COLUMNS.places(sheet)
        reading, finding, booking = (watch.part(len(sheet.rows) * place, len(sheet.rows) * 3) for place in range(3))
        if dry_run:
            with self._db.read() as conn:
                looked = _look(conn, actor, sheet, places, self._db.clock.now(), (reading, finding), skip_duplicates)
            outcome = ImportOutcome.MISTAKES if looked.problems else ImportOutcome.CHECKED
            return _report(sheet, looked, outcome)
        with self._db.write(actor) as work:
            looked = _look(work.conn, actor, sheet, places, work.at, (reading, finding), skip_duplicates)
            if looked.problems:  # nothing was written: the transaction ends as it began
                return _report(sheet, looked, ImportOutcome.MISTAKES)
            made = tuple(enter(work, row.visit).number for row in booking.each(looked.rows, len(looked.rows)))
            told = {"rows": len(sheet.rows), "booked": len(made), "skipped": looked.skipped, "sha256": sheet.sha256}
            work.audit("bookings.imported", "booking", made[0] if made else "", after=told)
        return _report(sheet, looked, ImportOutcome.BOOKED, made)


def enter(work: Writing, visit: BookVisit) -> Booking:
    """Enter a checked visit under a new number, audited."""
    made = Booking(
        id=new_id(),
        number=numbers.dated_number(work.conn, "YY", branch_day(work.at)),
        name=visit.name,
        mobile=visit.mobile,
        paper_number=visit.paper_number,
        planned_at=visit.planned_at,
        staff_id=visit.staff_id,
        business=visit.business,
        note=visit.note,
        state=BookingState.BOOKED,
        case_number="",
        created_at=work.at,
        created_by=work.actor.staff_id,
    )
    storage.add(work.conn, made)
    work.audit("bookings.booked", "booking", made.number, after={"staff": made.staff_id})
    return made


def own_only(actor: Actor) -> bool:
    """Marketing staff book and see their own clients only."""
    return Role.MARKETING in actor.roles


def _look(
    conn: sa.Connection, actor: Actor, sheet: Sheet, places: dict[str, int], now: datetime, watch: tuple[Watch, Watch],
    skip: bool,
) -> _Looked:  # fmt: skip
    members = {member.number: member for member in staff.all_members(conn)}
    rows: list[ReadRow] = []
    problems: list[RowProblem] = []
    reading, finding = watch
    for line in reading.each(sheet.rows, len(sheet.rows)):
        found = read_row(line, places, now, members)
        if isinstance(found, ReadRow):
            rows.append(found)
        else:
            problems += found
    if own_only(actor):
        problems += [
            COLUMNS.problem(row.number, "staff", Refused("bookings.own_only"))
            for row in rows if row.visit.staff_id != actor.staff_id
        ]  # fmt: skip
    there = [*twice(rows), *_booked_already(conn, actor, rows)]
    if skip:
        rows = without(rows, there)
    else:
        problems += there
    problems.sort(key=lambda problem: problem.row)
    return _Looked(rows, problems, _clients(conn, actor, rows, finding), len({one.row for one in there}) if skip else 0)


def _booked_already(conn: sa.Connection, actor: Actor, rows: list[ReadRow]) -> list[RowProblem]:
    """Rows whose client has an open booking; marketing staff are not told of their colleagues'."""
    mine = actor.staff_id if own_only(actor) else ""
    open_now = storage.open_with(conn, (row.visit.mobile for row in rows), mine)
    return [
        COLUMNS.problem(
            row.number, "mobile", Refused("bookings.already_booked", number=open_now[row.visit.mobile][0].number)
        )
        for row in rows if row.visit.mobile in open_now
    ]  # fmt: skip


def _clients(conn: sa.Connection, actor: Actor, rows: list[ReadRow], watch: Watch) -> list[RowProblem]:
    """Rows of people who are clients: only told, for a client may come for more; to those who may read clients."""
    if own_only(actor) or not actor.may(Right.CLIENT_READ):
        return []
    notes = []
    for row in watch.each(rows, len(rows)):
        visit = row.visit
        found = duplicates(
            conn, paper_number=visit.paper_number, name=visit.name, birth_date=None, mobile=visit.mobile
        )  # fmt: skip
        hit = found.same_paper or next((likely.hit for likely in found.likely), None)
        if hit is not None:
            notes.append(COLUMNS.problem(row.number, "mobile", Refused("bookings.is_client", number=hit.number)))
    return notes


def _report(
    sheet: Sheet, looked: _Looked, outcome: ImportOutcome, made: tuple[str, ...] = ()
) -> BookingImport:  # fmt: skip
    booked = 0 if outcome is ImportOutcome.MISTAKES else len(looked.rows)
    return BookingImport(
        sheet.name, outcome, len(sheet.rows), booked, looked.skipped, tuple(looked.problems[:MOST_SHOWN]),
        len(looked.problems), tuple(looked.notes[:MOST_SHOWN]), made,
    )  # fmt: skip
