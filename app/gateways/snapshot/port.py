"""What every source of a snapshot can do, and how a mistake in one of its rows is told."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.common.errors import Refused
from app.common.refusals import sentence

Row = tuple[int, Sequence[Any] | Refused | None]
"""Number of the row as its file counts, and its cells; a refusal when it cannot be read, None when it is deleted."""


class SnapshotSource(Protocol):
    """A file or a view of the trading system, read from the beginning to the end, row by row."""

    @property
    def name(self) -> str:
        """What it is called, without folder, address or password."""
        ...

    def rows(self, columns: Sequence[str]) -> Generator[Row, None, None]:
        """The rows with the cells of ``columns``, in that order; memory does not grow with their number.

        Refused: what is wrong with the whole: not to be read, not of its format, a column missing or ambiguous.
        """
        ...

    def expected(self, read: int) -> int:
        """How many rows there will be in all, as far as can be told after ``read``; 0 when it cannot."""
        ...


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one row; never the value itself, which may be personal.

    ``row``: line of a CSV file (the heading is line 1), record of a DBF file, row of a view, each from 1. ``column``:
    as the source calls it, empty when it is the row as a whole.
    """

    row: int
    column: str
    refused: Refused = field(compare=False)

    @property
    def code(self) -> str:
        """The reason's code."""
        return self.refused.code

    def reason(self, language: str) -> str:
        """What is wrong and what to do."""
        return sentence(self.refused, language)

    def as_json(self, language: str) -> dict[str, Any]:
        """For a program, the reason in ``language``."""
        return {"row": self.row, "column": self.column, "code": self.code, "reason": self.reason(language)}
