"""A real branch without keyring, started from the desktop: the passphrase is asked for in a window (SE-1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.branch.settings import BranchSettings
from app.samples.people import BRANCH
from ui import passphrase
from ui.bootstrap import Program
from ui.passphrase_dialog import PassphraseDialog
from ui.wiring import ProgramWiring

PASSPHRASE = "a passphrase of this branch"
Key = Qt.Key


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real branch whose key lies under a passphrase; nobody at a terminal, nothing in the environment."""
    monkeypatch.setattr("app.branch.opened.real_keyring", lambda: None)
    monkeypatch.setattr("ui.passphrase._typed", [])
    monkeypatch.setattr("ui.passphrase._terminal", lambda: False)
    monkeypatch.delenv("GUITAI_PASSPHRASE", raising=False)
    place = tmp_path / "branch"
    settings = BranchSettings(**BRANCH, sample=False, database_url=None)
    services, _ = ProgramWiring(passphrase=lambda: PASSPHRASE).create(place, settings)
    services.close()
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai").setValue("language", "en")
    return place


class Start:
    """One start of the program."""

    def __init__(self, application: QApplication, folder: Path, qtbot: QtBot) -> None:
        self.program = Program(application, folder, station="01")
        self.program.show()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
            assert self.program.runner.wait()

    @property
    def dialog(self) -> PassphraseDialog:
        made = self.program.opening.asking
        assert made is not None
        return made

    def type(self, text: str) -> None:
        """Characters and Enter, to whatever has the keyboard."""
        self.dialog.activateWindow()
        self.settle()
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        assert editor.echoMode() is QLineEdit.EchoMode.Password
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Return)
        self.settle()


@pytest.fixture
def start(look: QApplication, folder: Path, qtbot: QtBot) -> Iterator[Start]:
    made = Start(look, folder, qtbot)
    yield made
    made.program.window.close()
    made.program.close()


@pytest.mark.rule("SE-1")
def test_the_right_passphrase_opens_the_branch_and_is_kept_nowhere(start: Start) -> None:
    assert start.program.branch.opened is None
    assert start.dialog.isModal()
    start.type(PASSPHRASE)
    assert start.program.branch.opened is not None
    assert start.program.opening.asking is None
    assert passphrase._typed == []
    assert start.program.window.isVisible()
    start.program.window.activateWindow()
    start.settle()
    assert start.program.window.sign_in.login.isAncestorOf(QApplication.focusWidget())


@pytest.mark.rule("SE-1")
def test_a_wrong_passphrase_is_said_at_the_field_and_asked_for_again(start: Start) -> None:
    for _ in range(2):
        start.type("not this passphrase")
        assert "does not open the branch" in start.dialog.field.error()
        assert start.dialog.field.value() == ""
        assert start.dialog.go.isEnabled()
        assert start.program.branch.opened is None
    start.type(PASSPHRASE)
    assert start.program.branch.opened is not None


def test_nothing_typed_is_told_without_trying(start: Start) -> None:
    start.type("")
    assert start.dialog.field.error() == "Enter the passphrase."
    assert passphrase._typed == []


def test_enter_twice_tries_once(start: Start) -> None:
    tried: list[str] = []
    start.dialog.entered.connect(tried.append)
    start.dialog.field.set_value("not this passphrase")
    start.dialog.submit()
    start.dialog.field.set_value("again")
    start.dialog.submit()
    start.settle()
    assert tried == ["not this passphrase"]


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("way", ["escape", "quit"])
def test_whoever_does_not_know_it_ends_the_program(start: Start, way: str) -> None:
    if way == "escape":
        QTest.keyClick(start.dialog, Key.Key_Escape)
    else:
        start.dialog.leave.click()
    start.settle()
    assert not start.program.window.isVisible()
    assert start.program.branch.opened is None


@pytest.mark.rule("SE-1")
def test_a_wrong_one_of_the_environment_is_asked_for_in_the_window(
    look: QApplication, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUITAI_PASSPHRASE", "a stale passphrase")
    start = Start(look, folder, qtbot)
    assert "does not open the branch" in start.dialog.field.error()
    start.type(PASSPHRASE)
    assert start.program.branch.opened is not None
    start.program.window.close()
    start.program.close()


def test_another_trouble_is_told_on_the_sign_in_page(start: Start, folder: Path) -> None:
    (folder / "branch.db").rename(folder / "elsewhere.db")
    start.type(PASSPHRASE)
    assert start.program.opening.asking is None
    assert "branch.db is missing" in start.program.window.sign_in.banner.text()
