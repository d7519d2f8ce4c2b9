"""The state machine of a print job and its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.gateways.printing import MOST_COPIES, Outcome, PrintOptions
from app.printing.domain import (
    LONGEST_WAIT,
    MOST_ABORTS,
    MOVES,
    WAIT_FOR,
    JobState,
    PrintJob,
    PrintSettings,
    SourceKind,
    after_outcome,
    after_refusal,
    check_move,
    labels_of,
    next_copy_number,
    wait_seconds,
)
from tests.people import NOON

JOB = PrintJob(
    id="1", source=SourceKind.DOCUMENT, number="KH1-02", form_id="application", title="开户申请表", copy_label="",
    options=PrintOptions(), why="", staff_id="s", staff_name="n", station="01", created_at=NOON, changed_at=NOON,
    next_at=NOON,
)  # fmt: skip


@pytest.mark.parametrize("state", JobState)
@pytest.mark.parametrize("to", JobState)
def test_a_job_goes_only_where_its_state_leads(state: JobState, to: JobState) -> None:
    job = replace(JOB, state=state)
    if to in MOVES[state]:
        check_move(job, to)
        return
    with pytest.raises(Refused) as refused:
        check_move(job, to)
    expected = {JobState.PRINTED: "printing.printed_already", JobState.SENDING: "printing.being_sent"}
    assert refused.value.code == expected.get(state, "printing.ended")


def test_what_is_printed_stays_printed_and_everything_else_can_still_be_printed_or_given_up() -> None:
    assert MOVES[JobState.PRINTED] == frozenset()
    for state in set(JobState) - {JobState.PRINTED}:
        reached, seen = {state}, set[JobState]()
        while reached - seen:
            seen |= reached
            reached = reached.union(*(MOVES[one] for one in reached))
        assert {JobState.PRINTED, JobState.CANCELLED} <= reached


@given(st.integers(1, 10_000))
@settings(max_examples=50)
def test_each_wait_is_as_long_as_the_one_before_or_longer_and_never_beyond_the_longest(tries: int) -> None:
    assert 1 <= wait_seconds(tries) <= wait_seconds(tries + 1) <= LONGEST_WAIT


def test_a_printer_that_is_away_is_waited_for_as_long_as_it_takes() -> None:
    for code in WAIT_FOR - {"printing.aborted"}:
        assert after_refusal(replace(JOB, tries=10_000, aborts=10_000), code) is JobState.WAITING


def test_what_waiting_does_not_mend_has_failed() -> None:
    for code in ("archive.altered", "auth.denied", "printing.option", "printing.fault", "opening.form_not_ready"):
        assert after_refusal(JOB, code) is JobState.FAILED


def test_a_document_that_the_system_gives_up_again_and_again_has_failed() -> None:
    ends = [after_refusal(replace(JOB, aborts=aborts), "printing.aborted") for aborts in range(MOST_ABORTS)]
    assert ends == [*[JobState.WAITING] * (MOST_ABORTS - 1), JobState.FAILED]


def test_every_word_of_the_printing_system_leads_to_a_state_that_can_follow_sending() -> None:
    for outcome in Outcome:
        assert after_outcome(outcome) in MOVES[JobState.SENDING] | {JobState.SENDING}
    assert after_outcome(Outcome.STOPPED) is JobState.SENDING


@pytest.mark.rule("SR-2")
@given(st.integers(0, 50), st.lists(st.integers(0, 50), max_size=5))
@settings(max_examples=50)
def test_a_copy_number_is_used_once_and_only_the_first_is_no_reprint(printed: int, others: list[int]) -> None:
    number = next_copy_number(printed, others)
    assert number > printed
    assert number not in others
    assert replace(JOB, copy_number=number).reprint == (printed > 0 or any(others))


def test_the_copies_wanted_are_printed_in_the_order_of_the_form_and_all_of_them_without_a_wish() -> None:
    copies = ("公司留存联", "客户留存联")
    assert labels_of(copies, None) == copies
    assert labels_of(copies, PrintSettings()) == copies
    assert labels_of(copies, PrintSettings(labels=("客户留存联",))) == ("客户留存联",)
    assert labels_of(copies, PrintSettings(labels=tuple(reversed(copies)))) == copies
    assert labels_of((), None) == ("",)


@pytest.mark.parametrize("copies", [0, -1, MOST_COPIES + 1])
def test_no_more_copies_than_allowed_can_be_asked_for(copies: int) -> None:
    with pytest.raises(Refused, match=r"printing\.copies"):
        PrintOptions(copies=copies)
