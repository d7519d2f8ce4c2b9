"""Money orders between accounts and banks: what the rules permit, whoever asks (CU-1, CU-2)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.common.refusals import sentence
from app.custody.domain import AccountState, CustodyTie, FundAccount, Held
from app.custody.orders import MARKET, MoneyOrder, Permitted, Purpose, Way, check_transfer, read_amount, read_purpose
from app.policy.values import CustodyRule
from tests.people import NOON

LIMITS = CustodyRule(non_trading_once=50_000, non_trading_day=80_000)
MAIN, FIRST, SECOND, CLOSED, LOOSE = "8801000001", "8801000002", "8801000003", "8801000004", "8801000005"


def account(number: str, bank: str, *, main: bool = False, state: AccountState = AccountState.OPEN) -> Held:
    made = FundAccount(number, number, "c", main, "CNY", NOON, state)
    tie = CustodyTie(number, number, bank, f"62{number}", f"D{number}", NOON)
    return Held(made, tie if bank and state is AccountState.OPEN else None)


HELD = (
    account(MAIN, "icbc", main=True), account(FIRST, "ccb"), account(SECOND, "boc"),
    account(CLOSED, "abc", state=AccountState.CLOSED), account(LOOSE, ""),
)  # fmt: skip
ENDS = (MAIN, FIRST, SECOND, CLOSED, LOOSE, "8801999999", MARKET, "bank:icbc", "bank:ccb", "bank:boc", "bank:abc")


def asked(source: str, target: str, purpose: str, amount: str = "100", moved: str = "0") -> Permitted:
    order = MoneyOrder(source, target, Decimal(amount), Purpose(purpose), Decimal(moved))
    return check_transfer(HELD, order, LIMITS)


@pytest.mark.rule("CU-2")
@pytest.mark.parametrize(
    ("source", "target", "purpose", "way"),
    [
        (MAIN, MARKET, "trading", Way.SETTLEMENT),
        (MARKET, MAIN, "trading", Way.SETTLEMENT),
        (MAIN, "bank:icbc", "withdrawal", Way.BANK),
        ("bank:ccb", FIRST, "deposit", Way.BANK),
        (FIRST, MAIN, "trading", Way.ACCOUNTS),
        (MAIN, SECOND, "other", Way.ACCOUNTS),
        (LOOSE, MAIN, "trading", Way.ACCOUNTS),
    ],
)
def test_what_the_rules_permit(source: str, target: str, purpose: str, way: Way) -> None:
    assert asked(source, target, purpose).way is way


@pytest.mark.rule("CU-1")
@pytest.mark.rule("CU-2")
@pytest.mark.parametrize(
    ("source", "target", "purpose", "reason", "rule"),
    [
        (FIRST, SECOND, "trading", "order_between_auxiliaries", "CU-2"),
        (FIRST, MARKET, "trading", "order_auxiliary_trades", "CU-2"),
        (MARKET, SECOND, "trading", "order_auxiliary_trades", "CU-2"),
        (FIRST, "bank:icbc", "withdrawal", "order_other_bank", "CU-2"),
        ("bank:boc", MAIN, "deposit", "order_other_bank", "CU-1"),
        (FIRST, "bank:ccb", "deposit", "order_purpose", "CU-1"),
        (MAIN, MARKET, "withdrawal", "order_purpose", "CU-2"),
        (MAIN, FIRST, "deposit", "order_purpose", "CU-2"),
        (MAIN, MAIN, "other", "order_same", "CU-1"),
        (CLOSED, MAIN, "other", "order_account", "CU-1"),
        ("8801999999", MAIN, "other", "order_account", "CU-1"),
        ("bank:icbc", "bank:ccb", "withdrawal", "order_no_account", "CU-1"),
        (LOOSE, "bank:abc", "withdrawal", "order_no_bank", "CU-1"),
    ],
)
def test_each_refusal_names_its_rule_and_says_it_in_both_languages(
    source: str, target: str, purpose: str, reason: str, rule: str
) -> None:
    with pytest.raises(Refused) as refused:
        asked(source, target, purpose)
    assert (refused.value.code, refused.value.facts["rule"]) == (f"custody.{reason}", rule)
    assert all(rule in sentence(refused.value, language) for language in ("zh", "en"))


@pytest.mark.rule("CU-2")
def test_money_moved_for_no_trade_has_its_limits_and_money_for_a_trade_has_none() -> None:
    assert asked(MAIN, FIRST, "other", "50000", "30000").left_today == 0
    assert asked(MAIN, FIRST, "trading", "50000.01", "80000").left_today is None
    with pytest.raises(Refused, match=r"custody\.order_above_once"):
        asked(MAIN, FIRST, "other", "50000.01")
    with pytest.raises(Refused, match=r"custody\.order_above_day"):
        asked(FIRST, MAIN, "other", "50000", "30000.01")


@pytest.mark.rule("CU-2")
@settings(max_examples=300)
@given(
    st.sampled_from(ENDS), st.sampled_from(ENDS), st.sampled_from(Purpose),
    st.decimals(min_value="-5", max_value="100000", places=2), st.decimals(min_value="0", max_value="90000", places=2),
)  # fmt: skip
def test_whatever_is_asked_nothing_moves_that_the_rules_forbid(
    source: str, target: str, purpose: Purpose, amount: Decimal, moved: Decimal
) -> None:
    try:
        found = check_transfer(HELD, MoneyOrder(source, target, amount, purpose, moved), LIMITS)
    except Refused as refused:
        assert refused.facts["rule"] in ("CU-1", "CU-2")  # noqa: PT017  # any refusal will do, with its rule
        return
    ends = {source, target}
    assert amount > 0
    assert len(ends) == 2
    assert not ends <= {FIRST, SECOND, LOOSE}
    assert MARKET not in ends or MAIN in ends
    assert not ends & {CLOSED, "8801999999", "bank:abc"}
    banks = {"bank:icbc": MAIN, "bank:ccb": FIRST, "bank:boc": SECOND}
    assert all(banks[end] in ends for end in ends & banks.keys())
    if found.way is Way.ACCOUNTS and purpose is Purpose.OTHER:
        assert amount <= LIMITS.non_trading_once
        assert amount + moved <= LIMITS.non_trading_day


@pytest.mark.parametrize("text", ["", "0", "-1", "1.234", "1e5", "NaN", "一百", "1,000", "9" * 16])
def test_an_amount_is_a_plain_number_of_yuan_above_zero(text: str) -> None:
    assert read_amount(" 12.50 ") == Decimal("12.5")
    with pytest.raises(Refused, match=r"custody\.order_amount"):
        read_amount(text)


def test_a_purpose_is_one_of_the_four() -> None:
    assert read_purpose("other") is Purpose.OTHER
    with pytest.raises(Refused, match=r"custody\.order_purpose_unknown"):
        read_purpose("gift")
