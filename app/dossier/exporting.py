"""Taking a whole dossier out of the house, so that it can be read and checked without this program (AR-3, SE-1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography import x509

from app.archive import storage as archive
from app.archive.domain import Document, DocumentUse, PenRecord, export_name, pen_name
from app.archive.domain import UseKind as DocumentUseKind
from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text, new_id, plain
from app.complaints.guard import hidden
from app.custody import storage as custody
from app.disclosure import storage as disclosure
from app.dossier import package
from app.dossier.certificates import as_files, certificates_in
from app.dossier.desk import Desk, Reader
from app.dossier.domain import WHY_LIMIT, UseKind
from app.dossier.view import DossierView
from app.relationship import storage as relationship
from app.storage.db import Writing
from app.suitability import storage as suitability


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: where, how many documents of which dossier, and how many of them are there no more."""

    path: Path
    archive_number: str
    documents: int
    destroyed: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Content:
    """What goes into the package, but the files themselves."""

    view: DossierView
    facts: dict[str, Any]
    pens: tuple[PenRecord, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(paper.document for paper in self.view.papers if paper.destroyed is None)


class Exporting(Desk):
    """The use case of the package."""

    def export(
        self, actor: Actor, client_id: str, path: Path, why: str, *, watch: Watch = UNWATCHED
    ) -> Exported:  # fmt: skip
        """Write the client's whole dossier as one zip: documents, index, facts, signatures, certificates, how to check.

        A purpose is stated even for one's own work. The samples of the pen go along for those with AUDIT_READ. The file
        appears whole or not at all, and never over another one. Needs DOSSIER_READ, DOCUMENT_READ and DOCUMENT_EXPORT.
        Takes seconds; ``watch`` is asked before each document, and cancelled there is no file and the register tells of
        no export. Refused: ``work.cancelled``, ``dossier.purpose_missing``, ``.file_exists``, ``.cannot_write``,
        ``clients.unknown``, ``archive.altered``, as the document store, ``dossier.changed_elsewhere`` (a document was
        added meanwhile), ``dossier.not_all_open`` (papers of a complaint that the actor may not see).
        Two write transactions, audited: the dossier's number, then who, what, why.
        """
        for right in (Right.DOSSIER_READ, Right.DOCUMENT_READ, Right.DOCUMENT_EXPORT):
            actor.need(right)
        clean_text(why, field="why", limit=WHY_LIMIT, required=False)
        with package.unpublished(path) as made:
            with self._db.write(actor) as tx:
                reader = self._reader(tx, client_id, why, always=True)
                content = self._gathered(tx.conn, reader, pens=actor.may(Right.AUDIT_READ))
                if hidden(tx.conn, actor, content.documents):
                    raise Refused("dossier.not_all_open")  # a package with papers left out is no dossier
                at = tx.at
            told = {
                "at": at, "staff": actor.staff_number, "name": actor.name, "station": actor.station, "why": reader.why,
                "branch": self._branch,
            }  # fmt: skip
            package.write_zip(made, self._entries(content, told, watch), at)
            size = made.stat().st_size
            published = False
            try:
                with self._db.write(actor) as tx:
                    self._register_export(tx, reader, content)
                    package.publish(made, path)
                    published = True
            except BaseException:
                if published:  # what the audit log does not tell of must not lie around
                    path.unlink(missing_ok=True)
                raise
        return Exported(
            path, content.view.archive_number, len(content.documents),
            len(content.view.papers) - len(content.documents), size,
        )  # fmt: skip

    def _gathered(self, conn: sa.Connection, reader: Reader, *, pens: bool) -> _Content:
        view, client = self._view(conn, reader), reader.client
        accounts = custody.fund_accounts(conn, client.id)
        facts = {
            "client": client,
            "securities_accounts": clients.accounts(conn, client.id),
            "fund_accounts": [
                {**plain(account), "custody": custody.ties(conn, account.id)} for account in accounts
            ],
            "assessments": suitability.history(conn, client.id),
            "relationships": relationship.history(conn, client.id),
            "readings": {one.case.number: disclosure.readings(conn, one.case.number) for one in view.sets},
            "cases": [one.case for one in view.sets],
        }  # fmt: skip
        alive = [paper.document.number for paper in view.papers if paper.destroyed is None]
        found = tuple(pen for number in alive for pen in archive.pens(conn, number)) if pens else ()
        return _Content(view, facts, found)

    def _entries(self, content: _Content, told: dict[str, Any], watch: Watch) -> Iterator[tuple[str, bytes]]:
        """The files of the package one after the other, so that only one document is in memory at a time."""
        who = f"{told['name']}（{told['staff']}）"
        line = f"\n{branch_time(told['at'])}  {who}  {told['station']}: {told['why']}\n"
        for name, text in package.texts().items():  # who, when, where and what for, for those who read no JSON
            yield name, text + line.encode()
        files = {document.number: f"documents/{export_name(document)}" for document in content.documents}
        yield "index.csv", package.index_csv(content.view, files)
        yield "index.json", package.index_json(content.view, files)
        yield "export.json", package.as_json(told)
        yield "facts/client.json", package.as_json(content.facts)
        certificates: dict[str, x509.Certificate] = {}
        for document in watch.each(content.documents, len(content.documents)):
            pdf = self._file(document)
            certificates |= certificates_in(pdf)
            yield files[document.number], pdf
            yield f"signatures/{document.number}.json", package.as_json(self._press.check(pdf))
            facts = self._facts_in(pdf)
            if facts is not None:
                yield f"facts/documents/{document.number}.json", package.as_json(facts)
        for pen in content.pens:
            watch.step(len(content.documents), len(content.documents))
            yield f"pens/{pen_name(pen)}", self._blobs.get(pen.pen_sha256)
        for name, der in as_files(certificates).items():
            yield f"certificates/{name}", der

    def _file(self, document: Document) -> bytes:
        content = self._blobs.get(document.file_sha256)
        if hashlib.sha256(content).hexdigest() != document.file_sha256:
            raise Refused("archive.altered", number=document.number)
        return content

    def _facts_in(self, pdf: bytes) -> dict[str, Any] | None:
        try:
            return self._press.facts_of(pdf)
        except Refused:  # a paper from before forms carried their facts
            return None

    def _register_export(self, tx: Writing, reader: Reader, content: _Content) -> None:
        now = [paper.document.number for paper in self._papers(tx.conn, reader.dossier) if paper.destroyed is None]
        if sorted(now) != sorted(document.number for document in content.documents):
            raise Refused("dossier.changed_elsewhere")
        self._register(tx, UseKind.EXPORT, reader, documents=now, pens=[pen.pen_sha256 for pen in content.pens])
        for number in now:
            archive.add_use(
                tx.conn,
                DocumentUse(
                    id=new_id(), document_number=number, kind=DocumentUseKind.EXPORT, staff_id=tx.actor.staff_id,
                    station=tx.actor.station, at=tx.at, why=reader.why,
                ),
            )  # fmt: skip
