"""What 《流失分析表》 (TO-16), the general 《报表》 and 《服务月报》 (FU-4) say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class ChurnRow:
    """One line of a breakdown: requests, of them left, retained, still open, and the assets that left (yuan)."""

    label: str
    requests: int
    left: int
    retained: int
    open: int
    assets_left: Decimal


@dataclass(frozen=True, slots=True)
class ChurnTable:
    """One breakdown: by reason, by class, by staff member, by tier, by month."""

    title: str
    rows: tuple[ChurnRow, ...]


@dataclass(frozen=True, slots=True)
class ChurnFacts:
    """《流失分析表》 for a period, both days included."""

    head: Head
    since: date
    until: date
    made_at: datetime
    made_by: str
    total: ChurnRow
    tables: tuple[ChurnTable, ...]


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column of a 《报表》: its head, its share of the page, whether it is a figure."""

    title: str
    width: float
    right: bool


@dataclass(frozen=True, slots=True)
class BarFacts:
    """One bar of a chart."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """《报表》: any list that has no form of its own. Cells as they are printed.

    ``asked``: parameters with their values; ``cut``: rows that are left out here; ``masked``: numbers are masked in it;
    ``unmasked_for``: why they stand in full, empty where they do not.
    """

    head: Head
    title: str
    about: str
    asked: tuple[tuple[str, str], ...]
    made_at: datetime
    made_by: str
    station: str
    columns: tuple[ColumnFacts, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    count: int
    cut: int
    note: str
    parts: tuple[str, ...]
    bars: tuple[BarFacts, ...]
    masked: bool = False
    unmasked_for: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a 《服务月报》: what it is, this month, the month before; as texts."""

    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class ServicePart:
    """One part of a 《服务月报》: figures, a chart (its parts named), a list below it with its own head."""

    title: str
    figures: tuple[Figure, ...]
    parts: tuple[str, ...] = ()
    bars: tuple[BarFacts, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """《服务月报》 of a month (FU-4): the first and the last day that it counts, its parts in order."""

    head: Head
    month: str
    since: date
    until: date
    made_at: datetime
    made_by: str
    parts: tuple[ServicePart, ...]
