"""Handing over a leaver's clients, and reminding of certificates that end (MS-2, SR-3)."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Protocol

import sqlalchemy as sa

from app.archive import filing
from app.archive.heads import BranchFacts, Head
from app.archive.press import Press, PressedForm
from app.bookings import storage as bookings
from app.clients import numbers
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text, mask_mobile
from app.marketing import storage
from app.marketing.domain import (
    ClientHandOver,
    HandOverEnd,
    HandOverLine,
    HandOverState,
    PrepareHandOver,
    Served,
    check_day,
    check_whole,
    most_given,
)
from app.marketing.facts import ClientHandOverFacts, HandedClient, Receiver
from app.policy.values import Policy
from app.relationship import storage as relationship
from app.relationship.domain import check_member
from app.staff import storage as staff
from app.staff.domain import Practice, StaffKind, StaffMember, practice, practising
from app.staff.leaving import note_leaving
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import FINISHED_BY, FIXED_HANDS, FinishedBy, NewTask, TaskKind, TaskState

LIST = "client-handover"
WHY_LIMIT = 200


class BlobStore(Protocol):
    """Where the files of documents lie, by the SHA-256 of their content."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """The content. Refused when it is missing or altered."""
        ...


class MarketingService:
    """Use cases of marketing staff. All but ``remind`` need STAFF_WRITE and CLIENT_READ: director and manager."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._clock = clock
        self._branch = branch

    # looking

    def served(self, actor: Actor, staff_id: str) -> tuple[Served, ...]:
        """The clients of a member by their number, masked; of one who left too. One read transaction.

        Refused: ``staff.unknown``, ``staff.not_marketing``.
        """
        _need(actor)
        with self._db.read() as conn:
            _marketer(conn, staff_id)
            return _served(conn, staff_id)

    def receivers(self, actor: Actor, staff_id: str) -> tuple[StaffMember, ...]:
        """Marketing staff who may practise today and could get the clients of ``staff_id``. One read transaction."""
        _need(actor)
        today = branch_day(self._clock.now())
        with self._db.read() as conn:
            return tuple(one for one in staff.marketing(conn) if one.id != staff_id and _may(one, today))

    def hand_overs(self, actor: Actor) -> tuple[ClientHandOver, ...]:
        """All lists, the latest first: open, done, given up. One read transaction."""
        _need(actor)
        with self._db.read() as conn:
            return storage.listed(conn)

    def hand_over(self, actor: Actor, number: str) -> ClientHandOver:
        """One list. Refused: ``marketing.unknown``. One read transaction."""
        _need(actor)
        with self._db.read() as conn:
            return storage.by_number(conn, number)

    # a hand-over

    def prepare(self, actor: Actor, command: PrepareHandOver) -> ClientHandOver:
        """Make the list of a leaver's clients with who gets whom; it changes nothing until it is back, signed (MS-2).

        Refused: ``marketing.day_past``, ``.day_far``, ``.own_handover``, ``.open_already`` (``number``),
        ``.no_clients``, ``.clients_left`` (``count``), ``.list_outdated``, ``.to_leaver``, ``.too_many``,
        ``staff.unknown``, ``staff.not_marketing``, and for who gets clients as ``practising`` (SR-3).
        One write transaction, audited.
        """
        _need(actor)
        absence = clean_text(command.absence, field="absence", limit=WHY_LIMIT, required=False)
        if actor.staff_id == command.staff_id:
            raise Refused("marketing.own_handover")
        with self._db.write(actor) as tx:
            today = branch_day(tx.at)
            leaver = _marketer(tx.conn, command.staff_id)
            on = leaver.left_on or command.on  # what is noted already stands
            if leaver.active and leaver.left_on is None:
                check_day(on, today)
            _none_open(tx.conn, leaver.id)
            served = _served(tx.conn, leaver.id)
            check_whole(served, command.receivers, leaver.id)
            rest_to = command.rest_to or most_given(command.receivers)
            members = {
                staff_id: check_member(staff.by_id(tx.conn, staff_id), today)
                for staff_id in sorted({*command.receivers.values(), rest_to})
            }
            lines = tuple(_line(place, one, members[command.receivers[one.client_id]])
                          for place, one in enumerate(served, 1))  # fmt: skip
            made = ClientHandOver(
                number=numbers.dated_number(tx.conn, "YJ", today), leaver_id=leaver.id, leaver_number=leaver.number,
                leaver_name=leaver.name, leaver_post=leaver.post, on=on, absence=absence, rest_to=rest_to,
                made_at=tx.at, made_by=actor.staff_id, made_by_name=actor.name, made_by_number=actor.staff_number,
                lines=lines,
            )  # fmt: skip
            storage.add(tx.conn, made)
            told = {"leaver": leaver.id, "on": on, "clients": len(lines), "receivers": sorted(members)}
            tx.audit("marketing.handover_prepared", "client-handover", made.number, after=told)
        return made

    def list_form(self, actor: Actor, number: str) -> PressedForm:
        """The list to be printed and signed by everybody on it. Refused: ``marketing.unknown``, as the press."""
        _need(actor)
        with self._db.read() as conn:
            return self._pressed(conn, storage.by_number(conn, number))

    def complete(
        self, actor: Actor, number: str, scan: bytes, *, watch: Watch = UNWATCHED
    ) -> ClientHandOver:  # fmt: skip
        """The signed list is back: filed, and in one transaction every client has their new staff member (MS-2).

        ``scan``: the signed paper as PDF, JPEG or PNG. Clients are told by tasks of who looks after them now; open
        bookings and tasks go over; the leaver's leaving is noted and what they have open ends. Takes seconds;
        cancelled at a client or a task, the list is open as before.
        Refused: ``work.cancelled``, ``marketing.unknown``, ``.not_open``, ``.own_handover``, ``.list_outdated``
        (somebody's staff member was changed meanwhile), as ``practising``, ``relationship.verified_by_self``,
        ``scan.*``, ``archive.seal_not_valid``, ``auth.last_admin``. One read and one write transaction, audited.
        """
        _need(actor)
        with self._db.read() as conn:
            listed = storage.by_number(conn, number)
            self._need_current(conn, actor, listed)
            watch.step(0, 0)
            pressed = self._pressed(conn, listed)
        watch.step(0, 0)
        made = filing.adopt(self._press, self._blobs, pressed, scan)
        with self._db.write(actor) as tx:
            self._need_current(tx.conn, actor, storage.by_number(tx.conn, number))
            document = filing.enter(tx, self._press, made, case_number=number, client_id=None)
            end = HandOverEnd(HandOverState.DONE, tx.at, actor.staff_id, actor.name, document.number, "")
            storage.finish(tx.conn, number, end)
            for line in watch.each(listed.lines, len(listed.lines)):
                self._give(tx, listed, line, document.number)
            given = self._give_rest(tx, listed, watch)
            leaver = _marketer(tx.conn, listed.leaver_id)
            if leaver.active and leaver.left_on is None:
                note_leaving(tx, leaver, max(listed.on, branch_day(tx.at)))
            told = {
                "leaver": listed.leaver_id, "clients": [line.client_number for line in listed.lines],
                "bookings": given, "documents": {document.number: document.content_sha256},
            }  # fmt: skip
            tx.audit("marketing.handover_done", "client-handover", number, after=told)
        return dataclasses.replace(listed, end=end)

    def cancel(self, actor: Actor, number: str, why: str) -> ClientHandOver:
        """Give an open list up; it stays. Refused: ``text.required``, ``marketing.unknown``, ``marketing.not_open``.

        One write transaction, audited.
        """
        _need(actor)
        reason = clean_text(why, field="why", limit=WHY_LIMIT)
        with self._db.write(actor) as tx:
            listed = storage.by_number(tx.conn, number)
            end = HandOverEnd(HandOverState.CANCELLED, tx.at, actor.staff_id, actor.name, "", reason)
            storage.finish(tx.conn, number, end)
            tx.audit("marketing.handover_cancelled", "client-handover", number, after={"why": reason})
        return dataclasses.replace(listed, end=end)

    # certificates

    def remind(self, actor: Actor) -> int:
        """Enter a task for every certificate that ends within the policy's days, once for each end; gives how many.

        A reminder whose certificate was renewed since is marked as done. Needs STAFF_READ.
        One read transaction, a write transaction when there is something to do; audited.
        """
        actor.need(Right.STAFF_READ)
        with self._db.read() as conn:
            if not any(self._due(conn)):
                return 0
        with self._db.write(actor) as tx:
            ending, renewed = self._due(tx.conn)
            for member in ending:
                self._remind(tx, member)
            for task_id in renewed:
                seen = tasks.by_id(tx.conn, task_id).version
                tasks.finish(tx.conn, task_id, outcome="证书已更新", seen_version=seen, at=tx.at, actor=actor)
                tx.audit("tasks.done", "task", task_id, after={"version": seen + 1})
        return len(ending)

    def _due(self, conn: sa.Connection) -> tuple[list[StaffMember], list[str]]:
        """Members to be reminded of, and tasks of reminders that are no longer needed."""
        today, days = branch_day(self._clock.now()), self._policy.certificate_warning_days
        members = {one.id: one for one in staff.marketing(conn)}
        made = storage.reminders(conn, sorted(members))
        wanted = (Practice.SOON, Practice.EXPIRED)
        ending = [
            one for one in members.values()
            if practice(one, today, days) in wanted and (one.id, one.certificate_until) not in made
        ]  # fmt: skip
        renewed = [
            task_id for (staff_id, until), task_id in made.items()
            if members[staff_id].certificate_until != until or not members[staff_id].active
        ]  # fmt: skip
        still = [task_id for task_id in renewed if tasks.by_id(conn, task_id).state is TaskState.OPEN]
        return ending, still

    def _remind(self, tx: Writing, member: StaffMember) -> None:
        until = member.certificate_until
        assert until is not None  # noqa: S101 - it ends soon
        today = branch_day(tx.at)
        says = f"已于 {until} 到期，续期前不得确认服务关系" if until < today else f"将于 {until} 到期，请及时续期"
        new = NewTask(
            kind=TaskKind.CERTIFICATE, client_id="", case_number="", due_on=max(until, today), rule="SR-3",
            text=f"{member.name}（工号{member.number}）的执业证书{says}，并在员工名册中更新。", assigned_to=member.id,
        )  # fmt: skip
        made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        storage.remind(tx.conn, member.id, until, made.id, tx.at)
        tx.audit("marketing.certificate_reminded", "staff", member.id, after={"until": until, "task": made.id})

    # shared

    def _pressed(self, conn: sa.Connection, listed: ClientHandOver) -> PressedForm:
        rest = staff.by_id(conn, listed.rest_to)
        head = Head(
            number=f"{listed.number}-01", case_number=listed.number, made_on=branch_day(listed.made_at),
            branch=self._branch, teller_name=listed.made_by_name, teller_number=listed.made_by_number,
        )  # fmt: skip
        facts = ClientHandOverFacts(
            head=head, leaver=listed.leaver_name, leaver_number=listed.leaver_number, leaver_post=listed.leaver_post,
            on=listed.on, absence=listed.absence, rest_to=named(rest) if rest else "",
            telling_days=self._policy.telling_days,
            clients=tuple(
                HandedClient(line.client_number, line.client_name, line.fund_account,
                             f"{line.receiver_name} {line.receiver_number}")
                for line in listed.lines
            ),
            receivers=tuple(Receiver(name, number, count) for number, name, count in listed.receivers),
        )  # fmt: skip
        return self._press.press(LIST, facts)

    def _need_current(self, conn: sa.Connection, actor: Actor, listed: ClientHandOver) -> None:
        """The list is open, tells of all clients that the leaver has now, and who gets them may practise."""
        if listed.end is not None:
            raise Refused("marketing.not_open")
        if actor.staff_id == listed.leaver_id:
            raise Refused("marketing.own_handover")
        today = branch_day(self._clock.now())
        if {line.client_id for line in listed.lines} != {one.client_id for one in _served(conn, listed.leaver_id)}:
            raise Refused("marketing.list_outdated")
        for staff_id in sorted({*(line.receiver_id for line in listed.lines), listed.rest_to}):
            check_member(staff.by_id(conn, staff_id), today)

    def _give(self, tx: Writing, listed: ClientHandOver, line: HandOverLine, document_number: str) -> None:
        relationship.confirm(
            tx.conn, client_id=line.client_id, staff_id=line.receiver_id, booking_number="",
            verified_by=tx.actor.staff_id, document_number=document_number, at=tx.at,
        )  # fmt: skip
        text = (
            f"告知客户：服务人员由 {listed.leaver_name}（工号{listed.leaver_number}）变更为 "
            f"{line.receiver_name}（工号{line.receiver_number}）。电话或信函告知，并记录告知方式和客户意见。"
        )
        new = NewTask(
            kind=TaskKind.TELL_CLIENT, client_id=line.client_id, case_number="", text=text, rule="MS-2",
            due_on=branch_day(tx.at) + timedelta(days=self._policy.telling_days), assigned_to=line.receiver_id,
        )  # fmt: skip
        made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        tx.audit("tasks.added", "task", made.id, after={"kind": made.kind, "assigned_to": line.receiver_id})

    def _give_rest(self, tx: Writing, listed: ClientHandOver, watch: Watch) -> list[str]:
        """Open tasks go to who has the client now; calls, other tasks and open bookings to ``rest_to`` (FU-1, MS-2)."""
        who = {line.client_id: line.receiver_id for line in listed.lines}
        for task in tasks.assigned_open(tx.conn, listed.leaver_id):
            watch.step(len(listed.lines), len(listed.lines))
            if task.kind in FIXED_HANDS or task.kind is TaskKind.CERTIFICATE:
                continue
            to = own = who.get(task.client_id, listed.rest_to)
            if FINISHED_BY.get(task.kind) is FinishedBy.CONTACT:
                # nobody calls the clients they look after themselves (FU-1)
                to = listed.rest_to if own != listed.rest_to or not task.client_id else tx.actor.staff_id
            tasks.hand_over(
                tx.conn, task.id, staff_id=to, why=f"客户移交 {listed.number}", seen_version=task.version,
                at=tx.at, actor=tx.actor,
            )  # fmt: skip
            tx.audit("tasks.handed_over", "task", task.id, before={"assigned_to": listed.leaver_id},
                     after={"assigned_to": to, "why": listed.number})  # fmt: skip
        return list(bookings.hand_over(tx.conn, listed.leaver_id, listed.rest_to))


def named(member: StaffMember) -> str:
    """Name and number."""
    return f"{member.name}（工号{member.number}）"


def _need(actor: Actor) -> None:
    actor.need(Right.STAFF_WRITE)
    actor.need(Right.CLIENT_READ)


def _marketer(conn: sa.Connection, staff_id: str) -> StaffMember:
    member = staff.by_id(conn, staff_id)
    if member is None:
        raise Refused("staff.unknown")
    if member.kind is not StaffKind.MARKETING:
        raise Refused("staff.not_marketing")
    return member


def _may(member: StaffMember, day: date) -> bool:
    try:
        practising(member, day)
    except Refused:
        return False
    return True


def _none_open(conn: sa.Connection, staff_id: str) -> None:
    for listed in storage.of_leaver(conn, staff_id):
        if listed.end is None:
            raise Refused("marketing.open_already", number=listed.number)


def _served(conn: sa.Connection, staff_id: str) -> tuple[Served, ...]:
    held = {one.client_id: one for one in relationship.clients_of(conn, staff_id)}
    found = clients.get_clients(conn, sorted(held))
    served = [
        Served(client.id, client.number, client.name, client.fund_account, mask_mobile(client.mobile),
               branch_day(held[client.id].at))
        for client in found.values()
    ]  # fmt: skip
    return tuple(sorted(served, key=lambda one: one.number))


def _line(place: int, one: Served, receiver: StaffMember) -> HandOverLine:
    return HandOverLine(
        place, one.client_id, one.number, one.name, one.fund_account, receiver.id, receiver.number, receiver.name
    )  # fmt: skip
