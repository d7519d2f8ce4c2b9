"""A list of unusual accounts from a file: looked over whole, then all of it in one transaction, or nothing (FU-5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.clients import numbers
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import new_id
from app.custody import storage as custody
from app.gateways.sheet import Sheet, read_sheet
from app.gateways.snapshot.port import RowProblem
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from app.trading_days import storage as trading_days
from app.unusual_trading import storage
from app.unusual_trading.domain import PREFIX, Suspicion, UnusualLine, UnusualList, call_text
from app.unusual_trading.sheet_rows import COLUMNS, ReadLine, read_line

MOST_SHOWN = 200
"""So many mistakes are told with their rows; the rest is counted."""


class ImportOutcome(StrEnum):
    """How an import ended. Only the first has changed anything."""

    IMPORTED = "imported"
    CHECKED = "checked"  # a dry run without a mistake
    MISTAKES = "mistakes"


@dataclass(frozen=True, slots=True)
class UnusualImport:
    """What came of a file: ``rows`` read, ``calls`` that are (in a dry run: would be) made, ``skipped`` known already.

    ``problems``: by row and column, what is wrong and what to do. ``number``: of the list, empty without one.
    """

    source: str
    outcome: ImportOutcome
    rows: int
    calls: int
    skipped: int
    problems: tuple[RowProblem, ...]
    problem_count: int
    number: str = ""

    @property
    def ok(self) -> bool:
        """Whether there was no mistake."""
        return self.outcome is not ImportOutcome.MISTAKES

    def as_json(self, language: str) -> dict[str, Any]:
        """The report for a program, reasons in ``language``."""
        told = [problem.as_json(language) for problem in self.problems]
        return {
            "ok": self.ok, "outcome": self.outcome.value, "source": self.source, "number": self.number,
            "rows": self.rows, "calls": self.calls, "skipped": self.skipped, "problem_count": self.problem_count,
            "problems": told,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with whose account it is."""

    line: ReadLine
    client_id: str
    fund_account: str


@dataclass(frozen=True, slots=True)
class _Looked:
    lines: list[_Found]
    problems: list[RowProblem]
    skipped: int

    @property
    def calls(self) -> dict[tuple[str, Suspicion], list[_Found]]:
        """Lines of one client and suspicion are one call."""
        found: dict[tuple[str, Suspicion], list[_Found]] = {}
        for one in self.lines:
            found.setdefault((one.client_id, one.line.suspicion), []).append(one)
        return found


class Importing:
    """Use cases of the file."""

    _db: Database
    _call_days: int

    def import_file(
        self, actor: Actor, path: Path, *, dry_run: bool, skip_duplicates: bool = False,
        watch: Watch = UNWATCHED,
    ) -> UnusualImport:  # fmt: skip
        """Take in a whole list (.xlsx or CSV), or nothing when there is a mistake in it; ``dry_run``: only look.

        Lines of one client and suspicion make one call, due in the policy's working days, nobody's until somebody
        takes it. A line that was in an earlier list is a mistake, or left out with ``skip_duplicates``. Needs
        UNUSUAL_WRITE. Refused before a row is looked at: ``sheet.*``, ``unusual.imported_before`` (this very file); at
        any row ``work.cancelled`` once ``watch`` says so.
        One write transaction (a dry run: one read transaction), audited.
        """
        actor.need(Right.UNUSUAL_WRITE)
        sheet = read_sheet(path)
        places = COLUMNS.places(sheet)
        today = branch_day(self._db.clock.now())
        reading, entering = (watch.part(len(sheet.rows) * place, len(sheet.rows) * 2) for place in range(2))
        if dry_run:
            with self._db.read() as conn:
                looked = _look(conn, sheet, places, today, reading, skip_duplicates)
            return _report(sheet, looked, ImportOutcome.MISTAKES if looked.problems else ImportOutcome.CHECKED)
        with self._db.write(actor) as tx:
            looked = _look(tx.conn, sheet, places, today, reading, skip_duplicates)
            if looked.problems:  # nothing was written: the transaction ends as it began
                return _report(sheet, looked, ImportOutcome.MISTAKES)
            number = self._enter(tx, sheet, looked, entering)
        return _report(sheet, looked, ImportOutcome.IMPORTED, number)

    def _enter(self, tx: Writing, sheet: Sheet, looked: _Looked, watch: Watch) -> str:
        today = branch_day(tx.at)
        due = trading_days.working_day_after(tx.conn, today, self._call_days)
        number, list_id = numbers.dated_number(tx.conn, PREFIX, today), new_id()
        lines: list[UnusualLine] = []
        calls = looked.calls
        for (client_id, suspicion), found in watch.each(calls.items(), len(calls)):
            days = tuple(one.line.on for one in found)
            remark = next((one.line.remark for one in found if one.line.remark), "")
            new = NewTask(
                kind=TaskKind.UNUSUAL_TRADING, client_id=client_id, case_number=number, due_on=due, rule="FU-5",
                text=call_text(suspicion, days, remark),
            )  # fmt: skip
            made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
            lines += [
                UnusualLine(
                    list_id=list_id, row=one.line.row, client_id=client_id, fund_account=one.fund_account,
                    on=one.line.on, suspicion=suspicion, remark=one.line.remark, task_id=made.id,
                )
                for one in found
            ]  # fmt: skip
        listed = UnusualList(
            list_id, number, sheet.name, sheet.sha256, tx.at, tx.actor.staff_id, tx.actor.name, len(lines),
            len(looked.calls),
        )  # fmt: skip
        storage.add(tx.conn, listed, sorted(lines, key=lambda one: one.row))
        told = {"number": number, "rows": len(lines), "calls": len(looked.calls), "sha256": sheet.sha256}
        tx.audit("unusual.imported", "unusual-list", list_id, after=told)
        return number


def _look(
    conn: sa.Connection, sheet: Sheet, places: dict[str, int], today: date, watch: Watch, skip: bool
) -> _Looked:  # fmt: skip
    if storage.by_digest(conn, sheet.sha256) is not None:
        raise Refused("unusual.imported_before")
    lines: list[_Found] = []
    problems: list[RowProblem] = []
    for row in watch.each(sheet.rows, len(sheet.rows)):
        read = read_line(row, places, today)
        if isinstance(read, list):
            problems += read
            continue
        try:
            lines.append(_whose(conn, read))
        except Refused as refused:
            problems.append(COLUMNS.problem(read.row, "account", refused))
    there = [*_twice(lines), *_known(conn, lines)]
    skipped = {one.row for one in there}
    if skip:
        lines = [one for one in lines if one.line.row not in skipped]
        if not lines and not problems:
            raise Refused("unusual.imported_before")
    else:
        problems += there
    return _Looked(lines, sorted(problems, key=lambda one: one.row), len(skipped) if skip else 0)


def _whose(conn: sa.Connection, line: ReadLine) -> _Found:
    """The client of a line. Refused: ``unusual.no_account``."""
    account = custody.fund_account_by_number(conn, line.account)
    if account is not None:
        return _Found(line, account.client_id, account.number)
    hit = next((one for one in clients.find(conn, line.account, 3) if one.number == line.account), None)
    if hit is None:
        raise Refused("unusual.no_account")
    return _Found(line, hit.id, hit.fund_account)


def _key(one: _Found) -> tuple[str, date, str]:
    return one.client_id, one.line.on, one.line.suspicion.value


def _twice(lines: Iterable[_Found]) -> list[RowProblem]:
    """Rows that say what an earlier row says."""
    seen: dict[tuple[str, date, str], int] = {}
    problems = []
    for one in lines:
        first = seen.setdefault(_key(one), one.line.row)
        if first != one.line.row:
            problems.append(COLUMNS.problem(one.line.row, "account", Refused("unusual.twice_in_file", row=first)))
    return problems


def _known(conn: sa.Connection, lines: list[_Found]) -> list[RowProblem]:
    """Rows that were in an earlier list."""
    there = storage.there_already(conn, {one.client_id for one in lines})
    return [
        COLUMNS.problem(one.line.row, "account", Refused("unusual.known_already"))
        for one in lines if _key(one) in there
    ]  # fmt: skip


def _report(sheet: Sheet, looked: _Looked, outcome: ImportOutcome, number: str = "") -> UnusualImport:
    calls = 0 if outcome is ImportOutcome.MISTAKES else len(looked.calls)
    return UnusualImport(
        sheet.name, outcome, len(sheet.rows), calls, looked.skipped, tuple(looked.problems[:MOST_SHOWN]),
        len(looked.problems), number,
    )  # fmt: skip
