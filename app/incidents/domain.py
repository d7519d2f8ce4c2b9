"""Incidents: what went wrong, and what was done about it, added to and never changed (TO-6, SE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TOPIC = "incidents"
"""What the change feed calls a new incident or note."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was done about an incident, or found out; ``by`` is a staff id."""

    id: str
    incident_id: str
    words: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that must not have happened. ``kind`` is a code (``approval-denied``), ``by`` a staff id.

    ``what``: in Chinese, as it is shown; it names staff, never a client, for the subject's number leads there.
    """

    id: str
    kind: str
    subject_kind: str
    subject_number: str
    what: str
    by: str
    by_name: str
    at: datetime
    notes: tuple[Note, ...] = ()
