"""Rows of marks: only ever added to (CL-2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.marks.domain import Mark, MarkKind
from app.storage.db import UtcDateTime, metadata

client_mark = sa.Table(
    "client_mark",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("kind", sa.String(16), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("code", sa.String(16), nullable=False, comment="empty: taken off"),
    sa.Column("amount", sa.String(20), comment="yuan as text, exact on both databases; fund tiers only"),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("reason", sa.String(200), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.CheckConstraint("kind IN ('habit', 'value', 'style', 'fund')", name="kind"),
    sa.CheckConstraint("sequence >= 1", name="sequence"),
    sa.CheckConstraint("kind = 'fund' OR amount IS NULL", name="amount_of_funds"),
)

APPEND_ONLY: tuple[str, ...] = ("client_mark",)

_FIELDS = tuple(field.name for field in dataclasses.fields(Mark))
_COLUMNS = [client_mark.c[name] for name in _FIELDS]
_MANY = 500


def add(
    conn: sa.Connection,
    client_id: str,
    kind: MarkKind,
    *,
    after: int,
    code: str,
    amount: Decimal | None,
    policy_version: str,
    reason: str,
    at: datetime,
    by: str,
) -> Mark:
    """Add the decision after the one numbered ``after``. Refused: ``marks.changed_meanwhile``."""
    made = Mark(client_id, kind, after + 1, code, amount, policy_version, reason, at, by)
    values = {name: getattr(made, name) for name in _FIELDS}
    values |= {"kind": kind.value, "amount": None if amount is None else f"{amount:f}"}
    try:
        conn.execute(client_mark.insert().values(**values))
    except IntegrityError as race:
        raise Refused("marks.changed_meanwhile") from race
    return made


def history(conn: sa.Connection, client_id: str) -> tuple[Mark, ...]:
    """All decisions on a client's marks, by kind, the first one first."""
    c = client_mark.c
    query = sa.select(*_COLUMNS).where(c.client_id == client_id).order_by(c.kind, c.sequence)
    return tuple(map(_mark, conn.execute(query)))


def latest(conn: sa.Connection, client_ids: Sequence[str]) -> dict[str, dict[MarkKind, Mark]]:
    """The newest decision of each kind, by client; also those that took a mark off."""
    found: dict[str, dict[MarkKind, Mark]] = {}
    c, newer = client_mark.c, client_mark.alias()
    newest = (
        sa.select(sa.func.max(newer.c.sequence))
        .where(newer.c.client_id == c.client_id, newer.c.kind == c.kind)
        .scalar_subquery()
    )
    for start in range(0, len(client_ids), _MANY):
        asked = c.client_id.in_(client_ids[start : start + _MANY])
        for row in conn.execute(sa.select(*_COLUMNS).where(asked, c.sequence == newest)):
            made = _mark(row)
            found.setdefault(made.client_id, {})[made.kind] = made
    return found


def _mark(row: sa.Row[Any]) -> Mark:
    values = dict(zip(_FIELDS, row, strict=True))
    amount = values["amount"]
    return Mark(
        **{**values, "kind": MarkKind(values["kind"]), "amount": None if amount is None else Decimal(amount)}
    )  # fmt: skip
