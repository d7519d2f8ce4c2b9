"""Names are found by their keys as by comparing with every name (KY-3)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz

from app.due_diligence.closeness import Closeness
from app.due_diligence.naming import forms, plain_number

letters = st.text("abc王", min_size=1, max_size=14)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and one that is a few letters off: random pairs would hardly ever be close."""
    one = draw(letters)
    other = list(one)
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(other)))
        if draw(st.booleans()) or place == len(other):
            other.insert(place, draw(st.sampled_from("abc王")))
        else:
            del other[place]
    return one, "".join(other) or "a"


@given(pairs(), st.integers(70, 100))
@settings(max_examples=300, deadline=None)
@pytest.mark.rule("KY-3")
def test_whoever_brute_force_finds_is_found_by_the_keys_too(pair: tuple[str, str], threshold: int) -> None:
    asked, listed = pair
    closeness = Closeness(threshold)
    brute = fuzz.ratio(asked, listed) >= threshold - 1e-6
    assert bool(closeness.score(asked, listed)) is brute
    if brute:
        assert closeness.probes(asked) & set(closeness.keys(listed))
        assert closeness.score(asked, listed) >= threshold


def test_a_threshold_that_would_find_everybody_is_no_threshold() -> None:
    for wrong in (0, 69, 101):
        with pytest.raises(ValueError, match="threshold"):
            Closeness(wrong)


@pytest.mark.rule("KY-3")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张三丰", "張三豐"), ("张三丰", "章三风"), ("张 三丰", "张三丰"), ("Ａｉ ZHANG", "张爱"),
        ("SMITH, John", "John Smith"), ("José García", "Garcia Jose"),
        ("示例（中国）贸易有限公司", "示例中国貿易有限公司"),
        ("单雄信", "Shan Xiongxin"), ("阿依古丽·买买提", "阿依古丽买买提"), ("Xiaolei LI", "李小雷"),
    ],
)  # fmt: skip
def test_ways_of_writing_one_name_are_close(one: str, other: str) -> None:
    assert Closeness(90).best(forms(one), forms(other)) >= 90


@pytest.mark.parametrize(
    ("one", "other"), [("张三丰", "李四"), ("张伟", "王芳"), ("John Smith", "Jane Doe"), ("，。", "张三")]
)
def test_other_names_are_not(one: str, other: str) -> None:
    assert Closeness(90).best(forms(one), forms(other)) == 0


def test_numbers_are_compared_without_what_stands_between_their_digits() -> None:
    assert plain_number(" 1101-０１19900307 10x") == "1101011990030710X"
