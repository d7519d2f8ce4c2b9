"""The hand-over to the client: one act after the other, its progress at the teller's side, never what was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.steps import AGREEMENT_FORM, DISCLOSURE_FORM, ESIGN_FORM, State, Step
from app.samples.openings import read_through, sign
from app.samples.pen import sample_ink
from tests.builders import Actors
from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY, Desk, faulty, fill
from ui.customer_display import prompts
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.with_client import Stage
from ui.support.hand_over import HandOver

Key = Qt.Key
NOT_BROUGHT = {"brought": "no"}
BROUGHT = {"brought": "yes", "marketer": "8001", "booking_checked": "not-booked"}


def panel(desk: Desk) -> HandOver:
    """The panel of the present step."""
    page = desk.page.deck.page
    assert isinstance(page, ClientStep)
    return page.panel


def hand(desk: Desk, step: Step) -> None:
    """Go to a step and hand it over with Enter, as the cursor stands."""
    desk.go(step)
    assert desk.focus() is panel(desk).give
    desk.press(Key.Key_Return)


def state(desk: Desk, step: Step) -> State:
    """How a step stands in the database."""
    return desk.stored.step(step).state


def stage(desk: Desk) -> Stage:
    """How the hand-over stands."""
    return desk.page.session.state.stage


def teller_sees(desk: Desk) -> str:
    """Every word on the teller's side."""
    words = []
    for widget in desk.window.findChildren(QLabel) + desk.window.findChildren(QAbstractButton):
        words += [widget.text(), widget.accessibleName(), widget.toolTip()]
    words += [line.text() for line in desk.window.findChildren(QLineEdit)]
    return "\n".join(words)


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """Everything that the teller types is there; the client has done nothing."""
    fill(desk, IDENTITY, CONTACT, EDUCATION, CUSTODY, NOT_BROUGHT)
    return desk


@pytest.mark.rule("RA-1")
@pytest.mark.rule("KY-6")
def test_the_client_answers_and_the_teller_sees_progress_only(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    asked = ready.services.opening.questionnaire(ready.actor, ready.page.case.number)
    for number in range(1, len(asked) + 1):
        prompt = ready.prompt
        assert isinstance(prompt, prompts.Question)
        assert (prompt.number, prompt.of) == (number, len(asked))
        assert ready.page.session.state.at == number - 1
        ready.answer("A")
    assert stage(ready) is Stage.DONE
    assert state(ready, Step.QUESTIONNAIRE) is State.DONE
    assert isinstance(ready.prompt, prompts.Message)
    seen = teller_sees(ready)
    for question in asked:
        assert question.text not in seen
        for _, text in question.options:
            assert text not in seen
    assert ready.focus() is ready.page.footer.next


@pytest.mark.rule("KY-6")
def test_the_live_form_does_not_show_answers_before_they_are_signed(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    ready.through()
    ready.go(Step.RESULT)
    assert ready.page.live.form_id == "assessment"
    assert ready.page.live.preview.page_count() == 0
    hand(ready, Step.RESULT)
    ready.through()
    assert ready.view.questionnaire.total is None
    assert ready.page.live.preview.page_count() == 0


def test_the_client_goes_back_and_changes_an_answer(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    ready.answer("A")
    ready.answer("B")
    view = ready.display.view
    QTest.mouseClick(view.back, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]  # a question's view
    ready.settle()
    assert isinstance(ready.prompt, prompts.Question)
    assert (ready.prompt.number, ready.prompt.chosen) == (2, ("B",))
    ready.answer("C")
    assert ready.prompt.number == 3
    given = ready.services.opening.questionnaire(ready.actor, ready.page.case.number)
    assert given[1].chosen == ("C",)


def test_what_was_taken_back_goes_on_where_it_stopped(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    for _ in range(5):
        ready.answer("A")
    assert ready.focus() is panel(ready).take
    ready.press(Key.Key_Return)
    assert stage(ready) is Stage.STOPPED
    assert isinstance(ready.prompt, prompts.Welcome)
    hand(ready, Step.QUESTIONNAIRE)
    assert isinstance(ready.prompt, prompts.Question)
    assert ready.prompt.number == 6


def test_the_teller_works_on_while_the_client_answers(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    ready.answer("A")
    ready.go(Step.CONTACT)
    ready.field("employer").focus_editor()
    ready.type("ABC")
    ready.answer("A")
    ready.press(Key.Key_Tab)
    assert ready.stored.draft.text("employer") == "ABC"
    assert "2/12" in ready.page.header.session.text()
    assert ready.stored.questionnaire.answered == 2
    ready.go(Step.PASSWORD)
    assert not panel(ready).give.isEnabled()
    assert "Questionnaire" in panel(ready).text.text()


def test_a_late_reply_of_the_display_counts_for_nothing(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    prompt = ready.prompt
    assert isinstance(prompt, prompts.Question)
    ready.page.session.take_back()
    ready.display.answered.emit(prompt.id, ("A",), 9_000)
    ready.settle()
    assert ready.stored.questionnaire.answered == 0


@pytest.mark.rule("RA-4")
def test_the_result_is_confirmed_or_answered_again(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    ready.through()
    hand(ready, Step.RESULT)
    assert isinstance(ready.prompt, prompts.Confirmation)
    assert ready.prompt.emphasis
    ready.say(False)
    assert stage(ready) is Stage.DECLINED
    assert "answer again" in panel(ready).title.text()
    assert state(ready, Step.RESULT) is not State.DONE
    ready.go(Step.QUESTIONNAIRE)
    ready.press(Key.Key_Return)
    assert isinstance(ready.prompt, prompts.Question)
    assert ready.prompt.number == 1
    ready.page.session.take_back()
    hand(ready, Step.RESULT)
    ready.say()
    assert state(ready, Step.RESULT) is State.DONE


@pytest.mark.rule("OP-3")
def test_each_disclosure_is_read_section_by_section_and_confirmed(ready: Desk) -> None:
    fill(ready, {"permissions": "chinext"})
    hand(ready, Step.DISCLOSURE)
    documents = []
    for _ in range(60):
        prompt = ready.prompt
        if isinstance(prompt, prompts.Reading):
            documents.append(prompt.document)
            ready.read()
        elif isinstance(prompt, prompts.Confirmation):
            ready.say()
        else:
            break
    assert len(set(documents)) == 2
    assert state(ready, Step.DISCLOSURE) is State.DONE
    assert not panel(ready).give.isVisible()


def test_a_disclosure_that_is_declined_stops_with_a_clear_word(ready: Desk) -> None:
    hand(ready, Step.DISCLOSURE)
    while isinstance(ready.prompt, prompts.Reading):
        ready.read()
    ready.say(False)
    assert stage(ready) is Stage.DECLINED
    assert "risk disclosure" in panel(ready).title.text()
    ready.press(Key.Key_Return)
    assert isinstance(ready.prompt, prompts.Confirmation)
    ready.say()
    assert state(ready, Step.DISCLOSURE) is State.DONE


@pytest.mark.rule("KY-4")
def test_consents_are_asked_one_by_one_then_signed_then_the_agreement_is_read(ready: Desk) -> None:
    hand(ready, Step.CONSENT)
    kinds = []
    for _ in range(60):
        prompt = ready.prompt
        kinds.append(type(prompt).__name__)
        if isinstance(prompt, prompts.Confirmation):
            ready.say()
        elif isinstance(prompt, prompts.Reading):
            ready.read()
        elif isinstance(prompt, prompts.Signature):
            assert prompt.name == IDENTITY["name"]
            ready.sign()
        else:
            break
    assert kinds[:6] == ["Confirmation"] * 4 + ["Signature", "Reading"]
    assert state(ready, Step.CONSENT) is State.DONE


@pytest.mark.rule("KY-4")
def test_a_needed_consent_that_is_declined_stops_the_act_and_is_asked_again_later(ready: Desk) -> None:
    hand(ready, Step.CONSENT)
    ready.say()
    ready.say(False)
    ready.say()
    ready.say()
    assert stage(ready) is Stage.DECLINED
    assert "consent" in panel(ready).title.text()
    assert dict(ready.stored.consents) == {"pen": False, "photo": True, "bank": True}
    ready.press(Key.Key_Return)
    assert isinstance(ready.prompt, prompts.Confirmation)
    ready.say()
    assert isinstance(ready.prompt, prompts.Signature)


@pytest.mark.rule("KY-4")
def test_a_consent_that_may_be_declined_does_not_stop_anything(ready: Desk) -> None:
    hand(ready, Step.CONSENT)
    ready.say()
    ready.say()
    ready.say(False)
    ready.say()
    assert isinstance(ready.prompt, prompts.Signature)


@pytest.mark.rule("KY-4")
def test_a_client_who_wants_paper_is_heard_and_asked_the_other_consents(ready: Desk) -> None:
    hand(ready, Step.CONSENT)
    ready.say(False)
    assert ready.view.by_paper
    for _ in range(3):
        assert isinstance(ready.prompt, prompts.Confirmation)
        ready.say()
    assert isinstance(ready.prompt, prompts.Reading)


def test_a_declined_agreement_stops_with_a_clear_word(ready: Desk) -> None:
    hand(ready, Step.CONSENT)
    for _ in range(4):
        ready.say()
    ready.sign()
    while isinstance(ready.prompt, prompts.Reading):
        ready.read()
    ready.say(False)
    assert panel(ready).title.text() == "The client declined the agreement"


@pytest.mark.rule("SR-1")
def test_the_service_relationship_is_confirmed_by_the_client(ready: Desk) -> None:
    fill(ready, BROUGHT)
    hand(ready, Step.RELATIONSHIP)
    assert isinstance(ready.prompt, prompts.Confirmation)
    assert "林子涵" in [value for _, value in ready.prompt.lines]
    ready.say()
    assert state(ready, Step.RELATIONSHIP) is State.DONE


@pytest.mark.rule("SR-3")
def test_somebody_who_may_not_practise_cannot_be_handed_to_the_client(ready: Desk) -> None:
    fill(ready, BROUGHT | {"marketer": "9003"})
    ready.go(Step.RELATIONSHIP)
    assert not panel(ready).give.isEnabled()


@pytest.mark.rule("OP-5")
def test_a_weak_password_comes_back_with_the_reason_and_no_digit_reaches_the_teller(ready: Desk) -> None:
    hand(ready, Step.PASSWORD)
    ready.enter_password("111111")
    assert isinstance(ready.prompt, prompts.Password)
    assert ready.prompt.problem != ""
    assert stage(ready) is Stage.WITH_CLIENT
    assert "111111" not in teller_sees(ready)
    ready.enter_password("739264")
    assert state(ready, Step.PASSWORD) is State.DONE
    assert "739264" not in teller_sees(ready)
    assert panel(ready).text.text() == "The password is set."


def done_up_to_review(desk: Desk) -> None:
    """The client has done everything before the review."""
    opening, actor, number = desk.services.opening, desk.actor, desk.page.case.number
    for question in opening.questionnaire(actor, number):
        opening.answer(actor, number, question.number, ("B",), 9_000)
    opening.confirm_result(actor, number, True)
    read_through(desk.services, actor, number, DISCLOSURE_FORM)
    opening.agree_esign(actor, number, True)
    for choice in desk.services.policy.consents:
        opening.consent(actor, number, choice.code, True)
    sign(desk.services, actor, number, ESIGN_FORM, sample_ink())
    read_through(desk.services, actor, number, AGREEMENT_FORM)
    opening.set_password(actor, number, "739264")
    desk.page.case.act(opening.view)
    desk.settle()


@pytest.mark.rule("OP-1")
def test_what_changed_while_the_client_was_reading_is_shown_anew_before_it_counts(ready: Desk) -> None:
    done_up_to_review(ready)
    hand(ready, Step.REVIEW)
    ready.go(Step.CONTACT)
    fill(ready, {"mobile": "13900139000"})
    ready.say()
    assert state(ready, Step.REVIEW) is not State.DONE
    assert isinstance(ready.prompt, prompts.Confirmation)
    assert "13900139000" in [value for _, value in ready.prompt.lines]
    ready.say()
    assert state(ready, Step.REVIEW) is State.DONE


@pytest.mark.rule("OP-1")
def test_what_another_counter_changed_meanwhile_is_shown_before_it_is_confirmed_or_signed(
    ready: Desk, services: Services, actors: Actors
) -> None:
    case, other = ready.page.case.number, actors.supervisor
    done_up_to_review(ready)
    hand(ready, Step.REVIEW)
    services.opening.save_field(other, case, "mobile", "13900139000")
    ready.say()
    assert isinstance(ready.prompt, prompts.Confirmation)
    assert "13900139000" in [value for _, value in ready.prompt.lines]
    assert ready.stored.step(Step.REVIEW).state is not State.DONE
    ready.say()
    assert ready.stored.step(Step.REVIEW).state is State.DONE
    hand(ready, Step.SIGNATURES)
    first = ready.prompt
    assert isinstance(first, prompts.Signature)
    services.opening.save_field(other, case, "mobile", "13900139001")
    ready.sign()
    assert not any(form.signed for form in ready.stored.forms if form.form_id != "esign-consent")
    assert panel(ready).title.text() != ""
    assert stage(ready) is Stage.REFUSED  # the review has to be confirmed first


@pytest.mark.rule("OP-1")
def test_a_review_sent_back_says_so(ready: Desk) -> None:
    done_up_to_review(ready)
    hand(ready, Step.REVIEW)
    ready.say(False)
    assert panel(ready).title.text() == "The client says that something is wrong"
    assert state(ready, Step.REVIEW) is State.MISSING


@pytest.mark.rule("OP-4")
def test_every_paper_is_signed_and_one_that_changed_is_signed_anew(ready: Desk) -> None:
    done_up_to_review(ready)
    hand(ready, Step.REVIEW)
    ready.through()
    hand(ready, Step.SIGNATURES)
    signed = []
    while isinstance(prompt := ready.prompt, prompts.Signature):
        signed.append(prompt.document)
        ready.sign()
    assert len(signed) == len(set(signed)) == 7
    assert state(ready, Step.SIGNATURES) is State.DONE
    assert ready.view.questionnaire.total is not None
    fill(ready, {"bank_account": "6222021202012345683"})
    assert [form.form_id for form in ready.stored.forms if form.stale] == ["custody"]
    hand(ready, Step.REVIEW)
    ready.through()
    ready.go(Step.SIGNATURES)
    assert "Changed since signed" in teller_sees(ready)
    ready.press(Key.Key_Return)
    assert isinstance(ready.prompt, prompts.Signature)
    first = ready.prompt.document
    ready.through()
    assert first in {form.title for form in ready.view.forms if form.form_id in ("application", "custody")}
    assert not any(form.stale for form in ready.stored.forms)
    assert ready.view.complete


@pytest.mark.rule("OP-4")
def test_any_paper_can_be_signed_anew_from_its_row(ready: Desk) -> None:
    done_up_to_review(ready)
    hand(ready, Step.REVIEW)
    ready.through()
    hand(ready, Step.SIGNATURES)
    ready.through()
    before = dict(ready.stored.draft.captures)
    again = next(
        button
        for button in ready.page.deck.page.findChildren(QAbstractButton)
        if button.accessibleName() == "Sign anew 第三方存管协议（签约确认）"
    )
    clock = ready.services.clock
    assert isinstance(clock, FixedClock)
    clock.tick(60)
    again.setFocus()
    ready.press(Key.Key_Return)
    assert isinstance(ready.prompt, prompts.Signature)
    ready.sign()
    assert not isinstance(ready.prompt, prompts.Signature)
    after = dict(ready.stored.draft.captures)
    changed = [name for name in after if after[name].at != before[name].at]
    assert changed == ["signature:custody"]


def test_too_little_ink_is_asked_for_again(make_desk: Callable[..., Desk], services: Services) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fill(desk, IDENTITY, CONTACT, EDUCATION, NOT_BROUGHT)
    hand(desk, Step.CONSENT)
    for _ in range(4):
        desk.say()
    fault.fail["sign"] = Refused("archive.ink_too_little")
    desk.sign()
    assert isinstance(desk.prompt, prompts.Signature)
    del fault.fail["sign"]
    desk.sign()
    assert isinstance(desk.prompt, prompts.Reading)


def test_a_database_that_goes_away_ends_the_act_and_it_goes_on_later(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fill(desk, IDENTITY)
    hand(desk, Step.QUESTIONNAIRE)
    desk.answer("A")
    fault.fail["answer"] = OSError("gone")
    desk.answer("A")
    assert stage(desk) is Stage.TROUBLE
    assert isinstance(desk.prompt, prompts.Message)
    del fault.fail["answer"]
    desk.go(Step.QUESTIONNAIRE)
    desk.press(Key.Key_Return)
    assert isinstance(desk.prompt, prompts.Question)
    assert desk.prompt.number == 2


def test_a_refusal_of_an_act_is_shown_to_the_teller_wherever_the_teller_is(
    make_desk: Callable[..., Desk], services: Services
) -> None:
    fault, service = faulty(services.opening)
    desk = make_desk(service=service)
    desk.start()
    fill(desk, IDENTITY)
    hand(desk, Step.QUESTIONNAIRE)
    desk.go(Step.CONTACT)
    fault.fail["answer"] = Refused("opening.not_open", number="1")
    desk.answer("A")
    assert "Questionnaire" in desk.page.notices.text()
    desk.page.notices.acted.emit()
    desk.settle()
    assert desk.step() is Step.QUESTIONNAIRE
    assert stage(desk) is Stage.REFUSED
    assert panel(desk).text.text() != ""


def test_another_case_takes_the_display_back(ready: Desk) -> None:
    hand(ready, Step.QUESTIONNAIRE)
    ready.page.start()
    ready.settle()
    assert isinstance(ready.prompt, prompts.Welcome)
    assert stage(ready) is Stage.IDLE
