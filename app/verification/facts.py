"""What the verification page says, as plain values; ``forms`` sets it (AR-1, SE-2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CheckedSignature:
    """One line of the page: whose signature, its moment, its level, and whether it holds. Chinese, ready for print."""

    role: str
    name: str
    at: datetime | None
    level: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationFacts:
    """《验签单》: one PDF as it was checked at one moment. The file is named by its hash alone.

    ``document_number``, ``document_title``: of the document it is, or says it is; empty when nobody knows.
    ``printed_by`` is empty when no person did it (the command line).
    """

    number: str
    company: str
    branch: str
    address: str
    telephone: str
    printed_by: str
    checked_at: datetime
    verdict: str
    meaning: str
    document_number: str
    document_title: str
    form: str
    archived_at: datetime | None
    file_sha256: str
    facts_sha256: str
    ledger: str
    timestamps: str
    signatures: tuple[CheckedSignature, ...]
    problems: tuple[str, ...]
