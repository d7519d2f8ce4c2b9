"""Readings of names."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clients.pinyin import MOST_READINGS, readings

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单田芳", "shan tian fang"),
        ("曾国藩", "zeng guo fan"),
        ("解晓东", "xie xiao dong"),
        ("仇英", "qiu ying"),
        ("查良镛", "zha liang yong"),
        ("翟天临", "zhai tian lin"),
        ("朴树", "piao shu"),
        ("欧阳锋", "ou yang feng"),
        ("尉迟恭", "yu chi gong"),
        ("吕布", "lu bu"),
        ("John Smith", "john smith"),
    ],
)
def test_the_most_usual_reading_of_a_name_comes_first(name: str, reading: str) -> None:
    assert " ".join(readings(name)[0]) == reading


def test_a_two_character_surname_that_may_be_a_short_one_is_read_both_ways() -> None:
    found = {" ".join(reading) for reading in readings("单于飞")}
    assert {"chan yu fei", "shan yu fei"} <= found


def test_a_character_with_two_readings_inside_a_given_name_is_found_by_both() -> None:
    found = {" ".join(reading) for reading in readings("张重阳")}
    assert {"zhang zhong yang", "zhang chong yang"} <= found


def test_a_character_that_nobody_can_read_stands_for_itself() -> None:
    assert readings("张𠮷")[0] == ("zhang", "𠮷")


@given(st.text(HAN, min_size=1, max_size=50))
def test_there_are_never_more_than_six_readings_of_one_syllable_a_character(name: str) -> None:
    found = readings(name)
    assert 1 <= len(found) <= MOST_READINGS
    assert all(len(reading) == len(name) for reading in found)


def test_searching_does_not_load_the_pinyin_library() -> None:
    code = "import sys; import app.clients.service; print('pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
