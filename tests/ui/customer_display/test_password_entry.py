"""The client enters the password they have: once, on the shuffled keypad, and nothing of it stays behind (TO-8)."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.customer_display.conftest import Heard
from tests.ui.customer_display.samples import ENTRY, MESSAGE, WRONG
from tests.ui.customer_display.test_password import readable, tap
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.password import PasswordEntryView
from ui.customer_display.prompts import PasswordEntry


def shown(display: CustomerDisplay, prompt: PasswordEntry = ENTRY) -> PasswordEntryView:
    display.show_prompt(prompt)
    assert isinstance(display.view, PasswordEntryView)
    return display.view


@pytest.mark.rule("TO-8")
def test_one_entry_is_handed_over_once(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "284913", qtbot)
    QTest.mouseClick(view.ok, Qt.MouseButton.LeftButton)
    view.confirm()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.of("password_entered") == [("check", "284913")]
    assert heard.of("progressed") == [("check", "typing first"), ("check", "entered")]


@pytest.mark.rule("TO-8")
def test_too_few_digits_are_not_handed_over(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "28491", qtbot)
    assert not view.ok.isEnabled()
    view.confirm()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.of("password_entered") == []


@pytest.mark.rule("TO-8")
def test_why_it_is_asked_again_stands_there_until_the_first_digit(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, WRONG)
    assert view.problem.text() == WRONG.problem
    tap(view, "2", qtbot)
    assert view.problem.text() == ""


@pytest.mark.rule("TO-8")
def test_the_digits_are_not_taken_from_a_keyboard(display: CustomerDisplay, heard: Heard) -> None:
    view = shown(display)
    QTest.keyClicks(view, "284913")
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.of("password_entered") == []


@pytest.mark.rule("TO-8")
def test_nothing_of_the_digits_can_be_read_while_or_after_they_are_typed(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot
) -> None:
    view = shown(display)
    tap(view, "28491", qtbot)
    assert "28491" not in readable(display)
    typed = view._typed
    display.show_prompt(MESSAGE)
    gc.collect()
    assert not typed
    assert heard.of("password_entered") == []
