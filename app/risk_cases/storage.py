"""Rows of cases of suitability. What the client does on the display is kept until the case ends, then taken away.

The signed form and the assessment hold what came of it; nothing personal stays behind in a finished case (AR-4).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.clients.storage import client
from app.common.errors import Refused
from app.common.values import canonical_json
from app.onboarding.draft import Capture, Status
from app.risk_cases.domain import Kind, RiskCase, RiskLine
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

risk_case = sa.Table(
    "risk_case",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("client_id", sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("product", sa.String(32), nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("opened_by", sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("opened_by_number", sa.String(32), nullable=False),
    sa.Column("opened_by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
    sa.Column("completed_at", UtcDateTime, nullable=True),
    sa.CheckConstraint("kind IN ('reassessment', 'mismatch')", name="kind"),
    sa.CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    sa.Index("ix_risk_case_status_completed_at", "status", "completed_at"),
)

risk_capture = sa.Table(
    "risk_capture",
    metadata,
    sa.Column("number", sa.ForeignKey("risk_case.number"), primary_key=True),
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", Sealed("risk_capture.value"), nullable=False),
    sa.Column("person", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("witness", sa.String(32), nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()

_PLAIN = ("number", "version", "client_id", "product", "opened_at", "opened_by", "opened_by_number", "opened_by_name",
          "station", "completed_at")  # fmt: skip


def add(conn: sa.Connection, case: RiskCase) -> None:
    """Store a new case (without captures)."""
    values = {name: getattr(case, name) for name in _PLAIN}
    conn.execute(risk_case.insert().values(**values, kind=case.kind.value, status=case.status.value))


def load(conn: sa.Connection, number: str, *, lock: bool = False) -> RiskCase:
    """The case with what the client did; ``lock`` keeps others from changing it. Refused: ``risk.unknown``."""
    query = sa.select(risk_case).where(risk_case.c.number == number)
    row = conn.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise Refused("risk.unknown", number=number)
    captures = conn.execute(sa.select(risk_capture).where(risk_capture.c.number == number)).mappings()
    return _case(row, {
        c["name"]: Capture(json.loads(c["value"]), c["person"], c["at"], c["witness"], c["station"]) for c in captures
    })  # fmt: skip


def open_of(conn: sa.Connection, client_id: str, kind: Kind, product: str = "") -> str:
    """The number of the client's open case of this kind (and product); empty when there is none."""
    query = sa.select(risk_case.c.number).where(
        risk_case.c.client_id == client_id, risk_case.c.kind == kind.value, risk_case.c.product == product,
        risk_case.c.status == Status.OPEN.value,
    )  # fmt: skip
    return conn.execute(query.order_by(risk_case.c.opened_at.desc()).limit(1)).scalar() or ""


def touch(conn: sa.Connection, case: RiskCase, **values: Any) -> None:
    """Count a change of the open case. Refused: ``risk.changed_elsewhere`` when its version is not the one seen."""
    done = conn.execute(
        risk_case.update()
        .where(risk_case.c.number == case.number, risk_case.c.version == case.version)
        .where(risk_case.c.status == Status.OPEN.value)
        .values(version=case.version + 1, **values)
    )
    if done.rowcount != 1:
        raise Refused("risk.changed_elsewhere", number=case.number)


def finish(conn: sa.Connection, case: RiskCase, status: Status, at: datetime) -> None:
    """Close the case and take away what the client did on the display. Refused: ``risk.changed_elsewhere``."""
    touch(conn, case, status=status.value, completed_at=at)
    conn.execute(risk_capture.delete().where(risk_capture.c.number == case.number))


def put_capture(conn: sa.Connection, number: str, name: str, capture: Capture) -> None:
    """Keep an act; a later one of the same name takes its place."""
    drop_captures(conn, number, (name,))
    conn.execute(
        risk_capture.insert().values(
            number=number, name=name, value=canonical_json(capture.value), person=capture.person, at=capture.at,
            witness=capture.witness, station=capture.station,
        )
    )  # fmt: skip


def drop_captures(conn: sa.Connection, number: str, names: Sequence[str]) -> None:
    """Take acts back."""
    conn.execute(risk_capture.delete().where(risk_capture.c.number == number, risk_capture.c.name.in_(names)))


def open_with(conn: sa.Connection, name: str) -> tuple[str, ...]:
    """Numbers of the open cases that have an act of this name, sorted."""
    query = sa.select(risk_case.c.number).join_from(risk_case, risk_capture)
    query = query.where(risk_case.c.status == Status.OPEN.value, risk_capture.c.name == name)
    return tuple(conn.execute(query.order_by(risk_case.c.number)).scalars())


def lines(conn: sa.Connection, *, client_id: str = "", status: Status | None = None) -> tuple[RiskLine, ...]:
    """Cases, the latest first, at most 200."""
    query = sa.select(risk_case, client.c.name.label("client_name")).join_from(risk_case, client)
    if client_id:
        query = query.where(risk_case.c.client_id == client_id)
    if status is not None:
        query = query.where(risk_case.c.status == status.value)
    rows = conn.execute(query.order_by(risk_case.c.opened_at.desc(), risk_case.c.number.desc()).limit(200)).mappings()
    return tuple(
        RiskLine(
            row["number"], Kind(row["kind"]), Status(row["status"]), row["client_id"], row["client_name"],
            row["opened_at"], row["completed_at"], row["opened_by_name"],
        )
        for row in rows
    )  # fmt: skip


def completed(conn: sa.Connection) -> tuple[str, ...]:
    """Numbers of all completed cases, sorted."""
    query = sa.select(risk_case.c.number).where(risk_case.c.status == Status.COMPLETED.value)
    return tuple(conn.execute(query.order_by(risk_case.c.number)).scalars())


def _case(row: Any, captures: dict[str, Capture]) -> RiskCase:
    values = {name: row[name] for name in _PLAIN}
    return RiskCase(**values, kind=Kind(row["kind"]), status=Status(row["status"]), captures=captures)
