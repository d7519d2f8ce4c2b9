"""Periods that figures are compared over, and what a figure and the rows behind it look like. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.common.actor import Actor, Right, Role
from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused

TRAIL = 8
"""So many periods, the last of them the one asked for, make the little line of a tile."""
MONTHS = 12
"""Columns of a chart by month."""
LONGEST_BACK = 120
"""Periods before the present one that can be asked for."""
MOST_ROWS = 200
"""Rows given at once."""


class Span(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_IN_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Branch days from ``since`` to ``until``, both included."""

    since: date
    until: date

    @property
    def begins(self) -> datetime:
        """The first moment of it."""
        return datetime.combine(self.since, time(0), BRANCH_ZONE)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.until + timedelta(days=1), time(0), BRANCH_ZONE)


def period_of(span: Span, day: date, back: int = 0) -> Period:
    """The period of this length that ``day`` is in, or the one ``back`` periods before; weeks begin on Monday."""
    if span is Span.DAY:
        there = day - timedelta(days=back)
        return Period(there, there)
    if span is Span.WEEK:
        monday = day - timedelta(days=day.weekday() + 7 * back)
        return Period(monday, monday + timedelta(days=6))
    length = _IN_MONTHS[span]
    first = (day.year * 12 + day.month - 1) // length * length - back * length
    year, month = divmod(first, 12)
    last_year, last_month = divmod(first + length - 1, 12)
    return Period(date(year, month + 1, 1), _last(last_year, last_month + 1))


def same_stretch_before(span: Span, period: Period, today: date) -> Period:
    """What ``period`` is compared with: the one before it, cut off where ``today`` cuts off a period that still runs.

    So three days of this week stand beside three days of the last one, and a week that is over beside a whole one.
    """
    before = period_of(span, period.since, 1)
    if today >= period.until:
        return before
    run = max((today - period.since).days, 0)
    return Period(before.since, min(before.since + timedelta(days=run), before.until))


def months_until(last: date, count: int = MONTHS) -> tuple[Period, ...]:
    """The ``count`` months up to that of ``last``, in order."""
    return tuple(period_of(Span.MONTH, last, back) for back in range(count - 1, -1, -1))


def year_earlier(month: Period) -> Period:
    """The same month of the year before."""
    return period_of(Span.MONTH, month.since, MONTHS)


def month_key(month: Period) -> str:
    """What a month is called: ``2026-11``."""
    return f"{month.since:%Y-%m}"


def month_named(key: str) -> Period:
    """The month called ``2026-11``. Refused: ``figures.unknown_part``."""
    try:
        year, month = (int(part) for part in key.split("-"))
        return Period(date(year, month, 1), _last(year, month))
    except ValueError as wrong:
        raise Refused("figures.unknown_part") from wrong


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


class Shape(StrEnum):
    """How a figure is shown."""

    TILE = "tile"  # one number, with what it was before and a little line
    BARS = "bars"  # parts of a whole, one bar each
    MONTHS = "months"  # twelve months, the year before beside them


class Unit(StrEnum):
    """What is counted."""

    COUNT = "count"
    YUAN = "yuan"  # in fen
    MEGABYTES = "megabytes"
    TENTHS = "tenths"  # tenths of a mark


class Mood(StrEnum):
    """Whether more of it is good, bad, or neither: only the colour depends on it."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as data. ``title``: in Chinese, for paper; ``note``: what exactly is counted.

    ``needs``: every right that it takes, and ``roles``: one of these besides, where a right alone is not enough.
    ``parts``: Chinese names of the keys of its parts; a key without one has a name of its own (a member of staff).
    ``more_parts``: whether there may be others. ``dated``: whether it is of a period; otherwise it is as things stand.
    ``topics``: of the change feed, that move it. ``listed``: whether there are rows behind it; ``preview``: how many of
    them are shown with the figure itself.
    """

    code: str
    title: str
    note: str
    shape: Shape
    needs: tuple[Right, ...]
    roles: frozenset[Role] = frozenset()
    parts: Mapping[str, str] = field(default_factory=dict)
    more_parts: bool = False
    unit: Unit = Unit.COUNT
    dated: bool = False
    mood: Mood = Mood.PLAIN
    topics: tuple[str, ...] = ()
    listed: bool = True
    preview: int = 0

    def allowed(self, actor: Actor) -> bool:
        """Whether ``actor`` may ask for it."""
        return all(actor.may(right) for right in self.needs) and (not self.roles or bool(actor.roles & self.roles))

    def need(self, actor: Actor) -> None:
        """Refuse ``auth.denied`` to whoever may not."""
        for right in self.needs:
            actor.need(right)
        if not self.allowed(actor):
            raise Refused("auth.denied", right=self.needs[0].value)


@dataclass(frozen=True, slots=True)
class Point:
    """One part of a figure. ``label``: in Chinese, or a name; ``before``: None where there is nothing to compare."""

    key: str
    label: str
    value: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as reckoned at ``at``; money in fen. ``before``: of the same stretch before, None without a period.

    ``points``: the parts of bars or the months; ``trail``: the periods up to this one, of a tile. ``kept``: it was
    counted a while ago, for that takes long; the rows behind it are those of now.
    """

    code: str
    at: datetime
    total: int
    before: int | None = None
    points: tuple[Point, ...] = ()
    trail: tuple[int, ...] = ()
    kept: bool = False


class Target(StrEnum):
    """Where a row leads to."""

    NOTHING = ""
    CASE = "case"
    CLIENT = "client"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row behind a number. ``name``: of a client or a member of staff, masked for those who may not read clients.

    ``what``: a code, or a text of its own; ``key``: of the part it belongs to; ``target`` and ``goal``: what opens.
    """

    id: str
    number: str = ""
    name: str = ""
    what: str = ""
    key: str = ""
    staff: str = ""
    at: datetime | None = None
    due: date | None = None
    amount: int | None = None
    target: Target = Target.NOTHING
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the rows behind a number; ``count``: of all of them."""

    rows: tuple[Row, ...]
    count: int


def mask_name(name: str) -> str:
    """A client's name for those who may not read clients: its first character (SE-1)."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def checked_page(offset: int, limit: int) -> tuple[int, int]:
    """Place and number of the rows wanted, within what is allowed."""
    return max(offset, 0), min(max(limit, 1), MOST_ROWS)


def checked_back(back: int) -> int:
    """``back`` when so old a period can be asked for. Refused: ``figures.too_far_back``."""
    if not 0 <= back <= LONGEST_BACK:
        raise Refused("figures.too_far_back", most=LONGEST_BACK)
    return back
