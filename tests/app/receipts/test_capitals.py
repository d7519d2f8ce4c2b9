"""Amounts in Chinese capitals: the regulation's own examples, and read back by a reader of this test's own."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.receipts.domain import MOST, chinese_capitals, fen

_DIGIT = {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNIT = {"拾": 10, "佰": 100, "仟": 1000}


def read_group(text: str) -> int:
    """Up to four digits with their units; 零 says nothing of the value."""
    pairs = re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text)
    assert "".join(digit + unit for digit, unit in pairs) == text.replace("零", ""), text
    units = [_UNIT.get(unit, 1) for _, unit in pairs]
    assert units == sorted(set(units), reverse=True), text
    return sum(_DIGIT[digit] * unit for (digit, _), unit in zip(pairs, units, strict=True))


def read_whole(text: str) -> int:
    """The yuan in front of 元."""
    value = 0
    for name, worth in (("亿", 10**8), ("万", 10**4)):
        group, found, rest = text.partition(name)
        if found:
            assert group.strip("零"), text  # a group of noughts alone has no name
            value += read_group(group) * worth
            text = rest
    return value + read_group(text)


def read(text: str) -> Decimal:
    """What the capitals say, in yuan."""
    if text == "零元整":
        return Decimal(0)
    assert text.endswith("分") != text.endswith("整"), text
    shape = re.fullmatch("(?:([^元角分整]+)元)?(零)?(?:([^零元角分整])角)?(?:([^零元角分整])分)?整?", text)
    assert shape is not None, text
    whole, nought, jiao, odd = shape.groups()
    assert bool(nought) == bool(whole and odd and not jiao), text
    value = Decimal(read_whole(whole)) if whole else Decimal(0)
    tenth = Decimal(_DIGIT[jiao]) / 10 if jiao else Decimal(0)
    return value + tenth + (Decimal(_DIGIT[odd]) / 100 if odd else Decimal(0))


AMOUNTS = st.one_of(
    st.integers(0, 99_999_999_999_999),
    st.integers(0, 1_000_000),
    # noughts in every place: digits of which most are 0
    st.lists(st.sampled_from("0000000019"), min_size=1, max_size=14).map(lambda digits: int("".join(digits))),
)


@pytest.mark.rule("TO-9")
@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("20.20", "贰拾元贰角整"),
        ("30", "叁拾元整"),
        ("100.01", "壹佰元零壹分"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("10000", "壹万元整"),
        ("10001000", "壹仟万零壹仟元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("100000001.10", "壹亿零壹元壹角整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_are_written_as_on_bills(amount: str, capitals: str) -> None:
    assert chinese_capitals(Decimal(amount)) == capitals


@pytest.mark.rule("TO-9")
@given(AMOUNTS)
@settings(max_examples=400)
def test_every_amount_reads_back_as_it_was(amount_fen: int) -> None:
    amount = Decimal(amount_fen) / 100
    assert read(chinese_capitals(amount)) == amount


@given(AMOUNTS)
@settings(max_examples=200)
def test_noughts_within_the_yuan_stand_once_for_each_run_and_never_at_the_end(amount_fen: int) -> None:
    whole = amount_fen // 100
    text = chinese_capitals(Decimal(whole))
    if whole:
        runs = re.findall("0+", str(whole).rstrip("0"))
        assert text.count("零") == len(runs)
        assert "零元" not in text


@given(AMOUNTS, st.integers(0, 3))
@settings(max_examples=100)
def test_it_does_not_matter_how_the_number_is_written(amount_fen: int, more: int) -> None:
    amount = Decimal(amount_fen).scaleb(-2)
    longer = Decimal(f"{amount:.2f}" + "0" * more)
    assert chinese_capitals(longer) == chinese_capitals(amount.normalize()) == chinese_capitals(amount)


@pytest.mark.parametrize(
    "amount",
    ["-0.01", "-1", "0.001", "1.999", "0.0100000000000000000000000000000001", "1000000000000", "999999999999.991",
     "1E+13", "NaN", "sNaN", "Infinity", "-Infinity", "1E-999999"],
)  # fmt: skip
def test_what_no_receipt_can_be_for_is_refused_with_the_largest_amount(amount: str) -> None:
    with pytest.raises(Refused, match=r"receipts\.amount") as refused:
        chinese_capitals(Decimal(amount))
    assert refused.value.facts == {"most": "999,999,999,999.99"}


def test_the_largest_amount_is_exact_in_fen() -> None:
    assert fen(MOST) == 99_999_999_999_999
    assert fen(Decimal("-0")) == 0
