"""Rows of the print queue, and how each form is printed at each counter."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.archive import storage as ledger
from app.common.errors import Refused
from app.common.values import canonical_json
from app.printing.domain import (
    UNDONE,
    JobState,
    Note,
    PrintJob,
    PrintOptions,
    PrintSettings,
    Sides,
    SourceKind,
    check_move,
    next_copy_number,
)
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata

TOPIC = "printing"
"""Told whenever a job changes."""
GENERAL = ""
"""The form id of a counter's settings for forms that have none of their own."""

print_job = sa.Table(
    "print_job",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("number", sa.String(64), nullable=False),
    sa.Column("form_id", sa.String(40), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("copy_label", sa.String(40), nullable=False),
    sa.Column("printer", sa.String(127), nullable=False),
    sa.Column("tray", sa.String(64), nullable=False),
    sa.Column("sides", sa.String(24), nullable=False),
    sa.Column("copies", sa.Integer, sa.CheckConstraint("copies > 0", name="copies"), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("staff_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(40), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("aborts", sa.Integer, nullable=False),
    sa.Column("error", sa.String(64), nullable=False),
    sa.Column("note", sa.String(16), nullable=False),
    sa.Column("remote", sa.String(160), nullable=False),
    sa.Column("copy_number", sa.Integer, nullable=False),
    sa.Column("burnt", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("owner", sa.String(64), nullable=False, comment="the program that is sending it; empty: none"),
    sa.Column("leased_until", UtcDateTime, nullable=True, comment="no other program touches it before"),
    sa.CheckConstraint("state IN ('waiting', 'sending', 'printed', 'failed', 'cancelled')", name="state"),
    sa.Index("ix_print_job_station_state_next_at", "station", "state", "next_at"),
    sa.Index("ix_print_job_state", "state"),
    sa.Index("ix_print_job_number_copy_label", "number", "copy_label"),
)

print_setting = sa.Table(
    "print_setting",
    metadata,
    sa.Column("station", sa.String(40), primary_key=True),
    sa.Column("form_id", sa.String(40), primary_key=True, comment="empty: forms that have none of their own"),
    sa.Column("printer", sa.String(127), nullable=False),
    sa.Column("tray", sa.String(64), nullable=False),
    sa.Column("sides", sa.String(24), nullable=False),
    sa.Column("copies", sa.Integer, sa.CheckConstraint("copies > 0", name="copies"), nullable=False),
    sa.Column("labels", sa.Text, nullable=False, comment="JSON list of copy labels"),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("changed_by", sa.String(32), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()

_PLAIN = (
    "id", "number", "form_id", "title", "copy_label", "why", "staff_id", "staff_name", "station", "tries", "aborts",
    "error", "remote", "copy_number", "burnt", "created_at", "changed_at", "next_at", "version", "owner",
    "leased_until",
)  # fmt: skip


def _values(job: PrintJob) -> dict[str, Any]:
    return {
        **{name: getattr(job, name) for name in _PLAIN},
        "source": job.source.value, "state": job.state.value, "note": job.note.value, **_option_values(job.options),
    }  # fmt: skip


def _option_values(options: PrintOptions) -> dict[str, Any]:
    return {
        "printer": options.printer, "tray": options.tray, "sides": options.sides.value, "copies": options.copies
    }  # fmt: skip


def _options(row: Any) -> PrintOptions:
    return PrintOptions(row.printer, row.tray, Sides(row.sides), row.copies)


def _job(row: Any) -> PrintJob:
    return PrintJob(
        **{name: getattr(row, name) for name in _PLAIN},
        source=SourceKind(row.source), state=JobState(row.state), note=Note(row.note), options=_options(row),
    )  # fmt: skip


def add(conn: sa.Connection, job: PrintJob) -> None:
    """Queue a job."""
    conn.execute(print_job.insert().values(**_values(job)))
    tell(conn, TOPIC)


def by_id(conn: sa.Connection, job_id: str) -> PrintJob:
    """One job. Refused: ``printing.unknown``."""
    row = conn.execute(sa.select(print_job).where(print_job.c.id == job_id)).one_or_none()
    if row is None:
        raise Refused("printing.unknown")
    return _job(row)


def change(conn: sa.Connection, before: PrintJob, after: PrintJob) -> PrintJob:
    """Let a job go on; gives it with its new version.

    Refused: what ``check_move`` refuses when the state changes, ``printing.changed_meanwhile``.
    """
    if after.state is not before.state:
        check_move(before, after.state)
    if after.state is not JobState.SENDING:
        after = replace(after, owner="", leased_until=None)
    values = {**_values(after), "version": before.version + 1}
    values.pop("id", None)
    row = print_job.update().where(print_job.c.id == before.id, print_job.c.version == before.version)
    if conn.execute(row.values(**values)).rowcount != 1:
        raise Refused("printing.changed_meanwhile")
    tell(conn, TOPIC)
    return by_id(conn, before.id)


def due(conn: sa.Connection, station: str, now: datetime, *, take: bool = False) -> PrintJob | None:
    """The job of this counter whose turn it is: of those that need not wait any longer the one queued first.

    ``take``: not one that another program is about to take; it is this transaction's until it ends.
    """
    c = print_job.c
    query = sa.select(print_job).where(c.station == station, c.state == JobState.WAITING.value, c.next_at <= now)
    query = query.order_by(c.created_at, c.id).limit(1)
    row = conn.execute(query.with_for_update(skip_locked=True) if take else query).first()
    return None if row is None else _job(row)


def next_due(conn: sa.Connection, station: str) -> datetime | None:
    """When the next waiting job of this counter may be tried; None without any."""
    c = print_job.c
    query = sa.select(c.next_at).where(c.station == station, c.state == JobState.WAITING.value)
    return conn.execute(query.order_by(c.next_at).limit(1)).scalar()


def sending(conn: sa.Connection, station: str) -> tuple[PrintJob, ...]:
    """The jobs of this counter that are on their way, in the order of queueing."""
    c = print_job.c
    query = sa.select(print_job).where(c.station == station, c.state == JobState.SENDING.value)
    return tuple(map(_job, conn.execute(query.order_by(c.created_at, c.id))))


def lease(conn: sa.Connection, job: PrintJob, owner: str, until: datetime) -> bool:
    """Make a job on its way ``owner``'s, until then, unless it has gone on since ``job`` was read; whether it is.

    To whoever looks at the queue nothing changes, so it keeps its version.
    """
    c = print_job.c
    same = sa.and_(c.id == job.id, c.version == job.version, c.state == JobState.SENDING.value, c.owner == job.owner)
    unmoved = c.leased_until.is_(None) if job.leased_until is None else c.leased_until == job.leased_until
    row = print_job.update().where(same, unmoved).values(owner=owner, leased_until=until)
    return conn.execute(row).rowcount == 1


def listed(
    conn: sa.Connection, *, station: str, staff_id: str, everybody: bool, limit: int = 500
) -> tuple[PrintJob, ...]:
    """Jobs of this counter and those of this person, or all of the branch; the newest first, undone ones before."""
    c = print_job.c
    query = sa.select(print_job)
    if not everybody:
        query = query.where(sa.or_(c.station == station, c.staff_id == staff_id))
    undone = sa.case((c.state.in_(sorted(state.value for state in UNDONE)), 0), else_=1)
    return tuple(map(_job, conn.execute(query.order_by(undone, c.created_at.desc(), c.id).limit(limit))))


def count_undone(conn: sa.Connection, station: str) -> int:
    """How many jobs of this counter are waiting, on their way or failed."""
    c = print_job.c
    states = sorted(state.value for state in UNDONE)
    query = sa.select(sa.func.count()).where(c.station == station, c.state.in_(states))
    return int(conn.execute(query).scalar_one())


def coming_number(conn: sa.Connection, job: PrintJob) -> int:
    """The copy number that ``job`` gets when it is sent now; 0 for a form of a running case, which has none."""
    if job.source is not SourceKind.DOCUMENT:
        return 0
    printed = ledger.copies_printed(conn, job.number, job.copy_label)
    return next_copy_number(printed, _taken_numbers(conn, job))


def _taken_numbers(conn: sa.Connection, job: PrintJob) -> tuple[int, ...]:
    """Copy numbers of the same copy that other jobs are about to use, or that any job may have used unseen."""
    c = print_job.c
    same = sa.and_(c.source == job.source.value, c.number == job.number, c.copy_label == job.copy_label)
    under_way = sa.and_(c.state == JobState.SENDING.value, c.id != job.id)
    numbers = sa.case((under_way, c.copy_number), else_=0)
    rows = conn.execute(sa.select(numbers, c.burnt).where(same, sa.or_(under_way, c.burnt > 0)))
    return tuple(number for row in rows for number in row)


def lock_copies(conn: sa.Connection, number: str) -> None:
    """Let no other counter give out copy numbers of this document until the transaction ends."""
    if conn.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(f"guitai-print:{number}".encode()).digest()[:8], signed=True)
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    # on SQLite BEGIN IMMEDIATE has the only write lock already


def settings(conn: sa.Connection, station: str, form_id: str) -> PrintSettings | None:
    """How this form is printed at this counter; None when nobody has said so yet."""
    c = print_setting.c
    row = conn.execute(sa.select(print_setting).where(c.station == station, c.form_id == form_id)).one_or_none()
    if row is None:
        return None
    return PrintSettings(options=_options(row), labels=tuple(_read_labels(row.labels)))


def _read_labels(text: str) -> list[str]:
    return [str(label) for label in json.loads(text)]


def keep_settings(
    conn: sa.Connection, station: str, form_id: str, kept: PrintSettings, *, at: datetime, by: str
) -> None:
    """Remember how this form is printed at this counter."""
    c = print_setting.c
    conn.execute(print_setting.delete().where(c.station == station, c.form_id == form_id))
    conn.execute(
        print_setting.insert().values(
            station=station, form_id=form_id, **_option_values(kept.options), labels=canonical_json(kept.labels),
            changed_at=at, changed_by=by,
        )
    )  # fmt: skip
