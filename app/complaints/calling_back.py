"""The complainant is called back by somebody who did not handle the complaint; of a client that is a contact (CP-2, FU-6)."""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.archive.service import BlobStore
from app.common.actor import Actor, Right
from app.common.clock import Clock
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.complaints.desk import Desk, PageReader
from app.complaints.domain import WORDS_LIMIT, Complaint, State, Step
from app.complaints.seeing import part_of, visible
from app.complaints.steps import check_step
from app.contacts.domain import LONGEST_TEXT, ContactKind, NewContact, Outcome, Way
from app.contacts.filed import MOST_TRIES, ContactFiling, Judged, NumberTaken
from app.policy.values import Policy
from app.storage.db import Database


class CallingBack(Desk):
    """One step of its own, for it leaves a contact record besides."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts,
        reader: PageReader,
    ) -> None:  # fmt: skip
        super().__init__(db, press, blobs, policy, clock, branch, reader)
        self._contacts = ContactFiling(press, blobs, policy, clock, branch)

    def call_back(
        self, actor: Actor, number: str, satisfied: bool | None, words: str, version: int,
        answers: Mapping[str, str] | None = None,
    ) -> Complaint:  # fmt: skip
        """The complainant was called back. ``satisfied`` None: not reached.

        Of a client it is entered as a call of ``app.contacts`` in the same transaction, with its form when they were
        reached: ``answers`` are those to the questions that the policy asks after a complaint. Nobody calls a client
        whom they look after. Needs COMPLAINT_TAKE: who sees all complaints, took it in, or was given the task.
        Refused: ``text.required`` without words, ``complaints.handled_by_self``, ``contacts.own_client``,
        ``contacts.question_open``, ``contacts.unknown_answer``, ``complaints.changed_elsewhere``, ``storage.busy``.
        Takes part of a second.
        """
        actor.need(Right.COMPLAINT_TAKE)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        contact_id = new_id()
        for _ in range(MOST_TRIES):
            with self._db.read() as conn:
                before = visible(conn, actor, number)
                if before.version != version:
                    raise Refused("complaints.changed_elsewhere")
                check_step(part_of(actor), before, Step.CALL_BACK)
                judged = self._call(conn, actor, before, satisfied, said, answers or {}, contact_id)
            filed = None if judged is None else self._contacts.press(actor, judged)
            try:
                with self._db.write(actor) as tx:
                    before = self._stepping(tx, number, version, Step.CALL_BACK)
                    told = {} if filed is None else {"contact": self._contacts.enter(tx, filed).contact.number}
                    after = replace(before, state=State.CALLED_BACK, satisfied=satisfied)
                    return self._moved(tx, before, after, Step.CALL_BACK, said, more=told)
            except NumberTaken:
                continue
        raise Refused("storage.busy")

    def _call(
        self, conn: sa.Connection, actor: Actor, complaint: Complaint, satisfied: bool | None, said: str,
        answers: Mapping[str, str], contact_id: str,
    ) -> Judged | None:  # fmt: skip
        """The call as a contact; None for a complainant who is no client."""
        client_id = complaint.complainant.client_id
        if not client_id:
            return None
        new = NewContact(
            id=contact_id, client_id=client_id, kind=ContactKind.COMPLAINT, way=Way.TELEPHONE,
            outcome=Outcome.NOT_REACHED if satisfied is None else Outcome.REACHED, answers=answers,
            occasion=f"投诉答复后的回访（{complaint.number}）", note=said[:LONGEST_TEXT],
        )  # fmt: skip
        return self._contacts.judge(
            conn, actor, new, barred=complaint.handlers, case_number=complaint.number
        )  # fmt: skip
