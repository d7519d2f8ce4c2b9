"""What the client page shows, as plain values, and where it has it from. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.archive.press import PressedForm

LONG_TERM = "long-term"
"""The end of the validity of a paper that has none."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing known of a client: ``key`` is one of ``DETAIL_KEYS``, ``masked`` ones open with a reason.

    ``changes``: the person may change it where it stands, with a reason.
    """

    key: str
    value: str
    masked: bool = False
    changes: bool = False


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account: ``kind`` is ``fund-account`` (of several ``fund-main``, ``fund-auxiliary``) or a market.

    ``state``: ``open``, ``closed`` or ``registered``. ``bank``: name and masked number of the settlement account.
    """

    kind: str
    number: str
    opened_on: date | None
    state: str
    bank: str = ""


@dataclass(frozen=True, slots=True)
class ClientCaseRow:
    """One case of the client: ``title`` ``opening`` or ``transfer``, ``state`` ``open``, ``completed``, ``cancelled``.

    ``unfinished`` ones can be resumed.
    """

    id: str
    number: str
    title: str
    at: datetime
    state: str
    unfinished: bool


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of the dossier. ``sealed``: carries the branch seal.

    ``destroyed``: number of the list that it was destroyed with by the rules, ``destroyed_on`` when; else empty (AR-4).
    """

    id: str
    number: str
    title: str
    version: str
    made_at: datetime
    pages: int
    sealed: bool
    destroyed: str = ""
    destroyed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClientView:
    """All the page shows of a client. ``purpose_needed``: the documents are not told before one is stated (AR-3).

    ``paper``: how the identity paper stands, ``valid``, ``soon`` or ``expired`` (KY-1); ``older``: see KY-5.
    """

    id: str
    number: str
    name: str
    level: str
    details: tuple[Detail, ...]
    accounts: tuple[AccountRow, ...] = ()
    cases: tuple[ClientCaseRow, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    purpose_needed: bool = False
    paper: str = "valid"
    older: bool = False


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a check found: ``verdict`` ``genuine``, ``altered``, ``unknown``; ``page``: the verification page as a PDF.

    ``pressed``: that page before its seal. ``number`` and ``title`` of the document it is, or says it is; empty when
    nobody knows. ``destroyed``: as in
    ``DocumentRow``, of the branch's own file.
    """

    verdict: str
    number: str
    title: str
    page: bytes
    pages: int
    pressed: PressedForm | None = None
    destroyed: str = ""
    destroyed_on: date | None = None


class ClientProvider(Protocol):
    """Where the page has it from; every method is called in a worker."""

    def client(self, client_id: str) -> ClientView:
        """One client, masked."""
        ...

    def state_purpose(self, client_id: str, why: str) -> None:
        """What the client's papers are needed for, from now on until the person signs out (AR-3)."""
        ...

    def unmask(self, client_id: str, key: str, reason: str) -> str:
        """One detail in full; the look is registered with its reason (SE-1)."""
        ...

    def document(self, document_id: str) -> bytes:
        """The sealed PDF."""
        ...

    def export(self, document_id: str, path: str) -> None:
        """Write the sealed PDF to ``path``; registered."""
        ...

    def print_document(self, document_id: str) -> None:
        """Print a rendition marked as a copy; registered."""
        ...

    def check(self, document_id: str) -> CheckedFile:
        """Check a document of the archive; registered."""
        ...

    def set_advertising(self, client_id: str, wanted: bool, why: str) -> None:
        """Keep whether the client wants advertising by message; registered."""
        ...

    def check_file(self, path: str) -> CheckedFile:
        """Check a PDF that came back; registered."""
        ...

    def print_page(self, found: CheckedFile) -> str:
        """Archive the verification page of a check, to be printed like every document; its number."""
        ...


WANTED, UNWANTED = "wanted", "unwanted"
"""Values of the detail ``advertising``."""

DETAIL_KEYS = (
    "number", "paper_kind", "paper_number", "paper_until", "sex", "birth_date", "founded", "institution_type",
    "representative", "agent", "letter", "owners", "seals", "mobile", "telephone", "email",
    "address", "occupation", "bank", "bank_account", "staff", "contact_way", "advertising", "opened_on",
)  # fmt: skip
