"""Which days the exchanges trade, and counting by them (TO-15). Pure: the closed days come in as an argument.

Saturdays and Sundays never trade, not even those that are worked to make up for a holiday. A weekday trades unless it
is a closed day of its year. A year whose closed days nobody has entered is refused: a guess would be a wrong deadline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.common.errors import Refused
from app.common.values import clean_text

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_CLOSED = 60
"""Closed weekdays of one year; the exchanges have about twenty, so more is a slip."""
NAME_LIMIT = 20

_DAY = timedelta(days=1)
_FRIDAY = 4


class Source(StrEnum):
    """Where the closed days of a year come from."""

    SHIPPED = "shipped"  # they came with the program
    BRANCH = "branch"  # the branch entered or changed them
    UNKNOWN = "unknown"  # nobody has entered them yet


@dataclass(frozen=True, slots=True, order=True)
class ClosedDay:
    """A weekday on which the exchanges are closed, and why (the holiday's name)."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The closed days of one year by date; ``version`` is 0 until the branch has changed the year."""

    year: int
    closed: tuple[ClosedDay, ...]
    version: int
    source: Source


@dataclass(frozen=True, slots=True)
class TradingCalendar:
    """The trading days of all known years: ``closed`` gives each year's closed weekdays.

    Every method refuses ``calendar.unknown_year`` (``year``) as soon as the answer depends on a year that is missing.
    """

    closed: Mapping[int, frozenset[date]]

    @property
    def years(self) -> tuple[int, ...]:
        """The known years, ascending."""
        return tuple(sorted(self.closed))

    def knows(self, year: int) -> bool:
        """Whether the closed days of ``year`` are known."""
        return year in self.closed

    def is_trading_day(self, day: date) -> bool:
        """Whether the exchanges trade on ``day``."""
        if day.year not in self.closed:
            raise Refused("calendar.unknown_year", year=day.year)
        return day.weekday() <= _FRIDAY and day not in self.closed[day.year]

    def next(self, day: date) -> date:
        """The first trading day after ``day``."""
        return self.on_or_after(day + _DAY)

    def on_or_after(self, day: date) -> date:
        """``day`` itself when it trades, else the first trading day after it."""
        while not self.is_trading_day(day):
            day += _DAY
        return day

    def plus(self, day: date, days: int) -> date:
        """The trading day number ``days`` after ``day``, which may be closed itself; ``day`` for 0.

        So ``plus(Saturday, 1)`` is the Monday, and ``plus(Friday, 1)`` as well (where both trade).
        """
        if days < 0:
            raise ValueError("trading days are counted forwards")
        for _ in range(days):
            day = self.next(day)
        return day

    def last_of_week(self, day: date) -> date:
        """The last trading day of the week (Monday to Sunday) of ``day``.

        When the whole week is closed (Spring Festival), the first trading day after it: what was to be done within
        that week can be done no sooner.
        """
        monday = day - day.weekday() * _DAY
        for weekday in range(_FRIDAY, -1, -1):
            if self.is_trading_day(monday + weekday * _DAY):
                return monday + weekday * _DAY
        return self.on_or_after(monday + 7 * _DAY)

    def trading_days_between(self, first: date, last: date) -> int:
        """How many trading days lie after ``first`` up to ``last``, ``last`` included: what a clock has left.

        0 on the same day; below 0 when ``last`` is past: then it is by how many trading days ``first`` is late.
        ``trading_days_between(day, plus(day, n))`` is ``n``.
        """
        if last < first:
            return -self.trading_days_between(last, first)
        return sum(self.is_trading_day(first + step * _DAY) for step in range(1, (last - first).days + 1))


def working_day_after(calendar: TradingCalendar, day: date, count: int) -> date:
    """The working day number ``count`` (0 or more) after ``day``: when something is due that policy counts in them.

    The branch works when the exchanges trade. For 0 it is ``day`` itself, or the next working day when that is none.
    In a year whose closed days nobody has entered yet every weekday counts: a plan is made in December for January, and
    what is planned does not keep a client waiting; a legal deadline uses ``TradingCalendar.plus``, which refuses.
    """
    if count < 0:
        raise ValueError("working days are counted forwards")
    for _ in range(count):
        day = _working(calendar, day + _DAY)
    return _working(calendar, day)


def working_days_left(calendar: TradingCalendar, today: date, due: date) -> int:
    """How many working days lie after ``today`` up to ``due``, included; below 0: by how many it is late.

    What is late by a day on which nobody worked is late all the same, by 1 at least. Unknown years as above.
    """
    if due < today:
        return -max(1, sum(_works(calendar, due + step * _DAY) for step in range(1, (today - due).days + 1)))
    return sum(_works(calendar, today + step * _DAY) for step in range(1, (due - today).days + 1))


def _working(calendar: TradingCalendar, day: date) -> date:
    while not _works(calendar, day):
        day += _DAY
    return day


def _works(calendar: TradingCalendar, day: date) -> bool:
    return calendar.is_trading_day(day) if calendar.knows(day.year) else day.weekday() <= _FRIDAY


def calendar_of(years: Iterable[CalendarYear]) -> TradingCalendar:
    """The calendar of these years; of two entries of one year the later counts."""
    closed = {each.year: frozenset(closed.day for closed in each.closed) for each in years}
    return TradingCalendar(MappingProxyType(closed))


def checked_closed(year: int, closed: Iterable[ClosedDay]) -> tuple[ClosedDay, ...]:
    """What the closed days of a year are stored as: by date, weekends left out, names cleaned.

    Refused: ``calendar.year_range``, ``calendar.other_year``, ``calendar.day_twice`` (each with ``day``),
    ``calendar.none_closed`` (no year has no holiday), ``calendar.too_many``, and ``text.*`` for a name.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("calendar.year_range", field="year", first=FIRST_YEAR, last=LAST_YEAR)
    found: dict[date, ClosedDay] = {}
    for each in closed:
        if each.day.year != year:
            raise Refused("calendar.other_year", field="closed", day=each.day.isoformat(), year=year)
        if each.day in found:
            raise Refused("calendar.day_twice", field="closed", day=each.day.isoformat())
        found[each.day] = ClosedDay(each.day, clean_text(each.name, field="closed", limit=NAME_LIMIT))
    weekdays = tuple(sorted(each for each in found.values() if each.day.weekday() <= _FRIDAY))
    if not weekdays:
        raise Refused("calendar.none_closed", field="closed")
    if len(weekdays) > MOST_CLOSED:
        raise Refused("calendar.too_many", field="closed", count=len(weekdays), most=MOST_CLOSED)
    return weekdays


def check_past(before: CalendarYear, closed: Iterable[ClosedDay], today: date) -> None:
    """Days that are over keep what they were, or a deadline would move after the fact; their names may be mended.

    A year that was unknown has no such days: no deadline was ever counted with it.
    Refused: ``calendar.past_day`` (``day``: the first one).
    """
    if before.source is Source.UNKNOWN:
        return
    changed = {each.day for each in before.closed} ^ {each.day for each in closed}
    past = min((day for day in changed if day < today), default=None)
    if past is not None:
        raise Refused("calendar.past_day", field="closed", day=past.isoformat())
