"""Rows of changes. A field is saved as it is left, with a journal row for every change (recovery and history)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.archive.domain import ERASED, Erased
from app.changes.case import Capture, Case, Status
from app.common.errors import Refused
from app.common.values import canonical_json, new_id
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

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
    sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    sa.CheckConstraint("(status = 'open') = (ended_at IS NULL)", name="ended"),
    sa.Index("ix_change_case_status_changed_at", "status", "changed_at"),
)

change_field = sa.Table(
    "change_field",
    metadata,
    sa.Column("case_number", sa.ForeignKey("change_case.number"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", Sealed("change_field.value"), nullable=False),
)

change_capture = sa.Table(
    "change_capture",
    metadata,
    sa.Column("case_number", sa.ForeignKey("change_case.number"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", Sealed("change_capture.value"), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("witness", sa.String(32), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

change_journal = sa.Table(
    "change_journal",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("case_number", sa.ForeignKey("change_case.number"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("old", Sealed("change_journal.old"), nullable=True),
    sa.Column("new", Sealed("change_journal.new"), nullable=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

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
    fields = conn.execute(
        sa.select(change_field.c.name, change_field.c.value).where(change_field.c.case_number == number)
    )
    captures = conn.execute(sa.select(change_capture).where(change_capture.c.case_number == number)).mappings()
    return Case(
        **{**row, "status": Status(row["status"])},
        fields={str(field.name): str(field.value) for field in fields},
        captures={c["name"]: Capture(json.loads(c["value"]), c["at"], c["witness"], c["station"]) for c in captures},
    )


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


def put_field(conn: sa.Connection, number: str, name: str, value: str) -> None:
    """Keep what is typed in a field."""
    updated = conn.execute(
        change_field.update()
        .where(change_field.c.case_number == number, change_field.c.name == name)
        .values(value=value)
    )
    if updated.rowcount == 0:
        conn.execute(change_field.insert().values(case_number=number, name=name, value=value))


def put_capture(conn: sa.Connection, number: str, name: str, capture: Capture) -> None:
    """Keep an act; a later one of the same name takes its place (the journal tells of both)."""
    drop_capture(conn, number, name)
    conn.execute(
        change_capture.insert().values(
            case_number=number, name=name, value=canonical_json(capture.value), at=capture.at,
            witness=capture.witness, station=capture.station,
        )
    )  # fmt: skip


def drop_capture(conn: sa.Connection, number: str, name: str) -> None:
    """Take an act back."""
    conn.execute(change_capture.delete().where(change_capture.c.case_number == number, change_capture.c.name == name))


def journal(
    conn: sa.Connection, number: str, kind: str, name: str, old: str | None, new: str | None,
    *, at: datetime, staff_id: str, station: str,
) -> None:  # fmt: skip
    """Add a line to the case's journal; pen data never comes here."""
    conn.execute(
        change_journal.insert().values(
            id=new_id(), case_number=number, kind=kind, name=name, old=old, new=new, at=at, staff_id=staff_id,
            station=station,
        )
    )  # fmt: skip


def last_writer(conn: sa.Connection, number: str, names: Collection[str]) -> tuple[str, str]:
    """Staff id and station of whoever changed one of these fields last; empty when nobody did."""
    table = change_journal
    query = sa.select(table.c.staff_id, table.c.station).where(
        table.c.case_number == number, table.c.kind == "field", table.c.name.in_(names)
    )
    row = conn.execute(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(1)).first()
    return (row.staff_id, row.station) if row is not None else ("", "")


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
    return tuple(Case(**{**row, "status": Status(row["status"])}) for row in rows)


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


def erase(conn: sa.Connection, number: str, mark: Erased, *, witness: str, station: str) -> None:
    """Take away what was typed and signed in an ended case whose dossier is destroyed (AR-4).

    The names of the fields stay, empty; of the acts only the mark stays. The row and the journal are not touched.
    """
    conn.execute(change_field.update().where(change_field.c.case_number == number).values(value=""))
    conn.execute(change_capture.delete().where(change_capture.c.case_number == number))
    put_capture(conn, number, ERASED, Capture(mark.told(), mark.at, witness, station))


def mark(conn: sa.Connection, number: str) -> Erased | None:
    """By which list a case was erased; None when it was not."""
    query = sa.select(change_capture.c.value, change_capture.c.at)
    row = conn.execute(query.where(change_capture.c.case_number == number, change_capture.c.name == ERASED)).first()
    return None if row is None else Erased.read(json.loads(row.value), row.at)


def acts(conn: sa.Connection, number: str) -> dict[str, Any]:
    """The value of each act of a case, by name."""
    query = sa.select(change_capture.c.name, change_capture.c.value)
    rows = conn.execute(query.where(change_capture.c.case_number == number))
    return {str(row.name): json.loads(row.value) for row in rows}
