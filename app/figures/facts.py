"""What 《经营看板》 says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.archive.heads import Head
from app.figures.domain import Unit

YUAN, MEGABYTES, MARKS = "元", "MB", "分"
UNITS = {Unit.COUNT: "", Unit.YUAN: YUAN, Unit.MEGABYTES: MEGABYTES, Unit.TENTHS: MARKS}
"""The word after a number."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a figure; ``before`` None where there is nothing to compare it with. Money in fen."""

    label: str
    value: int
    before: int | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure: what it is, what exactly is counted, its sum and its parts.

    ``unit``: the word after a number; empty for what is simply counted. Yuan are given in fen, marks in tenths.
    """

    title: str
    note: str
    unit: str
    total: int
    before: int | None
    parts: tuple[PartLine, ...]


@dataclass(frozen=True, slots=True)
class DashboardFacts:
    """《经营看板》 of a period as one person sees it, both days included."""

    head: Head
    since: date
    until: date
    made_at: datetime
    made_by: str
    figures: tuple[FigureLine, ...]
