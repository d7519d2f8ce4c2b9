"""Time comes in as an argument: a clock gives aware UTC, and the branch's own calendar day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

BRANCH_ZONE = timezone(timedelta(hours=8), "CST")
"""China has one time zone and no summer time; a fixed offset needs no zone database on Windows."""


class Clock(Protocol):
    """Gives the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved (tests, samples)."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at

    def tick(self, seconds: float) -> None:
        """Move on by ``seconds``."""
        self.at += timedelta(seconds=seconds)


def branch_day(moment: datetime) -> date:
    """The calendar day at the branch for an aware ``moment``."""
    return moment.astimezone(BRANCH_ZONE).date()


def branch_time(moment: datetime) -> str:
    """``moment`` as the branch writes it: ``2026-11-22 10:42``."""
    return moment.astimezone(BRANCH_ZONE).strftime("%Y-%m-%d %H:%M")
