"""Rows of signed 《客户信息保密承诺书》: who signed which version when; only ever added to (SE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

confidentiality_pledge = sa.Table(
    "confidentiality_pledge",
    metadata,
    # the key: each version once
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("form_version", sa.String(32), primary_key=True),
    sa.Column("document_number", sa.String(64), sa.ForeignKey("document.number"), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("station", sa.String(64), nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("confidentiality_pledge",)


@dataclass(frozen=True, slots=True)
class Pledge:
    """A signed pledge: by whom, which version of its text, when, as which document."""

    staff_id: str
    form_version: str
    document_number: str
    at: datetime
    station: str


def add(conn: sa.Connection, pledge: Pledge) -> None:
    """Enter a signed pledge. Refused: ``dossier.pledged_already``."""
    try:
        conn.execute(confidentiality_pledge.insert().values({name: getattr(pledge, name) for name in Pledge.__slots__}))
    except IntegrityError as race:
        raise Refused("dossier.pledged_already") from race


def of_staff(conn: sa.Connection, staff_id: str = "") -> tuple[Pledge, ...]:
    """Pledges in the order of signing; of one member of staff."""
    c = confidentiality_pledge.c
    query = sa.select(*(c[name] for name in Pledge.__slots__)).order_by(c.at, c.document_number)
    if staff_id:
        query = query.where(c.staff_id == staff_id)
    return tuple(Pledge(*row) for row in conn.execute(query))
