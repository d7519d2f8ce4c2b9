"""What came of an import: counts, and the mistakes of the file by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.common.errors import Refused
from app.gateways.snapshot.port import RowProblem

MOST_PROBLEMS = 200
"""So many mistakes are kept with their rows; the rest is counted."""


class Outcome(StrEnum):
    """How an import ended. Only the first changes anything."""

    IN_FORCE = "in-force"
    CHECKED = "checked"  # a dry run without a mistake
    MISTAKES = "mistakes"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """An import or dry run of one file or view.

    ``rows`` were read, of these ``accounts`` taken and ``skipped`` (deleted in their file, or another branch's).
    ``problem_count`` mistakes were found; ``problems`` are the first ``MOST_PROBLEMS``. ``unknown``: accounts that the
    branch does not have, a warning only. ``missing``: open accounts of the branch that the snapshot does not have. Both
    are None where no branch was looked at. ``before``: accounts of the snapshot that was in force. ``snapshot_id``:
    empty unless it came into force.
    """

    source: str
    outcome: Outcome
    taken_at: datetime | None
    rows: int
    accounts: int
    skipped: int
    unknown: int | None
    missing: int | None
    before: int
    problems: tuple[RowProblem, ...]
    problem_count: int
    snapshot_id: str = ""

    @property
    def ok(self) -> bool:
        """Whether the file is without a mistake and was read to its end."""
        return self.outcome in (Outcome.IN_FORCE, Outcome.CHECKED)

    def as_json(self, language: str) -> dict[str, Any]:
        """The report for a program: problems with row, column, code and reason in ``language``."""
        problems = [found.as_json(language) for found in self.problems]
        return {
            "ok": self.ok, "outcome": self.outcome.value, "source": self.source, "taken_at": self.taken_at,
            "rows": self.rows, "accounts": self.accounts, "skipped": self.skipped, "unknown": self.unknown,
            "missing": self.missing, "before": self.before, "snapshot": self.snapshot_id,
            "problem_count": self.problem_count, "problems": problems,
        }  # fmt: skip


@dataclass(slots=True)
class Problems:
    """Mistakes as they are found: the first are kept, all are counted."""

    kept: list[RowProblem] = field(default_factory=list)
    count: int = 0

    def add(self, row: int, column: str, refused: Refused) -> None:
        """Note a mistake."""
        self.count += 1
        if len(self.kept) < MOST_PROBLEMS:
            self.kept.append(RowProblem(row, column, refused))
