"""One client, one dossier: what is in it, where it lies, what is missing, how long it is kept (AR-1 to AR-4).

Standard library, the archive's own values and policy only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from app.archive.domain import Destroyed, Document
from app.common.errors import Refused

WHY_LIMIT = 200
"""Characters of a purpose, a reason, a remark."""

TOPIC = "dossier"
"""What the change feed calls a hand-over, a loan, a destruction."""


class Section(StrEnum):
    """The parts of a dossier, in the order of its index (AR-1)."""

    IDENTITY = "identity"
    ASSESSMENT = "assessment"
    DISCLOSURES = "disclosures"
    AGREEMENTS = "agreements"
    CUSTODY = "custody"
    RELATIONSHIP = "relationship"
    TRANSFER_OUT = "transfer-out"
    CONTACTS = "contacts"
    COMPLAINTS = "complaints"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese name, for the index."""
        return _LABELS[self]


_LABELS = {
    Section.IDENTITY: "身份与申请资料", Section.ASSESSMENT: "风险测评与投资者教育", Section.DISCLOSURES: "风险揭示书",
    Section.AGREEMENTS: "协议", Section.CUSTODY: "第三方存管", Section.RELATIONSHIP: "服务关系",
    Section.TRANSFER_OUT: "转销户资料", Section.CONTACTS: "预约与联系记录", Section.COMPLAINTS: "投诉与纠纷",
    Section.OTHER: "其他资料",
}  # fmt: skip

SECTIONS: Mapping[str, Section] = MappingProxyType(
    {
        "identity": Section.IDENTITY,
        "assessment": Section.ASSESSMENT,
        "education": Section.ASSESSMENT,
        "disclosure": Section.DISCLOSURES,
        "agreement": Section.AGREEMENTS,
        "custody": Section.CUSTODY,
        "relationship": Section.RELATIONSHIP,
        "transfer-out": Section.TRANSFER_OUT,
        "booking": Section.CONTACTS,
        "contact": Section.CONTACTS,
        "complaint": Section.COMPLAINTS,
    }
)
"""A form's kind -> its part of the dossier; a kind that is not named goes to ``OTHER``."""


def section_of(kind: str) -> Section:
    """The part of the dossier that a document of this kind belongs to."""
    return SECTIONS.get(kind, Section.OTHER)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the dossier; ``destroyed`` when its file is gone by the rules, while its row stays.

    ``replaced_by``: number of the document that holds in its place (a seal card); empty for one that holds.
    """

    document: Document
    destroyed: Destroyed | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the paper lies. ``by_name`` put it there at ``at``, for the reason ``why``."""

    room: str
    shelf: str
    box: str
    at: datetime
    by: str
    by_name: str
    why: str

    @property
    def short(self) -> str:
        """In one line, as labels and the electronic original say it (AR-5)."""
        return " ".join((self.room, self.shelf, self.box))


@dataclass(frozen=True, slots=True)
class Dossier:
    """The dossier's own row: never changed."""

    archive_number: str
    client_id: str
    opened_at: datetime
    opened_by: str


class UseKind(StrEnum):
    """What somebody did with a dossier or with one document in it (AR-3)."""

    LOOK = "look"
    PRINT = "print"
    EXPORT = "export"
    LOAN = "loan"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Use:
    """One line of the register of uses. ``document_number`` empty: the dossier as a whole.

    ``own_work``: the case was the person's own, so no purpose was asked.
    """

    id: str
    archive_number: str
    document_number: str
    kind: UseKind
    staff_id: str
    staff_name: str
    station: str
    at: datetime
    why: str
    own_work: bool


class Business(StrEnum):
    """What a set of papers comes from; the value is the name of its list in the policy."""

    OPENING = "opening"
    LEFT = "transfer-left"
    RETAINED = "transfer-retained"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return {
            "opening": "开户", "transfer-left": "转销户", "transfer-retained": "转销户（客户留下）", "change": "变更",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FinishedCase:
    """A case that ended with papers: whose, by whom it was taken in, when it ended."""

    number: str
    business: Business
    client_id: str
    opened_by: str
    ended_at: datetime


class SetState(StrEnum):
    """Where the paper of a set is."""

    COUNTER = "counter"  # not handed over yet
    HANDED = "handed"  # with the archivist, not looked through yet
    SENT_BACK = "sent-back"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class PaperSet:
    """The papers of one finished case: which forms are missing by policy (their titles), and where the paper is."""

    case: FinishedCase
    documents: tuple[Document, ...]
    missing: tuple[str, ...]
    state: SetState
    mend_by: date | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing is missing by policy."""
        return not self.missing


def missing_forms(
    required: Mapping[str, tuple[str, ...]], business: Business, documents: Iterable[Document]
) -> tuple[str, ...]:
    """Ids of the forms that a set lacks, in the order of the policy's list (AR-2)."""
    there = {document.form_id: document for document in documents}
    wanted = list(required.get(business.value, ()))
    on_paper = any(document.level == "paper" for document in there.values())
    if business is Business.OPENING and not on_paper:
        wanted += required.get("opening-electronic", ())
    return tuple(form_id for form_id in wanted if form_id not in there)


def by_section(papers: Sequence[Paper]) -> tuple[tuple[Section, tuple[Paper, ...]], ...]:
    """The papers by part, in the order of the index; parts without any are left out."""
    found: dict[Section, list[Paper]] = {}
    for paper in papers:
        found.setdefault(section_of(paper.document.kind), []).append(paper)
    return tuple((section, tuple(found[section])) for section in Section if section in found)


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a dossier has to be kept. ``closed_on`` None: an account is open still, or none ever was.

    ``until``: the last day of the period; it may be destroyed from the day after on.
    """

    closed_on: date | None
    until: date | None

    def over(self, today: date) -> bool:
        """Whether the period is over."""
        return self.until is not None and today > self.until


def keeping(closed_on: date | None, last_document: date | None, years: int) -> Keeping:
    """The period runs from the closing of the last account, or from the last document when that is later (AR-4)."""
    if closed_on is None:
        return Keeping(None, None)
    start = max(closed_on, last_document or closed_on)
    return Keeping(closed_on, years_later(start, years))


def years_later(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 1 March, so that a period is never cut short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def need_over(found: Keeping, today: date) -> None:
    """Refuse ``dossier.account_open``, ``dossier.too_early`` (``until``: the last day of keeping) (AR-4)."""
    if found.until is None:
        raise Refused("dossier.account_open")
    if not found.over(today):
        raise Refused("dossier.too_early", until=found.until.isoformat())
