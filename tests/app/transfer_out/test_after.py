"""What comes after: the client stays or has left - memo, tasks, accounts due for closing (TO-12 to TO-14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.approvals.domain import StepKind
from app.custody import storage as custody
from app.custody.domain import AccountState
from app.samples import transfers
from app.samples.transfers import OldClient
from app.tasks.domain import TaskKind
from app.transfer_out.case import Outcome, Status
from tests.app.transfer_out.desk import (
    CORE,
    IMPORTANT,
    INSTITUTION,
    ORDINARY,
    TransferDesk,
    audited,
    refused,
)

GONE = {"sh_designated": False, "sz_custody": False}
FIRST, MONTHLY, YEARLY = TaskKind.FIRST_CONTACT, TaskKind.MONTHLY_CONTACT, TaskKind.YEARLY_VISIT
APPROVERS = {
    StepKind.SUPERVISOR: "supervisor",
    StepKind.DIRECTOR: "marketing_director",
    StepKind.GENERAL_MANAGER: "general_manager",
}


def leaves(desk: TransferDesk, sample: OldClient, on: date | None = None, **typed: str) -> str:
    """A client of this kind leaves; booked ones on the day ``on``."""
    number = desk.put_before(sample, **typed)
    for state in desk.transfer.view(desk.actors.teller, number).approvals:
        approver = getattr(desk.actors, APPROVERS[state.step])
        transfers.approve(desk.services, approver, number, state.step)
    if on is not None:
        desk.to(on)
        desk.snapshot()
    transfers.finish(desk.services, desk.actors.teller, number)
    return number


def planned(desk: TransferDesk, number: str) -> set[tuple[TaskKind, str, int]]:
    lines = desk.services.tasks.of_case(desk.actors.supervisor, number)
    return {(line.task.kind, str(line.task.due_on), line.task.repeat_months) for line in lines}


@pytest.mark.rule("TO-14")
@pytest.mark.parametrize(
    ("sample", "wanted"),
    [
        (ORDINARY, set()),
        (OldClient("丁类", 21, "700000", "4"), set()),  # C: medium-large, approved by the director, not followed
        (IMPORTANT, {(FIRST, "2026-11-20", 0), (MONTHLY, "2026-12-20", 1)}),
        (CORE, {(FIRST, "2026-11-27", 0), (MONTHLY, "2026-12-24", 1)}),
        (INSTITUTION, {(FIRST, "2026-11-27", 0), (MONTHLY, "2026-12-24", 1), (YEARLY, "2027-11-24", 12)}),
    ],
)  # fmt: skip
def test_who_is_contacted_after_leaving_and_when(
    one_desk: TransferDesk, sample: OldClient, wanted: set[tuple[TaskKind, str, int]]
) -> None:
    booked = sample in (CORE, INSTITUTION)
    number = leaves(one_desk, sample, on=date(2026, 11, 24) if booked else None)
    assert planned(one_desk, number) == wanted


@pytest.mark.rule("TO-14")
@pytest.mark.parametrize(
    ("left_on", "contact"),
    [
        ("2026-09-29", "2026-09-30"),  # the holiday begins on the Thursday
        ("2026-10-05", "2026-10-09"),
        ("2026-02-16", "2026-02-24"),  # a whole week closed: the first trading day after it
        ("2026-12-30", "2027-01-01"),  # the week reaches into a year that nobody has entered
        ("2026-11-21", "2026-11-21"),  # a Saturday: the week's last trading day is past
    ],
)
def test_the_first_contact_is_within_the_week_of_leaving(one_desk: TransferDesk, left_on: str, contact: str) -> None:
    desk = one_desk
    client = desk.client(IMPORTANT)
    desk.to(date.fromisoformat(left_on))
    desk.snapshot()
    number = desk.asked_for(client)
    desk.approve(number)
    transfers.finish(desk.services, desk.actors.teller, number)
    assert {due for kind, due, _ in planned(desk, number) if kind is FIRST} == {contact}


@pytest.mark.rule("TO-13")
def test_who_stays_said_so_and_the_promises_are_tasks_of_the_own_staff_member(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    client = desk.client(ORDINARY, own_staff=True)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, client, reason="").case.number
    with refused("transfer.talk_first"):
        desk.transfer.retain(who.teller, number)
    for promised, due in (("降低佣金", None), ("降低佣金", date(2026, 11, 19))):
        with refused("transfer.promise_date", "promise_due"):
            transfers.talk(services, who.marketing, number, "谈", Outcome.STAYS, promised=promised, promise_due=due)
    with refused("text.required", "said"):
        transfers.talk(services, who.teller, number, "", Outcome.UNDECIDED)
    transfers.talk(
        services, who.marketing, number, "说明佣金", Outcome.UNDECIDED, promised="三日内答复",
        promise_due=date(2026, 11, 25),
    )  # fmt: skip
    with refused("transfer.not_staying", "outcome"):
        desk.transfer.retain(who.teller, number)
    transfers.talk(services, who.teller, number, "客户愿意等答复", Outcome.STAYS)
    with refused("transfer.reason_first", "reason"):
        desk.transfer.retain(who.teller, number)
    desk.type_in(number, reason="commission")
    done = desk.transfer.retain(who.teller, number, "答复后再联系")
    assert (done.left, done.fee_total, done.tasks) == (False, 0, 2)
    view = desk.transfer.view(who.teller, number)
    assert (view.case.status, view.case.text("note")) == (Status.RETAINED, "答复后再联系")
    assert planned(desk, number) == {
        (TaskKind.PROMISE, "2026-11-25", 0), (TaskKind.RETAINED_CONTACT, "2026-12-20", 1),
    }  # fmt: skip
    assigned = {line.task.assigned_to for line in services.tasks.of_case(who.supervisor, number)}
    assert assigned == {who.marketing.staff_id}
    with refused("transfer.not_running"):
        desk.transfer.retain(who.teller, number)


@pytest.mark.rule("TO-15")
def test_a_talk_in_which_the_client_wants_to_leave_keeps_nobody(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(ORDINARY)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    transfers.talk(desk.services, who.teller, number, "愿意考虑", Outcome.STAYS)
    transfers.talk(desk.services, who.teller, number, "还是要走", Outcome.LEAVES)
    with refused("transfer.not_staying"):
        desk.transfer.retain(who.supervisor, number)


@pytest.mark.rule("TO-9")
def test_a_fee_that_was_taken_is_given_back_before_a_request_ends_otherwise(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    client = desk.client(IMPORTANT)
    desk.snapshot()
    number = transfers.take_in(desk.services, who.teller, client).case.number
    transfers.talk(desk.services, who.teller, number, "愿意留下", Outcome.STAYS)
    transfers.submit(desk.services, who.teller, number)
    desk.approve(number)
    receipt = desk.transfer.take_fee(who.teller, number).receipt
    with refused("transfer.receipt_open"):
        desk.transfer.retain(who.teller, number)
    with refused("transfer.receipt_open"):
        desk.transfer.cancel(who.teller, number, "客户撤回")
    desk.transfer.void_receipt(who.teller, number, "客户留下，已退款")
    assert not desk.transfer.retain(who.teller, number).left
    (kept,) = desk.services.receipts.of_case(who.teller, number)
    assert kept.number == receipt.number
    assert kept.void is not None


@pytest.mark.rule("TO-12")
def test_an_account_is_due_when_nothing_is_open_and_is_closed_once(desk: TransferDesk) -> None:
    who, services = desk.actors, desk.services
    number = leaves(desk, IMPORTANT, wish_close="yes")
    account = desk.registered[0][1].fund_account
    assert set(_due(desk)) == {"上海指定交易未撤销", "深圳证券仍在本营业部托管"}
    desk.clock.tick(60)
    open_ones = {"cash": Decimal("0.01"), "interest_unsettled": Decimal("1"), "repo_registered": True}
    desk.snapshot(**{IMPORTANT.name: {**GONE, **open_ones}})
    assert set(_due(desk)) == {"利息未结清", "资金未取完", "未撤销的回购登记"}
    with refused("transfer.account_open_matters"):
        desk.transfer.close_account(who.teller, account)
    desk.clock.tick(60)
    desk.snapshot(**{IMPORTANT.name: GONE})
    assert _due(desk) == ()
    (line,) = desk.transfer.due_accounts(who.teller)
    assert (line.due, line.case_number, line.client_name) == (True, number, IMPORTANT.name)
    desk.transfer.close_account(who.teller, account)
    assert desk.transfer.due_accounts(who.teller) == ()
    with services.branch.db.read() as conn:
        closed = custody.fund_account_by_number(conn, account)
    assert closed is not None
    assert closed.state is AccountState.CLOSED
    with refused("transfer.account_not_due"):
        desk.transfer.close_account(who.teller, account)
    assert audited(services.branch, "custody.account_closed") == [{"by_hand": False}]


def _due(desk: TransferDesk) -> tuple[str, ...]:
    (line,) = desk.transfer.due_accounts(desk.actors.teller)
    assert line.due == (not line.waits_for)
    return tuple(line.waits_for)


@pytest.mark.rule("TO-12")
def test_an_account_is_closed_only_for_who_asked_for_it_and_by_what_is_known_now(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    leaves(desk, IMPORTANT)  # moves the shares, keeps the account
    client = desk.registered[0][1]
    desk.clock.tick(60)
    desk.snapshot(**{IMPORTANT.name: GONE})
    assert _due(desk) == ("客户没有申请注销资金账户",)
    with refused("transfer.closing_not_asked"):
        desk.transfer.close_account(who.teller, client.fund_account)
    with refused("transfer.account_not_due"):
        desk.transfer.close_account(who.teller, "8800000000")
    again = transfers.take_in(
        desk.services, who.teller, client, wish_close="yes", wish_sh="", wish_sz=""
    ).case.number  # fmt: skip
    with refused("transfer.account_busy"):
        desk.transfer.close_account(who.teller, client.fund_account)
    desk.transfer.insist(who.teller, again)
    transfers.submit(desk.services, who.teller, again)
    desk.approve(again)
    done = transfers.finish(desk.services, who.teller, again)
    assert done.fee_total == 0
    assert _due(desk) == ()
    desk.next_day(2)  # nobody has looked since
    assert _due(desk) == ("没有该账户当前有效的交易系统快照",)
    with refused("transfer.state_by_hand"):
        desk.transfer.close_account(who.teller, client.fund_account)
    desk.transfer.close_account(who.teller, client.fund_account, by_hand=True)
    assert audited(desk.services.branch, "custody.account_closed") == [{"by_hand": True}]


@pytest.mark.rule("TO-12")
def test_a_main_account_is_closed_after_its_auxiliaries(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    leaves(desk, IMPORTANT, wish_close="yes")
    client = desk.registered[0][1]
    with desk.services.branch.db.write(who.teller) as tx:
        extra = custody.open_fund_account(
            tx.conn, client_id=client.id, number="8809000001", at=tx.at, main=False
        )  # fmt: skip
    desk.clock.tick(60)
    desk.snapshot(**{IMPORTANT.name: GONE})
    with refused("custody.auxiliaries_first"):
        desk.transfer.close_account(who.teller, client.fund_account)
    with desk.services.branch.db.write(who.teller) as tx:
        custody.close_fund_account(tx.conn, extra, tx.at)
    desk.transfer.close_account(who.teller, client.fund_account)
    with desk.services.branch.db.write(who.teller) as tx:
        with refused("custody.closed_already"):
            custody.close_fund_account(tx.conn, replace(extra, main=False), tx.at)
        again = custody.open_fund_account(tx.conn, client_id=client.id, number="8809000002", at=tx.at)
    assert again.main  # a client who comes back opens a main account again
