"""Fund accounts and the one bank account each is tied to (CU-1)."""

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
    """The tie of one fund account to one settlement account at one bank; ``document_number``: the signed agreement."""

    id: str
    fund_account_id: str
    bank: str
    bank_account: str
    document_number: str
    at: datetime

    @property
    def bank_account_masked(self) -> str:
        """The bank account for windows (SE-1)."""
        return mask_account(self.bank_account)


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
