"""Keeping the staff register (MS-1)."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.staff import storage
from app.staff.domain import (
    CertificateState,
    EntryKind,
    PublicPart,
    RegisterEntry,
    StaffKind,
    StaffMember,
    public_part,
)
from app.staff.leaving import note_leaving, told_of
from app.storage.db import Database


@dataclass(frozen=True, slots=True)
class Certificate:
    """A practising certificate as it is entered; both days included."""

    number: str
    since: date
    until: date
    state: CertificateState = CertificateState.VALID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStaff:
    """A new member of staff as it is entered."""

    number: str
    name: str
    post: str
    kind: StaffKind
    telephone: str = ""
    certificate: Certificate | None = None
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeStaff:
    """The basics of a member as they are to be from now on; number and kind stay for good."""

    staff_id: str
    version: int
    name: str
    post: str
    telephone: str = ""
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """A training, complaint or violation as it is entered; ``about``: id of the entry it goes on with."""

    staff_id: str
    kind: EntryKind
    on: date
    text: str
    handled: str = ""
    about: str = ""


class PublicWay(StrEnum):
    """How a client comes to know the public part."""

    SHOWN = "shown"
    PRINTED = "printed"


class StaffService:
    """Use cases of the register. Reading needs STAFF_READ, changing STAFF_WRITE."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def members(self, actor: Actor) -> tuple[StaffMember, ...]:
        """Everybody in the register, by number. One read transaction."""
        actor.need(Right.STAFF_READ)
        with self._db.read() as conn:
            return storage.all_members(conn)

    def marketing(self, actor: Actor) -> tuple[StaffMember, ...]:
        """All marketing staff, by number. One read transaction."""
        actor.need(Right.STAFF_READ)
        with self._db.read() as conn:
            return storage.marketing(conn)

    def get(self, actor: Actor, staff_id: str) -> StaffMember:
        """One member. Refused: ``staff.unknown``. One read transaction."""
        actor.need(Right.STAFF_READ)
        with self._db.read() as conn:
            return _known(conn, staff_id)

    def entries(self, actor: Actor, staff_id: str) -> tuple[RegisterEntry, ...]:
        """Trainings, complaints and violations of a member in full; needs STAFF_WRITE, or to be the member.

        One read transaction.
        """
        actor.need(Right.STAFF_READ if actor.staff_id == staff_id else Right.STAFF_WRITE)
        with self._db.read() as conn:
            return storage.entries(conn, staff_id)

    def public_part(self, actor: Actor, staff_id: str, usual: tuple[str, ...] = ()) -> PublicPart:
        """What a client may be shown of a marketing staff member; ``usual``: the policy's authority (MS-1).

        Refused: ``staff.unknown``, ``staff.not_marketing``. One read transaction.
        """
        actor.need(Right.STAFF_READ)
        with self._db.read() as conn:
            member = _known(conn, staff_id)
            if member.kind is not StaffKind.MARKETING:
                raise Refused("staff.not_marketing")
            return public_part(member, storage.entries(conn, staff_id), branch_day(self._db.clock.now()), usual)

    def make_public(self, actor: Actor, staff_id: str, way: PublicWay, usual: tuple[str, ...] = ()) -> PublicPart:
        """The public part, about to be shown to a client or printed for one (MS-1).

        Refused: as ``public_part``, ``staff.not_marketing`` of anybody else. One write transaction, audited: who, when,
        which member, which way.
        """
        actor.need(Right.STAFF_READ)
        with self._db.write(actor) as work:
            member = _known(work.conn, staff_id)
            if member.kind is not StaffKind.MARKETING:
                raise Refused("staff.not_marketing")
            part = public_part(member, storage.entries(work.conn, staff_id), branch_day(work.at), usual)
            work.audit(f"staff.public_{way.value}", "staff", staff_id)
        return part

    def add(self, actor: Actor, command: AddStaff) -> StaffMember:
        """Enter a new member. Refused: texts as ``clean_text``, ``staff.number_taken``, ``staff.certificate_dates``.

        One write transaction, audited.
        """
        actor.need(Right.STAFF_WRITE)
        member = _certified(
            StaffMember(
                id=new_id(),
                number=clean_text(command.number, field="number", limit=32),
                name=clean_text(command.name, field="name", limit=50),
                post=clean_text(command.post, field="post", limit=50),
                kind=command.kind,
                telephone=clean_text(command.telephone, field="telephone", limit=40, required=False),
                authority=tuple(clean_text(item, field="authority") for item in command.authority),
            ),
            command.certificate,
        )
        with self._db.write(actor) as work:
            storage.add(work.conn, member)
            work.audit("staff.added", "staff", member.id, after=told_of(member))
        return member

    def change(self, actor: Actor, command: ChangeStaff) -> StaffMember:
        """Correct name, post, telephone and authority; the member as stored, the same one when nothing differs.

        Refused: texts as ``clean_text``, ``staff.unknown``, ``staff.changed_meanwhile``.
        One write transaction; the audit keeps what was there before, for the register itself does not.
        """
        actor.need(Right.STAFF_WRITE)
        name = clean_text(command.name, field="name", limit=50)
        post = clean_text(command.post, field="post", limit=50)
        telephone = clean_text(command.telephone, field="telephone", limit=40, required=False)
        authority = tuple(clean_text(item, field="authority") for item in command.authority)
        with self._db.write(actor) as work:
            known = _known(work.conn, command.staff_id)
            before = dataclasses.replace(known, version=command.version)
            wanted = dataclasses.replace(before, name=name, post=post, telephone=telephone, authority=authority)
            if wanted == known:
                return known
            after = storage.change(work.conn, wanted)
            work.audit("staff.changed", "staff", known.id, before=_basics(before), after=_basics(after))
        return after

    def certify(self, actor: Actor, staff_id: str, version: int, certificate: Certificate) -> StaffMember:
        """Enter, renew, suspend or reinstate a certificate.

        Refused: ``staff.unknown``, ``staff.changed_meanwhile``, ``staff.certificate_dates``.
        One write transaction, audited.
        """
        actor.need(Right.STAFF_WRITE)
        with self._db.write(actor) as work:
            before = dataclasses.replace(_known(work.conn, staff_id), version=version)
            after = storage.change(work.conn, _certified(before, certificate))
            work.audit("staff.certified", "staff", staff_id, before=told_of(before), after=told_of(after))
        return after

    def leave(self, actor: Actor, staff_id: str, version: int, on: date) -> StaffMember:
        """Note that a member leaves on ``on``, the first day without work; from that day SR-3 refuses them.

        What they have open ends at once, and they sign in no more from ``on`` (MS-2).
        Refused: ``staff.unknown``, ``staff.changed_meanwhile``, ``auth.last_admin`` when nobody who keeps users would
        be left. One write transaction, audited.
        """
        actor.need(Right.STAFF_WRITE)
        with self._db.write(actor) as work:
            before = dataclasses.replace(_known(work.conn, staff_id), version=version)
            return note_leaving(work, before, on)

    def record(self, actor: Actor, command: RecordEntry) -> RegisterEntry:
        """Add an entry to the register; it cannot be changed afterwards, only gone on with by another.

        Refused: ``staff.unknown``, ``staff.entry_unknown``, ``staff.entry_in_future``, ``staff.not_handled`` (a
        violation needs how it was dealt with). One write transaction, audited.
        """
        actor.need(Right.STAFF_WRITE)
        text = clean_text(command.text, field="text", limit=1000, lines=True)
        handled = clean_text(command.handled, field="handled", limit=1000, lines=True, required=False)
        if command.kind is EntryKind.VIOLATION and not handled:
            raise Refused("staff.not_handled", field="handled")
        with self._db.write(actor) as work:
            if command.on > branch_day(work.at):
                raise Refused("staff.entry_in_future", field="on")
            _known(work.conn, command.staff_id)
            earlier = {entry.id for entry in storage.entries(work.conn, command.staff_id)}
            if command.about and command.about not in earlier:
                raise Refused("staff.entry_unknown", field="about")
            entry = RegisterEntry(
                new_id(), command.staff_id, command.kind, command.on, text, handled, command.about,
                actor.staff_id, work.at,
            )  # fmt: skip
            storage.add_entry(work.conn, entry)
            work.audit("staff.recorded", "staff", command.staff_id, after={"entry": entry.id, "kind": entry.kind})
        return entry


def _known(conn: sa.Connection, staff_id: str) -> StaffMember:
    member = storage.by_id(conn, staff_id)
    if member is None:
        raise Refused("staff.unknown")
    return member


def _certified(member: StaffMember, certificate: Certificate | None) -> StaffMember:
    if certificate is None:
        return member
    if certificate.until < certificate.since:
        raise Refused("staff.certificate_dates", field="certificate_until")
    return dataclasses.replace(
        member,
        certificate_number=clean_text(certificate.number, field="certificate_number", limit=40),
        certificate_from=certificate.since,
        certificate_until=certificate.until,
        certificate_state=certificate.state,
    )


def _basics(member: StaffMember) -> dict[str, object]:
    """What the audit keeps of a change of the basics, with the old values."""
    return {
        "name": member.name,
        "post": member.post,
        "telephone": member.telephone,
        "authority": member.authority,
        "version": member.version,
    }
