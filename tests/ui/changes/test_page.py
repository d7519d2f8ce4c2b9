from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from app.changes.case import Status
from app.changes.kinds import KINDS
from app.changes.steps import State, Step
from app.clients.domain import ClientKind
from tests.app.changes.desk import NEWCOMER, ChangeDesk
from tests.ui.changes.desk import Counter
from ui.pages.changes.words import field_label, kind_note, kind_title, step_title
from ui.widgets import ComboBox

Make = Callable[..., Counter]


@pytest.mark.rule("CU-3", "OP-1")
def test_a_data_change_from_the_choice_to_the_filed_form(make_counter: Make, desk: ChangeDesk) -> None:
    client = desk.client()
    wanted: list[str] = []
    counter = make_counter()
    counter.page.client_wanted.connect(wanted.append)
    counter.start(client, "client-data")
    counter.type(client.paper_number)
    counter.page.deck.of(Step.IDENTITY).bound["original_seen"].field.widget.findChildren(QCheckBox)[0].click()
    counter.settle()
    assert counter.view.step(Step.IDENTITY).state is State.DONE
    counter.page.next_step()
    counter.settle()
    assert counter.at(Step.CHANGE)
    counter.put(mobile="13900001234")
    counter.page.next_step()
    counter.settle()
    assert counter.at(Step.SIGNING)
    counter.page.complete()
    counter.settle()
    assert counter.page.notices.isVisible()  # it says what is missing
    counter.page.toggle_display()
    counter.settle()
    counter.say()
    counter.settle()
    counter.sign()
    counter.settle()
    assert counter.stored.complete
    counter.page.complete()
    counter.settle()
    assert desk.now(client.id).mobile == "13900001234"
    assert counter.stored.case.status is Status.COMPLETED
    assert counter.page.body.currentWidget() is counter.page.done
    assert len(counter.page.done.rows) == 1
    counter.page.done.client.click()
    assert wanted == [client.id]
    assert counter.page.header.client.text() == ""


def test_an_unfinished_change_is_listed_and_gone_on_with_where_it_was_left(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "paper-renewed")
    counter.put(paper_shown=client.paper_number, original_seen="yes")
    counter.go(Step.CHANGE)
    counter.type("20200101")
    number = counter.page.case.number
    counter.page.suspend()
    counter.settle()
    assert [row.number for row in counter.page.chooser.table.rows()] == [number]
    again = make_counter()
    again.page.resume(number)
    again.settle()
    assert again.page.step is Step.CHANGE
    assert again.view.case.text("paper_shown") == client.paper_number


def test_each_kind_has_its_words_and_its_own_fields(make_counter: Make, desk: ChangeDesk) -> None:
    person, institution = desk.client(), desk.institution()
    counter = make_counter()
    assert list(counter.page.chooser.buttons) == list(KINDS)
    for kind in KINDS.values():
        assert kind_title(kind.code) != kind.code
        assert kind_note(kind.code)
        counter.start(person if ClientKind.INDIVIDUAL in kind.for_clients else institution, kind.code)
        counter.go(Step.CHANGE)
        page = counter.page.deck.of(Step.CHANGE)
        assert tuple(page.bound) == kind.names()
        for field in kind.fields:
            assert field_label(field.name) != field.name
            widget = page.bound[field.name].field.widget
            assert isinstance(widget, ComboBox) is (field.editor.value == "choice")
    assert len({step_title(step) for step in Step}) == len(Step)


@pytest.mark.rule("KY-3")
def test_an_institution_is_offered_its_own_kinds_and_asked_for_whom_it_changes(
    make_counter: Make, desk: ChangeDesk
) -> None:
    institution = desk.institution()
    counter = make_counter()
    counter.page.choose(institution.id, institution.name)
    counter.settle()
    buttons = counter.page.chooser.buttons
    for code, kind in KINDS.items():
        assert buttons[code].isEnabled() is (ClientKind.INSTITUTION in kind.for_clients)
    assert counter.focus() is buttons["password-reset"]
    counter.start(institution, "institution-agent")
    counter.put(paper_shown=NEWCOMER, original_seen="yes")
    counter.go(Step.CHANGE)
    page = counter.page.deck.of(Step.CHANGE)
    for act, shown in (("agent", "letter_scope"), ("representative", "rep_name")):
        counter.put(people_act=act)
        for field in counter.view.fields:
            wanted = field.only is None or field.only[1] == act
            assert page.bound[field.name].field.isHidden() is not wanted
        assert page.bound[shown].field.isVisible()
    counter.page.choose(desk.client().id, "孙立明")
    counter.settle()
    assert not buttons["institution-agent"].isEnabled()
    assert buttons["client-data"].isEnabled()


@pytest.mark.rule("OP-5")
def test_a_weak_password_comes_back_to_the_client_and_the_teller_sees_no_digit(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "password-reset")
    counter.put(paper_shown=client.paper_number, original_seen="yes", reason="遗忘")
    counter.go(Step.PASSWORD)
    counter.page.toggle_display()
    counter.settle()
    counter.enter_password("123456")
    counter.settle()
    assert not counter.view.password_set
    counter.enter_password("728415")
    counter.settle()
    assert counter.view.password_set
    assert "728415" not in str(counter.stored)


@pytest.mark.rule("KY-4")
def test_a_form_signed_by_hand_is_printed_and_its_scan_attached(
    make_counter: Make, desk: ChangeDesk, tmp_path: Path
) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"scan 1")
    client, printed = desk.client(), []
    counter = make_counter(
        print_form=lambda number, form_id: printed.append(
            desk.changes.printable_form(desk.actors.teller, number, form_id)
        )
    )
    counter.start(client, "client-data")
    counter.put(paper_shown=client.paper_number, original_seen="yes", mobile="13900001234", sign_way="paper")
    counter.go(Step.SIGNING)
    signing = counter.page.deck.of(Step.SIGNING)
    card = signing.papers["client-change"]  # type: ignore[attr-defined]  # the signing step has them
    card.printer.click()
    counter.settle()
    assert len(printed) == 1
    title = counter.stored.forms[0].title
    counter.ask.answers[f"《{title}》扫描件"] = counter.ask.answers[f"Scan of {title}"] = str(scan)
    card.scan.click()
    counter.settle()
    assert counter.stored.complete


def test_a_cancelled_change_is_gone_from_the_list_and_nothing_of_it_stays_on_the_page(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "client-data")
    counter.go(Step.CHANGE)
    counter.put(mobile="13900001234")
    assert counter.page.deck.page.bound["mobile"].field.value() == "13900001234"
    counter.ask.answers["取消变更"] = counter.ask.answers["Cancel the change"] = "客户另有安排"
    counter.page.ask_cancel()
    counter.settle()
    assert desk.changes.unfinished(desk.actors.teller) == ()
    assert counter.page.chooser.table.rows() == []
    assert counter.page.deck.of(Step.CHANGE).bound["mobile"].field.value() == ""


def test_what_another_counter_typed_meanwhile_is_shown_and_not_overwritten(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "client-data")
    counter.go(Step.CHANGE)
    desk.changes.save_fields(desk.actors.supervisor, counter.page.case.number, {"mobile": "13900004321"})
    counter.put(mobile="13900001234")
    assert counter.page.case.clashing() == ("mobile",)
    assert counter.stored.case.text("mobile") == "13900004321"


def test_next_asked_twice_with_the_mouse_goes_on_over_what_is_wrong_and_back_at_the_first_step_stays(
    make_counter: Make, desk: ChangeDesk
) -> None:
    counter = make_counter()
    counter.start(desk.client(), "client-data")
    counter.page.previous_step()
    counter.settle()
    assert counter.at(Step.IDENTITY)
    assert counter.focus() is not counter.page.footer.complete
    counter.page.deck.page.bound["paper_shown"].field.focus_editor()
    next_button = counter.page.footer.next
    QTest.mouseClick(next_button, Qt.MouseButton.LeftButton)
    counter.settle()
    assert counter.at(Step.IDENTITY)  # the paper was not shown: it is said first
    QTest.mouseClick(next_button, Qt.MouseButton.LeftButton)
    counter.settle()
    assert counter.at(Step.CHANGE)


def test_what_the_client_refuses_while_the_teller_is_elsewhere_is_told_there(
    make_counter: Make, desk: ChangeDesk
) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "client-data")
    counter.put(paper_shown=client.paper_number, original_seen="yes", mobile="13900001234")
    counter.go(Step.SIGNING)
    counter.page.toggle_display()
    counter.settle()
    counter.go(Step.CHANGE)
    counter.say(agreed=False)
    counter.settle()
    assert step_title(Step.SIGNING) in counter.page.notices.text()


def test_enter_walks_through_the_fields(make_counter: Make, desk: ChangeDesk) -> None:
    client = desk.client()
    counter = make_counter()
    counter.start(client, "account-added")
    counter.put(paper_shown=client.paper_number, original_seen="yes")
    counter.go(Step.CHANGE)
    counter.press(Qt.Key.Key_Return)
    counter.settle()
    page = counter.page.deck.of(Step.CHANGE)
    assert page.field_of(counter.focus()) is page.bound["account_number"].field
