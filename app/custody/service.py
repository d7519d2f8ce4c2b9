"""Looking at a client's fund accounts and banks; they are opened and tied by the opening flow (CU-1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.common.actor import Actor, Right
from app.custody import storage
from app.custody.domain import CustodyTie, FundAccount
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

    def __init__(self, db: Database) -> None:
        self._db = db

    def accounts(self, actor: Actor, client_id: str) -> tuple[AccountLine, ...]:
        """A client's fund accounts, main and others, with their banks. Needs CLIENT_READ. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return tuple(
                _line(account, storage.tie_of(conn, account.id)) for account in storage.fund_accounts(conn, client_id)
            )


def _line(account: FundAccount, tie: CustodyTie | None) -> AccountLine:
    if tie is None:
        return AccountLine(account, "", "", "")
    return AccountLine(account, tie.bank, tie.bank_account_masked, tie.document_number)
