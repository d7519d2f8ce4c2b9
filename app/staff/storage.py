"""Rows of the staff register. Functions take the connection of the caller's work."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.common.values import canonical_json
from app.staff.domain import CertificateState, EntryKind, RegisterEntry, StaffKind, StaffMember
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("post", sa.String(100), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("telephone", Sealed("staff.telephone"), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("left_on", sa.Date),
    sa.Column("certificate_number", sa.String(40), nullable=False),
    sa.Column("certificate_from", sa.Date),
    sa.Column("certificate_until", sa.Date),
    sa.Column("certificate_state", sa.String(16), nullable=False),
    sa.Column("authority", sa.Text, nullable=False, comment="JSON list of what the member may do"),
    sa.Column("version", sa.Integer, nullable=False),
)

staff_entry = sa.Table(
    "staff_entry",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("text", Sealed("staff_entry.text"), nullable=False),
    sa.Column("handled", Sealed("staff_entry.handled"), nullable=False),
    sa.Column("about", sa.String(32), nullable=False, comment="the entry that this one goes on with, or empty"),
    sa.Column("recorded_by", sa.String(32), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ("staff_entry",)

_FIELDS = tuple(field.name for field in dataclasses.fields(StaffMember))
_ENTRY_FIELDS = tuple(field.name for field in dataclasses.fields(RegisterEntry))
_SELECT = sa.select(*(staff.c[name] for name in _FIELDS))


def _member(row: sa.Row[Any]) -> StaffMember:
    values = dict(zip(_FIELDS, row, strict=True))
    values["kind"] = StaffKind(values["kind"])
    values["certificate_state"] = CertificateState(values["certificate_state"])
    values["authority"] = tuple(json.loads(values["authority"]))
    return StaffMember(**values)


def _values(member: StaffMember) -> dict[str, Any]:
    values = {name: getattr(member, name) for name in _FIELDS}
    return {
        **values, "kind": member.kind.value, "certificate_state": member.certificate_state.value,
        "authority": canonical_json(member.authority),
    }  # fmt: skip


def add(conn: sa.Connection, member: StaffMember) -> None:
    """Enter a member into the register. Refused: ``staff.number_taken``."""
    if by_number(conn, member.number) is not None:
        raise Refused("staff.number_taken", field="number")
    conn.execute(staff.insert().values(**_values(member)))


def change(conn: sa.Connection, member: StaffMember) -> StaffMember:
    """Store ``member``, whose ``version`` is the one that was read; gives it with the next version.

    Refused: ``staff.changed_meanwhile`` when somebody else was faster.
    """
    after = dataclasses.replace(member, version=member.version + 1)
    values = {name: value for name, value in _values(after).items() if name != "id"}
    done = conn.execute(
        staff.update().where(staff.c.id == member.id, staff.c.version == member.version).values(**values)
    )
    if done.rowcount != 1:
        raise Refused("staff.changed_meanwhile")
    return after


def by_id(conn: sa.Connection, staff_id: str) -> StaffMember | None:
    """The member with this id."""
    row = conn.execute(_SELECT.where(staff.c.id == staff_id)).first()
    return None if row is None else _member(row)


def by_number(conn: sa.Connection, number: str) -> StaffMember | None:
    """The member with this staff number."""
    row = conn.execute(_SELECT.where(staff.c.number == number)).first()
    return None if row is None else _member(row)


def all_members(conn: sa.Connection) -> tuple[StaffMember, ...]:
    """Everybody who is or was at the branch, by number."""
    return tuple(map(_member, conn.execute(_SELECT.order_by(staff.c.number))))


def marketing(conn: sa.Connection) -> tuple[StaffMember, ...]:
    """All marketing staff, by number, also those who left or may not practise."""
    rows = conn.execute(_SELECT.where(staff.c.kind == StaffKind.MARKETING.value).order_by(staff.c.number))
    return tuple(map(_member, rows))


def add_entry(conn: sa.Connection, entry: RegisterEntry) -> None:
    """Add an entry to the register; it stays."""
    values = {name: getattr(entry, name) for name in _ENTRY_FIELDS}
    conn.execute(staff_entry.insert().values(**{**values, "kind": entry.kind.value}))


def entries(conn: sa.Connection, staff_id: str) -> tuple[RegisterEntry, ...]:
    """The entries about a member by day, then in the order of recording."""
    rows = conn.execute(
        sa.select(*(staff_entry.c[name] for name in _ENTRY_FIELDS))
        .where(staff_entry.c.staff_id == staff_id)
        .order_by(staff_entry.c.on, staff_entry.c.at, staff_entry.c.id)
    )
    found = [dict(zip(_ENTRY_FIELDS, row, strict=True)) for row in rows]
    return tuple(RegisterEntry(**{**values, "kind": EntryKind(values["kind"])}) for values in found)
