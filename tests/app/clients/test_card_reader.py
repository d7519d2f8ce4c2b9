"""One line from an ID reader fills all fields, or is refused with what is wrong in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clients.papers import CardFields, PaperKind, is_card_burst, parse_card_burst
from app.common.errors import Refused

TODAY = date(2026, 11, 22)
LINE = "张三|女|汉|19491231|北京市朝阳区某路１２号|11010519491231002X|北京市公安局朝阳分局|20060101|长期"


def changed(field: int, text: str) -> str:
    parts = LINE.split("|")
    parts[field] = text
    return "|".join(parts)


def reason(line: str) -> str:
    with pytest.raises(Refused) as refused:
        parse_card_burst(line, today=TODAY)
    assert refused.value.code == "papers.card_format"
    assert refused.value.facts["reason_zh"]
    return str(refused.value.facts["reason"])


def refusal_of(line: str) -> str | None:
    """The code of the refusal, None when the line is taken; anything else that is raised fails the test."""
    try:
        parse_card_burst(line, today=TODAY)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.rule("KY-1")
@pytest.mark.parametrize("line", [LINE, LINE + "\n", LINE + "\r\n", f" {LINE} ", LINE.replace("|", "｜")])
def test_a_line_fills_all_fields_and_leaves_text_as_on_the_card(line: str) -> None:
    assert parse_card_burst(line, today=TODAY) == CardFields(
        name="张三", sex="女", ethnicity="汉族", birth_date=date(1949, 12, 31), address="北京市朝阳区某路１２号",
        kind=PaperKind.RESIDENT_ID, number="11010519491231002X", issuer="北京市公安局朝阳分局",
        issued=date(2006, 1, 1), until=None,
    )  # fmt: skip


def test_a_last_day_is_read_and_a_whole_name_of_an_ethnicity_kept() -> None:
    card = parse_card_burst(changed(8, "20260101").replace("|汉|", "|土家族|"), today=TODAY)
    assert (card.until, card.ethnicity) == (date(2026, 1, 1), "土家族")


def test_a_residence_permit_has_no_ethnicity() -> None:
    line = "陳大文|女||19940823|广东省深圳市某路1号|810000199408230021|深圳市公安局|20240101|20290101"
    card = parse_card_burst(line, today=TODAY)
    assert (card.kind, card.ethnicity) == (PaperKind.HMT_RESIDENCE_PERMIT, "")


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("", "1 fields instead of 9"),
        (LINE.rsplit("|", 1)[0], "8 fields"),
        (LINE + "|", "10 fields"),
        (changed(0, ""), "field 1"),
        (changed(0, "张\u202e三"), "field 1"),
        (changed(0, "张" * 51), "field 1"),
        (changed(1, "F"), "field 2"),
        (changed(2, ""), "field 3"),
        (changed(3, "1949-12-31"), "field 4"),
        (changed(3, "19491232"), "field 4"),
        (changed(3, "19491230"), "birth date differs"),
        (changed(1, "男"), "sex differs"),
        (changed(4, ""), "field 5"),
        (changed(6, ""), "field 7"),
        (changed(7, "20060230"), "field 8"),
        (changed(8, ""), "field 9"),
        (changed(8, "永久"), "field 9"),
    ],
)
def test_a_line_with_something_wrong_is_refused_with_the_reason(line: str, part: str) -> None:
    assert part in reason(line)


def test_a_wrong_number_is_refused_with_the_numbers_own_reason() -> None:
    with pytest.raises(Refused, match=r"^papers\.check_digit$"):
        parse_card_burst(changed(5, "110105194912310020"), today=TODAY)


def test_a_line_is_told_from_what_a_person_types_by_its_bars() -> None:
    assert is_card_burst(LINE)
    assert not is_card_burst("张三")
    assert not is_card_burst("11010519491231002X")


@given(st.text(max_size=60), st.integers(0, 8))
@settings(max_examples=100)
def test_whatever_a_reader_sends_is_read_or_refused_and_never_fails(text: str, field: int) -> None:
    for line in (text, changed(field, text)):
        assert (refusal_of(line) or "papers.").startswith("papers.")
