"""Rows of what is open where; nobody's history: a row goes when the window closes it or falls silent."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from app.common.actor import Actor
from app.presence.domain import FADES, Present, Subject
from app.storage.db import UtcDateTime, metadata

presence = sa.Table(
    "presence",
    metadata,
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("subject_id", sa.String(32), primary_key=True),
    sa.Column("station", sa.String(40), primary_key=True),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("seen_at", UtcDateTime, nullable=False, index=True),
)

APPEND_ONLY: tuple[str, ...] = ()


def beat(conn: sa.Connection, subject: Subject, subject_id: str, actor: Actor, at: datetime) -> bool:
    """Say that ``actor`` has it open at this station; whether that is new."""
    mine = _row(subject, subject_id, actor.station)
    done = conn.execute(presence.update().where(*mine, presence.c.staff_id == actor.staff_id).values(seen_at=at))
    if done.rowcount:
        return False
    conn.execute(presence.delete().where(*mine))  # another person at the same station before
    conn.execute(
        presence.insert().values(
            kind=subject.value, subject_id=subject_id, station=actor.station, staff_id=actor.staff_id,
            name=actor.name, since=at, seen_at=at,
        )
    )  # fmt: skip
    return True


def leave(conn: sa.Connection, subject: Subject, subject_id: str, station: str) -> bool:
    """Take this station's row away; whether there was one."""
    return bool(conn.execute(presence.delete().where(*_row(subject, subject_id, station))).rowcount)


def others(conn: sa.Connection, subject: Subject, subject_id: str, station: str, now: datetime) -> tuple[Present, ...]:
    """Who else has it open, longest first; who has fallen silent is left out."""
    query = sa.select(presence.c.staff_id, presence.c.name, presence.c.station, presence.c.since).where(
        presence.c.kind == subject.value, presence.c.subject_id == subject_id, presence.c.station != station,
        presence.c.seen_at > now - FADES,
    )  # fmt: skip
    return tuple(Present(*row) for row in conn.execute(query.order_by(presence.c.since, presence.c.station)))


def sweep(conn: sa.Connection, now: datetime) -> None:
    """Remove the rows of programs that were killed."""
    conn.execute(presence.delete().where(presence.c.seen_at <= now - FADES))


def _row(subject: Subject, subject_id: str, station: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        presence.c.kind == subject.value, presence.c.subject_id == subject_id, presence.c.station == station,
    )  # fmt: skip
