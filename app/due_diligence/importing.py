"""The watch list from a file: every row looked over first, then all of it put in force at once, or nothing (KY-3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Cancelled, Progress
from app.common.values import clean_text, new_id
from app.due_diligence import storage
from app.due_diligence.closeness import Closeness
from app.due_diligence.domain import Entry, WatchList
from app.due_diligence.hit_rows import TOPIC
from app.due_diligence.naming import plain_number
from app.due_diligence.sheet_rows import COLUMNS, MOST_ROWS, read_entry
from app.gateways.sheet import LongSheet, long_sheet
from app.gateways.snapshot.port import RowProblem
from app.storage.changes import tell
from app.storage.db import Database

MOST_BYTES = 256 * 1024 * 1024
MOST_SHOWN = 200
"""So many mistakes are told with their rows; the rest is counted."""
_BATCH = 10_000
"""Entries stored in one transaction."""


class ImportOutcome(StrEnum):
    """How an import ended. Only the first has changed anything."""

    IN_FORCE = "in-force"
    CHECKED = "checked"
    MISTAKES = "mistakes"


@dataclass(frozen=True, slots=True)
class ListImport:
    """What came of a file: ``rows`` read, ``entries`` of them fit to be looked up, mistakes by row and column.

    ``version``: of the list that is in force by it; 0 when it is not.
    """

    source: str
    outcome: ImportOutcome
    rows: int
    entries: int
    problems: tuple[RowProblem, ...]
    problem_count: int
    version: int = 0

    @property
    def ok(self) -> bool:
        """Whether there was no mistake."""
        return self.outcome is not ImportOutcome.MISTAKES

    def as_json(self, language: str) -> dict[str, Any]:
        """The report for a program, reasons in ``language``."""
        told = [problem.as_json(language) for problem in self.problems]
        return {
            "ok": self.ok, "outcome": self.outcome.value, "source": self.source, "rows": self.rows,
            "entries": self.entries, "problem_count": self.problem_count, "problems": told, "version": self.version,
        }  # fmt: skip


@dataclass(slots=True)
class _Looked:
    rows: int = 0
    count: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    def wrong(self, found: Iterable[RowProblem]) -> None:
        for problem in found:
            self.count += 1
            if len(self.problems) < MOST_SHOWN:
                self.problems.append(problem)


class Importing:
    """The use case of the file."""

    _db: Database
    _threshold: int

    def import_list(
        self, actor: Actor, path: Path, *, source: str, dated: date, dry_run: bool,
        progress: Progress = UNWATCHED.progress, cancelled: Cancelled = UNWATCHED.cancelled,
    ) -> ListImport:  # fmt: skip
        """Put a list in force (.xlsx or CSV with the headings of ``COLUMNS``), or none when there is a mistake in it.

        ``source``: who gives the list, ``dated``: as of which day. ``dry_run``: only look. Needs SCREENING. Refused:
        ``sheet.*``; ``text.*`` at ``source``; ``screening.dated_ahead``, ``screening.older`` than the one in force,
        ``screening.overtaken``, ``screening.import_cancelled`` once ``cancelled`` says so (asked between rows and
        batches; the list in force is not touched). Entries are stored in a transaction a batch under an id of their
        own and come into force in the last one, audited; what a broken import left is removed by the next.
        """
        actor.need(Right.SCREENING)
        said = clean_text(source, field="source", limit=100)
        with self._db.read() as conn:
            before = storage.in_force(conn)
        self._need_newer(dated, before)
        sheet = long_sheet(path, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
        places = COLUMNS.places(sheet)
        looked = _look(sheet, places, progress, cancelled)
        if looked.count or dry_run:
            outcome = ImportOutcome.MISTAKES if looked.count else ImportOutcome.CHECKED
            return _report(sheet, looked, outcome)
        list_id = new_id()
        self._store(
            actor, list_id, _entries(sheet, places), before, lambda done: _go_on(done, looked.rows, progress, cancelled)
        )
        version = self._put_in_force(actor, list_id, said, dated, sheet, looked.rows, before)
        return _report(sheet, looked, ImportOutcome.IN_FORCE, version)

    def _need_newer(self, dated: date, before: WatchList | None) -> None:
        if dated > branch_day(self._db.clock.now()):
            raise Refused("screening.dated_ahead", field="dated")
        if before is not None and dated < before.dated:
            raise Refused("screening.older", field="dated", in_force=before.dated.isoformat())

    def _store(
        self, actor: Actor, list_id: str, entries: Iterator[Entry], before: WatchList | None,
        stored: Callable[[int], None],
    ) -> None:  # fmt: skip
        closeness = Closeness(self._threshold)
        with self._db.write(actor) as tx:
            storage.drop_entries(tx.conn, () if before is None else (before.id,))
        done, batch = 0, []
        for entry in entries:
            batch.append(entry)
            if len(batch) == _BATCH:
                done += self._store_batch(actor, list_id, batch, closeness)
                batch = []
                stored(done)
        self._store_batch(actor, list_id, batch, closeness)

    def _store_batch(self, actor: Actor, list_id: str, batch: list[Entry], closeness: Closeness) -> int:
        with self._db.write(actor) as tx:
            storage.add_entries(tx.conn, list_id, batch, closeness)
        return len(batch)

    def _put_in_force(
        self, actor: Actor, list_id: str, source: str, dated: date, sheet: LongSheet, entries: int,
        before: WatchList | None,
    ) -> int:  # fmt: skip
        with self._db.write(actor) as tx:
            newest = storage.in_force(tx.conn)
            if (newest and newest.id) != (before and before.id):
                raise Refused("screening.overtaken")
            made = WatchList(
                id=list_id, version=1 if newest is None else newest.version + 1, source=source, dated=dated,
                entries=entries, sha256=sheet.sha256, threshold=self._threshold, imported_at=tx.at,
                imported_by=actor.staff_id, by_name=actor.name,
            )  # fmt: skip
            storage.add_list(tx.conn, made)
            storage.drop_entries(tx.conn, (list_id,))
            told = {"version": made.version, "source": source, "dated": dated, "entries": entries,
                    "sha256": sheet.sha256, "threshold": made.threshold}  # fmt: skip
            tx.audit("screening.imported", "screening", list_id, after=told)
            tell(tx.conn, TOPIC)
        return made.version


def _go_on(done: int, of: int, progress: Progress, cancelled: Cancelled) -> None:
    """Tell how far it is; refuse when it is to stop."""
    if cancelled():
        raise Refused("screening.import_cancelled")
    progress(done, of)


def _look(sheet: LongSheet, places: dict[str, int], progress: Progress, cancelled: Cancelled) -> _Looked:
    looked = _Looked()
    first: dict[tuple[str, str], int] = {}
    for row in sheet.rows():
        looked.rows += 1
        if looked.rows % _BATCH == 1:
            _go_on(looked.rows, 0, progress, cancelled)
        found = read_entry(row, places)
        if isinstance(found, list):
            looked.wrong(found)
            continue
        there = first.setdefault((found.name, plain_number(found.number)), row.number)
        if there != row.number:
            looked.wrong([COLUMNS.problem(row.number, "name", Refused("screening.twice_in_file", row=there))])
    return looked


def _entries(sheet: LongSheet, places: dict[str, int]) -> Iterator[Entry]:
    """The entries of a sheet that was looked over."""
    return (found for row in sheet.rows() if isinstance(found := read_entry(row, places), Entry))


def _report(sheet: LongSheet, looked: _Looked, outcome: ImportOutcome, version: int = 0) -> ListImport:
    entries = looked.rows - len({p.row for p in looked.problems}) if looked.count <= MOST_SHOWN else 0
    return ListImport(
        sheet.name, outcome, looked.rows, max(entries, 0), tuple(looked.problems), looked.count, version
    )  # fmt: skip
