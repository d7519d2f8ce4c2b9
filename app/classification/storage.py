"""Classes of clients: added, never changed, never deleted (CL-1). The newest is the one with the highest sequence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.classification.domain import ASSET_PLACES, TURNOVER_PLACES, ClientClass, Source
from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

client_class = sa.Table(
    "client_class",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(2), nullable=False),
    # text, because SQLite has no exact number for yuan and cents
    sa.Column("assets", sa.String(20), nullable=False),
    sa.Column("turnover", sa.String(20), nullable=False),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    # no key to the snapshot: an abandoned one goes; the batch names it as well
    sa.Column("snapshot_id", sa.String(32)),
    sa.Column("batch_id", sa.String(32), sa.ForeignKey("class_batch.id"), index=True),
    sa.CheckConstraint("source IN ('snapshot', 'by-hand')", name="source"),
    sa.CheckConstraint("sequence >= 1", name="sequence"),
)

APPEND_ONLY = ("client_class",)

_FIELDS = tuple(field.name for field in dataclasses.fields(ClientClass))
_COLUMNS = [client_class.c[name] for name in _FIELDS]
MOST_AT_ONCE = 500
"""Ids in one question to the database; more are asked in several."""


def add(
    conn: sa.Connection,
    client_id: str,
    *,
    code: str,
    assets: Decimal,
    turnover: Decimal,
    policy_version: str,
    source: Source,
    at: datetime,
    by: str,
) -> ClientClass:
    """Add a decision after the client's newest one; the caller's transaction carries it and has judged the figures.

    Refused: ``classification.changed_meanwhile`` when another counter added one at the same moment.
    """
    newest = latest(conn, client_id)
    made = ClientClass(
        client_id=client_id,
        sequence=newest.sequence + 1 if newest else 1,
        code=code,
        # one way of writing a figure, so that what was added and what is read back have the same digest
        assets=round(assets, ASSET_PLACES),
        turnover=round(turnover, TURNOVER_PLACES),
        policy_version=policy_version,
        source=source,
        at=at,
        by=by,
    )
    values = {name: getattr(made, name) for name in _FIELDS}
    values |= {"assets": f"{made.assets:f}", "turnover": f"{made.turnover:f}", "source": source.value}
    try:
        conn.execute(client_class.insert().values(**values))
    except IntegrityError as race:
        raise Refused("classification.changed_meanwhile") from race
    return made


def latest(conn: sa.Connection, client_id: str) -> ClientClass | None:
    """The class in force; None for a client who was never classified."""
    query = sa.select(*_COLUMNS).where(client_class.c.client_id == client_id)
    row = conn.execute(query.order_by(client_class.c.sequence.desc()).limit(1)).first()
    return None if row is None else _value(row)


def latest_of(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, ClientClass]:
    """The classes in force of many clients, by client id; who was never classified is left out."""
    wanted = list(dict.fromkeys(client_ids))
    found: dict[str, ClientClass] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        newest = (
            sa.select(client_class.c.client_id, sa.func.max(client_class.c.sequence).label("sequence"))
            .where(client_class.c.client_id.in_(wanted[start : start + MOST_AT_ONCE]))
            .group_by(client_class.c.client_id)
            .subquery()
        )
        same = sa.and_(client_class.c.client_id == newest.c.client_id, client_class.c.sequence == newest.c.sequence)
        for row in conn.execute(sa.select(*_COLUMNS).join(newest, same)):
            found[row.client_id] = _value(row)
    return found


def history(conn: sa.Connection, client_id: str) -> tuple[ClientClass, ...]:
    """All decisions on a client, by sequence and not by the clock; the last one is in force."""
    query = sa.select(*_COLUMNS).where(client_class.c.client_id == client_id).order_by(client_class.c.sequence)
    return tuple(map(_value, conn.execute(query)))


def _value(row: sa.Row[Any]) -> ClientClass:
    values = dict(zip(_FIELDS, row, strict=True))
    values |= {"assets": Decimal(values["assets"]), "turnover": Decimal(values["turnover"])}
    return ClientClass(**{**values, "source": Source(values["source"])})
