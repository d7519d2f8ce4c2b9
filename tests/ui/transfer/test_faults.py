"""Faults at the window: the database away, the display in use, late answers; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.common.errors import Refused
from app.samples import transfers
from app.transfer_out.fields import ALL
from app.transfer_out.steps import Step
from tests.app.transfer_out.desk import IMPORTANT, ORDINARY, TransferDesk
from tests.ui.hands import Key
from tests.ui.transfer.desk import Counter, faulty
from ui import i18n
from ui.customer_display.prompts import PasswordEntry, Question, Welcome
from ui.pages.transfer.words import field_label, step_title
from ui.support.client_session import Stage
from ui.support.open_case import Saved


def taken_in(branch: TransferDesk) -> str:
    """A request with everything that is typed at the counter."""
    client = branch.client(ORDINARY)
    branch.snapshot()
    return transfers.take_in(branch.services, branch.actors.teller, client).case.number


def test_what_is_typed_while_the_database_is_away_is_kept_and_saved_later(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk
) -> None:
    service, port = faulty(branch_desk.transfer)
    counter = make_counter(service=port)
    counter.resume(taken_in(branch_desk))
    counter.go(Step.REASON)
    service.fail["save_fields"] = OSError("gone")
    counter.field("reason_text").focus_editor()
    counter.type("常年在外地")
    counter.press(Key.Key_Tab)
    assert counter.page.case.saved is Saved.UNSAVED
    assert "Not saved yet" in counter.page.notices.text()
    assert "常年在外地" in counter.field("reason_text").value()
    del service.fail["save_fields"]
    counter.page.notices.acted.emit()
    counter.settle()
    assert str(counter.page.case.saved) == "saved"
    assert "常年在外地" in counter.stored.case.text("reason_text")


def test_a_storm_of_changes_asks_twice_at_most(make_counter: Callable[..., Counter], branch_desk: TransferDesk) -> None:
    service, port = faulty(branch_desk.transfer)
    counter = make_counter(service=port)
    counter.resume(taken_in(branch_desk))
    service.calls.clear()
    for _ in range(100):
        counter.page.look()
    counter.settle()
    assert service.calls.count("view") == 2


def test_a_refused_start_is_said_over_the_list_with_another_try(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk
) -> None:
    service, port = faulty(branch_desk.transfer)
    counter = make_counter(service=port)
    client = branch_desk.client(ORDINARY)
    service.fail["start"] = Refused("transfer.no_account")
    counter.start(client)
    assert counter.page.body.currentWidget() is counter.page.list
    assert counter.page.notices.text()
    del service.fail["start"]
    counter.page.notices.acted.emit()
    counter.settle()
    assert counter.view.client.name == client.name


def test_a_failed_carrying_out_leaves_the_case_as_it_was(
    make_counter: Callable[..., Counter], branch_desk: TransferDesk
) -> None:
    service, port = faulty(branch_desk.transfer)
    counter = make_counter(service=port)
    number = taken_in(branch_desk)
    counter.resume(number)
    service.fail["retain"] = OSError("disk full")
    counter.ask.answers["The client stays"] = "yes"
    counter.page.questions.stays()
    counter.settle()
    assert counter.page.notices.text()
    assert counter.page.side.isEnabled()
    assert counter.page.case.open


def test_the_display_is_not_taken_from_another_page(counter: Counter) -> None:
    question = Question("q1", 1, 1, "?", (), several=False)
    counter.display.show_prompt(question)
    counter.resume(taken_in(counter.branch))
    assert counter.display.prompt is question  # neither by opening a case
    counter.go(Step.APPLICATION)
    counter.press(Key.Key_F6)
    assert counter.page.session.state.stage is Stage.REFUSED
    assert "in use" in counter.page.session.state.word
    assert counter.display.prompt is question
    counter.page.suspend()
    counter.settle()
    assert counter.display.prompt is question  # nor by leaving it


def test_taking_the_display_back_asks_nothing_more_of_the_client(counter: Counter) -> None:
    counter.resume(taken_in(counter.branch))
    counter.go(Step.APPLICATION)
    counter.press(Key.Key_F6)
    counter.press(Key.Key_F6)
    assert isinstance(counter.display.prompt, Welcome)
    assert counter.page.session.state.stage is Stage.STOPPED


def test_a_paper_that_changed_under_the_pen_is_shown_anew_before_it_is_signed(counter: Counter) -> None:
    number = taken_in(counter.branch)
    counter.resume(number)
    counter.go(Step.APPLICATION)
    counter.press(Key.Key_F6)
    first = counter.display.prompt
    counter.branch.transfer.save_fields(counter.actor, number, {"target": "示例证券杭州营业部"})
    counter.sign()
    assert counter.display.prompt is not first
    assert not any(form.signed for form in counter.stored.forms)
    counter.sign()
    assert any(form.signed for form in counter.stored.forms)


@pytest.mark.rule("TO-8")
def test_a_late_password_of_another_case_changes_nothing(counter: Counter) -> None:
    counter.resume(taken_in(counter.branch))
    counter.display.show_prompt(PasswordEntry("9:password-entry", "?", 6))
    counter.display.password_entered.emit("9:password-entry", "739264")
    counter.settle()
    assert not counter.stored.password_ok


def test_nothing_of_the_client_before_stays_on_the_page(counter: Counter) -> None:
    counter.resume(taken_in(counter.branch))
    other = counter.branch.client(IMPORTANT)
    counter.start(other)
    for step in Step:
        counter.go(step)
        shown = [label.text() for label in counter.page.findChildren(QLabel)]
        texts = "\n".join(shown + [line.text() for line in counter.page.findChildren(QLineEdit)])
        assert ORDINARY.name not in texts, step


def test_every_field_and_step_has_a_name_in_both_languages(look: QApplication) -> None:
    english = {name: field_label(name) for name in ALL}
    assert [name for name, text in english.items() if text == name] == []
    i18n.install(look, "zh")
    chinese = {name: field_label(name) for name in ALL}
    assert [name for name in ALL if chinese[name] == english[name]] == []
    assert step_title(Step.TALK) == "挽留面谈"


def test_the_language_changes_on_the_open_page(counter: Counter, look: QApplication) -> None:
    counter.resume(taken_in(counter.branch))
    for step in Step:
        counter.go(step)
    i18n.install(look, "zh")
    counter.settle()
    assert counter.page.deck.of(Step.TALK).heading.text() == "挽留面谈"
    assert counter.page.footer.insist.text() == "客户坚持办理 F7"
    assert counter.page.header.status.text() == "受理中"
    assert counter.page.deck.of(Step.APPROVAL).submit.text() == "提交审批"  # type: ignore[attr-defined]  # the approval's own


def test_the_keys_walk_through_the_steps(counter: Counter) -> None:
    counter.resume(taken_in(counter.branch))
    counter.go(Step.INTAKE)
    for step in list(Step)[1:]:
        counter.press(Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert counter.step() is step
    for step in reversed(list(Step)[:-1]):
        counter.press(Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert counter.step() is step
