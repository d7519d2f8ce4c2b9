"""Figures as they are typed, and what they are judged to be."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.classification.domain import MOST_ASSETS, figure, judge
from app.common.errors import Refused
from app.policy.loader import load_transfer
from app.policy.transfer import Tier

POLICY = load_transfer()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250000", "1250000"), (" 3.2 ", "3.2"), ("1,250,000.50", "1250000.50"), ("１２５", "125"), ("-5", "-5"),
        ("0", "0"), ("+7", "7"), (".5", "0.5"), ("12,345", "12345"),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_it_is_typed(text: str, value: str) -> None:
    assert figure(text, field="assets") == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "-", "1 000", "1,25", "1250,000", "1,2500", ",100", "1.000,5", "12万", "1e6", "NaN", "inf",
        "0x10", "1_000", "²", "٣", "--5", "5-", "1.2.3",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        figure(text, field="turnover")
    assert (refused.value.code, refused.value.field) == ("classification.not_a_figure", "turnover")


@given(st.text(max_size=12) | st.text("0123456789.,+-eE_ ", max_size=8))
def test_whatever_is_typed_is_a_finite_figure_or_a_refusal(text: str) -> None:
    with suppress(Refused):
        assert figure(text, field="assets").is_finite()


@given(st.decimals(0, 9_999_999_999_999, places=2))
def test_a_figure_with_commas_is_the_same_figure(value: Decimal) -> None:
    assert figure(f"{value:,f}", field="assets") == figure(f"{value:f}", field="assets") == value


@pytest.mark.rule("CL-1")
@pytest.mark.parametrize(
    ("assets", "turnover", "code", "tier"),
    [
        ("9999.99", "3", "G", Tier.ORDINARY),
        ("10000", "3", "E", Tier.ORDINARY),
        ("1250000", "3.2", "A", Tier.IMPORTANT),
        ("4999999.99", "2.9999", "B", Tier.IMPORTANT),
        ("5000000", "2.9999", "B+", Tier.CORE),
        ("9999999999999.99", "99999.9999", "A+", Tier.CORE),
    ],
)
def test_figures_are_judged(assets: str, turnover: str, code: str, tier: Tier) -> None:
    assert judge(POLICY, Decimal(assets), Decimal(turnover)) == (code, tier)


@pytest.mark.parametrize(
    ("assets", "turnover", "code", "field"),
    [
        ("-1", "1", "negative", "assets"),
        ("1", "-1", "negative", "turnover"),
        ("NaN", "1", "not_a_figure", "assets"),
        ("1", "Infinity", "not_a_figure", "turnover"),
        (str(MOST_ASSETS + 1), "1", "too_large", "assets"),
        ("1e999999", "1", "too_large", "assets"),
        ("1", "100000", "too_large", "turnover"),
        ("1.001", "1", "too_fine", "assets"),
        ("1", "1.00001", "too_fine", "turnover"),
        ("1e-999999", "1", "too_fine", "assets"),
    ],
)
def test_figures_that_cannot_be_right_are_refused_at_their_field(
    assets: str, turnover: str, code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        judge(POLICY, Decimal(assets), Decimal(turnover))
    assert (refused.value.code, refused.value.field) == (f"classification.{code}", field)
