"""A request from taking in to carrying out, by tier."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.approvals.domain import StepKind, StepStatus, Verdict
from app.common.errors import Refused
from app.samples import transfers
from app.transfer_out.case import Outcome, Status
from app.transfer_out.steps import State, Step
from tests.app.transfer_out.desk import CORE, IMPORTANT, ORDINARY, TransferDesk


@pytest.mark.rule("TO-1")
@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-9")
@pytest.mark.rule("TO-10")
def test_an_ordinary_client_leaves_with_the_own_staff_member_and_the_supervisor(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(ORDINARY, own_staff=True)
    desk.snapshot()
    view = transfers.take_in(services, who.teller, client)
    number = view.case.number
    assert view.step(Step.INTAKE).state is State.DONE, view.step(Step.INTAKE)
    assert view.case.client_class == "F"
    transfers.talk(services, who.teller, number, "介绍了网上交易", Outcome.LEAVES)
    view = transfers.submit(services, who.teller, number)
    assert view.case.status is Status.SUBMITTED
    assert [state.step for state in view.approvals] == [StepKind.OWN_STAFF, StepKind.SUPERVISOR]
    transfers.approve(services, who.marketing, number, StepKind.OWN_STAFF)
    transfers.approve(services, who.supervisor, number, StepKind.SUPERVISOR)
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED
    receipt = transfers.finish(services, who.teller, number)
    assert receipt.left
    assert receipt.receipt_number == "SJ2026000001"
    assert receipt.fee_total == 30
    assert [paper.form_id for paper in receipt.documents] == [
        "transfer-application", "transfer-approval", "retention-record", "transfer-receipt", "transfer-memo",
        "returns-list",
    ]  # fmt: skip
    assert desk.transfer.view(who.teller, number).case.status is Status.CARRIED_OUT


@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-7")
def test_a_core_client_leaves_through_director_and_general_manager_a_day_later(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(CORE)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client).case.number
    transfers.talk(services, who.teller, number, "请营销总监面谈", Outcome.UNDECIDED)
    transfers.submit(services, who.teller, number)
    with pytest.raises(Refused, match=r"approvals\.not_yet"):
        transfers.approve(services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    transfers.approve(services, who.marketing_director, number, StepKind.DIRECTOR)
    transfers.approve(services, who.general_manager, number, StepKind.GENERAL_MANAGER)
    view = desk.transfer.view(who.teller, number)
    assert view.case.status is Status.APPROVED
    assert view.step(Step.APPROVAL).state is State.MISSING  # booked for Monday
    with pytest.raises(Refused, match=r"transfer\.step_blocked"):
        desk.transfer.take_fee(who.teller, number)
    desk.next_day(3)
    desk.snapshot()
    assert transfers.finish(services, who.teller, number).left


@pytest.mark.rule("TO-6")
def test_an_approval_by_telephone_goes_on_at_once_and_is_confirmed_later(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client).case.number
    desk.transfer.insist(who.teller, number)
    view = transfers.submit(services, who.teller, number)
    assert [state.step for state in view.approvals] == [StepKind.DIRECTOR]
    (director,) = desk.transfer.approvers(who.teller, number, StepKind.DIRECTOR)
    view = desk.transfer.record_by_telephone(
        who.teller, number, StepKind.DIRECTOR, director[0], "同意办理", "13857120099", desk.clock.now()
    )
    assert view.case.status is Status.APPROVED
    assert view.approvals[0].status is StepStatus.UNCONFIRMED
    assert transfers.finish(services, who.teller, number).left
    (waiting,) = services.approvals.unconfirmed(who.marketing_director)
    services.approvals.confirm(who.marketing_director, waiting.decision_id, True)
    assert desk.transfer.view(who.teller, number).approvals[0].status is StepStatus.APPROVED
    assert all(line.task.kind.value != "confirm-telephone" for line in services.tasks.open_tasks(who.supervisor))


@pytest.mark.rule("TO-6")
def test_a_denied_approval_by_telephone_is_an_incident_and_the_step_is_open_again(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, desk.registered[0][1]).case.number
    desk.transfer.insist(who.teller, number)
    transfers.submit(services, who.teller, number)
    desk.transfer.record_by_telephone(
        who.teller, number, StepKind.DIRECTOR, who.marketing_director.staff_id, "同意", "13857120099", desk.clock.now()
    )
    (waiting,) = services.approvals.unconfirmed(who.marketing_director)
    services.approvals.confirm(who.marketing_director, waiting.decision_id, False, "没有接到过电话")
    view = desk.transfer.view(who.teller, number)
    assert view.case.status is Status.SUBMITTED
    assert view.approvals[0].status is StepStatus.DENIED
    assert len(services.incidents.list(who.general_manager)) == 1
    transfers.approve(services, who.marketing_director, number, StepKind.DIRECTOR)
    assert desk.transfer.view(who.teller, number).case.status is Status.APPROVED


@pytest.mark.rule("TO-13")
@pytest.mark.rule("TO-14")
def test_a_client_who_stays_leaves_a_record_a_memo_and_tasks_for_what_was_promised(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(ORDINARY)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client, reason="commission").case.number
    transfers.talk(
        services,
        who.teller,
        number,
        "说明佣金标准",
        Outcome.STAYS,
        promised="三日内答复费率",
        promise_due=desk.clock.now().date(),
    )
    done = desk.transfer.retain(who.teller, number, "客户愿意继续")
    assert not done.left
    assert [paper.form_id for paper in done.documents] == ["retention-record", "transfer-memo"]
    kinds = {line.task.kind.value for line in services.tasks.of_case(who.supervisor, number)}
    assert kinds == {"promise", "retained-contact"}


@pytest.mark.rule("TO-15")
def test_a_refusal_needs_a_block_or_a_missing_document_as_its_ground(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client).case.number
    desk.transfer.insist(who.teller, number)
    transfers.submit(services, who.teller, number)
    screen = desk.transfer.approval_screen(who.marketing_director, number)
    assert screen.view.grounds == ()
    with pytest.raises(Refused, match=r"transfer\.no_ground"):
        desk.transfer.decide(
            who.marketing_director, number, StepKind.DIRECTOR, Verdict.REFUSED, "再谈谈", "block:new-share",
            screen.seen_version,
        )  # fmt: skip


@pytest.mark.rule("TO-2")
def test_a_frozen_new_share_subscription_stops_the_clock_and_the_carrying_out(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(IMPORTANT)
    frozen = {"new_share_frozen": Decimal("12000"), "new_share_release": desk.clock.now().date()}
    desk.snapshot(**{IMPORTANT.name: frozen})
    view = transfers.take_in(services, who.teller, client)
    number = view.case.number
    (block,) = view.accounts.blocks
    assert block.code == "new-share"
    assert block.wait_for
    assert view.clock.deadline is None
    desk.transfer.insist(who.teller, number)
    transfers.submit(services, who.teller, number)
    transfers.approve(services, who.marketing_director, number, StepKind.DIRECTOR)
    transfers.hand_back(services, who.teller, number)
    with pytest.raises(Refused, match=r"transfer\.incomplete"):
        desk.transfer.carry_out(who.teller, number)
    desk.next_day(3)
    desk.snapshot()
    view = desk.transfer.view(who.teller, number)
    assert str(view.clock.deadline) == "2026-11-25"
    transfers.hand_back(services, who.teller, number)
    assert desk.transfer.carry_out(who.teller, number).left
