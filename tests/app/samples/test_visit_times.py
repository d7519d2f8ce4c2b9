"""The day's visits of the sample branch stand at different times, whenever it is made."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.clock import BRANCH_ZONE, branch_day
from app.samples.branch import visit_times
from app.samples.people import BOOKED

HOURS = [hour for *_, hour in BOOKED]


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=BRANCH_ZONE)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(8), ["10:00", "11:00", "14:00", "15:00"]),
        (at(13, 50, 30), ["14:00", "14:15", "14:30", "15:00"]),
        (at(19, 2), ["19:15", "19:30", "19:45", "20:00"]),
        (at(23, 50), ["23:56", "23:57", "23:58", "23:59"]),
    ],
)
def test_what_would_be_over_is_moved_behind_the_present(now: datetime, told: list[str]) -> None:
    assert [f"{each:%H:%M}" for each in visit_times(date(2026, 11, 23), HOURS, now)] == told


@settings(max_examples=60)
@given(st.integers(0, 24 * 3600).map(lambda seconds: at(0) + timedelta(seconds=seconds)))
def test_every_visit_is_on_the_day_at_a_time_of_its_own(now: datetime) -> None:
    day = branch_day(now)
    times = visit_times(day, HOURS, now)
    assert {branch_day(each) for each in times} == {day}
    assert times == sorted(set(times))
    left = datetime.combine(day + timedelta(days=1), time(), BRANCH_ZONE) - now
    if left > timedelta(hours=2):
        assert times[0] >= now
