"""Only the client sets the password, and nothing of it stays behind (OP-5)."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.customer_display.conftest import Heard, listen, rotate
from tests.ui.customer_display.samples import MESSAGE, PASSWORD, WEAK
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.keypad import Keypad
from ui.customer_display.password import PasswordView
from ui.customer_display.prompts import Password

LEFT = Qt.MouseButton.LeftButton


def shown(display: CustomerDisplay, prompt: Password = PASSWORD) -> PasswordView:
    display.show_prompt(prompt)
    assert isinstance(display.view, PasswordView)
    return display.view


def tap(view: PasswordView, digits: str, qtbot: QtBot) -> None:
    for digit in digits:
        QTest.mouseClick(view.keypad.key_for(int(digit)), LEFT)


def readable(display: QWidget) -> str:
    """Every text of the window that a program could read."""
    parts = [display.windowTitle()]
    for widget in display.findChildren(QWidget):
        parts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.objectName()]
        if isinstance(widget, QLabel):
            parts.append(widget.text())
    return "\n".join(parts)


@pytest.mark.rule("OP-5")
def test_two_equal_entries_are_handed_over_once(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "284913", qtbot)
    QTest.mouseClick(view.ok, LEFT)
    tap(view, "284913", qtbot)
    QTest.mouseClick(view.ok, LEFT)
    view.confirm()
    assert heard.of("password_entered") == [("counter", "284913")]
    assert heard.of("progressed") == [
        ("counter", "typing first"),
        ("counter", "typing again"),
        ("counter", "entered"),
    ]


@pytest.mark.rule("OP-5")
def test_different_entries_are_told_here_and_start_anew(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    for digits in ("284913", "284914"):
        tap(view, digits, qtbot)
        view.confirm()
    assert heard.of("password_entered") == []
    assert "differ" in view.problem.text()
    assert ("counter", "mismatch") in heard.of("progressed")
    for _ in range(2):
        tap(view, "730162", qtbot)
        view.confirm()
    assert heard.of("password_entered") == [("counter", "730162")]


@pytest.mark.rule("OP-5")
def test_the_keys_change_places_for_the_second_entry(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display)
    before = [view.keypad.keys.index(view.keypad.key_for(digit)) for digit in range(10)]
    tap(view, "284913", qtbot)
    view.confirm()
    after = [view.keypad.keys.index(view.keypad.key_for(digit)) for digit in range(10)]
    assert before != after
    assert sorted(before) == sorted(after) == list(range(10))


def test_the_order_is_random_and_every_digit_can_stand_anywhere(qtbot: QtBot) -> None:
    keypad = Keypad()
    qtbot.addWidget(keypad)
    places: set[int] = set()
    for _ in range(200):
        before = [key.face for key in keypad.keys]
        keypad.reshuffle()
        assert [key.face for key in keypad.keys] != before
        places.add(keypad.keys.index(keypad.key_for(7)))
    assert places == set(range(10))


@pytest.mark.rule("OP-5")
def test_no_text_of_the_window_ever_tells_what_was_entered(
    make_display: Callable[..., CustomerDisplay], qtbot: QtBot
) -> None:
    display = make_display(shuffle=rotate)
    listen(display)
    view = shown(display, Password("counter", "设置密码", 6))
    untouched = readable(display)
    tap(view, "7", qtbot)
    seven = readable(display)
    view.keypad.clear.click()
    tap(view, "4", qtbot)
    assert seven == readable(display)
    assert "7" not in seven
    assert seven != untouched  # the number of digits is told, not which
    # what is painted does not tell either, apart from the focus that stays where it was tapped
    assert display.windowTitle() == "Customer display"


@pytest.mark.rule("OP-5")
def test_digits_are_not_kept_after_they_were_handed_over(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    for _ in range(2):
        tap(view, "918273", qtbot)
        view.confirm()
    heard.all.clear()
    display.show_prompt(MESSAGE)
    gc.collect()
    assert not view._first
    assert not view._typed
    typed = bytes(map(int, "918273"))
    assert [thing for thing in gc.get_objects() if isinstance(thing, bytearray) and thing == typed] == []


def test_a_half_typed_password_is_forgotten_when_the_view_goes(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "9182", qtbot)
    display.hide()
    assert not view._typed
    display.show()
    assert not view.ok.isEnabled()


@pytest.mark.rule("OP-5")
def test_a_keyboard_does_not_type_digits(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(view, key)
    assert not view._typed
    assert heard.all == []


@pytest.mark.rule("OP-5")
def test_a_pin_pad_that_was_set_up_types_only_into_the_active_window(
    make_display: Callable[..., CustomerDisplay], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    display = make_display(pin_pad=True)
    heard = listen(display)
    view = shown(display)
    monkeypatch.setattr(view, "isActiveWindow", lambda: False)
    QTest.keyClicks(view, "284913")
    assert not view._typed
    monkeypatch.setattr(view, "isActiveWindow", lambda: True)
    for _ in range(2):
        QTest.keyClicks(view, "284913")
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.of("password_entered") == [("counter", "284913")]


def test_the_keypad_can_be_worked_without_a_pointer(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    for _ in range(2):
        for digit in "284913":
            key = view.keypad.key_for(int(digit))
            key.setFocus()
            QTest.keyClick(key, Qt.Key.Key_Space)
        QTest.keyClick(display.focusWidget(), Qt.Key.Key_Return)
    assert heard.of("password_entered") == [("counter", "284913")]


def test_backspace_and_clear_take_back(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "99", qtbot)
    QTest.mouseClick(view.keypad.clear, LEFT)
    tap(view, "2849137", qtbot)
    QTest.mouseClick(view.keypad.back, LEFT)
    tap(view, "4", qtbot)
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    tap(view, "3", qtbot)
    view.confirm()
    tap(view, "284913", qtbot)
    view.confirm()
    assert heard.of("password_entered") == [("counter", "284913")]


def test_start_again_forgets_the_first_entry(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "284913", qtbot)
    view.confirm()
    QTest.mouseClick(view.restart, LEFT)
    for _ in range(2):
        tap(view, "730162", qtbot)
        view.confirm()
    assert heard.of("password_entered") == [("counter", "730162")]


def test_too_few_digits_go_nowhere(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = shown(display)
    tap(view, "28491", qtbot)
    assert not view.ok.isEnabled()
    view.confirm()
    tap(view, "3", qtbot)
    assert view.ok.isEnabled()


def test_the_owners_problem_stands_until_the_client_types(display: CustomerDisplay, qtbot: QtBot) -> None:
    view = shown(display, WEAK)
    assert view.problem.text() == WEAK.problem
    tap(view, "1", qtbot)
    assert view.problem.text() == ""
