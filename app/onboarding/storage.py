"""Rows of openings. A field is saved as it is left, with a journal row for every change (recovery and history)."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.archive.domain import ERASED, Erased
from app.cases.papers import handed_column, unhanded_index
from app.common.errors import Refused
from app.common.values import canonical_json, new_id
from app.onboarding.draft import Capture, CaseSummary, Draft, Status
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

opening = sa.Table(
    "opening",
    metadata,
    sa.Column("case_number", sa.String(32), primary_key=True),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("policy_version", sa.String(64), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("opened_by_number", sa.String(32), nullable=False),
    sa.Column("opened_by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("booking_number", sa.String(32), nullable=False),
    sa.Column("fund_account", sa.String(32), nullable=False, unique=True),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=True),
    sa.Column("last_step", sa.String(32), nullable=False),
    sa.Column("completed_at", UtcDateTime, nullable=True),
    handed_column(),
    sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    sa.CheckConstraint("(status = 'completed') = (client_id IS NOT NULL)", name="client_when_completed"),
    sa.Index("ix_opening_status_changed_at", "status", "changed_at"),
    # whose openings they were is in the index, so that nobody's own are counted by reading everybody's
    sa.Index("ix_opening_status_completed_at", "status", "completed_at", "opened_by"),
    unhanded_index("opening", "case_number", "completed_at"),
)

opening_field = sa.Table(
    "opening_field",
    metadata,
    sa.Column("case_number", sa.ForeignKey("opening.case_number"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", Sealed("opening_field.value"), nullable=False),
)

opening_capture = sa.Table(
    "opening_capture",
    metadata,
    sa.Column("case_number", sa.ForeignKey("opening.case_number"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", Sealed("opening_capture.value"), nullable=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("witness", sa.String(32), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

opening_journal = sa.Table(
    "opening_journal",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("case_number", sa.ForeignKey("opening.case_number"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("old", Sealed("opening_journal.old"), nullable=True),
    sa.Column("new", Sealed("opening_journal.new"), nullable=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

APPEND_ONLY = ("opening_journal",)


def add(conn: sa.Connection, draft: Draft) -> None:
    """Store a new opening (without fields and captures)."""
    conn.execute(
        opening.insert().values(
            case_number=draft.case_number,
            status=draft.status.value,
            version=draft.version,
            policy_version=draft.policy_version,
            opened_at=draft.opened_at,
            changed_at=draft.opened_at,
            opened_by=draft.opened_by,
            opened_by_number=draft.opened_by_number,
            opened_by_name=draft.opened_by_name,
            station=draft.station,
            booking_number=draft.booking_number,
            fund_account=draft.fund_account,
            client_id=None,
            last_step=draft.last_step,
            completed_at=None,
        )
    )


def load(conn: sa.Connection, case_number: str, *, lock: bool = False) -> Draft:
    """The opening with everything entered; ``lock`` keeps others from changing it until the transaction ends.

    Refused: ``opening.unknown``.
    """
    query = sa.select(opening).where(opening.c.case_number == case_number)
    row = conn.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise Refused("opening.unknown", number=case_number)
    fields = conn.execute(
        sa.select(opening_field.c.name, opening_field.c.value).where(opening_field.c.case_number == case_number)
    )
    captures = conn.execute(sa.select(opening_capture).where(opening_capture.c.case_number == case_number)).mappings()
    return Draft(
        case_number=row["case_number"],
        status=Status(row["status"]),
        version=row["version"],
        policy_version=row["policy_version"],
        opened_at=row["opened_at"],
        opened_by=row["opened_by"],
        opened_by_number=row["opened_by_number"],
        opened_by_name=row["opened_by_name"],
        station=row["station"],
        booking_number=row["booking_number"],
        fund_account=row["fund_account"],
        client_id=row["client_id"] or "",
        last_step=row["last_step"],
        completed_at=row["completed_at"],
        fields={str(row.name): str(row.value) for row in fields},
        captures={
            c["name"]: Capture(json.loads(c["value"]), c["person"], c["at"], c["witness"], c["station"])
            for c in captures
        },
    )


def touch(conn: sa.Connection, draft: Draft, at: datetime, *, step: str | None = None) -> None:
    """Count a change of the open case. Refused: ``opening.changed_elsewhere`` when its version is not the one seen."""
    done = conn.execute(
        opening.update()
        .where(opening.c.case_number == draft.case_number, opening.c.version == draft.version)
        .where(opening.c.status == Status.OPEN.value)
        .values(version=draft.version + 1, changed_at=at, **({"last_step": step} if step else {}))
    )
    if done.rowcount != 1:
        raise Refused("opening.changed_elsewhere", number=draft.case_number)


def set_booking(conn: sa.Connection, draft: Draft, booking_number: str, at: datetime) -> None:
    """Bind the case to its booking."""
    touch(conn, draft, at)
    conn.execute(
        opening.update().where(opening.c.case_number == draft.case_number).values(booking_number=booking_number)
    )


def put_field(conn: sa.Connection, case_number: str, name: str, value: str) -> None:
    """Keep what is typed in a field."""
    updated = conn.execute(
        opening_field.update()
        .where(opening_field.c.case_number == case_number, opening_field.c.name == name)
        .values(value=value)
    )
    if updated.rowcount == 0:
        conn.execute(opening_field.insert().values(case_number=case_number, name=name, value=value))


def put_capture(conn: sa.Connection, case_number: str, name: str, capture: Capture) -> None:
    """Keep an act; a later one of the same name takes its place (the journal tells of both)."""
    drop_capture(conn, case_number, name)
    conn.execute(
        opening_capture.insert().values(
            case_number=case_number,
            name=name,
            value=canonical_json(capture.value),
            person=capture.person,
            at=capture.at,
            witness=capture.witness,
            station=capture.station,
        )
    )


def drop_capture(conn: sa.Connection, case_number: str, name: str) -> None:
    """Take an act back (a client withdraws, or signs anew)."""
    conn.execute(
        opening_capture.delete().where(opening_capture.c.case_number == case_number, opening_capture.c.name == name)
    )


def journal(
    conn: sa.Connection, case_number: str, kind: str, name: str, old: str | None, new: str | None,
    *, at: datetime, staff_id: str, station: str,
) -> None:  # fmt: skip
    """Add a line to the case's journal; pen data never comes here."""
    conn.execute(
        opening_journal.insert().values(
            id=new_id(), case_number=case_number, kind=kind, name=name, old=old, new=new, at=at, staff_id=staff_id,
            station=station,
        )
    )  # fmt: skip


def last_writer(conn: sa.Connection, case_number: str, names: Collection[str]) -> tuple[str, str]:
    """Staff id and station of whoever changed one of these fields last; empty when nobody did."""
    table = opening_journal
    query = sa.select(table.c.staff_id, table.c.station).where(
        table.c.case_number == case_number, table.c.kind == "field", table.c.name.in_(names)
    )
    row = conn.execute(query.order_by(table.c.at.desc(), table.c.id.desc()).limit(1)).first()
    return (row.staff_id, row.station) if row is not None else ("", "")


def erase(conn: sa.Connection, case_number: str, mark: Erased, *, witness: str, station: str) -> None:
    """Take away what was typed, answered and signed in a finished case whose dossier is destroyed (AR-4).

    The names of the fields stay, empty; of the acts only the mark stays. The row and the journal are not touched.
    """
    conn.execute(opening_field.update().where(opening_field.c.case_number == case_number).values(value=""))
    conn.execute(opening_capture.delete().where(opening_capture.c.case_number == case_number))
    put_capture(conn, case_number, ERASED, Capture(mark.told(), "", mark.at, witness, station))


def mark(conn: sa.Connection, case_number: str) -> Erased | None:
    """By which list a case was erased; None when it was not."""
    query = sa.select(opening_capture.c.value, opening_capture.c.at)
    row = conn.execute(
        query.where(opening_capture.c.case_number == case_number, opening_capture.c.name == ERASED)
    ).first()
    return None if row is None else Erased.read(json.loads(row.value), row.at)


def acts(conn: sa.Connection, case_number: str) -> dict[str, Any]:
    """The value of each act of a case, by name."""
    query = sa.select(opening_capture.c.name, opening_capture.c.value)
    rows = conn.execute(query.where(opening_capture.c.case_number == case_number))
    return {str(row.name): json.loads(row.value) for row in rows}


def finish(conn: sa.Connection, draft: Draft, status: Status, at: datetime, client_id: str | None) -> None:
    """Close the case. Refused: ``opening.changed_elsewhere``."""
    done = conn.execute(
        opening.update()
        .where(opening.c.case_number == draft.case_number, opening.c.version == draft.version)
        .where(opening.c.status == Status.OPEN.value)
        .values(version=draft.version + 1, changed_at=at, status=status.value, client_id=client_id, completed_at=at)
    )
    if done.rowcount != 1:
        raise Refused("opening.changed_elsewhere", number=draft.case_number)


def summaries(conn: sa.Connection, *, status: Status | None = None, client_id: str | None = None,
              limit: int = 200) -> list[CaseSummary]:  # fmt: skip
    """Openings, last changed first, at most ``limit``."""
    name = sa.select(opening_field.c.value).where(
        opening_field.c.case_number == opening.c.case_number, opening_field.c.name == "name"
    )
    query = sa.select(opening, name.scalar_subquery().label("client_name")).order_by(
        opening.c.changed_at.desc(), opening.c.case_number.desc()
    )
    if status is not None:
        query = query.where(opening.c.status == status.value)
    if client_id is not None:
        query = query.where(opening.c.client_id == client_id)
    return [_summary(row) for row in conn.execute(query.limit(limit)).mappings()]


def open_with(conn: sa.Connection, prefix: str) -> tuple[str, ...]:
    """Case numbers of open openings that have a capture whose name begins so, in order of number."""
    query = (
        sa.select(opening.c.case_number)
        .join_from(opening, opening_capture)
        .where(opening.c.status == Status.OPEN.value, opening_capture.c.name.startswith(prefix))
        .distinct()
        .order_by(opening.c.case_number)
    )
    return tuple(conn.execute(query).scalars())


def _summary(row: Any) -> CaseSummary:
    return CaseSummary(
        case_number=row["case_number"],
        status=Status(row["status"]),
        name=row["client_name"] or "",
        step=row["last_step"],
        opened_at=row["opened_at"],
        changed_at=row["changed_at"],
        teller=row["opened_by_name"],
        station=row["station"],
        client_id=row["client_id"] or "",
    )


def withholding(conn: sa.Connection) -> tuple[str, ...]:
    """Case numbers of open openings in which something is marked as withheld (SE-3)."""
    f = opening_field.c
    query = sa.select(opening.c.case_number).join(opening_field, f.case_number == opening.c.case_number)
    marked = query.where(f.name == "withheld", f.value != "", opening.c.status == Status.OPEN.value)
    return tuple(conn.execute(marked.order_by(opening.c.case_number)).scalars())


def count_completed(conn: sa.Connection, since: datetime, until: datetime) -> int:
    """How many openings were completed from ``since`` to before ``until``."""
    query = sa.select(sa.func.count()).select_from(opening)
    return int(
        conn.execute(query.where(opening.c.completed_at >= since, opening.c.completed_at < until)
                     .where(opening.c.status == Status.COMPLETED.value)).scalar_one()
    )  # fmt: skip
