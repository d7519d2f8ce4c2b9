"""Rows of permissions opened and closed: only ever added to."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.common.values import new_id
from app.permissions.domain import PermissionAct, held
from app.storage.db import UtcDateTime, metadata

client_permission = sa.Table(
    "client_permission",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    # order of making by count, not by time: a clock can be set back
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("permission", sa.String(40), nullable=False),
    sa.Column("opened", sa.Boolean, nullable=False),
    sa.Column("level", sa.String(40), nullable=False),
    sa.Column("experience", sa.String(40), nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("client_id", "sequence"),
)

APPEND_ONLY: tuple[str, ...] = ("client_permission",)

_FIELDS = tuple(field.name for field in dataclasses.fields(PermissionAct))


def history(conn: sa.Connection, client_id: str) -> tuple[PermissionAct, ...]:
    """Every opening and closing of a client's permissions, the first one first."""
    query = sa.select(*(client_permission.c[name] for name in _FIELDS))
    rows = conn.execute(query.where(client_permission.c.client_id == client_id).order_by(client_permission.c.sequence))
    return tuple(PermissionAct(**dict(zip(_FIELDS, row, strict=True))) for row in rows)


def open_permission(
    conn: sa.Connection, *, client_id: str, permission: str, level: str, experience: str, document_number: str, by: str,
    at: datetime,
) -> PermissionAct:  # fmt: skip
    """Open a permission by a signed application. Refused: ``permissions.held``."""
    if permission in held(history(conn, client_id)):
        raise Refused("permissions.held", field="permission")
    return _add(conn, client_id, permission, True, level, experience, document_number, by, at)


def close_permission(
    conn: sa.Connection, *, client_id: str, permission: str, document_number: str, by: str, at: datetime
) -> PermissionAct:
    """Close a permission by a signed application. Refused: ``permissions.not_held``."""
    if permission not in held(history(conn, client_id)):
        raise Refused("permissions.not_held", field="permission")
    return _add(conn, client_id, permission, False, "", "", document_number, by, at)


def _add(
    conn: sa.Connection, client_id: str, permission: str, opened: bool, level: str, experience: str,
    document_number: str, by: str, at: datetime,
) -> PermissionAct:  # fmt: skip
    made = PermissionAct(
        id=new_id(), client_id=client_id, sequence=len(history(conn, client_id)) + 1, permission=permission,
        opened=opened, level=level, experience=experience, document_number=document_number, by=by, at=at,
    )  # fmt: skip
    try:
        conn.execute(client_permission.insert().values(**{name: getattr(made, name) for name in _FIELDS}))
    except IntegrityError as race:
        raise Refused("permissions.changed_meanwhile") from race
    return made
