"""What the teller meets on the way: blocks, who insists, who stays, approvers, the clock, the list (TO-1 to TO-15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel

from app.approvals.domain import StepKind, Verdict, Way
from app.policy.transfer import Tier
from app.samples import transfers
from app.transfer_out.case import Outcome, Status
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferReceipt
from tests.app.transfer_out.desk import CORE, IMPORTANT, ORDINARY, TransferDesk
from tests.ui.hands import Key
from tests.ui.transfer.desk import Counter
from ui.pages.transfer.words import clock_words
from ui.support.open_case import Saved

CONTROL = Qt.KeyboardModifier.ControlModifier


def taken_in(branch: TransferDesk, sample: transfers.OldClient = ORDINARY, **fields: str) -> str:
    """A request with everything that is typed at the counter."""
    client = branch.client(sample)
    branch.snapshot()
    return transfers.take_in(branch.services, branch.actors.teller, client, **fields).case.number


def submitted(branch: TransferDesk, sample: transfers.OldClient = IMPORTANT) -> str:
    """A request that is with the approvers."""
    number = taken_in(branch, sample)
    transfers.talk(branch.services, branch.actors.teller, number, "介绍了网上交易", Outcome.LEAVES)
    transfers.submit(branch.services, branch.actors.teller, number)
    return number


def approved(branch: TransferDesk) -> str:
    """A request that can be carried out."""
    number = submitted(branch)
    transfers.approve(branch.services, branch.actors.marketing_director, number, StepKind.DIRECTOR)
    return number


def words(counter: Counter) -> str:
    """Everything that is seen on the page."""
    return "\n".join(label.text() for label in counter.page.findChildren(QLabel) if label.isVisible())


# the list


@pytest.mark.rule("TO-15")
def test_the_list_comes_first_with_what_is_late_in_red(counter: Counter) -> None:
    number = submitted(counter.branch)
    counter.branch.to(date(2026, 11, 26))
    counter.page.refresh()
    counter.settle()
    listed = counter.page.list
    assert counter.page.body.currentWidget() is listed
    line = listed.rows()[0]
    assert line.number == number
    assert line.clock.late
    assert clock_words(line.clock)[1] == "danger"
    assert "1 late" in words(counter)
    listed.table.setFocus()
    counter.press(Key.Key_Return)
    assert counter.view.case.number == number
    assert counter.page.header.clock.property("state") == "danger"


def test_the_empty_list_says_how_a_request_is_taken_in(counter: Counter) -> None:
    asked: list[bool] = []
    counter.page.find_requested.connect(lambda: asked.append(True))
    counter.page.refresh()
    counter.settle()
    assert "No request is running" in words(counter)
    counter.page.list.empty.acted.emit()
    counter.page.list.new.click()
    assert asked == [True, True]


def test_the_filter_narrows_the_list_and_all_shows_the_ended_ones(counter: Counter) -> None:
    first, second = taken_in(counter.branch), taken_in(counter.branch, IMPORTANT)
    counter.branch.transfer.cancel(counter.actor, first, "客户撤回")
    listed = counter.page.list
    counter.page.refresh()
    counter.settle()
    assert [line.number for line in listed.rows()] == [second]
    listed.which.set_value("all")
    listed.refresh()
    counter.settle()
    assert {line.number for line in listed.rows()} == {first, second}
    listed.filter.setText(ORDINARY.name)
    assert [line.number for line in listed.rows()] == [first]
    listed.filter.setText("nobody at all")
    assert "No request fits" in words(counter)


# intake


@pytest.mark.rule("TO-1")
def test_somebody_else_is_turned_away_with_the_reason(counter: Counter) -> None:
    counter.start(counter.branch.client(ORDINARY))
    number = counter.page.case.number
    counter.put(present="other")
    assert counter.of(Step.INTAKE).stranger.isVisible()
    counter.ask.answers["Turn the request away"] = "自称朋友，没有授权"
    counter.of(Step.INTAKE).stranger.acted.emit()
    counter.settle()
    assert counter.branch.transfer.view(counter.actor, number).case.status is Status.TURNED_AWAY
    assert counter.page.body.currentWidget() is counter.page.list


@pytest.mark.rule("TO-1")
def test_an_agent_brings_more_documents_and_says_on_what_authority(counter: Counter) -> None:
    counter.start(counter.branch.client(ORDINARY))
    assert not counter.field("agent_name").isVisible()
    assert not counter.field("doc:authorisation").isVisible()
    counter.put(present="agent")
    for name in ("agent_name", "agent_paper_number", "authority", "doc:authorisation", "doc:agent-id"):
        assert counter.field(name).isVisible(), name


@pytest.mark.rule("TO-1")
def test_the_scan_of_a_document_is_attached_from_a_file_or_refused_in_words(counter: Counter, scan_file: str) -> None:
    counter.start(counter.branch.client(ORDINARY))
    counter.put(**{"doc:id-card": "shown"})
    counter.ask.answers["Scan of Identity paper"] = "/nowhere/at/all.pdf"
    counter.of(Step.INTAKE).documents.scan_wanted.emit("id-card")
    counter.settle()
    assert counter.page.notices.text()
    assert "/nowhere" not in counter.page.notices.text()
    counter.ask.answers["Scan of Identity paper"] = scan_file
    counter.of(Step.INTAKE).documents.scan_wanted.emit("id-card")
    counter.settle()
    document = next(one for one in counter.stored.documents if one.code == "id-card")
    assert document.scanned
    assert document.ok
    assert "Scanned" in words(counter)


@pytest.mark.rule("TO-7")
def test_a_core_client_is_booked_a_day_ahead(counter: Counter) -> None:
    client = counter.branch.client(CORE)
    counter.branch.snapshot()
    counter.start(client)
    assert counter.field("booked_for").isVisible()
    assert counter.field("booked_for").value() == "2026-11-23"
    counter.put(booked_for="2026-11-20")
    counter.page.deck.page.visit_all()
    assert counter.field("booked_for").error()


# accounts


@pytest.mark.rule("TO-2")
def test_blocks_are_on_top_with_what_to_wait_for_and_when_to_try_again(counter: Counter) -> None:
    number = taken_in(counter.branch)
    counter.branch.snapshot(孙立明={"new_share_frozen": Decimal("186000"), "new_share_release": date(2026, 11, 24)})
    counter.resume(number)
    counter.go(Step.ACCOUNTS)
    page = counter.of(Step.ACCOUNTS)
    assert "new-share" in page.blocks.text()
    seen = words(counter)
    assert "Snapshot 2026-11-20 10:00, 0 min ago" in seen
    assert "released" in seen
    assert "2026-11-24" in seen
    assert page.parts._rows[0][1].text().startswith("Money frozen")
    counter.branch.snapshot()
    page.again.click()
    counter.settle()
    assert page.blocks.text() == ""
    assert counter.view.step(Step.ACCOUNTS).state is State.DONE


@pytest.mark.rule("TO-2")
def test_without_a_snapshot_each_condition_is_stated_by_hand(counter: Counter) -> None:
    counter.start(counter.branch.client(ORDINARY))
    counter.go(Step.ACCOUNTS)
    page = counter.of(Step.ACCOUNTS)
    assert "no snapshot" in words(counter)
    assert page.by_hand.isVisible()
    assert not counter.field("cond_detail:repo").isVisible()
    counter.field("cond:orders").focus_editor()
    counter.type("1")
    counter.settle()
    counter.press(Key.Key_Return)
    assert counter.at() == "cond:repo"
    counter.type("2")
    counter.settle()
    assert counter.field("cond_detail:repo").isVisible()
    assert "Repo" in page.blocks.text()
    stated = {condition.code: condition.stands for condition in counter.stored.accounts.conditions}
    assert stated["orders"] is False
    assert stated["repo"] is True
    assert stated["agreements"] is None


# who insists, who stays


@pytest.mark.rule("TO-15")
@pytest.mark.parametrize("step", list(Step))
def test_insisting_is_one_key_away_in_every_step(counter: Counter, step: Step) -> None:
    counter.resume(taken_in(counter.branch))
    counter.go(step)
    counter.press(Key.Key_F7)
    assert counter.stored.case.insisted_at is not None
    assert counter.step() is Step.APPROVAL
    assert counter.page.header.insists.isVisible()


@pytest.mark.rule("TO-15")
def test_who_insists_with_everything_signed_goes_straight_to_the_approvers(counter: Counter) -> None:
    number = taken_in(counter.branch)
    transfers.talk(counter.branch.services, counter.actor, number, "介绍了网上交易", Outcome.LEAVES)
    transfers.sign(counter.branch.services, counter.actor, number, "transfer-application")
    counter.resume(number)
    counter.press(Key.Key_F7)
    assert counter.stored.case.status is Status.SUBMITTED


@pytest.mark.rule("TO-3")
@pytest.mark.rule("TO-13")
def test_a_client_who_stays_ends_the_request_with_record_and_memo(counter: Counter) -> None:
    number = taken_in(counter.branch)
    transfers.talk(counter.branch.services, counter.actor, number, "答应降佣金", Outcome.STAYS)
    receipts: list[TransferReceipt] = []
    counter.page.completed.connect(receipts.append)
    counter.resume(number)
    counter.go(Step.TALK)
    counter.of(Step.TALK).stay.click()
    counter.settle()
    assert receipts == []  # asked first
    counter.ask.answers["The client stays"] = "yes"
    counter.of(Step.TALK).stay.click()
    counter.settle()
    assert [paper.form_id for paper in receipts[0].documents] == ["retention-record", "transfer-memo"]
    assert not receipts[0].left
    assert "The client stays" in words(counter)


@pytest.mark.rule("TO-3")
def test_an_attempt_that_is_typed_waits_for_its_case_until_it_is_written_down(counter: Counter) -> None:
    first, second = taken_in(counter.branch), taken_in(counter.branch, IMPORTANT)
    counter.resume(first)
    counter.go(Step.TALK)
    counter.type("介绍了网上")
    counter.press(Key.Key_Return, CONTROL)
    assert counter.step() is Step.TALK  # shown once that it is not written down
    assert "written down" in counter.of(Step.TALK).new["said"].error()
    counter.resume(second)
    counter.go(Step.TALK)
    assert counter.of(Step.TALK).new["said"].value() == ""
    counter.resume(first)
    counter.go(Step.TALK)
    assert counter.of(Step.TALK).new["said"].value() == "介绍了网上"
    counter.of(Step.TALK).keep.click()
    counter.settle()
    assert [talk.talk.said for talk in counter.stored.case.talks] == ["介绍了网上"]
    assert counter.of(Step.TALK).new["said"].value() == ""


@pytest.mark.rule("TO-3")
def test_what_is_wrong_with_an_attempt_stands_at_its_field(counter: Counter) -> None:
    counter.resume(taken_in(counter.branch))
    counter.go(Step.TALK)
    page = counter.of(Step.TALK)
    page.keep.click()
    counter.settle()
    assert page.new["said"].error()
    page.new["said"].set_value("谈过")
    page.new["promised"].set_value("上门")
    page.keep.click()
    counter.settle()
    assert page.new["promise_due"].error()
    assert counter.stored.case.talks == ()


# approval


@pytest.mark.rule("TO-5")
def test_what_the_approvers_have_is_changed_only_on_purpose(counter: Counter) -> None:
    number = submitted(counter.branch)
    counter.resume(number)
    counter.go(Step.INTAKE)
    target = counter.field("target").widget
    assert not target.isEnabled()
    assert counter.field("telephone").widget.isEnabled()
    counter.of(Step.INTAKE).guard.acted.emit()
    assert not target.isEnabled()  # not without a yes
    counter.ask.answers["Change what the approvers have"] = "yes"
    counter.of(Step.INTAKE).guard.acted.emit()
    assert target.isEnabled()
    assert counter.field("reason").widget.isEnabled()  # also in steps that are built only now
    counter.put(target="示例证券杭州营业部")
    assert counter.stored.case.status is Status.OPEN


@pytest.mark.rule("TO-6")
def test_an_approval_by_telephone_is_recorded_and_stays_red_until_confirmed(counter: Counter) -> None:
    counter.resume(submitted(counter.branch))
    counter.go(Step.APPROVAL)
    page = counter.of(Step.APPROVAL)
    page.call[StepKind.DIRECTOR].click()
    counter.settle()
    assert counter.focus() == page.telephone.number
    counter.press(Key.Key_Return)
    page.telephone.keep.click()
    counter.settle()
    assert page.telephone.fields["number"].error() or page.telephone.fields["words"].error()
    page.telephone.time.set_value("25:00")
    page.telephone.keep.click()
    counter.settle()
    assert page.telephone.fields["time"].error()
    page.telephone.time.set_value("10:00")
    page.telephone.number.set_value("13900000001")
    page.telephone.words.set_value("同意办理")
    page.telephone.keep.click()
    counter.settle()
    decision = counter.stored.decisions[0]
    assert decision.way is Way.TELEPHONE
    assert decision.called_number == "13900000001"
    assert counter.stored.case.status is Status.APPROVED
    assert "By telephone, not confirmed" in words(counter)
    assert page.steps._rows[0][2].property("state") == "danger"
    assert page.telephone.isHidden()


@pytest.mark.rule("TO-4")
def test_a_question_of_an_approver_is_answered_and_submitted_again(counter: Counter) -> None:
    branch, number = counter.branch, submitted(counter.branch)
    director = branch.actors.marketing_director
    seen = branch.transfer.approval_screen(director, number).seen_version
    counter.resume(number)
    counter.go(Step.APPROVAL)
    branch.transfer.decide(director, number, StepKind.DIRECTOR, Verdict.SENT_BACK, "回购什么时候到期？", "", seen)
    counter.look()
    page = counter.of(Step.APPROVAL)
    assert "回购什么时候到期？" in words(counter)
    page.reply_button.click()
    counter.settle()
    assert page.reply.error()
    page.reply.focus_editor()
    counter.type("没有回购")
    counter.press(Key.Key_Tab)
    page.reply_button.click()
    counter.settle()
    assert counter.stored.case.status is Status.SUBMITTED


@pytest.mark.rule("TO-4")
def test_the_tier_can_be_raised_and_only_raised(counter: Counter) -> None:
    counter.resume(submitted(counter.branch))
    counter.go(Step.APPROVAL)
    page = counter.of(Step.APPROVAL)
    assert not page.raise_to[Tier.IMPORTANT].isVisible()
    counter.ask.answers["Raise to: Core client"] = "家庭资产合并计算"
    page.raise_to[Tier.CORE].click()
    counter.settle()
    assert counter.stored.case.tier is Tier.CORE
    assert not page.raise_to[Tier.CORE].isVisible()
    assert "家庭资产合并计算" in words(counter)


def test_what_others_change_appears_by_itself_and_leaves_the_cursor_alone(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk
) -> None:
    class Feed(QObject):
        changed = Signal(str)

    feed = Feed()
    counter = make_counter(changed=feed.changed)
    number = submitted(branch_desk)
    counter.resume(number)
    counter.go(Step.INTAKE)
    counter.field("telephone").focus_editor()
    before = counter.focus()
    transfers.approve(branch_desk.services, branch_desk.actors.marketing_director, number, StepKind.DIRECTOR)
    feed.changed.emit("transfer")
    counter.settle()
    assert counter.page.header.status.text() == "Approved, to carry out"
    assert counter.focus() is before


# carrying out


@pytest.mark.rule("TO-9")
def test_a_spoilt_receipt_is_voided_with_a_reason_and_the_next_has_the_next_number(counter: Counter) -> None:
    counter.resume(approved(counter.branch))
    counter.go(Step.FEE)
    page = counter.of(Step.FEE)
    page.take.click()
    counter.settle()
    assert counter.stored.receipt is not None
    first = counter.stored.receipt.number
    assert first in words(counter)
    counter.ask.answers["Void the receipt"] = "打印机卡纸"
    page.void.click()
    counter.settle()
    assert counter.stored.receipt is None
    page.take.click()
    counter.settle()
    assert counter.stored.receipt is not None
    assert int(counter.stored.receipt.number[-6:]) == int(first[-6:]) + 1


@pytest.mark.rule("TO-8")
def test_wrong_passwords_lock_and_the_page_says_who_lifts_the_lock(counter: Counter) -> None:
    counter.resume(approved(counter.branch))
    counter.go(Step.PASSWORD)
    counter.press(Key.Key_F6)
    for _ in range(counter.branch.services.policy.customer_password_tries):
        counter.check_password("000000")
    page = counter.of(Step.PASSWORD)
    assert counter.stored.password_locked
    assert "supervisor" in page.locked.text()
    assert not page.panel.give.isEnabled()
    assert not counter.stored.password_ok


@pytest.mark.rule("TO-9")
def test_nothing_is_carried_out_while_something_is_missing(counter: Counter) -> None:
    counter.resume(approved(counter.branch))
    counter.press(Key.Key_F12)
    assert "Not yet" in counter.page.notices.text()
    assert counter.step() is Step.FEE
    assert counter.stored.case.status is Status.APPROVED


def test_the_application_is_signed_on_paper_printed_and_scanned(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk, scan_file: str
) -> None:
    def print_form(number: str, form_id: str) -> None:
        printed.append(branch_desk.transfer.printable_form(branch_desk.actors.teller, number, form_id))

    printed: list[bytes] = []
    counter = make_counter(print_form=print_form)
    counter.resume(taken_in(branch_desk, sign_way="paper"))
    counter.go(Step.APPLICATION)
    page = counter.of(Step.APPLICATION)
    assert page.panel.isHidden()
    assert counter.focus() is page.printer
    assert not page.scan.isEnabled()
    counter.press(Key.Key_Return)
    assert len(printed) == 1
    assert page.scan.isEnabled()
    counter.ask.answers[f"Scan of {page.form(counter.view).title}"] = scan_file
    page.scan.click()
    counter.settle()
    assert counter.stored.step(Step.APPLICATION).state is State.DONE
    assert counter.page.case.saved is Saved.SAVED


def test_leaving_a_case_keeps_it_and_resuming_leads_to_its_step(counter: Counter) -> None:
    number = taken_in(counter.branch)
    counter.resume(number)
    counter.go(Step.REASON)
    counter.field("reason_text").focus_editor()
    counter.type("常年在外地")
    counter.page.suspend()
    counter.settle()
    assert counter.page.body.currentWidget() is counter.page.list
    assert ORDINARY.name not in counter.page.header.client.text()
    counter.resume(number)
    assert counter.step() is Step.REASON
    assert "常年在外地" in counter.field("reason_text").value()


def test_a_request_is_cancelled_with_its_reason(counter: Counter) -> None:
    number = taken_in(counter.branch)
    counter.resume(number)
    counter.ask.answers["Cancel this request"] = "客户改变主意"
    counter.page.footer.cancel.click()
    counter.settle()
    assert counter.branch.transfer.view(counter.actor, number).case.status is Status.CANCELLED
    assert counter.page.body.currentWidget() is counter.page.list
    counter.resume(number)
    assert not counter.page.footer.insist.isVisible()
    assert not counter.field("target").widget.isEnabled()


def test_the_clock_runs_out_over_a_weekend(counter: Counter) -> None:
    number = submitted(counter.branch)
    counter.resume(number)
    assert counter.page.header.clock.text() == "Due 2026-11-24, 2 trading days left"
    counter.branch.clock.tick(timedelta(days=4).total_seconds())
    counter.page.refresh()
    counter.settle()
    assert counter.page.header.clock.text() == "Due today, 2026-11-24"
