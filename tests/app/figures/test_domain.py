"""Periods: what lies beside what, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.figures.domain import (
    LONGEST_BACK,
    MOST_ROWS,
    Period,
    Span,
    checked_back,
    checked_page,
    mask_name,
    month_key,
    month_named,
    months_until,
    period_of,
    same_stretch_before,
    year_earlier,
)
from tests.app.figures.ground import refused

days = st.dates(date(2000, 2, 1), date(2090, 12, 31))


@given(span=st.sampled_from(list(Span)), day=days, back=st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_periods_of_a_length_follow_one_another_without_a_gap(span: Span, day: date, back: int) -> None:
    later, earlier = period_of(span, day, back), period_of(span, day, back + 1)
    assert earlier.until + timedelta(days=1) == later.since
    assert later.since <= later.until
    assert period_of(span, later.until) == period_of(span, later.since) == later


@given(span=st.sampled_from(list(Span)), day=days)
@settings(max_examples=60, deadline=None)
def test_a_period_that_runs_stands_beside_as_many_days_of_the_one_before(span: Span, day: date) -> None:
    now = period_of(span, day)
    before = same_stretch_before(span, now, day)
    whole = period_of(span, day, 1)
    assert before.since == whole.since
    assert before.until <= whole.until
    if day < now.until:
        assert before.until == min(whole.since + (day - now.since), whole.until)


def test_a_period_that_is_over_stands_beside_the_whole_one_before() -> None:
    october = period_of(Span.MONTH, date(2026, 11, 22), 1)
    assert same_stretch_before(Span.MONTH, october, date(2026, 11, 22)) == Period(date(2026, 9, 1), date(2026, 9, 30))


def test_the_thirty_first_stands_beside_the_whole_of_a_shorter_month() -> None:
    now = period_of(Span.MONTH, date(2026, 3, 30))
    assert same_stretch_before(Span.MONTH, now, date(2026, 3, 30)) == Period(date(2026, 2, 1), date(2026, 2, 28))


def test_the_moments_of_a_period_are_those_of_the_branch() -> None:
    day = period_of(Span.DAY, date(2026, 11, 22))
    assert day.begins.isoformat() == "2026-11-22T00:00:00+08:00"
    assert day.ends.isoformat() == "2026-11-23T00:00:00+08:00"


def test_months_are_named_and_found_again() -> None:
    months = months_until(date(2026, 2, 14))
    assert [month_key(month) for month in (months[0], months[-1])] == ["2025-03", "2026-02"]
    assert [month_named(month_key(month)) for month in months] == list(months)
    assert month_key(year_earlier(months[-1])) == "2025-02"


@pytest.mark.parametrize("key", ["", "2026", "2026-13", "2026-11-22", "x-y", "0-1"])
def test_what_is_no_month_is_refused(key: str) -> None:
    with refused("figures.unknown_part"):
        month_named(key)


@pytest.mark.parametrize("back", [-1, LONGEST_BACK + 1])
def test_a_period_too_far_back_is_refused(back: int) -> None:
    with refused("figures.too_far_back"):
        checked_back(back)


def test_rows_are_given_some_at_a_time() -> None:
    assert checked_page(-5, 10_000) == (0, MOST_ROWS)
    assert checked_page(50, 0) == (50, 1)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize(("name", "masked"), [("林梓萱", "林**"), ("李", "李*"), ("", "")])
def test_of_a_masked_name_the_first_character_is_left(name: str, masked: str) -> None:
    assert mask_name(name) == masked
