from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.support.idle import IdleWatch


def test_nobody_there_is_told_after_the_time(look: QApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(0)
    with qtbot.waitSignal(watch.idle):
        watch.start()
    assert not watch.counting()


def test_a_key_starts_the_count_anew_only_while_counting(look: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watch = IdleWatch(60)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert watch.eventFilter(widget, key) is False
    assert not watch.counting()
    watch.start()
    assert watch.eventFilter(widget, key) is False
    assert watch.counting()
    watch.stop()
    assert not watch.counting()
