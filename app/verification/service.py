"""Checking a whole branch: audit chains, documents, signatures, references, the database file (``guitai verify``)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import Document, FileVersion
from app.archive.press import Press
from app.audit.heads import Exported
from app.audit.storage import Head
from app.audit.verify import verify_chain
from app.auth import soundness as users
from app.branch.opened import DOCUMENTS, OpenBranch
from app.changes import storage as changes
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import plain
from app.complaints import storage as complaints
from app.dossier.destroying_rows import carried_out, destroyed, destroyed_files
from app.dossier.erasing import attached_scans
from app.policy import soundness as policies
from app.receipts import soundness as receipts
from app.risk_cases import storage as risk_cases
from app.scans import storage as scans
from app.storage.grants import excess, lacking
from app.storage.keys import RECOVERY_FILE
from app.storage.roles import app_role
from app.storage.schema import missing_triggers
from app.verification import storage

Progress = Callable[[int, int], None]
"""Told how many documents have been checked, of how many; their signatures are what takes the time."""
Stop = Callable[[], bool]
"""Asked before each document whether to stop there."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written. Everything in English, without personal data.

    ``area``: ``audit``, ``document``, ``file``, ``reference``, ``receipt``, ``user``, ``policy``,
    ``database``.
    ``kind``: one word to sort by.
    ``row``: table and key, ``file``: path within the branch folder; empty where there is none.
    """

    area: str
    kind: str
    row: str
    file: str
    text: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.row, self.file) if part)
        return f"{self.area} {self.kind}{' - ' + place if place else ''}: {self.text}"


@dataclass(frozen=True, slots=True)
class DestroyedByList:
    """A destruction list that was carried out: how many documents went with it. Their rows stay for ever (AR-4)."""

    number: str
    on: date
    documents: int


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found. ``orphans``: files of documents that no row knows.

    An orphan is left by a writer that was killed before its commit, does no harm and is no problem: a row that was
    taken away is told by the audit log. ``checked``: documents whose files were looked at, all of them unless it was
    stopped. ``unstamped``: documents without an archive timestamp, ``pending`` of them although the branch has a
    service. ``destroyed``: the lists by which documents were destroyed; these are neither counted nor missed.
    """

    branch_id: str
    sample: bool
    audit_rows: int
    documents: int
    openings: int
    transfers: int
    problems: tuple[Problem, ...]
    orphans: tuple[str, ...]
    checked: int
    unstamped: int
    pending: int
    destroyed: tuple[DestroyedByList, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it went to the end."""
        return self.checked == self.documents

    @property
    def ok(self) -> bool:
        """Whether everything is as it was written; a verification that was stopped cannot say so."""
        return not self.problems and self.complete

    def lines(self) -> tuple[str, ...]:
        """What was checked, in plain lines; the problems come beside it, each as ``str(problem)``."""
        kind = "sample branch" if self.sample else "branch"
        found = "everything is as it was written" if self.ok else f"{len(self.problems)} problem(s)"
        if not self.complete:
            found = (
                f"stopped after {self.checked} of {self.documents} documents, {len(self.problems)} problem(s) so far"
            )
        orphans = tuple(
            f"No row knows the file {name} (left by an interrupted close; harmless)." for name in self.orphans
        )
        return (
            f"Checked {kind} {self.branch_id}: {self.audit_rows} audit rows, {self.documents} documents, "
            f"{self.openings} completed openings, {self.transfers} ended transfers.",
            *(
                f"{one.documents} documents were destroyed by list {one.number} on {one.on.isoformat()}, by the rules."
                for one in self.destroyed
            ),
            *self._stamps(),
            *orphans,
            f"Result: {found}.",
        )

    def _stamps(self) -> tuple[str, ...]:
        if self.pending:
            return (f"{self.pending} documents wait for their timestamp: run guitai archive renew.",)
        if self.unstamped:
            text = "documents bear no timestamp (level B-B): they can be checked until the branch's certificate ends."
            return (f"{self.unstamped} {text}",)
        return ()

    def as_json(self) -> dict[str, Any]:
        """The report in terms of JSON, with ``ok`` and ``complete``."""
        content: dict[str, Any] = plain(self)
        return {"ok": self.ok, "complete": self.complete, **content}


def verify_branch(
    branch: OpenBranch, press: Press, progress: Progress | None = None, stop: Stop | None = None,
    exported: Exported | None = None,
) -> VerifyReport:  # fmt: skip
    """Check everything in ``branch``; writes nothing, may run beside a window. Minutes for a large archive.

    The branch may be opened with ``exclusive=False``. When ``stop`` says so, it ends before the next document, and the
    report tells how far it came. ``exported``: heads of the audit chains that were carried off, to be compared.
    """
    return _Verification(branch, press, progress or (lambda *_: None), stop or (lambda: False), exported).run()


def _file(sha256: str) -> str:
    return f"{DOCUMENTS}/{sha256[:2]}/{sha256}"


class _Verification:
    def __init__(
        self, branch: OpenBranch, press: Press, progress: Progress, stop: Stop, exported: Exported | None
    ) -> None:
        self._exported = exported
        self._branch = branch
        self._press = press
        self._progress = progress
        self._stop = stop
        self._checked = self._unstamped = self._pending = 0
        self._problems: list[Problem] = []
        self._audit_rows = 0

    def run(self) -> VerifyReport:
        # marks first, then rows: what is committed in between must not look like a cut-off chain;
        # files before rows: what is archived in between must not look like a stray file
        marks = self._branch.audit.highwater.marks()
        names = self._branch.blobs.names()
        documents: tuple[Document, ...] = ()
        openings: tuple[str, ...] = ()
        transfers: tuple[str, ...] = ()
        held: frozenset[str] = frozenset()
        pens: dict[str, dict[str, str]] = {}
        earlier: tuple[FileVersion, ...] = ()
        gone: frozenset[str] = frozenset()
        gone_files: frozenset[str] = frozenset()
        lists: tuple[DestroyedByList, ...] = ()
        try:
            with self._branch.db.read() as connection:
                self._database(connection)
                self._audit(connection, marks)
                documents = archive.all_documents(connection)
                openings = storage.completed_openings(connection)
                transfers = storage.ended_transfers(connection)
                held = attached_scans(connection) | archive.all_files(connection)
                held |= scans.pictures_kept(connection) | complaints.evidence_files(connection)
                pens = archive.all_pens(connection)
                earlier = archive.earlier_versions(connection)
                gone, gone_files = destroyed(connection), destroyed_files(connection)
                lists = tuple(
                    DestroyedByList(number, branch_day(at), count) for number, at, count in carried_out(connection)
                )
                ended = {"opening": openings, "transfer": transfers, "risk case": risk_cases.completed(connection)}
                ended["change"] = changes.completed(connection)
                self._references(connection, documents, ended)
                for text in receipts.problems(connection):
                    self._note("receipt", "register", text=text)
                for row, text in users.problems(connection):
                    self._note("user", "altered", row=row, text=text)
                for row, text in policies.problems(connection):
                    self._note("policy", "altered", row=row, text=text)
        except Refused:
            # pages that cannot be read, a server that has gone: the documents are checked still
            self._note("database", "unreadable", text="Part of the database cannot be read.")
        for sha256 in sorted(gone_files & names):
            text = "The file was destroyed by the rules, yet it is there: run guitai dossier finish-destruction."
            self._note("file", "destroyed", file=_file(sha256), text=text)
        kept = tuple(document for document in documents if document.number not in gone)
        self._earlier(tuple(version for version in earlier if version.document_number not in gone))
        self._files(kept, pens)
        orphans = self._orphans(names - held - gone_files - {document.file_sha256 for document in documents})
        return VerifyReport(
            self._branch.settings.branch_id,
            self._branch.sample,
            self._audit_rows,
            len(kept),
            len(openings),
            len(transfers),
            tuple(self._problems),
            orphans,
            self._checked,
            self._unstamped,
            self._pending,
            lists,
        )

    def _note(self, area: str, kind: str, *, text: str, row: str = "", file: str = "") -> None:
        self._problems.append(Problem(area, kind, row, file, text))

    def _database(self, connection: sa.Connection) -> None:
        for place, text in storage.database_problems(connection):
            file, row = (place, "") if place == "branch.db" else ("", place)
            self._note("database", "integrity", text=text, row=row, file=file)
        if not self._branch.db.is_sqlite:
            found = (*excess(connection, app_role(connection)), *lacking(connection))
            for text in found:
                self._note("database", "rights", text=f"The role of this station {text}.")
        for trigger in missing_triggers(connection):
            self._note("database", "trigger", row=trigger, text="The trigger that forbids changes is gone or altered.")

    def _audit(self, connection: sa.Connection, marks: Mapping[str, Head]) -> None:
        report = verify_chain(connection, self._branch.audit.keys, marks, self._exported)
        self._audit_rows = report.rows
        for damage in report.damages:
            if damage.kind == "unmarked" and marks and self._elsewhere(damage.station):
                continue
            self._note("audit", damage.kind, row=f"audit_log {damage.station}/{damage.seq}", text=damage.text)

    def _elsewhere(self, station: str) -> bool:
        """Whether it is another counter of a branch server: its marks lie in its own folder."""
        return not self._branch.db.is_sqlite and station.split(" ", 1)[0] != self._branch.station

    def _references(
        self, connection: sa.Connection, documents: tuple[Document, ...], ended: Mapping[str, tuple[str, ...]]
    ) -> None:
        audited = storage.audited_documents(connection)
        ledger = {document.number: document for document in documents}
        for kind, numbers in ended.items():
            for case_number in numbers:
                if not audited.get(case_number):
                    text = f"The {kind} is completed, but the audit log knows nothing of its completion."
                    self._note("reference", "unaudited", row=f"{kind} {case_number}", text=text)
        known = {case_number for numbers in ended.values() for case_number in numbers}
        for case_number, made in audited.items():
            if case_number not in known:
                text = "The audit log says that the case was completed; its row says otherwise or is gone."
                self._note("reference", "case", row=f"case {case_number}", text=text)
            for number, content_sha256 in made.items():
                self._archived(number, content_sha256, ledger.get(number))
        copies = storage.audited_copies(connection)
        for number, content_sha256 in copies.items():
            self._archived(number, content_sha256, ledger.get(number))
        named = {number for made in audited.values() for number in made} | set(copies)
        for document in documents:
            if document.case_number in audited and document.number not in named:
                text = "The document was added to a case after its completion, past the audit log."
                self._note("reference", "added", row=f"document {document.number}", text=text)

    def _archived(self, number: str, content_sha256: str, document: Document | None) -> None:
        if document is None:
            text = "The document was archived according to the audit log; its row is gone."
            self._note("reference", "missing", row=f"document {number}", text=text)
        elif document.content_sha256 != content_sha256:
            text = "The content hash is not the one in the audit log."
            self._note("reference", "content", row=f"document {number}", text=text)

    def _earlier(self, versions: tuple[FileVersion, ...]) -> None:
        """The files that were given a further timestamp since: each is the beginning of the next."""
        for version in versions:
            self._content(f"document {version.document_number} version {version.version}", version.file_sha256)

    def _files(self, documents: tuple[Document, ...], pens: Mapping[str, Mapping[str, str]]) -> None:
        for document in documents:
            if self._stop():
                break
            self._document(document, pens.get(document.number, {}))
            self._checked += 1
            self._progress(self._checked, len(documents))
        for stranger in self._branch.blobs.strangers():
            text = "The file does not belong to the document store."
            self._note("file", "stranger", file=f"{DOCUMENTS}/{stranger}", text=text)
        if not (self._branch.folder / RECOVERY_FILE).is_file():
            self._note("file", "recovery", file=RECOVERY_FILE, text="The recovery wrap of the key is missing.")

    def _content(self, row: str, sha256: str) -> bytes | None:
        """A file of the store as it was put there; None, and noted, when it is not."""
        file = _file(sha256)
        try:
            content = self._branch.blobs.get(sha256)
        except Refused as refusal:
            kind, text = _FILE_PROBLEMS.get(refusal.code, ("altered", "The name of the document's file is not a hash."))
            self._note("document", kind, row=row, file=file, text=text)
            return None
        if hashlib.sha256(content).hexdigest() != sha256:
            self._note("document", "altered", row=row, file=file, text="The file is not the one that was archived.")
            return None
        return content

    def _document(self, document: Document, pens: Mapping[str, str]) -> None:
        row, file = f"document {document.number}", _file(document.file_sha256)
        for role, sha256 in pens.items():
            self._content(f"{row} pen {role}", sha256)
        content = self._content(row, document.file_sha256)
        if content is None:
            return
        check = self._press.check(content)
        self._unstamped += check.level in ("B-B", "B-T")
        self._pending += check.stamp_pending
        if not check.genuine:
            text = "A signature does not hold: " + "; ".join(check.problems or ("no reason given",))
            self._note("document", "signature", row=row, file=file, text=text)
        signed = {one.role: one.pen_sha256 for one in check.signatures if one.pen_sha256}
        if check.signatures and signed != dict(pens):
            text = "The pen data kept is not that of the signatures."
            self._note("document", "pen", row=row, file=file, text=text)

    def _orphans(self, names: frozenset[str] | set[str]) -> tuple[str, ...]:
        orphans = []
        for name in sorted(names):
            try:
                self._branch.blobs.get(name)
            except Refused:
                text = "No row knows the file, and it was not written with the key of this branch."
                self._note("file", "stranger", file=_file(name), text=text)
            else:
                orphans.append(_file(name))
        return tuple(orphans)


_FILE_PROBLEMS = {
    "storage.blob_missing": ("missing", "The file of the document is missing."),
    "storage.blob_altered": ("altered", "The file of the document is damaged or was altered."),
}
