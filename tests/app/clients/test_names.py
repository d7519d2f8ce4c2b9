"""Names of persons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.names import check_name
from app.common.errors import Refused

BLNS = json.loads((Path(__file__).parents[2] / "data" / "blns.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张三", "张三"),
        ("  张三丰 ", "张三丰"),
        ("吴铭𬭎", "吴铭𬭎"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽.买买提", "阿依古丽·买买提"),
        ("John  Smith", "John Smith"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("John Q. Public Jr.", "John Q. Public Jr."),
        ("José", "José"),
        ("Jose\u0301", "José"),
    ],
)
@pytest.mark.rule("KY-1")
def test_a_name_is_stored_as_the_paper_prints_it(typed: str, stored: str) -> None:
    assert check_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "code", "position"),
    [
        ("", "text.required", None),
        ("张", "clients.name_short", None),
        ("张3", "clients.name_character", 2),
        ("张三！", "clients.name_character", 3),
        ("张 三", "clients.name_character", 2),
        ("张三Smith", "clients.name_mixed", None),
        ("·张三", "clients.name_dot", 1),
        ("阿依··买买提", "clients.name_dot", 3),
        ("John-", "clients.name_dot", 5),
        ("张\u202e三", "text.invisible", 2),
        ("张" * 51, "text.too_long", None),
        ("张三<b>", "clients.name_character", 3),
    ],
)
@pytest.mark.rule("KY-1")
def test_a_wrong_name_is_refused_at_its_field_with_the_place(typed: str, code: str, position: int | None) -> None:
    with pytest.raises(Refused) as refused:
        check_name(typed, "holder")
    assert refused.value.code == code
    assert refused.value.field == "holder"
    assert refused.value.facts.get("position") == position


@given(st.text(max_size=60) | st.sampled_from(BLNS))
def test_whatever_is_typed_is_stored_as_a_stable_name_or_refused_at_the_field(typed: str) -> None:
    try:
        name = check_name(typed)
    except Refused as refused:
        at = refused.field
    else:
        at = "name"
        assert check_name(name) == name
        assert not set(name) & set('0123456789<>%;="')
    assert at == "name"
