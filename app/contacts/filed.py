"""A contact with its form: pressed with the number that comes next, entered when no counter was faster (FU-6).

For this capability's service and for flows above it. The caller judges in a read, presses outside of any transaction,
enters in its own transaction, and begins anew at ``NumberTaken``, ``MOST_TRIES`` times at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from app.archive import filing
from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.clients.numbers import dated_number, last_number
from app.common.actor import Actor
from app.common.clock import Clock, branch_day
from app.contacts import making, recording
from app.contacts.domain import NewContact, Outcome, Saved
from app.policy.values import Policy
from app.staff import storage as staff
from app.storage.db import Writing

MOST_TRIES = 20
"""So often a record is pressed anew because another counter was faster with its number."""


class BlobStore(Protocol):
    """Where the files of documents lie, by the SHA-256 of their content."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """The content. Refused when it is missing or altered."""
        ...


class NumberTaken(Exception):
    """Another counter took the number that the form was pressed with."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A contact that may be entered, the number it gets if nobody is faster, the name of who looks after the client."""

    prepared: recording.Prepared
    expected: str
    looks_after: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A judged contact with its sealed form; none when nobody was reached."""

    judged: Judged
    made: filing.Made | None


class ContactFiling:
    """Judges, presses, enters. It asks for no right: the use case that makes the contact does."""

    def __init__(self, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts) -> None:
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._clock = clock
        self._branch = branch

    def judge(
        self, conn: sa.Connection, actor: Actor, new: NewContact, *, barred: frozenset[str] = frozenset(),
        case_number: str = "",
    ) -> Judged:  # fmt: skip
        """Judge it. ``barred``: who may not make it; ``case_number``: of a contact without a task of the task list.

        Refused: as ``recording.prepare``.
        """
        prepared = recording.prepare(
            conn, actor, self._policy, new, self._clock.now(), barred=barred, case_number=case_number
        )
        looks_after = staff.by_id(conn, prepared.own_staff) if prepared.own_staff else None
        day = branch_day(prepared.at)
        expected = f"{recording.SERIES}{day:%Y%m%d}{last_number(conn, recording.SERIES, f'{day:%Y%m%d}') + 1:06d}"
        return Judged(prepared, expected, looks_after.name if looks_after is not None else "")

    def press(self, actor: Actor, judged: Judged) -> Filed:
        """Its form, pressed and sealed when somebody was reached; takes part of a second. Refused: as the press."""
        prepared, expected = judged.prepared, judged.expected
        if prepared.new.outcome is not Outcome.REACHED:
            return Filed(judged, None)
        form = prepared.contact(expected, actor, self._policy.contacts.version, expected)
        facts = making.contact_facts(
            form, prepared.client, prepared.attempts, self._branch, self._policy, judged.looks_after
        )
        pressed = self._press.press(making.form_of(form), facts)
        return Filed(judged, filing.seal(self._press, self._blobs, pressed, None))

    def enter(self, tx: Writing, filed: Filed) -> Saved:
        """Enter it with what comes of it and file its form, audited. Raises ``NumberTaken``.

        Refused: as ``recording.enter``.
        """
        prepared, made = filed.judged.prepared, filed.made
        number = dated_number(tx.conn, recording.SERIES, branch_day(prepared.at))
        if number != filed.judged.expected:
            raise NumberTaken
        document = number if made is not None else ""
        saved = recording.enter(tx, prepared, self._policy, number, document_number=document)
        if made is not None:
            entered = filing.enter(tx, self._press, made, case_number=number, client_id=prepared.client.id)
            told = {"documents": {entered.number: entered.content_sha256}}
            tx.audit("contacts.filed", "client", prepared.client.id, after=told)
        return saved
