"""Where the dashboard has its figures from; every method is called in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.figures.domain import Figure, Page, Row, Span, Value
from app.figures.stopping import Stop

PIECE = 50
"""Rows read at once."""


@dataclass(frozen=True, slots=True)
class When:
    """Which period is looked at: the present one of this length, or one ``back`` periods before.

    ``fresh``: what takes long is counted anew too.
    """

    span: Span
    back: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """A figure, and the first rows of one that shows some of them itself."""

    value: Value
    rows: tuple[Row, ...] = ()


class DashboardProvider(Protocol):
    """What the page asks for."""

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the person's dashboard, in order; answers at once."""
        ...

    def load(self, figure: Figure, when: When, stop: Stop) -> Loaded:
        """One figure. Refused: ``figures.stopped`` once nobody waits any more."""
        ...

    def rows(self, code: str, key: str, when: When, offset: int) -> Page:
        """Some of the rows behind a figure or one of its parts."""
        ...

    def print_figures(self, when: When) -> None:
        """Send 《经营看板》 to the printer."""
        ...

    def save_pdf(self, when: When, path: str) -> str:
        """The same as a file; its path."""
        ...

    def save_xlsx(self, when: When, path: str) -> str:
        """The same as a workbook; its path."""
        ...
