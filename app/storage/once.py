"""Exactly once: every write transaction carries a mark of its own, so that a lost answer is no lost or doubled save.

The mark is a row of the same transaction. When the connection breaks while the commit is under way, nobody knows
whether the server did it; a look for the mark tells. A caller that has to try again later keeps its mark
(:func:`operation`) and is refused ``storage.saved_already`` when the first try had reached the database after all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.common.errors import Refused
from app.common.values import new_id
from app.storage.columns import UtcDateTime, metadata

KEEP = timedelta(days=7)
"""So long a mark is kept: far longer than any window tries again."""

saved_operation = sa.Table(
    "saved_operation",
    metadata,
    sa.Column("op_id", sa.String(48), primary_key=True),
    sa.Column("station", sa.String(40), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
)

APPEND_ONLY: tuple[str, ...] = ()


@dataclass(slots=True)
class Attempt:
    """One call of a service method: ``commits`` counts the write transactions that it has ended well.

    ``arrived`` is set when the answer to a commit was lost: asks the database whether it has it all the same.
    """

    op_id: str = ""
    begun: int = 0
    commits: int = 0
    arrived: Callable[[], bool] | None = None


_attempt: ContextVar[Attempt | None] = ContextVar("guitai_attempt", default=None)


@contextmanager
def attempt() -> Iterator[Attempt]:
    """Count what the calls inside commit; within another one, that one goes on counting."""
    outer = _attempt.get()
    if outer is not None:
        yield outer
        return
    made = Attempt()
    token = _attempt.set(made)
    try:
        yield made
    finally:
        _attempt.reset(token)


@contextmanager
def operation(op_id: str) -> Iterator[Attempt]:
    """Do what is inside as the operation ``op_id`` (32 hex digits): done before, it is not done again.

    Refused inside: ``storage.saved_already`` when a try with the same mark was committed.
    """
    made = Attempt(op_id)
    token = _attempt.set(made)
    try:
        yield made
    finally:
        _attempt.reset(token)


def next_mark() -> str:
    """The mark of the write transaction that begins now."""
    now = _attempt.get()
    if now is None or not now.op_id:
        return new_id()
    now.begun += 1
    return f"{now.op_id}:{now.begun}"


def committed() -> None:
    """Note that a write transaction of the present attempt has ended well."""
    now = _attempt.get()
    if now is not None:
        now.commits += 1


def doubted(arrived: Callable[[], bool]) -> None:
    """Note that nobody knows of a write transaction of the present attempt whether it was committed."""
    now = _attempt.get()
    if now is not None:
        now.arrived = arrived


def note(conn: sa.Connection, mark: str, station: str, at: datetime) -> None:
    """Write the mark, as the first row of its transaction. Refused: ``storage.saved_already``."""
    if ":" in mark and seen(conn, mark):  # a fresh mark cannot be there
        raise Refused("storage.saved_already")
    conn.execute(saved_operation.insert().values(op_id=mark, station=station, at=at))


def seen(conn: sa.Connection, mark: str) -> bool:
    """Whether the transaction with this mark was committed."""
    query = sa.select(saved_operation.c.op_id).where(saved_operation.c.op_id == mark)
    return conn.execute(query).first() is not None


def forget(conn: sa.Connection, now: datetime) -> None:
    """Remove the marks that nobody can ask for any more."""
    conn.execute(saved_operation.delete().where(saved_operation.c.at < now - KEEP))
