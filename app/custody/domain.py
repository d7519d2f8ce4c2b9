"""Fund accounts, the one bank account each is tied to (CU-1), the main one and its auxiliaries (CU-2, CU-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.common.errors import Refused
from app.common.values import mask_account

MOST_ACCOUNTS = 5
"""Fund accounts that one client may have; a policy may allow fewer."""


class AccountState(StrEnum):
    """Whether a fund account is in use."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FundAccount:
    """A fund account (资金账户). A client has exactly one main account; ``currency`` is an ISO code."""

    id: str
    number: str
    client_id: str
    main: bool
    currency: str
    opened_at: datetime
    state: AccountState


@dataclass(frozen=True, slots=True)
class CustodyTie:
    """The tie of one fund account to one settlement account at one bank; ``document_number``: the signed agreement.

    ``ended_at``: when it ended, with the account or by a change of bank; None while it is in force.
    """

    id: str
    fund_account_id: str
    bank: str
    bank_account: str
    document_number: str
    at: datetime
    ended_at: datetime | None = None

    @property
    def bank_account_masked(self) -> str:
        """The bank account for windows (SE-1)."""
        return mask_account(self.bank_account)


@dataclass(frozen=True, slots=True)
class Held:
    """A fund account with the tie in force; ``tie`` None: it has none."""

    account: FundAccount
    tie: CustodyTie | None

    @property
    def in_use(self) -> bool:
        """Whether the account is open."""
        return self.account.state is AccountState.OPEN

    @property
    def bank(self) -> str:
        """The code of the bank it is tied to; empty without one."""
        return self.tie.bank if self.tie is not None else ""


def check_opening(held: tuple[FundAccount, ...], *, main: bool, most: int = MOST_ACCOUNTS) -> None:
    """Whether a client who holds ``held`` may open one more.

    Refused: ``custody.too_many_accounts`` (``most``), ``custody.main_exists``, ``custody.main_first`` (the first
    account of a client is the main one).
    """
    in_use = [account for account in held if account.state is AccountState.OPEN]
    if len(in_use) >= min(most, MOST_ACCOUNTS):
        raise Refused("custody.too_many_accounts", most=min(most, MOST_ACCOUNTS))
    has_main = any(account.main for account in in_use)
    if main and has_main:
        raise Refused("custody.main_exists")
    if not main and not has_main:
        raise Refused("custody.main_first")


def open_one(held: tuple[Held, ...], number: str) -> Held:
    """The open account of this number. Refused: ``custody.not_open``."""
    for each in held:
        if each.account.number == number and each.in_use:
            return each
    raise Refused("custody.not_open")


def check_bank(held: tuple[Held, ...], bank: str, *, besides: str = "") -> None:
    """Refuse ``custody.bank_used`` where another open account has this bank: each account has one of its own (CU-2).

    ``besides``: the number of the account that is to get the bank.
    """
    if any(each.in_use and each.bank == bank and each.account.number != besides for each in held):
        raise Refused("custody.bank_used")


def check_new_main(held: tuple[Held, ...], number: str) -> Held:
    """The auxiliary account that may become the main one (CU-3).

    Refused: ``custody.not_open``, ``custody.main_already``, ``custody.no_bank``, ``custody.currency_differs`` (the
    trades of the client are settled in the main account's currency).
    """
    chosen = open_one(held, number)
    if chosen.account.main:
        raise Refused("custody.main_already")
    if chosen.tie is None:
        raise Refused("custody.no_bank")
    if any(each.account.currency != chosen.account.currency for each in held if each.in_use and each.account.main):
        raise Refused("custody.currency_differs")
    return chosen


def check_ending(held: tuple[Held, ...], number: str) -> Held:
    """The account whose tie may be ended: an auxiliary one, for no open account is without a bank (CU-1).

    Refused: ``custody.not_open``, ``custody.no_bank``; for the main account ``custody.auxiliaries_stand`` while there
    are others, else ``custody.main_stays``: it ends by a transfer-out only.
    """
    chosen = open_one(held, number)
    if chosen.account.main:
        others = any(each.in_use and not each.account.main for each in held)
        raise Refused("custody.auxiliaries_stand" if others else "custody.main_stays")
    if chosen.tie is None:
        raise Refused("custody.no_bank")
    return chosen
