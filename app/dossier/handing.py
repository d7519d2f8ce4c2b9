"""Handing papers to the archivist: what is listed, what comes back, what it costs (AR-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.common.errors import Refused
from app.common.values import clean_text
from app.dossier.domain import WHY_LIMIT

MOST_SETS = 100
"""Sets on one sheet: more are no longer checked one by one."""

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class SetToHand:
    """A set to be handed over. ``copies``: document number -> copies of paper; empty: one of each document."""

    case_number: str
    copies: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandedPaper:
    """One line of the sheet: a document and the copies of paper that were handed over."""

    case_number: str
    document_number: str
    title: str
    pages: int
    copies: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What the archivist decides on one set. ``words``: what is missing, or why it is taken although forms are."""

    case_number: str
    accepted: bool
    words: str = ""
    mend_by: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The archivist's decision on a set as it was written down; never changed.

    ``sending``: the how manieth bad set of the sender within a year this is (0 when accepted), with its ``points``;
    ``escalated``: it went to the general manager. ``document_number``: of 《客户资料补齐信息表》.
    """

    accepted: bool
    words: str
    mend_by: date | None
    sending: int
    points: int
    escalated: bool
    by: str
    by_name: str
    at: datetime
    document_number: str


@dataclass(frozen=True, slots=True)
class HandedSet:
    """A set on a sheet with its papers; ``missing``: titles of forms that the policy asks for and that are not there.

    ``verdict`` None while the archivist has not looked through it.
    """

    case_number: str
    business: str
    client_id: str
    client_name: str
    client_number: str
    archive_number: str
    papers: tuple[HandedPaper, ...]
    missing: tuple[str, ...] = ()
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """One 《客户资料交接表》. ``received``: the archivist has decided on every set of it.

    ``mend_by``: the day that the policy offers for completing a set that goes back.
    """

    number: str
    from_staff: str
    from_number: str
    from_name: str
    station: str
    at: datetime
    note: str
    sets: tuple[HandedSet, ...]
    mend_by: date

    @property
    def received(self) -> bool:
        """Whether every set has its verdict."""
        return all(one.verdict is not None for one in self.sets)


@dataclass(frozen=True, slots=True)
class PointsLine:
    """What somebody's bad sets of the last year come to; ``escalated``: some went to the general manager."""

    staff_id: str
    staff_number: str
    name: str
    sendings: int
    points: int
    escalated: int


def checked_decision(decision: Decision, *, incomplete: bool, today: date) -> Decision:
    """A decision as it is stored.

    Refused: ``dossier.words_missing`` (a set sent back, or taken although forms are missing, says why),
    ``dossier.mend_by_missing``, ``dossier.mend_by_past``, ``text.*``.
    """
    words = clean_text(decision.words, field="words", limit=WHY_LIMIT, required=False)
    if not words and (incomplete or not decision.accepted):
        raise Refused("dossier.words_missing", field="words", case=decision.case_number)
    if decision.accepted:
        return Decision(decision.case_number, True, words)
    if decision.mend_by is None:
        raise Refused("dossier.mend_by_missing", field="mend_by", case=decision.case_number)
    if decision.mend_by < today:
        raise Refused("dossier.mend_by_past", field="mend_by", case=decision.case_number)
    return Decision(decision.case_number, False, words, decision.mend_by)
