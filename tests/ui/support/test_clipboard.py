"""What is copied out of the program is taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.support.clipboard import KEEP_MS, ClipboardWatch


@pytest.fixture
def watch(qtbot: QtBot) -> Iterator[ClipboardWatch]:
    QGuiApplication.clipboard().clear()
    window = QLineEdit()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    made = ClipboardWatch(keep_ms=30)
    yield made
    made.clear()
    made.deleteLater()


@pytest.mark.rule("SE-1")
def test_a_copied_number_is_gone_after_a_while(watch: ClipboardWatch, qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    board.setText("13800138000")
    assert watch.waits()
    qtbot.waitUntil(lambda: board.text() == "")
    assert not watch.waits()


def test_ten_seconds_are_given(qapp: QApplication) -> None:
    assert KEEP_MS == 10_000


def test_copying_again_begins_anew(watch: ClipboardWatch) -> None:
    board = QGuiApplication.clipboard()
    board.setText("1")
    board.setText("2")
    assert board.text() == "2"
    assert watch.waits()


def test_locking_takes_it_back_at_once(watch: ClipboardWatch) -> None:
    board = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText("6222020200112233445")
    board.setMimeData(data)
    watch.clear()
    assert board.text() == ""


def test_what_another_program_copied_meanwhile_is_left_alone(watch: ClipboardWatch) -> None:
    board = QGuiApplication.clipboard()
    board.setText("13800138000")
    board.blockSignals(True)  # another program's copy is not always told
    board.setText("someone else's")
    board.blockSignals(False)
    watch.clear()
    assert board.text() == "someone else's"


def test_an_empty_clipboard_is_left_alone(watch: ClipboardWatch) -> None:
    watch.clear()
    assert not watch.waits()
