"""The clock of a request (TO-15): how long the branch may take, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.common.errors import Refused
from app.trading_days.domain import TradingCalendar


@dataclass(frozen=True, slots=True)
class CaseClock:
    """``deadline`` and ``days_left`` (trading days, negative when late) are None while the clock stands still.

    ``problem``: the calendar does not know a year that the deadline needs.
    """

    asked_on: date
    deadline: date | None
    days_left: int | None
    problem: Refused | None = None

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.days_left is not None and self.days_left < 0


def clock_of(
    asked_on: date, ready_since: date | None, today: date, *, days: int, calendar: TradingCalendar
) -> CaseClock:
    """The clock of a request asked for on ``asked_on`` that nothing has stood in the way of since ``ready_since``."""
    if ready_since is None:
        return CaseClock(asked_on, None, None)
    try:
        deadline = calendar.plus(max(asked_on, ready_since), days)
        if today <= deadline:
            left = calendar.trading_days_between(today, deadline)
        else:
            left = -max(1, calendar.trading_days_between(deadline, today))
    except Refused as refused:
        return CaseClock(asked_on, None, None, refused)
    return CaseClock(asked_on, deadline, left)
