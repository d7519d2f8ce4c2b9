"""Preparing a day: tasks for large and active clients (FU-4), reminders by message of days that come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.branch.opened import system_actor
from app.clients import storage as clients
from app.clients.papers import PaperKind
from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, branch_day
from app.messages import queueing
from app.messages import storage as outbox
from app.messages.domain import NewMessage, can_be_sent_to
from app.onboarding.facts import BranchFacts
from app.policy.messages import BRANCH, BUSINESS, DAY, NAME, PAPER, TELEPHONE, TIME, MessageKind
from app.policy.values import Policy
from app.rhythm import storage
from app.rhythm.domain import DueVisit, LargeClient, Prepared, is_due
from app.storage.db import Database, Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind

AT_ONCE = 200
"""Reminders in one transaction: others write in between."""
VISIT = "大额、活跃客户维护（{why}）：走访或以其他方式联系，了解服务需求和意见，并登记联系记录"
_PAPERS = {"credit-code": "营业执照", PaperKind.RESIDENT_ID.value: "居民身份证"}


class RhythmService:
    """Use cases of what comes round. ``branch``: as messages name it."""

    def __init__(self, db: Database, policy: Policy, branch: BranchFacts) -> None:
        self._db = db
        self._policy = policy
        self._branch = branch

    def visits(self, actor: Actor) -> tuple[DueVisit, ...]:
        """Large and active clients by the snapshot in force with the day of the next contact, the earliest first.

        At most 5,000. Needs CLIENT_READ and TASK_READ. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        actor.need(Right.TASK_READ)
        rule, today = self._policy.large, branch_day(self._db.clock.now())
        with self._db.read() as conn:
            found = storage.large(conn, rule)
            there = {task.client_id: task for task in tasks.open_ones(conn, TaskKind.CLIENT_VISIT)}
        made = []
        for one in found:
            task = there.get(one.client_id)
            due = task.due_on if task is not None else one.due_on(rule)
            made.append(DueVisit(one, one.why(rule), due, task.id if task else "", due < today))
        return tuple(sorted(made, key=lambda visit: (visit.due_on, visit.client.number)))

    def prepare(self, actor: Actor) -> Prepared:
        """Make today's tasks and reminders that are not made yet; whoever begins the day, and as often as is wished.

        Needs CLIENT_READ and TASK_READ. Several write transactions, audited.
        """
        actor.need(Right.CLIENT_READ)
        actor.need(Right.TASK_READ)
        return _Preparing(self._db, self._policy, self._branch).run(actor)


class _Preparing:
    """The preparing of one day, in somebody's name or the program's own."""

    def __init__(self, db: Database, policy: Policy, branch: BranchFacts) -> None:
        self._db = db
        self._policy = policy
        self._branch = branch

    def run(self, actor: Actor) -> Prepared:
        reminders = 0
        with self._db.read() as conn:
            due = list(self._reminders(conn))
        for start in range(0, len(due), AT_ONCE):
            with self._db.write(actor) as tx:
                reminders += sum(self._queue(tx, one) for one in due[start : start + AT_ONCE])
        with self._db.write(actor) as tx:
            visits = self._make_visits(tx)
            today = branch_day(tx.at)
            if not storage.is_prepared(tx.conn, today):
                storage.begin_day(tx.conn, today, tx.at, visits, reminders)
            if visits or reminders:
                told = {"visits": visits, "reminders": reminders}
                tx.audit("rhythm.prepared", "day", today.isoformat(), after=told)
        return Prepared(visits, reminders)

    def _make_visits(self, tx: Writing) -> int:
        rule, today = self._policy.large, branch_day(tx.at)
        storage.lock(tx.conn)
        there = {task.client_id for task in tasks.open_ones(tx.conn, TaskKind.CLIENT_VISIT)}
        due = [one for one in storage.large(tx.conn, rule) if is_due(one, rule, today) and one.client_id not in there]
        for one in due:
            self._make_visit(tx, one, today)
        return len(due)

    def _make_visit(self, tx: Writing, one: LargeClient, today: date) -> None:
        rule = self._policy.large
        new = NewTask(
            kind=TaskKind.CLIENT_VISIT, client_id=one.client_id, case_number="", rule="FU-4",
            due_on=max(one.due_on(rule), today + timedelta(days=rule.notice_days)),
            text=VISIT.format(why=one.why(rule)),
        )  # fmt: skip
        made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
        tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "due": made.due_on})

    # reminders by message

    def _reminders(self, conn: sa.Connection) -> Iterator[NewMessage]:
        """What is to be told today; what was told before is queued no second time."""
        rule, now = self._policy.messages, self._db.clock.now()
        today = branch_day(now)
        if not rule.templates:
            return
        papers = storage.papers_ending(conn, today, today + timedelta(days=max(rule.paper_days)))
        yield from self._of_clients(conn, MessageKind.PAPER_EXPIRY, papers, rule.paper_days, today)
        ending = storage.assessments_ending(conn, today, today + timedelta(days=max(rule.reassessment_days)))
        yield from self._of_clients(conn, MessageKind.REASSESSMENT_DUE, ending, rule.reassessment_days, today)
        begin = datetime.combine(today + timedelta(days=1), time(), BRANCH_ZONE)
        for row in storage.visits_booked(conn, begin, begin + timedelta(days=rule.booking_days)):
            planned = row.planned_at.astimezone(BRANCH_ZONE)
            values = {
                NAME: row.name, DAY: _day(planned.date()), TIME: f"{planned:%H:%M}",
                BUSINESS: "、".join(json.loads(row.business)), BRANCH: self._branch.branch,
                TELEPHONE: self._branch.telephone,
            }  # fmt: skip
            yield NewMessage(
                kind=MessageKind.BOOKING_REMINDER, mobile=row.mobile, values=values, until=row.planned_at,
                once=f"booking:{row.id}:{planned:%Y%m%d%H%M}",
            )  # fmt: skip

    def _of_clients(
        self, conn: sa.Connection, kind: MessageKind, found: Sequence[tuple[str, date]], days: Sequence[int],
        today: date,
    ) -> Iterator[NewMessage]:  # fmt: skip
        for start in range(0, len(found), AT_ONCE):
            piece = found[start : start + AT_ONCE]
            people = clients.get_clients(conn, [client_id for client_id, _ in piece])
            for client_id, until in piece:
                client = people[client_id]
                if not can_be_sent_to(client.mobile):
                    continue  # the task of the paper, or the next visit, sees to it
                values = {
                    **queueing.addressed(client), DAY: _day(until), PAPER: _PAPERS.get(client.paper_kind, "身份证件"),
                    BRANCH: self._branch.branch, TELEPHONE: self._branch.telephone,
                }  # fmt: skip
                before = min(one for one in days if (until - today).days <= one)
                yield NewMessage(
                    kind=kind, mobile=client.mobile, values=values, client_id=client_id,
                    once=f"{kind.value}:{client_id}:{until}:{before}",
                )  # fmt: skip

    def _queue(self, tx: Writing, new: NewMessage) -> int:
        if outbox.by_once(tx.conn, new.once) is not None:
            return 0
        queueing.queue(tx, self._policy.messages, new)
        return 1


def prepare_once(db: Database, policy: Policy, branch: BranchFacts, station: str) -> Prepared | None:
    """Prepare today in the program's own name, unless it has been; for the worker in the background."""
    with db.read() as conn:
        if storage.is_prepared(conn, branch_day(db.clock.now())):
            return None
    return _Preparing(db, policy, branch).run(system_actor(station))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
