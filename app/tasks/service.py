"""The list of what is to be done, and doing it (TO-13, TO-14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.storage.db import Database, Writing
from app.tasks import storage
from app.tasks.domain import (
    FINISHED_BY,
    Finished,
    FinishedBy,
    Task,
    TaskLine,
    TaskPage,
    Waiting,
    Wanted,
    Whose,
    check_unbound,
)

AT_ONCE = 500
"""Lines that a list has at once, at most."""

MOST_AT_ONCE = 200
"""Tasks handed over with one reason, at most."""

TAKEN = "主动领取"
"""The reason that stands in the history of a task that somebody took over."""

LooksAfter = Callable[[sa.Connection, str], str]


def _nobody(_: sa.Connection, __: str) -> str:
    return ""


class TaskService:
    """Use cases of tasks. Tasks are entered by the flows that make them (``storage.add``).

    Everybody who may see clients sees every task; marketing staff see their own, and somebody else's is as good as
    unknown to them. One changes a task that is one's own, and the counter and approvers anybody's.
    ``looks_after``: the staff id of a client's own marketing staff, who does not call them (FU-1); empty: nobody.
    """

    def __init__(self, db: Database, looks_after: LooksAfter = _nobody) -> None:
        self._db = db
        self._looks_after = looks_after

    def open_tasks(self, actor: Actor, *, mine: bool = False, until: date | None = None) -> tuple[TaskLine, ...]:
        """Open tasks, overdue ones first, then by day; ``mine``: the actor's own only; ``until`` a day, included.

        At most 1,000. Needs TASK_READ. One read transaction.
        """
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            who = actor.staff_id if mine or _own_only(actor) else ""
            return storage.lines(conn, self._today(), assigned_to=who, until=until)

    def find(self, actor: Actor, wanted: Wanted, *, limit: int = AT_ONCE, offset: int = 0) -> TaskPage:
        """The tasks wanted, overdue ones first, then by day (done ones the latest first), and how many there are.

        At most ``AT_ONCE`` lines, from ``offset`` on. Needs TASK_READ. One read transaction.
        """
        actor.need(Right.TASK_READ)
        if _own_only(actor):
            wanted = replace(wanted, whose=Whose.MINE)
        with self._db.read() as conn:
            most = min(limit, AT_ONCE)
            return storage.page(conn, self._today(), wanted, staff_id=actor.staff_id, limit=most, offset=offset)

    def waiting(self, actor: Actor) -> Waiting:
        """The actor's own open tasks, for the number at the page's button. Needs TASK_READ. One read transaction."""
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            return Waiting(storage.own(conn, actor.staff_id), self._today())

    def of_case(self, actor: Actor, case_number: str) -> tuple[TaskLine, ...]:
        """All tasks of a case, done ones too, by day. Needs TASK_READ. One read transaction."""
        actor.need(Right.TASK_READ)
        if not case_number:
            return ()
        with self._db.read() as conn:
            who = actor.staff_id if _own_only(actor) else ""
            return storage.lines(conn, self._today(), open_only=False, assigned_to=who, case_number=case_number)

    def of_client(self, actor: Actor, client_id: str) -> tuple[TaskLine, ...]:
        """All tasks of a client, done ones too, by day. Needs TASK_READ. One read transaction."""
        actor.need(Right.TASK_READ)
        if not client_id:
            return ()
        with self._db.read() as conn:
            who = actor.staff_id if _own_only(actor) else ""
            return storage.lines(conn, self._today(), open_only=False, assigned_to=who, client_id=client_id)

    def get(self, actor: Actor, task_id: str) -> Task:
        """One task with its history. Needs TASK_READ. Refused: ``tasks.unknown``. One read transaction."""
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            return _visible(conn, actor, task_id)

    def line(self, actor: Actor, task_id: str) -> TaskLine | None:
        """One task as a list shows it; None for one that is not there or not to be seen. Needs TASK_READ.

        One read transaction.
        """
        actor.need(Right.TASK_READ)
        with self._db.read() as conn:
            found = storage.line(conn, self._today(), task_id)
        hidden = found is not None and _own_only(actor) and found.task.assigned_to != actor.staff_id
        return None if hidden else found

    def done(self, actor: Actor, task_id: str, outcome: str, seen_version: int, *, ends: bool = False) -> Finished:
        """A task is done, with its outcome; a regular contact makes the next one, which is given too.

        ``ends``: no next one, because the client wants no more contact or is a client again; the outcome says so.
        Needs TASK_READ. Refused: ``text.required``, ``tasks.unknown``, ``tasks.not_yours``, ``tasks.done_already``,
        ``tasks.changed_elsewhere``; ``tasks.bound``, ``tasks.bound_contact``, ``tasks.bound_complaint`` for what only
        the act itself finishes, ``tasks.bound_record`` for a contact with who left or stayed by somebody who can record
        it (TO-14).
        One write transaction, audited.
        """
        actor.need(Right.TASK_READ)
        with self._db.write(actor) as tx:
            before = _changeable(tx.conn, actor, task_id)
            own = bool(before.client_id) and self._looks_after(tx.conn, before.client_id) == actor.staff_id
            check_unbound(before, records=actor.may(Right.CONTACT) and not own)
            finished = storage.finish(
                tx.conn, task_id, outcome=outcome, seen_version=seen_version, at=tx.at, actor=actor, ends=ends
            )
            follow = finished.next
            after = {"version": finished.task.version, "next": follow and follow.id, "due": follow and follow.due_on}
            tx.audit("tasks.done", "task", task_id, after={**after, "ends": ends})
        return finished

    def postpone(self, actor: Actor, task_id: str, to: date, why: str, seen_version: int) -> Task:
        """Put a task off to a later day, with a reason; it stays in the task's history. Needs TASK_READ.

        Refused: ``text.required``, ``tasks.unknown``, ``tasks.not_yours``, ``tasks.day_fixed``, ``tasks.not_later``,
        ``tasks.too_far``, ``tasks.done_already``, ``tasks.changed_elsewhere``. One write transaction, audited.
        """
        actor.need(Right.TASK_READ)
        with self._db.write(actor) as tx:
            before = _changeable(tx.conn, actor, task_id)
            after = storage.postpone(tx.conn, task_id, to=to, why=why, seen_version=seen_version, at=tx.at, actor=actor)
            told = {"due": after.due_on, "why": after.postponed[-1].why, "version": after.version}
            tx.audit("tasks.postponed", "task", task_id, before={"due": before.due_on}, after=told)
        return after

    def hand_over(self, actor: Actor, task_id: str, staff_id: str, why: str, seen_version: int) -> Task:
        """Give a task to another member of staff, with a reason; it stays in the task's history. Needs TASK_READ.

        Refused: ``text.required``, ``tasks.unknown``, ``tasks.not_yours``, ``tasks.hands_fixed``, ``tasks.same_staff``,
        ``tasks.own_client`` (a call to a client whom they look after, FU-1), ``staff.unknown``, ``staff.left``,
        ``tasks.done_already``, ``tasks.changed_elsewhere``.
        One write transaction, audited.
        """
        actor.need(Right.TASK_READ)
        with self._db.write(actor) as tx:
            return self._give(tx, task_id, staff_id, why, seen_version)

    def hand_over_all(self, actor: Actor, seen: Mapping[str, int], staff_id: str, why: str) -> tuple[Task, ...]:
        """Give several tasks to one member of staff with one reason: all of them or none.

        ``seen``: the version that was seen of each task, by id; at most ``MOST_AT_ONCE``. Needs TASK_READ. Refused as
        for ``hand_over``, for the first that cannot be given; ``tasks.none_chosen``, ``tasks.too_many``.
        One write transaction, each task audited.
        """
        actor.need(Right.TASK_READ)
        if not seen:
            raise Refused("tasks.none_chosen")
        if len(seen) > MOST_AT_ONCE:
            raise Refused("tasks.too_many", most=MOST_AT_ONCE)
        with self._db.write(actor) as tx:
            return tuple(self._give(tx, task_id, staff_id, why, version) for task_id, version in sorted(seen.items()))

    def take(self, actor: Actor, task_id: str, seen_version: int) -> Task:
        """Take over a task that is nobody's. Needs TASK_READ, and COUNTER or TRANSFER_APPROVE.

        Refused: ``tasks.unknown``, ``tasks.not_yours``, ``tasks.somebodys``, ``tasks.hands_fixed``,
        ``tasks.own_client`` (a call to a client whom the actor looks after, FU-1), ``tasks.done_already``,
        ``tasks.changed_elsewhere``.
        One write transaction, audited.
        """
        actor.need(Right.TASK_READ)
        with self._db.write(actor) as tx:
            if _changeable(tx.conn, actor, task_id).assigned_to:
                raise Refused("tasks.somebodys")
            return self._give(tx, task_id, actor.staff_id, TAKEN, seen_version)

    def _give(self, tx: Writing, task_id: str, staff_id: str, why: str, seen_version: int) -> Task:
        before = _changeable(tx.conn, tx.actor, task_id)
        called = before.client_id if FINISHED_BY.get(before.kind) is FinishedBy.CONTACT else ""
        if called and staff_id == self._looks_after(tx.conn, called):
            raise Refused("tasks.own_client", field="staff_id")
        after = storage.hand_over(
            tx.conn, task_id, staff_id=staff_id, why=why, seen_version=seen_version, at=tx.at, actor=tx.actor
        )
        told = {"assigned_to": after.assigned_to, "why": after.handed_over[-1].why, "version": after.version}
        tx.audit("tasks.handed_over", "task", task_id, before={"assigned_to": before.assigned_to}, after=told)
        return after

    def _today(self) -> date:
        return branch_day(self._db.clock.now())


def _own_only(actor: Actor) -> bool:
    return Role.MARKETING in actor.roles or not actor.may(Right.CLIENT_READ)


def _visible(conn: sa.Connection, actor: Actor, task_id: str) -> Task:
    found = storage.by_id(conn, task_id)
    # somebody else's is as good as unknown: the answer must not tell that it exists
    if _own_only(actor) and found.assigned_to != actor.staff_id:
        raise Refused("tasks.unknown")
    return found


def _changeable(conn: sa.Connection, actor: Actor, task_id: str) -> Task:
    found = _visible(conn, actor, task_id)
    own = found.assigned_to == actor.staff_id
    if not (own or actor.may(Right.COUNTER) or actor.may(Right.TRANSFER_APPROVE)):
        raise Refused("tasks.not_yours")
    return found
