"""A case of suitability as a value: what it is, who it is of, what the client has done so far (RA-1, RA-4, RA-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused
from app.onboarding.draft import Capture, Status
from app.onboarding.steps import FormState
from app.suitability.domain import Assessment
from app.suitability.products import Match


class Kind(StrEnum):
    """What a case is for."""

    REASSESSMENT = "reassessment"
    MISMATCH = "mismatch"


PREFIXES = {Kind.REASSESSMENT: "FP", Kind.MISMATCH: "BP"}
"""What the numbers of cases begin with."""
FORMS = {Kind.REASSESSMENT: "assessment", Kind.MISMATCH: "mismatch"}
"""The form that each case consists of."""


class Step(StrEnum):
    """What the client does, in this order; a mismatch begins with its notice, an assessment with the questions."""

    QUESTIONNAIRE = "questionnaire"
    RESULT = "result"
    NOTICE = "notice"
    SIGNATURES = "signatures"


STEPS = {
    Kind.REASSESSMENT: (Step.QUESTIONNAIRE, Step.RESULT, Step.SIGNATURES),
    Kind.MISMATCH: (Step.NOTICE, Step.SIGNATURES),
}


@dataclass(frozen=True, slots=True)
class RiskCase:
    """The whole case as it lies in the database. ``version`` counts its changes; ``product``: code, of a mismatch."""

    number: str
    kind: Kind
    status: Status
    version: int
    client_id: str
    product: str
    opened_at: datetime
    opened_by: str
    opened_by_number: str
    opened_by_name: str
    station: str
    completed_at: datetime | None
    captures: Mapping[str, Capture] = field(default_factory=dict)

    @property
    def form_id(self) -> str:
        """The form it consists of."""
        return FORMS[self.kind]

    @property
    def document_number(self) -> str:
        """The number of that form."""
        return f"{self.number}-01"

    def need_open(self) -> None:
        """Refuse ``risk.not_open`` for a completed or cancelled case."""
        if self.status is not Status.OPEN:
            raise Refused("risk.not_open", number=self.number)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A case as the teller sees it; no answers (KY-6), and the result only once it is signed.

    ``done``: the steps that are done; ``by_paper``: the client never agreed to sign electronically (KY-4).
    ``older``, ``second``: an older client, and who explained again (KY-5).
    ``marks``: what was remarkable in the answers (a note, no block). ``before``: the assessment in force until now.
    """

    case: RiskCase
    client_number: str
    client_name: str
    forms: tuple[FormState, ...]
    done: tuple[Step, ...]
    by_paper: bool
    answered: int
    of: int
    level_label: str
    total: int | None
    valid_until: date | None
    marks: tuple[str, ...]
    before: Assessment | None
    before_label: str
    match: Match | None
    older: bool = False
    second: str = ""

    @property
    def open(self) -> bool:
        """Whether anything can be done still."""
        return self.case.status is Status.OPEN

    @property
    def next_step(self) -> Step | None:
        """What the client does next; None when nothing is left."""
        return next((step for step in STEPS[self.case.kind] if step not in self.done), None)

    @property
    def ready(self) -> bool:
        """Whether the case can be completed."""
        return self.open and self.next_step is None


@dataclass(frozen=True, slots=True)
class RiskLine:
    """One line of a list of cases."""

    number: str
    kind: Kind
    status: Status
    client_id: str
    client_name: str
    opened_at: datetime
    completed_at: datetime | None
    teller: str


@dataclass(frozen=True, slots=True)
class RiskReceipt:
    """What came of a completed case. ``level``: the one in force from now on, or that of the acknowledgement."""

    number: str
    kind: Kind
    client_id: str
    document_number: str
    title: str
    pages: int
    content_sha256: str
    level: str
    level_before: str
    completed_at: datetime


def need_step(view: RiskView, step: Step) -> None:
    """Refuse ``risk.step_blocked`` (``step``: what has to be done before) when an earlier step is not done.

    Refused: ``risk.other_kind`` for a step that this kind of case does not have.
    """
    steps = STEPS[view.case.kind]
    if step not in steps:
        raise Refused("risk.other_kind", number=view.case.number)
    for before in steps[: steps.index(step)]:
        if before not in view.done:
            raise Refused("risk.step_blocked", number=view.case.number)
