"""A whole opening, driven through the real windows by keyboard, on a real branch, to the archived, signed PDFs."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.common.clock import FixedClock
from app.counter.services import Services
from app.onboarding.draft import Status
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningReceipt
from app.samples.openings import answer, type_in, with_client
from app.samples.people import CLIENTS
from tests.ui.opening.desk import Desk, Key
from ui.customer_display import prompts
from ui.support.run_op import OpRunner
from ui.widgets import ComboBox

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CARD = "欧阳思𬭎|男|汉|19900307|北京市测试区示例路1号|110101199003070011|北京市公安局测试分局|20200101|20400101"
PASSWORD = "739264"


class Teller:
    """Types what a teller types, in the order of the fields, with Enter from one to the next."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def enter(self, name: str, text: str) -> None:
        """A field: the cursor must have come to it by itself."""
        assert self.desk.at() == name
        if isinstance(self.desk.field(name).widget, ComboBox):
            self.desk.press(Key.Key_A, CONTROL)
        self.desk.type(text)
        self.desk.press(Key.Key_Return)

    def skip(self, *names: str) -> None:
        """Fields left as they are."""
        for name in names:
            assert self.desk.at() == name
            self.desk.press(Key.Key_Return)

    def choose(self, name: str, *digits: str) -> None:
        """One of few, or several, by digits."""
        assert self.desk.at() == name
        for digit in digits:
            self.desk.type(digit)
        self.desk.settle()
        self.desk.press(Key.Key_Return)

    def hand_over(self, step: Step) -> None:
        """The cursor stands on the button of the step."""
        assert self.desk.step() is step
        self.desk.press(Key.Key_Return)

    def go_on(self, step: Step) -> None:
        """After the client has finished, Enter goes on to the next step."""
        self.desk.press(Key.Key_Return)
        assert self.desk.step() is step


def identity(desk: Desk, teller: Teller) -> None:
    desk.type(CARD)
    desk.press(Key.Key_Return)
    assert desk.stored.step(Step.IDENTITY).state is State.DONE
    desk.press(Key.Key_Return, CONTROL)


def contact(desk: Desk, teller: Teller) -> None:
    teller.enter("mobile", "13800138000")
    teller.skip("telephone")
    teller.enter("address", "北京市测试区示例路1号")
    teller.skip("postcode", "email", "contact_way")
    teller.enter("occupation", "企业职员")
    teller.enter("employer", "示例公司")
    teller.enter("education", "本科")
    teller.enter("income", "10万元（含）至20万元")
    teller.enter("experience", "1年（含）至3年")
    teller.enter("objective", "长期增值")
    teller.enter("source_of_funds", "工资")
    teller.enter("tax_residence", "仅为中国")
    teller.skip("controller", "beneficiary", "sh_a", "sz_a")
    teller.choose("fund", "2")
    teller.choose("permissions", "1")
    teller.skip("withheld")
    assert desk.step() is Step.EDUCATION


def education(desk: Desk, teller: Teller) -> None:
    teller.choose("education_modes", "1", "3")
    teller.skip("education_by", "education_at")
    teller.choose("education_topics", "1", "2", "6")
    teller.choose("education_authority", "1")
    teller.skip("education_remark")
    assert desk.stored.step(Step.EDUCATION).state is State.DONE


def questionnaire(desk: Desk, teller: Teller) -> None:
    teller.hand_over(Step.QUESTIONNAIRE)
    for letters in ("C", "B", "D", "B", "B", "B", "B", "B", "BCD", "A", "C", "C"):
        desk.answer(letters)


def read_all(desk: Desk) -> None:
    while isinstance(desk.prompt, prompts.Reading):
        desk.read()


def relationship(desk: Desk, teller: Teller) -> None:
    teller.choose("brought", "1")
    teller.enter("marketer", "林子涵")
    teller.choose("booking_checked", "2")
    teller.hand_over(Step.RELATIONSHIP)
    desk.say()


def custody(desk: Desk, teller: Teller) -> None:
    teller.enter("bank", "工商")
    teller.enter("bank_account", "6222021202012345675")


def words_of_the_teller(desk: Desk) -> str:
    """Everything that can be read on the teller's side."""
    labels = [label.text() for label in desk.window.findChildren(QLabel)]
    return "\n".join(labels + [line.text() for line in desk.window.findChildren(QLineEdit)])


def by_keyboard(desk: Desk) -> None:
    """From the empty case to the receipt."""
    teller = Teller(desk)
    identity(desk, teller)
    contact(desk, teller)
    education(desk, teller)
    questionnaire(desk, teller)
    teller.go_on(Step.RESULT)
    teller.hand_over(Step.RESULT)
    assert "总分" not in words_of_the_teller(desk)
    desk.say()
    teller.go_on(Step.DISCLOSURE)
    teller.hand_over(Step.DISCLOSURE)
    for _ in range(2):
        read_all(desk)
        desk.say()
    teller.go_on(Step.CONSENT)
    teller.hand_over(Step.CONSENT)
    for _ in range(4):
        desk.say()
    desk.sign()
    read_all(desk)
    desk.say()
    teller.go_on(Step.RELATIONSHIP)
    relationship(desk, teller)
    teller.go_on(Step.CUSTODY)
    custody(desk, teller)
    teller.hand_over(Step.PASSWORD)
    desk.enter_password(PASSWORD)
    teller.go_on(Step.REVIEW)
    teller.hand_over(Step.REVIEW)
    desk.say()
    teller.go_on(Step.SIGNATURES)
    teller.hand_over(Step.SIGNATURES)
    while isinstance(desk.prompt, prompts.Signature):
        desk.sign()
    assert desk.focus() is desk.page.footer.complete
    desk.press(Key.Key_Return)


@pytest.mark.rule("OP-6")
@pytest.mark.rule("OP-4")
@pytest.mark.rule("OP-5")
@pytest.mark.rule("RA-1")
@pytest.mark.rule("KY-6")
def test_an_account_is_opened_by_keyboard_from_the_card_to_the_archived_signed_papers(desk: Desk) -> None:
    receipts: list[OpeningReceipt] = []
    desk.page.completed.connect(receipts.append)
    by_keyboard(desk)
    assert desk.page.notices.text() == ""
    receipt = receipts[0]
    number = receipt.case_number
    stored = desk.services.opening.view(desk.actor, number)
    assert stored.draft.status is Status.COMPLETED
    # every paper is archived, genuine, signed by whom it must be, and says what was typed, rare character included
    archive = desk.services.archive
    for document in receipt.documents:
        pdf = archive.get_pdf(desk.actor, document.number, "test")
        check = desk.services.press.check(pdf)
        assert check.genuine, (document.title, check.problems)
        with pypdfium2.PdfDocument(pdf) as opened:
            text = "".join(page.get_textpage().get_text_range() for page in opened)
        assert document.number in text
        if document.form_id != "booking":
            assert "欧阳思𬭎" in text
    witnesses = {c.witness for name, c in stored.draft.captures.items() if name.startswith("signature:")}
    assert witnesses == {desk.actor.staff_id}
    # the client is registered with the accounts; the password is a hash only and was never on the teller's side
    assert desk.services.clients.card(desk.actor, receipt.client_id).hit.name == "欧阳思𬭎"
    assert [hit.id for hit in desk.services.clients.find(desk.actor, "oysh")] == [receipt.client_id]
    assert PASSWORD not in words_of_the_teller(desk)
    assert all(PASSWORD not in str(capture.value) for capture in stored.draft.captures.values())
    # the receipt names it all, and the branch is whole
    words = words_of_the_teller(desk)
    for said in (
        receipt.fund_account,
        receipt.client_number,
        receipt.level_label,
        *(d.title for d in receipt.documents),
    ):
        assert said in words
    assert desk.services.verify().ok
    assert not desk.page.case.open


@pytest.mark.rule("OP-6")
def test_after_kill_9_everything_is_there_but_the_password(
    desk: Desk, make_desk: Callable[..., Desk], runner: OpRunner
) -> None:
    teller = Teller(desk)
    identity(desk, teller)
    contact(desk, teller)
    education(desk, teller)
    questionnaire(desk, teller)
    for step in (Step.RESULT, Step.DISCLOSURE, Step.CONSENT):
        desk.go(step)
        desk.press(Key.Key_Return)
        desk.through()
    desk.go(Step.PASSWORD)
    desk.press(Key.Key_Return)
    desk.enter_password(PASSWORD)
    assert desk.stored.password_set
    number = desk.page.case.number
    before = desk.stored
    # another program at another counter: a new service without the memory of this one
    desk.services.opening.surface.secrets.drop(number)
    other = make_desk()
    other.page.resume(number)
    other.settle()
    assert other.view.draft.fields == before.draft.fields
    assert other.view.draft.captures == before.draft.captures
    assert any(form.signed for form in other.view.forms)
    assert not other.view.password_set
    assert other.step() is Step.PASSWORD
    assert other.focus() is other.page.deck.page.panel.give  # type: ignore[attr-defined]  # a client's step


def test_the_receipt_shows_prints_and_saves_by_one_key(make_desk: Callable[..., Desk], services: Services) -> None:
    done: list[tuple[str, object]] = []
    desk = make_desk(
        view=lambda number: done.append(("view", number)),
        print_=lambda number: done.append(("print", number)),
        export=lambda numbers: done.append(("export", numbers)),
    )
    client = next(client for client in CLIENTS if not client.marketer and not client.stop_before)
    number = type_in(services, desk.actor, client).draft.case_number
    answer(services, desk.actor, number, client)
    with_client(services, desk.actor, number, client)
    desk.page.resume(number)
    desk.settle()
    desk.press(Key.Key_F12)
    receipt = desk.page.done
    assert receipt is not None
    rows = receipt.rows
    first = rows[0].document.number
    assert desk.focus() is rows[0]
    desk.press(Key.Key_Space)
    desk.press(Key.Key_P)
    assert done == [("view", first), ("print", first)]
    desk.press(Key.Key_Down)
    assert desk.focus() in rows[0].findChildren(type(rows[0].see)) or desk.focus() is rows[1]
    done.clear()
    receipt.save.setFocus()
    desk.press(Key.Key_Return)
    assert done == [("export", tuple(row.document.number for row in rows))]
    left: list[bool] = []
    desk.page.next_client.connect(lambda: left.append(True))
    receipt.next.setFocus()
    desk.press(Key.Key_Return)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert left == [True]
    assert desk.page.body.currentWidget() is desk.page.empty
    assert client.fields["name"] not in words_of_the_teller(desk)


def test_a_password_that_is_gone_is_asked_again_before_the_case_can_be_closed(desk: Desk) -> None:
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    teller = Teller(desk)
    identity(desk, teller)
    contact(desk, teller)
    desk.press(Key.Key_F12)
    assert desk.stored.draft.status is Status.OPEN
    assert "Password" in desk.page.notices.text()
