"""Who is invited to an event, and who was there (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import sqlalchemy as sa

from app.clients import storage as clients
from app.clients.domain import ContactWay
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.education import people, storage
from app.education.domain import (
    MOST_PEOPLE,
    TOPIC,
    WORDS_LIMIT,
    Arrival,
    Candidate,
    Event,
    InviteWay,
    Wanted,
    check_attendance,
    check_changeable,
)
from app.education.events import EventUseCases, EventView, view_of
from app.education.material import need_either
from app.storage.changes import tell
from app.storage.db import Writing

Inviter = Callable[[Writing, str, Event], str]
"""Puts the invitation of a client to an event into the outbox; gives the message's id."""
OptedOut = Callable[[sa.Connection], Collection[str]]
"""Ids of clients who want no messages."""


class GuestUseCases(EventUseCases):
    """Inviting needs EDUCATION_WRITE, entering who was there COUNTER or EDUCATION_WRITE."""

    _inviter: Inviter | None = None
    _opted_out: OptedOut | None = None

    # invitations

    def candidates(self, actor: Actor, event_number: str, wanted: Wanted) -> tuple[Candidate, ...]:
        """Whom the event could be offered to, masked, at most 5,000. Needs EDUCATION_WRITE and CLIENT_READ.

        Refused: ``education.no_event``. One read transaction.
        """
        actor.need(Right.EDUCATION_WRITE)
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            storage.event_by_number(conn, event_number)
            return self._candidates(conn, event_number, wanted)

    def invite(self, actor: Actor, event_number: str, client_ids: Sequence[str], way: InviteWay) -> int:
        """Put clients on the list, by message (into the outbox) or to be called; gives how many came on.

        Left out: who is on it already, wants no advertising, or (of calls) wants messages in place of calls.
        Needs EDUCATION_WRITE and CLIENT_READ. Refused: ``education.no_event``, ``education.ended``,
        ``education.over`` (its day is past),
        ``education.too_many`` (``most``), ``education.no_outbox``, ``clients.unknown``.
        One write transaction, audited.
        """
        actor.need(Right.EDUCATION_WRITE)
        actor.need(Right.CLIENT_READ)
        if len(client_ids) > MOST_PEOPLE:
            raise Refused("education.too_many", most=MOST_PEOPLE)
        if way is InviteWay.MESSAGE and self._inviter is None:
            raise Refused("education.no_outbox")
        with self._db.write(actor) as tx:
            event = storage.event_by_number(tx.conn, event_number)
            check_changeable(event, event.version)
            if event.on < branch_day(tx.at):
                raise Refused("education.over")
            there = {one.client_id for one in storage.invitations(tx.conn, event_number)}
            left_out = set(self._opted_out(tx.conn)) if self._opted_out is not None else set()
            new = [one for one in dict.fromkeys(client_ids) if one not in there and one not in left_out]
            done = 0
            for client_id in new:
                client = clients.get_client(tx.conn, client_id)
                if way is InviteWay.CALL and client.contact_way == ContactWay.MESSAGES.value:
                    continue  # wants messages in place of calls (FU-1)
                done += 1
                message = self._inviter(tx, client_id, event) if self._inviter and way is InviteWay.MESSAGE else ""
                storage.invite(
                    tx.conn, event_number, client_id, way, message, at=tx.at, by=actor.staff_id, by_name=actor.name
                )
            told = {"clients": done, "way": way.value}
            tx.audit("education.invited", "education-event", event_number, after=told)
            tell(tx.conn, TOPIC)
        return done

    # attendance

    def attend(self, actor: Actor, event_number: str, client_id: str, arrival: Arrival) -> EventView:
        """A client was there: on the day itself, or afterwards when it was held. Needs COUNTER or EDUCATION_WRITE.

        Refused: ``education.no_event``, ``education.cancelled``, ``education.not_yet``, ``education.not_held``,
        ``education.attended_already``, ``clients.unknown``. One write transaction, audited.
        """
        need_either(actor)
        with self._db.write(actor) as tx:
            event = storage.event_by_number(tx.conn, event_number)
            check_attendance(event, branch_day(tx.at))
            clients.get_client(tx.conn, client_id)
            storage.attend(
                tx.conn, event_number, client_id, arrival, at=tx.at, by=actor.staff_id, by_name=actor.name
            )  # fmt: skip
            told = {"client": client_id, "arrival": arrival.value}
            tx.audit("education.attended", "education-event", event_number, after=told)
            tell(tx.conn, TOPIC)
            return view_of(tx.conn, event_number)

    def take_back(self, actor: Actor, attendance_id: str, why: str) -> EventView:
        """An entry of somebody who was not there does not hold; it stays, with the reason.

        Needs COUNTER or EDUCATION_WRITE. Refused: ``text.*``, ``education.no_attendance``.
        One write transaction, audited.
        """
        need_either(actor)
        words = clean_text(why, field="why", limit=WORDS_LIMIT)
        with self._db.write(actor) as tx:
            event_number = storage.take_back(
                tx.conn, attendance_id, words, at=tx.at, by=actor.staff_id, by_name=actor.name
            )
            tx.audit("education.attendance_taken_back", "education-event", event_number, after={"why": words})
            tell(tx.conn, TOPIC)
            return view_of(tx.conn, event_number)

    def _candidates(self, conn: sa.Connection, event_number: str, wanted: Wanted) -> tuple[Candidate, ...]:
        out = self._opted_out(conn) if self._opted_out is not None else ()
        today = branch_day(self._clock.now())
        return people.candidates(conn, event_number, wanted, today, self._rule.former_years, out)
