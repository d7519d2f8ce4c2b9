"""Periods: what a day is in, and that stepping neither leaves a gap nor overlaps (TO-16)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.pages.churn_period import Period, Span, period_of

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))
ONE = timedelta(days=1)


@pytest.mark.rule("TO-16")
@given(DAYS, st.sampled_from(list(Span)))
@settings(max_examples=80)
def test_a_day_is_in_its_period_and_the_next_begins_where_it_ends(day: date, span: Span) -> None:
    period = period_of(span, day)
    assert period.since <= day <= period.until
    after, before = period.step(1), period.step(-1)
    assert after.since == period.until + ONE
    assert before.until == period.since - ONE
    assert after.step(-1) == period


@given(DAYS, st.integers(0, 400), st.integers(-3, 3))
@settings(max_examples=40)
def test_a_free_period_keeps_its_length(day: date, length: int, times: int) -> None:
    period = Period(Span.FREE, day, day + timedelta(days=length))
    moved = period.step(times)
    assert moved.until - moved.since == period.until - period.since
    assert moved.step(-times) == period


def test_weeks_begin_on_monday_and_months_end_on_their_last_day() -> None:
    assert period_of(Span.WEEK, date(2026, 11, 22)) == Period(Span.WEEK, date(2026, 11, 16), date(2026, 11, 22))
    assert period_of(Span.MONTH, date(2028, 2, 10)).until == date(2028, 2, 29)
    assert period_of(Span.MONTH, date(2026, 12, 1)).step(1).since == date(2027, 1, 1)
    assert period_of(Span.YEAR, date(2026, 5, 5)).step(-1) == Period(Span.YEAR, date(2025, 1, 1), date(2025, 12, 31))
