"""Rows of hand-over lists and certificate reminders: only ever added to."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.marketing.domain import ClientHandOver, HandOverEnd, HandOverLine, HandOverState
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

client_handover = sa.Table(
    "client_handover",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("leaver_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("leaver_number", sa.String(32), nullable=False),
    sa.Column("leaver_name", sa.String(100), nullable=False),
    sa.Column("leaver_post", sa.String(100), nullable=False),
    sa.Column("on", sa.Date, nullable=False, comment="the first day without work"),
    sa.Column("absence", Sealed("client_handover.absence"), nullable=False),
    sa.Column("rest_to", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("made_by_name", sa.String(100), nullable=False),
    sa.Column("made_by_number", sa.String(32), nullable=False),
)

client_handover_line = sa.Table(
    "client_handover_line",
    metadata,
    sa.Column("number", sa.String(32), sa.ForeignKey("client_handover.number"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("client_number", sa.String(32), nullable=False),
    sa.Column("client_name", sa.String(200), nullable=False),
    sa.Column("fund_account", sa.String(32), nullable=False),
    sa.Column("receiver_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("receiver_number", sa.String(32), nullable=False),
    sa.Column("receiver_name", sa.String(100), nullable=False),
    sa.UniqueConstraint("number", "client_id"),
)

client_handover_end = sa.Table(
    "client_handover_end",
    metadata,
    # the key: once only
    sa.Column("number", sa.String(32), sa.ForeignKey("client_handover.number"), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
    sa.CheckConstraint("(state = 'done') = (document_number <> '')", name="done_by_a_list"),
)

certificate_reminder = sa.Table(
    "certificate_reminder",
    metadata,
    # the key: one reminder for each end of a certificate
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), primary_key=True),
    sa.Column("until", sa.Date, primary_key=True),
    sa.Column("task_id", sa.String(32), sa.ForeignKey("task.id"), nullable=False, unique=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = (
    "client_handover", "client_handover_line", "client_handover_end", "certificate_reminder",
)  # fmt: skip

_HEAD = tuple(
    field.name for field in dataclasses.fields(ClientHandOver) if field.name not in ("lines", "end")
)  # fmt: skip
_LINE = tuple(field.name for field in dataclasses.fields(HandOverLine))
_END = tuple(field.name for field in dataclasses.fields(HandOverEnd))


def add(conn: sa.Connection, made: ClientHandOver) -> None:
    """Enter a list with its lines."""
    conn.execute(client_handover.insert().values({name: getattr(made, name) for name in _HEAD}))
    rows = [{"number": made.number, **{name: getattr(line, name) for name in _LINE}} for line in made.lines]
    conn.execute(client_handover_line.insert(), rows)


def finish(conn: sa.Connection, number: str, end: HandOverEnd) -> None:
    """Note how a list ended. Refused: ``marketing.not_open`` when it has ended."""
    values = {name: getattr(end, name) for name in _END}
    try:
        conn.execute(client_handover_end.insert().values(**{**values, "state": end.state.value}, number=number))
    except IntegrityError as race:
        raise Refused("marketing.not_open") from race


def by_number(conn: sa.Connection, number: str) -> ClientHandOver:
    """One list. Refused: ``marketing.unknown``."""
    found = _lists(conn, client_handover.c.number == number)
    if not found:
        raise Refused("marketing.unknown")
    return found[0]


def listed(conn: sa.Connection) -> tuple[ClientHandOver, ...]:
    """All lists, the latest first."""
    return _lists(conn, sa.true())


def of_leaver(conn: sa.Connection, staff_id: str) -> tuple[ClientHandOver, ...]:
    """The lists of a leaver, the latest first."""
    return _lists(conn, client_handover.c.leaver_id == staff_id)


def _lists(conn: sa.Connection, condition: sa.ColumnElement[bool]) -> tuple[ClientHandOver, ...]:
    heads = sa.select(*(client_handover.c[name] for name in _HEAD)).where(condition)
    rows = conn.execute(heads.order_by(client_handover.c.number.desc())).all()
    return tuple(_list(conn, row) for row in rows)


def _list(conn: sa.Connection, row: sa.Row[Any]) -> ClientHandOver:
    lines, ends = client_handover_line.c, client_handover_end.c
    number = row[0]
    found = conn.execute(
        sa.select(*(lines[name] for name in _LINE)).where(lines.number == number).order_by(lines.place)
    )
    ended = conn.execute(sa.select(*(ends[name] for name in _END)).where(ends.number == number)).first()
    end = None if ended is None else HandOverEnd(HandOverState(ended[0]), *ended[1:])
    made = tuple(HandOverLine(*line) for line in found)
    return ClientHandOver(**dict(zip(_HEAD, row, strict=True)), lines=made, end=end)


def remind(conn: sa.Connection, staff_id: str, until: date, task_id: str, at: object) -> None:
    """Note that a reminder was made. Refused: ``marketing.reminded`` when there is one."""
    try:
        conn.execute(certificate_reminder.insert().values(staff_id=staff_id, until=until, task_id=task_id, at=at))
    except IntegrityError as race:
        raise Refused("marketing.reminded") from race


def reminders(conn: sa.Connection, staff_ids: Sequence[str]) -> dict[tuple[str, date], str]:
    """The task of each reminder of these members, by member and the end of the certificate."""
    c = certificate_reminder.c
    rows = conn.execute(sa.select(c.staff_id, c.until, c.task_id).where(c.staff_id.in_(staff_ids)))
    return {(row.staff_id, row.until): row.task_id for row in rows}
