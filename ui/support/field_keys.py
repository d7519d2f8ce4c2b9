"""The keys inside a page: Enter to the next field, Shift+Enter back, 1-9 choose, and the card reader that types.

A card reader sends one line with eight bars and Enter, into whatever has the focus. The line is taken out of the field
it fell into and handed on as a whole. Only the widget that has the focus is watched, so nothing else pays for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.clients.papers import is_card_burst
from ui.widgets import LabelledField, RadioList, Segmented, TickGroup

FAST_MS = 35
"""Keys that come closer than this are typed by a machine."""
PAUSE_MS = 300
"""After a pause like this before the first bar, what was typed before is no part of a reader's line."""
LONGEST_LINE = 1000
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _monotonic_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class FieldHost(Protocol):
    """What the keys need of the page."""

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The field that ``widget`` belongs to."""
        ...

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Put the cursor in the field after (1) or before (-1) ``field``, or leave the step at its end."""
        ...


class FieldKeys(QObject):
    """Watches the focused widget inside ``page``. ``card_read(line)`` comes with a whole line of a reader."""

    card_read = Signal(str)
    gap_wanted = Signal()
    """The key of the next gap, in the open list of a box of choices, where the page does not get it."""
    back_wanted = Signal(int)
    """Ctrl+Z where the field itself has nothing more to take back (-1), Ctrl+Shift+Z again (1)."""

    def __init__(self, page: QWidget, host: FieldHost, now_ms: Callable[[], int] = _monotonic_ms) -> None:
        super().__init__(page)
        self._now_ms = now_ms
        self._page = page
        self._host = host
        self._watched: QWidget | None = None
        self._list: QAbstractItemView | None = None
        self._line = ""
        self._last = 0
        self._before: object = None
        self._field: LabelledField | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None:
            self._line = ""
        for widget in (self._watched, self._list):
            # a page that goes tells of the keyboard while its parts are half gone, before they are told destroyed
            if widget is not None and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = self._list = None
        if now is not None and self._page.isAncestorOf(now):
            now.installEventFilter(self)
            self._watched = now
            now.destroyed.connect(self._forget)
            self._list = _list_of(now)
            if self._list is not None:
                # while its list is open, a box of choices gets its keys by way of the list
                self._list.installEventFilter(self)
                self._list.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._watched = self._list = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is ours, leave the rest."""
        if not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._collect(watched, event.commitString())
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self._list:
                return self._key_in_list(self._list, event)
            return self._key(watched, event)
        return False

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        direction = _enter_direction(event)
        if direction:
            return self._enter(watched, direction)
        back = _back_direction(watched, event)
        if back:
            self.back_wanted.emit(back)
            return True
        fast = self._collect(watched, _typed(event))
        return self._choose(watched, event, fast=fast)

    def _key_in_list(self, shown: QAbstractItemView, event: QKeyEvent) -> bool:
        """Enter takes the lit line of an open list, if one is, and goes on as it does without a list."""
        direction, watched = _enter_direction(event), self._watched
        if watched is None:
            return False
        if event.key() == Qt.Key.Key_F10:
            shown.hide()
            QTimer.singleShot(0, self, self.gap_wanted.emit)
            return True
        if not direction:
            self._collect(watched, _typed(event))
            return False
        # only once the list is gone and the field has the keyboard again
        QTimer.singleShot(0, watched, lambda: self._enter(watched, direction))
        if shown.currentIndex().isValid() and not is_card_burst(self._line):
            return False
        shown.hide()
        return True

    # the card reader

    def _collect(self, watched: QWidget, text: str) -> bool:
        """Keep what is typed; whether it goes on with a line of a reader, as fast as only a machine types."""
        if not text or not text.isprintable():
            return False
        moment = self._now_ms()
        gap, self._last = moment - self._last, moment
        barred = "|" in self._line or "｜" in self._line
        if not self._line or (gap > PAUSE_MS and not barred):
            self._field = self._host.field_of(watched)
            self._before = self._field.value() if self._field is not None else _text(watched)
            self._line = ""
        fast = barred and gap <= FAST_MS
        self._line = (self._line + text)[-LONGEST_LINE:]
        return fast

    def _take_line(self, watched: QWidget) -> bool:
        line, self._line = self._line, ""
        if not is_card_burst(line):
            return False
        if self._field is not None:
            self._field.set_value(self._before)
            self._field.edited.emit()  # what had been saved of the line is taken back, too
        elif isinstance(watched, QLineEdit):
            watched.setText(str(self._before or ""))
        self.card_read.emit(line)
        return True

    # Enter and digits

    def _enter(self, watched: QWidget, direction: int) -> bool:
        if self._take_line(watched):
            return True
        field = self._host.field_of(watched)
        if field is None:
            if isinstance(watched, QAbstractButton) and direction > 0:
                watched.click()
                return True
            return False
        self._host.move_on(field, direction)
        return True

    def _choose(self, watched: QWidget, event: QKeyEvent, *, fast: bool) -> bool:
        """Digits choose among few; a reader's characters must not press anything."""
        field = self._host.field_of(watched)
        chooser = field.widget if field is not None else None
        button = isinstance(watched, QAbstractButton)
        if button and fast:
            return True
        if not isinstance(chooser, Segmented | TickGroup | RadioList) or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        ):  # fmt: skip
            return False
        if not ("1" <= event.text() <= "9" and len(event.text()) == 1):
            return False
        buttons = [b for b in chooser.findChildren(QAbstractButton) if b.isVisibleTo(chooser)]
        place = int(event.text()) - 1
        if place < len(buttons) and buttons[place].isEnabled():
            buttons[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
            buttons[place].click()
        return True


def _typed(event: QKeyEvent) -> str:
    """The characters that the key types; a key with Ctrl or Alt types none."""
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return "" if event.modifiers() & held else event.text()


def _enter_direction(event: QKeyEvent) -> int:
    """1 for Enter, -1 for Shift+Enter, 0 for every other key."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in ENTER or held not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        return 0
    return -1 if held == Qt.KeyboardModifier.ShiftModifier else 1


def _back_direction(watched: QWidget, event: QKeyEvent) -> int:
    """-1 for Ctrl+Z, 1 for Ctrl+Shift+Z, when ``watched`` has no typing of its own to take back; else 0."""
    direction = -1 if event.matches(QKeySequence.StandardKey.Undo) else 0
    if event.key() == Qt.Key.Key_Z and event.modifiers() == _CTRL_SHIFT:
        direction = 1
    if not direction:
        return 0
    if isinstance(watched, QLineEdit):
        own = watched.isUndoAvailable() if direction < 0 else watched.isRedoAvailable()
    elif isinstance(watched, QPlainTextEdit):
        own = watched.document().isUndoAvailable() if direction < 0 else watched.document().isRedoAvailable()
    else:
        own = False
    return 0 if own else direction


def _list_of(widget: QWidget) -> QAbstractItemView | None:
    """The list that a box of choices opens while one types."""
    completer = widget.completer() if isinstance(widget, QComboBox) else None
    return completer.popup() if completer is not None else None


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLineEdit) else ""
