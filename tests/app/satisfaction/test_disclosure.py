"""Nothing that is shown of a month lets anybody work out a single mark (SF-1): tried with every set of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.satisfaction.domain import Month, Shown, Tally, bounded, month_shown, over_months

MONTH = date(2026, 10, 1)
Marks = tuple[int, ...]
LOW = 3


def shown(groups: Sequence[Marks], enough: int, reasons: int) -> Month:
    """The month of these marks, one tuple for each member of staff; ``reasons``: how many named the one reason."""
    tallies = [
        Tally(f"s{place}", asked=len(marks) + 1, answered=len(marks), declined=1, total=sum(marks))
        for place, marks in enumerate(groups)
    ]
    return month_shown(MONTH, tallies, enough, LOW, {"waiting": reasons} if reasons else {})


def worlds(sizes: Sequence[int]) -> Iterator[tuple[tuple[Marks, ...], int]]:
    """Every set of marks with so many a member of staff, and every number of low marks with the reason."""
    each = [list(combinations_with_replacement(range(1, 6), size)) for size in sizes]
    for groups in product(*each):
        low = sum(mark <= LOW for marks in groups for mark in marks)
        for reasons in range(low + 1):
            yield groups, reasons


@pytest.mark.rule("SF-1")
@pytest.mark.parametrize(
    ("sizes", "enough"),
    [((2,), 2), ((3,), 3), ((4,), 3), ((1, 2), 2), ((2, 2), 2), ((1, 1), 2), ((1, 3), 3), ((3, 3), 3), ((1, 1, 2), 2),
     ((2, 2, 1), 2)],
)  # fmt: skip
def test_whatever_is_shown_every_client_could_have_given_another_mark(sizes: tuple[int, ...], enough: int) -> None:
    # who looks knows how many answered at whose counter, and the rule itself; nothing tells one client from another of
    # the same counter, so what every world has in common for a counter is what can be worked out
    could: dict[str, list[set[int]]] = defaultdict(lambda: [set() for _ in sizes])
    for groups, reasons in worlds(sizes):
        seen = repr(shown(groups, enough, reasons))
        for place, marks in enumerate(groups):
            could[seen][place] |= set(marks)
    for seen, places in could.items():
        for possible in places:
            assert len(possible) > 1, seen


@given(
    st.lists(st.lists(st.integers(1, 5), max_size=9), min_size=1, max_size=5),
    st.integers(3, 6),
)
@settings(max_examples=60, deadline=None)
def test_fewer_than_enough_answers_never_stand_alone_nor_are_left_over(groups: list[list[int]], enough: int) -> None:
    month = shown([tuple(marks) for marks in groups], enough, 0)
    own = {line.staff_id: line for line in month.lines}
    hidden = [line for line in month.lines if line.shown in (Shown.TOO_FEW, Shown.WITHHELD)]
    for line in month.lines:
        assert line.marks is None or line.answered >= enough
    left = sum(line.answered for line in hidden)
    if month.branch is not None:  # the branch less everybody who is shown is nobody, or enough together
        assert left == 0 or left >= enough
        assert (month.others is None) == (left == 0)
        parts = [line.marks for line in month.lines if line.marks] + ([month.others] if month.others else [])
        assert (month.branch.answered, month.branch.total) == (
            sum(part.answered for part in parts), sum(part.total for part in parts),
        )  # fmt: skip
    else:
        assert sum(line.answered for line in own.values()) < enough
        assert month.reasons == {}
        assert month.words == ()


@pytest.mark.rule("SF-1")
def test_one_with_too_few_takes_the_one_with_the_fewest_of_the_others_along() -> None:
    month = shown([(5, 4), (4, 4, 5, 5, 3), (5, 3, 4, 4, 5, 5, 5)], 5, 0)
    assert [line.shown for line in month.lines] == [Shown.TOO_FEW, Shown.WITHHELD, Shown.MARKS]
    assert month.others is not None
    assert (month.others.answered, month.others.total) == (7, 30)


def test_two_with_too_few_are_shown_together_when_they_are_enough() -> None:
    month = shown([(5, 4, 3), (4, 4), (5, 3, 4, 4, 5, 5, 5)], 5, 0)
    assert [line.shown for line in month.lines] == [Shown.TOO_FEW, Shown.TOO_FEW, Shown.MARKS]
    assert month.others is not None
    assert month.others.average == 4.0


@pytest.mark.parametrize(
    ("marks", "total", "at_end"),
    [((5, 5, 5, 5, 5), 24, 1), ((5, 5, 5, 5, 4), 24, 1), ((5, 5, 5, 4, 4), 23, 0), ((1, 1, 1), 4, -1),
     ((1, 1, 2), 4, -1), ((1, 2, 2), 5, 0)],
)  # fmt: skip
def test_all_alike_at_an_end_looks_like_all_but_one(marks: Marks, total: int, at_end: int) -> None:
    found = bounded(len(marks), sum(marks))
    assert (found.total, found.at_end) == (total, at_end)


def test_several_months_are_put_together_from_what_is_shown_of_each_alone() -> None:
    months = [shown([(5, 4, 4, 5, 5)], 5, 0), shown([(1,)], 5, 0), shown([(3, 3, 4, 4, 4, 4)], 5, 0)]
    found = over_months(month.lines[0].marks for month in months)
    assert found is not None
    assert (found.answered, found.total) == (11, 45)


def test_a_reason_that_everybody_named_is_told_of_all_but_one() -> None:
    assert shown([(3, 3, 3, 3, 3)], 5, 5).reasons == {"waiting": 4}
    assert shown([(3, 3, 3, 3, 5)], 5, 3).reasons == {"waiting": 3}
