"""Lifting the lock of a client's counter password: who did it, why, after the identity was checked again (TO-8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients import credentials
from app.common.actor import Actor
from app.common.errors import Refused
from app.common.values import clean_text
from app.storage.db import UtcDateTime, metadata

credential_unlock = sa.Table(
    "credential_unlock",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("turn", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("station", sa.String(60), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("credential_unlock",)


@dataclass(frozen=True, slots=True)
class Unlocking:
    """One lifting of a lock. ``by``: a staff id; ``failures``: the wrong tries that had locked the password."""

    at: datetime
    by: str
    by_name: str
    station: str
    why: str
    failures: int


def unlock(
    conn: sa.Connection, client_id: str, *, why: str, identity_checked: bool, at: datetime, actor: Actor
) -> Unlocking:
    """Lift the lock and keep who, when and why; the password itself stays the client's. The caller audits.

    Refused: ``password.identity_unchecked`` unless the actor has checked the identity paper again, ``text.required``
    without a reason, ``password.not_locked``.
    """
    if not identity_checked:
        raise Refused("password.identity_unchecked", field="identity_checked")
    reason = clean_text(why, field="why")
    failures = credentials.lift_lock(conn, client_id)
    made = Unlocking(at, actor.staff_id, actor.name, actor.station, reason, failures)
    turn = len(history(conn, client_id)) + 1
    row = {"at": at, "by": made.by, "by_name": made.by_name, "station": made.station, "why": reason}
    try:
        conn.execute(credential_unlock.insert().values(client_id=client_id, turn=turn, failures=failures, **row))
    except IntegrityError as race:
        raise Refused("password.not_locked") from race
    return made


def history(conn: sa.Connection, client_id: str) -> tuple[Unlocking, ...]:
    """Every lifting of the client's lock, in order."""
    c = credential_unlock.c
    query = sa.select(c.at, c.by, c.by_name, c.station, c.why, c.failures).where(c.client_id == client_id)
    return tuple(Unlocking(*row) for row in conn.execute(query.order_by(c.turn)))
