"""Rows of messages, each change of one, who wants no advertising, and which program sends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.messages.domain import MOVES, Message, MessageState, Step, check_move
from app.policy.messages import MessageKind
from app.storage.changes import tell
from app.storage.db import UtcDateTime, Writing, metadata
from app.storage.fields import Sealed, findable

TOPIC = "messages"
"""Told whenever a message changes."""

message = sa.Table(
    "message",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), index=True, comment="empty: no client yet"),
    sa.Column("case_number", sa.String(40), nullable=False, index=True),
    # compared by its whole value: how many went to it today
    sa.Column("mobile", findable("message.mobile"), nullable=False, index=True),
    sa.Column("text", Sealed("message.text"), nullable=False),
    sa.Column("parts", sa.Integer, nullable=False),
    sa.Column("policy_version", sa.String(40), nullable=False),
    sa.Column("once", sa.String(120), nullable=False, unique=True, comment="what it was queued for"),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(80), nullable=False, comment="a code"),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("gateway", sa.String(80), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False, index=True),
    sa.Column("created_by", sa.String(32), nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
    sa.Column("sent_on", UtcDateTime, nullable=True, comment="when it was last handed over"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint(
        "state IN ('queued', 'sending', 'unclear', 'sent', 'delivered', 'failed', 'cancelled', 'given-up')",
        name="state",
    ),
    sa.Index("ix_message_state_next_at", "state", "next_at"),
)

message_step = sa.Table(
    "message_step",
    metadata,
    sa.Column("message_id", sa.String(32), sa.ForeignKey("message.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("by_name", sa.String(100), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("reason", sa.String(80), nullable=False),
    sa.Column("note", Sealed("message_step.note"), nullable=False),
)

message_wish = sa.Table(
    "message_wish",
    metadata,
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("advertising", sa.Boolean, nullable=False, comment="whether advertising may be sent"),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(32), nullable=False),
    sa.Column("why", sa.String(200), nullable=False),
)

message_turn = sa.Table(
    "message_turn",
    metadata,
    sa.Column("what", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("owner", sa.String(80), nullable=False, comment="the program that sends"),
    sa.Column("until", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("message_step", "message_wish")

_PLAIN = (
    "id", "case_number", "mobile", "text", "parts", "policy_version", "once", "reason", "attempt", "asked", "gateway",
    "created_at", "created_by", "changed_at", "next_at", "until", "sent_on", "version",
)  # fmt: skip
_MOVING = ("reason", "attempt", "asked", "gateway", "changed_at", "next_at", "until", "sent_on")
SENDER = 1
"""The one turn there is."""


def _message(row: Any) -> Message:
    return Message(
        **{name: getattr(row, name) for name in _PLAIN}, kind=MessageKind(row.kind), state=MessageState(row.state),
        client_id=row.client_id or "",
    )  # fmt: skip


def add(conn: sa.Connection, made: Message, *, by_name: str) -> Message:
    """Enter a message with its first step; the one that is there already when the same was queued before."""
    there = by_once(conn, made.once)
    if there is not None:
        return there
    values = {name: getattr(made, name) for name in _PLAIN}
    values |= {"kind": made.kind.value, "state": made.state.value, "client_id": made.client_id or None}
    try:
        with conn.begin_nested():
            conn.execute(message.insert().values(values))
    except IntegrityError:
        raced = by_once(conn, made.once)
        if raced is None:
            raise
        return raced
    _note(conn, made, by=made.created_by, by_name=by_name, note="")
    tell(conn, TOPIC)
    return made


def by_once(conn: sa.Connection, once: str) -> Message | None:
    """The message that was queued for this, if any."""
    row = conn.execute(sa.select(message).where(message.c.once == once)).one_or_none()
    return None if row is None else _message(row)


def by_id(conn: sa.Connection, message_id: str, *, lock: bool = False) -> Message:
    """One message; ``lock``: nobody else changes it until the transaction ends. Refused: ``messages.unknown``."""
    query = sa.select(message).where(message.c.id == message_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise Refused("messages.unknown")
    return _message(row)


def change(tx: Writing, before: Message, after: Message, *, note: str = "") -> Message:
    """Let a message go on, with a step that is kept; gives it with its new version. The caller audits.

    Refused: what ``check_move`` refuses when the state changes, ``messages.changed_meanwhile``.
    """
    if after.state is not before.state:
        check_move(before, after.state)
    made = replace(after, version=before.version + 1, changed_at=tx.at)
    values = {name: getattr(made, name) for name in _MOVING} | {"state": made.state.value, "version": made.version}
    row = message.update().where(message.c.id == before.id, message.c.version == before.version)
    if tx.conn.execute(row.values(values)).rowcount != 1:
        raise Refused("messages.changed_meanwhile")
    _note(tx.conn, made, by=tx.actor.staff_id, by_name=tx.actor.name, note=note)
    tell(tx.conn, TOPIC)
    return made


def look_again(conn: sa.Connection, before: Message, then: datetime) -> None:
    """Look at a message again at ``then``; nothing about it has changed, so it keeps its version."""
    c = message.c
    conn.execute(message.update().where(c.id == before.id, c.version == before.version).values(next_at=then))


def _note(conn: sa.Connection, made: Message, *, by: str, by_name: str, note: str) -> None:
    conn.execute(
        message_step.insert().values(
            message_id=made.id, version=made.version, at=made.changed_at, by=by, by_name=by_name,
            state=made.state.value, reason=made.reason, note=note,
        )
    )  # fmt: skip


def steps(conn: sa.Connection, message_id: str) -> tuple[Step, ...]:
    """Every change of a message, in order."""
    c = message_step.c
    rows = conn.execute(sa.select(message_step).where(c.message_id == message_id).order_by(c.version))
    return tuple(
        Step(row.version, row.at, row.by, row.by_name, MessageState(row.state), row.reason, row.note) for row in rows
    )


def due(conn: sa.Connection, state: MessageState, now: datetime, limit: int = 100) -> tuple[Message, ...]:
    """Messages of a state whose moment has come, those that wait longest first."""
    c = message.c
    query = sa.select(message).where(c.state == state.value, c.next_at <= now).order_by(c.next_at, c.id).limit(limit)
    return tuple(map(_message, conn.execute(query)))


def due_count(conn: sa.Connection, now: datetime) -> int:
    """How many messages wait to be sent whose moment has come."""
    c = message.c
    query = sa.select(sa.func.count()).where(c.state == MessageState.QUEUED.value, c.next_at <= now)
    return int(conn.execute(query).scalar_one())


def next_due(conn: sa.Connection) -> datetime | None:
    """When there is next something to send, or to ask after; None when nothing waits."""
    waiting = (MessageState.QUEUED.value, MessageState.SENDING.value)
    found: datetime | None = conn.execute(
        sa.select(sa.func.min(message.c.next_at)).where(message.c.state.in_(waiting))
    ).scalar_one()
    return found


def sent_to(conn: sa.Connection, mobile: str, since: datetime) -> int:
    """How many messages were handed over to this number from ``since`` on."""
    c = message.c
    query = sa.select(sa.func.count()).where(c.mobile == mobile, c.sent_on >= since)
    return int(conn.execute(query).scalar_one())


def listed(
    conn: sa.Connection, *, states: Collection[MessageState] = (), kind: MessageKind | None = None,
    client_id: str = "", since: datetime | None = None, limit: int = 500,
) -> tuple[Message, ...]:  # fmt: skip
    """Messages by these conditions, the newest first; no condition: all."""
    c = message.c
    query = sa.select(message)
    if states:
        query = query.where(c.state.in_(sorted(state.value for state in states)))
    if kind is not None:
        query = query.where(c.kind == kind.value)
    if client_id:
        query = query.where(c.client_id == client_id)
    if since is not None:
        query = query.where(c.created_at >= since)
    return tuple(map(_message, conn.execute(query.order_by(c.created_at.desc(), c.id.desc()).limit(limit))))


def counts(conn: sa.Connection) -> dict[MessageState, int]:
    """How many messages there are in each state."""
    query = sa.select(message.c.state, sa.func.count()).group_by(message.c.state)
    return {MessageState(state): count for state, count in conn.execute(query)}


def wants_advertising(conn: sa.Connection, client_id: str) -> bool:
    """Whether advertising may be sent to a client: yes until the client says no."""
    c = message_wish.c
    query = sa.select(c.advertising).where(c.client_id == client_id).order_by(c.sequence.desc()).limit(1)
    found = conn.execute(query).scalar_one_or_none()
    return found is None or bool(found)


def wish(tx: Writing, client_id: str, *, advertising: bool, why: str) -> bool:
    """Keep what a client wants of advertising; False when it is so already. The caller audits.

    Refused: ``messages.changed_meanwhile`` when another counter did so at the same moment.
    """
    if wants_advertising(tx.conn, client_id) == advertising:
        return False
    c = message_wish.c
    last = tx.conn.execute(sa.select(sa.func.max(c.sequence)).where(c.client_id == client_id)).scalar_one()
    row = {"client_id": client_id, "sequence": (last or 0) + 1, "advertising": advertising}
    try:
        tx.conn.execute(message_wish.insert().values(**row, at=tx.at, by=tx.actor.staff_id, why=why))
    except IntegrityError as race:
        raise Refused("messages.changed_meanwhile") from race
    return True


def take_turn(conn: sa.Connection, owner: str, at: datetime, length: timedelta) -> bool:
    """Let ``owner`` send until ``at + length``, unless another program has the turn still."""
    c = message_turn.c
    turn = {"owner": owner, "until": at + length}
    free = sa.or_(c.until <= at, c.owner == owner)
    if conn.execute(message_turn.update().where(c.what == SENDER, free).values(turn)).rowcount:
        return True
    if conn.execute(sa.select(c.what).where(c.what == SENDER)).first() is not None:
        return False
    try:
        with conn.begin_nested():
            conn.execute(message_turn.insert().values(what=SENDER, **turn))
    except IntegrityError:
        return False  # another program was faster, at the very first time
    return True


def end_turn(conn: sa.Connection, owner: str, at: datetime) -> None:
    """Give the turn back."""
    conn.execute(
        message_turn.update().where(message_turn.c.what == SENDER, message_turn.c.owner == owner).values(until=at)
    )


def erase_ended(conn: sa.Connection, client_id: str) -> int:
    """Number and text of a client's messages that are over go with the destroyed dossier; how many (AR-4).

    That there was one, of which kind, when and what became of it stays.
    """
    c = message.c
    over = [state.value for state in MessageState if not MOVES.get(state)]
    mine = (c.client_id == client_id, c.state.in_([*over, MessageState.SENT.value]), c.text != "")
    return conn.execute(message.update().where(*mine).values(mobile="", text="")).rowcount
