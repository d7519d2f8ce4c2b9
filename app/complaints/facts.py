"""What 《客户投诉记录表》, 《投诉答复函》 and 《投诉统计表》 say, as plain values; ``forms`` sets them (CP-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class RespondentFacts:
    """Who is complained of, what was found of them and how it was dealt with."""

    name: str
    post: str
    unit: str
    verdict: str
    misconduct: bool
    dealt: str


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One step: when, which, by whom, what was said."""

    at: datetime
    step: str
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRecordFacts:
    """《客户投诉记录表》. Days not come yet are None; ``compensation`` in yuan, nought for none."""

    head: Head
    state: str
    source: str
    kind: str
    level: str
    gravity: tuple[str, ...]
    complainant: str
    client_number: str
    contact: str
    address: str
    taken_at: datetime
    taken_by: str
    start_due: date
    answer_due: date
    started_on: date | None
    answered_on: date | None
    closed_on: date | None
    respondents: tuple[RespondentFacts, ...]
    facts: str
    demand: str
    evidence: tuple[str, ...]
    finding: str
    measure: str
    compensation: Decimal
    answer: str
    answer_way: str
    satisfied: bool | None
    steps: tuple[StepFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintAnswerFacts:
    """《投诉答复函》. ``next_level``: whom the complainant may turn to next; ``hotline``: the regulator's."""

    head: Head
    complainant: str
    taken_on: date
    source: str
    facts: str
    demand: str
    finding: str
    measure: str
    compensation: Decimal
    answer: str
    next_level: str
    hotline: str
    telephone: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """One row of a breakdown. ``compensation`` in yuan."""

    label: str
    taken: int
    open: int
    closed: int
    withdrawn: int
    late: int
    founded: int
    satisfied: int
    compensation: Decimal


@dataclass(frozen=True, slots=True)
class CountTable:
    """One breakdown."""

    title: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintStatisticsFacts:
    """《投诉统计表》 of the days from ``since`` to ``until``, both included."""

    head: Head
    since: date
    until: date
    made_at: datetime
    made_by: str
    total: CountRow
    tables: tuple[CountTable, ...]
