"""A line of text, the one editor that the first window needs; Enter in it goes on to the next field.

The names of ``Qt`` (keys, flags) are made when ``Qt`` is first named, which takes 30 ms. What the first window is made
of therefore names it inside functions that run later, as ``QtCore.Qt``.
"""

from __future__ import annotations

from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class LineEdit(QLineEdit):
    """A line of text. ``limit`` in characters; 0 for no limit. Value: ``str``, exactly as typed."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "", limit: int = 0) -> None:
        super().__init__(parent)
        self._settled: Any = ""
        self.setPlaceholderText(placeholder)
        if limit:
            self.setMaxLength(limit)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.returnPressed.connect(self.settle)

    def value(self) -> str:
        """The text as typed."""
        return self.text()

    def set_value(self, value: Any) -> None:
        """Show ``value`` from its beginning."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)
        self._settled = self.value()

    def settle(self) -> None:
        """Take the present value as final for now and tell (``left``) when it is a new one."""
        if self.value() != self._settled:
            self._settled = self.value()
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle, except when only the context menu opens."""
        super().focusOutEvent(event)
        if event.reason() != QtCore.Qt.FocusReason.PopupFocusReason:
            self.settle()


def focus_next(widget: QWidget, direction: int = 1) -> None:
    """The cursor to the next place where Tab stops (1), or to the one before (-1)."""

    def after(one: QWidget) -> QWidget | None:
        return one.nextInFocusChain() if direction > 0 else one.previousInFocusChain()

    following = after(widget)
    while following is not None and following is not widget:
        wants = following.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus and following.focusProxy() is None
        if wants and following.isEnabled() and following.isVisibleTo(widget.window()):
            following.setFocus(QtCore.Qt.FocusReason.TabFocusReason)
            return
        following = after(following)


def enter_direction(event: QKeyEvent) -> int:
    """1 for Enter, -1 for Shift+Enter, 0 for every other key."""
    held = event.modifiers() & ~QtCore.Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
        return 0
    if held == QtCore.Qt.KeyboardModifier.NoModifier:
        return 1
    return -1 if held == QtCore.Qt.KeyboardModifier.ShiftModifier else 0


class EnterMovesOn(QObject):
    """Event filter: Enter in a line or a box of choices goes to the next field, Shift+Enter back.

    Install it on the page's editors by ``LabelledField(..., enter_moves_on=True)`` (the default).
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Turn a plain Enter into Tab, one with Shift into Shift+Tab."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            direction = enter_direction(event)
            if direction:
                if isinstance(watched, LineEdit):
                    watched.settle()
                focus_next(watched, direction)
                return True
        return False
