"""What 《柜员日终清单》 says (TO-11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class DayCase:
    """One finished case of the day: its papers, and what is missing of them (empty: complete)."""

    number: str
    kind: str
    client: str
    ended_at: datetime
    ended: str
    papers: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayReceipt:
    """One receipt of the day; ``void``: why it was voided."""

    number: str
    case_number: str
    amount: Decimal
    void: str


@dataclass(frozen=True, slots=True)
class DaySheetFacts:
    """《柜员日终清单》 of one teller and day: cases, receipts with their sum, what stays open; signed by the teller."""

    head: Head
    day: date
    teller: str
    cases: tuple[DayCase, ...]
    unfinished: tuple[tuple[str, str, str], ...]  # number, kind, where it stands
    receipts: tuple[DayReceipt, ...]
    taken: Decimal
    complete: bool
    signed_at: datetime
