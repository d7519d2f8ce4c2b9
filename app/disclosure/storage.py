"""Rows of what clients have read: only ever added to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import sqlalchemy as sa

from app.common.values import new_id
from app.disclosure.domain import SectionReading
from app.storage.db import UtcDateTime, metadata

reading = sa.Table(
    "reading",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("form_id", sa.String(40), nullable=False),
    sa.Column("form_version", sa.String(32), nullable=False),
    sa.Column("section_id", sa.String(40), nullable=False),
    sa.Column("seconds", sa.Integer, sa.CheckConstraint("seconds >= 0", name="seconds"), nullable=False),
    sa.Column("confirmed_at", UtcDateTime, nullable=False),
    sa.Index(None, "case_number", "form_id"),
)

APPEND_ONLY: tuple[str, ...] = ("reading",)

_FIELDS = tuple(field.name for field in dataclasses.fields(SectionReading))


def add_readings(conn: sa.Connection, readings: Iterable[SectionReading]) -> None:
    """Record what was read."""
    rows = [{"id": new_id(), **{name: getattr(done, name) for name in _FIELDS}} for done in readings]
    if rows:
        conn.execute(reading.insert(), rows)


def readings(conn: sa.Connection, case_number: str, form_id: str = "") -> tuple[SectionReading, ...]:
    """What was read in a case (of one form, when given), by time of confirming."""
    query = sa.select(*(reading.c[name] for name in _FIELDS)).where(reading.c.case_number == case_number)
    if form_id:
        query = query.where(reading.c.form_id == form_id)
    rows = conn.execute(query.order_by(reading.c.confirmed_at, reading.c.form_id, reading.c.id))
    return tuple(SectionReading(**dict(zip(_FIELDS, row, strict=True))) for row in rows)
