"""Who of the marketing staff serves a client: confirmations, of which the last one holds (SR-1 to SR-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused
from app.staff.domain import StaffKind, StaffMember, practising


class ConfirmationKind(StrEnum):
    """What a confirmation says: from now on this member, or nobody any longer."""

    CONFIRMED = "confirmed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """One signed confirmation; ``sequence`` counts per client from 1. ``booking_number`` empty: not booked (AP-2)."""

    id: str
    client_id: str
    sequence: int
    staff_id: str
    kind: ConfirmationKind
    booking_number: str
    verified_by: str
    document_number: str
    at: datetime

    @property
    def booked(self) -> bool:
        """Whether the client came with a booking."""
        return bool(self.booking_number)


def check_member(member: StaffMember | None, day: date) -> StaffMember:
    """The member, when a service relationship with them may be confirmed on ``day`` (SR-3).

    Refused: ``staff.unknown``, ``staff.not_marketing``, and as ``practising``.
    """
    if member is None:
        raise Refused("staff.unknown", field="marketer")
    if member.kind is not StaffKind.MARKETING:
        raise Refused("staff.not_marketing", field="marketer")
    try:
        practising(member, day)
    except Refused as refused:
        raise Refused(refused.code, field="marketer", **refused.facts) from None
    return member


def current(history: tuple[Confirmation, ...]) -> Confirmation | None:
    """The confirmation in force: the last one by sequence, unless it ends the relationship."""
    last = max(history, key=lambda confirmation: confirmation.sequence, default=None)
    return last if last is not None and last.kind is ConfirmationKind.CONFIRMED else None
