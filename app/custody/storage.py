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
from app.custody.domain import (
    MOST_ACCOUNTS,
    AccountState,
    CustodyTie,
    FundAccount,
    Held,
    check_ending,
    check_new_main,
    check_opening,
    open_one,
)
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
    sa.Index("ix_fund_account_opened_at", "opened_at", "number"),
    sa.Index(
        "uq_fund_account_main", "client_id", unique=True, sqlite_where=_MAIN_IN_USE, postgresql_where=_MAIN_IN_USE
    ),
)

custody_tie = sa.Table(
    "custody_tie",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("fund_account_id", sa.String(32), sa.ForeignKey("fund_account.id"), nullable=False),
    sa.Column("bank", sa.String(32), nullable=False),
    sa.Column("bank_account", findable("custody_tie.bank_account"), nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime, comment="with the fund account or a change of bank; the card is free again"),
    sa.Index(
        "uq_custody_tie_account", "fund_account_id", unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE
    ),
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
    check_opening(_locked(conn, client_id), main=main, most=most)
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
    else:
        clients.index(conn, client_id)  # found by this number as well
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


def auxiliaries_of(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The open auxiliary accounts beside each of these, where it is an open main one; by its number."""
    main, other = fund_account.alias("main_account"), fund_account.alias("other_account")
    found: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(numbers), 500):
        query = (
            sa.select(main.c.number, other.c.number)
            .join(other, sa.and_(other.c.client_id == main.c.client_id, other.c.id != main.c.id))
            .where(main.c.number.in_(numbers[start : start + 500]), main.c.main)
            .where(main.c.state == AccountState.OPEN.value, other.c.state == AccountState.OPEN.value)
            .order_by(main.c.number, other.c.number)
        )
        for number, auxiliary in conn.execute(query):
            found[number] = (*found.get(number, ()), auxiliary)
    return found


def close_fund_account(conn: sa.Connection, account: FundAccount, at: datetime) -> None:
    """Close an open fund account and end its tie; both rows stay in the books (TO-12).

    Refused: ``custody.auxiliaries_first`` for the main one while another is open, ``custody.closed_already``.
    """
    in_use = [other for other in _locked(conn, account.client_id) if other.state is AccountState.OPEN]
    main = any(each.main for each in in_use if each.id == account.id)  # it may have changed since ``account`` was read
    if main and any(other.id != account.id for other in in_use):
        raise Refused("custody.auxiliaries_first")
    closing = fund_account.update().where(
        fund_account.c.id == account.id, fund_account.c.state == AccountState.OPEN.value
    )
    if conn.execute(closing.values(state=AccountState.CLOSED.value, place=None)).rowcount != 1:
        raise Refused("custody.closed_already")
    _end_tie(conn, account.id, at)


def end_tie(conn: sa.Connection, client_id: str, number: str, at: datetime) -> Held:
    """End the tie of an auxiliary account, which closes with it: no open account is without a bank (CU-1).

    Gives the account as it was. Refused: as ``check_ending``.
    """
    _locked(conn, client_id)
    ending = check_ending(held(conn, client_id), number)
    close_fund_account(conn, ending.account, at)
    return ending


def change_tie(
    conn: sa.Connection, client_id: str, number: str, *, bank: str, bank_account: str, document_number: str,
    at: datetime,
) -> CustodyTie:  # fmt: skip
    """Tie an open account to another bank or bank account, by an agreement of its own; the former tie stays known.

    Refused: ``custody.not_open``, and as ``tie``.
    """
    _locked(conn, client_id)
    chosen = open_one(held(conn, client_id), number)
    _end_tie(conn, chosen.account.id, at)
    return tie(
        conn, fund_account_id=chosen.account.id, bank=bank, bank_account=bank_account,
        document_number=document_number, at=at,
    )  # fmt: skip


def change_main(conn: sa.Connection, client_id: str, number: str) -> FundAccount:
    """Make an auxiliary account the main one and the main one auxiliary (CU-3).

    Lists and the client's own row show the new one from now on. Refused: as ``check_new_main``.
    """
    _locked(conn, client_id)
    chosen = check_new_main(held(conn, client_id), number)
    of_client = fund_account.update().where(
        fund_account.c.client_id == client_id, fund_account.c.state == AccountState.OPEN.value
    )
    conn.execute(of_client.where(fund_account.c.main).values(main=False))
    conn.execute(of_client.where(fund_account.c.id == chosen.account.id).values(main=True))
    clients.show_main(conn, client_id, number)
    return dataclasses.replace(chosen.account, main=True)


def _locked(conn: sa.Connection, client_id: str) -> tuple[FundAccount, ...]:
    """The accounts, their rows locked: of two that change them at once the second sees what the first has done."""
    rows = sa.select(fund_account.c.id).where(fund_account.c.client_id == client_id).order_by(fund_account.c.id)
    conn.execute(rows.with_for_update()).all()
    return fund_accounts(conn, client_id)


def _end_tie(conn: sa.Connection, fund_account_id: str, at: datetime) -> None:
    ending = custody_tie.update().where(
        custody_tie.c.fund_account_id == fund_account_id, custody_tie.c.ended_at.is_(None)
    )
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
    """The tie of a fund account that is in force; None without one."""
    return next((each for each in ties(conn, fund_account_id) if each.ended_at is None), None)


def ties(conn: sa.Connection, fund_account_id: str) -> tuple[CustodyTie, ...]:
    """All ties that a fund account ever had, the first first."""
    query = sa.select(*(custody_tie.c[name] for name in _TIE_FIELDS))
    query = query.where(custody_tie.c.fund_account_id == fund_account_id)
    return tuple(CustodyTie(*row) for row in conn.execute(query.order_by(custody_tie.c.at, custody_tie.c.id)))


def held(conn: sa.Connection, client_id: str) -> tuple[Held, ...]:
    """All fund accounts of a client with the ties in force, in the order of opening."""
    return tuple(Held(each, tie_of(conn, each.id)) for each in fund_accounts(conn, client_id))


def bank_account_tied(conn: sa.Connection, bank: str, bank_account: str) -> bool:
    """Whether this settlement account is tied to a fund account that is open."""
    query = sa.select(custody_tie.c.id).where(
        custody_tie.c.bank == bank, custody_tie.c.bank_account == bank_account, custody_tie.c.ended_at.is_(None)
    )
    return conn.execute(query).first() is not None
