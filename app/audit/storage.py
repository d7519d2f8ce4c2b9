"""Rows of the audit log: one chain a station, append-only by trigger (SE-2)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.storage.db import UtcDateTime, metadata

audit_log = sa.Table(
    "audit_log",
    metadata,
    sa.Column("station", sa.String(60), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("staff_id", sa.String(60), nullable=False),
    sa.Column("act", sa.String(80), nullable=False),
    sa.Column("subject_kind", sa.String(60), nullable=False),
    sa.Column("subject_id", sa.String(80), nullable=False),
    sa.Column("before", sa.Text),
    sa.Column("after", sa.Text),
    sa.Column("prev", sa.String(64), nullable=False),
    sa.Column("mac", sa.String(64), nullable=False),
    sa.Column("witness", sa.Text),
    sa.Index("ix_audit_log_subject", "subject_kind", "subject_id"),
    sa.CheckConstraint("seq > 0", name="seq_positive"),
)

APPEND_ONLY = ("audit_log",)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One link of a station's chain. ``before``, ``after``, ``witness`` are JSON texts exactly as stored."""

    station: str
    seq: int
    at: datetime
    staff_id: str
    act: str
    subject_kind: str
    subject_id: str
    before: str | None
    after: str | None
    prev: str
    mac: str
    witness: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a station's chain."""

    station: str
    seq: int
    mac: str


def lock_chain(connection: sa.Connection, station: str) -> None:
    """Let no other transaction append to the station's chain until this one ends."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(f"guitai-audit:{station}".encode()).digest()[:8], signed=True)
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
    # on SQLite BEGIN IMMEDIATE has the only write lock already


def head(connection: sa.Connection, station: str) -> Head | None:
    """The last link of ``station``, or None for an empty chain."""
    query = (
        sa.select(audit_log.c.seq, audit_log.c.mac)
        .where(audit_log.c.station == station)
        .order_by(audit_log.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Head(station, row.seq, row.mac)


def heads(connection: sa.Connection) -> tuple[Head, ...]:
    """The last link of every station, by name of the station."""
    last = sa.select(audit_log.c.station, sa.func.max(audit_log.c.seq).label("seq")).group_by(audit_log.c.station)
    top = last.subquery()
    query = (
        sa.select(audit_log.c.station, audit_log.c.seq, audit_log.c.mac)
        .join(top, sa.and_(top.c.station == audit_log.c.station, top.c.seq == audit_log.c.seq))
        .order_by(audit_log.c.station)
    )
    return tuple(Head(row.station, row.seq, row.mac) for row in connection.execute(query))


def mac_at(connection: sa.Connection, station: str, seq: int) -> str | None:
    """The mac stored at one place of a chain, or None when there is no such link."""
    query = sa.select(audit_log.c.mac).where(audit_log.c.station == station, audit_log.c.seq == seq)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


ACKNOWLEDGING = ("branch.restored", "branch.state_accepted")
"""Acts of the general manager that let work go on from a state that was put back."""


def acknowledgements(connection: sa.Connection) -> tuple[AuditRow, ...]:
    """The rows of those acts, the newest first."""
    query = sa.select(audit_log).where(audit_log.c.act.in_(ACKNOWLEDGING)).order_by(audit_log.c.at.desc())
    return tuple(AuditRow(*row) for row in connection.execute(query))


def newest(connection: sa.Connection, after: datetime, until: datetime) -> datetime | None:
    """The moment of the latest act after ``after`` and not after ``until``; None when there is none."""
    query = sa.select(sa.func.max(audit_log.c.at)).where(audit_log.c.at > after, audit_log.c.at <= until)
    found: datetime | None = connection.execute(query).scalar_one()
    return found


def insert(connection: sa.Connection, row: AuditRow) -> None:
    """Add a link."""
    connection.execute(audit_log.insert().values(**{name: getattr(row, name) for name in AuditRow.__slots__}))


def rows(connection: sa.Connection) -> Iterator[AuditRow]:
    """Every link, station by station in order; streamed, for a log of any length."""
    query = sa.select(audit_log).order_by(audit_log.c.station, audit_log.c.seq)
    for row in connection.execution_options(yield_per=500).execute(query):
        yield AuditRow(*row)


def recent(connection: sa.Connection, *, limit: int, subject: tuple[str, str] | None) -> tuple[AuditRow, ...]:
    """The newest rows, newest first; of one subject (kind, id) when given."""
    query = sa.select(audit_log).order_by(audit_log.c.at.desc(), audit_log.c.station, audit_log.c.seq.desc())
    if subject is not None:
        query = query.where(audit_log.c.subject_kind == subject[0], audit_log.c.subject_id == subject[1])
    return tuple(AuditRow(*row) for row in connection.execute(query.limit(limit)))
