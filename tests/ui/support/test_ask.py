from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.support.ask import Ask, Kind, ask_dialog


@pytest.fixture
def page(look: object, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def _go(dialog: QDialog, text: str) -> QPushButton:
    return next(button for button in dialog.findChildren(QPushButton) if button.text() == text)


def test_a_yes_is_answered_and_asking_returns_at_once(page: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    ask_dialog(page, Ask(Kind.CONFIRM, "Stop?", "All stays.", accept="Stop it"), answers.append)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    assert answers == []
    QTest.mouseClick(_go(dialog, "Stop it"), Qt.MouseButton.LeftButton)
    assert answers == ["yes"]


def test_a_no_answers_nothing(page: QWidget) -> None:
    answers: list[str] = []
    ask_dialog(page, Ask(Kind.CONFIRM, "Stop?"), answers.append)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    dialog.reject()
    assert answers == []


def test_a_reason_has_to_be_given(page: QWidget, qtbot: QtBot) -> None:
    answers: list[str] = []
    ask_dialog(page, Ask(Kind.REASON, "Show in full", accept="Show"), answers.append)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    go = _go(dialog, "Show")
    reason = dialog.findChild(QLineEdit)
    assert reason is not None
    assert not go.isEnabled()
    QTest.keyClicks(reason, "   ")
    assert not go.isEnabled()
    QTest.keyClicks(reason, "client asked")
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    assert answers == ["client asked"]


def test_what_is_asked_is_shown_as_typed_and_never_as_markup(page: QWidget) -> None:
    ask_dialog(page, Ask(Kind.CONFIRM, "T", "<b>x</b><img src=/etc/hosts>"), lambda _: None)
    dialog = page.findChild(QDialog)
    assert dialog is not None
    texts = [label for label in dialog.findChildren(QLabel) if label.text().startswith("<b>")]
    assert texts[0].textFormat() == Qt.TextFormat.PlainText


def test_a_file_is_asked_for_without_blocking(page: QWidget) -> None:
    answers: list[str] = []
    ask_dialog(page, Ask(Kind.SAVE_FILE, "Export", suggestion="a.pdf", files="PDF (*.pdf)"), answers.append)
    dialog = page.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit("/x/a.pdf")
    dialog.reject()
    assert answers == ["/x/a.pdf"]
