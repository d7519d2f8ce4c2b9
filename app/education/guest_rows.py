"""Rows of invitations and attendance, and what of them counts; all of it is only added to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.storage import client
from app.common.errors import Refused
from app.common.values import new_id
from app.education.domain import Arrival, Attendance, Attended, Invitation, InviteWay
from app.education.event_rows import education_event, events_where
from app.education.rows import who
from app.storage.db import metadata

education_invitation = sa.Table(
    "education_invitation",
    metadata,
    sa.Column("event_number", sa.String(32), sa.ForeignKey("education_event.number"), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("message_id", sa.String(32), nullable=False, comment="in the outbox; empty for calls"),
    *who(),
    sa.CheckConstraint("way IN ('message', 'call')", name="way"),
    sa.Index(None, "client_id"),
)

education_attendance = sa.Table(
    "education_attendance",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("event_number", sa.String(32), sa.ForeignKey("education_event.number"), nullable=False),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False),
    # entered again after it was taken back it has the next place; two at once cannot have one
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("arrival", sa.String(16), nullable=False),
    *who(),
    sa.UniqueConstraint("event_number", "client_id", "place"),
    sa.CheckConstraint("arrival IN ('found', 'card', 'sheet')", name="arrival"),
    sa.Index(None, "client_id"),
)

education_attendance_back = sa.Table(
    "education_attendance_back",
    metadata,
    sa.Column("attendance_id", sa.String(32), sa.ForeignKey("education_attendance.id"), primary_key=True),
    sa.Column("why", sa.String(400), nullable=False),
    *who(),
)


def invite(
    conn: sa.Connection, event_number: str, client_id: str, way: InviteWay, message_id: str, *, at: datetime, by: str,
    by_name: str,
) -> None:  # fmt: skip
    """Put somebody on the list. Refused: ``education.invited_already``."""
    values = {"event_number": event_number, "client_id": client_id, "way": way.value, "message_id": message_id}
    try:
        conn.execute(education_invitation.insert().values(**values, at=at, by=by, by_name=by_name))
    except IntegrityError as race:
        raise Refused("education.invited_already") from race


def invitations(conn: sa.Connection, event_number: str) -> tuple[Invitation, ...]:
    """Who was invited, by client number, with whether they came."""
    there = {one.client_id for one in attendances(conn, event_number) if not one.taken_back}
    query = (
        sa.select(education_invitation, client.c.number, client.c.name)
        .join(client)
        .where(education_invitation.c.event_number == event_number)
        .order_by(client.c.number)
    )
    return tuple(
        Invitation(row.client_id, row.number, row.name, InviteWay(row.way), row.at, row.by, row.by_name,
                   row.message_id, row.client_id in there)
        for row in conn.execute(query)
    )  # fmt: skip


def attend(
    conn: sa.Connection, event_number: str, client_id: str, arrival: Arrival, *, at: datetime, by: str, by_name: str
) -> str:
    """Enter that a client was there; gives the entry's id. Refused: ``education.attended_already``."""
    before = [one for one in attendances(conn, event_number) if one.client_id == client_id]
    if any(not one.taken_back for one in before):
        raise Refused("education.attended_already")
    made = new_id()
    values = {"id": made, "event_number": event_number, "client_id": client_id, "place": len(before) + 1}
    try:
        conn.execute(
            education_attendance.insert().values(**values, arrival=arrival.value, at=at, by=by, by_name=by_name)
        )
    except IntegrityError as race:
        raise Refused("education.attended_already") from race
    return made


def take_back(conn: sa.Connection, attendance_id: str, why: str, *, at: datetime, by: str, by_name: str) -> str:
    """An entry does not hold; gives its event. Refused: ``education.no_attendance``."""
    query = sa.select(education_attendance.c.event_number).where(education_attendance.c.id == attendance_id)
    event_number = conn.execute(query).scalar()
    if event_number is None:
        raise Refused("education.no_attendance")
    try:
        conn.execute(
            education_attendance_back.insert().values(
                attendance_id=attendance_id, why=why, at=at, by=by, by_name=by_name
            )
        )
    except IntegrityError as race:
        raise Refused("education.no_attendance") from race
    return str(event_number)


def attendances(conn: sa.Connection, event_number: str) -> tuple[Attendance, ...]:
    """Who was there, in the order of their coming; with those entries that were taken back."""
    row = education_attendance.c
    invited = education_invitation.c
    same = sa.and_(invited.event_number == row.event_number, invited.client_id == row.client_id)
    query = (
        sa.select(
            education_attendance, client.c.number, client.c.name, education_attendance_back.c.why,
            invited.client_id.label("invited_id"),
        )
        .select_from(
            education_attendance.join(client, client.c.id == row.client_id)
            .outerjoin(education_attendance_back, education_attendance_back.c.attendance_id == row.id)
            .outerjoin(education_invitation, same)
        )
        .where(row.event_number == event_number)
        .order_by(row.id)
    )  # fmt: skip
    return tuple(
        Attendance(one.id, one.event_number, one.client_id, one.number, one.name, Arrival(one.arrival), one.at, one.by,
                   one.by_name, one.invited_id is not None, one.why or "")
        for one in conn.execute(query)
    )  # fmt: skip


def of_client(conn: sa.Connection, client_id: str) -> tuple[Attended, ...]:
    """Events that a client was invited to or was at, the latest day first. For the client's history."""
    invited = set(
        conn.execute(
            sa.select(education_invitation.c.event_number).where(education_invitation.c.client_id == client_id)
        ).scalars()
    )
    there = sa.select(education_attendance.c.event_number).outerjoin(education_attendance_back).where(
        education_attendance.c.client_id == client_id, education_attendance_back.c.attendance_id.is_(None)
    )  # fmt: skip
    came = set(conn.execute(there).scalars())
    found = events_where(conn, education_event.c.number.in_(sorted(invited | came)))
    return tuple(
        Attended(one.number, one.title, one.on, one.state, one.number in invited, one.number in came) for one in found
    )


def counts(conn: sa.Connection, numbers: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many were invited and how many came, by event."""
    made = dict.fromkeys(numbers, (0, 0))
    invited = education_invitation.c
    query = sa.select(invited.event_number, sa.func.count()).where(invited.event_number.in_(list(numbers)))
    for number, count in conn.execute(query.group_by(invited.event_number)):
        made[number] = (count, 0)
    there = education_attendance.c
    came = (
        sa.select(there.event_number, sa.func.count())
        .select_from(education_attendance.outerjoin(education_attendance_back))
        .where(there.event_number.in_(list(numbers)), education_attendance_back.c.attendance_id.is_(None))
    )
    for number, count in conn.execute(came.group_by(there.event_number)):
        made[number] = (made[number][0], count)
    return made
