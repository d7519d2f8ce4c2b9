"""Whose approvals a tier needs, who may give which, and what counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.approvals.domain import (
    Approver,
    Confirmation,
    Decision,
    Request,
    StepKind,
    StepState,
    StepStatus,
    Verdict,
    Way,
    approved,
    may_decide,
    need_may_decide,
    own_staff_decides,
    states,
    steps_of,
)
from app.common.actor import Role
from app.common.errors import Refused
from app.policy.transfer import Tier
from tests.app.approvals.desk import (
    DIRECTOR,
    HEAD,
    MANAGER,
    MARKETER,
    SUPERVISOR,
    TELLER,
    at_version,
    day,
    made,
    request,
)
from tests.people import NOON, TODAY

OWN, COUNTER = StepKind.OWN_STAFF, StepKind.SUPERVISOR
MARKETING, TOP = StepKind.DIRECTOR, StepKind.GENERAL_MANAGER


def statuses(wanted: Request, *decisions: Decision, days: int = 0) -> list[StepStatus]:
    return [state.status for state in states(wanted, decisions, day(days))]


def refusal(wanted: Request, step: StepKind, approver: Approver, *decisions: Decision, named: str = "") -> str:
    """The code of the refusal, empty when the approver may decide."""
    try:
        need_may_decide(wanted, states(wanted, decisions, TODAY), step, approver, (named,))
    except Refused as refused:
        return refused.code.removeprefix("approvals.")
    return ""


def confirmed(decision: Decision, *, agreed: bool) -> Decision:
    return replace(decision, confirmed=Confirmation(decision.id, agreed, "没有", decision.approver_id, NOON))


@pytest.mark.rule("TO-4")
def test_each_tier_has_its_steps() -> None:
    assert steps_of(Tier.ORDINARY, has_own_staff=True) == ((OWN, COUNTER), False)
    assert steps_of(Tier.ORDINARY, has_own_staff=False) == ((COUNTER,), False)
    for own in (True, False):
        assert steps_of(Tier.IMPORTANT, has_own_staff=own) == ((MARKETING,), False)
        assert steps_of(Tier.CORE, has_own_staff=own) == ((MARKETING, TOP), True)


@pytest.mark.rule("TO-5")
def test_own_staff_who_took_the_request_in_have_no_step_of_their_own() -> None:
    assert own_staff_decides("a", "b")
    assert not own_staff_decides("a", "a")
    assert not own_staff_decides("", "b")


@pytest.mark.rule("TO-4")
@pytest.mark.parametrize(
    ("tier", "step", "may"),
    [
        (Tier.ORDINARY, OWN, {MANAGER}),
        (Tier.ORDINARY, COUNTER, {SUPERVISOR}),
        (Tier.IMPORTANT, MARKETING, {DIRECTOR}),
        (Tier.CORE, MARKETING, {DIRECTOR}),
    ],
)
def test_a_step_is_for_one_role_or_person_and_a_general_manager_stands_in_for_nobody(
    tier: Tier, step: StepKind, may: set[Approver]
) -> None:
    everybody = {TELLER, SUPERVISOR, MANAGER, MARKETER, DIRECTOR, HEAD}
    wanted = request(tier, taken_in_by="somebody-else")
    assert {one for one in everybody if not refusal(wanted, step, one)} == may
    assert {refusal(wanted, step, one) for one in everybody - may} <= {"not_your_step", "own_client_alone"}


@pytest.mark.rule("TO-4")
def test_a_person_named_in_the_policy_approves_like_a_supervisor() -> None:
    assert refusal(request(), COUNTER, MARKETER, named=MARKETER.number) == ""
    assert refusal(request(), OWN, MARKETER, named=MARKETER.number) == "not_your_step"
    assert refusal(request(taken_in_by=MARKETER.id), COUNTER, MARKETER, named=MARKETER.number) == "took_in"


@pytest.mark.rule("TO-5")
def test_nobody_approves_what_they_took_in_nor_their_own_client_alone() -> None:
    assert refusal(request(taken_in_by=SUPERVISOR.id), COUNTER, SUPERVISOR) == "took_in"
    supervisors_client = request(own_staff=SUPERVISOR.id)
    assert refusal(supervisors_client, COUNTER, SUPERVISOR) == "own_client_alone"
    assert refusal(supervisors_client, OWN, SUPERVISOR) == ""
    assert refusal(request(Tier.CORE, own_staff=DIRECTOR.id), MARKETING, DIRECTOR) == "own_client_alone"


@pytest.mark.rule("TO-5")
def test_one_person_gives_one_step_whatever_their_roles() -> None:
    both = Approver("both", "1", "", frozenset({Role.MARKETING_DIRECTOR, Role.GENERAL_MANAGER}))
    core = request(Tier.CORE)
    assert refusal(core, MARKETING, both) == ""
    assert refusal(core, TOP, both, made(core, MARKETING, both)) == "same_person"
    assert refusal(core, TOP, HEAD, made(core, MARKETING, both)) == ""


@pytest.mark.rule("TO-4")
def test_the_general_manager_waits_for_the_marketing_director() -> None:
    core = request(Tier.CORE)
    assert statuses(core) == [StepStatus.OPEN, StepStatus.WAITING]
    assert refusal(core, TOP, HEAD) == "not_yet"
    first = made(core, MARKETING, DIRECTOR)
    assert statuses(core, first) == [StepStatus.APPROVED, StepStatus.OPEN]
    assert may_decide(core, states(core, (first,), TODAY), HEAD, ()) is TOP
    assert may_decide(core, states(core, (first,), TODAY), DIRECTOR, ()) is None
    # not even one that got past the front door counts alone
    assert statuses(core, made(core, TOP, HEAD)) == [StepStatus.OPEN, StepStatus.WAITING]


def test_ordinary_steps_come_in_any_order() -> None:
    wanted = request()
    one, other = made(wanted, COUNTER, SUPERVISOR), made(wanted, OWN, MANAGER)
    assert statuses(wanted, one) == [StepStatus.OPEN, StepStatus.APPROVED]
    assert not approved(states(wanted, (one,), TODAY))
    assert approved(states(wanted, (one, other), TODAY))
    assert not approved(states(replace(wanted, steps=()), (one, other), TODAY))


@pytest.mark.rule("TO-5")
def test_an_approval_of_an_earlier_version_or_of_another_request_does_not_count() -> None:
    wanted = request(Tier.IMPORTANT)
    old = made(wanted, MARKETING, DIRECTOR)
    assert statuses(wanted, old) == [StepStatus.APPROVED]
    assert statuses(at_version(wanted, 2), old) == [StepStatus.OPEN]
    assert statuses(replace(wanted, number="ZX2"), old) == [StepStatus.OPEN]
    assert statuses(replace(wanted, kind="other"), old) == [StepStatus.OPEN]


@pytest.mark.rule("TO-6")
def test_an_approval_by_telephone_is_enough_to_go_on_and_turns_late_after_its_last_day() -> None:
    wanted = request(Tier.IMPORTANT)
    called = made(wanted, MARKETING, DIRECTOR, way=Way.TELEPHONE)
    assert statuses(wanted, called) == statuses(wanted, called, days=1) == [StepStatus.UNCONFIRMED]
    assert statuses(wanted, called, days=2) == [StepStatus.LATE]
    assert approved(states(wanted, (called,), day(2)))
    assert refusal(wanted, MARKETING, DIRECTOR, called) == "already_decided"
    agreed = confirmed(called, agreed=True)
    assert statuses(wanted, agreed, days=2) == [StepStatus.APPROVED]
    assert not agreed.confirmed_late
    assert replace(agreed, confirm_by=day(-1)).confirmed_late


@pytest.mark.rule("TO-6")
def test_a_denied_approval_opens_its_step_again() -> None:
    wanted = request(Tier.IMPORTANT)
    denied = confirmed(made(wanted, MARKETING, DIRECTOR, way=Way.TELEPHONE), agreed=False)
    (state,) = states(wanted, (denied,), TODAY)
    assert state == StepState(MARKETING, StepStatus.DENIED, denied)
    assert not state.given
    assert refusal(wanted, MARKETING, DIRECTOR, denied) == ""
    again = made(wanted, MARKETING, DIRECTOR, turn=1, id="again")
    assert statuses(wanted, denied, again) == [StepStatus.APPROVED]


@pytest.mark.rule("TO-6")
def test_a_denial_takes_what_rested_on_it_along() -> None:
    core = request(Tier.CORE)
    denied = confirmed(made(core, MARKETING, DIRECTOR, way=Way.TELEPHONE), agreed=False)
    top = made(core, TOP, HEAD)
    assert statuses(core, denied, top) == [StepStatus.DENIED, StepStatus.WAITING]
    again = made(core, MARKETING, DIRECTOR, turn=1, id="again")
    assert statuses(core, denied, top, again) == [StepStatus.APPROVED, StepStatus.OPEN]
    assert refusal(core, TOP, HEAD, denied, top, again) == ""
    assert statuses(core, denied, top, again, made(core, TOP, HEAD, turn=1)) == [StepStatus.APPROVED] * 2


@pytest.mark.rule("TO-15")
def test_a_question_leaves_the_step_open_and_a_refusal_ends_the_version() -> None:
    wanted = request()
    asked = made(wanted, OWN, MANAGER, verdict=Verdict.SENT_BACK)
    assert statuses(wanted, asked) == [StepStatus.OPEN, StepStatus.OPEN]
    assert states(wanted, (asked,), TODAY)[0].decision == asked
    assert refusal(wanted, OWN, MANAGER, asked) == refusal(wanted, COUNTER, SUPERVISOR, asked) == ""
    refused = made(wanted, OWN, MANAGER, verdict=Verdict.REFUSED, ground="缺少资料")
    assert refusal(wanted, COUNTER, SUPERVISOR, refused) == refusal(wanted, OWN, MANAGER, refused) == "was_refused"
    assert refusal(at_version(wanted, 2), OWN, MANAGER, refused) == ""


def test_a_step_that_the_tier_does_not_have_is_refused_and_its_decision_does_not_count() -> None:
    wanted = request(Tier.IMPORTANT)
    assert refusal(wanted, COUNTER, SUPERVISOR) == "no_such_step"
    assert statuses(wanted, made(wanted, COUNTER, SUPERVISOR)) == [StepStatus.OPEN]
