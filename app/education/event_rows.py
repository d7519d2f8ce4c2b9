"""Rows of events and their ends. A plan changes until its event ends; the end is entered once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.education.domain import Event, EventEnd, EventState
from app.education.rows import who
from app.storage.db import UtcDateTime, metadata

education_event = sa.Table(
    "education_event",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("topic", sa.String(32), nullable=False),
    sa.Column("on", sa.Date, nullable=False, index=True),
    sa.Column("begins", sa.String(5), nullable=False, comment="HH:MM at the branch"),
    sa.Column("place", sa.String(200), nullable=False),
    sa.Column("speaker", sa.String(100), nullable=False),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id")),
    sa.Column("for_former", sa.Boolean, nullable=False, comment="for clients who left (TO-14)"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("made_by_name", sa.String(100), nullable=False),
    sa.CheckConstraint("capacity > 0", name="seats"),
)

education_event_end = sa.Table(
    "education_event_end",
    metadata,
    # the key: once only
    sa.Column("event_number", sa.String(32), sa.ForeignKey("education_event.number"), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("walk_ins", sa.Integer, nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("words", sa.String(400), nullable=False),
    *who(),
    sa.CheckConstraint("state IN ('held', 'cancelled')", name="state"),
    sa.CheckConstraint("walk_ins >= 0 AND (state = 'held' OR walk_ins = 0)", name="walk_ins"),
)

_EVENT = (
    "number", "title", "topic", "on", "place", "speaker", "capacity", "for_former", "version", "made_at", "made_by",
    "made_by_name",
)  # fmt: skip


def add_event(conn: sa.Connection, event: Event) -> None:
    """Enter a planned event."""
    conn.execute(education_event.insert().values(**_event_values(event)))


def change_event(conn: sa.Connection, event: Event, seen_version: int) -> None:
    """Change the plan. Refused: ``education.changed_elsewhere``."""
    values = _event_values(event)
    number = values.pop("number")
    same = (education_event.c.number == number, education_event.c.version == seen_version)
    if conn.execute(education_event.update().where(*same).values(**values)).rowcount != 1:
        raise Refused("education.changed_elsewhere")


def _event_values(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in _EVENT}
    if event.version > 1:  # who made it, and when, stays
        values = {name: value for name, value in values.items() if not name.startswith("made_")}
    return values | {"begins": f"{event.at:%H:%M}", "material_id": event.material_id or None}


def end_event(conn: sa.Connection, event: Event, end: EventEnd) -> None:
    """An event was held or is cancelled. Refused: ``education.ended``, ``education.changed_elsewhere``."""
    values = {field.name: getattr(end, field.name) for field in dataclasses.fields(EventEnd)}
    # its row is touched too, so that who changes the plan at this moment is told
    row = education_event.update().where(
        education_event.c.number == event.number, education_event.c.version == event.version
    )
    if conn.execute(row.values(version=event.version + 1)).rowcount != 1:
        raise Refused("education.changed_elsewhere")
    try:
        conn.execute(
            education_event_end.insert().values(**{**values, "state": end.state.value}, event_number=event.number)
        )
    except IntegrityError as race:
        raise Refused("education.ended") from race


def events(conn: sa.Connection, first: date | None = None, last: date | None = None) -> tuple[Event, ...]:
    """Events of the days from ``first`` to ``last`` (all when None), the latest first."""
    conditions = []
    if first is not None:
        conditions.append(education_event.c.on >= first)
    if last is not None:
        conditions.append(education_event.c.on <= last)
    return events_where(conn, *conditions)


def event_by_number(conn: sa.Connection, number: str) -> Event:
    """One event. Refused: ``education.no_event``."""
    found = events_where(conn, education_event.c.number == number)
    if not found:
        raise Refused("education.no_event")
    return found[0]


def events_where(conn: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Event, ...]:
    """Events that meet conditions on ``education_event``, the latest first."""
    end = education_event_end.c
    ends = (end.state, end.at, end.by, end.by_name, end.walk_ins, end.document_number, end.words)
    query = (
        sa.select(education_event, *(column.label(f"end_{column.name}") for column in ends))
        .select_from(education_event.outerjoin(education_event_end))
        .where(*conditions)
        .order_by(education_event.c.on.desc(), education_event.c.number.desc())
    )
    return tuple(_event(row) for row in conn.execute(query).mappings())


def _event(row: Mapping[Any, Any]) -> Event:
    end = None
    if row["end_state"] is not None:
        end = EventEnd(
            EventState(row["end_state"]), row["end_at"], row["end_by"], row["end_by_name"], row["end_walk_ins"],
            row["end_document_number"], row["end_words"],
        )  # fmt: skip
    values = {name: row[name] for name in _EVENT}
    return Event(**values, at=time.fromisoformat(row["begins"]), material_id=row["material_id"] or "", end=end)
