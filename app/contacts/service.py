"""Calling and visiting clients: the guided form, the record that never changes, what is added to it (FU-1 to FU-6)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import canonical_json, clean_text
from app.contacts import draft_rows, storage
from app.contacts.domain import (
    KIND_OF,
    LONGEST_TEXT,
    Contact,
    ContactCount,
    ContactKind,
    ContactLine,
    Correction,
    NewContact,
    Outcome,
    Saved,
    check_caller,
)
from app.contacts.filed import MOST_TRIES, BlobStore, ContactFiling, NumberTaken
from app.policy.contacts import ContactQuestion
from app.policy.in_force import need_current
from app.policy.values import Policy
from app.relationship import storage as relationships
from app.storage.db import Database
from app.tasks import storage as tasks
from app.tasks.domain import Task, TaskKind, TaskLine
from app.trading_days import storage as trading_days

DRAFT_DAYS = 60
"""So long what is typed and not saved is kept."""
MOST_TYPED = 20_000
"""Characters of a draft, as JSON."""

Unseen = Callable[[sa.Connection, Actor, Iterable[str]], frozenset[str]]
"""Says which of these complaints somebody may not see; their calls are then as good as unknown to them (CP-3)."""


@dataclass(frozen=True, slots=True)
class Guide:
    """What a call or visit starts with. ``task``: what it is made for, None for one of one's own accord.

    ``attempts``: those made in vain at the task; ``most_attempts``: after so many another way is taken.
    ``refuses_calls``: the client wants no calls (FU-2). ``retry_on``: the day proposed when nobody is reached.
    ``typed``: what this person has typed of it and not saved, as the window kept it.
    """

    kind: ContactKind
    questions: tuple[ContactQuestion, ...]
    policy_version: str
    task: Task | None
    attempts: tuple[Contact, ...]
    most_attempts: int
    refuses_calls: bool
    retry_on: date
    typed: Mapping[str, Any] = field(default_factory=dict)


class ContactService:
    """Use cases of calls and visits. Recording needs CONTACT, looking CLIENT_READ; marketing staff have neither."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts,
        unseen: Unseen,
    ) -> None:  # fmt: skip
        self._db = db
        self._policy = policy
        self._clock = clock
        self._unseen = unseen
        self._filing = ContactFiling(press, blobs, policy, clock, branch)

    # looking

    def of_client(self, actor: Actor, client_id: str) -> tuple[Contact, ...]:
        """A client's contacts with answers and corrections, the newest first. Needs CLIENT_READ. One read."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            clients.get_client(conn, client_id)
            return self._seen(conn, actor, storage.of_client(conn, client_id))

    def get(self, actor: Actor, number: str) -> Contact:
        """One record by its number. Needs CLIENT_READ. Refused: ``contacts.unknown``. One read transaction."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return self._one(conn, actor, number)

    def listed(
        self, actor: Actor, since: date, until: date, *, kind: ContactKind | None = None,
        outcome: Outcome | None = None, staff_id: str = "", problem: bool | None = None,
    ) -> tuple[ContactLine, ...]:  # fmt: skip
        """Records of a period (days included), the newest first, at most 1,000; all else narrows it.

        Needs CLIENT_READ. One read transaction.
        """
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            found = storage.listed(conn, since, until, kind=kind, outcome=outcome, by=staff_id, problem=problem)
            seen = {one.id for one in self._seen(conn, actor, [line.contact for line in found])}
        return tuple(line for line in found if line.contact.id in seen)

    def counts(self, actor: Actor, since: date, until: date) -> tuple[ContactCount, ...]:
        """How many of which kind, way, outcome and member of staff. Needs REPORT_READ. One read transaction."""
        actor.need(Right.REPORT_READ)
        with self._db.read() as conn:
            return storage.counts(conn, since, until)

    def waiting(self, actor: Actor) -> tuple[TaskLine, ...]:
        """Open tasks that a call or visit finishes and this person may make, by day. Needs CONTACT. One read."""
        actor.need(Right.CONTACT)
        with self._db.read() as conn:
            lines = tasks.lines(conn, self._today(), kinds=tuple(KIND_OF))
            own = {one.client_id for one in relationships.clients_of(conn, actor.staff_id)}
        return tuple(line for line in lines if line.task.client_id not in own)

    def problems(self, actor: Actor) -> tuple[TaskLine, ...]:
        """Open problems found by calling, the latest first in line: late ones lead (FU-3). Needs CLIENT_READ."""
        actor.need(Right.CLIENT_READ)
        with self._db.read() as conn:
            return tasks.lines(conn, self._today(), kinds=(TaskKind.PROBLEM,))

    # calling

    def guide(self, actor: Actor, client_id: str, kind: ContactKind, task_id: str = "") -> Guide:
        """What to ask this client, and what was tried before. Needs CONTACT. One read transaction.

        ``kind`` is that of the task when there is one. Refused: ``clients.unknown``, ``tasks.unknown``,
        ``contacts.case_task``, ``contacts.other_task``, ``contacts.no_questions``, and as ``check_caller``.
        """
        actor.need(Right.CONTACT)
        policy = self._policy.contacts
        with self._db.read() as conn:
            clients.get_client(conn, client_id)
            task = tasks.by_id(conn, task_id) if task_id else None
            if task is not None:
                if task.client_id != client_id:
                    raise Refused("contacts.other_task")
                kind = KIND_OF.get(task.kind, ContactKind.OTHER)
            confirmed = relationships.current(conn, client_id)
            check_caller(actor, kind, confirmed.staff_id if confirmed is not None else "")
            questions = policy.asked(kind)
            if not questions:
                raise Refused("contacts.no_questions")
            return Guide(
                kind, questions, policy.version, task, storage.of_task(conn, task_id) if task_id else (),
                policy.attempts, storage.refuses_calls(conn, client_id),
                trading_days.working_day_after(conn, self._today(), policy.retry_days),
                _typed(draft_rows.of(conn, actor.staff_id, draft_rows.about(task_id, client_id))),
            )  # fmt: skip

    def keep_draft(self, actor: Actor, client_id: str, task_id: str, contact_id: str, typed: Mapping[str, Any]) -> None:
        """Keep what is typed of a call or visit, so that a crash takes nothing; empty: nothing is kept any more.

        ``contact_id``: of the record that it becomes; what comes after that was saved is left. It goes with the save,
        and after ``DRAFT_DAYS``. Needs CONTACT. Refused: ``clients.unknown``, ``text.too_long``. One write transaction.
        """
        actor.need(Right.CONTACT)
        text = canonical_json(dict(typed)) if typed else ""
        if len(text) > MOST_TYPED:
            raise Refused("text.too_long", limit=MOST_TYPED, length=len(text))
        what = draft_rows.about(task_id, client_id)
        with self._db.write(actor) as tx:
            clients.get_client(tx.conn, client_id)
            draft_rows.drop_older(tx.conn, actor.staff_id, tx.at - timedelta(days=DRAFT_DAYS))
            if not text or storage.is_saved(tx.conn, contact_id):
                draft_rows.drop(tx.conn, actor.staff_id, what)
            else:
                draft_rows.put(tx.conn, actor.staff_id, what, text, tx.at)

    def save(self, actor: Actor, new: NewContact) -> Saved:
        """Save a call or visit with its form, finish or put off its task, make what comes of it. Needs CONTACT.

        The form is archived when somebody was reached. What is a problem becomes a task due in working days (FU-3),
        misconduct an incident; a client who wants no calls gets messages (FU-2). Refused: as ``recording.prepare``,
        ``storage.saved_already`` for an id that is saved, ``policy.outdated``, ``storage.busy``, as the press.
        One write transaction, audited; takes part of a second.
        """
        actor.need(Right.CONTACT)
        for _ in range(MOST_TRIES):
            with self._db.read() as conn:
                judged = self._filing.judge(conn, actor, new)
            filed = self._filing.press(actor, judged)
            try:
                with self._db.write(actor) as tx:
                    need_current(tx.conn, self._policy, branch_day(tx.at))
                    saved = self._filing.enter(tx, filed)
                    draft_rows.drop(tx.conn, actor.staff_id, draft_rows.about(new.task_id, new.client_id))
                    return saved
            except NumberTaken:
                continue
        raise Refused("storage.busy")

    def correct(self, actor: Actor, number: str, words: str, why: str) -> Correction:
        """Add to a record what is right, and why; the record itself stays as it is (FU-6). Needs CONTACT.

        Whoever made the record may, and those who may plan (CONTACT_PLAN). Refused: ``contacts.unknown``,
        ``auth.denied``, ``text.*``. One write transaction, audited.
        """
        actor.need(Right.CONTACT)
        right = clean_text(words, field="words", limit=LONGEST_TEXT, lines=True)
        reason = clean_text(why, field="why")
        with self._db.write(actor) as tx:
            found = self._one(tx.conn, actor, number)
            if found.by != actor.staff_id:
                actor.need(Right.CONTACT_PLAN)
            made = storage.correct(
                tx.conn, found.id, words=right, why=reason, by=actor.staff_id, by_name=actor.name, at=tx.at
            )
            tx.audit("contacts.corrected", "client", found.client_id, after={"number": number, "correction": made.id})
        return made

    # inside

    def _seen(self, conn: sa.Connection, actor: Actor, found: Iterable[Contact]) -> tuple[Contact, ...]:
        """Without the calls of complaints that the actor may not see, unless it was the actor who called."""
        found = tuple(found)
        others = {one.case_number for one in found if one.kind is ContactKind.COMPLAINT and one.by != actor.staff_id}
        shut = self._unseen(conn, actor, others) if others else frozenset()
        return tuple(one for one in found if one.case_number not in shut or one.by == actor.staff_id)

    def _one(self, conn: sa.Connection, actor: Actor, number: str) -> Contact:
        seen = self._seen(conn, actor, [storage.by_number(conn, number)])
        if not seen:
            raise Refused("contacts.unknown")
        return seen[0]

    def _today(self) -> date:
        return branch_day(self._clock.now())


def _typed(text: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(text) if text else {}
    return found
