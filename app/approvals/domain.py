"""Decisions of several people on one request: its steps, who may give which, what counts (TO-4, TO-5, TO-6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.actor import Actor, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.transfer import Tier

TOPIC = "approvals"
"""What the change feed calls a new decision or confirmation."""

DENIED_INCIDENT = "approval-denied"
"""Kind of the incident that an approver's denial of a telephone approval makes (TO-6)."""


class StepKind(StrEnum):
    """Whose approval a step is."""

    OWN_STAFF = "own-staff"  # the client's own staff member
    SUPERVISOR = "supervisor"  # counter supervisor, or a person named in the policy
    DIRECTOR = "director"  # marketing director
    GENERAL_MANAGER = "general-manager"


class Verdict(StrEnum):
    """What an approver says."""

    APPROVED = "approved"
    SENT_BACK = "sent-back"  # with a question
    REFUSED = "refused"  # only on a listed ground (TO-15)


class Way(StrEnum):
    """How the approver said it."""

    SIGNED_IN = "signed-in"
    TELEPHONE = "telephone"


class StepStatus(StrEnum):
    """How far a step is."""

    WAITING = "waiting"  # an earlier step is open
    OPEN = "open"
    APPROVED = "approved"
    UNCONFIRMED = "unconfirmed"  # by telephone, to be confirmed
    LATE = "late"  # by telephone, not confirmed in time
    DENIED = "denied"  # the approver denies the telephone approval: open again


@dataclass(frozen=True, slots=True)
class Request:
    """What is decided on, at the version that is seen. People are staff ids; ``own_staff`` is empty without one.

    ``version`` must be raised by whoever changes anything that an approver sees: tier, own staff, content.
    """

    kind: str
    number: str
    version: int
    taken_in_by: str
    own_staff: str
    steps: tuple[StepKind, ...]
    sequential: bool


@dataclass(frozen=True, slots=True)
class Approver:
    """Somebody who decides: staff id and number, name, and the roles of their user."""

    id: str
    number: str
    name: str
    roles: frozenset[Role]

    @classmethod
    def of(cls, actor: Actor) -> Approver:
        """The one who is signed in."""
        return cls(actor.staff_id, actor.staff_number, actor.name, actor.roles)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the approver says later of an approval by telephone: that it was given, or not (TO-6)."""

    decision_id: str
    agreed: bool
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision; it is never changed. ``turn`` counts the approvals of the step at this version that fell before.

    ``words``: the question or what was said; ``ground``: of a refusal. ``called_number``, ``called_at``, ``confirm_by``
    (the last day for confirming, included) and ``confirmed`` are of approvals by telephone only.
    """

    id: str
    kind: str
    number: str
    version: int
    step: StepKind
    turn: int
    verdict: Verdict
    way: Way
    approver_id: str
    approver_number: str
    approver_name: str
    recorded_by: str
    recorded_by_name: str
    words: str
    ground: str
    called_number: str
    called_at: datetime | None
    at: datetime
    confirm_by: date | None
    confirmed: Confirmation | None

    @property
    def denied(self) -> bool:
        """Whether the approver says that it was never given."""
        return self.confirmed is not None and not self.confirmed.agreed

    @property
    def outstanding(self) -> bool:
        """Whether it is to be confirmed still, counting or not (TO-6)."""
        return self.way is Way.TELEPHONE and self.confirmed is None

    @property
    def confirmed_late(self) -> bool:
        """Whether it was confirmed or denied after the last day for it."""
        if self.confirmed is None or self.confirm_by is None:
            return False
        return branch_day(self.confirmed.at) > self.confirm_by

    def late(self, today: date) -> bool:
        """Whether it should have been confirmed before ``today`` (a day at the branch)."""
        return self.outstanding and self.confirm_by is not None and today > self.confirm_by


@dataclass(frozen=True, slots=True)
class StepState:
    """A step, how far it is, and the decision that says so: the one that counts, else the last one at this version."""

    step: StepKind
    status: StepStatus
    decision: Decision | None

    @property
    def given(self) -> bool:
        """Whether the request may go on as far as this step goes, confirmed or not (TO-6)."""
        return self.status in _GIVEN


_GIVEN = frozenset({StepStatus.APPROVED, StepStatus.UNCONFIRMED, StepStatus.LATE})


def own_staff_decides(own_staff: str, taken_in_by: str) -> bool:
    """Whether the client's own staff member gives a step: not without one, nor when it is who took the request in.

    The second would be a step that nobody can give: no one approves what they took in (TO-5).
    """
    return bool(own_staff) and own_staff != taken_in_by


def steps_of(tier: Tier, *, has_own_staff: bool) -> tuple[tuple[StepKind, ...], bool]:
    """The steps of a tier, and whether each waits for the one before (TO-4).

    ``has_own_staff``: what :func:`own_staff_decides` says, and that the member still works at the branch.
    """
    match tier:
        case Tier.CORE:
            return (StepKind.DIRECTOR, StepKind.GENERAL_MANAGER), True
        case Tier.IMPORTANT:
            return (StepKind.DIRECTOR,), False
        case Tier.ORDINARY:
            own = (StepKind.OWN_STAFF,) if has_own_staff else ()
            return (*own, StepKind.SUPERVISOR), False


def states(request: Request, decisions: Sequence[Decision], today: date) -> tuple[StepState, ...]:
    """Every step of ``request`` on ``today``, from its decisions, oldest first.

    Only decisions on this version count (TO-5), and a denied one does not (TO-6). In a sequence an approval counts only
    while those before it do: whoever decides last decided on what the others had said.
    """
    here = [d for d in decisions if (d.kind, d.number, d.version) == (request.kind, request.number, request.version)]
    counting = _counting(request, here)
    found: list[StepState] = []
    for step in request.steps:
        last = next((d for d in reversed(here) if d.step is step), None)
        waits = request.sequential and any(not state.given for state in found)
        found.append(StepState(step, _status(counting.get(step), last, today, waits=waits), counting.get(step, last)))
    return tuple(found)


def _counting(request: Request, decisions: Sequence[Decision]) -> dict[StepKind, Decision]:
    counting: dict[StepKind, Decision] = {}
    for decision in decisions:
        if decision.verdict is not Verdict.APPROVED or decision.denied or decision.step not in request.steps:
            continue
        before = request.steps[: request.steps.index(decision.step)] if request.sequential else ()
        if all(step in counting for step in before):
            counting.setdefault(decision.step, decision)
    return counting


def _status(counting: Decision | None, last: Decision | None, today: date, *, waits: bool) -> StepStatus:
    if counting is not None:
        if counting.outstanding:
            return StepStatus.LATE if counting.late(today) else StepStatus.UNCONFIRMED
        return StepStatus.APPROVED
    if waits:
        return StepStatus.WAITING
    return StepStatus.DENIED if last is not None and last.denied else StepStatus.OPEN


def approved(found: Sequence[StepState]) -> bool:
    """Whether every step is given; by telephone is enough to go on (TO-6). A request without steps is not approved."""
    return bool(found) and all(state.given for state in found)


def may_decide(
    request: Request, found: Sequence[StepState], approver: Approver, named_approvers: Collection[str]
) -> StepKind | None:
    """The step that ``approver`` may decide now; None when there is none (for queues and buttons)."""
    for step in request.steps:
        try:
            need_may_decide(request, found, step, approver, named_approvers)
        except Refused:
            continue
        return step
    return None


def need_may_decide(
    request: Request,
    found: Sequence[StepState],
    step: StepKind,
    approver: Approver,
    named_approvers: Collection[str],
) -> None:
    """Pass when ``approver`` may decide ``step`` of ``request`` now; ``named_approvers`` are staff numbers (TO-4).

    Refused (TO-5): ``approvals.took_in``, ``.own_client_alone`` (the client's own staff member gives their own step
    only), ``.not_your_step``, ``.no_such_step`` (the tier was raised), ``.already_decided``, ``.same_person`` (one
    person gives one step), ``.was_refused`` (decided against at this version), ``.not_yet`` (an earlier step is open).
    """
    state = next((state for state in found if state.step is step), None)
    if state is None:
        raise Refused("approvals.no_such_step")
    _need_person(request, step, approver, named_approvers)
    if state.given:
        raise Refused("approvals.already_decided")
    if any(_gave(other, approver) for other in found if other.step is not step):
        raise Refused("approvals.same_person")
    if any(other.decision is not None and other.decision.verdict is Verdict.REFUSED for other in found):
        raise Refused("approvals.was_refused")
    if state.status is StepStatus.WAITING:
        raise Refused("approvals.not_yet")


def _gave(state: StepState, approver: Approver) -> bool:
    # who approved a step and it fell is tied to that step by the database: what fell is not in the states
    return state.given and state.decision is not None and state.decision.approver_id == approver.id


def _need_person(request: Request, step: StepKind, approver: Approver, named_approvers: Collection[str]) -> None:
    if approver.id == request.taken_in_by:
        raise Refused("approvals.took_in")
    own = approver.id == request.own_staff
    if own and step is not StepKind.OWN_STAFF:
        raise Refused("approvals.own_client_alone")
    match step:
        case StepKind.OWN_STAFF:
            fits = own
        case StepKind.SUPERVISOR:
            fits = Role.SUPERVISOR in approver.roles or approver.number in named_approvers
        case StepKind.DIRECTOR:
            fits = Role.MARKETING_DIRECTOR in approver.roles
        case StepKind.GENERAL_MANAGER:
            fits = Role.GENERAL_MANAGER in approver.roles
    if not fits:
        raise Refused("approvals.not_your_step")
