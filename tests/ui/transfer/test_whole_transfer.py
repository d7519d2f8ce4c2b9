"""A client leaves, driven through the real windows by keyboard, from intake to the sealed papers."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.approvals.domain import StepKind
from app.samples import transfers
from app.samples.transfers import PASSWORD
from app.transfer_out.case import Status
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferReceipt
from tests.app.transfer_out.desk import ORDINARY, TransferDesk
from tests.ui.hands import Key
from tests.ui.transfer.desk import Counter, with_real_forms
from ui.customer_display import prompts

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Teller:
    """Types what a teller types, in the order of the fields, with Enter from one to the next."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter

    def enter(self, name: str, text: str) -> None:
        """A field: the cursor must have come to it by itself."""
        assert self.counter.at() == name
        self.counter.type(text)
        self.counter.press(Key.Key_Return)

    def skip(self, *names: str) -> None:
        """Fields left as they are."""
        for name in names:
            assert self.counter.at() == name
            self.counter.press(Key.Key_Return)

    def choose(self, name: str, digit: str) -> None:
        """One of few, by its digit."""
        assert self.counter.at() == name
        self.counter.type(digit)
        self.counter.settle()
        self.counter.press(Key.Key_Return)

    def press_button(self, name: str) -> None:
        """The cursor stands on the button with this name."""
        focus = self.counter.focus()
        assert isinstance(focus, QPushButton), focus
        assert name in focus.text()
        self.counter.press(Key.Key_Return)


def intake(counter: Counter, teller: Teller) -> None:
    counter.field("wish_sh").focus_editor()
    teller.choose("wish_sh", "1")
    teller.skip("sh_number")
    teller.choose("wish_sz", "1")
    teller.skip("sz_number", "wish_fund", "wish_close")
    teller.enter("target", "示例证券上海营业部")
    teller.enter("sz_seat", "123456")
    for code in ("id-card", "securities-card", "fund-card"):
        teller.choose(f"doc:{code}", "1")
        teller.enter(f"doc_reason:{code}", "高拍仪检修，已核对原件")


def words_of_the_teller(counter: Counter) -> str:
    """Everything that can be read on the teller's side."""
    labels = [label.text() for label in counter.window.findChildren(QLabel)]
    return "\n".join(labels + [line.text() for line in counter.window.findChildren(QLineEdit)])


@pytest.mark.rule("TO-1")
@pytest.mark.rule("TO-3")
@pytest.mark.rule("TO-4")
@pytest.mark.rule("TO-8")
@pytest.mark.rule("TO-9")
@pytest.mark.rule("TO-10")
def test_a_client_leaves_by_keyboard_from_the_intake_to_the_papers(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk
) -> None:
    branch_desk.services = with_real_forms(branch_desk)
    counter = make_counter()
    branch, teller = counter.branch, Teller(counter)
    client = branch.client(ORDINARY)
    branch.snapshot()
    receipts: list[TransferReceipt] = []
    counter.page.completed.connect(receipts.append)
    counter.start(client)
    assert counter.step() is Step.INTAKE
    intake(counter, teller)
    assert counter.stored.step(Step.INTAKE).state is State.DONE
    # the accounts show themselves; nothing is to be done, so the cursor stands on "next"
    assert counter.step() is Step.ACCOUNTS
    assert counter.stored.step(Step.ACCOUNTS).state is State.DONE
    counter.press(Key.Key_Return)
    assert counter.step() is Step.REASON
    teller.choose("reason", "1")
    assert counter.at() == "reason_text"
    counter.type("搬到外地居住")
    counter.press(Key.Key_Return, CONTROL)
    assert counter.step() is Step.TALK
    assert counter.at() == "said"
    counter.type("介绍了网上交易")
    counter.press(Key.Key_Return)
    teller.skip("offered", "promised", "answer", "promise_due")
    teller.press_button("Write it down")
    assert [talk.talk.said for talk in counter.stored.case.talks] == ["介绍了网上交易"]
    assert counter.step() is Step.APPLICATION
    teller.press_button("Hand to the client")
    assert isinstance(counter.prompt, prompts.Signature)
    counter.sign()
    counter.press(Key.Key_Return)
    assert counter.step() is Step.APPROVAL
    teller.press_button("Submit to the approvers")
    assert counter.stored.case.status is Status.SUBMITTED
    transfers.approve(branch.services, branch.actors.supervisor, counter.page.case.number, StepKind.SUPERVISOR)
    counter.look()
    assert counter.view.case.status is Status.APPROVED
    counter.press(Key.Key_Return, CONTROL)
    assert counter.step() is Step.FEE
    teller.press_button("Fee taken")
    assert counter.stored.receipt is not None
    counter.press(Key.Key_Return)
    assert counter.step() is Step.PASSWORD
    teller.press_button("Hand to the client")
    assert isinstance(counter.prompt, prompts.PasswordEntry)
    counter.check_password(PASSWORD)
    counter.press(Key.Key_Return)
    assert counter.step() is Step.RETURNS
    for code in ("id-card", "securities-card", "fund-card", "client-copy"):
        teller.choose(f"return:{code}", "1")
    teller.skip("sign_way")
    teller.press_button("Hand to the client")
    counter.sign()
    pad = counter.of(Step.RETURNS).teller.pad
    assert counter.focus() is pad
    counter.write(pad)
    counter.press(Key.Key_Return)
    assert counter.stored.may_carry_out
    teller.press_button("Carry out")
    assert counter.page.notices.text() == ""
    receipt = receipts[0]
    assert receipt.left
    assert receipt.receipt_number
    assert counter.branch.transfer.view(counter.actor, receipt.case_number).case.status is Status.CARRIED_OUT
    words = words_of_the_teller(counter)
    assert PASSWORD not in words
    for said in (receipt.receipt_number, client.name, *(paper.title for paper in receipt.documents)):
        assert said in words
    assert not counter.page.case.open
    for paper in receipt.documents:
        pdf = branch.services.archive.get_pdf(counter.actor, paper.number, "test")
        check = branch.services.press.check(pdf)
        assert check.genuine, (paper.title, check.problems)
        with pypdfium2.PdfDocument(pdf) as opened:
            assert paper.number in "".join(page.get_textpage().get_text_range() for page in opened)
