"""Rows of incidents and of the notes on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.incidents.domain import TOPIC, Incident, Note
from app.storage.changes import tell
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

WHAT_LIMIT = 1500
"""Characters of what happened, and of a note."""

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("subject_kind", sa.String(32), nullable=False),
    sa.Column("subject_number", sa.String(32), nullable=False),
    sa.Column("what", Sealed("incident.what"), nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_incident_subject", "subject_kind", "subject_number"),
    sa.CheckConstraint("kind <> '' AND what <> ''", name="says_what"),
)

incident_note = sa.Table(
    "incident_note",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("incident_id", sa.String(32), sa.ForeignKey("incident.id"), nullable=False, index=True),
    sa.Column("words", Sealed("incident_note.words"), nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.CheckConstraint("words <> ''", name="says_what"),
)

APPEND_ONLY: tuple[str, ...] = ("incident", "incident_note")


def add(
    conn: sa.Connection,
    *,
    kind: str,
    subject_kind: str,
    subject_number: str,
    what: str,
    by: str,
    by_name: str,
    at: datetime,
) -> Incident:
    """Enter an incident; it stays. ``by`` is the staff id of who reports it. Refused: ``text.*``."""
    said = clean_text(what, field="what", limit=WHAT_LIMIT, lines=True)
    made = Incident(new_id(), kind, subject_kind, subject_number, said, by, by_name, at)
    values = {column.name: getattr(made, column.name) for column in incident.columns}
    conn.execute(incident.insert().values(values))
    tell(conn, TOPIC)
    return made


def add_note(conn: sa.Connection, incident_id: str, *, words: str, by: str, by_name: str, at: datetime) -> Note:
    """Add a note to an incident. Refused: ``incidents.unknown``, ``text.*``."""
    said = clean_text(words, field="words", limit=WHAT_LIMIT, lines=True)
    by_id(conn, incident_id)
    made = Note(new_id(), incident_id, said, by, by_name, at)
    values = {column.name: getattr(made, column.name) for column in incident_note.columns}
    conn.execute(incident_note.insert().values(values))
    tell(conn, TOPIC)
    return made


def by_id(conn: sa.Connection, incident_id: str) -> Incident:
    """One incident with its notes. Refused: ``incidents.unknown``."""
    found = _listed(conn, incident.c.id == incident_id)
    if not found:
        raise Refused("incidents.unknown")
    return found[0]


def all_incidents(conn: sa.Connection) -> tuple[Incident, ...]:
    """Every incident with its notes (oldest first), the newest incident first."""
    return _listed(conn, sa.true())


def _listed(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> tuple[Incident, ...]:
    # ids lie in order of making, clocks may go back
    rows = conn.execute(sa.select(incident).where(condition).order_by(incident.c.id.desc()))
    found = {row.id: Incident(*row) for row in rows}
    of_these = incident_note.c.incident_id.in_(sa.select(incident.c.id).where(condition))
    notes: dict[str, tuple[Note, ...]] = {}
    for row in conn.execute(sa.select(incident_note).where(of_these).order_by(incident_note.c.id)):
        notes[row.incident_id] = (*notes.get(row.incident_id, ()), Note(*row))
    return tuple(replace(one, notes=notes.get(one.id, ())) for one in found.values())
