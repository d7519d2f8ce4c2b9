"""How long papers are good, over leap days and birthdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients.papers import PaperKind, age_on, check_validity
from app.common.errors import Refused

TODAY = date(2026, 11, 22)
RESIDENT = PaperKind.RESIDENT_ID

days = st.dates(min_value=date(1930, 1, 1), max_value=date(2060, 12, 31))


def years_on(day: date, years: int) -> date:
    """The same day of the year; 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def refusal(kind: PaperKind, issued: date, until: date | None, birth: date | None, today: date = TODAY) -> Refused:
    with pytest.raises(Refused) as refused:
        check_validity(kind, issued, until, birth, today, 90)
    return refused.value


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 5, 4), date(2016, 5, 3), 15),
        (date(2000, 5, 4), date(2016, 5, 4), 16),
        (date(2000, 2, 29), date(2016, 2, 28), 15),
        (date(2000, 2, 29), date(2016, 2, 29), 16),
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2000, 2, 28), date(2004, 2, 28), 4),
        (date(2026, 1, 2), date(2026, 1, 1), -1),
    ],
)
def test_a_year_older_on_the_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@given(days, days)
@settings(max_examples=100)
def test_age_grows_by_at_most_one_from_day_to_day(birth: date, day: date) -> None:
    assert 0 <= age_on(birth, day + timedelta(days=1)) - age_on(birth, day) <= 1
    assert age_on(birth, birth) == 0


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("age", "years"), [(0, 5), (15, 5), (16, 10), (25, 10), (26, 20), (45, 20), (46, None), (90, None)]
)
def test_a_resident_id_is_good_for_as_long_as_the_age_at_issue_allows(age: int, years: int | None) -> None:
    issued = date(2024, 6, 1)
    birth = issued.replace(year=issued.year - age)
    assert age_on(birth, issued) == age
    until = None if years is None else issued.replace(year=issued.year + years)
    assert check_validity(RESIDENT, issued, until, birth, TODAY, 90) == ()
    if years is None:
        assert refusal(RESIDENT, issued, date(2044, 6, 1), birth).code == "papers.term_long"
    else:
        assert refusal(RESIDENT, issued, None, birth).code == "papers.until_missing"
        for wrong in {5, 10, 20} - {years}:
            refused = refusal(RESIDENT, issued, issued.replace(year=issued.year + wrong), birth)
            assert (refused.code, refused.facts) == ("papers.term", {"years": years})


@pytest.mark.parametrize(("birthday", "years"), [(date(2010, 6, 2), 5), (date(2010, 6, 1), 10)])
def test_the_day_of_the_sixteenth_birthday_decides(birthday: date, years: int) -> None:
    issued = date(2026, 6, 1)
    assert check_validity(RESIDENT, issued, issued.replace(year=2026 + years), birthday, TODAY, 90) == ()
    assert refusal(RESIDENT, issued, issued.replace(year=2041 - years), birthday).facts == {"years": years}


@pytest.mark.parametrize("until", [date(2029, 2, 28), date(2029, 3, 1)])
def test_five_years_from_a_leap_day_end_on_the_last_of_february_or_the_first_of_march(until: date) -> None:
    issued, birth = date(2024, 2, 29), date(2012, 1, 1)
    assert check_validity(RESIDENT, issued, until, birth, TODAY, 90) == ()
    assert refusal(RESIDENT, issued, until + timedelta(days=2), birth).code == "papers.term"


def test_twenty_years_from_a_leap_day_end_on_a_leap_day() -> None:
    issued, birth = date(2024, 2, 29), date(1990, 1, 1)
    assert check_validity(RESIDENT, issued, date(2044, 2, 29), birth, TODAY, 90) == ()
    for until in (date(2044, 2, 28), date(2044, 3, 1)):
        assert refusal(RESIDENT, issued, until, birth).code == "papers.term"


@pytest.mark.rule("KY-1")
@given(st.dates(date(1990, 1, 1), date(2026, 11, 22)), st.integers(0, 100 * 365), st.integers(-40_000, 40_000))
@settings(max_examples=200)
def test_of_all_terms_only_the_lawful_one_is_taken(issued: date, days_old: int, off: int) -> None:
    birth = issued - timedelta(days=days_old)
    age = age_on(birth, issued)
    years = 5 if age < 16 else 10 if age < 26 else 20
    lawful = years_on(issued, years)
    until = lawful + timedelta(days=off)
    today = issued  # so that nothing has expired
    expected = age < 46 and (off == 0 or (off == -1 and (issued.month, issued.day) == (2, 29) and lawful.day == 1))
    try:
        check_validity(RESIDENT, issued, until, birth, today, 0)
    except Refused:
        assert not expected
    else:
        assert expected


@pytest.mark.parametrize(
    ("kind", "age", "years"),
    [
        (PaperKind.HMT_RESIDENCE_PERMIT, 30, 5),
        (PaperKind.TW_TRAVEL_PERMIT, 30, 5),
        (PaperKind.HM_TRAVEL_PERMIT, 17, 5),
        (PaperKind.HM_TRAVEL_PERMIT, 18, 10),
        (PaperKind.PERMANENT_RESIDENCE_2017, 17, 5),
        (PaperKind.PERMANENT_RESIDENCE_2023, 50, 10),
    ],
)
def test_other_papers_have_terms_of_their_own_and_may_end_the_day_before(kind: PaperKind, age: int, years: int) -> None:
    issued = date(2024, 6, 1)
    birth = issued.replace(year=issued.year - age)
    last = issued.replace(year=issued.year + years)
    for until in (last, last - timedelta(days=1)):
        assert check_validity(kind, issued, until, birth, TODAY, 90) == ()
    for until in (last + timedelta(days=1), last - timedelta(days=2), last.replace(year=last.year + 1)):
        assert refusal(kind, issued, until, birth).code == "papers.term"
    assert refusal(kind, issued, None, birth).code == "papers.until_missing"


def test_the_term_of_a_passport_is_the_issuing_countrys_own() -> None:
    assert check_validity(PaperKind.PASSPORT, date(2024, 1, 1), date(2031, 3, 4), date(1980, 1, 1), TODAY, 90) == ()
    assert refusal(PaperKind.PASSPORT, date(2024, 1, 1), None, date(1980, 1, 1)).code == "papers.until_missing"


@pytest.mark.rule("KY-1")
def test_a_paper_is_good_on_its_last_day_and_expired_the_day_after() -> None:
    issued, until, birth = date(2016, 11, 22), date(2026, 11, 22), date(1995, 1, 1)
    assert check_validity(RESIDENT, issued, until, birth, until, 90) == ("papers.expires_soon",)
    refused = refusal(RESIDENT, issued, until, birth, until + timedelta(days=1))
    assert (refused.code, refused.field) == ("papers.expired", "paper_until")


def test_the_warning_begins_exactly_that_many_days_before() -> None:
    issued, until, birth = date(2016, 11, 22), date(2026, 11, 22), date(1995, 1, 1)
    assert check_validity(RESIDENT, issued, until, birth, until - timedelta(days=91), 90) == ()
    assert check_validity(RESIDENT, issued, until, birth, until - timedelta(days=90), 90) == ("papers.expires_soon",)


def test_a_paper_is_good_from_its_first_day() -> None:
    issued, until, birth = TODAY, TODAY.replace(year=2036), date(2005, 1, 1)
    assert check_validity(RESIDENT, issued, until, birth, TODAY, 90) == ()
    refused = refusal(RESIDENT, issued, until, birth, TODAY - timedelta(days=1))
    assert (refused.code, refused.field) == ("papers.not_yet_valid", "paper_from")


def test_dates_in_the_wrong_order_are_refused_at_their_field() -> None:
    birth = date(2005, 1, 1)
    ends_first = refusal(RESIDENT, TODAY, TODAY - timedelta(days=1), birth)
    assert (ends_first.code, ends_first.field) == ("papers.until_before_issued", "paper_until")
    assert refusal(RESIDENT, TODAY, TODAY, birth).code == "papers.until_before_issued"
    unborn = refusal(RESIDENT, date(2004, 12, 31), date(2009, 12, 31), birth)
    assert (unborn.code, unborn.field) == ("papers.issued_before_birth", "paper_from")


def test_without_a_birth_date_only_the_dates_themselves_are_compared() -> None:
    assert check_validity(RESIDENT, date(2024, 1, 1), date(2031, 3, 4), None, TODAY, 90) == ()
    assert check_validity(RESIDENT, date(2024, 1, 1), None, None, TODAY, 90) == ()
