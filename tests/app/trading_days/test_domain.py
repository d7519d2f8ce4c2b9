"""Counting by trading days: over weekends, holidays, the year's end and leap days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.errors import Refused
from app.trading_days.domain import (
    MOST_CLOSED,
    CalendarYear,
    ClosedDay,
    Source,
    TradingCalendar,
    calendar_of,
    check_past,
    checked_closed,
)
from app.trading_days.shipped import shipped_years

CALENDAR = calendar_of(shipped_years().values())
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
ALL_DAYS = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]
TRADING = [day for day in ALL_DAYS if CALENDAR.is_trading_day(day)]
DAYS = st.dates(FIRST, date(2026, 11, 30))
COUNTS = st.integers(0, 20)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(("year", "days"), [(2024, 242), (2025, 243), (2026, 242)])
def test_the_shipped_years_have_as_many_trading_days_as_the_exchanges_had(year: int, days: int) -> None:
    assert sum(day.year == year for day in TRADING) == days


def test_the_shipped_closed_days_are_weekdays_of_their_year_with_a_name() -> None:
    assert set(shipped_years()) == {2024, 2025, 2026}
    for year, facts in shipped_years().items():
        assert (facts.version, facts.source) == (0, Source.SHIPPED)
        assert checked_closed(year, facts.closed) == facts.closed


def test_worked_weekends_that_make_up_for_a_holiday_are_not_trading_days() -> None:
    for day in ("2024-02-04", "2024-02-18", "2024-10-12", "2025-01-26", "2025-09-28", "2026-01-04", "2026-10-10"):
        assert not CALENDAR.is_trading_day(d(day))


@pytest.mark.rule("TO-15")
@pytest.mark.parametrize(
    ("asked", "days", "due", "why"),
    [
        ("2026-11-18", 2, "2026-11-20", "an ordinary week"),
        ("2026-11-19", 2, "2026-11-23", "over a weekend"),
        ("2026-11-20", 2, "2026-11-24", "asked on Friday"),
        ("2026-11-21", 2, "2026-11-24", "asked on Saturday"),
        ("2026-11-22", 1, "2026-11-23", "asked on Sunday"),
        ("2026-02-12", 2, "2026-02-24", "over Spring Festival"),
        ("2026-02-13", 1, "2026-02-24", "the last day before Spring Festival, a worked Saturday in between"),
        ("2024-02-08", 2, "2024-02-20", "New Year's Eve is closed, though not a public holiday"),
        ("2026-09-30", 2, "2026-10-09", "over National Day"),
        ("2026-10-03", 1, "2026-10-08", "asked in the holiday"),
        ("2025-09-30", 2, "2025-10-10", "National Day and Mid-autumn together"),
        ("2025-12-30", 2, "2026-01-05", "over the year's end"),
        ("2024-12-31", 1, "2025-01-02", "New Year's Day on a Wednesday"),
        ("2024-02-28", 1, "2024-02-29", "a leap day is a day"),
        ("2024-02-29", 1, "2024-03-01", "after a leap day"),
        ("2026-12-29", 2, "2026-12-31", "the last known day"),
        ("2026-11-21", 0, "2026-11-21", "nothing to count"),
    ],
)
def test_deadlines(asked: str, days: int, due: str, why: str) -> None:
    assert CALENDAR.plus(d(asked), days) == d(due), why


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-11-16", "2026-11-20"),
        ("2026-11-20", "2026-11-20"),
        ("2026-11-22", "2026-11-20"),
        ("2026-09-28", "2026-09-30"),
        ("2026-10-05", "2026-10-09"),
        ("2026-02-18", "2026-02-24"),
        ("2025-12-30", "2025-12-31"),
        ("2026-01-01", "2025-12-31"),
    ],
)
@pytest.mark.rule("TO-14")
def test_the_last_trading_day_of_a_week(day: str, last: str) -> None:
    assert CALENDAR.last_of_week(d(day)) == d(last)


@pytest.mark.rule("TO-15")
@given(DAYS, COUNTS)
def test_counting_agrees_with_a_list_of_all_trading_days(day: date, days: int) -> None:
    due = CALENDAR.plus(day, days)
    assert due == (TRADING[bisect_right(TRADING, day) + days - 1] if days else day)
    assert CALENDAR.trading_days_between(day, due) == days
    assert CALENDAR.trading_days_between(due, day) == -days


@given(DAYS, COUNTS, COUNTS)
def test_counting_in_two_steps_is_counting_in_one(day: date, first: int, second: int) -> None:
    if CALENDAR.knows(2026) and day < date(2026, 10, 1):
        assert CALENDAR.plus(CALENDAR.plus(day, first), second) == CALENDAR.plus(day, first + second)


@given(DAYS)
def test_next_and_plus_and_on_or_after_agree(day: date) -> None:
    assert CALENDAR.next(day) == CALENDAR.plus(day, 1) > day
    assert CALENDAR.on_or_after(day) == CALENDAR.next(day - timedelta(days=1)) if day > FIRST else True
    assert CALENDAR.is_trading_day(CALENDAR.next(day))
    assert CALENDAR.is_trading_day(CALENDAR.last_of_week(day))
    assert (CALENDAR.on_or_after(day) == day) is CALENDAR.is_trading_day(day)


@given(DAYS, DAYS, COUNTS)
def test_a_later_request_is_never_due_sooner(one: date, other: date, days: int) -> None:
    early, late = sorted((one, other))
    assert CALENDAR.plus(early, days) <= CALENDAR.plus(late, days)


UNKNOWN: list[Callable[[TradingCalendar], object]] = [
    lambda calendar: calendar.is_trading_day(d("2027-01-01")),
    lambda calendar: calendar.is_trading_day(d("2023-12-31")),
    lambda calendar: calendar.next(d("2026-12-31")),
    lambda calendar: calendar.on_or_after(d("2027-01-02")),
    lambda calendar: calendar.plus(d("2026-12-30"), 2),
    lambda calendar: calendar.last_of_week(d("2026-12-31")),
    lambda calendar: calendar.trading_days_between(d("2026-12-31"), d("2027-01-01")),
]


@pytest.mark.rule("TO-15")
@pytest.mark.parametrize("ask", UNKNOWN)
def test_a_year_that_nobody_entered_is_an_error_and_not_a_guess(ask: Callable[[TradingCalendar], object]) -> None:
    with pytest.raises(Refused) as refused:
        ask(CALENDAR)
    assert refused.value.code == "calendar.unknown_year"
    assert refused.value.facts["year"] in (2023, 2027)


def test_counting_backwards_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.plus(FIRST, -1)


def test_days_are_put_in_order_weekends_left_out_and_names_cleaned() -> None:
    given_days = [
        ClosedDay(d("2027-10-01"), " 国庆节 "),
        ClosedDay(d("2027-01-02"), "元旦"),
        ClosedDay(d("2027-01-01"), "元旦"),
    ]
    assert checked_closed(2027, given_days) == (
        ClosedDay(d("2027-01-01"), "元旦"),
        ClosedDay(d("2027-10-01"), "国庆节"),
    )


NEW_YEAR = ClosedDay(date(2027, 1, 1), "元旦")
WEEKDAYS = [date(2027, 1, 1) + timedelta(days=step) for step in range(100)]
TOO_MANY = [ClosedDay(day, "休市") for day in WEEKDAYS if day.weekday() < 5][: MOST_CLOSED + 1]


@pytest.mark.parametrize(
    ("year", "closed", "code"),
    [
        (1999, [ClosedDay(date(1999, 1, 1), "元旦")], "calendar.year_range"),
        (2101, [], "calendar.year_range"),
        (2027, [ClosedDay(date(2026, 1, 1), "元旦")], "calendar.other_year"),
        (2027, [NEW_YEAR, ClosedDay(date(2027, 1, 1), "春节")], "calendar.day_twice"),
        (2027, [], "calendar.none_closed"),
        (2027, [ClosedDay(date(2027, 1, 2), "元旦")], "calendar.none_closed"),
        (2027, TOO_MANY, "calendar.too_many"),
        (2027, [ClosedDay(date(2027, 1, 1), " ")], "text.required"),
        (2027, [ClosedDay(date(2027, 1, 1), "休" * 21)], "text.too_long"),
        (2027, [ClosedDay(date(2027, 1, 1), "休\u202e市")], "text.invisible"),
    ],
)
def test_a_year_that_cannot_be_right_is_refused(year: int, closed: list[ClosedDay], code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_closed(year, closed)
    assert refused.value.code == code
    assert refused.value.field in ("year", "closed")


def test_sixty_closed_weekdays_are_still_believed() -> None:
    assert len(checked_closed(2027, TOO_MANY[:-1])) == MOST_CLOSED


@given(st.sampled_from(ALL_DAYS), st.sampled_from([day for day in ALL_DAYS if day.year == 2026 and day.weekday() < 5]))
def test_a_day_that_is_over_cannot_change_and_a_later_one_can(today: date, changed: date) -> None:
    before = shipped_years()[2026]
    after = {each.day for each in before.closed} ^ {changed}
    closed = tuple(ClosedDay(day, "休市") for day in after)
    if changed >= today:
        check_past(before, closed, today)
    else:
        with pytest.raises(Refused) as refused:
            check_past(before, closed, today)
        assert (refused.value.code, refused.value.facts["day"]) == ("calendar.past_day", changed.isoformat())


def test_a_year_that_was_unknown_may_be_entered_late_as_a_whole() -> None:
    check_past(CalendarYear(2027, (), 0, Source.UNKNOWN), [NEW_YEAR], date(2027, 3, 1))
