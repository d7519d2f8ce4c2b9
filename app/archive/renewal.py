"""Archive timestamps: those that are missing, and new ones before the last one's certificate ends (AR-1).

A file grows at its end only: whoever kept an earlier version, or its hash, still finds the document by it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from app.archive import storage
from app.archive.domain import Document, FileVersion
from app.archive.press import Press, SignatureCheck
from app.archive.service import BlobStore
from app.common.actor import Actor, Right
from app.common.clock import Clock
from app.common.errors import Refused
from app.storage.db import Database, Writing

BEFORE: Final = timedelta(days=90)
"""How long before the end of its timestamp's certificate a document is stamped anew."""

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a run did. ``failed``: document number and the code of the refusal; ``stopped``: it did not go to the end.

    ``known``: documents whose timestamp was there already and is now entered in the ledger.
    """

    due: int
    stamped: tuple[str, ...]
    known: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is left to be done."""
        return not self.failed and not self.stopped


class RenewalService:
    """The archivist's care for timestamps."""

    def __init__(
        self, db: Database, blobs: BlobStore, press: Press, clock: Clock,
        destroyed: Callable[[sa.Connection], frozenset[str]] = lambda _: frozenset(),
    ) -> None:  # fmt: skip
        """``destroyed``: numbers of documents whose files were destroyed by the rules (AR-4); dossiers lie above."""
        self._destroyed = destroyed
        self._db = db
        self._blobs = blobs
        self._press = press
        self._clock = clock

    def due(self, actor: Actor, before: timedelta = BEFORE) -> tuple[Document, ...]:
        """Documents that want a timestamp, in the order of making. One read transaction.

        Needs DOSSIER_WRITE, or AUDIT_READ: nothing of a client is shown, and an administrator may have it run nightly.
        """
        if not actor.may(Right.AUDIT_READ):
            actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            gone = self._destroyed(conn)
            due = storage.renewable(conn, self._clock.now() + before)
            return tuple(document for document in due if document.number not in gone)

    def renew(
        self, actor: Actor, before: timedelta = BEFORE, *, progress: Progress | None = None, stop: Stop | None = None
    ) -> Renewal:
        """Stamp all documents without an archive timestamp, and those whose last one ends within ``before``.

        Only a genuine file is stamped. When the service is silent the run ends: the rest stays due. One write
        transaction a document, audited. Rights as :meth:`due`. Seconds a document: run it off the window's thread.
        Refused: ``signing.no_timestamps``.
        """
        due = self.due(actor, before)
        stamped: list[str] = []
        known: list[str] = []
        failed: list[tuple[str, str]] = []
        stopped = False
        for done, document in enumerate(due):
            if stop is not None and stop():
                stopped = True
                break
            try:
                (stamped if self._renewed(actor, document, before) else known).append(document.number)
            except Refused as refused:
                if refused.code == "signing.no_timestamps":
                    raise
                failed.append((document.number, refused.code))
                if refused.code == "signing.timestamp_failed":
                    stopped = done + 1 < len(due)
                    break
            if progress is not None:
                progress(done + 1, len(due))
        return Renewal(len(due), tuple(stamped), tuple(known), tuple(failed), stopped)

    def _renewed(self, actor: Actor, document: Document, before: timedelta) -> bool:
        """Stamp one document; False when its file bears a timestamp already that lasts, which is only entered."""
        content = self._blobs.get(document.file_sha256)
        check = self._genuine(content, document)
        if check.stamped_until is not None and check.stamped_until >= self._clock.now() + before:
            with self._db.write(actor) as tx:
                _enter_first(tx, document, check)
            return False
        renewed = self._press.stamp(content)
        after = self._genuine(renewed, document)
        if not renewed.startswith(content) or after.stamped_until is None:
            raise Refused("archive.seal_not_valid", title=document.title, form=document.form_id)
        sha256 = self._blobs.put(renewed)
        with self._db.write(actor) as tx:
            now = storage.by_number(tx.conn, document.number)
            if now is None or now.file_sha256 != document.file_sha256:
                raise Refused("archive.renewed_meanwhile", number=document.number)
            _enter_first(tx, document, check)
            last = storage.versions(tx.conn, document.number)[-1]
            storage.add_version(tx.conn, _version(tx, document, last.version + 1, sha256, after))
            told = {"file": sha256, "before": document.file_sha256, "level": after.level, "until": after.stamped_until}
            tx.audit("archive.renewed", "document", document.number, after=told)
        return True

    def _genuine(self, content: bytes, document: Document) -> SignatureCheck:
        check = self._press.check(content)
        if not check.genuine:
            raise Refused("archive.altered", number=document.number)
        return check


def _enter_first(tx: Writing, document: Document, check: SignatureCheck) -> None:
    """Enter the file that is there as version 1 when no version was entered yet."""
    if not storage.versions(tx.conn, document.number):
        storage.add_version(tx.conn, _version(tx, document, 1, document.file_sha256, check))


def _version(tx: Writing, document: Document, version: int, sha256: str, check: SignatureCheck) -> FileVersion:
    return FileVersion(
        document_number=document.number, version=version, file_sha256=sha256, level=check.level,
        stamped_until=check.stamped_until, made_at=tx.at, made_by=tx.actor.staff_id,
    )  # fmt: skip
