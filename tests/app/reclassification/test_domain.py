"""Figures of several accounts, movements, and the matrix that everybody is in once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.classification.domain import figures_of
from app.policy.loader import load_transfer
from app.policy.transfer import AssetBand, TransferPolicy
from app.reclassification.domain import (
    NO_FIGURES,
    UNCLASSIFIED,
    Judge,
    Latest,
    Movement,
    NewRow,
    class_order,
    matrix_of,
    movement,
    put_back,
)

POLICY = load_transfer()
ORDER = class_order(POLICY.bands)
BOUNDS = ("0", "10000", "100000", "500000", "1000000", "5000000")

amounts = st.one_of(
    st.decimals("-1000000", "20000000", places=4),
    st.sampled_from([Decimal(bound) for bound in BOUNDS]),
    st.sampled_from([Decimal(bound) - Decimal("0.01") for bound in BOUNDS]),
)
rates = st.one_of(st.decimals("0", "50", places=6), st.sampled_from([Decimal(3), Decimal("2.99999")]))
accounts = st.lists(st.tuples(amounts, rates), max_size=5)
people = st.lists(st.tuples(accounts, st.sampled_from(["", *ORDER, "Z"])), max_size=25)


def latest(row: NewRow) -> Latest:
    """What is in force once a row is written."""
    return Latest(
        row.sequence + 1, row.code, row.assets, row.turnover, row.policy_version, row.snapshot_id, row.source, "b"
    )  # fmt: skip


def known(code: str) -> Latest | None:
    return Latest(4, code, "1.00", "1.0000", "old", "", "by-hand", "") if code else None


def test_the_classes_stand_in_order_of_assets_then_turnover() -> None:
    assert ORDER == ("A+", "B+", "A", "B", "C", "D", "C-", "D-", "E", "F", "G")


@pytest.mark.rule("CL-1")
@pytest.mark.parametrize(
    ("assets", "high", "low"),
    [
        ("0", "G", "G"), ("9999.99", "G", "G"), ("10000", "E", "F"), ("99999.999", "E", "F"), ("100000", "C-", "D-"),
        ("499999.99", "C-", "D-"), ("500000", "C", "D"), ("999999.999", "C", "D"), ("1000000", "A", "B"),
        ("4999999.999", "A", "B"), ("5000000", "A+", "B+"), ("-20000000", "G", "G"), ("99999999999999", "A+", "B+"),
    ],
)  # fmt: skip
def test_lower_bounds_are_included_and_nothing_is_rounded_up_to_one(assets: str, high: str, low: str) -> None:
    judge = Judge(POLICY, "s")
    for rate, code in (("3", high), ("2.99999", low)):
        before, after, row = judge.decide("c", [(Decimal(assets), Decimal(rate))], None)
        assert (before, after) == (UNCLASSIFIED, code)
        assert row is not None
        # the figures that are kept justify the class
        assert POLICY.class_of(Decimal(row.assets), Decimal(row.turnover)) == code


def test_turnover_of_several_accounts_is_weighted_by_what_lies_in_them() -> None:
    def figures(*held: tuple[str, str]) -> tuple[Decimal, Decimal] | None:
        return figures_of([(Decimal(assets), Decimal(rate)) for assets, rate in held])

    assert figures(("300000", "1"), ("100000", "9")) == (Decimal(400000), Decimal(3))
    assert figures(("-50000", "8"), ("100000", "2")) == (Decimal(50000), Decimal(2))
    assert figures(("0", "1"), ("0", "7")) == (Decimal(0), Decimal(7))
    assert figures() is None


@pytest.mark.rule("CL-3")
@settings(max_examples=60)
@given(people)
def test_everybody_is_in_exactly_one_cell_and_has_exactly_one_class_of_the_eleven(
    held: list[tuple[list[tuple[Decimal, Decimal]], str]],
) -> None:
    judge = Judge(POLICY, "s")
    decided = [judge.decide(str(place), each, known(code)) for place, (each, code) in enumerate(held)]
    matrix = matrix_of(POLICY.bands, Counter((before, after) for before, after, _ in decided))
    assert matrix.population == len(held) == sum(matrix.count(way) for way in Movement)
    for (each, code), (before, after, row) in zip(held, decided, strict=True):
        assert before == code
        assert (after == NO_FIGURES) == (not each) == (row is None)
        assert after == NO_FIGURES or ORDER.count(after) == 1
    assert {cell.before for cell in matrix.cells} <= set(matrix.befores)
    assert {cell.after for cell in matrix.cells} <= set(matrix.afters)


@pytest.mark.rule("CL-3")
@settings(max_examples=60)
@given(people)
def test_deciding_again_on_the_same_snapshot_writes_nothing(
    held: list[tuple[list[tuple[Decimal, Decimal]], str]],
) -> None:
    judge = Judge(POLICY, "s")
    for each, code in held:
        _, after, row = judge.decide("c", each, known(code))
        if row is not None:
            assert judge.decide("c", each, latest(row)) == (after, after, None)


tables = st.lists(
    st.decimals("1", "9000000", places=2), min_size=1, max_size=6, unique=True
).map(lambda lows: [Decimal(0), *sorted(lows)])  # fmt: skip


@pytest.mark.rule("CL-1")
@settings(max_examples=60)
@given(st.lists(st.tuples(tables, st.decimals("0.5", "9", places=1)), min_size=2, max_size=4), accounts)
def test_across_versions_of_the_policy_each_decision_keeps_its_own_and_can_be_taken_back(
    versions: list[tuple[list[Decimal], Decimal]], held: list[tuple[Decimal, Decimal]]
) -> None:
    now: Latest | None = None
    for number, (lows, high) in enumerate(versions):
        policy = policy_of(f"V{number}", lows, high)
        before, after, row = Judge(policy, "s").decide("c", held, now)
        assert before == (now.code if now else UNCLASSIFIED)
        if row is None:
            assert (held, after) == ([], NO_FIGURES)
            return
        # another version decides anew even where the class stays, and says by which it did
        assert (row.policy_version, row.code) == (f"V{number}", after)
        assert policy.class_of(Decimal(row.assets), Decimal(row.turnover)) == after
        former, now = now, latest(row)
        if former is not None:
            back_from, back_to, restored = put_back("c", now, former)
            assert (back_from, back_to) == (after, former.code)
            assert restored is not None
            assert latest(restored) == replace(former, sequence=now.sequence + 1, batch_id="b")


def policy_of(version: str, lows: list[Decimal], high: Decimal) -> TransferPolicy:
    """The shipped policy with other bands."""
    bands = tuple(AssetBand(low, f"H{place}", f"L{place}") for place, low in enumerate(lows))
    return replace(POLICY, version=version, bands=bands, turnover_high=high)


def test_a_class_of_an_older_policy_lies_below_those_of_today() -> None:
    matrix = matrix_of(POLICY.bands, {("Z", "G"): 2, ("G", "Z"): 1, ("", "A"): 0})
    assert matrix.order == (*ORDER, "Z")
    assert [(cell.before, matrix.movement(cell)) for cell in matrix.cells] == [("G", Movement.DOWN), ("Z", Movement.UP)]
    assert matrix.of("Z", "G") == 2
    assert movement(ORDER, "D", "C") is Movement.UP
    assert put_back("c", None, None) == (UNCLASSIFIED, NO_FIGURES, None)
