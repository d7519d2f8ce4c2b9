"""What the windows are given of a request: everything they show, nothing they would have to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.approvals.domain import Decision, StepKind
from app.approvals.domain import StepState as ApprovalState
from app.cases.case import PaperMade
from app.common.errors import Refused
from app.policy.transfer import ReasonGuide, Tier
from app.receipts.domain import Receipt
from app.transfer_out.case import Case, Status
from app.transfer_out.clock import CaseClock
from app.transfer_out.steps import Step, StepState


@dataclass(frozen=True, slots=True)
class ClientLine:
    """Who asks: numbers masked (SE-1). ``client_class`` with its figures as fixed at intake; ``own_staff``: name.

    ``auxiliaries``: the other fund accounts, in words.
    """

    client_id: str
    number: str
    name: str
    institution: bool
    paper_masked: str
    mobile_masked: str
    fund_account: str
    client_class: str
    assets: Decimal | None
    turnover: Decimal | None
    figures_from: str  # "snapshot", "by-hand", "" while unknown
    own_staff: str
    auxiliaries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentState:
    """One document to be shown: fields ``doc:<code>`` (``shown``, ``missing`` or empty) and ``doc_reason:<code>``.

    ``scanned``: its scan is there, so that no reason is needed (TO-1).
    """

    code: str
    label: str
    answer: str
    scanned: bool
    reason: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of TO-2. ``stands`` None: not known yet (to be stated by hand: ``cond:<code>`` = ``yes``/``no``).

    ``wait_for``: what to wait for; ``retry_on``: the first day it can be tried again, None when nobody can say.
    """

    code: str
    label: str
    stands: bool | None
    detail: str
    wait_for: str
    retry_on: date | None


@dataclass(frozen=True, slots=True)
class AccountsState:
    """Where the conditions are from. ``by_hand``: stated by the teller, because there is no snapshot that counts.

    ``taken_at``: the snapshot's moment or that of the statement; ``age_minutes`` of the snapshot, None by hand;
    ``why_by_hand``: ``none`` (no snapshot), ``old`` (too old), ``unknown-account``, ``""``.
    """

    by_hand: bool
    why_by_hand: str
    source: str
    taken_at: datetime | None
    age_minutes: int | None
    conditions: tuple[Condition, ...]

    @property
    def blocks(self) -> tuple[Condition, ...]:
        """The conditions that stand in the way."""
        return tuple(condition for condition in self.conditions if condition.stands)


@dataclass(frozen=True, slots=True)
class ReturnState:
    """One thing to give back: field ``return:<code>`` = ``done``, or ``return_reason:<code>`` why not (TO-10)."""

    code: str
    label: str
    done: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form of the case. ``signed``: by the client, as it stands now; ``stale``: before it changed."""

    form_id: str
    title: str
    number: str
    needs_client: bool
    signed: bool
    stale: bool
    by_paper: bool
    printed: bool
    teller_signed: bool


@dataclass(frozen=True, slots=True)
class TransferView:
    """A request as the teller sees it; ``problems`` by field. ``needs_booking``: a day ahead (TO-7).

    ``earliest``: the first day it may be carried out. ``grounds``: the only grounds an approver may refuse on
    (code and label): standing blocks and missing documents; empty: it cannot be refused (TO-15).
    """

    case: Case
    client: ClientLine
    steps: tuple[StepState, ...]
    problems: Mapping[str, Refused]
    documents: tuple[DocumentState, ...]
    accounts: AccountsState
    clock: CaseClock
    guide: ReasonGuide | None
    approvals: tuple[ApprovalState, ...]
    decisions: tuple[Decision, ...]
    grounds: tuple[tuple[str, str], ...]
    needs_booking: bool
    booked_for: date | None
    earliest: date
    fee_lines: tuple[tuple[str, str, Decimal], ...]  # label, account, yuan
    fee_total: Decimal
    receipt: Receipt | None
    password_ok: bool
    password_locked: bool
    kept: tuple[str, ...]
    returns: tuple[ReturnState, ...]
    forms: tuple[FormLine, ...]
    by_paper: bool
    may_submit: bool
    may_carry_out: bool
    older: bool = False

    def step(self, step: Step) -> StepState:
        """The state of one step."""
        return next(state for state in self.steps if state.step is step)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One request in a list: clock always there (TO-15). ``waiting_for``: the approval steps that are open now."""

    number: str
    status: Status
    client_id: str
    client_name: str
    institution: bool
    client_class: str
    tier: Tier | None
    reason: str  # label
    asked_on: date
    clock: CaseClock
    blocked: bool
    insists: bool
    taken_in_by: str  # name
    waiting_for: tuple[StepKind, ...]
    unconfirmed: bool
    late_confirmation: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One request on the manager's desk. ``mine``: the steps that this person may decide on now."""

    line: CaseLine
    mine: tuple[StepKind, ...]
    assets: Decimal | None
    booked_for: date | None


@dataclass(frozen=True, slots=True)
class ApprovalScreen:
    """Everything on one screen for an approver. ``seen_version`` goes back with the decision (TO-5)."""

    view: TransferView
    seen_version: int
    mine: tuple[StepKind, ...]
    history: tuple[tuple[datetime, str], ...]  # what happened with this client's cases before, in words
    documents: tuple[tuple[str, str], ...]  # number and title of archived and scanned papers of the case


@dataclass(frozen=True, slots=True)
class TransferReceipt:
    """What was carried out (or: how the client was kept), and what to hand over."""

    case_number: str
    client_id: str
    client_name: str
    left: bool
    ended_at: datetime
    fee_total: Decimal
    receipt_number: str
    tasks: int
    documents: tuple[PaperMade, ...]


@dataclass(frozen=True, slots=True)
class DueAccount:
    """A fund account to be closed, or what it still waits for (TO-12). ``due``: nothing is open any more."""

    fund_account: str
    client_id: str
    client_name: str
    case_number: str
    left_on: date
    due: bool
    waits_for: tuple[str, ...]
