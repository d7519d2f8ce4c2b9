"""Assessments in the database: added, never changed, never deleted (RA-4)."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa

from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.values import canonical_json
from app.policy.values import FOUR_LEVELS
from app.storage.db import UtcDateTime, metadata
from app.suitability.domain import Assessment

APPEND_ONLY = ("assessment",)

assessment = sa.Table(
    "assessment",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("case_number", sa.String(40), nullable=False, index=True),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("pack", sa.String(20), nullable=False),
    sa.Column("answers", sa.Text, nullable=False),
    sa.Column("per_question", sa.Text, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("level", sa.String(40), nullable=False),
    sa.Column("marks", sa.Text, nullable=False),
    sa.Column("assessed_at", UtcDateTime, nullable=False),
    sa.Column("valid_until", sa.Date, nullable=False),
    sa.Column("document_number", sa.String(40), nullable=False),
    # one row is replaced once at most, so the history of a client is a line and not a tree
    sa.Column("replaces", sa.String(32), sa.ForeignKey("assessment.id"), nullable=True, unique=True),
    sa.Index("ix_assessment_valid_until", "valid_until", "client_id", "id"),
)


def add(connection: sa.Connection, value: Assessment) -> None:
    """Add a signed assessment; the caller's transaction carries it.

    Refused: ``suitability.not_the_latest`` when ``replaces`` is not the client's latest one of the same pack (None:
    there is none yet), so that of two made at the same time the second is made anew.
    """
    current = latest(connection, value.client_id, value.pack)
    if value.replaces != (current.id if current is not None else None):
        raise Refused("suitability.not_the_latest")
    connection.execute(
        assessment.insert().values(
            id=value.id,
            client_id=value.client_id,
            case_number=value.case_number,
            policy_version=value.policy_version,
            pack=value.pack,
            answers=canonical_json(value.answers),
            per_question=canonical_json(dict(value.per_question)),
            total=value.total,
            level=value.level,
            marks=canonical_json(value.marks),
            assessed_at=value.assessed_at,
            valid_until=value.valid_until,
            document_number=value.document_number,
            replaces=value.replaces,
        )
    )


def latest(connection: sa.Connection, client_id: str, pack: str = FOUR_LEVELS) -> Assessment | None:
    """The client's assessment of a pack that no other replaces, None when there is none; valid or not.

    See ``is_valid`` for whether it still holds.
    """
    found = [one for one in history(connection, client_id) if one.pack == pack]
    return found[-1] if found else None


def history(connection: sa.Connection, client_id: str) -> tuple[Assessment, ...]:
    """All assessments of a client, each after the one it replaces; by sequence of replacing, not by the clock."""
    rows = connection.execute(assessment.select().where(assessment.c.client_id == client_id)).mappings()
    found = sorted((_value(row) for row in rows), key=lambda value: (value.assessed_at, value.id))
    return _in_line(found)


def marked(connection: sa.Connection, since: date, limit: int = 500) -> tuple[Assessment, ...]:
    """Assessments that bear a mark, made on ``since`` (branch day) or later, the latest first."""
    first = datetime.combine(since, time(), BRANCH_ZONE)
    query = assessment.select().where(assessment.c.marks != "[]", assessment.c.assessed_at >= first)
    rows = connection.execute(query.order_by(assessment.c.assessed_at.desc(), assessment.c.id).limit(limit)).mappings()
    return tuple(_value(row) for row in rows)


def _in_line(found: list[Assessment]) -> tuple[Assessment, ...]:
    """Put each after what it replaces: a clock that was set back must not bring an old result to the front."""
    after = {value.replaces: value for value in found if value.replaces is not None}
    line: list[Assessment] = []
    for value in found:
        if value.replaces is None:
            step: Assessment | None = value
            while step is not None:
                line.append(step)
                step = after.get(step.id)
    return tuple(line)


def _value(row: Any) -> Assessment:
    return Assessment(
        id=row["id"],
        client_id=row["client_id"],
        case_number=row["case_number"],
        policy_version=row["policy_version"],
        pack=row["pack"],
        answers={int(number): tuple(letters) for number, letters in json.loads(row["answers"]).items()},
        per_question={int(number): points for number, points in json.loads(row["per_question"]).items()},
        total=row["total"],
        level=row["level"],
        marks=tuple(json.loads(row["marks"])),
        assessed_at=row["assessed_at"],
        valid_until=row["valid_until"],
        document_number=row["document_number"],
        replaces=row["replaces"],
    )
