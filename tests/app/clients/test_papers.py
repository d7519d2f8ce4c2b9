"""Numbers of identity papers: genuine ones are read, all others are refused with what is wrong and where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.clients.paper_numbers import check_character
from app.clients.papers import PaperKind, PaperReading, read_number
from app.common.errors import Refused

TODAY = date(2026, 11, 22)
GENUINE = "11010519491231002X"
PROVINCES = ["11", "15", "23", "37", "46", "50", "54", "65"]

births = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)
orders = st.integers(0, 999).map(lambda number: f"{number:03d}")


def with_check(body: str) -> str:
    return body + check_character(body)


@st.composite
def resident_ids(draw: st.DrawFn) -> str:
    place = draw(st.integers(0, 9999))
    return with_check(f"{draw(st.sampled_from(PROVINCES))}{place:04d}{draw(births):%Y%m%d}{draw(orders)}")


@st.composite
def residence_permits(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["810000", "820000", "830000"]))
    return with_check(f"{region}{draw(births):%Y%m%d}{draw(orders)}")


@st.composite
def permanent_2023(draw: st.DrawFn) -> str:
    country = draw(st.integers(1, 999))
    return with_check(f"9{draw(st.sampled_from(PROVINCES))}{country:03d}{draw(births):%Y%m%d}{draw(orders)}")


numbers_of_18 = st.one_of(resident_ids(), residence_permits(), permanent_2023())


def refusal(number: str, kind: PaperKind | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read_number(number, kind, today=TODAY)
    return refused.value


def outcome(number: str, kind: PaperKind | None) -> str:
    """The number as read, or the code of the refusal; anything else that is raised fails the test."""
    try:
        return read_number(number, kind, today=TODAY).number
    except Refused as refused:
        return refused.code


@pytest.mark.rule("KY-1")
def test_the_example_of_the_standard_is_read() -> None:
    assert read_number(GENUINE, today=TODAY) == PaperReading(
        PaperKind.RESIDENT_ID, GENUINE, date(1949, 12, 31), "女", ()
    )


@pytest.mark.rule("KY-1")
@given(numbers_of_18)
@settings(max_examples=100)
def test_every_genuine_number_is_read_with_birth_date_and_sex(number: str) -> None:
    reading = read_number(number, today=TODAY)
    assert reading.number == number
    assert reading.birth_date is not None
    assert f"{reading.birth_date:%Y%m%d}" == number[6:14]
    assert reading.sex == ("男" if int(number[16]) % 2 else "女")
    expected = {"8": PaperKind.HMT_RESIDENCE_PERMIT, "9": PaperKind.PERMANENT_RESIDENCE_2023}
    assert reading.kind is expected.get(number[0], PaperKind.RESIDENT_ID)


@pytest.mark.rule("KY-1")
@given(numbers_of_18, st.integers(0, 17), st.sampled_from("0123456789X"))
@settings(max_examples=200)
def test_one_wrong_character_anywhere_is_refused(number: str, place: int, other: str) -> None:
    assume(number[place] != other)
    changed = number[:place] + other + number[place + 1 :]
    assert refusal(changed).code.startswith("papers.")


@pytest.mark.rule("KY-1")
@given(numbers_of_18, st.integers(0, 16))
@settings(max_examples=100)
def test_two_neighbours_exchanged_are_refused(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert refusal(swapped).code.startswith("papers.")


@given(numbers_of_18, st.data())
@settings(max_examples=50)
def test_blanks_full_width_digits_and_a_small_x_are_put_right(number: str, data: st.DataObject) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if data.draw(st.booleans()) else c.lower() for c in number)
    typed = f" {wide[:6]} {wide[6:14]}\u3000{wide[14:]}\t"
    assert read_number(typed, today=TODAY).number == number


@given(st.text(max_size=30))
@settings(max_examples=200)
def test_whatever_is_typed_is_read_or_refused_and_never_fails(text: str) -> None:
    for kind in (None, *PaperKind):
        read_or_code = outcome(text, kind)
        assert read_or_code.isascii()
        assert read_or_code.startswith("papers.") or read_or_code.isalnum()


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("number", "code", "facts"),
    [
        ("", "papers.empty", {}),
        ("  \u3000", "papers.empty", {}),
        ("11010519491231002", "papers.length", {"length": 17, "expected": 18}),
        ("11010519491231002XX", "papers.length", {"length": 19, "expected": 18}),
        ("1101051949123100ZX", "papers.character", {"position": 17, "character": "Z"}),
        ("1101 0519 4912 3100 2Y", "papers.character", {"position": 22, "character": "Y"}),
        ("11010519491231002\u200b", "papers.character", {"position": 18, "character": "U+200B"}),
        ("110105194912310٠2X", "papers.character", {"position": 16, "character": "٠"}),
        ("X1010519491231002X", "papers.kind_unknown", {}),
        ("1101051949123X002X", "papers.x_not_last", {"position": 14}),
        ("16010519491231002X", "papers.region", {"first": 1, "last": 2}),
        ("71010519491231002X", "papers.region", {"first": 1, "last": 2}),
        ("81010519491231002X", "papers.region", {"first": 1, "last": 2}),
        ("11010518991231002X", "papers.birth_early", {"first": 7, "last": 10}),
        ("11010519491331002X", "papers.birth_month", {"first": 11, "last": 12}),
        ("11010519490031002X", "papers.birth_month", {"first": 11, "last": 12}),
        ("11010519490431002X", "papers.birth_day", {"first": 13, "last": 14}),
        ("11010519490229002X", "papers.birth_day", {"first": 13, "last": 14}),
        ("11010520261123002X", "papers.birth_future", {"first": 7, "last": 14}),
        ("11010520990101002X", "papers.birth_future", {"first": 7, "last": 14}),
        ("110105194912310020", "papers.check_digit", {"expected": "X", "position": 18}),
        ("110105491231002", "papers.old_id", {}),
        ("911000198108030020", "papers.country", {"first": 4, "last": 6}),
        ("916124198108030020", "papers.region", {"first": 2, "last": 3}),
        ("张三", "papers.kind_unknown", {}),
        ("US", "papers.kind_unknown", {}),
        ("E123456789", "papers.kind_unknown", {}),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong_and_where(
    number: str, code: str, facts: dict[str, object]
) -> None:
    refused = refusal(number)
    assert (refused.code, refused.facts) == (code, facts)


def test_a_birth_today_is_possible_and_one_of_1900_too() -> None:
    for birth in (TODAY, date(1900, 1, 1)):
        assert read_number(with_check(f"110105{birth:%Y%m%d}001"), today=TODAY).birth_date == birth
    tomorrow = TODAY + timedelta(days=1)
    assert refusal(with_check(f"110105{tomorrow:%Y%m%d}001")).code == "papers.birth_future"


def test_the_birth_date_29_february_exists_in_leap_years_only() -> None:
    assert read_number(with_check("11010520000229001"), today=TODAY).birth_date == date(2000, 2, 29)
    assert refusal(with_check("11010519000229001")).code == "papers.birth_day"


def test_without_a_day_the_computers_own_is_taken() -> None:
    assert read_number(GENUINE).number == GENUINE
    with pytest.raises(Refused, match=r"^papers\.birth_future$"):
        read_number(with_check("11010599990101001"))


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        ("810000199408230021", PaperKind.RESIDENT_ID, "papers.kind_differs"),
        ("911124198108030024", PaperKind.RESIDENT_ID, "papers.kind_differs"),
        (GENUINE, PaperKind.HMT_RESIDENCE_PERMIT, "papers.permit_region"),
        (GENUINE, PaperKind.PERMANENT_RESIDENCE_2023, "papers.permanent_2023"),
        (GENUINE, PaperKind.PASSPORT, "papers.passport"),
        (GENUINE, PaperKind.TW_TRAVEL_PERMIT, "papers.tw_character"),
        ("810001199408230021", PaperKind.HMT_RESIDENCE_PERMIT, "papers.permit_region"),
        ("H1234567", PaperKind.HM_TRAVEL_PERMIT, "papers.hm_permit"),
        ("H123456789", PaperKind.HM_TRAVEL_PERMIT, "papers.hm_permit"),
        ("X12345678", PaperKind.HM_TRAVEL_PERMIT, "papers.hm_character"),
        ("1234567", PaperKind.TW_TRAVEL_PERMIT, "papers.tw_permit"),
        ("123456789", PaperKind.TW_TRAVEL_PERMIT, "papers.tw_permit"),
        ("1234567A", PaperKind.TW_TRAVEL_PERMIT, "papers.tw_character"),
        ("E123", PaperKind.PASSPORT, "papers.passport"),
        ("EABCDE", PaperKind.PASSPORT, "papers.passport"),
        ("E-1234567", PaperKind.PASSPORT, "papers.passport_character"),
        ("USA11008406071", PaperKind.PERMANENT_RESIDENCE_2017, "papers.length"),
        ("US1110084060710", PaperKind.PERMANENT_RESIDENCE_2017, "papers.permanent_2017"),
        ("USA110084130710", PaperKind.PERMANENT_RESIDENCE_2017, "papers.birth_month"),
        ("USA110084063110", PaperKind.PERMANENT_RESIDENCE_2017, "papers.birth_day"),
        ("USA11008406071-", PaperKind.PERMANENT_RESIDENCE_2017, "papers.character"),
    ],
)
def test_a_number_that_is_not_of_the_kind_chosen_is_refused(number: str, kind: PaperKind, code: str) -> None:
    assert refusal(number, kind).code == code


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize(
    ("number", "kind", "birth"),
    [
        ("810000199408230021", PaperKind.HMT_RESIDENCE_PERMIT, date(1994, 8, 23)),
        ("830000199201300022", PaperKind.HMT_RESIDENCE_PERMIT, date(1992, 1, 30)),
        ("911124198108030024", PaperKind.PERMANENT_RESIDENCE_2023, date(1981, 8, 3)),
        ("USA110084060710", PaperKind.PERMANENT_RESIDENCE_2017, date(1984, 6, 7)),
        ("FRA310016022910", PaperKind.PERMANENT_RESIDENCE_2017, date(2016, 2, 29)),
        ("h12345678", PaperKind.HM_TRAVEL_PERMIT, None),
        ("M1234567801", PaperKind.HM_TRAVEL_PERMIT, None),
        ("01234567", PaperKind.TW_TRAVEL_PERMIT, None),
        ("EA1234567", PaperKind.PASSPORT, None),
        ("g12345678", PaperKind.PASSPORT, None),
    ],
)
def test_other_papers_are_told_from_their_numbers(number: str, kind: PaperKind, birth: date | None) -> None:
    for chosen in (None, kind):
        reading = read_number(number, chosen, today=TODAY)
        assert (reading.kind, reading.number, reading.birth_date) == (kind, number.upper(), birth)


def test_a_two_digit_year_of_birth_is_the_nearest_that_is_past_and_warns() -> None:
    reading = read_number("USA110099123110", today=TODAY)
    assert reading.birth_date == date(1999, 12, 31)
    assert reading.warnings == ("papers.check_by_eye", "papers.birth_century")
    assert reading.sex is None


def test_a_refusal_never_repeats_the_number() -> None:
    for number in ("110105194912310020", "11010519491331002X", "1101051949123100"):
        facts = refusal(number).facts
        assert not any(len(str(value)) > 6 for value in facts.values()), facts


def test_every_kind_has_a_chinese_name() -> None:
    assert len({kind.label for kind in PaperKind}) == len(PaperKind)
