"""An approval is of the version that was seen (TO-5): what changes it voids it, what does not leaves it alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.approvals.domain import StepKind, StepStatus, Verdict
from app.policy.transfer import Tier
from app.samples import transfers
from app.transfer_out import making
from app.transfer_out.case import Outcome, Status
from tests.app.transfer_out.desk import CORE, IMPORTANT, ORDINARY, TransferDesk, refused

DIRECTOR = StepKind.DIRECTOR


@pytest.mark.rule("TO-5")
def test_an_approver_who_saw_an_earlier_version_is_refused_and_sees_the_new_one(desk: TransferDesk) -> None:
    who, number = desk.actors, desk.put_before(IMPORTANT)
    seen = desk.transfer.approval_screen(who.marketing_director, number).seen_version
    view = desk.type_in(number, target="另一家证券深圳营业部")
    assert view.case.status is Status.OPEN
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    with refused("transfer.changed"):
        desk.transfer.decide(who.marketing_director, number, DIRECTOR, Verdict.APPROVED, "同意", "", seen)
    desk.approve(number)
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED


@pytest.mark.rule("TO-5")
@pytest.mark.parametrize(
    ("name", "text"),
    [("target", "另一家证券"), ("sz_seat", "654321"), ("wish_close", "yes"), ("reason_text", "改了主意"),
     ("doc:id-card", "missing"), ("present", "agent"), ("sh_number", "A000000099")],
)  # fmt: skip
def test_a_change_of_what_was_approved_takes_the_approvals_back(one_desk: TransferDesk, name: str, text: str) -> None:
    number = one_desk.put_before(IMPORTANT)
    one_desk.approve(number)
    before = one_desk.transfer.view(one_desk.actors.teller, number).case
    view = one_desk.transfer.save_fields(one_desk.actors.teller, number, {name: text})
    assert view.case.status is Status.OPEN
    assert view.case.request_version == before.request_version + 1
    assert [state.status for state in view.approvals] == [StepStatus.OPEN]
    assert not view.may_carry_out


@pytest.mark.rule("TO-5")
def test_a_talk_a_tick_and_a_telephone_number_leave_the_approvals_alone(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    transfers.talk(desk.services, who.teller, number, "问了原因", Outcome.UNDECIDED)
    transfers.submit(desk.services, who.teller, number)
    desk.approve(number)
    transfers.talk(desk.services, who.marketing_director, number, "又谈了一次", Outcome.LEAVES)
    view = desk.type_in(number, telephone="13857129999", return__id_card="done", cond__orders="no")
    view = desk.transfer.save_fields(who.teller, number, {"target": view.case.text("target")})  # as it was
    assert view.case.status is Status.APPROVED
    assert view.case.request_version == 1
    assert desk.transfer.insist(who.teller, number).case.status is Status.APPROVED


@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-5")
def test_raising_the_tier_takes_the_approvals_back_and_it_never_falls(desk: TransferDesk) -> None:
    who, number = desk.actors, desk.put_before(ORDINARY)
    transfers.approve(desk.services, who.supervisor, number, StepKind.SUPERVISOR)
    desk.clock.tick(60)
    view = desk.transfer.raise_tier(who.supervisor, number, Tier.IMPORTANT, "客户资产近期增加")
    assert view.case.status is Status.SUBMITTED
    assert [(state.step, state.status) for state in view.approvals] == [(DIRECTOR, StepStatus.OPEN)]
    for tier in (Tier.ORDINARY, Tier.IMPORTANT):
        with refused("transfer.tier_not_higher", "tier"):
            desk.transfer.raise_tier(who.teller, number, tier, "降低")
    with refused("text.required", "why"):
        desk.transfer.raise_tier(who.teller, number, Tier.CORE, " ")
    with refused("approvals.called_before", "called_at"):
        desk.call(number, DIRECTOR, who.marketing_director, at=desk.clock.now() - timedelta(seconds=60))
    assert desk.call(number, DIRECTOR, who.marketing_director).case.status is Status.APPROVED
    assert [(r.before, r.after) for r in view.case.raises] == [(Tier.ORDINARY, Tier.IMPORTANT)]


@pytest.mark.rule("TO-7")
def test_a_request_raised_to_the_top_is_booked_and_a_denied_first_step_takes_the_second_with_it(
    one_desk: TransferDesk,
) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(CORE)
    desk.call(number, DIRECTOR, who.marketing_director)
    transfers.approve(desk.services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED
    (line,) = desk.services.approvals.unconfirmed(who.marketing_director)
    desk.services.approvals.confirm(who.marketing_director, line.decision_id, False, "没有接到电话")
    view = desk.transfer.view(who.teller, number)
    assert view.case.status is Status.SUBMITTED
    assert [state.status for state in view.approvals] == [StepStatus.DENIED, StepStatus.WAITING]
    transfers.approve(desk.services, who.marketing_director, number, DIRECTOR)
    transfers.approve(desk.services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED


@pytest.mark.rule("TO-6")
def test_each_call_has_its_own_task_and_confirming_one_leaves_the_other(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)
    desk.call(number, DIRECTOR, who.marketing_director, "第一次同意")
    desk.clock.tick(60)
    desk.type_in(number, target="另一家证券")
    transfers.sign(desk.services, who.teller, number, making.APPLICATION)
    desk.call(number, DIRECTOR, who.marketing_director, "第二次同意")
    first, second = desk.services.approvals.unconfirmed(who.marketing_director)
    assert (first.version, second.version) == (1, 2)
    desk.services.approvals.confirm(who.marketing_director, first.decision_id, False, "第一次没有同意")
    open_ones = [line for line in desk.services.tasks.of_case(who.supervisor, number) if line.task.done is None]
    assert len(open_ones) == 1
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED  # the second call stands


@pytest.mark.rule("TO-15")
def test_a_question_is_answered_at_the_same_version_and_a_refusal_makes_a_new_one(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot(**{IMPORTANT.name: {"repo_registered": True}})
    number = desk.asked_for(client)
    with refused("text.required", "words"):
        desk.say(who.marketing_director, number, DIRECTOR, Verdict.SENT_BACK)
    desk.say(who.marketing_director, number, DIRECTOR, Verdict.SENT_BACK, "联系过客户吗？")
    with refused("transfer.not_submitted"):
        desk.approve(number)
    view = desk.transfer.answer(who.teller, number, "联系过，客户坚持")
    assert (view.case.status, view.case.request_version) == (Status.SUBMITTED, 1)
    assert view.case.captures["replies"].value["said"][0]["words"] == "联系过，客户坚持"
    desk.say(who.marketing_director, number, DIRECTOR, Verdict.REFUSED, "先撤销登记", "block:repo-registration")
    assert desk.transfer.view(who.teller, number).case.status is Status.SENT_BACK
    view = desk.transfer.insist(who.teller, number)
    assert (view.case.status, view.case.request_version) == (Status.SUBMITTED, 2)
    with refused("transfer.not_asked"):
        desk.transfer.answer(who.teller, number, "没有人问")
    with refused("transfer.submitted"):
        desk.transfer.submit(who.teller, number)
    desk.approve(number)


@pytest.mark.rule("TO-4")
def test_the_step_of_a_member_who_has_left_does_not_hold_the_client(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(ORDINARY, own_staff=True)
    desk.snapshot()
    number = desk.asked_for(client)
    transfers.approve(desk.services, who.supervisor, number, StepKind.SUPERVISOR)
    assert desk.transfer.view(who.teller, number).case.status is Status.SUBMITTED
    desk.dismiss(who.marketing)
    assert transfers.finish(desk.services, who.teller, number).left
