"""What the parts of the complaints' service share: where things lie, and how a complaint moves on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

import sqlalchemy as sa

from app.archive import filing
from app.archive import storage as archive
from app.archive.filing import Made
from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.archive.service import BlobStore
from app.common.actor import Actor
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.complaints import papers, storage
from app.complaints.domain import TOPIC, Complaint, Event, Step
from app.complaints.follow_up import renew_tasks
from app.complaints.seeing import part_of, visible
from app.complaints.steps import check_step
from app.policy.values import Policy
from app.storage.changes import tell
from app.storage.db import Database, Writing

SUBJECT = "complaint"
"""What the audit calls a complaint."""


class Picture(Protocol):
    """One page of a paper, as an upright JPEG without metadata."""

    @property
    def jpeg(self) -> bytes:
        """The picture."""
        ...


class PageReader(Protocol):
    """Takes papers apart into cleaned pages; ``app.scans.reader.PageReader`` is one."""

    def read(self, name: str, content: bytes) -> Sequence[Picture]:
        """The pages of a PDF or picture. Refused: ``scan.*``."""
        ...


class Desk:
    """The base of the parts."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts,
        reader: PageReader,
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._clock = clock
        self._branch = branch
        self._reader = reader

    def _today(self) -> date:
        return branch_day(self._clock.now())

    def _head(self, actor: Actor, number: str, case_number: str, day: date) -> Head:
        return Head(number, case_number, day, self._branch, actor.name, actor.staff_number)

    def _record(self, conn: sa.Connection, actor: Actor, complaint: Complaint, step: Step, words: str) -> Made:
        """《客户投诉记录表》 with the step that ends the complaint, sealed."""
        head = self._head(actor, self._next_number(conn, complaint), complaint.number, self._today())
        last = (self._clock.now(), step, actor.name, words)
        facts = papers.record_facts(conn, complaint, head, last=last)
        pressed = self._press.press(papers.RECORD, facts)
        return filing.seal(self._press, self._blobs, pressed, None)

    def _next_number(self, conn: sa.Connection, complaint: Complaint) -> str:
        return f"{complaint.number}-{len(archive.of_case(conn, complaint.number)) + 1:02d}"

    def _stepping(self, tx: Writing, number: str, version: int, step: Step) -> Complaint:
        """The complaint about to take a step. Refused: as ``check_step``, ``complaints.changed_elsewhere``."""
        before = visible(tx.conn, tx.actor, number)
        if before.version != version:
            raise Refused("complaints.changed_elsewhere")
        check_step(part_of(tx.actor), before, step)
        return before

    def _moved(
        self, tx: Writing, before: Complaint, after: Complaint, step: Step, words: str = "", *,
        to: tuple[str, str] = ("", ""), due: tuple[date, date] | None = None,
        more: Mapping[str, object] | None = None,
    ) -> Complaint:  # fmt: skip
        """Store ``after`` with its history, its tasks and the audit; the complaint with its next version.

        ``more``: what the audit tells besides.
        """
        after = replace(after, version=before.version + 1)
        if to[0]:
            after = replace(after, handler_name=to[1], handlers=before.handlers | {to[0]})
        storage.change(tx.conn, after, before.version)
        event = Event(
            version=after.version, step=step, state=after.state, at=tx.at, by=tx.actor.staff_id,
            by_name=tx.actor.name, words=words, to_staff=to[0], to_name=to[1],
            from_due=None if due is None else due[0], to_due=None if due is None else due[1],
        )  # fmt: skip
        storage.add_event(tx.conn, after.id, event)
        renew_tasks(tx, after, step, self._policy.complaints)
        told = {"state": after.state.value, "handler": after.handler, "answer_due": after.answer_due,
                "version": after.version, **(more or {})}  # fmt: skip
        verb = step.value.replace("-", "_")
        tx.audit(f"complaints.{verb}", SUBJECT, after.number, before={"state": before.state.value}, after=told)
        tell(tx.conn, TOPIC)
        return after
