"""Rows of lists of unusual accounts; they are only added to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed
from app.tasks.storage import task
from app.unusual_trading.domain import ListState, Suspicion, UnusualLine, UnusualList

TOPIC = "unusual-trading"
"""Told whenever a list comes in."""

unusual_list = sa.Table(
    "unusual_list",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("source", sa.String(200), nullable=False, comment="the file's name"),
    # the same file twice would make every call twice
    sa.Column("sha256", sa.String(64), nullable=False, unique=True),
    sa.Column("imported_at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("calls", sa.Integer, nullable=False),
)

unusual_line = sa.Table(
    "unusual_line",
    metadata,
    sa.Column("list_id", sa.String(32), sa.ForeignKey("unusual_list.id"), primary_key=True),
    sa.Column("row", sa.Integer, primary_key=True, autoincrement=False, comment="of the file"),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    sa.Column("fund_account", sa.String(32), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("suspicion", sa.String(24), nullable=False),
    sa.Column("remark", Sealed("unusual_line.remark"), nullable=False),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False, index=True),
    sa.CheckConstraint(
        "suspicion IN ('trading-for-client', 'churning', 'false-information', 'illegal-promise', 'other')",
        name="suspicion",
    ),
    sa.Index("uq_unusual_line_once", "client_id", "on", "suspicion", unique=True),
)

APPEND_ONLY: tuple[str, ...] = ("unusual_list", "unusual_line")

_LIST = ("id", "number", "source", "sha256", "imported_at", "by", "by_name", "rows", "calls")
_LINE = ("list_id", "row", "client_id", "fund_account", "on", "remark", "task_id")
_MANY = 500


def add(conn: sa.Connection, made: UnusualList, lines: Sequence[UnusualLine]) -> None:
    """Enter a list with its lines. The caller audits. Refused: ``unusual.imported_before``."""
    try:
        with conn.begin_nested():
            conn.execute(unusual_list.insert().values({name: getattr(made, name) for name in _LIST}))
            rows = [{name: getattr(one, name) for name in _LINE} | {"suspicion": one.suspicion.value} for one in lines]
            conn.execute(unusual_line.insert(), rows)
    except IntegrityError as race:
        raise Refused("unusual.imported_before") from race
    tell(conn, TOPIC)


def by_digest(conn: sa.Connection, sha256: str) -> UnusualList | None:
    """The list that came out of this very file, if any."""
    row = conn.execute(sa.select(unusual_list).where(unusual_list.c.sha256 == sha256)).one_or_none()
    return None if row is None else _list(row)


def by_id(conn: sa.Connection, list_id: str) -> UnusualList:
    """One list. Refused: ``unusual.unknown``."""
    row = conn.execute(sa.select(unusual_list).where(unusual_list.c.id == list_id)).one_or_none()
    if row is None:
        raise Refused("unusual.unknown")
    return _list(row)


def lists(conn: sa.Connection, limit: int = 200) -> tuple[ListState, ...]:
    """The lists with how many of their calls are open, the newest first."""
    calls = sa.select(unusual_line.c.list_id, unusual_line.c.task_id).distinct().subquery()
    still = (
        sa.select(calls.c.list_id, sa.func.count().label("still"))
        .join(task, task.c.id == calls.c.task_id)
        .where(task.c.state == "open")
        .group_by(calls.c.list_id)
        .subquery()
    )
    query = sa.select(unusual_list, sa.func.coalesce(still.c.still, 0).label("still"))
    query = query.outerjoin(still, still.c.list_id == unusual_list.c.id)
    query = query.order_by(unusual_list.c.imported_at.desc(), unusual_list.c.number.desc()).limit(limit)
    return tuple(ListState(_list(row), int(row.still)) for row in conn.execute(query))


def lines_of(conn: sa.Connection, list_id: str) -> tuple[UnusualLine, ...]:
    """The lines of a list, in the order of its file."""
    query = sa.select(unusual_line).where(unusual_line.c.list_id == list_id).order_by(unusual_line.c.row)
    return tuple(map(_line, conn.execute(query)))


def of_client(conn: sa.Connection, client_id: str) -> tuple[UnusualLine, ...]:
    """Every line about a client, the latest day first."""
    query = sa.select(unusual_line).where(unusual_line.c.client_id == client_id)
    return tuple(map(_line, conn.execute(query.order_by(unusual_line.c.on.desc(), unusual_line.c.row))))


def there_already(conn: sa.Connection, client_ids: Collection[str]) -> frozenset[tuple[str, date, str]]:
    """Client, day and suspicion of every line about these clients."""
    c, wanted = unusual_line.c, sorted(client_ids)
    found: set[tuple[str, date, str]] = set()
    for start in range(0, len(wanted), _MANY):
        query = sa.select(c.client_id, c.on, c.suspicion).where(c.client_id.in_(wanted[start : start + _MANY]))
        found.update((row.client_id, row.on, row.suspicion) for row in conn.execute(query))
    return frozenset(found)


def count_in(conn: sa.Connection, first: date, last: date) -> dict[Suspicion, int]:
    """How many lines of which suspicion there are of a period's days, included (for reports)."""
    c = unusual_line.c
    query = sa.select(c.suspicion, sa.func.count()).where(c.on >= first, c.on <= last).group_by(c.suspicion)
    return {Suspicion(code): count for code, count in conn.execute(query)}


def _list(row: Any) -> UnusualList:
    return UnusualList(*(getattr(row, name) for name in _LIST))


def _line(row: Any) -> UnusualLine:
    return UnusualLine(**{name: getattr(row, name) for name in _LINE}, suspicion=Suspicion(row.suspicion))
