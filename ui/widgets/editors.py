"""Editors of one value. All speak the same four words: ``value``, ``set_value``, ``edited``, ``left``.

``edited`` comes with every change a person makes; ``left`` comes when focus goes and the value differs from what it
was when it was last left or set: the moment to save (fields are saved as they are left).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.widgets.line_edit import EnterMovesOn, LineEdit

__all__ = ["Choice", "DateEdit", "Editor", "EnterMovesOn", "LineEdit", "TextBox", "read_date"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: the stored ``key``, the ``text`` shown, and more to ``search`` by (pinyin, code)."""

    key: str
    text: str
    search: str = ""


class Editor(Protocol):
    """What LabelledField needs of an editor; every editor here is also a QWidget."""

    edited: SignalInstance
    left: SignalInstance

    def value(self) -> Any:
        """The value as it would be stored."""
        ...

    def set_value(self, value: Any) -> None:
        """Show ``value`` without emitting ``edited`` or ``left``."""
        ...


_DATE = re.compile(r"\s*(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))\s*")


def read_date(text: str) -> date | None:
    """A typed date: ``20260102``, ``2026-1-2``, ``2026/01/02``, ``2026.1.2``, ``2026年1月2日``; None if it is none."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    year, month, day = found[1], found[2] or found[4], found[3] or found[5]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class DateEdit(LineEdit):
    """A typed date. Value: ISO text (``2026-01-02``), or the text as typed while it is no date.

    ``long_term``: also takes 长期 (a paper without end); its value is ``long-term``.
    """

    LONG_TERM = "long-term"

    def __init__(self, parent: QWidget | None = None, *, long_term: bool = False) -> None:
        self._long_term = long_term
        super().__init__(parent, placeholder="YYYY-MM-DD", limit=16)
        self._translate()

    def _translate(self) -> None:
        self._forever = QCoreApplication.translate("DateEdit", "Long-term")
        more = f" / {self._forever}" if self._long_term else ""
        self.setPlaceholderText(QCoreApplication.translate("DateEdit", "e.g. 20260102") + more)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            value = self.value()
            self._translate()
            if value == self.LONG_TERM:
                self.set_value(value)
        super().changeEvent(event)

    def _says_long_term(self) -> bool:
        said = self.text().strip().lower()
        return self._long_term and said in {"长期", "长期有效", "99991231", "long-term", self._forever.lower()}

    def date(self) -> date | None:
        """The date typed, or None."""
        return read_date(self.text())

    def value(self) -> str:
        """ISO text, ``long-term``, or what was typed."""
        if self._says_long_term():
            return self.LONG_TERM
        found = read_date(self.text())
        return found.isoformat() if found else self.text().strip()

    def set_value(self, value: Any) -> None:
        """Show a ``date`` or ISO text; ``long-term`` in the person's language."""
        shown = value.isoformat() if isinstance(value, date) else value
        super().set_value(self._forever if shown == self.LONG_TERM else shown)

    def settle(self) -> None:
        """Write a date that was understood in its full form."""
        value = self.value()
        if value and (value == self.LONG_TERM or self.date()):
            self.setText(self._forever if value == self.LONG_TERM else value)
        super().settle()


class TextBox(QPlainTextEdit):
    """Several lines of text; Tab leaves it. Value: ``str``."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3, limit: int = 500) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 16)
        self._limit = limit
        self._settled = ""
        self._setting = False
        self.textChanged.connect(self._changed)

    def _changed(self) -> None:
        text = self.toPlainText()
        if len(text) > self._limit:
            self._setting = True
            self.setPlainText(text[: self._limit])
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)
            self._setting = False
        if not self._setting:
            self.edited.emit()

    def value(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show ``value``."""
        self._setting = True
        self.setPlainText("" if value is None else str(value))
        self._settled = self.value()
        self._setting = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the text is a new one."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.value() != self._settled:
            self._settled = self.value()
            self.left.emit()
