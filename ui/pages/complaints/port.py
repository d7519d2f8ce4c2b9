"""What the page of complaints is given, and where from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from app.complaints.domain import AnswerWay, Complaint, Evidence, Level, Line, Source, Step
from app.complaints.facts import ComplaintStatisticsFacts
from app.complaints.looking import View
from app.complaints.taking_in import Draft, Named, TakeIn
from app.complaints.working import Candidate, Finding, Plan
from app.policy.contacts import ContactQuestion
from ui.widgets.search import Hit

TOPIC = "complaints"
"""What the change feed calls a complaint that moved."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff register."""

    staff_id: str
    number: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The list, with the drafts of one's own."""

    lines: Sequence[Line]
    drafts: Sequence[Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """One step as it was filled in; each step takes what it needs."""

    step: Step
    number: str
    version: int
    words: str = ""
    staff_id: str = ""
    verdicts: Mapping[int, Finding] = field(default_factory=dict)
    plan: Plan | None = None
    to: date | None = None
    way: AnswerWay | None = None
    satisfied: bool | None = None
    named: Named | None = None
    level: Level | None = None
    source: Source | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper to be looked at. ``document``: the number of what is archived, empty for what is not."""

    title: str
    pdf: bytes
    pages: int
    document: str = ""


class ComplaintProvider(Protocol):
    """Where the page has it from; every method is called in a worker."""

    def listed(self, *, open_only: bool) -> Listed:
        """What the person may see: overdue ones first."""
        ...

    def view(self, number: str) -> View:
        """One complaint."""
        ...

    def contact(self, number: str) -> str:
        """How the complainant is reached, in full; registered."""
        ...

    def people(self) -> Sequence[Person]:
        """Who can be complained of."""
        ...

    def candidates(self, number: str) -> Sequence[Candidate]:
        """Whom it can be given to."""
        ...

    def questions(self) -> Sequence[ContactQuestion]:
        """What the policy asks a client after a complaint."""
        ...

    def find(self, text: str) -> Sequence[Hit]:
        """Clients that fit."""
        ...

    def begin(self, typed: Mapping[str, Any]) -> Draft:
        """A new draft."""
        ...

    def keep(self, draft_id: str, typed: Mapping[str, Any]) -> Draft:
        """Keep what is typed."""
        ...

    def drop(self, draft_id: str) -> None:
        """Give a draft up."""
        ...

    def take_in(self, command: TakeIn) -> Complaint:
        """Take it in."""
        ...

    def add_evidence(self, complaint_id: str, path: str, consent: str) -> Evidence:
        """Keep a file."""
        ...

    def paper(self, complaint_id: str, evidence: Evidence) -> Sheet:
        """A paper of evidence, all pages."""
        ...

    def save_recording(self, complaint_id: str, evidence: Evidence, path: str) -> str:
        """Write a recording to a file; its path. Registered."""
        ...

    def take(self, step: StepInput) -> Complaint:
        """Take a step."""
        ...

    def record(self, number: str) -> Sheet:
        """《客户投诉记录表》 as it stands."""
        ...

    def document(self, number: str, complaint: str) -> Sheet:
        """An archived paper of a complaint; registered."""
        ...

    def print_sheet(self, sheet: Sheet) -> None:
        """Print a paper: through the queue what is archived, at once what is not."""
        ...

    def statistics(self, since: date, until: date) -> ComplaintStatisticsFacts:
        """The sums."""
        ...

    def save_pdf(self, since: date, until: date, path: str) -> str:
        """《投诉统计表》 as a file; its path."""
        ...

    def save_xlsx(self, since: date, until: date, path: str) -> str:
        """The same as a workbook."""
        ...
