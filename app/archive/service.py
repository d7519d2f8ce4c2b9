"""Reading, printing and exporting archived documents; every use is registered with who, when, why (AR-3, SE-1)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from app.archive import manifest, storage
from app.archive.domain import Destroyed, Document, DocumentUse, FileVersion, UseKind, export_name, pen_name
from app.archive.looking import Dossiers, Nobodys, need_file, purpose
from app.archive.press import Press
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text, new_id
from app.storage.db import Database, Writing


class BlobStore(Protocol):
    """Where the files of documents lie, by the SHA-256 of their content."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256 (hex); when the call returns it survives a power cut."""
        ...

    def get(self, sha256: str) -> bytes:
        """The content. Refused when it is missing or altered."""
        ...


class ArchiveService:
    """Use cases of archived documents.

    ``why``, wherever it is asked: the purpose. A client's papers that are not the actor's own work are not shown
    without one (``archive.purpose_needed``, AR-3); papers that are no client's need none. What was destroyed by the
    rules is told apart from what is missing (``archive.destroyed``, AR-4). ``dossiers`` knows of both.
    """

    def __init__(self, db: Database, blobs: BlobStore, press: Press, dossiers: Dossiers | None = None) -> None:
        self._db = db
        self._blobs = blobs
        self._press = press
        self._dossiers: Dossiers = dossiers or Nobodys()

    def own_work(self, actor: Actor, client_id: str) -> bool:
        """Whether no purpose is asked of the actor for this client's papers. Needs DOCUMENT_READ. One read."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._dossiers.own_work(conn, actor, client_id, self._db.clock.now())

    def purpose(self, actor: Actor, number: str, why: str = "") -> str:
        """The purpose for a document as it will be registered, for whoever takes it up later (the print queue).

        Needs DOCUMENT_READ. Refused: ``archive.unknown``, ``archive.purpose_needed``, ``archive.destroyed``. One read.
        """
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._opened(conn, actor, number, why, self._db.clock.now())[1]

    def list_for_client(self, actor: Actor, client_id: str, why: str = "") -> tuple[Document, ...]:
        """A client's documents, in the order of making; the look is registered.

        Needs DOCUMENT_READ. Refused: ``archive.purpose_needed``. One write transaction, audited.
        """
        actor.need(Right.DOCUMENT_READ)
        with self._db.write(actor) as work:
            reason = purpose(work.conn, self._dossiers, actor, client_id, why, work.at)
            found = self._shown(work.conn, actor, storage.of_client(work.conn, client_id))
            work.audit("archive.listed", "client", client_id, after={"why": reason, "documents": len(found)})
        return found

    def destroyed(self, actor: Actor, client_id: str) -> Mapping[str, Destroyed]:
        """Which of a client's documents were destroyed, by number (AR-4). Needs DOCUMENT_READ. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._dossiers.destroyed(conn, client_id)

    def list_for_case(self, actor: Actor, case_number: str) -> tuple[Document, ...]:
        """The documents of a case, by number. Needs DOCUMENT_READ. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._shown(conn, actor, storage.of_case(conn, case_number))

    def list_all(self, actor: Actor, limit: int | None = None) -> tuple[Document, ...]:
        """All documents in the order of making, or the last ``limit``. Needs DOCUMENT_READ. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._shown(conn, actor, storage.all_documents(conn, limit=limit))

    def get(self, actor: Actor, number: str) -> Document:
        """One document's ledger row. Needs DOCUMENT_READ. Refused: ``archive.unknown``. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            return self._known(conn, actor, number)

    def uses(self, actor: Actor, number: str) -> tuple[DocumentUse, ...]:
        """Who looked at, printed or exported a document. Needs DOCUMENT_READ. One read transaction."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            self._known(conn, actor, number)
            return storage.uses(conn, number)

    def get_pdf(self, actor: Actor, number: str, why: str = "") -> bytes:
        """A document's file, as sealed; the look is registered. Needs DOCUMENT_READ.

        Refused: ``archive.unknown``, ``archive.purpose_needed``, ``archive.destroyed``, ``archive.altered`` (not the
        bytes that were archived), and as the document store. One write transaction, audited.
        """
        actor.need(Right.DOCUMENT_READ)
        with self._db.write(actor) as work:
            found, reason = self._opened(work.conn, actor, number, why, work.at)
            content = self._content(found)
            _register(work, found, UseKind.LOOK, reason)
        return content

    def printable(self, actor: Actor, number: str, copy_label: str = "", why: str = "") -> bytes:
        """A rendition for printing one copy; the print is registered, from the second of a copy on as 补打 (SR-2).

        ``copy_label``: one of the form's copies; empty for a plain print. Needs DOCUMENT_READ and COUNTER or
        DOCUMENT_EXPORT, for a print leaves the program. Refused: ``archive.no_such_copy``, and as :meth:`get_pdf`.
        One write transaction, audited.
        """
        actor.need(Right.DOCUMENT_READ)
        if not actor.may(Right.COUNTER):
            actor.need(Right.DOCUMENT_EXPORT)
        with self._db.write(actor) as work:
            found, reason = self._opened(work.conn, actor, number, why, work.at)
            if copy_label and copy_label not in self._press.info(found.form_id).copies:
                raise Refused("archive.no_such_copy", field="copy_label")
            copy_number = storage.copies_printed(work.conn, number, copy_label) + 1
            rendition = self._rendition(found, copy_label, copy_number)
            register_print(work, found, copy_label, copy_number, reason)
        return rendition

    def rendition(
        self, actor: Actor, number: str, copy_label: str, copy_number: int, why: str = "",
        asked_at: datetime | None = None,
    ) -> bytes:  # fmt: skip
        """What the print queue sends: as :meth:`printable`, but nothing is registered before the paper is out.

        ``copy_number``: the how manieth print of that copy it will be; from the second on it is marked 补打 (SR-2).
        ``asked_at``: when it was queued; whether it was the actor's own work is judged by that moment, so that a job
        which waited long for its printer is not refused then. Whoever sends it calls ``register_print``.
        Needs DOCUMENT_READ and PRINT. Refused: as :meth:`printable`, ``archive.no_such_copy``. One read transaction.
        """
        actor.need(Right.DOCUMENT_READ)
        actor.need(Right.PRINT)
        with self._db.read() as conn:
            found, _ = self._opened(conn, actor, number, why, asked_at or self._db.clock.now())
        if copy_label and copy_label not in self._press.info(found.form_id).copies:
            raise Refused("archive.no_such_copy", field="copy_label")
        return self._rendition(found, copy_label, copy_number)

    def _rendition(self, found: Document, copy_label: str, copy_number: int) -> bytes:
        return self._press.rendition(self._content(found), copy_label=copy_label, reprint=copy_number > 1)

    def export(self, actor: Actor, numbers: Sequence[str], folder: Path, why: str = "") -> tuple[Path, ...]:
        """Write documents as files into ``folder``, which is made when missing; needs DOCUMENT_EXPORT.

        A file that is there already with the same bytes is left; with other bytes everything is refused and nothing
        written. Who and when stand in a text file beside them. Refused: ``archive.nothing_chosen``,
        ``archive.unknown``, ``archive.altered``, ``archive.file_exists`` (``file``), ``archive.cannot_write``, and as
        :meth:`get_pdf`. One write transaction, audited.
        """
        actor.need(Right.DOCUMENT_EXPORT)
        if not numbers:
            raise Refused("archive.nothing_chosen")
        written: list[Path] = []
        paths: list[Path] = []
        try:
            with self._db.write(actor) as work, manifest.entered(folder) as lines:
                for number in dict.fromkeys(numbers):
                    found, reason = self._opened(work.conn, actor, number, why, work.at)
                    path, fresh = _write_file(folder, export_name(found), self._content(found))
                    paths.append(path)
                    if fresh:
                        written.append(path)
                    lines.append(manifest.line(actor, work.at, reason, path.name, found.file_sha256))
                    _register(work, found, UseKind.EXPORT, reason)
        except BaseException:
            # what the audit log does not tell of must not lie around
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return tuple(paths)

    def export_as(self, actor: Actor, number: str, path: Path, why: str = "") -> Path:
        """Write one document as the file ``path`` that the person chose; refusals and rights as :meth:`export`."""
        actor.need(Right.DOCUMENT_EXPORT)
        fresh = False
        try:
            with self._db.write(actor) as work, manifest.entered(path.parent) as lines:
                found, reason = self._opened(work.conn, actor, number, why, work.at)
                written, fresh = _write_file(path.parent, path.name, self._content(found))
                lines.append(manifest.line(actor, work.at, reason, written.name, found.file_sha256))
                _register(work, found, UseKind.EXPORT, reason)
        except BaseException:
            if fresh:
                written.unlink(missing_ok=True)
            raise
        return written

    def export_pen(self, actor: Actor, number: str, folder: Path, why: str) -> tuple[Path, ...]:
        """Write the pen data of a document's ink signatures into ``folder``, for an expert in handwriting (OP-4).

        One JSON file a signature: all samples with place, pressure and time; its SHA-256 stands in the signature. It is
        the client's own hand: needs DOCUMENT_EXPORT and AUDIT_READ (supervisor, general manager) and a reason.
        Refused: ``archive.unknown``, ``archive.no_pen`` (nobody signed with a pen), ``text.required`` (why), and as
        :meth:`export`. One write transaction, audited.
        """
        actor.need(Right.DOCUMENT_EXPORT)
        actor.need(Right.AUDIT_READ)
        reason = clean_text(why, field="why")
        paths: list[Path] = []
        written: list[Path] = []
        try:
            with self._db.write(actor) as work, manifest.entered(folder) as lines:
                found, _ = self._opened(work.conn, actor, number, reason, work.at)
                pens = storage.pens(work.conn, number)
                if not pens:
                    raise Refused("archive.no_pen", number=number)
                for pen in pens:
                    path, fresh = _write_file(folder, pen_name(pen), self._blobs.get(pen.pen_sha256))
                    paths.append(path)
                    lines.append(manifest.line(actor, work.at, reason, path.name, pen.pen_sha256))
                    if fresh:
                        written.append(path)
                _register(work, found, UseKind.PEN, reason)
        except BaseException:
            for path in written:
                path.unlink(missing_ok=True)
            raise
        return tuple(paths)

    def versions(self, actor: Actor, number: str) -> tuple[FileVersion, ...]:
        """The versions of a document's file, oldest first; none when it was never timestamped. Needs DOCUMENT_READ."""
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            self._known(conn, actor, number)
            return storage.versions(conn, number)

    def _opened(
        self, conn: sa.Connection, actor: Actor, number: str, why: str, at: datetime
    ) -> tuple[Document, str]:  # fmt: skip
        """A document whose file is there, and the purpose that its use is registered with (AR-3, AR-4)."""
        found = self._known(conn, actor, number)
        reason = purpose(conn, self._dossiers, actor, found.client_id, why, at)
        need_file(conn, self._dossiers, found)
        return found, reason

    def _shown(self, conn: sa.Connection, actor: Actor, found: tuple[Document, ...]) -> tuple[Document, ...]:
        hidden = self._dossiers.hidden(conn, actor, found)
        return tuple(one for one in found if one.number not in hidden)

    def _known(self, conn: sa.Connection, actor: Actor, number: str) -> Document:
        found = _known(conn, number)
        if self._dossiers.hidden(conn, actor, (found,)):
            raise Refused("archive.unknown")
        return found

    def _content(self, found: Document) -> bytes:
        content = self._blobs.get(found.file_sha256)
        if hashlib.sha256(content).hexdigest() != found.file_sha256:
            raise Refused("archive.altered", number=found.number)
        return content


def _known(conn: sa.Connection, number: str) -> Document:
    found = storage.by_number(conn, number)
    if found is None:
        raise Refused("archive.unknown")
    return found


def register_print(work: Writing, found: Document, copy_label: str, copy_number: int, why: str = "") -> None:
    """Register in ``work`` that this copy came out as its ``copy_number``-th print, for ``work.actor`` (SR-2, AR-3)."""
    _register(work, found, UseKind.PRINT, why, copy_label=copy_label, copy_number=copy_number)


def _register(
    work: Writing, found: Document, kind: UseKind, why: str, *, copy_label: str = "", copy_number: int = 0
) -> None:
    use = DocumentUse(
        id=new_id(), document_number=found.number, kind=kind, staff_id=work.actor.staff_id,
        station=work.actor.station, at=work.at, why=why, copy_label=copy_label, reprint=copy_number > 1,
        copy_number=copy_number,
    )  # fmt: skip
    storage.add_use(work.conn, use)
    told = {"why": why, "copy": copy_label, "copy_number": copy_number, "file": found.file_sha256}
    work.audit(f"archive.{kind.value}", "document", found.number, after=told)


def _write_file(folder: Path, name: str, content: bytes) -> tuple[Path, bool]:
    """Write one file and tell whether it is new; never through a link, never over another file."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(path, flags, 0o644)
    except FileExistsError as error:
        if not path.is_file() or path.is_symlink() or path.read_bytes() != content:
            raise Refused("archive.file_exists", file=name) from error
        return path, False
    except OSError as error:
        raise Refused("archive.cannot_write") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise Refused("archive.cannot_write") from error
    return path, True
