"""Classes, tiers, fees and guidance of the shipped transfer-out policy."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.errors import Refused
from app.policy.loader import SHIPPED, load_policy
from app.policy.transfer import Tier
from app.policy.transfer_file import REASONS

POLICY = load_policy().transfer
CENT, TINY = Decimal("0.01"), Decimal("0.0001")
TABLE = [
    ("0", "G", "G"), ("10000", "E", "F"), ("100000", "C-", "D-"), ("500000", "C", "D"), ("1000000", "A", "B"),
    ("5000000", "A+", "B+"),
]  # fmt: skip
"""The rule book's table (CL-1), on its own here: lower bound, class at high and at low turnover."""

AMOUNTS = st.decimals(0, 20_000_000, places=2)
TURNOVERS = st.decimals(0, 50, places=4)


@pytest.mark.rule("CL-1")
def test_the_shipped_bands_are_those_of_the_rule_book_and_the_file_says_whose_reading_they_are() -> None:
    assert [(str(band.low), band.high_turnover, band.low_turnover) for band in POLICY.bands] == TABLE
    assert len({name for band in POLICY.bands for name in (band.high_turnover, band.low_turnover)}) == 11
    text = (SHIPPED / "transfer-out.toml").read_text("utf-8")
    comment = text[text.index("# 客户分类") : text.index("[classes]")]
    assert "遗失" in comment
    assert "我们根据其文字说明整理" in comment


@pytest.mark.rule("CL-1")
@pytest.mark.parametrize(("low", "high_class", "low_class"), TABLE)
def test_a_band_begins_at_its_edge_and_not_a_cent_below(low: str, high_class: str, low_class: str) -> None:
    edge = Decimal(low)
    for assets in (edge, edge + CENT):
        assert POLICY.class_of(assets, Decimal(3)) == high_class
        assert POLICY.class_of(assets, Decimal(3) - TINY) == low_class
    if edge:
        before = TABLE[TABLE.index((low, high_class, low_class)) - 1]
        assert POLICY.class_of(edge - CENT, Decimal(3)) == before[1]
        assert POLICY.class_of(edge - CENT, Decimal(0)) == before[2]


@pytest.mark.rule("CL-1")
@given(AMOUNTS, TURNOVERS)
def test_any_figures_have_the_class_of_the_highest_band_they_reach(assets: Decimal, turnover: Decimal) -> None:
    row = max((row for row in TABLE if Decimal(row[0]) <= assets), key=lambda row: Decimal(row[0]))
    assert POLICY.class_of(assets, turnover) == (row[1] if turnover >= 3 else row[2])


@pytest.mark.rule("TO-4")
@given(AMOUNTS, AMOUNTS, TURNOVERS, st.booleans())
def test_more_assets_never_lead_to_a_lower_tier(one: Decimal, other: Decimal, turnover: Decimal, whole: bool) -> None:
    few, many = sorted((one, other))
    tiers = [POLICY.tier_of(POLICY.class_of(assets, turnover), institution=whole) for assets in (few, many)]
    assert tiers[0].rank <= tiers[1].rank


@pytest.mark.rule("TO-4")
def test_the_shipped_tiers_are_those_of_the_rule_book() -> None:
    by_tier = {
        tier: {name for name, found in POLICY.class_tiers.items() if found is tier} for tier in Tier
    }  # fmt: skip
    assert by_tier[Tier.CORE] == {"A+", "B+"}
    assert by_tier[Tier.IMPORTANT] == {"A", "B", "C", "D"}
    assert by_tier[Tier.ORDINARY] == {"C-", "D-", "E", "F", "G"}
    assert all(POLICY.tier_of(name, institution=True) is Tier.CORE for name in POLICY.class_tiers)
    assert [tier.rank for tier in Tier] == [0, 1, 2]
    assert len({tier.label for tier in Tier}) == 3


@pytest.mark.parametrize(
    ("assets", "turnover", "code", "field"),
    [
        ("-0.01", "1", "negative", "assets"),
        ("1", "-0.0001", "negative", "turnover"),
        ("NaN", "1", "not_a_figure", "assets"),
        ("1", "sNaN", "not_a_figure", "turnover"),
        ("Infinity", "1", "not_a_figure", "assets"),
        ("-Infinity", "1", "not_a_figure", "assets"),
    ],
)
def test_figures_that_are_none_have_no_class(assets: str, turnover: str, code: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        POLICY.class_of(Decimal(assets), Decimal(turnover))
    assert (refused.value.code, refused.value.field) == (f"classification.{code}", field)


def test_a_class_of_another_policy_has_no_tier_but_an_institution_has() -> None:
    with pytest.raises(Refused, match=r"^classification\.unknown_class$"):
        POLICY.tier_of("Z", institution=False)
    assert POLICY.tier_of("Z", institution=True) is Tier.CORE


@pytest.mark.rule("TO-7")
@pytest.mark.rule("TO-9")
@pytest.mark.rule("TO-15")
def test_the_shipped_days_and_fees() -> None:
    assert (POLICY.deadline_days, POLICY.booking_days, POLICY.snapshot_hours, POLICY.contact_months) == (2, 1, 24, 1)
    assert {market: POLICY.fee(market) for market in ("sz_a", "sh_a", "fund", "none")} == {
        "sz_a": Decimal(30), "sh_a": Decimal(0), "fund": Decimal(0), "none": Decimal(0),
    }  # fmt: skip
    assert POLICY.named_approvers == ()


@pytest.mark.rule("TO-3")
def test_the_nine_reasons_come_with_guidance_of_one_to_three_sentences_each() -> None:
    assert tuple(reason.code for reason in POLICY.reasons) == REASONS
    assert len(REASONS) == len(set(REASONS)) == 9
    for reason in POLICY.reasons:
        assert POLICY.reason(reason.code) == reason
        for sentences in (reason.explain, reason.offer, reason.promise):
            assert 1 <= len(sentences) <= 3
            assert all(re.fullmatch(r".{10,100}。", sentence) for sentence in sentences)
    with pytest.raises(Refused, match=r"^transfer\.unknown_reason$"):
        POLICY.reason("bored")


@pytest.mark.rule("TO-3")
@pytest.mark.rule("TO-15")
def test_no_guidance_delays_the_client_promises_returns_or_is_said_twice() -> None:
    said = list(itertools.chain.from_iterable((*each.explain, *each.offer, *each.promise) for each in POLICY.reasons))
    assert len(said) == len(set(said))
    for sentence in said:
        assert not re.search("暂缓|稍后再办|推迟|保本|稳赚|保证收益|不予办理", sentence), sentence
        assert not re.search("不如我们|不安全|实力弱", sentence), sentence
