"""Rows of fund accounts and their ties; what CU-1 forbids, the database forbids as well."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients import storage as clients
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.custody.domain import MOST_ACCOUNTS, AccountState, CustodyTie, FundAccount, check_opening
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import findable

_IN_FORCE = sa.text("ended_at IS NULL")
_MAIN_IN_USE = sa.text("main AND state = 'open'")

fund_account = sa.Table(
    "fund_account",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("place", sa.Integer, comment="1 to 5 while open: a sixth has no place, whoever is faster"),
    sa.Column("main", sa.Boolean, nullable=False),
    sa.Column("currency", sa.String(3), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.CheckConstraint(f"place BETWEEN 1 AND {MOST_ACCOUNTS}", name="at_most_five"),
    sa.CheckConstraint("(state = 'open') = (place IS NOT NULL)", name="place_while_open"),
    sa.UniqueConstraint("client_id", "place"),
    sa.Index(
        "uq_fund_account_main", "client_id", unique=True, sqlite_where=_MAIN_IN_USE, postgresql_where=_MAIN_IN_USE
    ),
)

custody_tie = sa.Table(
    "custody_tie",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("fund_account_id", sa.String(32), sa.ForeignKey("fund_account.id"), nullable=False, unique=True),
    sa.Column("bank", sa.String(32), nullable=False),
    sa.Column("bank_account", findable("custody_tie.bank_account"), nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime, comment="with the fund account; a returning client's card is free again"),
    sa.Index(
        "uq_custody_tie_in_force", "bank", "bank_account", unique=True, sqlite_where=_IN_FORCE,
        postgresql_where=_IN_FORCE,
    ),
)  # fmt: skip

APPEND_ONLY: tuple[str, ...] = ()

_ACCOUNT_FIELDS = tuple(field.name for field in dataclasses.fields(FundAccount))
_TIE_FIELDS = tuple(field.name for field in dataclasses.fields(CustodyTie))


def _account(row: sa.Row[Any]) -> FundAccount:
    values = dict(zip(_ACCOUNT_FIELDS, row, strict=True))
    return FundAccount(**{**values, "state": AccountState(values["state"])})


def open_fund_account(
    conn: sa.Connection,
    *,
    client_id: str,
    number: str,
    at: datetime,
    main: bool = True,
    currency: str = "CNY",
    most: int = MOST_ACCOUNTS,
) -> FundAccount:
    """Open a fund account with a number from ``numbers.fund_account_number``; the main one shows in client lists.

    Refused: as ``check_opening``; ``custody.number_taken``.
    """
    held = fund_accounts(conn, client_id)
    check_opening(held, main=main, most=most)
    taken = set(conn.execute(sa.select(fund_account.c.place).where(fund_account.c.client_id == client_id)).scalars())
    place = next(place for place in range(1, MOST_ACCOUNTS + 1) if place not in taken)
    made = FundAccount(new_id(), number, client_id, main, currency, at, AccountState.OPEN)
    values = {name: getattr(made, name) for name in _ACCOUNT_FIELDS}
    try:
        conn.execute(fund_account.insert().values(**{**values, "state": made.state.value, "place": place}))
    except IntegrityError as error:
        raise Refused("custody.number_taken") from error
    if main:
        clients.set_fund_account(conn, client_id, number, branch_day(at))
    return made


def fund_accounts(conn: sa.Connection, client_id: str) -> tuple[FundAccount, ...]:
    """All fund accounts of a client, in the order of opening."""
    query = sa.select(*(fund_account.c[name] for name in _ACCOUNT_FIELDS))
    rows = conn.execute(query.where(fund_account.c.client_id == client_id).order_by(fund_account.c.number))
    return tuple(map(_account, rows))


def fund_account_by_number(conn: sa.Connection, number: str) -> FundAccount | None:
    """The fund account with this number."""
    query = sa.select(*(fund_account.c[name] for name in _ACCOUNT_FIELDS))
    row = conn.execute(query.where(fund_account.c.number == number)).first()
    return None if row is None else _account(row)


def open_numbers(conn: sa.Connection, numbers: Sequence[str]) -> frozenset[str]:
    """Those of these account numbers that are open."""
    found: set[str] = set()
    for start in range(0, len(numbers), 500):
        query = sa.select(fund_account.c.number).where(
            fund_account.c.number.in_(numbers[start : start + 500]), fund_account.c.state == AccountState.OPEN.value
        )
        found.update(conn.execute(query).scalars())
    return frozenset(found)


def close_fund_account(conn: sa.Connection, account: FundAccount, at: datetime) -> None:
    """Close an open fund account and end its tie; both rows stay in the books (TO-12).

    Refused: ``custody.auxiliaries_first`` for the main one while another is open, ``custody.closed_already``.
    """
    held = [other for other in fund_accounts(conn, account.client_id) if other.state is AccountState.OPEN]
    if account.main and any(other.id != account.id for other in held):
        raise Refused("custody.auxiliaries_first")
    closing = fund_account.update().where(
        fund_account.c.id == account.id, fund_account.c.state == AccountState.OPEN.value
    )
    if conn.execute(closing.values(state=AccountState.CLOSED.value, place=None)).rowcount != 1:
        raise Refused("custody.closed_already")
    ending = custody_tie.update().where(custody_tie.c.fund_account_id == account.id, custody_tie.c.ended_at.is_(None))
    conn.execute(ending.values(ended_at=at))


def tie(
    conn: sa.Connection, *, fund_account_id: str, bank: str, bank_account: str, document_number: str, at: datetime
) -> CustodyTie:
    """Tie a fund account to a settlement account, by a signed agreement of its own (CU-1).

    Refused: ``custody.tied`` (the fund account has its bank), ``custody.bank_account_tied`` (the bank account
    belongs to another fund account), ``custody.document_used`` (one agreement for each tie).
    """
    if tie_of(conn, fund_account_id) is not None:
        raise Refused("custody.tied", field="bank")
    if bank_account_tied(conn, bank, bank_account):
        raise Refused("custody.bank_account_tied", field="bank_account")
    used = sa.select(custody_tie.c.id).where(custody_tie.c.document_number == document_number)
    if conn.execute(used).first() is not None:
        raise Refused("custody.document_used")
    made = CustodyTie(new_id(), fund_account_id, bank, bank_account, document_number, at)
    try:
        conn.execute(custody_tie.insert().values(**{name: getattr(made, name) for name in _TIE_FIELDS}))
    except IntegrityError as race:
        raise Refused("custody.bank_account_tied", field="bank_account") from race
    return made


def tie_of(conn: sa.Connection, fund_account_id: str) -> CustodyTie | None:
    """The tie of a fund account; None while it has none."""
    query = sa.select(*(custody_tie.c[name] for name in _TIE_FIELDS))
    row = conn.execute(query.where(custody_tie.c.fund_account_id == fund_account_id)).first()
    return None if row is None else CustodyTie(*row)


def bank_account_tied(conn: sa.Connection, bank: str, bank_account: str) -> bool:
    """Whether this settlement account is tied to a fund account that is open."""
    query = sa.select(custody_tie.c.id).where(
        custody_tie.c.bank == bank, custody_tie.c.bank_account == bank_account, custody_tie.c.ended_at.is_(None)
    )
    return conn.execute(query).first() is not None
