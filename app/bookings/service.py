"""Booking a visit, and the bookings of the day (AP-1 to AP-3)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.bookings import storage
from app.bookings.domain import Booking, BookingLine, BookingState, BookVisit, check_planned, overdue_before
from app.clients import numbers
from app.clients.names import check_name
from app.clients.papers import check_mobile
from app.common.actor import Actor, Right, Role
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.staff import storage as staff
from app.staff.domain import StaffKind
from app.storage.db import Database


class BookingService:
    """Use cases of bookings. ``expiry_days`` is the policy's: days after which one that nobody kept expires."""

    def __init__(self, db: Database, expiry_days: int) -> None:
        self._db = db
        self._expiry_days = expiry_days

    def book(self, actor: Actor, command: BookVisit) -> Booking:
        """Book a visit (AP-1). Needs BOOKING_WRITE; marketing staff book in their own name only.

        Refused at the field: name as ``check_name``, mobile as ``check_mobile``, ``bookings.past``, ``.too_far``,
        ``.no_business``, ``.own_only``, ``staff.unknown``, ``staff.not_marketing``, ``staff.left``.
        One write transaction, audited.
        """
        actor.need(Right.BOOKING_WRITE)
        if _own_only(actor) and command.staff_id != actor.staff_id:
            raise Refused("bookings.own_only", field="staff_id")
        now = self._db.clock.now()
        checked = _checked(command, now)
        with self._db.write(actor) as work:
            _need_marketing(work.conn, command.staff_id)
            made = Booking(
                id=new_id(),
                number=numbers.dated_number(work.conn, "YY", branch_day(now)),
                name=checked.name,
                mobile=checked.mobile,
                paper_number=checked.paper_number,
                planned_at=checked.planned_at,
                staff_id=checked.staff_id,
                business=checked.business,
                note=checked.note,
                state=BookingState.BOOKED,
                case_number="",
                created_at=work.at,
                created_by=actor.staff_id,
            )
            storage.add(work.conn, made)
            work.audit("bookings.booked", "booking", made.number, after={"staff": made.staff_id})
        return made

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

    def lapsed(self, actor: Actor) -> tuple[BookingLine, ...]:
        """Expired and cancelled bookings: listed, never deleted (AP-3). One read transaction."""
        return self._lines(actor, states=(BookingState.EXPIRED, BookingState.CANCELLED))

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
        """Mark overdue bookings as expired (AP-3); gives how many. One write transaction, audited."""
        actor.need(Right.BOOKING_WRITE)
        with self._db.write(actor) as work:
            expired = storage.expire(work.conn, overdue_before(work.at, self._expiry_days))
            for late in expired:
                work.audit("bookings.expired", "booking", late.number)
        return len(expired)

    def _lines(
        self,
        actor: Actor,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        states: tuple[BookingState, ...] = (),
    ) -> tuple[BookingLine, ...]:
        own = _own_only(actor) or not actor.may(Right.CLIENT_READ)
        actor.need(Right.BOOKING_WRITE if own else Right.CLIENT_READ)
        with self._db.read() as conn:
            mine = actor.staff_id if own else ""
            return storage.lines(conn, since=since, until=until, states=states, staff_id=mine)


def _own_only(actor: Actor) -> bool:
    return Role.MARKETING in actor.roles


def _visible(conn: sa.Connection, actor: Actor, booking_id: str) -> Booking:
    found = storage.by_id(conn, booking_id)
    # somebody else's is as good as unknown: the answer must not tell that it exists
    if found is None or (_own_only(actor) and found.staff_id != actor.staff_id):
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
    name = check_name(command.name)
    mobile = clean_text(command.mobile, field="mobile", limit=40)
    try:
        mobile = check_mobile(mobile)
    except Refused as refused:
        raise Refused(refused.code, field="mobile", **refused.facts) from None
    check_planned(command.planned_at, now)
    business = tuple(
        dict.fromkeys(clean_text(wanted, field="business", limit=50) for wanted in command.business if wanted.strip())
    )
    if not business:
        raise Refused("bookings.no_business", field="business")
    paper = clean_text(command.paper_number, field="paper_number", limit=32, required=False)
    return BookVisit(
        name=name,
        mobile=mobile,
        planned_at=command.planned_at,
        staff_id=command.staff_id,
        business=business,
        paper_number="".join(paper.split()).upper(),
        note=clean_text(command.note, field="note", limit=500, required=False, lines=True),
    )
