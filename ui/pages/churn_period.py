"""Periods that the branch looks back on: week, month, year, or from one day to another (TO-16). Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Span(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Period:
    """From ``since`` to ``until``, both included."""

    span: Span
    since: date
    until: date

    def step(self, times: int) -> Period:
        """The period so many before or after; a free one moves by its own length."""
        match self.span:
            case Span.WEEK:
                return period_of(self.span, self.since + timedelta(weeks=times))
            case Span.MONTH:
                year, month = divmod(self.since.year * 12 + self.since.month - 1 + times, 12)
                return period_of(self.span, date(year, month + 1, 1))
            case Span.YEAR:
                return period_of(self.span, date(self.since.year + times, 1, 1))
            case Span.FREE:
                days = timedelta(days=((self.until - self.since).days + 1) * times)
                return Period(self.span, self.since + days, self.until + days)


def period_of(span: Span, day: date) -> Period:
    """The period of this length that ``day`` is in; weeks begin on Monday. A free one begins as the day alone."""
    match span:
        case Span.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(span, monday, monday + timedelta(days=6))
        case Span.MONTH:
            return Period(span, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case Span.YEAR:
            return Period(span, date(day.year, 1, 1), date(day.year, 12, 31))
        case Span.FREE:
            return Period(span, day, day)
