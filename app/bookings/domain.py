"""Bookings of account openings: what one holds, when it lapses, which one fits a client (AP-1 to AP-3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.common.errors import Refused
from app.common.values import mask_mobile

FARTHEST_DAYS = 180
"""A visit is planned at most this many days ahead."""

LATE_MINUTES = 60
"""How far in the past a visit may lie when it is booked: the client may stand at the counter already."""


BUSINESS = ("沪深A股开户", "创业板", "开放式基金账户")
"""Business that is offered for booking; other words are taken as they are written."""


class BookingState(StrEnum):
    """``booked`` until the client comes (``kept``), the period is over (``expired``), or it is called off.

    ``no-show``: the planned time is over by the policy's period and nobody came. Who comes late is still served.
    """

    BOOKED = "booked"
    NO_SHOW = "no-show"
    KEPT = "kept"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


OPEN = (BookingState.BOOKED, BookingState.NO_SHOW)
"""States in which a booking can still be kept, called off or expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A booked visit. ``paper_number`` empty: not known yet; ``case_number`` empty: not kept."""

    id: str
    number: str
    name: str
    mobile: str
    paper_number: str
    planned_at: datetime
    staff_id: str
    business: tuple[str, ...]
    note: str
    state: BookingState
    case_number: str
    created_at: datetime
    created_by: str
    version: int = 1

    @property
    def mobile_masked(self) -> str:
        """The mobile for lists (SE-1)."""
        return mask_mobile(self.mobile)


@dataclass(frozen=True, slots=True)
class BookingLine:
    """One line of a list of bookings: masked (SE-1)."""

    id: str
    number: str
    name: str
    mobile_masked: str
    planned_at: datetime
    business: tuple[str, ...]
    staff_number: str
    staff_name: str
    state: BookingState
    case_number: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookVisit:
    """A visit as it is entered: texts as typed, ``planned_at`` aware, ``staff_id`` the marketing staff member."""

    name: str
    mobile: str
    planned_at: datetime
    staff_id: str
    business: tuple[str, ...]
    paper_number: str = ""
    note: str = ""


def check_planned(planned_at: datetime, now: datetime) -> None:
    """Refuse ``bookings.past`` and ``bookings.too_far`` (``days``)."""
    if planned_at < now - timedelta(minutes=LATE_MINUTES):
        raise Refused("bookings.past", field="planned_at")
    if planned_at > now + timedelta(days=FARTHEST_DAYS):
        raise Refused("bookings.too_far", field="planned_at", days=FARTHEST_DAYS)


def overdue_before(now: datetime, expiry_days: int) -> datetime:
    """Bookings planned before this moment and not kept have expired (AP-3)."""
    return now - timedelta(days=expiry_days)


def missed_before(now: datetime, no_show_minutes: int) -> datetime:
    """Who was to come before this moment and has not come is a no-show."""
    return now - timedelta(minutes=no_show_minutes)


def ranked(found: Iterable[Booking], *, mobile: str, paper_number: str, name: str) -> tuple[Booking, ...]:
    """``found`` by how well each fits: ID number, then mobile, then name; then the earliest planned (AP-2).

    A booking that fits in nothing is left out.
    """
    scored = [(fit(booking, mobile=mobile, paper_number=paper_number, name=name), booking) for booking in found]
    fitting = [(score, booking) for score, booking in scored if score]
    return tuple(
        booking for _, booking in sorted(fitting, key=lambda pair: (-pair[0], pair[1].planned_at, pair[1].number))
    )


def fit(booking: Booking, *, mobile: str, paper_number: str, name: str) -> int:
    """How well a booking fits: 4 for the ID number, 2 for the mobile, 1 for the name; empty values fit nothing.

    Another ID number than the booking's says that it is somebody else: 0, unless nothing is known.
    """
    if booking.paper_number and paper_number and booking.paper_number != paper_number:
        return 0
    same_paper = bool(paper_number) and booking.paper_number == paper_number
    same_mobile = bool(mobile) and booking.mobile == mobile
    same_name = bool(name) and booking.name == name
    return 4 * same_paper + 2 * same_mobile + same_name
