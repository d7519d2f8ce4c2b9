"""Rows of the runs of backups, and of whose turn it is to make one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.day_end.storage import day_end
from app.storage.db import UtcDateTime, metadata

backup_run = sa.Table(
    "backup_run",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("started_at", UtcDateTime, nullable=False, index=True),
    sa.Column("ended_at", UtcDateTime, nullable=False),
    sa.Column("station", sa.String(60), nullable=False),
    sa.Column("staff_id", sa.String(60), nullable=False),
    sa.Column("name", sa.String(40), nullable=False, comment="of the backup; empty when none came of it"),
    sa.Column("code", sa.String(80), nullable=False, comment="of the refusal; empty when it is good"),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("missing", sa.Integer, nullable=False),
    sa.CheckConstraint("(name = '') <> (code = '')", name="good_or_not"),
)

backup_turn = sa.Table(
    "backup_turn",
    metadata,
    sa.Column("what", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("station", sa.String(60), nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("backup_run",)


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a backup. ``name`` is empty when it failed, ``code`` (of the refusal) when it is good."""

    id: str
    started_at: datetime
    ended_at: datetime
    station: str
    staff_id: str
    name: str
    code: str
    documents: int
    missing: int

    @property
    def good(self) -> bool:
        """Whether a checked backup came of it."""
        return bool(self.name)


def add(conn: sa.Connection, run: Run) -> None:
    """Note an attempt."""
    conn.execute(backup_run.insert().values({name: getattr(run, name) for name in Run.__slots__}))


def last(conn: sa.Connection, *, good: bool | None = None) -> Run | None:
    """The latest attempt; the latest good or failed one."""
    query = sa.select(backup_run).order_by(backup_run.c.started_at.desc(), backup_run.c.ended_at.desc()).limit(1)
    if good is not None:
        query = query.where((backup_run.c.name != "") if good else (backup_run.c.name == ""))
    row = conn.execute(query).one_or_none()
    return None if row is None else Run(*row)


def recent(conn: sa.Connection, limit: int) -> tuple[Run, ...]:
    """The latest attempts, the latest first."""
    query = sa.select(backup_run).order_by(backup_run.c.started_at.desc(), backup_run.c.ended_at.desc()).limit(limit)
    return tuple(Run(*row) for row in conn.execute(query))


MAKING, HEADS = 1, 2
"""What turns are taken at: making backups, carrying off the heads."""


def take_turn(conn: sa.Connection, what: int, station: str, at: datetime, length: timedelta) -> bool:
    """Let ``station`` do ``what`` until ``at + length``, unless another station has the turn still."""
    free = sa.or_(backup_turn.c.until <= at, backup_turn.c.station == station)
    turn = {"station": station, "until": at + length}
    taken = conn.execute(backup_turn.update().where(backup_turn.c.what == what, free).values(turn))
    if taken.rowcount:
        return True
    if conn.execute(sa.select(backup_turn.c.what).where(backup_turn.c.what == what)).first() is not None:
        return False
    conn.execute(backup_turn.insert().values(what=what, **turn))
    return True


def turn_until(conn: sa.Connection, what: int) -> datetime | None:
    """When the present or last turn ends or ended; None before the first."""
    found: datetime | None = conn.execute(
        sa.select(backup_turn.c.until).where(backup_turn.c.what == what)
    ).scalar_one_or_none()
    return found


def end_turn(conn: sa.Connection, what: int, station: str, at: datetime) -> None:
    """Give the turn back."""
    mine = (backup_turn.c.what == what) & (backup_turn.c.station == station)
    conn.execute(backup_turn.update().where(mine).values(until=at))


def last_closing(conn: sa.Connection) -> datetime | None:
    """When a teller last closed a day."""
    found: datetime | None = conn.execute(sa.select(sa.func.max(day_end.c.closed_at))).scalar_one()
    return found
