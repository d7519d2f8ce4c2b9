"""Due in working days: never on a day on which nobody works, later for more days, and counted back the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.trading_days import storage
from app.trading_days.domain import TradingCalendar, working_day_after, working_days_left
from app.trading_days.shipped import shipped_years

SHIPPED = TradingCalendar({year: frozenset(one.day for one in each.closed) for year, each in shipped_years().items()})
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(0, 60)


def works(day: date) -> bool:
    return SHIPPED.is_trading_day(day) if SHIPPED.knows(day.year) else day.weekday() < 5


@pytest.mark.rule("FU-3")
@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 20), 3, date(2026, 11, 25)),  # a Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # the National Day's week is closed
        (date(2031, 12, 31), 2, date(2032, 1, 2)),  # years that nobody has entered: every weekday counts
    ],
)
def test_a_working_day_later(day: date, count: int, due: date) -> None:
    assert working_day_after(SHIPPED, day, count) == due


def test_working_days_are_counted_forwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        working_day_after(SHIPPED, date(2026, 11, 20), -1)


@pytest.mark.rule("FU-3")
@pytest.mark.rule("CP-2")
@given(DAYS, COUNTS)
@settings(max_examples=150, deadline=None)
def test_what_is_due_is_due_on_a_working_day_and_counted_back_the_same(day: date, count: int) -> None:
    due = working_day_after(SHIPPED, day, count)
    assert works(due)
    assert due >= day
    if count:
        assert working_days_left(SHIPPED, day, due) == count
        assert working_days_left(SHIPPED, due, day) < 0


@pytest.mark.rule("FU-3")
@given(DAYS, COUNTS, st.integers(0, 10), st.integers(0, 10))
@settings(max_examples=150, deadline=None)
def test_more_days_or_a_later_start_never_give_an_earlier_day(day: date, count: int, more: int, later: int) -> None:
    due = working_day_after(SHIPPED, day, count)
    assert working_day_after(SHIPPED, day, count + more) >= due
    if count or works(day):  # from a closed day, none and one lead to the same
        assert (working_day_after(SHIPPED, day, count + more) > due) == (more > 0)
    assert working_day_after(SHIPPED, day + timedelta(days=later), count) >= due


@pytest.mark.rule("FU-3")
@given(DAYS, st.integers(-40, 40))
@settings(max_examples=150, deadline=None)
def test_a_day_less_left_for_each_working_day_that_passes_and_late_by_one_at_least(today: date, days: int) -> None:
    due, tomorrow = today + timedelta(days=days), today + timedelta(days=1)
    left, next_left = working_days_left(SHIPPED, today, due), working_days_left(SHIPPED, tomorrow, due)
    assert (left < 0) == (due < today)
    if due > today:
        assert left - next_left == works(tomorrow)
    elif due < today:
        assert left - next_left == works(tomorrow) or left == -1


def test_the_branchs_own_calendar_counts(sqlite_branch: OpenBranch) -> None:
    with sqlite_branch.db.read() as conn:
        assert storage.working_day_after(conn, date(2026, 11, 20), 3) == date(2026, 11, 25)
