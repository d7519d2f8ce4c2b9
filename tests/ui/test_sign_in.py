from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from ui import i18n
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner


class Door:
    """Lets nobody in but zhou with the right password; tells what was tried; can be held up."""

    def __init__(self) -> None:
        self.tried: list[tuple[str, str]] = []
        self.problem: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def sign_in(self, login: str, password: str) -> str:
        self.gate.wait(5)
        self.tried.append((login, password))
        if self.problem:
            raise self.problem
        if (login, password) != ("zhou", "right"):
            raise Refused("auth.wrong", field="password")
        return "actor"

    def unlock(self, password: str) -> None:
        self.sign_in("zhou", password)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def page(runner: OpRunner, door: Door, qtbot: QtBot) -> SignInPage:
    made = SignInPage(runner, door.sign_in, unlock=door.unlock, branch="Sample branch", sample=True)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    return made


def enter(page: SignInPage, qtbot: QtBot, login: str, password: str) -> None:
    page.login.set_value(login)
    page.password.set_value("")
    QTest.keyClicks(page.password.widget, password)
    QTest.keyClick(page.password.widget, Qt.Key.Key_Return)


def test_login_password_enter_signs_in_by_keyboard_alone(page: SignInPage, runner: OpRunner, qtbot: QtBot) -> None:
    assert page.login.widget.hasFocus()
    QTest.keyClicks(page.login.widget, "zhou")
    QTest.keyClick(page.login.widget, Qt.Key.Key_Return)
    assert page.password.widget.hasFocus()
    with qtbot.waitSignal(page.signed_in) as told:
        QTest.keyClicks(page.password.widget, "right")
        QTest.keyClick(page.password.widget, Qt.Key.Key_Return)
    assert told.args == ["actor"]


@pytest.mark.rule("SE-1")
def test_the_password_is_hidden_and_wiped_after_each_try(page: SignInPage, runner: OpRunner, qtbot: QtBot) -> None:
    editor = page.password.widget
    assert isinstance(editor, QLineEdit)
    assert editor.echoMode() == QLineEdit.EchoMode.Password
    enter(page, qtbot, "zhou", "wrong")
    assert runner.wait()
    assert editor.text() == ""


def test_a_wrong_password_is_told_under_the_field_with_the_cursor_there(
    page: SignInPage, runner: OpRunner, qtbot: QtBot
) -> None:
    enter(page, qtbot, "zhou", "wrong")
    assert runner.wait()
    assert "wrong" in page.password.error()
    assert page.password.widget.hasFocus()
    assert page.login.value() == "zhou"
    assert page.go.isEnabled()


def test_what_is_missing_is_told_without_asking_the_door(page: SignInPage, door: Door, qtbot: QtBot) -> None:
    page.submit()
    assert page.login.error()
    assert page.login.widget.hasFocus()
    page.login.set_value("zhou")
    page.submit()
    assert page.password.error()
    assert door.tried == []


def test_enter_pressed_twice_asks_once(page: SignInPage, runner: OpRunner, door: Door, qtbot: QtBot) -> None:
    door.gate.clear()
    enter(page, qtbot, "zhou", "right")
    page.submit()
    assert not page.go.isEnabled()
    assert page.go.text() == "Checking…"
    door.gate.set()
    assert runner.wait()
    assert len(door.tried) == 1


@pytest.mark.rule("SE-1")
def test_after_too_many_wrong_ones_the_time_left_is_counted_down(
    page: SignInPage, runner: OpRunner, door: Door, qtbot: QtBot
) -> None:
    door.problem = Refused("auth.backoff", seconds=62)
    enter(page, qtbot, "zhou", "wrong")
    assert runner.wait()
    assert "1:02" in page.password.error()
    assert not page.go.isEnabled()
    page.submit()
    assert len(door.tried) == 1
    for _ in range(61):
        page._tick()
    assert "0:01" in page.password.error()
    page._tick()
    assert page.waiting() == 0
    assert page.password.error() == ""
    assert page.go.isEnabled()


def test_any_other_mishap_is_told_and_another_try_is_possible(
    page: SignInPage, runner: OpRunner, door: Door, qtbot: QtBot
) -> None:
    door.problem = OSError("/secret/path")
    enter(page, qtbot, "zhou", "right")
    assert runner.wait()
    assert "OSError" in page.banner.text()
    assert "secret" not in page.banner.text()
    door.problem = None
    with qtbot.waitSignal(page.signed_in):
        enter(page, qtbot, "zhou", "right")


def test_caps_lock_is_noticed_from_a_capital_without_shift(page: SignInPage, qtbot: QtBot) -> None:
    editor = page.password.widget
    QTest.keyClicks(editor, "A", Qt.KeyboardModifier.ShiftModifier)
    assert page.password.warning() == ""
    QTest.keyClicks(editor, "A")
    assert page.password.warning() == "Caps Lock is on."
    QTest.keyClicks(editor, "a")
    assert page.password.warning() == ""


@pytest.mark.rule("SE-1")
def test_a_locked_window_asks_the_same_person_for_the_password(
    page: SignInPage, runner: OpRunner, door: Door, qtbot: QtBot
) -> None:
    page.lock("Zhou 3301017")
    assert not page.login.isVisible()
    assert page._who.text() == "Zhou 3301017"
    QTest.keyClicks(page.password.widget, "nope")
    QTest.keyClick(page.password.widget, Qt.Key.Key_Return)
    assert runner.wait()
    assert page.password.error()
    with qtbot.waitSignal(page.unlocked):
        QTest.keyClicks(page.password.widget, "right")
        QTest.keyClick(page.password.widget, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.other_person):
        page._other.click()


def test_a_sample_branch_says_so_and_a_real_one_does_not(page: SignInPage) -> None:
    assert page._ribbon.isVisible()
    page.set_branch("Real", sample=False)
    assert not page._ribbon.isVisible()


def test_language_theme_and_size_of_text_are_one_click_away(page: SignInPage, look: QApplication, qtbot: QtBot) -> None:
    told: list[tuple[str, str]] = []
    page.preference_changed.connect(lambda key, value: told.append((key, value)))
    page.switches.language.click()
    qtbot.waitUntil(lambda: page.go.text() == "登录")
    assert i18n.language() == "zh"
    page.switches.language.click()
    qtbot.waitUntil(lambda: page.go.text() == "Sign in")
    for _ in range(3):
        page.switches.theme.click()
        page.switches.text.click()
    assert told[:2] == [("language", "zh"), ("language", "en")]
    assert [value for key, value in told if key == "theme"] == ["dark", "contrast", "light"]
    assert [value for key, value in told if key == "text_size"] == ["large", "largest", "normal"]
