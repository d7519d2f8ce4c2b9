"""One question at a time; the answer is the client's own (RA-1, KY-6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.customer_display.conftest import HandClock, Heard, listen
from tests.ui.customer_display.samples import SEVERAL, SINGLE
from ui.customer_display.buttons import OptionButton
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Option, Question
from ui.customer_display.question import QuestionView

LEFT = Qt.MouseButton.LeftButton
FRESH = Question("q1", 1, 12, "题目", (Option("A", "甲"), Option("B", "乙"), Option("C", "丙")), several=False)
MANY = Question("q9", 9, 12, "题目", FRESH.options, several=True)


def shown(display: CustomerDisplay, question: Question) -> QuestionView:
    display.show_prompt(question)
    assert isinstance(display.view, QuestionView)
    return display.view


@pytest.mark.rule("KY-6")
def test_a_question_answered_by_mouse_gives_letter_and_time(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot, clock: HandClock
) -> None:
    view = shown(display, FRESH)
    QTest.mouseClick(view.options[1], LEFT)
    clock.ms += 4_200
    QTest.mouseClick(view.next, LEFT)
    assert heard.of("answered") == [("q1", ("B",), 4_200)]


@pytest.mark.parametrize(("key", "letter"), [(Qt.Key.Key_2, "B"), (Qt.Key.Key_C, "C"), (Qt.Key.Key_Space, "A")])
def test_a_question_answered_by_keyboard(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot, key: Qt.Key, letter: str
) -> None:
    view = shown(display, FRESH)
    QTest.keyClick(view.options[0], key)
    QTest.keyClick(display.focusWidget(), Qt.Key.Key_Return)
    assert heard.of("answered") == [("q1", (letter,), 0)]


def test_arrows_move_the_focus_and_stop_at_the_ends(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, FRESH)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(display.focusWidget(), key)
        focus = display.focusWidget()
        assert isinstance(focus, OptionButton)
        seen.append(focus.letter)
    assert seen == ["A", "B", "C", "C", "B"]
    assert view.chosen() == ()


def test_next_waits_for_a_choice(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, FRESH)
    assert not view.next.isEnabled()
    QTest.keyClick(view.options[0], Qt.Key.Key_Return)
    QTest.mouseClick(view.next, LEFT)
    assert heard.of("answered") == []


def test_one_choice_replaces_the_other_and_cannot_be_taken_away(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, FRESH)
    for place in (0, 2, 2):
        QTest.mouseClick(view.options[place], LEFT)
    assert view.chosen() == ("C",)


def test_several_choices_come_in_the_order_of_the_options(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, MANY)
    for key in (Qt.Key.Key_C, Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_B):
        QTest.keyClick(view, key)
    QTest.keyClick(view, Qt.Key.Key_Enter)
    assert heard.of("answered") == [("q9", ("A", "C"), 0)]


def test_without_any_choice_left_several_cannot_go_on(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, MANY)
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.keyClick(view, Qt.Key.Key_A)
    assert view.chosen() == ()
    assert not view.next.isEnabled()


def test_what_was_chosen_before_stands_and_can_be_confirmed(display: CustomerDisplay, heard: Heard) -> None:
    assert shown(display, SINGLE).chosen() == ("C",)
    view = shown(display, SEVERAL)
    assert view.chosen() == ("B", "D")
    view.next.click()
    assert heard.of("answered") == [("q9", ("B", "D"), 0)]


def test_back_is_there_from_the_second_question_on(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    assert not shown(display, FRESH).back.isVisible()
    view = shown(display, SINGLE)
    QTest.mouseClick(view.back, LEFT)
    assert heard.of("went_back") == [("q5",)]
    assert heard.of("answered") == []


def test_enter_on_back_goes_back(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, SINGLE)
    view.back.setFocus()
    QTest.keyClick(view.back, Qt.Key.Key_Return)
    assert [said[0] for said in heard.all] == ["went_back"]


def test_an_answer_is_given_once_even_when_next_is_hit_twice(display: CustomerDisplay, heard: Heard) -> None:
    view = shown(display, SINGLE)
    view.next.click()
    view.next.click()
    view.confirm()
    view.back.click()
    assert [said[0] for said in heard.all] == ["answered"]


def test_a_held_key_answers_nothing(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display, SINGLE)
    for key, text in ((Qt.Key.Key_Return, "\r"), (Qt.Key.Key_A, "a"), (Qt.Key.Key_Space, " ")):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text, autorep=True)
        QApplication.sendEvent(view.options[0], held)
    assert view.chosen() == ("C",)
    assert heard.all == []


def test_the_second_half_of_a_double_tap_does_not_reach_the_next_prompt(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot
) -> None:
    first = shown(display, SINGLE)
    QTest.mouseClick(first.next, LEFT)
    second = shown(display, SEVERAL)
    QTest.mouseDClick(second.next, LEFT)  # sends the second press only
    QTest.mouseRelease(second.next, LEFT)
    assert [facts[0] for facts in heard.of("answered")] == ["q5"]
    QTest.mouseClick(second.next, LEFT)
    assert [facts[0] for facts in heard.of("answered")] == ["q5", "q9"]


def test_a_fast_second_tap_on_the_same_answer_counts(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, MANY)
    QTest.mouseClick(view.options[0], LEFT)
    QTest.mouseDClick(view.options[0], LEFT)
    QTest.mouseRelease(view.options[0], LEFT)
    assert view.chosen() == ()


@pytest.mark.rule("KY-6")
def test_the_teller_hears_that_a_choice_was_made_or_changed_but_not_which(
    display: CustomerDisplay, heard: Heard
) -> None:
    view = shown(display, FRESH)
    for place in (0, 1, 2):
        view.options[place].click()
    assert heard.of("progressed") == [("q1", "chosen"), ("q1", "changed"), ("q1", "changed")]
    assert len(heard.all) == 3


def test_targets_are_large_enough_for_a_finger(make_display: Callable[..., CustomerDisplay]) -> None:
    display = make_display()
    display.resize(800, 480)
    view = shown(display, SINGLE)
    assert min(option.height() for option in view.options) >= 56
    assert view.next.height() >= 56


@pytest.mark.rule("KY-5")
def test_large_type_is_larger_at_once(display: CustomerDisplay) -> None:
    view = shown(display, SINGLE)
    before = view.text.sizeHint().width()
    display.set_large_type(True)
    assert view.text.sizeHint().width() > before * 1.15


LETTERS = st.sampled_from("ABCDEFZ15 9é")
STEPS = st.lists(st.one_of(LETTERS, st.integers(0, 2), st.sampled_from(["next", "back"])), max_size=25)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, several=st.booleans())
def test_any_sequence_of_choices_and_moves_keeps_the_letters_valid(
    qapp: object, steps: list[str | int], several: bool
) -> None:
    display = CustomerDisplay(now_ms=lambda: 0)
    heard = listen(display)
    questions = [
        Question(f"q{n}", n, 3, "题目", tuple(Option(letter, letter) for letter in "ABCDE"[: n + 1]), several)
        for n in (1, 2, 3)
    ]
    given: dict[str, tuple[str, ...]] = {}
    place = 0
    view = shown(display, questions[0])
    for step in steps:
        if step == "next":
            view.confirm()
        elif step == "back":
            view.back.click()
        elif isinstance(step, int):
            view.options[min(step, len(view.options) - 1)].click()
        else:
            view.choose(step)
        letters = tuple(option.letter for option in questions[place].options)
        assert set(view.chosen()) <= set(letters)
        assert several or len(view.chosen()) <= 1
        assert view.next.isEnabled() == (bool(view.chosen()) and not view.answered_already)
        if view.answered_already:
            went_back = heard.all[-1][0] == "went_back"
            if not went_back:
                chosen = heard.of("answered")[-1][1]
                assert isinstance(chosen, tuple)
                assert chosen
                assert set(chosen) <= set(letters)
                given[questions[place].id] = chosen
            place = max(0, place - 1) if went_back else min(2, place + 1)
            earlier = given.get(questions[place].id, ())
            view = shown(display, replace(questions[place], chosen=earlier))
            assert view.chosen() == earlier
    display.close_for_good()
    display.deleteLater()
