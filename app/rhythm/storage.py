"""Reading who is large and whose day comes, out of other capabilities' rows; kept here is only which day is done."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa

from app.bookings.storage import booking
from app.clients.storage import client
from app.common.clock import branch_day
from app.contacts.domain import Outcome
from app.contacts.storage import contact
from app.custody.storage import fund_account
from app.policy.values import LargeRule
from app.rhythm.domain import LargeClient
from app.snapshots.storage import CURRENT, account_state, trading_snapshot
from app.storage.db import UtcDateTime, metadata
from app.suitability.storage import assessment

rhythm_day = sa.Table(
    "rhythm_day",
    metadata,
    # the key: a day is prepared once, whoever begins it
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("visits", sa.Integer, nullable=False),
    sa.Column("reminders", sa.Integer, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("rhythm_day",)

_MANY = 500


def large(conn: sa.Connection, rule: LargeRule, *, limit: int = 5000) -> tuple[LargeClient, ...]:
    """Clients whose open fund accounts reach the rule's figures, the greatest assets first."""
    assets = sa.func.sum(sa.cast(account_state.c.assets, sa.Numeric(20, 2)))
    turnover = sa.func.max(sa.cast(account_state.c.turnover, sa.Numeric(20, 8)))
    active = sa.and_(turnover >= float(rule.turnover), assets >= float(rule.active_assets))
    joined = account_state.join(
        trading_snapshot,
        sa.and_(account_state.c.snapshot_id == trading_snapshot.c.id, trading_snapshot.c.state == CURRENT),
    ).join(fund_account, fund_account.c.number == account_state.c.fund_account)
    sums = (
        sa.select(fund_account.c.client_id, assets.label("assets"), turnover.label("turnover"))
        .select_from(joined)
        .where(fund_account.c.state == "open")
        .group_by(fund_account.c.client_id)
        .having(sa.or_(assets >= float(rule.assets), active))
        .order_by(assets.desc(), fund_account.c.client_id)
        .limit(limit)
    )
    found = {row.client_id: (Decimal(str(row.assets)), Decimal(str(row.turnover))) for row in conn.execute(sums)}
    reached = _last_contacts(conn, list(found))
    return tuple(_named(conn, found, reached))


def _named(
    conn: sa.Connection, found: dict[str, tuple[Decimal, Decimal]], reached: dict[str, date]
) -> list[LargeClient]:
    ids, rows = list(found), {}
    for start in range(0, len(ids), _MANY):
        c = client.c
        query = sa.select(c.id, c.number, c.name, c.opened_on, c.created_at)
        for row in conn.execute(query.where(c.id.in_(ids[start : start + _MANY]))):
            rows[row.id] = row
    return [
        LargeClient(
            one, rows[one].number, rows[one].name, assets.quantize(Decimal("0.01")),
            turnover.quantize(Decimal("0.01")), rows[one].opened_on or branch_day(rows[one].created_at),
            reached.get(one),
        )
        for one, (assets, turnover) in found.items()
    ]  # fmt: skip


def _last_contacts(conn: sa.Connection, ids: Sequence[str]) -> dict[str, date]:
    c, found = contact.c, {}
    for start in range(0, len(ids), _MANY):
        query = sa.select(c.client_id, sa.func.max(c.on)).where(
            c.client_id.in_(ids[start : start + _MANY]), c.outcome == Outcome.REACHED.value
        )
        found.update({row[0]: row[1] for row in conn.execute(query.group_by(c.client_id))})
    return found


def papers_ending(conn: sa.Connection, first: date, last: date) -> tuple[tuple[str, date], ...]:
    """Clients with an open fund account whose identity paper ends between these days, included, and when."""
    c = client.c
    query = sa.select(c.id, c.paper_until).where(c.paper_until >= first, c.paper_until <= last, _stays())
    return tuple((row.id, row.paper_until) for row in conn.execute(query.order_by(c.paper_until, c.id)))


def assessments_ending(conn: sa.Connection, first: date, last: date) -> tuple[tuple[str, date], ...]:
    """Clients with an open fund account whose latest assessment of risk ends between these days, and when."""
    c, newer = assessment.c, assessment.alias("newer")
    later = sa.exists().where(newer.c.client_id == c.client_id, newer.c.assessed_at > c.assessed_at)
    query = sa.select(c.client_id, sa.func.max(c.valid_until)).join(client, client.c.id == c.client_id)
    query = query.where(c.valid_until >= first, c.valid_until <= last, ~later, _stays()).group_by(c.client_id)
    return tuple((client_id, until) for client_id, until in conn.execute(query.order_by(c.client_id)))


def visits_booked(conn: sa.Connection, begin: datetime, end: datetime) -> tuple[sa.Row[tuple[str, ...]], ...]:
    """Bookings that stand, planned between these moments: id, name, mobile, moment, business."""
    c = booking.c
    query = sa.select(c.id, c.name, c.mobile, c.planned_at, c.business)
    query = query.where(c.state == "booked", c.planned_at >= begin, c.planned_at < end)
    return tuple(conn.execute(query.order_by(c.planned_at, c.id)))


def _stays() -> sa.ColumnElement[bool]:
    return sa.exists().where(fund_account.c.client_id == client.c.id, fund_account.c.state == "open")


def is_prepared(conn: sa.Connection, day: date) -> bool:
    """Whether this day has been prepared."""
    return conn.execute(sa.select(rhythm_day.c.day).where(rhythm_day.c.day == day)).first() is not None


def lock(conn: sa.Connection) -> None:
    """Let no other counter make visits until the transaction ends."""
    if conn.dialect.name == "postgresql":
        key = int.from_bytes(hashlib.sha256(b"guitai-rhythm").digest()[:8], signed=True)
        conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
    # on SQLite BEGIN IMMEDIATE has the only write lock already


def begin_day(conn: sa.Connection, day: date, at: datetime, visits: int, reminders: int) -> None:
    """Note that a day is prepared; under :func:`lock`, when ``is_prepared`` says that it is not."""
    row = {"day": day, "at": at, "visits": visits, "reminders": reminders}
    conn.execute(rhythm_day.insert().values(**row))
