"""What the archive knows of a document, and what has been done with it (AR-1, AR-3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A sealed document. Made once, never changed.

    ``content_sha256``: of the filled form before signing; ``file_sha256``: of the signed file as it is now, with all
    archive timestamps, which is also its name in the document store. ``copies``: number of copies handed out;
    ``level``: PAdES level of the branch seal,
    or ``paper`` for the sealed scan of a form signed by hand;
    ``made_by``: staff id; ``client_id`` None: of a case that has no client yet.
    """

    number: str
    form_id: str
    form_code: str
    form_version: str
    title: str
    kind: str
    case_number: str
    client_id: str | None
    pages: int
    copies: int
    content_sha256: str
    file_sha256: str
    level: str = ""
    made_at: datetime
    made_by: str
    station: str


ONE_IN_FORCE = frozenset({"seal-card"})
"""Forms of which only the latest of a client holds; the ones before stay and are shown as replaced."""


def replaced(documents: Iterable[Document]) -> dict[str, str]:
    """Of a client's documents those that a later one has taken the place of: number -> number of the next one."""
    found: dict[str, str] = {}
    for form_id in ONE_IN_FORCE:
        same = sorted((one for one in documents if one.form_id == form_id), key=lambda one: (one.made_at, one.number))
        found |= {before.number: after.number for before, after in pairwise(same)}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FileVersion:
    """One version of a document's file: the sealed one is 1, each archive timestamp makes the next (AR-1).

    A later version begins with all the bytes of the one before. ``stamped_until``: when the certificate of its last
    archive timestamp ends; None without any.
    """

    document_number: str
    version: int
    file_sha256: str
    level: str
    stamped_until: datetime | None
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PenRecord:
    """Where the pen data of an ink signature lies: ``pen_sha256`` is its hash, in the signature and in the store."""

    document_number: str
    role: str
    pen_sha256: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """The file of a document was destroyed: with which list, when, by whom, before which witness, why (AR-4)."""

    destruction: str
    at: datetime
    by_name: str
    witness_name: str
    why: str


ERASED = "erased"
"""Name of the one act that stays with a case whose dossier was destroyed: the mark that says so (AR-4)."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was typed, answered and signed in a case went with its dossier: by which list, when (AR-4).

    ``files``: SHA-256 of the scans that were attached to it and go with it.
    """

    destruction: str
    at: datetime
    files: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: Any, at: datetime) -> Erased:
        """The mark as it lies with a case: ``value`` is what :meth:`told` gave."""
        return cls(str(value["list"]), at, tuple(str(name) for name in value["files"]))

    def told(self) -> dict[str, Any]:
        """The mark in terms of JSON."""
        return {"list": self.destruction, "files": list(self.files)}


class UseKind(StrEnum):
    """What somebody did with a document."""

    LOOK = "look"
    PRINT = "print"
    EXPORT = "export"
    PEN = "pen"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentUse:
    """One use of a document in its register: who, when, where, why (AR-3).

    ``copy_label``, ``reprint`` and ``copy_number`` (the how manieth of that copy, from 1) tell of prints only.
    """

    id: str
    document_number: str
    kind: UseKind
    staff_id: str
    station: str
    at: datetime
    why: str
    copy_label: str = ""
    reprint: bool = False
    copy_number: int = 0


_NOT_IN_NAMES = re.compile(r"[^\w\-（）()]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def export_name(document: Document) -> str:
    """The file name of an exported document: number and title, without anything that means something to a path.

    No client's name is in it: file names end up in lists of recent files. At most 120 characters.
    """
    return f"{_stem(document.number, document.title)}.pdf"


def pen_name(pen: PenRecord) -> str:
    """The file name of exported pen data: document number and role."""
    return f"{_stem(pen.document_number, pen.role)}_pen.json"


def _stem(*given: str) -> str:
    parts = (_NOT_IN_NAMES.sub("_", part).strip("_-") for part in given)
    stem = "_".join(part for part in parts if part)[:110] or "document"
    return f"{'_' if _RESERVED.fullmatch(stem) else ''}{stem}"
