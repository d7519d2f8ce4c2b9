"""Looking at a client's fund accounts and banks, and at orders to move money between them (CU-1, CU-2).

Accounts are opened, tied and ended by signed cases: the opening, the changes, the transfer-out.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.common.actor import Actor, Right
from app.custody import storage
from app.custody.domain import CustodyTie, FundAccount
from app.custody.orders import MoneyOrder, Permitted, check_transfer
from app.custody.picture import Pictured, pictured
from app.policy.values import Policy
from app.storage.db import Database


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A fund account with its bank as a window shows it: the bank account masked (SE-1)."""

    account: FundAccount
    bank: str
    bank_account_masked: str
    document_number: str


class CustodyService:
    """Use cases of fund accounts."""

    def __init__(self, db: Database, policy: Policy) -> None:
        self._db = db
        self._policy = policy

    def accounts(self, actor: Actor, client_id: str) -> tuple[AccountLine, ...]:
        """A client's fund accounts, main and others, with their banks. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            found = storage.fund_accounts(conn, client_id)
            return tuple(_line(account, storage.ties(conn, account.id)) for account in found)

    def picture(self, actor: Actor, client_id: str) -> tuple[Pictured, ...]:
        """A client's open accounts with their banks, the main one first. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return pictured(storage.held(conn, client_id), self._policy.choices("banks"))

    def check_transfer(self, actor: Actor, client_id: str, order: MoneyOrder) -> Permitted:
        """Whether an order to move money keeps to the rules; nothing is moved. Needs CLIENT_READ. One read transaction.

        Refused: as :func:`app.custody.orders.check_transfer`, each with its ``rule``.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return check_transfer(storage.held(conn, client_id), order, self._policy.custody)


def _line(account: FundAccount, ties: tuple[CustodyTie, ...]) -> AccountLine:
    if not ties:
        return AccountLine(account, "", "", "")
    tie = ties[-1]
    return AccountLine(account, tie.bank, tie.bank_account_masked, tie.document_number)
