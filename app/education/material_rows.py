"""Rows of material, its approvals and what clients were given; all of it is only added to."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.common.values import new_id
from app.education.domain import Approval, Given, Material, Way, in_line
from app.education.rows import who
from app.storage.db import UtcDateTime, metadata

education_material = sa.Table(
    "education_material",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("topic", sa.String(32), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("where", sa.String(200), nullable=False),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("file_sha256", sa.String(64), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("made_by_name", sa.String(100), nullable=False),
    sa.UniqueConstraint("number", "version"),
    sa.CheckConstraint("file_sha256 <> '' OR \"where\" <> ''", name="lies_somewhere"),
)

education_approval = sa.Table(
    "education_approval",
    metadata,
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id"), primary_key=True),
    *who(),
)

education_given = sa.Table(
    "education_given",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id"), nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    *who(),
    sa.CheckConstraint("way IN ('counter', 'event', 'post', 'online')", name="way"),
    sa.Index(None, "at"),
)

_MATERIAL = (
    "id", "number", "version", "title", "kind", "topic", "valid_from", "where", "file_name", "file_sha256", "made_at",
    "made_by", "made_by_name",
)  # fmt: skip


def add_material(conn: sa.Connection, made: Material) -> None:
    """Enter a version. Refused: ``education.changed_elsewhere`` when another counter made the same version."""
    try:
        conn.execute(education_material.insert().values({name: getattr(made, name) for name in _MATERIAL}))
    except IntegrityError as race:
        raise Refused("education.changed_elsewhere") from race


def approve(conn: sa.Connection, material_id: str, approval: Approval) -> None:
    """Approve a version. Refused: ``education.approved_already``."""
    values = {"material_id": material_id, "at": approval.at, "by": approval.by, "by_name": approval.by_name}
    try:
        conn.execute(education_approval.insert().values(values))
    except IntegrityError as race:
        raise Refused("education.approved_already") from race


def materials(conn: sa.Connection, number: str = "") -> tuple[Material, ...]:
    """Every version of every material (or of one), by number and version."""
    approval = education_approval.c
    query = sa.select(
        education_material, approval.at.label("approved_at"), approval.by.label("approved_by"),
        approval.by_name.label("approved_by_name"),
    ).select_from(education_material.outerjoin(education_approval))  # fmt: skip
    if number:
        query = query.where(education_material.c.number == number)
    found: dict[str, list[Material]] = {}
    for row in conn.execute(query.order_by(education_material.c.number, education_material.c.version)).mappings():
        said = None
        if row["approved_by"] is not None:
            said = Approval(row["approved_by"], row["approved_by_name"], row["approved_at"])
        one = Material(**{name: row[name] for name in _MATERIAL}, approval=said)
        found.setdefault(one.number, []).append(one)
    return tuple(one for versions in found.values() for one in in_line(versions))


def material_by_id(conn: sa.Connection, material_id: str) -> Material:
    """One version. Refused: ``education.no_material``."""
    query = sa.select(education_material.c.number).where(education_material.c.id == material_id)
    number = conn.execute(query).scalar()
    if number is None:
        raise Refused("education.no_material")
    return next(one for one in materials(conn, number) if one.id == material_id)


def give(
    conn: sa.Connection, client_id: str, material_id: str, way: Way, *, at: datetime, by: str, by_name: str
) -> None:  # fmt: skip
    """Note that a client was given this version."""
    values = {"id": new_id(), "client_id": client_id, "material_id": material_id, "way": way.value}
    conn.execute(education_given.insert().values(**values, at=at, by=by, by_name=by_name))


def given_to(conn: sa.Connection, client_id: str) -> tuple[Given, ...]:
    """What a client was given, the latest first."""
    query = (
        sa.select(
            education_given, education_material.c.number, education_material.c.version, education_material.c.title
        )
        .join(education_material)
        .where(education_given.c.client_id == client_id)
        .order_by(education_given.c.id.desc())
    )
    return tuple(
        Given(row.client_id, row.number, row.version, row.title, Way(row.way), row.at, row.by, row.by_name)
        for row in conn.execute(query)
    )
