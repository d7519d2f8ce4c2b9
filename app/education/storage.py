"""Rows of material, events, invitations and attendance. A plan changes until its event ends; all else is added to."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients.storage import client
from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.values import new_id
from app.education.domain import (
    Approval,
    Arrival,
    Attendance,
    Attended,
    Event,
    EventEnd,
    EventState,
    Given,
    Invitation,
    InviteWay,
    Material,
    MonthFigures,
    Way,
    in_line,
)
from app.storage.db import UtcDateTime, metadata


def _who() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("by_name", sa.String(100), nullable=False),
    )


education_material = sa.Table(
    "education_material",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("topic", sa.String(32), nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("where", sa.String(200), nullable=False),
    sa.Column("file_name", sa.String(200), nullable=False),
    sa.Column("file_sha256", sa.String(64), nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("made_by_name", sa.String(100), nullable=False),
    sa.UniqueConstraint("number", "version"),
    sa.CheckConstraint("file_sha256 <> '' OR \"where\" <> ''", name="lies_somewhere"),
)

education_approval = sa.Table(
    "education_approval",
    metadata,
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id"), primary_key=True),
    *_who(),
)

education_given = sa.Table(
    "education_given",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), nullable=False, index=True),
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id"), nullable=False),
    sa.Column("way", sa.String(16), nullable=False),
    *_who(),
    sa.CheckConstraint("way IN ('counter', 'event', 'post', 'online')", name="way"),
    sa.Index(None, "at"),
)

education_event = sa.Table(
    "education_event",
    metadata,
    sa.Column("number", sa.String(32), primary_key=True),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("topic", sa.String(32), nullable=False),
    sa.Column("on", sa.Date, nullable=False, index=True),
    sa.Column("begins", sa.String(5), nullable=False, comment="HH:MM at the branch"),
    sa.Column("place", sa.String(200), nullable=False),
    sa.Column("speaker", sa.String(100), nullable=False),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("material_id", sa.String(32), sa.ForeignKey("education_material.id")),
    sa.Column("for_former", sa.Boolean, nullable=False, comment="for clients who left (TO-14)"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(32), nullable=False),
    sa.Column("made_by_name", sa.String(100), nullable=False),
    sa.CheckConstraint("capacity > 0", name="seats"),
)

education_event_end = sa.Table(
    "education_event_end",
    metadata,
    # the key: once only
    sa.Column("event_number", sa.String(32), sa.ForeignKey("education_event.number"), primary_key=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("walk_ins", sa.Integer, nullable=False),
    sa.Column("document_number", sa.String(64), nullable=False),
    sa.Column("words", sa.String(400), nullable=False),
    *_who(),
    sa.CheckConstraint("state IN ('held', 'cancelled')", name="state"),
    sa.CheckConstraint("walk_ins >= 0 AND (state = 'held' OR walk_ins = 0)", name="walk_ins"),
)

education_invitation = sa.Table(
    "education_invitation",
    metadata,
    sa.Column("event_number", sa.String(32), sa.ForeignKey("education_event.number"), primary_key=True),
    sa.Column("client_id", sa.String(32), sa.ForeignKey("client.id"), primary_key=True),
    sa.Column("way", sa.String(16), nullable=False),
    sa.Column("message_id", sa.String(32), nullable=False, comment="in the outbox; empty for calls"),
    *_who(),
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
    *_who(),
    sa.UniqueConstraint("event_number", "client_id", "place"),
    sa.CheckConstraint("arrival IN ('found', 'card', 'sheet')", name="arrival"),
    sa.Index(None, "client_id"),
)

education_attendance_back = sa.Table(
    "education_attendance_back",
    metadata,
    sa.Column("attendance_id", sa.String(32), sa.ForeignKey("education_attendance.id"), primary_key=True),
    sa.Column("why", sa.String(400), nullable=False),
    *_who(),
)

APPEND_ONLY: tuple[str, ...] = (
    "education_material", "education_approval", "education_given", "education_event_end", "education_invitation",
    "education_attendance", "education_attendance_back",
)  # fmt: skip

_MATERIAL = (
    "id", "number", "version", "title", "kind", "topic", "valid_from", "where", "file_name", "file_sha256", "made_at",
    "made_by", "made_by_name",
)  # fmt: skip
_EVENT = (
    "number", "title", "topic", "on", "place", "speaker", "capacity", "for_former", "version", "made_at", "made_by",
    "made_by_name",
)  # fmt: skip


# material


def add_material(conn: sa.Connection, made: Material) -> None:
    """Enter a version. Refused: ``education.changed_elsewhere`` when another counter made the same version."""
    try:
        conn.execute(education_material.insert().values({name: getattr(made, name) for name in _MATERIAL}))
    except IntegrityError as race:
        raise Refused("education.changed_elsewhere") from race


def approve(conn: sa.Connection, material_id: str, approval: Approval) -> None:
    """Approve a version. Refused: ``education.approved_already``."""
    values = {"material_id": material_id, "at": approval.at, "by": approval.by, "by_name": approval.by_name}
    try:
        conn.execute(education_approval.insert().values(values))
    except IntegrityError as race:
        raise Refused("education.approved_already") from race


def materials(conn: sa.Connection, number: str = "") -> tuple[Material, ...]:
    """Every version of every material (or of one), by number and version."""
    approval = education_approval.c
    query = sa.select(
        education_material, approval.at.label("approved_at"), approval.by.label("approved_by"),
        approval.by_name.label("approved_by_name"),
    ).select_from(education_material.outerjoin(education_approval))  # fmt: skip
    if number:
        query = query.where(education_material.c.number == number)
    found: dict[str, list[Material]] = {}
    for row in conn.execute(query.order_by(education_material.c.number, education_material.c.version)).mappings():
        said = None
        if row["approved_by"] is not None:
            said = Approval(row["approved_by"], row["approved_by_name"], row["approved_at"])
        one = Material(**{name: row[name] for name in _MATERIAL}, approval=said)
        found.setdefault(one.number, []).append(one)
    return tuple(one for versions in found.values() for one in in_line(versions))


def material_by_id(conn: sa.Connection, material_id: str) -> Material:
    """One version. Refused: ``education.no_material``."""
    query = sa.select(education_material.c.number).where(education_material.c.id == material_id)
    number = conn.execute(query).scalar()
    if number is None:
        raise Refused("education.no_material")
    return next(one for one in materials(conn, number) if one.id == material_id)


def give(
    conn: sa.Connection, client_id: str, material_id: str, way: Way, *, at: datetime, by: str, by_name: str
) -> None:  # fmt: skip
    """Note that a client was given this version."""
    values = {"id": new_id(), "client_id": client_id, "material_id": material_id, "way": way.value}
    conn.execute(education_given.insert().values(**values, at=at, by=by, by_name=by_name))


def given_to(conn: sa.Connection, client_id: str) -> tuple[Given, ...]:
    """What a client was given, the latest first."""
    query = (
        sa.select(
            education_given, education_material.c.number, education_material.c.version, education_material.c.title
        )
        .join(education_material)
        .where(education_given.c.client_id == client_id)
        .order_by(education_given.c.id.desc())
    )
    return tuple(
        Given(row.client_id, row.number, row.version, row.title, Way(row.way), row.at, row.by, row.by_name)
        for row in conn.execute(query)
    )


# events


def add_event(conn: sa.Connection, event: Event) -> None:
    """Enter a planned event."""
    conn.execute(education_event.insert().values(**_event_values(event)))


def change_event(conn: sa.Connection, event: Event, seen_version: int) -> None:
    """Change the plan. Refused: ``education.changed_elsewhere``."""
    values = _event_values(event)
    number = values.pop("number")
    same = (education_event.c.number == number, education_event.c.version == seen_version)
    if conn.execute(education_event.update().where(*same).values(**values)).rowcount != 1:
        raise Refused("education.changed_elsewhere")


def _event_values(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in _EVENT}
    if event.version > 1:  # who made it, and when, stays
        values = {name: value for name, value in values.items() if not name.startswith("made_")}
    return values | {"begins": f"{event.at:%H:%M}", "material_id": event.material_id or None}


def end_event(conn: sa.Connection, event: Event, end: EventEnd) -> None:
    """An event was held or is cancelled. Refused: ``education.ended``, ``education.changed_elsewhere``."""
    values = {field.name: getattr(end, field.name) for field in dataclasses.fields(EventEnd)}
    # its row is touched too, so that who changes the plan at this moment is told
    row = education_event.update().where(
        education_event.c.number == event.number, education_event.c.version == event.version
    )
    if conn.execute(row.values(version=event.version + 1)).rowcount != 1:
        raise Refused("education.changed_elsewhere")
    try:
        conn.execute(
            education_event_end.insert().values(**{**values, "state": end.state.value}, event_number=event.number)
        )
    except IntegrityError as race:
        raise Refused("education.ended") from race


def events(conn: sa.Connection, first: date | None = None, last: date | None = None) -> tuple[Event, ...]:
    """Events of the days from ``first`` to ``last`` (all when None), the latest first."""
    conditions = []
    if first is not None:
        conditions.append(education_event.c.on >= first)
    if last is not None:
        conditions.append(education_event.c.on <= last)
    return _events(conn, *conditions)


def event_by_number(conn: sa.Connection, number: str) -> Event:
    """One event. Refused: ``education.no_event``."""
    found = _events(conn, education_event.c.number == number)
    if not found:
        raise Refused("education.no_event")
    return found[0]


def _events(conn: sa.Connection, *conditions: sa.ColumnElement[bool]) -> tuple[Event, ...]:
    end = education_event_end.c
    ends = (end.state, end.at, end.by, end.by_name, end.walk_ins, end.document_number, end.words)
    query = (
        sa.select(education_event, *(column.label(f"end_{column.name}") for column in ends))
        .select_from(education_event.outerjoin(education_event_end))
        .where(*conditions)
        .order_by(education_event.c.on.desc(), education_event.c.number.desc())
    )
    return tuple(_event(row) for row in conn.execute(query).mappings())


def _event(row: Mapping[Any, Any]) -> Event:
    end = None
    if row["end_state"] is not None:
        end = EventEnd(
            EventState(row["end_state"]), row["end_at"], row["end_by"], row["end_by_name"], row["end_walk_ins"],
            row["end_document_number"], row["end_words"],
        )  # fmt: skip
    values = {name: row[name] for name in _EVENT}
    return Event(**values, at=time.fromisoformat(row["begins"]), material_id=row["material_id"] or "", end=end)


# invitations and attendance


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
    found = _events(conn, education_event.c.number.in_(sorted(invited | came)))
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


def figures(conn: sa.Connection, first: date, last: date) -> tuple[MonthFigures, ...]:
    """What was done by month, from that of ``first`` to that of ``last``; months without anything are left out.

    For figures and reports. Events count in the month of their day.
    """
    found: dict[date, MonthFigures] = {}
    begin, end = first.replace(day=1), _month_after(last)
    listed = [one for one in events(conn, begin, None) if one.on < end and one.end is not None]
    people = counts(conn, [one.number for one in listed])
    for one in listed:
        assert one.end is not None  # noqa: S101 - for the type checker
        month = one.on.replace(day=1)
        before = found.get(month, MonthFigures(month))
        if one.state is EventState.CANCELLED:
            found[month] = dataclasses.replace(before, cancelled=before.cancelled + 1)
            continue
        invited, came = people[one.number]
        found[month] = dataclasses.replace(
            before, held=before.held + 1, invited=before.invited + invited, attended=before.attended + came,
            former=before.former + int(one.for_former), walk_ins=before.walk_ins + one.end.walk_ins,
        )  # fmt: skip
    for name, column in (("given", education_given.c.at), ("versions", education_approval.c.at)):
        month, stop = begin, end
        while month < stop:
            until = _month_after(month)
            query = sa.select(sa.func.count()).where(column >= _moment(month), column < _moment(until))
            if count := int(conn.execute(query).scalar_one()):
                before = found.get(month, MonthFigures(month))
                given, versions = (count, before.versions) if name == "given" else (before.given, count)
                found[month] = dataclasses.replace(before, given=given, versions=versions)
            month = until
    return tuple(found[month] for month in sorted(found))


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _moment(day: date) -> datetime:
    """The first moment of a day at the branch."""
    return datetime.combine(day, time(), BRANCH_ZONE)
