"""Booking a visit, and the bookings of the day (AP-1 to AP-3)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.bookings import storage
from app.bookings.checks import checked_business, checked_mobile, checked_note, checked_paper
from app.bookings.domain import (
    Booking,
    BookingLine,
    BookingState,
    BookVisit,
    check_planned,
    missed_before,
    overdue_before,
)
from app.bookings.importing import Importing, enter, own_only
from app.clients.names import check_name
from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.staff import storage as staff
from app.staff.domain import StaffKind
from app.storage.db import Database

MOST_DAYS = 31
MOST_LINES = 3_000
"""Of a calendar: days, and bookings in them."""


class BookingService(Importing):
    """Use cases of bookings, with the policy's periods.

    ``expiry_days``: days after which one that nobody kept expires; ``no_show_minutes``: after the planned time, until
    one whose client has not come is marked as such.
    """

    def __init__(self, db: Database, expiry_days: int, no_show_minutes: int = 120) -> None:
        self._db = db
        self._expiry_days = expiry_days
        self._no_show_minutes = no_show_minutes

    def book(self, actor: Actor, command: BookVisit) -> Booking:
        """Book a visit (AP-1). Needs BOOKING_WRITE; marketing staff book in their own name only.

        Refused at the field: name as ``check_name``, mobile as ``check_mobile``, ``bookings.past``, ``.too_far``,
        ``.no_business``, ``.own_only``, ``staff.unknown``, ``staff.not_marketing``, ``staff.left``.
        One write transaction, audited.
        """
        actor.need(Right.BOOKING_WRITE)
        if own_only(actor) and command.staff_id != actor.staff_id:
            raise Refused("bookings.own_only", field="staff_id")
        checked = _checked(command, self._db.clock.now())
        with self._db.write(actor) as work:
            _need_marketing(work.conn, command.staff_id)
            return enter(work, checked)

    def today(self, actor: Actor, day: date | None = None) -> tuple[BookingLine, ...]:
        """The bookings planned for ``day`` (now's day when None) by time, masked; marketing staff see their own.

        One read transaction.
        """
        start = datetime.combine(day or branch_day(self._db.clock.now()), time(), BRANCH_ZONE)
        return self._lines(actor, since=start, until=start + timedelta(days=1))

    def upcoming(self, actor: Actor, days: int = 14) -> tuple[BookingLine, ...]:
        """Open bookings of the ``days`` after today, by time, masked. One read transaction."""
        tomorrow = branch_day(self._db.clock.now()) + timedelta(days=1)
        start = datetime.combine(tomorrow, time(), BRANCH_ZONE)
        return self._lines(actor, since=start, until=start + timedelta(days=days), states=(BookingState.BOOKED,))

    def between(self, actor: Actor, first: date, last: date) -> tuple[BookingLine, ...]:
        """Bookings planned from ``first`` to ``last`` (both included, at most 31 days) by time, masked, in any state.

        Marketing staff see their own. One read transaction.
        """
        if not 0 <= (last - first).days < MOST_DAYS:
            raise ValueError("a calendar shows a month at most")
        start = datetime.combine(first, time(), BRANCH_ZONE)
        until = datetime.combine(last, time(), BRANCH_ZONE) + timedelta(days=1)
        return self._lines(actor, since=start, until=until, limit=MOST_LINES)

    def lapsed(self, actor: Actor) -> tuple[BookingLine, ...]:
        """Bookings whose client did not come, expired and cancelled ones: listed, never deleted (AP-3).

        One read transaction.
        """
        return self._lines(actor, states=(BookingState.NO_SHOW, BookingState.EXPIRED, BookingState.CANCELLED))

    def get(self, actor: Actor, booking_id: str) -> Booking:
        """One booking in full, for work on it; marketing staff get their own only.

        Refused: ``bookings.unknown``. One read transaction.
        """
        actor.need(Right.BOOKING_WRITE)
        with self._db.read() as conn:
            return _visible(conn, actor, booking_id)

    def match(self, actor: Actor, *, mobile: str = "", paper_number: str = "", name: str = "") -> tuple[Booking, ...]:
        """Open bookings that fit the client at the counter, the best first (AP-2). Needs COUNTER.

        One read transaction.
        """
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return storage.match(conn, mobile=mobile, paper_number=paper_number, name=name)

    def cancel(self, actor: Actor, booking_id: str, reason: str) -> Booking:
        """Call off an open booking; it stays listed with the reason in the audit log.

        Refused: ``text.required``, ``bookings.unknown``, ``bookings.not_open``. One write transaction, audited.
        """
        actor.need(Right.BOOKING_WRITE)
        why = clean_text(reason, field="reason")
        with self._db.write(actor) as work:
            number = _visible(work.conn, actor, booking_id).number
            after = storage.cancel(work.conn, booking_id)
            work.audit("bookings.cancelled", "booking", number, after={"reason": why})
        return after

    def expire(self, actor: Actor) -> int:
        """Mark overdue bookings as expired (AP-3), and clients who have not come as no-shows.

        Gives how many expired. One write transaction, audited.
        """
        actor.need(Right.BOOKING_WRITE)
        with self._db.write(actor) as work:
            expired = storage.expire(work.conn, overdue_before(work.at, self._expiry_days))
            for late in expired:
                work.audit("bookings.expired", "booking", late.number)
            for missed in storage.mark_missed(work.conn, missed_before(work.at, self._no_show_minutes)):
                work.audit("bookings.no_show", "booking", missed.number)
        return len(expired)

    def _lines(
        self,
        actor: Actor,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        states: tuple[BookingState, ...] = (),
        limit: int = 500,
    ) -> tuple[BookingLine, ...]:
        own = own_only(actor) or not actor.may(Right.CLIENT_READ)
        actor.need(Right.BOOKING_WRITE if own else Right.CLIENT_READ)
        with self._db.read() as conn:
            mine = actor.staff_id if own else ""
            return storage.lines(conn, since=since, until=until, states=states, staff_id=mine, limit=limit)


def _visible(conn: sa.Connection, actor: Actor, booking_id: str) -> Booking:
    found = storage.by_id(conn, booking_id)
    # somebody else's is as good as unknown: the answer must not tell that it exists
    if found is None or (own_only(actor) and found.staff_id != actor.staff_id):
        raise Refused("bookings.unknown")
    return found


def _need_marketing(conn: sa.Connection, staff_id: str) -> None:
    member = staff.by_id(conn, staff_id)
    if member is None:
        raise Refused("staff.unknown", field="staff_id")
    if member.kind is not StaffKind.MARKETING:
        raise Refused("staff.not_marketing", field="staff_id")
    if not member.active:
        raise Refused("staff.left", field="staff_id")


def _checked(command: BookVisit, now: datetime) -> BookVisit:
    """``command`` with its texts as they are stored."""
    if command.planned_at.tzinfo is None:
        raise ValueError("naive datetime given to a booking")
    check_planned(command.planned_at, now)
    return BookVisit(
        name=check_name(command.name),
        mobile=checked_mobile(command.mobile),
        planned_at=command.planned_at,
        staff_id=command.staff_id,
        business=checked_business(command.business),
        paper_number=checked_paper(command.paper_number),
        note=checked_note(command.note),
    )
