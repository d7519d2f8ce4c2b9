"""Rows of the stations of a branch server: who was invited, who joined, who was locked out (SE-1, SE-2).

Nothing is ever changed here, so a name is a station's for good: the audit has one chain a station.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.common.errors import Refused
from app.storage.db import UtcDateTime, metadata

station = sa.Table(
    "station",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("role", sa.String(63), nullable=False, unique=True),
    sa.Column("made_at", UtcDateTime, nullable=False),
    sa.Column("made_by", sa.String(60), nullable=False),
)
station_invitation = sa.Table(
    "station_invitation",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("station", sa.ForeignKey("station.name"), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(60), nullable=False),
    sa.Column("until", UtcDateTime, nullable=False),
)
station_joined = sa.Table(
    "station_joined",
    metadata,
    sa.Column("station", sa.ForeignKey("station.name"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)
station_lock = sa.Table(
    "station_lock",
    metadata,
    sa.Column("station", sa.ForeignKey("station.name"), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("by", sa.String(60), nullable=False),
)

APPEND_ONLY = ("station", "station_invitation", "station_joined", "station_lock")


_NAME = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,18}[0-9A-Za-z])?")


def check_name(name: str) -> str:
    """``name`` when it can be a station's: 1 to 20 letters, digits, hyphens inside. Refused: ``station.name``."""
    if not _NAME.fullmatch(name):
        raise Refused("station.name", field="name")
    return name


@dataclass(frozen=True, slots=True)
class Station:
    """One counter of a branch server. ``invited_until``: of its last invitation; None for the first station."""

    name: str
    role: str
    made_at: datetime
    invited_until: datetime | None
    joined_at: datetime | None
    locked_at: datetime | None


def add(conn: sa.Connection, name: str, role: str, at: datetime, by: str) -> None:
    """Enter a station. Refused: ``station.taken`` (also a name that differs in case or signs only)."""
    taken = sa.select(station.c.name).where(sa.or_(station.c.name == name, station.c.role == role))
    if conn.execute(taken).first() is not None:
        raise Refused("station.taken", field="name")
    conn.execute(station.insert().values(name=name, role=role, made_at=at, made_by=by))


def invite(conn: sa.Connection, invitation_id: str, name: str, at: datetime, by: str, until: datetime) -> None:
    """Enter an invitation; the last one of a station is the only one that counts."""
    conn.execute(station_invitation.insert().values(id=invitation_id, station=name, at=at, by=by, until=until))


def join(conn: sa.Connection, name: str, at: datetime) -> None:
    """Enter that the station has joined. Refused: ``station.joined_already``."""
    if find(conn, name).joined_at is not None:
        raise Refused("station.joined_already")
    try:
        conn.execute(station_joined.insert().values(station=name, at=at))
    except IntegrityError as race:
        raise Refused("station.joined_already") from race


def use(conn: sa.Connection, invitation_id: str, at: datetime) -> Station:
    """Use an invitation, once. Gives the station that has joined by it.

    Refused: ``station.invitation_unknown`` (a later one took its place), ``station.invitation_expired``,
    ``station.locked``, ``station.joined_already``.
    """
    query = sa.select(station_invitation).where(station_invitation.c.id == invitation_id)
    row = conn.execute(query).one_or_none()
    if row is None or _last(conn, row.station) != invitation_id:
        raise Refused("station.invitation_unknown")
    found = find(conn, row.station)
    if found.locked_at is not None:
        raise Refused("station.locked")
    if at >= row.until:
        raise Refused("station.invitation_expired")
    join(conn, found.name, at)
    return find(conn, found.name)


def lock(conn: sa.Connection, name: str, at: datetime, by: str) -> None:
    """Enter that the station is locked out for good. Refused: ``station.unknown``, ``station.locked_already``."""
    if find(conn, name).locked_at is not None:
        raise Refused("station.locked_already")
    conn.execute(station_lock.insert().values(station=name, at=at, by=by))


def find(conn: sa.Connection, name: str) -> Station:
    """One station. Refused: ``station.unknown``."""
    found = [one for one in listed(conn) if one.name == name]
    if not found:
        raise Refused("station.unknown", field="name")
    return found[0]


def listed(conn: sa.Connection) -> tuple[Station, ...]:
    """All stations by name."""
    query = (
        sa.select(
            station.c.name, station.c.role, station.c.made_at, station_joined.c.at.label("joined"),
            station_lock.c.at.label("locked"),
        )
        .outerjoin(station_joined, station_joined.c.station == station.c.name)
        .outerjoin(station_lock, station_lock.c.station == station.c.name)
        .order_by(station.c.name)
    )  # fmt: skip
    until = {row.station: row.until for row in conn.execute(_in_order())}
    return tuple(
        Station(row.name, row.role, row.made_at, until.get(row.name), row.joined, row.locked)
        for row in conn.execute(query)
    )


def _in_order() -> sa.Select[tuple[str, str, datetime]]:
    c = station_invitation.c
    return sa.select(c.id, c.station, c.until).order_by(c.at, c.id)


def _last(conn: sa.Connection, name: str) -> str:
    rows = conn.execute(_in_order().where(station_invitation.c.station == name)).all()
    return str(rows[-1].id)
