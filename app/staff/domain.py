"""The staff register, and who of the marketing staff may practise (MS-1, SR-3). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused


class StaffKind(StrEnum):
    """What a member of staff does at the branch."""

    COUNTER = "counter"
    MARKETING = "marketing"
    MANAGER = "manager"
    COMPLIANCE = "compliance"
    ARCHIVIST = "archivist"
    OTHER = "other"


class CertificateState(StrEnum):
    """Whether a practising certificate is in force."""

    NONE = "none"
    VALID = "valid"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    """A member of staff. The certificate's dates are both included; ``authority`` lists what the member may do.

    Without an ``authority`` of the member's own, that of the branch's policy holds. ``version`` counts changes.
    """

    id: str
    number: str
    name: str
    post: str
    kind: StaffKind
    telephone: str = ""
    active: bool = True
    left_on: date | None = None
    certificate_number: str = ""
    certificate_from: date | None = None
    certificate_until: date | None = None
    certificate_state: CertificateState = CertificateState.NONE
    authority: tuple[str, ...] = ()
    version: int = 1


class EntryKind(StrEnum):
    """What an entry of the register tells of."""

    TRAINING = "training"
    COMPLAINT = "complaint"
    VIOLATION = "violation"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One entry about a member: what happened on which day, and how it was dealt with. Entries are never changed.

    A complaint dealt with later is a new entry that names the first in ``about``.
    """

    id: str
    staff_id: str
    kind: EntryKind
    on: date
    text: str
    handled: str
    about: str
    recorded_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """What the public part tells of an entry."""

    kind: EntryKind
    on: date
    text: str
    handled: str


@dataclass(frozen=True, slots=True)
class PublicPart:
    """What a client may be shown and given of a marketing staff member (MS-1).

    Of complaints the number is given and how they were dealt with, never their text, which may name clients;
    ``problem`` is the code of the refusal that :func:`practising` gives on the day, empty when the member may practise.
    """

    number: str
    name: str
    post: str
    telephone: str
    certificate_number: str
    certificate_from: date | None
    certificate_until: date | None
    authority: tuple[str, ...]
    trainings: tuple[PublicEntry, ...]
    violations: tuple[PublicEntry, ...]
    complaints: int
    problem: str
    dealt: tuple[str, ...] = ()


def practising(member: StaffMember, day: date) -> None:
    """Pass when ``member`` may practise on ``day`` (SR-3).

    Refused: ``staff.left``, ``staff.no_certificate``, ``staff.certificate_suspended``,
    ``staff.certificate_not_yet`` (``since``), ``staff.certificate_expired`` (``until``).
    """
    if not member.active or (member.left_on is not None and member.left_on <= day):
        raise Refused("staff.left")
    if not member.certificate_number or member.certificate_state is CertificateState.NONE:
        raise Refused("staff.no_certificate")
    if member.certificate_state is CertificateState.SUSPENDED:
        raise Refused("staff.certificate_suspended")
    since, until = member.certificate_from, member.certificate_until
    if since is None or until is None:
        raise Refused("staff.no_certificate")
    if day < since:
        raise Refused("staff.certificate_not_yet", since=since.isoformat())
    if day > until:
        raise Refused("staff.certificate_expired", until=until.isoformat())


SOON_DAYS = 60
"""A certificate that ends within so many days is to be renewed, where the policy says nothing else."""


class Practice(StrEnum):
    """Whether a member may practise, in one word, as lists show it."""

    MAY = "may"
    SOON = "soon"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    SUSPENDED = "suspended"
    NONE = "none"
    NOT_NEEDED = "not-needed"
    LEFT = "left"


_PRACTICE = {
    "staff.left": Practice.LEFT,
    "staff.no_certificate": Practice.NONE,
    "staff.certificate_suspended": Practice.SUSPENDED,
    "staff.certificate_not_yet": Practice.NOT_YET,
    "staff.certificate_expired": Practice.EXPIRED,
}


def practice(member: StaffMember, day: date, soon_days: int = SOON_DAYS) -> Practice:
    """What :func:`practising` says on ``day``, in one word; ``SOON`` up to ``soon_days`` before the last day.

    Staff who do no marketing need no certificate: without one they are ``NOT_NEEDED`` until they leave.
    """
    try:
        practising(member, day)
    except Refused as refused:
        found = _PRACTICE[refused.code]
        unneeded = found is Practice.NONE and member.kind is not StaffKind.MARKETING
        return Practice.NOT_NEEDED if unneeded else found
    until = member.certificate_until
    soon = until is not None and (until - day).days <= soon_days
    return Practice.SOON if soon else Practice.MAY


def public_part(
    member: StaffMember, entries: tuple[RegisterEntry, ...], day: date, usual: tuple[str, ...] = ()
) -> PublicPart:
    """The public part of the register on ``day``; ``usual``: the authority of members without one of their own."""
    try:
        practising(member, day)
    except Refused as refused:
        problem = refused.code
    else:
        problem = ""

    def of(kind: EntryKind) -> tuple[PublicEntry, ...]:
        return tuple(PublicEntry(e.kind, e.on, e.text, e.handled) for e in entries if e.kind is kind)

    return PublicPart(
        number=member.number,
        name=member.name,
        post=member.post,
        telephone=member.telephone,
        certificate_number=member.certificate_number,
        certificate_from=member.certificate_from,
        certificate_until=member.certificate_until,
        authority=member.authority or usual,
        trainings=of(EntryKind.TRAINING),
        violations=of(EntryKind.VIOLATION),
        complaints=sum(e.kind is EntryKind.COMPLAINT and not e.about for e in entries),
        problem=problem,
        dealt=tuple(e.handled for e in entries if e.kind is EntryKind.COMPLAINT and e.handled),
    )
