"""A request and everything it is judged against, loaded in one transaction; the steps follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa

from app.approvals import storage as approvals
from app.approvals.domain import Decision, Request, StepState, own_staff_decides, states, steps_of
from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.auth import storage as auth
from app.cases.case import Capture
from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.clients.papers import is_older
from app.common.clock import Clock, branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import digest
from app.policy import storage as policies
from app.policy.transfer import Tier, TransferPolicy
from app.policy.values import Policy
from app.receipts import storage as receipts
from app.receipts.domain import Receipt
from app.relationship import storage as relationship
from app.snapshots import storage as snapshots
from app.staff import storage as staff
from app.staff.domain import StaffMember
from app.trading_days import storage as trading_days
from app.trading_days.domain import TradingCalendar
from app.transfer_out import fields as typed
from app.transfer_out.case import KIND, Case
from app.transfer_out.clock import CaseClock, clock_of
from app.transfer_out.conditions import CODES, Stated, accounts_state
from app.transfer_out.fields import Entered
from app.transfer_out.present import clock_behind, present
from app.transfer_out.view import AccountsState


@dataclass(frozen=True, slots=True)
class Surface:
    """What the flow works with besides the database."""

    press: Press
    policy: Policy
    clock: Clock
    branch: BranchFacts

    @property
    def rules(self) -> TransferPolicy:
        """The branch's rules of transfer-out."""
        return self.policy.transfer


@dataclass(frozen=True, slots=True)
class Judged:
    """A request in its surroundings at ``now``; ``today`` is the branch's day.

    ``behind``: this computer's clock is behind ``now``, so that nothing that has to be done today can be done.
    ``agent_is_staff``: the agent named is a member of staff (OP-4). ``receipt``: the one that is not voided.
    """

    case: Case
    client: Client
    rules: TransferPolicy
    policy: Policy
    branch: BranchFacts
    now: datetime
    today: date
    calendar: TradingCalendar
    entered: Entered
    accounts: AccountsState
    clock: CaseClock
    own_staff: StaffMember | None
    decisions: tuple[Decision, ...]
    approvals: tuple[StepState, ...]
    receipt: Receipt | None
    agent_is_staff: bool
    behind: bool

    @property
    def institution(self) -> bool:
        """Whether the client is an institution."""
        return self.client.kind is ClientKind.INSTITUTION

    @property
    def older(self) -> bool:
        """Whether the client was of the policy's age when asking (KY-5)."""
        age = self.policy.older.age
        return is_older(self.client.birth_date, self.case.asked_on, age, institution=self.institution)

    @property
    def agent(self) -> bool:
        """Whether an agent comes for the client; for an institution always."""
        return self.institution or self.entered.get("present") == "agent"

    @property
    def needs_booking(self) -> bool:
        """Whether it is to be booked a day ahead (TO-7)."""
        return self.case.tier is Tier.CORE

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents to be shown (TO-1)."""
        return typed.documents_for(institution=self.institution, agent=self.agent)

    @property
    def missing_documents(self) -> tuple[str, ...]:
        """Those that the client does not have with them."""
        return tuple(code for code in self.documents if self.entered.get(f"doc:{code}") == "missing")

    @property
    def request(self) -> Request:
        """What the approvers decide on, at its present version."""
        return request_of(self.case, self.own_staff, self.today)

    @property
    def fee_lines(self) -> tuple[tuple[str, str, Decimal], ...]:
        """Label, account and fee of every account that leaves, as far as there is one (TO-9)."""
        found = []
        for wish, market, label in (
            ("sh", "sh_a", "撤销上海指定交易手续费"),
            ("sz", "sz_a", "深圳转托管手续费"),
            ("fund", "fund", "基金转托管手续费"),
        ):
            fee = self.rules.fee(market)
            if wish in self.entered.wishes and fee > 0:
                found.append((label, str(self.entered.get(f"{wish}_number")), fee))
        return tuple(found)

    @property
    def fee_total(self) -> Decimal:
        """What is to be paid, in yuan."""
        return sum((fee for _, _, fee in self.fee_lines), Decimal(0))

    def capture(self, name: str) -> Capture | None:
        """The act of this name."""
        return self.case.captures.get(name)

    @property
    def password_ok(self) -> bool:
        """Whether the client typed the counter password today, for the request as it stands (TO-8)."""
        capture = self.capture("password")
        return (
            capture is not None
            and capture.value.get("version") == self.case.request_version
            and branch_day(capture.at) == self.today
        )

    @property
    def by_paper(self) -> bool:
        """Whether the client signs by hand (KY-4)."""
        return bool(self.entered.get("sign_way") == "paper")


def judge(conn: sa.Connection, case: Case, surface: Surface) -> Judged:
    """The request with everything around it, by the policy it was taken in with; in the caller's transaction."""
    surface = replace(surface, policy=policies.of_case(conn, case.number, surface.policy))
    rules, now = surface.rules, present(conn, surface.clock)
    today = branch_day(now)
    calendar = trading_days.calendar(conn)
    client = clients.get_client(conn, case.client_id)
    accounts = accounts_now(conn, case, surface, calendar)
    first = clock_of(case.asked_on, case.ready_since, today, days=rules.deadline_days, calendar=calendar)
    entered = typed.read_fields(
        case.fields,
        policy=rules,
        institution=client.kind is ClientKind.INSTITUTION,
        insists=case.insisted_at is not None,
        asked_on=case.asked_on,
        deadline=first.deadline,
        needs_booking=case.tier is Tier.CORE,
        need_figures=case.tier is None,
    )
    own_staff = staff.by_id(conn, case.own_staff) if case.own_staff else None
    decisions = approvals.decisions(conn, KIND, case.number)
    judged = Judged(
        case, client, rules, surface.policy, surface.branch, now, today, calendar, entered, accounts, first, own_staff,
        decisions, (),
        next((r for r in receipts.of_case(conn, case.number) if r.void is None), None),
        _agent_is_staff(conn, entered), clock_behind(now, surface.clock),
    )  # fmt: skip
    ready = ready_since(judged) if case.ended_at is None else case.ready_since
    clock = clock_of(case.asked_on, ready, case.clock_day(today), days=rules.deadline_days, calendar=calendar)
    steps = states(judged.request, decisions, today) if case.tier is not None else ()
    return replace(judged, clock=clock, approvals=steps)


def accounts_now(conn: sa.Connection, case: Case, surface: Surface, calendar: TradingCalendar) -> AccountsState:
    """The accounts' state from the snapshot in force, or as stated by hand today (TO-2)."""
    now = present(conn, surface.clock)
    today = branch_day(now)
    found = snapshots.state_of(conn, case.fund_account)
    info = found[1] if found is not None else snapshots.current(conn)
    return accounts_state(
        (found[0], found[1].taken_at, found[1].source) if found is not None else None,
        has_snapshot=info is not None,
        stated=stated_by_hand(case, today),
        now=now,
        today=today,
        hours=surface.rules.snapshot_hours,
        calendar=calendar,
    )


def stated_codes(capture: Capture | None, today: date) -> frozenset[str]:
    """The conditions that were stated today; what was stated yesterday says nothing of today."""
    if capture is None or branch_day(capture.at) != today:
        return frozenset()
    return frozenset(capture.value.get("codes", ()))


def stated_by_hand(case: Case, today: date) -> Stated:
    """What the teller stated today, condition by condition."""
    capture = case.captures.get("stated")
    codes = stated_codes(capture, today)
    if capture is None or not codes:
        return Stated("", None, {})
    answers: dict[str, tuple[bool, str, date | None]] = {}
    for code in (code for code in CODES if code in codes):
        answer = case.text(f"cond:{code}")
        if answer in ("yes", "no"):
            answers[code] = (answer == "yes", case.text(f"cond_detail:{code}").strip(), _until(case, code))
    return Stated(str(capture.value.get("by", "")), capture.at, answers)


def _until(case: Case, code: str) -> date | None:
    try:
        return read_date(case.text(f"cond_until:{code}"))
    except Refused:
        return None


def ready_since(judged: Judged) -> date | None:
    """The day since which nothing stands in the way; None while a block stands or a document is missing (TO-15)."""
    if judged.accounts.blocks or judged.missing_documents:
        return None
    return judged.case.ready_since or judged.today


def request_of(case: Case, own_staff: StaffMember | None, today: date) -> Request:
    """What the approvers decide on. Without a tier there are no steps yet, and nothing can be decided.

    A member who has left by ``today`` has no step any more: nobody could give it.
    """
    here = own_staff is not None and own_staff.active and (own_staff.left_on is None or today < own_staff.left_on)
    has_own = here and own_staff_decides(case.own_staff, case.opened_by)
    steps, sequential = steps_of(case.tier, has_own_staff=has_own) if case.tier is not None else ((), False)
    own = case.own_staff if has_own else ""
    return Request(KIND, case.number, case.request_version, case.opened_by, own, steps, sequential)


def own_staff_of(conn: sa.Connection, client_id: str) -> str:
    """Staff id of the client's own staff member, who can sign in and is still here; empty for none (TO-4)."""
    found = relationship.current(conn, client_id)
    member = staff.by_id(conn, found.staff_id) if found is not None else None
    if member is None or not member.active:
        return ""
    return member.id if any(user.active and user.staff_id == member.id for user in auth.list_users(conn)) else ""


def _agent_is_staff(conn: sa.Connection, entered: Entered) -> bool:
    """Whether the agent is called like one of the marketing staff, and nobody has said that it is another (OP-4)."""
    name = entered.get("agent_name")
    if not name or entered.get("agent_not_staff") == "yes":
        return False
    return any(member.active and member.name == name for member in staff.marketing(conn))


def matter_digest(judged: Judged) -> str:
    """What is put before the approvers, as one digest: kept at submission (TO-5)."""
    fields: Mapping[str, str] = judged.case.fields
    told = {name: text for name, text in fields.items() if name not in typed.AFTER_APPROVAL}
    return digest([told, judged.case.tier, judged.case.client_class, judged.case.assets, judged.case.turnover])
