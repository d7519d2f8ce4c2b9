"""Sums over transfer-out requests, made by the database: one grouped query a breakdown (TO-16). Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.staff.storage import staff
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.storage import transfer_case, transfer_field


@dataclass(frozen=True, slots=True)
class Group:
    """The sums of one group; ``key``: its columns as they lie in the database. ``assets``: yuan of those who left."""

    key: tuple[Any, ...]
    requests: int
    left: int
    retained: int
    open: int
    assets: Decimal


NOUGHT = Decimal("0.00")
_c = transfer_case.c
_LEFT = _c.status == Status.CARRIED_OUT.value
# whole fen, rounded before they are added up: SQLite would add floats
_FEN = sa.cast(sa.func.round(sa.cast(_c.assets, sa.Numeric) * sa.literal(100, sa.Integer)), sa.BigInteger)


def _count(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


_SUMS: tuple[sa.ColumnElement[Any], ...] = (
    sa.func.count(),
    _count(_LEFT),
    _count(_c.status == Status.RETAINED.value),
    _count(_c.status.in_(sorted(status.value for status in RUNNING))),
    sa.func.coalesce(sa.func.sum(sa.case((_LEFT, _FEN), else_=0), type_=sa.BigInteger), 0),
)


def one_moment(conn: sa.Connection) -> None:
    """Let every query of the transaction that begins see the same moment, so that the breakdowns agree.

    SQLite does so by itself.
    """
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def total(conn: sa.Connection, since: date, until: date) -> Group:
    """The sums of all requests of the period."""
    return _groups(conn, transfer_case, (), since, until)[0]


def by_reason(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By code of the reason; empty where none is chosen."""
    reason = transfer_field.alias("reason")
    joined = transfer_case.outerjoin(reason, sa.and_(reason.c.case_number == _c.number, reason.c.name == "reason"))
    return _groups(conn, joined, (sa.func.coalesce(reason.c.value, ""),), since, until)


def by_class(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By class as fixed at intake; empty while it is not known."""
    return _groups(conn, transfer_case, (_c.client_class,), since, until)


def by_tier(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By tier as it stands; None while it is not known."""
    return _groups(conn, transfer_case, (_c.tier,), since, until)


def by_own_staff(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By the clients' own staff: id (empty for none), number and name."""
    joined = transfer_case.outerjoin(staff, staff.c.id == _c.own_staff)
    return _groups(conn, joined, (_c.own_staff, staff.c.number, staff.c.name), since, until)


def by_teller(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By the teller who took the request in: id, number and name."""
    joined = transfer_case.join(staff, staff.c.id == _c.opened_by)
    return _groups(conn, joined, (_c.opened_by, staff.c.number, staff.c.name), since, until)


def by_month(conn: sa.Connection, since: date, until: date) -> tuple[Group, ...]:
    """By year and month in which the client asked."""
    month = (sa.extract("year", _c.asked_on), sa.extract("month", _c.asked_on))
    return _groups(conn, transfer_case, month, since, until)


def _groups(
    conn: sa.Connection, source: sa.FromClause, keys: Sequence[sa.ColumnElement[Any]], since: date, until: date
) -> tuple[Group, ...]:
    named = [key.label(f"key_{place}") for place, key in enumerate(keys)]
    query = sa.select(*named, *_SUMS).select_from(source).where(_c.asked_on.between(since, until))
    return tuple(_group(row, len(keys)) for row in conn.execute(query.group_by(*named) if keys else query))


def _group(row: sa.Row[Any], width: int) -> Group:
    requests, left, retained, running, fen = (int(figure) for figure in row[width:])
    return Group(tuple(row[:width]), requests, left, retained, running, Decimal(fen).scaleb(-2))
