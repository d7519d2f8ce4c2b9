"""Whether an order to move money between a client's accounts and banks keeps to the rules (CU-1, CU-2). Pure.

Only the main account trades and settles. An auxiliary account moves money to and from its own bank and the main
account, never another auxiliary one; what is moved between accounts for no trade has its limits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from app.common.errors import Refused
from app.custody.domain import Held
from app.policy.values import CustodyRule

MARKET = "market"
"""Names the other end of a trade: its settlement."""
BANK = "bank:"
"""Begins the name of the client's settlement account at a bank: ``bank:icbc``."""
MOST = Decimal("1000000000000")
_AMOUNT = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")


class Purpose(StrEnum):
    """What the money is for."""

    TRADING = "trading"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class Way(StrEnum):
    """Between what the money moves."""

    SETTLEMENT = "settlement"
    BANK = "bank"
    ACCOUNTS = "accounts"


@dataclass(frozen=True, slots=True)
class MoneyOrder:
    """An order as it was given: ends are fund account numbers, ``bank:<code>`` or ``market``; ``amount`` in yuan.

    ``moved_today``: what the client has moved for no trade on this day already.
    """

    source: str
    target: str
    amount: Decimal
    purpose: Purpose
    moved_today: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Permitted:
    """An order that may be carried out; ``rule``: by which rule. ``left_today``: still free for no trade, or None."""

    way: Way
    rule: str
    left_today: Decimal | None = None


def read_amount(text: str, field: str = "amount") -> Decimal:
    """An amount in yuan with at most two decimals, above zero. Refused: ``custody.order_amount``."""
    try:
        if not _AMOUNT.fullmatch(text.strip()):
            raise Refused("custody.order_amount", field=field)
        amount = Decimal(text.strip())
    except InvalidOperation:  # pragma: no cover - the pattern lets only figures through
        raise Refused("custody.order_amount", field=field) from None
    if not 0 < amount <= MOST:
        raise Refused("custody.order_amount", field=field)
    return amount


def read_purpose(text: str) -> Purpose:
    """A purpose by its code. Refused: ``custody.order_purpose_unknown``."""
    try:
        return Purpose(text)
    except ValueError:
        raise Refused("custody.order_purpose_unknown", field="purpose") from None


def check_transfer(held: tuple[Held, ...], order: MoneyOrder, limits: CustodyRule) -> Permitted:
    """Whether ``order`` may be carried out for the client who holds ``held``; ``rule`` is in the facts of each refusal.

    Refused: ``custody.order_same``, ``.order_amount``, ``.order_account`` (none of the client's open ones),
    ``.order_no_account`` (no fund account at either end), ``.order_auxiliary_trades``,
    ``.order_between_auxiliaries``, ``.order_no_bank``, ``.order_other_bank``, ``.order_purpose`` (does not go with
    the ends), ``.order_above_once``, ``.order_above_day`` (``limit``).
    """
    if order.source == order.target:
        raise _no("order_same", "CU-1")
    if not (order.amount.is_finite() and 0 < order.amount <= MOST):
        raise _no("order_amount", "CU-2")
    ends = [_account(held, end) for end in (order.source, order.target)]
    accounts = [each for each in ends if each is not None]
    if not accounts:
        raise _no("order_no_account", "CU-1")
    if len(accounts) == 2:
        return _between(accounts[0], accounts[1], order, limits)
    outside = order.target if ends[1] is None else order.source
    if outside == MARKET:
        return _settled(accounts[0], order)
    return _at_bank(accounts[0], outside.removeprefix(BANK), order, paid_out=ends[1] is None)


def _no(reason: str, rule: str, **facts: Any) -> Refused:
    return Refused(f"custody.{reason}", rule=rule, **facts)


def _account(held: tuple[Held, ...], end: str) -> Held | None:
    """The open account that an end names; None for a bank or the market."""
    if end == MARKET or end.startswith(BANK):
        return None
    found = next((each for each in held if each.in_use and each.account.number == end), None)
    if found is None:
        raise _no("order_account", "CU-1")
    return found


def _settled(account: Held, order: MoneyOrder) -> Permitted:
    if not account.account.main:
        raise _no("order_auxiliary_trades", "CU-2")
    if order.purpose is not Purpose.TRADING:
        raise _no("order_purpose", "CU-2")
    return Permitted(Way.SETTLEMENT, "CU-2")


def _at_bank(account: Held, bank: str, order: MoneyOrder, *, paid_out: bool) -> Permitted:
    if account.tie is None:
        raise _no("order_no_bank", "CU-1")
    if account.bank != bank:
        raise _no("order_other_bank", "CU-1" if account.account.main else "CU-2")
    if order.purpose is not (Purpose.WITHDRAWAL if paid_out else Purpose.DEPOSIT):
        raise _no("order_purpose", "CU-1")
    return Permitted(Way.BANK, "CU-1")


def _between(source: Held, target: Held, order: MoneyOrder, limits: CustodyRule) -> Permitted:
    if not (source.account.main or target.account.main):
        raise _no("order_between_auxiliaries", "CU-2")
    if order.purpose is Purpose.TRADING:
        return Permitted(Way.ACCOUNTS, "CU-2")
    if order.purpose is not Purpose.OTHER:
        raise _no("order_purpose", "CU-2")
    if order.amount > limits.non_trading_once:
        raise _no("order_above_once", "CU-2", limit=limits.non_trading_once)
    left = limits.non_trading_day - order.moved_today - order.amount
    if left < 0:
        raise _no("order_above_day", "CU-2", limit=limits.non_trading_day)
    return Permitted(Way.ACCOUNTS, "CU-2", left)
