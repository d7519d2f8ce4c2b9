"""Rows of bookings. Functions take the connection of the caller's work."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.bookings.domain import OPEN, Booking, BookingLine, BookingState, ranked
from app.common.errors import Refused
from app.common.values import canonical_json, mask_mobile
from app.staff.storage import staff
from app.storage.db import UtcDateTime, metadata
from app.storage.fields import Sealed, findable

booking = sa.Table(
    "booking",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("number", sa.String(32), nullable=False, unique=True),
    sa.Column("name", sa.String(100), nullable=False, index=True),
    sa.Column("mobile", findable("booking.mobile"), nullable=False, index=True),
    sa.Column("paper_number", findable("booking.paper_number"), nullable=False, index=True),
    sa.Column("planned_at", UtcDateTime, nullable=False, index=True),
    sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False),
    sa.Column("business", sa.Text, nullable=False, comment="JSON list"),
    sa.Column("note", Sealed("booking.note"), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("case_number", sa.String(32), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("created_by", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.CheckConstraint("(state = 'kept') = (case_number <> '')", name="kept_by_a_case"),
    # one case keeps one booking
    sa.Index(
        "uq_booking_case_number",
        "case_number",
        unique=True,
        sqlite_where=sa.text("case_number <> ''"),
        postgresql_where=sa.text("case_number <> ''"),
    ),
)

APPEND_ONLY: tuple[str, ...] = ()

_FIELDS = tuple(field.name for field in dataclasses.fields(Booking))
_SELECT = sa.select(*(booking.c[name] for name in _FIELDS))
_MOST_MATCHES = 20
_BATCH = 200
_IS_OPEN = booking.c.state.in_([state.value for state in OPEN])


def _booking(row: sa.Row[Any]) -> Booking:
    values = dict(zip(_FIELDS, row, strict=True))
    values["business"] = tuple(json.loads(values["business"]))
    values["state"] = BookingState(values["state"])
    return Booking(**values)


def add(conn: sa.Connection, new: Booking) -> None:
    """Enter a booking."""
    values = {name: getattr(new, name) for name in _FIELDS}
    conn.execute(
        booking.insert().values(**{**values, "business": canonical_json(new.business), "state": new.state.value})
    )


def by_id(conn: sa.Connection, booking_id: str) -> Booking | None:
    """The booking with this id."""
    row = conn.execute(_SELECT.where(booking.c.id == booking_id)).first()
    return None if row is None else _booking(row)


def by_number(conn: sa.Connection, number: str) -> Booking | None:
    """The booking with this number."""
    row = conn.execute(_SELECT.where(booking.c.number == number)).first()
    return None if row is None else _booking(row)


def match(conn: sa.Connection, *, mobile: str = "", paper_number: str = "", name: str = "") -> tuple[Booking, ...]:
    """Open bookings that fit a client, the best first; empty values fit nothing (AP-2)."""
    given = {"mobile": mobile, "paper_number": paper_number, "name": name}
    found: dict[str, Booking] = {}
    for column, value in given.items():  # one query each: each has its own index
        if value:
            query = _SELECT.where(booking.c[column] == value, _IS_OPEN).order_by(booking.c.planned_at)
            found |= {fits.id: fits for fits in map(_booking, conn.execute(query.limit(_MOST_MATCHES)))}
    return ranked(found.values(), mobile=mobile, paper_number=paper_number, name=name)


def keep(conn: sa.Connection, number: str, case_number: str) -> Booking:
    """Bind an open booking to the case of the client who came; binding it again to the same case changes nothing.

    Refused: ``bookings.unknown``, ``bookings.not_open`` (kept by another case, expired, cancelled),
    ``bookings.case_has_one`` (the case keeps another booking).
    """
    before = by_number(conn, number)
    if before is None:
        raise Refused("bookings.unknown")
    if before.state is BookingState.KEPT and before.case_number == case_number:
        return before
    if before.state not in OPEN:
        raise Refused("bookings.not_open", state=before.state.value)
    other = conn.execute(sa.select(booking.c.number).where(booking.c.case_number == case_number)).first()
    if other is not None:
        raise Refused("bookings.case_has_one", number=other.number)
    return _moved(conn, before, BookingState.KEPT, case_number)


def release(conn: sa.Connection, case_number: str) -> Booking | None:
    """Open the booking of a case again, when the case ended without an account; None when it keeps none."""
    row = conn.execute(_SELECT.where(booking.c.case_number == case_number)).first() if case_number else None
    return None if row is None else _moved(conn, _booking(row), BookingState.BOOKED, "")


def cancel(conn: sa.Connection, booking_id: str) -> Booking:
    """Call off an open booking; it stays listed. Refused: ``bookings.unknown``, ``bookings.not_open``."""
    before = by_id(conn, booking_id)
    if before is None:
        raise Refused("bookings.unknown")
    if before.state not in OPEN:
        raise Refused("bookings.not_open", state=before.state.value)
    return _moved(conn, before, BookingState.CANCELLED, "")


def expire(conn: sa.Connection, before: datetime) -> tuple[Booking, ...]:
    """Mark open bookings planned before a moment as expired and give them; they stay listed (AP-3)."""
    overdue = tuple(map(_booking, conn.execute(_SELECT.where(_IS_OPEN, booking.c.planned_at < before))))
    return tuple(_moved(conn, late, BookingState.EXPIRED, "") for late in overdue)


def mark_missed(conn: sa.Connection, before: datetime) -> tuple[Booking, ...]:
    """Mark bookings planned before a moment, whose client has not come, as no-shows and give them."""
    waiting = booking.c.state == BookingState.BOOKED.value
    missed = tuple(map(_booking, conn.execute(_SELECT.where(waiting, booking.c.planned_at < before))))
    return tuple(_moved(conn, late, BookingState.NO_SHOW, "") for late in missed)


def open_with(conn: sa.Connection, mobiles: Iterable[str], staff_id: str = "") -> dict[str, tuple[Booking, ...]]:
    """Open bookings by mobile, of those ``mobiles``; of one member of staff when given."""
    found: dict[str, list[Booking]] = {}
    wanted = sorted(set(mobiles))
    for start in range(0, len(wanted), _BATCH):
        query = _SELECT.where(_IS_OPEN, booking.c.mobile.in_(wanted[start : start + _BATCH]))
        if staff_id:
            query = query.where(booking.c.staff_id == staff_id)
        for one in map(_booking, conn.execute(query.order_by(booking.c.planned_at, booking.c.number))):
            found.setdefault(one.mobile, []).append(one)
    return {mobile: tuple(those) for mobile, those in found.items()}


def _moved(conn: sa.Connection, before: Booking, state: BookingState, case_number: str) -> Booking:
    """``before`` in another state. Refused: ``bookings.not_open`` when another counter was faster."""
    after = dataclasses.replace(before, state=state, case_number=case_number, version=before.version + 1)
    done = conn.execute(
        booking.update()
        .where(booking.c.id == before.id, booking.c.version == before.version)
        .values(state=state.value, case_number=case_number, version=after.version)
    )
    if done.rowcount != 1:
        raise Refused("bookings.not_open", state=before.state.value)
    return after


def lines(
    conn: sa.Connection,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    states: tuple[BookingState, ...] = (),
    staff_id: str = "",
    limit: int = 500,
) -> tuple[BookingLine, ...]:
    """Bookings by planned time: from ``since`` until before ``until``, in ``states``, of one member; all optional."""
    c = booking.c
    query = sa.select(
        c.id, c.number, c.name, c.mobile, c.planned_at, c.business, c.state, c.case_number, c.note,
        staff.c.number.label("staff_number"), staff.c.name.label("staff_name"),
    ).join(staff, staff.c.id == c.staff_id)  # fmt: skip
    if since is not None:
        query = query.where(c.planned_at >= since)
    if until is not None:
        query = query.where(c.planned_at < until)
    if states:
        query = query.where(c.state.in_([state.value for state in states]))
    if staff_id:
        query = query.where(c.staff_id == staff_id)
    rows = conn.execute(query.order_by(c.planned_at, c.number).limit(limit))
    return tuple(_line(row._mapping) for row in rows)


def _line(row: sa.RowMapping) -> BookingLine:
    return BookingLine(
        id=row["id"],
        number=row["number"],
        name=row["name"],
        mobile_masked=mask_mobile(row["mobile"]),
        planned_at=row["planned_at"],
        business=tuple(json.loads(row["business"])),
        staff_number=row["staff_number"],
        staff_name=row["staff_name"],
        state=BookingState(row["state"]),
        case_number=row["case_number"],
        note=row["note"],
    )


def hand_over(conn: sa.Connection, from_staff: str, to_staff: str) -> tuple[str, ...]:
    """Give all open bookings of one member of staff to another; the numbers of the bookings (MS-2)."""
    mine = tuple(map(_booking, conn.execute(_SELECT.where(_IS_OPEN, booking.c.staff_id == from_staff))))
    for one in mine:
        conn.execute(
            booking.update()
            .where(booking.c.id == one.id)
            .values(staff_id=to_staff, version=booking.c.version + 1)
        )  # fmt: skip
    return tuple(one.number for one in mine)
