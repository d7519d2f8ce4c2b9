"""Which existing clients are called in a year: drawn at random, and by anybody again with the same result. Pure.

The way of drawing, ``RANKED``: every client of the population gets the SHA-256 of ``seed|client number`` as rank, and
the clients with the smallest ranks are drawn, as many as the share asks for, rounded up. The rank of one client does
not depend on who else is there, nor on any order; whoever has the seed and the list of numbers can draw again.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.tasks.domain import add_months

RANKED = "sha256-rank-1"
EACH = 2_000
"""Clients between two looks at whether it is to be stopped."""
MOST_DRAWN = 100_000
"""Clients in one plan."""
_SATURDAY = 5


class PlanState(StrEnum):
    """How it stands with a plan: somebody else than who made it decides."""

    PROPOSED = "proposed"
    IN_FORCE = "in-force"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Existing:
    """A client of the population: with an open account that was opened before the year began."""

    client_id: str
    number: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A client drawn, in the order of ranks from 1, with the day by which the call is due."""

    place: int
    client_id: str
    number: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody else decided on a plan. ``by``: a staff id."""

    agreed: bool
    reason: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The plan of a year. ``share`` in per cent of the ``population``; ``called``: left out as called already.

    ``population_digest``: SHA-256 of the numbers in order, so that a list given later is known to be the same.
    ``sequence``: 1 unless a former plan of the year was declined. ``drawn``: how many clients it has.
    """

    number: str
    year: int
    sequence: int
    share: Decimal
    leave_out_called: bool
    policy_version: str
    seed: str
    way: str
    population: int
    called: int
    population_digest: str
    drawn: int
    made_at: datetime
    made_by: str
    made_by_name: str
    made_by_number: str
    decision: Decision | None = None

    @property
    def state(self) -> PlanState:
        """Where it stands."""
        if self.decision is None:
            return PlanState.PROPOSED
        return PlanState.IN_FORCE if self.decision.agreed else PlanState.DECLINED


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """Calls due in a month and how many of them are done; ``month`` 1 to 12."""

    month: int
    planned: int
    done: int


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of a plan as it is shown. ``done_on``: when the client was called, None while it is open."""

    drawn: Drawn
    client_name: str
    task_id: str
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan with how far it is, month by month of those that have calls."""

    plan: Plan
    months: tuple[MonthProgress, ...]

    @property
    def done(self) -> int:
        """Calls done in all."""
        return sum(month.done for month in self.months)


def size_of(population: int, share: Decimal) -> int:
    """How many are drawn: the share rounded up, so that a small branch draws somebody too."""
    return int((Decimal(population) * share / 100).to_integral_value(ROUND_CEILING))


def rank(seed: str, number: str) -> str:
    """The rank of a client in the drawing of ``seed``."""
    return hashlib.sha256(f"{seed}|{number}".encode()).hexdigest()


def digest_of(population: Iterable[Existing]) -> str:
    """SHA-256 of the population's numbers in order."""
    return hashlib.sha256("\n".join(sorted(one.number for one in population)).encode()).hexdigest()


def draw(
    population: Sequence[Existing], share: Decimal, seed: str, watch: Watch = UNWATCHED
) -> tuple[Existing, ...]:  # fmt: skip
    """The clients drawn, by rank. Refused: ``contacts.nobody_to_draw``, ``.too_many_drawn``, ``work.cancelled``."""
    size = size_of(len(population), share)
    if not size:
        raise Refused("contacts.nobody_to_draw")
    if size > MOST_DRAWN:
        raise Refused("contacts.too_many_drawn", most=MOST_DRAWN)
    return smallest(watch.each(population, len(population), every=EACH), size, seed)


def smallest(clients: Iterable[Existing], count: int, seed: str) -> tuple[Existing, ...]:
    """So many clients with the smallest ranks, in their order."""
    return tuple(heapq.nsmallest(count, clients, key=lambda one: (rank(seed, one.number), one.number)))


def months_of(year: int, today: date, last_month: int) -> tuple[date, ...]:
    """The last weekdays of the months that are left for calls, from this month (or the year's first) on.

    Refused: ``contacts.year_over`` when none is left, ``contacts.year_far`` for one later than next year.
    """
    if year > today.year + 1:
        raise Refused("contacts.year_far", field="year")
    first = max(today, date(year, 1, 1))
    if first.year > year or first.month > last_month:
        raise Refused("contacts.year_over", field="year", year=year)
    ends = (_last_weekday(date(year, month, 1)) for month in range(first.month, last_month + 1))
    # on the last weekend of a month that month is over
    found = tuple(end for end in ends if end >= first)
    if not found:
        raise Refused("contacts.year_over", field="year", year=year)
    return found


def _last_weekday(first: date) -> date:
    day = add_months(first, 1) - timedelta(days=1)
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def spread(drawn: Sequence[Existing], months: Sequence[date]) -> tuple[Drawn, ...]:
    """The clients drawn, evenly over the months in the order of ranks: no month has two more than another."""
    count = len(drawn)
    return tuple(
        Drawn(place + 1, one.client_id, one.number, months[place * len(months) // count])
        for place, one in enumerate(drawn)
    )
