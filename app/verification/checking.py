"""One PDF that comes back: is it genuine, has it been altered, or is it none of ours (AR-1, SE-2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import Destroyed, Document
from app.archive.press import Press, SignatureCheck, SignatureFound
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import plain
from app.dossier.destroying_rows import destroyed_one
from app.storage.db import Database

MOST_BYTES: Final = 64 * 1024 * 1024
"""A file larger than this is none of ours and is not read."""
_CLAIM = re.compile(rb"(?:GT-[A-Z]{2}-\d{2}) \S{1,32} ([0-9A-Za-z-]{4,64})")
_MOST_CLAIMS = 8


class Verdict(StrEnum):
    """What a PDF is."""

    GENUINE = "genuine"
    ALTERED = "altered"
    UNKNOWN = "unknown"


class Ledger(StrEnum):
    """What the branch's ledger says of the file's hash."""

    FOUND = "found"
    EARLIER = "earlier-version"
    NOT_FOUND = "not-found"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCheck:
    """What a check of one PDF found.

    ``document``: the one it is; of an altered file the one it says it is. ``level`` and ``stamp_pending``: as in
    ``SignatureCheck``. ``facts_sha256``: of the facts attached, empty without any. ``problems``: English sentences
    without personal data, never empty when the verdict is not genuine. ``destroyed``: the branch's own file of the
    document is gone by the rules; a copy that comes back is judged by its row, which stays (AR-4).
    """

    verdict: Verdict
    document: Document | None
    ledger: Ledger
    file_sha256: str
    facts_sha256: str
    level: str
    stamp_pending: bool
    signatures: tuple[SignatureFound, ...]
    problems: tuple[str, ...]
    checked_at: datetime
    destroyed: Destroyed | None = None

    def as_json(self) -> dict[str, Any]:
        """The result in terms of JSON, as ``guitai documents check --json`` prints it."""
        return {
            "verdict": self.verdict.value,
            "document": None if self.document is None else _told(self.document),
            "ledger": self.ledger.value,
            "file_sha256": self.file_sha256,
            "facts_digest": self.facts_sha256,
            "level": self.level,
            "timestamp_pending": self.stamp_pending,
            "signatures": plain(self.signatures),
            "problems": list(self.problems),
            "checked_at": self.checked_at.isoformat(),
            "destroyed": None if self.destroyed is None else _gone(self.destroyed),
        }


def _told(document: Document) -> dict[str, Any]:
    """What is told of a document to whoever holds its paper: nothing that does not stand on it."""
    names = ("number", "title", "form_code", "form_version", "case_number", "pages", "content_sha256", "made_at")
    return {name: plain(getattr(document, name)) for name in names}


def _gone(destroyed: Destroyed) -> dict[str, str]:
    return {"list": destroyed.destruction, "on": branch_day(destroyed.at).isoformat()}


def check_pdf(press: Press, pdf: bytes, conn: sa.Connection | None, at: datetime) -> DocumentCheck:
    """Check one PDF against its signatures and, with ``conn``, the branch's ledger. Never raises for what is in it.

    Genuine: every signature holds, the last covers the whole file (after it only archive timestamps), and the ledger
    has the file's hash, when it was asked.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    if len(pdf) > MOST_BYTES:
        found = SignatureCheck(False, "", (), ("the file is larger than any document of this program",))
    else:
        found = press.check(pdf)
    document, ledger, problems = None, Ledger.NOT_ASKED, list(found.problems)
    if conn is not None:
        document, ledger = _asked(conn, pdf, sha256)
        if ledger is Ledger.NOT_FOUND:
            problems.append("the ledger of this branch has no file with this hash")
        elif document is not None:
            problems += _pen_problems(conn, document, found)
    verdict = _verdict(found, ledger, problems, claims=document is not None or any(_claims(pdf)))
    return DocumentCheck(
        verdict=verdict, document=document, ledger=ledger, file_sha256=sha256, facts_sha256=_facts(press, pdf),
        level=found.level, stamp_pending=found.stamp_pending, signatures=found.signatures, problems=tuple(problems),
        checked_at=at, destroyed=None if conn is None or document is None else destroyed_one(conn, document.number),
    )  # fmt: skip


def _asked(conn: sa.Connection, pdf: bytes, sha256: str) -> tuple[Document | None, Ledger]:
    document = archive.by_file(conn, sha256)
    if document is not None:
        return document, Ledger.FOUND if document.file_sha256 == sha256 else Ledger.EARLIER
    known = (archive.by_number(conn, number) for number in _claims(pdf))
    return next((one for one in known if one is not None), None), Ledger.NOT_FOUND


def _claims(pdf: bytes) -> Iterator[str]:
    """The document numbers that a file gives itself: they stand in it twice, so a damaged one is still recognised."""
    found = (match[1].decode("ascii") for match in _CLAIM.finditer(pdf[:MOST_BYTES]))
    for index, number in enumerate(dict.fromkeys(found)):
        if index < _MOST_CLAIMS:
            yield number


def _verdict(found: SignatureCheck, ledger: Ledger, problems: list[str], *, claims: bool) -> Verdict:
    if not problems:
        return Verdict.GENUINE
    if ledger is Ledger.NOT_FOUND:
        return Verdict.ALTERED if claims else Verdict.UNKNOWN
    # nothing was changed, but nobody we trust vouches for it
    if found.untrusted and len(problems) == len(found.problems):
        return Verdict.UNKNOWN
    return Verdict.ALTERED if claims or found.signers else Verdict.UNKNOWN


def _pen_problems(conn: sa.Connection, document: Document, found: SignatureCheck) -> list[str]:
    kept = {pen.role: pen.pen_sha256 for pen in archive.pens(conn, document.number)}
    signed = {one.role: one.pen_sha256 for one in found.signatures if one.pen_sha256}
    return [] if kept == signed else ["the pen data kept is not that of the signatures"]


def _facts(press: Press, pdf: bytes) -> str:
    try:
        return press.facts_sha256(pdf)
    except Refused:
        return ""


class CheckService:
    """Checking a PDF at the counter, or a document of the archive."""

    def __init__(self, db: Database, press: Press, clock: Clock) -> None:
        self._db = db
        self._press = press
        self._clock = clock

    def check(self, actor: Actor, pdf: bytes) -> DocumentCheck:
        """Check any PDF against signatures and ledger. Needs DOCUMENT_READ. One write transaction, audited.

        Takes a tenth of a second for each signature: run it off the window's thread.
        """
        actor.need(Right.DOCUMENT_READ)
        with self._db.read() as conn:
            found = check_pdf(self._press, pdf, conn, self._clock.now())
        number = "" if found.document is None else found.document.number
        with self._db.write(actor) as tx:
            told = {"verdict": found.verdict.value, "file": found.file_sha256, "ledger": found.ledger.value}
            tx.audit("document.checked", "document", number or found.file_sha256, after=told)
        return found
