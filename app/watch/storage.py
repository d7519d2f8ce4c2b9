"""Rows of looks at clients, of notices, and of what compliance wrote on them. All of them stay."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.policy.values import WatchRule
from app.storage.changes import tell
from app.storage.db import UtcDateTime, Writing, metadata
from app.watch.domain import AGAIN, LookKind, Notice, NoticeKind, Review

TOPIC = "watch"
NOTE_LIMIT = 500

client_look = sa.Table(
    "client_look",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("station", sa.String(40), nullable=False),
    sa.Column("why", sa.String(200), nullable=False, comment="the reason of an unmasking; empty else"),
    sa.Column("what", sa.String(40), nullable=False, comment="the field of an unmasking; empty else"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Index("ix_client_look_who", "staff_id", "kind", "at"),
    sa.Index("ix_client_look_kind_at", "kind", "at", "staff_id"),
    sa.CheckConstraint("kind <> 'unmasked' OR (why <> '' AND what <> '')", name="unmasking_says_why"),
)

watch_notice = sa.Table(
    "watch_notice",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False, comment="what is done up to then counts with it"),
    sa.Column("count", sa.Integer, nullable=False, comment="when it was noticed"),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.UniqueConstraint("id", "staff_id"),
)

watch_review = sa.Table(
    "watch_review",
    metadata,
    sa.Column("notice_id", sa.String(32), primary_key=True),
    sa.Column("staff_id", sa.String(32), nullable=False),
    sa.Column("by", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("note", sa.String(NOTE_LIMIT), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.ForeignKeyConstraint(
        ["notice_id", "staff_id"], ["watch_notice.id", "watch_notice.staff_id"], name="fk_watch_review_notice"
    ),
    sa.CheckConstraint('"by" <> staff_id', name="not_ones_own"),
    sa.CheckConstraint("note <> ''", name="says_what"),
)

APPEND_ONLY: tuple[str, ...] = ("client_look", "watch_notice", "watch_review")


def seen_lately(conn: sa.Connection, staff_id: str, client_id: str, at: datetime) -> bool:
    """Whether this person has opened this client a moment ago: it is not noted twice."""
    c = client_look.c
    query = sa.select(c.id).where(
        c.staff_id == staff_id, c.kind == LookKind.OPENED.value, c.at > at - AGAIN, c.client_id == client_id
    )
    return conn.execute(query.limit(1)).first() is not None


def note_opened(tx: Writing, client_id: str, rule: WatchRule) -> None:
    """Note that a client was opened; too many different ones in ``rule.minutes`` are a notice."""
    _look(tx, LookKind.OPENED, client_id)
    since = tx.at - timedelta(minutes=rule.minutes)
    found = _clients(tx.conn, tx.actor.staff_id, since, tx.at)
    if found >= rule.clients:
        _notice(tx, NoticeKind.MANY_CLIENTS, since, tx.at + timedelta(minutes=rule.minutes), found)


def note_unmasked(tx: Writing, client_id: str, what: str, why: str, rule: WatchRule) -> None:
    """Note that a number was shown in full; too many in a day are a notice."""
    _look(tx, LookKind.UNMASKED, client_id, what, why)
    day = branch_day(tx.at)
    since = datetime.combine(day, time(0), BRANCH_ZONE)
    found = _unmaskings(tx.conn, tx.actor.staff_id, since, tx.at)
    if found >= rule.unmaskings:
        _notice(tx, NoticeKind.MANY_UNMASKINGS, since, since + timedelta(days=1), found)


def note_made_alone(tx: Writing) -> None:
    """Note that a user was made without a second person."""
    _notice(tx, NoticeKind.MADE_ALONE, tx.at, tx.at, 1)


def _look(tx: Writing, kind: LookKind, client_id: str, what: str = "", why: str = "") -> None:
    who = tx.actor
    tx.conn.execute(
        client_look.insert().values(
            id=new_id(), client_id=client_id, kind=kind.value, staff_id=who.staff_id, station=who.station, why=why,
            what=what, at=tx.at,
        )
    )  # fmt: skip


def _notice(tx: Writing, kind: NoticeKind, since: datetime, until: datetime, count: int) -> None:
    """One notice for what goes together: while it runs no second one is made of the same person."""
    c, staff_id = watch_notice.c, tx.actor.staff_id
    running = sa.select(c.id).where(c.staff_id == staff_id, c.kind == kind.value, c.until > tx.at)
    if tx.conn.execute(running).first() is not None:
        return
    made = new_id()
    tx.conn.execute(
        watch_notice.insert().values(
            id=made, kind=kind.value, staff_id=staff_id, since=since, until=until, count=count, at=tx.at
        )
    )
    tell(tx.conn, TOPIC)
    tx.audit("watch.noticed", "staff", staff_id, after={"notice": made, "kind": kind, "count": count})


def _clients(conn: sa.Connection, staff_id: str, since: datetime, until: datetime) -> int:
    c = client_look.c
    query = sa.select(sa.func.count(sa.distinct(c.client_id))).where(
        c.staff_id == staff_id, c.kind == LookKind.OPENED.value, c.at >= since, c.at <= until
    )
    return int(conn.execute(query).scalar_one())


def _unmaskings(conn: sa.Connection, staff_id: str, since: datetime, until: datetime) -> int:
    c = client_look.c
    query = sa.select(sa.func.count()).where(
        c.staff_id == staff_id, c.kind == LookKind.UNMASKED.value, c.at >= since, c.at <= until
    )
    return int(conn.execute(query).scalar_one())


def notices(conn: sa.Connection, limit: int) -> tuple[Notice, ...]:
    """The newest notices, with what was written on them."""
    return tuple(_read(conn, row) for row in conn.execute(_query().limit(limit)).all())


def by_id(conn: sa.Connection, notice_id: str) -> Notice:
    """One notice. Refused: ``watch.unknown``."""
    row = conn.execute(_query().where(watch_notice.c.id == notice_id)).first()
    if row is None:
        raise Refused("watch.unknown")
    return _read(conn, row)


def review(conn: sa.Connection, notice: Notice, made: Review) -> None:
    """Write down what was found. Refused: ``watch.reviewed_already``."""
    values = {"by": made.by, "by_name": made.by_name, "note": made.note, "at": made.at}
    try:
        conn.execute(watch_review.insert().values(notice_id=notice.id, staff_id=notice.staff_id, **values))
    except IntegrityError as race:
        raise Refused("watch.reviewed_already") from race
    tell(conn, TOPIC)


def _query() -> sa.Select[Any]:
    r = watch_review.c
    return (
        sa.select(
            watch_notice, r.by, r.by_name, r.note, r.at.label("reviewed_at"),
        )
        .select_from(watch_notice.outerjoin(watch_review, r.notice_id == watch_notice.c.id))
        .order_by(watch_notice.c.at.desc(), watch_notice.c.id)
    )  # fmt: skip


def _read(conn: sa.Connection, row: Any) -> Notice:
    kind = NoticeKind(row.kind)
    count = row._mapping["count"]
    if kind is NoticeKind.MANY_CLIENTS:
        count = _clients(conn, row.staff_id, row.since, row.until)
    elif kind is NoticeKind.MANY_UNMASKINGS:
        count = _unmaskings(conn, row.staff_id, row.since, row.until)
    found = None if row.by is None else Review(row.by, row.by_name, row.reviewed_at, row.note)
    return Notice(row.id, kind, row.staff_id, row.since, row.at, count, found)
