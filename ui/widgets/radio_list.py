"""One of several, each on a line of its own: when there are too many for a bar and all should be in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QWidget

from ui.theme import set_state, space
from ui.widgets.choices import choose_by_key
from ui.widgets.editors import Choice


class RadioList(QFrame):
    """Radio buttons in columns, read down; arrows move. Value: the key, ``""`` while none is chosen."""

    accessible_role = "Grouping"

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, columns: int = 2) -> None:
        super().__init__(parent)
        self.setObjectName("ticks")
        self._columns = columns
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self._keys: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(space.HAIR, space.HAIR, space.HAIR, space.HAIR)
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.HAIR)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer ``choices``; when only their texts changed (language) the buttons stay."""
        if [choice.key for choice in choices] == self._keys:
            for number, choice in enumerate(choices):
                self._group.button(number).setText(choice.text)
            return
        value = self.value()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._keys = [choice.key for choice in choices]
        rows = -(-len(choices) // self._columns)
        for number, choice in enumerate(choices):
            button = QRadioButton(choice.text, self)
            self._group.addButton(button, number)
            self._grid.addWidget(button, number % rows, number // rows)
        self._grid.setColumnStretch(self._columns, 1)
        if choices:
            self.setFocusProxy(self._group.button(0))
        self.set_value(value)

    def value(self) -> str:
        """The key chosen."""
        number = self._group.checkedId()
        return self._keys[number] if number >= 0 else ""

    def set_value(self, value: Any) -> None:
        """Choose ``value``; an unknown one chooses nothing."""
        self._group.setExclusive(False)
        for number, key in enumerate(self._keys):
            self._group.button(number).setChecked(key == value)
        self._group.setExclusive(True)
        if value in self._keys:
            self.setFocusProxy(self._group.button(self._keys.index(value)))

    def label_of(self, value: Any) -> str:
        """The text of a choice; empty for an unknown one."""
        return self._group.button(self._keys.index(value)).text() if value in self._keys else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See ``choose_by_key``."""
        if not choose_by_key(self._group.buttons(), event):
            super().keyPressEvent(event)

    def _clicked(self, number: int) -> None:
        set_state(self, "")
        self.setFocusProxy(self._group.button(number))
        self.edited.emit()
        self.left.emit()
