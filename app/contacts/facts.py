"""What the forms of calls, visits and sampling plans say, as plain values; ``forms`` sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its answer. ``branch``: it was asked because of the answer before; ``problem``: it is one."""

    question: str
    answer: str
    branch: bool
    problem: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt in vain before."""

    at: datetime
    by: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """《客户回访记录表》 and 《上门拜访记录》. Numbers masked; texts empty where nothing was said.

    ``followed``: what the branch does next, one sentence each (problem, next contact, message).
    """

    head: Head
    kind: str
    way: str
    outcome: str
    on: date
    at: datetime
    client_name: str
    client_number: str
    fund_account: str
    mobile: str
    staff_name: str
    caller: str
    occasion: str
    spoken_with: str
    place: str
    companions: str
    asked: tuple[Asked, ...]
    note: str
    problem: str
    misconduct: tuple[str, ...]
    followed: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    policy_version: str


@dataclass(frozen=True, slots=True)
class PlanMonth:
    """Calls of a month: planned, and done by the day of printing."""

    month: int
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One client of the plan. ``done_on`` None while the call is open."""

    place: int
    client_number: str
    client_name: str
    due_on: date
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """《回访抽样计划》. ``lines`` may be cut; ``cut`` says how many are left out, and the workbook has all."""

    head: Head
    year: int
    state: str
    share: Decimal
    population: int
    called: int
    leave_out_called: bool
    drawn: int
    seed: str
    way: str
    population_digest: str
    policy_version: str
    made: str
    made_at: datetime
    decided: str
    decided_at: datetime | None
    note: str
    months: tuple[PlanMonth, ...]
    lines: tuple[PlanLine, ...]
    cut: int
