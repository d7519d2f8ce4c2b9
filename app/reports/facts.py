"""What 《流失分析表》 says (TO-16)."""

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
