"""What the forms of the archive say, as plain values (AR-1 to AR-4, SE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.archive.heads import Head


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """《档案封面》. ``paper_masked``: the cover lies about, so the number on it is masked (SE-1)."""

    head: Head
    archive_number: str
    client_name: str
    client_number: str
    institution: bool
    paper_kind: str
    paper_masked: str
    fund_accounts: tuple[tuple[str, bool], ...]  # number, whether open
    opened_on: date | None
    room: str
    shelf: str
    box: str
    documents: int
    pages: int
    sections: tuple[tuple[str, int, int], ...]  # part, documents, pages
    keeping_years: int
    closed_on: date | None
    keep_until: date | None


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One document in the index. ``destroyed``: the day its file was destroyed; ``replaced_by``: what holds instead."""

    number: str
    title: str
    version: str
    made_on: date
    pages: int
    copies: int
    content_sha256: str
    on_paper: bool
    destroyed: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """《卷内目录》: the documents by part; ``missing``: titles of what policy asks for and is not there, by case."""

    head: Head
    archive_number: str
    client_name: str
    client_number: str
    sections: tuple[tuple[str, tuple[IndexLine, ...]], ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One paper on 《客户资料交接表》: number, title, pages, copies."""

    number: str
    title: str
    pages: int
    copies: int


@dataclass(frozen=True, slots=True)
class HandedSetFacts:
    """One set on the sheet; ``verdict``: what the archivist decided in words, empty before."""

    case_number: str
    business: str
    client_name: str
    client_number: str
    archive_number: str
    papers: tuple[HandedLine, ...]
    missing: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """《客户资料交接表》. ``received_by`` empty and ``received_at`` None while the archivist has not decided."""

    head: Head
    handed_by: str
    handed_at: datetime
    note: str
    sets: tuple[HandedSetFacts, ...]
    received_by: str
    received_at: datetime | None


@dataclass(frozen=True, slots=True)
class MendingFacts:
    """《客户资料补齐信息表》 for one set: what is missing, until when, what it counts (AR-2)."""

    head: Head
    handover_number: str
    handed_by: str
    handed_at: datetime
    case_number: str
    business: str
    client_name: str
    client_number: str
    archive_number: str
    missing: tuple[str, ...]
    words: str
    mend_by: date
    sending: int
    points: int
    escalated: bool
    sent_back_by: str
    sent_back_at: datetime


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One loan on the register; ``returned_at`` None while the dossier is out."""

    lent_at: datetime
    borrower: str
    why: str
    lent_by: str
    due_on: date
    returned_at: datetime | None
    returned_to: str
    note: str


@dataclass(frozen=True, slots=True)
class LoanRegisterFacts:
    """《档案借阅登记表》 of one dossier."""

    head: Head
    archive_number: str
    client_name: str
    client_number: str
    loan_days: int
    lines: tuple[LoanLine, ...]


@dataclass(frozen=True, slots=True)
class DestroyedPaper:
    """One paper that is destroyed."""

    number: str
    title: str
    pages: int
    content_sha256: str


@dataclass(frozen=True, slots=True)
class DestroyedDossier:
    """A dossier on 《档案销毁清册》: its papers with their content hashes, which is all that stays of them."""

    archive_number: str
    client_name: str
    client_number: str
    closed_on: date
    keep_until: date
    papers: tuple[DestroyedPaper, ...]


@dataclass(frozen=True, slots=True)
class DestructionFacts:
    """《档案销毁清册》: what is destroyed and who proposed, approved, witnessed and did it, each with the moment."""

    head: Head
    why: str
    dossiers: tuple[DestroyedDossier, ...]
    keeping_years: int
    proposed: tuple[str, datetime]
    approved: tuple[str, datetime]
    approval_words: str
    witnessed: tuple[str, datetime]
    done: tuple[str, datetime]


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """《客户信息保密承诺书》 of one member of staff (SE-1)."""

    head: Head
    name: str
    number: str
    post: str
    signed_on: date
