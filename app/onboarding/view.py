"""What the window is given of an opening: everything it shows, nothing it would have to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.bookings.domain import Booking
from app.clients.domain import ClientHit
from app.common.errors import Refused
from app.institutions.domain import Owner
from app.onboarding.draft import Draft
from app.onboarding.steps import FormState, Step, StepState
from app.onboarding.withheld import Withheld
from app.policy.values import Policy


@dataclass(frozen=True, slots=True)
class ReadOff:
    """What the identity number itself says; None where it says nothing."""

    birth_date: date | None
    sex: str | None
    age: int | None


@dataclass(frozen=True, slots=True)
class QuestionnaireProgress:
    """How far the client is with the questionnaire; the teller sees no answers (KY-6).

    ``level_label`` and ``total`` stay empty until the client has signed the result.
    """

    answered: int
    of: int
    confirmed: bool
    level_label: str
    total: int | None
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpeningView:
    """An opening as the teller sees it: ``problems`` and ``warnings`` by field, ``steps`` in order.

    ``by_paper``: the client declined electronic signing (KY-4). ``policy``: the one that it was begun with.
    ``withheld``: what the client does not give (SE-3). ``beneficial_owners``: of an institution, as entered so far.
    ``older``: a person of the policy's age or more (KY-5).
    """

    draft: Draft
    policy: Policy
    steps: tuple[StepState, ...]
    forms: tuple[FormState, ...]
    problems: Mapping[str, Refused]
    warnings: Mapping[str, tuple[str, ...]]
    read_off: ReadOff
    questionnaire: QuestionnaireProgress
    same_paper: ClientHit | None
    likely_duplicates: tuple[ClientHit, ...]
    booking: Booking | None
    booking_matches: tuple[Booking, ...]
    marketer_name: str
    marketer_problem: Refused | None
    consents: Mapping[str, bool]
    disclosures_read: Mapping[str, tuple[int, int]]
    password_set: bool
    by_paper: bool
    complete: bool
    withheld: Withheld | None = None
    institution: bool = False
    older: bool = False
    beneficial_owners: tuple[Owner, ...] = ()

    @property
    def signer_name(self) -> str:
        """Who signs: the client; for an institution its agent, or its legal representative in person."""
        if not self.institution:
            return self.draft.text("name").strip()
        return self.draft.text("agent_name" if self.draft.text("comes") == "agent" else "rep_name").strip()

    def step(self, step: Step) -> StepState:
        """The state of one step."""
        return next(state for state in self.steps if state.step is step)


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """One paper made: its number, title, pages, copies to hand over, whether the client signed it."""

    number: str
    form_id: str
    title: str
    pages: int
    copies: tuple[str, ...]
    content_sha256: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class OpeningReceipt:
    """What was opened and what to hand over."""

    case_number: str
    client_id: str
    client_number: str
    client_name: str
    fund_account: str
    accounts: tuple[tuple[str, str], ...]
    permissions: tuple[str, ...]
    bank: str
    bank_account_masked: str
    level_label: str
    total: int
    completed_at: datetime
    documents: tuple[ReceiptDocument, ...]
