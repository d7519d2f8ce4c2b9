"""Who stands in which level at the end of a day, from assessments that are never changed (RA-7).

An assessment counts from the moment its signed form was archived, so that the table of a past day never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.archive.storage import document
from app.clients.storage import client
from app.custody.storage import custody_tie, fund_account
from app.suitability.storage import assessment

_PIECE = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """One client with the assessment in force at the end of the day; None in all of its fields when there is none."""

    number: str
    name: str
    fund_account: str
    opened_on: date | None
    level: str | None
    total: int | None
    valid_until: date | None
    assessed_at: datetime | None
    recorded_at: datetime | None
    before: str | None


def rows(conn: sa.Connection, pack: str, until: datetime) -> Iterator[Row]:
    """Every client registered before ``until`` who had not left by then, by number, with the level of a pack."""
    own = _recorded("own")
    later = _recorded("later")
    replaced = sa.exists().where(later.c.replaces == own.c.id, later.c.recorded_at < until)
    in_force = sa.select(own).where(own.c.pack == pack, own.c.recorded_at < until, ~replaced).subquery()
    before = assessment.alias()
    query = (
        sa.select(
            client.c.number, client.c.name, client.c.fund_account, client.c.opened_on, in_force.c.level,
            in_force.c.total, in_force.c.valid_until, in_force.c.assessed_at, in_force.c.recorded_at,
            before.c.level.label("before"),
        )
        .select_from(
            client.outerjoin(in_force, in_force.c.client_id == client.c.id).outerjoin(
                before, before.c.id == in_force.c.replaces
            )
        )
        .where(client.c.created_at < until, ~_left(until))
        .order_by(client.c.number)
    )  # fmt: skip
    for piece in conn.execute(query).partitions(_PIECE):
        for row in piece:
            values: tuple[Any, ...] = tuple(row)
            yield Row(*values)


def _recorded(name: str) -> Any:
    """Assessments with the moment from which they count."""
    recorded = sa.func.coalesce(document.c.made_at, assessment.c.assessed_at).label("recorded_at")
    joined = assessment.outerjoin(document, document.c.number == assessment.c.document_number)
    return sa.select(assessment, recorded).select_from(joined).subquery(name)


def _left(until: datetime) -> sa.ColumnElement[bool]:
    """Whether a client has had fund accounts, and none of them was open any more at that moment."""
    had = sa.exists().where(fund_account.c.client_id == client.c.id)
    tied = sa.exists().where(custody_tie.c.fund_account_id == fund_account.c.id, custody_tie.c.ended_at >= until)
    still = sa.exists().where(fund_account.c.client_id == client.c.id, sa.or_(fund_account.c.state == "open", tied))
    return sa.and_(had, ~still)
