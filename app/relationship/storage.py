"""Rows of service-relationship confirmations: only ever added to."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.relationship import domain
from app.relationship.domain import Confirmation, ConfirmationKind
from app.staff import storage as staff
from app.storage.db import UtcDateTime, metadata

relationship = sa.Table(
    "relationship",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    # order of making by count, not by time: a clock can be set back
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("booking_number", sa.String(32), nullable=False),
    sa.Column("verified_by", sa.String(32), nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("client_id", "sequence"),
)

APPEND_ONLY: tuple[str, ...] = ("relationship",)

_FIELDS = tuple(field.name for field in dataclasses.fields(Confirmation))


def confirm(
    conn: sa.Connection,
    *,
    client_id: str,
    staff_id: str,
    booking_number: str,
    verified_by: str,
    document_number: str,
    at: datetime,
) -> Confirmation:
    """Add the signed confirmation that ``staff_id`` serves the client; ``verified_by``: the teller's staff id.

    Refused: ``staff.unknown``, ``staff.not_marketing``, and as ``staff.practising`` (SR-3);
    ``relationship.verified_by_self`` (OP-4).
    """
    domain.check_member(staff.by_id(conn, staff_id), branch_day(at))
    if verified_by == staff_id:
        raise Refused("relationship.verified_by_self")
    return _add(conn, client_id, staff_id, ConfirmationKind.CONFIRMED, booking_number, verified_by, document_number, at)


def end(conn: sa.Connection, *, client_id: str, verified_by: str, document_number: str, at: datetime) -> Confirmation:
    """Add the signed confirmation that nobody serves the client any longer. Refused: ``relationship.none``."""
    running = current(conn, client_id)
    if running is None:
        raise Refused("relationship.none")
    return _add(conn, client_id, running.staff_id, ConfirmationKind.ENDED, "", verified_by, document_number, at)


def _add(
    conn: sa.Connection,
    client_id: str,
    staff_id: str,
    kind: ConfirmationKind,
    booking_number: str,
    verified_by: str,
    document_number: str,
    at: datetime,
) -> Confirmation:
    made = Confirmation(
        id=new_id(), client_id=client_id, sequence=len(history(conn, client_id)) + 1, staff_id=staff_id, kind=kind,
        booking_number=booking_number, verified_by=verified_by, document_number=document_number, at=at,
    )  # fmt: skip
    values = {name: getattr(made, name) for name in _FIELDS}
    try:
        conn.execute(relationship.insert().values(**{**values, "kind": kind.value}))
    except IntegrityError as race:
        raise Refused("relationship.changed_meanwhile") from race
    return made


def history(conn: sa.Connection, client_id: str) -> tuple[Confirmation, ...]:
    """All confirmations of a client, the first one first."""
    rows = conn.execute(
        sa.select(*(relationship.c[name] for name in _FIELDS))
        .where(relationship.c.client_id == client_id)
        .order_by(relationship.c.sequence)
    )
    found = [dict(zip(_FIELDS, row, strict=True)) for row in rows]
    return tuple(Confirmation(**{**values, "kind": ConfirmationKind(values["kind"])}) for values in found)


def current(conn: sa.Connection, client_id: str) -> Confirmation | None:
    """The confirmation in force; None when nobody of the marketing staff serves the client."""
    return domain.current(history(conn, client_id))


def clients_of(conn: sa.Connection, staff_id: str) -> tuple[Confirmation, ...]:
    """The confirmations in force that name this member of staff: one a client, by client."""
    c = relationship.c
    other = relationship.alias()
    latest = sa.select(sa.func.max(other.c.sequence)).where(other.c.client_id == c.client_id).scalar_subquery()
    rows = conn.execute(
        sa.select(*(c[name] for name in _FIELDS))
        .where(c.staff_id == staff_id, c.kind == ConfirmationKind.CONFIRMED.value, c.sequence == latest)
        .order_by(c.client_id)
    )
    found = [dict(zip(_FIELDS, row, strict=True)) for row in rows]
    return tuple(Confirmation(**{**values, "kind": ConfirmationKind(values["kind"])}) for values in found)
