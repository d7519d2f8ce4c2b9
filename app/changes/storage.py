"""Rows of changes. A field is saved as it is left, with a journal row for every change (recovery and history)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.cases.papers import HANDED, handed_column, unhanded_index
from app.cases.rows import CaseRows
from app.changes.case import Case, Status
from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

change_case = sa.Table(
    "change_case",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("policy_version", sa.String(64), nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("opened_by_number", sa.String(32), nullable=False),
    sa.Column("opened_by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("last_step", sa.String(32), nullable=False),
    sa.Column("ended_at", UtcDateTime, nullable=True),
    handed_column(),
    sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    sa.CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended"),
    sa.Index("ix_change_case_status_changed_at", "status", "changed_at"),
    sa.Index("ix_change_case_status_ended_at", "status", "ended_at", "opened_by"),
    unhanded_index("change_case", "number", "ended_at"),
)

ROWS = CaseRows("change", "change_case.number")
change_field, change_capture = ROWS.field, ROWS.capture
put_field, put_capture, drop_capture = ROWS.put_field, ROWS.put_capture, ROWS.drop_capture
journal, last_writer = ROWS.journal, ROWS.last_writer
erase, mark, acts = ROWS.erase, ROWS.mark, ROWS.acts

APPEND_ONLY = ("change_journal",)


def add(conn: sa.Connection, case: Case) -> None:
    """Store a new case (without fields and captures)."""
    conn.execute(
        change_case.insert().values(
            number=case.number, kind=case.kind, status=case.status.value, version=case.version,
            policy_version=case.policy_version, client_id=case.client_id, opened_at=case.opened_at,
            changed_at=case.changed_at, opened_by=case.opened_by, opened_by_number=case.opened_by_number,
            opened_by_name=case.opened_by_name, station=case.station, last_step=case.last_step, ended_at=None,
        )
    )  # fmt: skip


def load(conn: sa.Connection, number: str, *, lock: bool = False) -> Case:
    """The case with everything entered; ``lock`` keeps others from changing it until the transaction ends.

    Refused: ``changes.unknown``.
    """
    query = sa.select(change_case).where(change_case.c.number == number)
    row = conn.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise Refused("changes.unknown", number=number)
    return Case(**_told(row), fields=ROWS.fields(conn, number), captures=ROWS.captures(conn, number))


def _told(row: sa.RowMapping) -> dict[str, Any]:
    """A row as a case has it: without the mark of its papers."""
    return {str(name): value for name, value in row.items() if name != HANDED} | {"status": Status(row["status"])}


def touch(
    conn: sa.Connection, case: Case, at: datetime, *, step: str | None = None, status: Status | None = None
) -> None:
    """Count a change of the open case, or end it. Refused: ``changes.changed_elsewhere`` at another version."""
    values: dict[str, Any] = {"version": case.version + 1, "changed_at": at}
    if step is not None:
        values["last_step"] = step
    if status is not None:
        values |= {"status": status.value, "ended_at": at}
    done = conn.execute(
        change_case.update()
        .where(change_case.c.number == case.number, change_case.c.version == case.version)
        .where(change_case.c.status == Status.OPEN.value)
        .values(**values)
    )
    if done.rowcount != 1:
        raise Refused("changes.changed_elsewhere", number=case.number)


def find(
    conn: sa.Connection, *, status: Status | None = None, client_id: str = "", kind: str = "", limit: int = 200
) -> tuple[Case, ...]:
    """Cases without fields and captures, last changed first, at most ``limit``."""
    query = sa.select(change_case).order_by(change_case.c.changed_at.desc(), change_case.c.number.desc())
    if status is not None:
        query = query.where(change_case.c.status == status.value)
    if client_id:
        query = query.where(change_case.c.client_id == client_id)
    if kind:
        query = query.where(change_case.c.kind == kind)
    rows = conn.execute(query.limit(limit)).mappings()
    return tuple(Case(**_told(row)) for row in rows)


def completed(conn: sa.Connection) -> tuple[str, ...]:
    """Numbers of all completed changes, sorted."""
    query = sa.select(change_case.c.number).where(change_case.c.status == Status.COMPLETED.value)
    return tuple(conn.execute(query.order_by(change_case.c.number)).scalars())


def open_with(conn: sa.Connection, prefix: str) -> tuple[str, ...]:
    """Numbers of open cases that have a capture whose name begins so, in order of number."""
    query = (
        sa.select(change_case.c.number)
        .join_from(change_case, change_capture)
        .where(change_case.c.status == Status.OPEN.value, change_capture.c.name.startswith(prefix))
        .distinct()
        .order_by(change_case.c.number)
    )
    return tuple(conn.execute(query).scalars())
