"""Whom an event can be offered to: clients by level and class, or those who left (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.classification.storage import client_class, latest_of
from app.clients.storage import client
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.values import mask_mobile
from app.custody.storage import fund_account
from app.education.domain import MOST_PEOPLE, Candidate, Former, Wanted
from app.education.storage import education_invitation
from app.transfer_out.storage import transfer_case

_LEFT = "carried-out"


def candidates(
    conn: sa.Connection, event_number: str, wanted: Wanted, today: date, former_years: int, opted_out: Collection[str]
) -> tuple[Candidate, ...]:
    """Clients who fit, by number, at most ``MOST_PEOPLE``. ``opted_out``: ids of those who want no messages at all."""
    columns = (client.c.id, client.c.number, client.c.name, client.c.mobile, client.c.level)
    left = _left(today, former_years)
    if wanted.former is Former.ONLY:
        query = sa.select(*columns, left.c.ended_at).join(left, left.c.client_id == client.c.id)
        query = query.where(~_present())
    else:
        query = sa.select(*columns, sa.null().label("ended_at")).where(_present())
    if wanted.levels:
        query = query.where(client.c.level.in_(wanted.levels))
    if wanted.classes:
        query = query.where(_in_class(wanted.classes))
    rows = conn.execute(query.order_by(client.c.number).limit(MOST_PEOPLE)).all()
    classes = latest_of(conn, [row.id for row in rows])
    invited = set(
        conn.execute(
            sa.select(education_invitation.c.client_id).where(education_invitation.c.event_number == event_number)
        ).scalars()
    )
    return tuple(
        Candidate(
            row.id, row.number, row.name, mask_mobile(row.mobile), row.level,
            classes[row.id].code if row.id in classes else "", branch_day(row.ended_at) if row.ended_at else None,
            row.id in invited, row.id in opted_out,
        )
        for row in rows
    )  # fmt: skip


def _left(today: date, years: int) -> sa.Subquery:
    """Clients whose transfer was carried out within so many years, and when last."""
    since = datetime.combine(today - timedelta(days=366 * years), time(), BRANCH_ZONE)
    case = transfer_case.c
    query = sa.select(case.client_id, sa.func.max(case.ended_at).label("ended_at")).where(
        case.status == _LEFT, case.ended_at >= since
    )
    return query.group_by(case.client_id).subquery()


def _present() -> sa.ColumnElement[bool]:
    """Whether the client has an open account that no transfer was carried out of.

    The fund account itself is closed later, when interest has been settled (TO-12): by then the client has long left.
    """
    account, case = fund_account.c, transfer_case.c
    left = sa.exists().where(case.fund_account == account.number, case.status == _LEFT)
    return sa.exists().where(account.client_id == client.c.id, account.state == "open", ~left)


def _in_class(codes: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether the class in force is one of these."""
    one, other = client_class.alias("one_class"), client_class.alias("other_class")
    newest = (
        sa.select(sa.func.max(other.c.sequence)).where(other.c.client_id == one.c.client_id).scalar_subquery()
    )  # fmt: skip
    return sa.exists().where(one.c.client_id == client.c.id, one.c.code.in_(list(codes)), one.c.sequence == newest)
