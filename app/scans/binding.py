"""Binding pages to their document, and what is left of their pictures afterwards: nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from app.archive import filing
from app.archive import storage as ledger
from app.archive.papers import copy_number, copy_of
from app.archive.press import Press, PressedForm
from app.changes.service import ChangeService
from app.common.actor import Actor
from app.common.errors import Refused
from app.onboarding.service import OpeningService
from app.risk_cases.service import RiskCaseService
from app.scans import storage
from app.scans.domain import Kind, PageState
from app.scans.reader import PageReader
from app.scans.sorting import Awaited
from app.scans.storage import TOPIC, StoredPage
from app.scans.view import SignedCopy
from app.storage.blobs import Blobs
from app.storage.changes import tell
from app.storage.db import Database, Writing
from app.transfer_out.service import TransferService

COPY_TITLE = "（签署件）"
"""Follows the title of a signed paper copy."""


def copies(conn: sa.Connection, number: str) -> tuple[SignedCopy, ...]:
    """The signed paper copies beside an archived document, in order."""
    found = [
        SignedCopy(number=one.number, copy=copy_of(one.number)[1], pages=one.pages, made_at=one.made_at,
                   made_by=one.made_by)
        for one in ledger.numbered_from(conn, copy_number(number, None))
        if copy_of(one.number)[0] == number
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.copy))


@dataclass(frozen=True, slots=True)
class Binding:
    """Binds."""

    db: Database
    blobs: Blobs
    press: Press
    reader: PageReader
    opening: OpeningService
    transfer: TransferService
    changes: ChangeService
    risk_cases: RiskCaseService

    def bind(self, actor: Actor, form: Awaited, pages: Sequence[StoredPage]) -> None:
        """Bind these pages, which are all of the form and in order.

        The case's own transaction comes first: killed in between, the pages still lie in the inbox, as being there
        twice.
        """
        scan = self.reader.bundle([self.blobs.get(page.picture_sha256) for page in pages])
        if form.kind is Kind.ARCHIVED:
            self._keep_copy(actor, form, pages, scan)
            return
        if form.kind is Kind.OPENING:
            self.opening.attach_scan(actor, form.case_number, form.form_id, scan)
        elif form.kind is Kind.CHANGE:
            self.changes.attach_scan(actor, form.case_number, form.form_id, scan)
        elif form.kind is Kind.RISK:  # its paper is all that the case waited for
            self.risk_cases.file_signed(actor, form.case_number, form.form_id, scan)
        else:
            self.transfer.attach_signed(actor, form.case_number, form.form_id, scan)
        with self.db.write(actor) as tx:
            self._done(tx, form, pages)

    def _keep_copy(self, actor: Actor, form: Awaited, pages: Sequence[StoredPage], scan: bytes) -> None:
        with self.db.read() as conn:
            original = ledger.by_number(conn, form.number)
            number = copy_number(form.number, len(copies(conn, form.number)) + 1)
        if original is None:
            raise Refused("scans.unknown_form")
        pdf = self.blobs.get(original.file_sha256)
        # the archived file stands for what was pressed: company, places and facts are read from it
        pressed = PressedForm(
            original.form_id, original.form_version, f"{original.title}{COPY_TITLE}", number, pdf,
            hashlib.sha256(pdf).hexdigest(), original.pages,
        )  # fmt: skip
        made = filing.adopt(self.press, self.blobs, pressed, scan)
        made = replace(made, pressed=replace(pressed, content_sha256=original.content_sha256))
        with self.db.write(actor) as tx:
            if ledger.by_number(tx.conn, number) is not None:
                raise Refused("scans.changed_elsewhere")
            document = filing.enter(
                tx, self.press, made, case_number=original.case_number, client_id=original.client_id
            )
            told = {"documents": {document.number: document.content_sha256}, "file": document.file_sha256}
            tx.audit("scans.copy_added", "document", original.number, after=told)
            self._done(tx, form, pages)

    def _done(self, tx: Writing, form: Awaited, pages: Sequence[StoredPage]) -> None:
        for page in pages:
            now = storage.by_id(tx.conn, page.id, lock=True)
            if now is None or now.done or now.version != page.version:
                raise Refused("scans.changed_elsewhere")
            storage.change(tx.conn, now, done=PageState.BOUND.value, done_at=tx.at)
        tx.audit("scans.bound", "document", form.number, after={"pages": len(pages), "kind": form.kind.value})
        tell(tx.conn, TOPIC)

    def remove_pictures(self, actor: Actor) -> None:
        """Remove the pictures of all pages that are done with, those of an interrupted removal too."""
        with self.db.read() as conn:
            unused = storage.pictures_done(conn) - storage.pictures_in_use(conn)
        for sha256 in unused:
            self.blobs.remove(sha256)
        if unused:
            with self.db.write(actor) as tx:
                storage.forget_pictures(tx.conn, unused)
