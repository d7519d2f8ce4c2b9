"""When a day may be closed, and what it is filed under."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.day_end.domain import case_number, closing_problem, copies_of_transfer, day_bounds, forms_of_transfer
from app.day_end.facts import DayCase
from app.transfer_out.fields import DOCUMENTS

TODAY = date(2026, 11, 20)
OPENS = time(15, 0)
WHOLE = DayCase("KH1", "开户", "样客户", datetime(2026, 11, 20, 3, tzinfo=UTC), "已开户", 11, ())
LACKING = DayCase("ZX1", "转销户", "样客户", datetime(2026, 11, 20, 3, tzinfo=UTC), "已转出", 5, ("工作备忘录",))


def at(hour: int, minute: int = 0) -> datetime:
    """That time of the branch's day."""
    return datetime(2026, 11, 20, hour - 8, minute, tzinfo=UTC)


def code(day: date, now: datetime, *cases: DayCase, closed: str = "") -> str:
    found = closing_problem(day, now, opens=OPENS, cases=cases, closed=closed)
    return found.code if found is not None else ""


@pytest.mark.rule("TO-11")
def test_a_day_is_closed_after_the_close_of_the_market_on_it_and_any_time_later() -> None:
    assert code(TODAY, at(14, 59)) == "dayend.too_early"
    assert code(TODAY, at(15)) == ""
    assert code(date(2026, 11, 19), at(9)) == ""
    assert code(date(2026, 11, 21), at(23)) == "dayend.future_day"


@pytest.mark.rule("TO-11")
def test_a_day_with_missing_papers_is_not_closed_and_says_of_which_cases() -> None:
    problem = closing_problem(TODAY, at(16), opens=OPENS, cases=(WHOLE, LACKING), closed="")
    assert problem is not None
    assert (problem.code, problem.facts["cases"], problem.facts["count"]) == ("dayend.incomplete", "ZX1", 1)
    assert code(TODAY, at(16), WHOLE) == ""


def test_a_closed_day_stays_closed_whatever_else() -> None:
    assert code(TODAY, at(9), LACKING, closed="RZ1-01") == "dayend.closed_already"


@given(st.dates(), st.text("0123456789", min_size=1, max_size=40), st.text("0123456789", min_size=1, max_size=40))
def test_a_day_sheet_is_filed_under_the_day_and_the_teller_and_nobody_elses(day: date, one: str, other: str) -> None:
    assert case_number(day, "3301000") == f"RZ{day:%Y%m%d}3301000"
    assert len(case_number(day, one)) <= 32
    assert (case_number(day, one) == case_number(day, other)) is (one == other)


@given(st.dates())
def test_a_day_begins_where_the_day_before_ended(day: date) -> None:
    since, until = day_bounds(day)
    assert since <= until
    assert until == since or day_bounds(until.date())[0] == until


@pytest.mark.rule("TO-10")
def test_what_has_to_be_kept_depends_on_who_came_and_what_was_scanned() -> None:
    assert copies_of_transfer(left=True, agent=False, scanned=()) == ("id-card",)
    assert copies_of_transfer(left=True, agent=True, scanned=()) == ("agent-id", "authorisation", "id-card")
    assert copies_of_transfer(left=False, agent=True, scanned=()) == ()
    assert copies_of_transfer(left=False, agent=True, scanned=("fund-card",)) == ("fund-card",)
    assert set(copies_of_transfer(left=True, agent=True, scanned=())) <= set(DOCUMENTS)


def test_a_receipt_is_asked_for_only_where_a_fee_was_taken() -> None:
    assert "transfer-receipt" in forms_of_transfer(left=True, receipt=True)
    assert "transfer-receipt" not in forms_of_transfer(left=True, receipt=False)
    assert forms_of_transfer(left=False, receipt=True) == ("retention-record", "transfer-memo")
