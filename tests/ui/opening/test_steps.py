"""The list of steps: what is done, missing, blocked and why; forwards and backwards; never complete too early."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.counter.services import Services
from app.onboarding.steps import State, Step
from app.samples.openings import answer, type_in, with_client
from app.samples.people import CLIENTS
from tests.builders import Actors
from tests.people import add_client
from tests.ui.opening.desk import CONTACT, EDUCATION, IDENTITY, RESIDENT, Desk, faulty, fill
from ui import i18n
from ui.support.case_page import LEFT
from ui.widgets import StepState

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def looks(desk: Desk) -> dict[str, StepState]:
    """How each step is shown."""
    return {step.key: step.state for step in desk.page.steps.steps()}


def reason(desk: Desk, step: Step) -> str:
    """What the list says of a step."""
    return next(shown.reason for shown in desk.page.steps.steps() if shown.key == step.value)


def text_of(pdf: bytes) -> str:
    """All text of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.rule("OP-6")
def test_the_list_says_what_is_done_missing_and_blocked_and_by_what(desk: Desk) -> None:
    assert looks(desk)["identity"] is StepState.PARTIAL
    assert looks(desk)["contact"] is StepState.MISSING
    assert looks(desk)["questionnaire"] is StepState.BLOCKED
    assert reason(desk, Step.QUESTIONNAIRE) == "First: Identity"
    assert reason(desk, Step.IDENTITY) == f"{len(desk.view.step(Step.IDENTITY).missing)} left"
    fill(desk, IDENTITY)
    assert looks(desk)["identity"] is StepState.DONE
    assert looks(desk)["questionnaire"] is StepState.MISSING
    fill(desk, {"brought": "no"})
    assert looks(desk)["relationship"] is StepState.OPTIONAL
    assert "3 of 12" not in desk.page.header.chip.text()
    assert "2 of 12" in desk.page.header.chip.text()


def test_a_blocked_step_can_be_entered_and_leads_to_what_comes_first(desk: Desk) -> None:
    desk.go(Step.DISCLOSURE)
    page = desk.page.deck.page
    assert "Identity" in page.blocked.text()
    assert not page.panel.give.isEnabled()  # type: ignore[attr-defined]  # a client's step
    page.blocked.acted.emit()
    desk.settle()
    assert desk.step() is Step.IDENTITY


def test_keys_go_through_the_steps_without_a_question(desk: Desk) -> None:
    desk.press(Key.Key_Down, ALT)
    assert desk.step() is Step.CONTACT
    desk.press(Key.Key_Down, ALT)
    desk.press(Key.Key_Up, ALT)
    assert desk.step() is Step.CONTACT
    desk.press(Key.Key_Up, ALT)
    desk.press(Key.Key_Up, ALT)
    assert desk.step() is Step.IDENTITY


def test_the_list_is_reached_by_keyboard_and_enter_goes_there(desk: Desk) -> None:
    desk.page.steps.setFocus()
    for _ in range(4):
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert desk.step() is Step.RESULT


def test_a_click_goes_there(desk: Desk) -> None:
    place = desk.page.steps.visualRect(desk.page.steps.model().index(8, 0)).center()
    QTest.mouseClick(desk.page.steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    assert desk.step() is Step.CUSTODY


@pytest.mark.rule("OP-6")
def test_completing_too_early_says_what_is_missing_and_goes_there(desk: Desk) -> None:
    fill(desk, IDENTITY, CONTACT)
    desk.go(Step.SIGNATURES)
    desk.press(Key.Key_F12)
    said = desk.page.notices.text()
    assert "Risk education" in said
    assert "Signatures" in said
    assert "Identity" not in said
    assert desk.step() is Step.EDUCATION
    assert desk.field("education_modes").error() != ""
    assert desk.stored.draft.status.value == "open"


@pytest.mark.rule("OP-6")
def test_what_is_missing_is_said_again_as_it_grows_less_and_goes_with_the_last_signature(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    desk = make_desk()
    client = next(client for client in CLIENTS if not client.marketer and not client.stop_before)
    number = type_in(services, desk.actor, client).draft.case_number
    answer(services, desk.actor, number, client)
    with_client(services, desk.actor, number, client)
    desk.page.resume(number)
    desk.settle()
    desk.page.case.put({"postcode": "310013"})  # what was confirmed and signed holds no longer
    desk.settle()
    desk.press(Key.Key_F12)
    notices = desk.page.notices
    assert "Review by the client, Signatures" in notices.text()
    desk.go(Step.REVIEW)
    desk.press(Key.Key_F6)
    desk.through()
    assert notices.text().endswith(": Signatures")
    desk.go(Step.SIGNATURES)
    desk.press(Key.Key_F6)
    desk.through()
    assert desk.view.complete
    assert notices.isHidden()


def test_what_is_missing_follows_the_language(desk: Desk, look: QApplication) -> None:
    fill(desk, IDENTITY)
    desk.press(Key.Key_F12)
    assert desk.page.notices.text().startswith("Not yet. Still to be done")
    i18n.install(look, "zh")
    QApplication.processEvents()
    assert desk.page.notices.text().startswith("尚不能办结")


def test_something_else_said_since_is_not_taken_away_with_what_was_missing(desk: Desk) -> None:
    fill(desk, IDENTITY)
    desk.press(Key.Key_F12)
    assert desk.page.notices.stands(LEFT)
    desk.page.notices.say("something else", "danger")
    assert not desk.page.notices.stands(LEFT)
    fill(desk, CONTACT)
    assert desk.page.notices.text() == "something else"


@pytest.mark.rule("OP-6")
def test_an_unfinished_case_is_resumed_where_it_was_left_with_everything(
    desk: Desk, make_desk: Callable[..., Desk]
) -> None:
    fill(desk, IDENTITY, CONTACT, EDUCATION)
    desk.go(Step.EDUCATION)
    number = desk.page.case.number
    left: list[bool] = []
    desk.page.suspended.connect(lambda: left.append(True))
    desk.page.footer.suspend.setFocus()
    desk.press(Key.Key_Return)
    assert left == [True]
    assert desk.page.body.currentWidget() is desk.page.empty
    other = make_desk()
    other.page.resume(number)
    other.settle()
    assert other.step() is Step.EDUCATION
    for name, text in (IDENTITY | CONTACT | EDUCATION).items():
        assert other.stored.draft.text(name) == text
    assert other.field("education_topics").value() == ("market", "risk", "authority")
    assert other.field("name").value() == IDENTITY["name"]


def test_nothing_of_the_last_client_is_left_on_the_screen_of_the_next(desk: Desk) -> None:
    fill(desk, IDENTITY, CONTACT)
    desk.go(Step.CONTACT)
    desk.page.suspend()
    desk.start()
    assert desk.field("name").value() == ""
    assert desk.field("mobile").value() == ""
    assert desk.page.header.client.text() == ""
    assert IDENTITY["name"] not in text_of(desk.page.live.preview.pdf())


def test_two_openings_begun_at_once_leave_the_second_one_open(desk: Desk) -> None:
    first = desk.page.case.number
    desk.page.start()
    desk.page.start()
    desk.settle()
    assert desk.page.case.number == max(case.case_number for case in desk.services.opening.unfinished(desk.actor))
    assert desk.page.case.number != first
    assert desk.view.draft.case_number == desk.page.case.number


@pytest.mark.rule("KY-2")
def test_a_paper_that_is_registered_blocks_and_leads_to_the_client(desk: Desk, actors: Actors) -> None:
    with desk.services.branch.db.write(actors.admin) as tx:
        client = add_client(tx.conn, paper_number=RESIDENT)
    wanted: list[str] = []
    desk.page.client_wanted.connect(wanted.append)
    fill(desk, IDENTITY | {"paper_number": RESIDENT})
    banner = desk.page.deck.identity.same
    assert client.number in banner.text()
    assert desk.view.step(Step.IDENTITY).state is State.MISSING
    banner.acted.emit()
    assert wanted == [client.id]


@pytest.mark.rule("KY-2")
def test_a_likely_duplicate_is_shown_masked_and_does_not_block(desk: Desk, actors: Actors) -> None:
    with desk.services.branch.db.write(actors.admin) as tx:
        client = add_client(tx.conn, mobile="13857120001")
    fill(desk, IDENTITY, {"mobile": "13857120001"})
    said = desk.page.deck.identity.likely.text()
    assert client.name in said
    assert client.paper_number not in said
    assert client.mobile not in said
    assert desk.view.step(Step.IDENTITY).state is State.DONE


def test_a_case_that_cannot_be_opened_says_so_and_can_be_tried_again(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    fault, service = faulty(services.opening)
    fault.fail["start"] = OSError("gone")
    desk = make_desk(service=service)
    desk.start()
    assert desk.page.notices.kind == "danger"
    assert desk.page.case.number == ""
    del fault.fail["start"]
    desk.page.notices.acted.emit()
    desk.settle()
    assert desk.page.case.number != ""
    assert desk.page.notices.text() == ""
