"""Fields: saved as they are left, kept when a save fails, problems shown where one has been."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.steps import Step
from tests.builders import Actors
from tests.ui.opening.desk import CONTACT, IDENTITY, RESIDENT, Desk, faulty, fill
from ui.pages.opening.case import TYPING_PAUSE_MS, Saved

Key = Qt.Key
ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def type_in(desk: Desk, name: str, text: str) -> None:
    """Put the cursor in a field and type."""
    desk.field(name).focus_editor()
    desk.type(text)


def test_a_field_is_saved_when_it_is_left(desk: Desk) -> None:
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    assert desk.stored.draft.text("name") == "林梓萱"
    assert desk.saved() is Saved.SAVED


def test_what_is_typed_is_saved_after_a_short_pause_without_leaving_the_field(desk: Desk, qtbot: QtBot) -> None:
    type_in(desk, "name", "林梓")
    assert desk.saved() is Saved.SAVING
    qtbot.waitUntil(lambda: desk.stored.draft.text("name") == "林梓", timeout=TYPING_PAUSE_MS * 10)
    assert desk.at() == "name"


@pytest.mark.rule("OP-6")
def test_another_counter_finds_what_was_typed_without_any_goodbye(desk: Desk, make_desk: Callable[..., Desk]) -> None:
    type_in(desk, "name", "欧阳思远")
    desk.press(Key.Key_Tab)
    number = desk.page.case.number
    other = make_desk()
    other.page.resume(number)
    other.settle()
    assert other.field("name").value() == "欧阳思远"


def test_a_wrong_text_is_saved_as_it_was_typed_and_its_problem_stands_at_the_field(desk: Desk) -> None:
    type_in(desk, "paper_number", "11010119900307001X")
    desk.press(Key.Key_Tab)
    assert desk.stored.draft.text("paper_number") == "11010119900307001X"
    assert "18" in desk.field("paper_number").error()


def test_no_problem_is_shown_where_nobody_has_been(desk: Desk) -> None:
    assert "name" in desk.view.problems
    assert all(not bound.field.error() for bound in desk.page.deck.of(Step.IDENTITY).bound.values())


def test_a_problem_is_not_shown_while_the_number_is_still_being_typed(desk: Desk) -> None:
    type_in(desk, "paper_number", "110101")
    desk.page.case.flush()
    desk.settle()
    assert desk.stored.draft.text("paper_number") == "110101"
    assert desk.field("paper_number").error() == ""
    desk.press(Key.Key_Tab)
    assert desk.field("paper_number").error() != ""


def test_leaving_an_empty_field_shows_that_it_is_needed(desk: Desk) -> None:
    desk.field("name").focus_editor()
    desk.press(Key.Key_Tab)
    assert desk.field("name").error() != ""


def test_a_view_that_comes_while_one_types_does_not_touch_the_field(desk: Desk) -> None:
    type_in(desk, "name", "林")
    desk.page.case.act(desk.services.opening.save_fields, {"mobile": "13800138000"})
    desk.settle()
    desk.type("梓萱")
    desk.settle()
    assert desk.field("name").value() == "林梓萱"
    desk.press(Key.Key_Tab)
    assert desk.stored.draft.text("name") == "林梓萱"


def test_what_another_counter_entered_appears_where_nobody_types(desk: Desk, actors: Actors) -> None:
    desk.services.opening.save_field(actors.teller, desk.page.case.number, "paper_issuer", "样例公安局")
    desk.page.case.act(desk.services.opening.view)
    desk.settle()
    assert desk.field("paper_issuer").value() == "样例公安局"


def test_a_refused_text_stays_in_its_field_with_the_reason(make_desk: Callable[..., Desk], services: Services) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fault.fail["save_fields"] = Refused("text.too_long", field="name", limit=50, length=80)
    type_in(desk, "name", "林" * 80)
    desk.press(Key.Key_Tab)
    assert desk.field("name").value() == "林" * 80
    assert "80" in desk.field("name").error()
    assert desk.saved() is Saved.UNSAVED
    del fault.fail["save_fields"]
    type_in(desk, "paper_issuer", "样例公安局")
    desk.press(Key.Key_Tab)
    assert desk.stored.draft.text("paper_issuer") == "样例公安局"
    assert desk.field("name").value() == "林" * 80
    assert desk.stored.draft.text("name") == ""


def clash(desk: Desk, actors: Actors) -> None:
    """Another counter changes the issuer while it is typed in here."""
    type_in(desk, "paper_issuer", "本柜公安局")
    desk.services.opening.save_field(actors.teller, desk.page.case.number, "paper_issuer", "他柜公安局")
    desk.press(Key.Key_Tab)
    desk.settle()


@pytest.mark.rule("SE-2")
def test_what_another_counter_changed_meanwhile_is_not_overwritten(desk: Desk, actors: Actors) -> None:
    clash(desk, actors)

    assert desk.stored.draft.text("paper_issuer") == "他柜公安局"
    field = desk.field("paper_issuer")
    assert field.value() == "本柜公安局"
    assert actors.teller.name in field.error()
    assert any("他柜公安局" in button.text() for button in field.offered())
    assert desk.saved() is Saved.UNSAVED


def test_theirs_can_be_taken_over(desk: Desk, actors: Actors) -> None:
    clash(desk, actors)
    desk.field("paper_issuer").offered()[0].click()
    desk.settle()

    assert desk.field("paper_issuer").value() == "他柜公安局"
    assert desk.stored.draft.text("paper_issuer") == "他柜公安局"
    assert desk.field("paper_issuer").offered() == ()
    assert desk.saved() is Saved.SAVED


def test_ones_own_can_be_kept_knowing_of_theirs(desk: Desk, actors: Actors) -> None:
    clash(desk, actors)
    desk.field("paper_issuer").offered()[1].click()
    desk.settle()

    assert desk.stored.draft.text("paper_issuer") == "本柜公安局"
    assert desk.field("paper_issuer").error() == ""
    assert desk.saved() is Saved.SAVED


def test_a_clash_holds_up_no_other_field(desk: Desk, actors: Actors) -> None:
    desk.services.opening.save_field(actors.teller, desk.page.case.number, "paper_issuer", "他柜公安局")
    desk.page.case.put({"paper_issuer": "本柜公安局", "name": "林梓萱"})
    desk.settle()

    assert desk.stored.draft.text("name") == "林梓萱"
    assert desk.stored.draft.text("paper_issuer") == "他柜公安局"
    assert desk.page.case.clashing() == ("paper_issuer",)


def test_what_is_typed_while_a_save_is_under_way_does_not_clash_with_it(desk: Desk) -> None:
    desk.page.case.put({"name": "林"})
    desk.page.case.put({"name": "林梓"})
    desk.page.case.put({"name": "林梓萱"})
    desk.settle()

    assert desk.stored.draft.text("name") == "林梓萱"
    assert desk.page.case.clashing() == ()


def test_a_server_that_is_away_is_no_fault_of_the_field(make_desk: Callable[..., Desk], services: Services) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fault.fail["save_fields"] = Refused("branch.unreachable")
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    assert desk.field("name").error() == ""
    assert "Not saved yet" in desk.page.notices.text()
    del fault.fail["save_fields"]
    desk.page.notices.retry.timeout.emit()
    desk.settle()
    assert desk.stored.draft.text("name") == "林梓萱"


def test_one_refused_field_does_not_hold_up_the_others(desk: Desk) -> None:
    desk.page.case.put({"name": "林梓萱", "paper_issuer": "样例\0公安局", "paper_address": "示例路1号"})
    desk.settle()
    assert desk.stored.draft.text("name") == "林梓萱"
    assert desk.stored.draft.text("paper_address") == "示例路1号"
    assert desk.stored.draft.text("paper_issuer") == ""
    assert desk.field("paper_issuer").error() != ""


def test_nothing_is_lost_while_the_database_cannot_be_reached(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fault.fail["save_fields"] = OSError("gone")
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    type_in(desk, "paper_issuer", "样例公安局")
    desk.press(Key.Key_Tab)
    assert desk.saved() is Saved.UNSAVED
    assert desk.page.notices.kind == "danger"
    assert "Not saved yet" in desk.page.notices.text()
    assert desk.field("name").value() == "林梓萱"
    del fault.fail["save_fields"]
    desk.page.notices.acted.emit()
    desk.settle()
    assert desk.page.notices.text() == ""
    assert desk.saved() is Saved.SAVED
    assert desk.stored.draft.text("name") == "林梓萱"
    assert desk.stored.draft.text("paper_issuer") == "样例公安局"


def test_the_database_is_tried_again_without_the_teller(make_desk: Callable[..., Desk], services: Services) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fault.fail["save_fields"] = OSError("gone")
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    assert desk.page.notices.retry.isActive()
    del fault.fail["save_fields"]
    desk.page.notices.retry.timeout.emit()
    desk.settle()
    assert desk.stored.draft.text("name") == "林梓萱"
    assert not desk.page.notices.retry.isActive()


def test_a_save_that_fails_after_the_case_was_left_is_told_with_its_number(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    number = desk.page.case.number
    fault.fail["save_fields"] = OSError("gone")
    type_in(desk, "name", "林梓萱")
    desk.page.suspend()
    desk.settle()
    assert number in desk.page.notices.text()
    del fault.fail["save_fields"]
    desk.page.notices.acted.emit()
    desk.settle()
    assert desk.page.case.number == number


def test_enter_goes_to_the_next_field_and_shift_enter_back(desk: Desk) -> None:
    desk.field("paper_number").focus_editor()
    desk.press(Key.Key_Return)
    assert desk.at() == "name"
    desk.press(Key.Key_Return)
    assert desk.at() == "ethnicity"
    desk.press(Key.Key_Return, SHIFT)
    assert desk.at() == "name"


def test_enter_in_the_last_field_goes_to_the_next_step(desk: Desk) -> None:
    fill(desk, IDENTITY)
    desk.field("paper_address").focus_editor()
    desk.press(Key.Key_Return)
    assert desk.step() is Step.CONTACT


def test_next_shows_the_first_wrong_field_and_goes_on_when_asked_again(desk: Desk) -> None:
    desk.field("paper_issuer").focus_editor()
    desk.press(Key.Key_Return, CONTROL)
    assert desk.step() is Step.IDENTITY
    assert desk.at() == "paper_number"
    assert desk.field("name").error() != ""
    desk.press(Key.Key_Return, CONTROL)
    assert desk.step() is Step.CONTACT


def test_next_judges_what_was_typed_last(desk: Desk, qtbot: QtBot) -> None:
    fill(desk, {name: text for name, text in IDENTITY.items() if name != "paper_address"})
    type_in(desk, "paper_address", "示例路1号")
    desk.press(Key.Key_N, ALT)
    qtbot.waitUntil(lambda: desk.step() is Step.CONTACT)


def test_digits_choose_among_few(desk: Desk) -> None:
    desk.field("sex").focus_editor()
    desk.press(Key.Key_2)
    assert desk.field("sex").value() == "女"
    assert desk.stored.draft.text("sex") == "女"
    desk.go(Step.EDUCATION)
    desk.field("education_modes").focus_editor()
    desk.press(Key.Key_3)
    desk.press(Key.Key_1)
    assert desk.stored.draft.text("education_modes") == "talk,leaflet"
    desk.press(Key.Key_Space)
    assert desk.stored.draft.text("education_modes") == "leaflet"


def test_a_choice_is_found_by_typing_a_part_of_it(desk: Desk) -> None:
    desk.go(Step.CONTACT)
    desk.field("occupation").focus_editor()
    QTest.keyClick(desk.focus(), Key.Key_A, CONTROL)
    desk.type("自由")
    desk.press(Key.Key_Return)
    assert desk.stored.draft.text("occupation") == "freelance"
    assert desk.at() == "employer"


@pytest.mark.rule("KY-1")
def test_what_the_number_says_stands_beside_it_and_is_not_asked_again(desk: Desk) -> None:
    type_in(desk, "paper_number", RESIDENT)
    desk.press(Key.Key_Tab)
    said = desk.field("paper_number").message_label().text()
    assert "1990-03-07" in said
    assert "36" in said
    assert not desk.field("sex").isVisible()
    assert not desk.field("birth_date").isVisible()


def test_sex_and_birth_date_are_asked_when_the_number_does_not_say_them(desk: Desk) -> None:
    fill(desk, {"paper_kind": "passport", "paper_number": "E12345678"})
    assert desk.field("sex").isVisible()
    assert desk.field("birth_date").isVisible()


def test_a_contradiction_with_the_number_is_shown_at_the_field(desk: Desk) -> None:
    fill(desk, {"paper_number": RESIDENT, "sex": "女"})
    assert desk.field("sex").isVisible()
    desk.page.deck.of(Step.IDENTITY).visit_all()
    assert desk.field("sex").error() != ""


def test_the_number_of_an_account_is_asked_only_when_there_is_one(desk: Desk) -> None:
    desk.go(Step.CONTACT)
    fill(desk, CONTACT)
    assert not desk.field("fund_number").isVisible()
    desk.field("fund").focus_editor()
    desk.press(Key.Key_3)
    assert desk.field("fund_number").isVisible()
    desk.field("fund").focus_editor()
    desk.press(Key.Key_1)
    assert desk.stored.draft.text("fund") == ""
    assert not desk.field("fund_number").isVisible()


def test_a_business_that_is_opened_later_cannot_be_asked_for(desk: Desk) -> None:
    ticks = desk.field("permissions").widget
    assert ticks.box("chinext").isEnabled()  # type: ignore[attr-defined]  # a TickGroup
    assert not ticks.box("margin").isEnabled()  # type: ignore[attr-defined]  # a TickGroup


def test_everything_is_locked_in_a_closed_case(desk: Desk, actors: Actors) -> None:
    desk.services.opening.cancel(actors.teller, desk.page.case.number, "客户改日再来")
    desk.page.resume(desk.page.case.number)
    desk.settle()
    assert not any(
        bound.field.widget.isEnabled() for page in map(desk.page.deck.of, Step) for bound in page.bound.values()
    )
    assert not desk.page.footer.cancel.isVisible()


def test_ctrl_z_takes_back_field_by_field_and_saves_what_was_there_before(desk: Desk) -> None:
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    type_in(desk, "paper_address", "杭州市示例路 1 号")
    desk.press(Key.Key_Tab)
    assert desk.stored.draft.text("paper_address") == "杭州市示例路 1 号"
    desk.field("paper_issuer").focus_editor()
    desk.press(Key.Key_Z, CONTROL)
    assert (desk.at(), desk.stored.draft.text("paper_address")) == ("paper_address", "")
    desk.press(Key.Key_Z, CONTROL)
    assert (desk.at(), desk.stored.draft.text("name")) == ("name", "")
    desk.press(Key.Key_Z, CONTROL)  # nothing is left to be taken back
    assert desk.field("name").value() == ""
    desk.press(Key.Key_Z, CONTROL | SHIFT)
    assert (desk.at(), desk.stored.draft.text("name")) == ("name", "林梓萱")
    desk.press(Key.Key_Z, CONTROL | SHIFT)
    assert desk.stored.draft.text("paper_address") == "杭州市示例路 1 号"


def test_ctrl_z_in_a_field_with_typing_of_its_own_is_the_fields(desk: Desk) -> None:
    type_in(desk, "name", "林梓萱")
    desk.press(Key.Key_Tab)
    type_in(desk, "paper_address", "杭州")
    desk.press(Key.Key_Z, CONTROL)
    assert desk.field("paper_address").value() == ""
    assert desk.stored.draft.text("name") == "林梓萱"
