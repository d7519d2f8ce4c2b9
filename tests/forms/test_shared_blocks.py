"""Blocks that several forms share."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from forms.engine.clauses import load_clauses
from forms.shared_blocks import chinese_number, form_date, form_moment, notice, staff


def test_a_day_is_written_without_leading_noughts() -> None:
    assert form_date(date(2026, 3, 5)) == "2026年3月5日"


def test_a_moment_is_written_in_the_time_of_the_branch() -> None:
    assert form_moment(datetime(2026, 11, 21, 18, 5, tzinfo=UTC)) == "2026-11-22 02:05"
    assert form_moment(None) == ""


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")],
)
def test_numbers_are_written_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, 100, -1])
def test_a_number_out_of_range_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="not between"):
        chinese_number(number)


def test_a_member_of_staff_may_have_a_name_or_a_number_only() -> None:
    assert staff("周敏", "3301017") == "周敏（工号3301017）"
    assert staff("周敏", "") == "周敏"
    assert staff("", "3301017") == "3301017"
    assert staff("", "") == ""


def test_a_form_without_a_notice_cannot_be_asked_for_one() -> None:
    with pytest.raises(ValueError, match="has no notice"):
        notice(load_clauses("forms.custody"))
