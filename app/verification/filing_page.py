"""The verification page 《验签单》 goes into the archive when it is printed: what leaves on paper stays known."""

from __future__ import annotations

from app.archive import filing
from app.archive import storage as archive
from app.archive.domain import Document
from app.archive.press import Press, PressedForm
from app.archive.service import BlobStore
from app.common.actor import Actor, Right
from app.storage.db import Database
from app.verification.storage import PAGE_ACT


class CheckPages:
    """Keeps verification pages, so that they are printed by the queue and their prints registered like all (SR-2)."""

    def __init__(self, db: Database, press: Press, blobs: BlobStore) -> None:
        self._db = db
        self._press = press
        self._blobs = blobs

    def keep(self, actor: Actor, pressed: PressedForm, sealed: bytes) -> Document:
        """Archive a page as it was shown; one that is there already is given as it is.

        Needs DOCUMENT_READ and PRINT. One write transaction, audited. Refused: ``archive.seal_not_valid``.
        """
        actor.need(Right.DOCUMENT_READ)
        actor.need(Right.PRINT)
        made = filing.keep(self._press, self._blobs, pressed, sealed)
        with self._db.write(actor) as tx:
            there = archive.by_number(tx.conn, pressed.number)
            if there is not None:
                return there
            document = filing.enter(tx, self._press, made, case_number=pressed.number, client_id=None)
            told = {"documents": {document.number: document.content_sha256}}
            tx.audit(PAGE_ACT, "document", document.number, after=told)
            return document
