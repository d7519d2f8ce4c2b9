"""《预约开户表》."""

from __future__ import annotations

import dataclasses

import pytest

from forms.booking.form import FORM, build, sample
from tests.forms.reading import said


@pytest.mark.rule("AP-3")
def test_a_booking_prints_who_books_whom_when_and_for_what() -> None:
    text = said(build(sample()))
    for part in ("YY20261120000001", "林𬭎样", "13800000000", "2026-11-22 10:00", "样营销", "Y007", "深市A股账户"):
        assert part in text


def test_only_the_branch_seals_a_booking_as_the_client_is_not_there_yet() -> None:
    assert FORM.signers == ("branch",)


def test_a_booking_not_yet_checked_at_the_counter_shows_no_time_of_checking() -> None:
    facts = sample()
    assert facts.checked_at is not None
    assert "2026-11-22 10:42" not in said(build(dataclasses.replace(facts, checked_at=None, checked_by="")))


def test_a_booking_says_that_marketing_staff_may_not_act_for_the_client() -> None:
    assert "营销人员不得代办" in said(build(sample()))
