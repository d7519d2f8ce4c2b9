"""Editors for choosing: one of many (ComboBox), one of few (Segmented), several (TickGroup)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from ui.theme import set_state, space
from ui.widgets.editors import Choice
from ui.widgets.line_edit import enter_direction, focus_next

_KEY = Qt.ItemDataRole.UserRole
_SEARCH = Qt.ItemDataRole.UserRole + 1


class _AnyPart(QCompleter):
    """Completes by any part of the text or of what is said to search by; puts in the text."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(_SEARCH)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)
        popup = self.popup()
        assert popup is not None  # noqa: S101 - Qt makes one on the first call
        popup.setObjectName("popup")

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class ComboBox(QComboBox):
    """One of many, found by typing any part of it. Value: the key of the choice, ``""`` while none is chosen."""

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, placeholder: str = "") -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._settled = ""
        self.set_placeholder(placeholder)
        completer = _AnyPart(self.model(), self)
        self.setCompleter(completer)
        completer.activated.connect(self._completed)
        self.activated.connect(lambda _: self._chose())
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer ``choices``, keeping the value if it is still among them (also used when the language changes)."""
        value = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        for choice in choices:
            self.addItem(choice.text, choice.key)
            self.setItemData(self.count() - 1, f"{choice.text} {choice.search} {choice.key}", _SEARCH)
        self.setCurrentIndex(self.findData(value) if value else -1)
        self.blockSignals(blocked)

    def set_placeholder(self, text: str) -> None:
        """The grey text while nothing is chosen."""
        editor = self.lineEdit()
        assert editor is not None  # noqa: S101 - the box is editable from the start
        editor.setPlaceholderText(text)

    def setAccessibleName(self, name: str) -> None:
        """For the line in it, too: a box itself goes by its label or by what is chosen."""
        super().setAccessibleName(name)
        editor = self.lineEdit()
        if editor is not None:
            editor.setAccessibleName(name)

    def showPopup(self) -> None:
        """The list that opens has the name as well; it is made only now."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def value(self) -> str:
        """The key chosen."""
        return str(self.currentData(_KEY) or "")

    def set_value(self, value: Any) -> None:
        """Choose the key ``value``; an unknown one or ``None`` chooses nothing."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self.findData(value) if value else -1)
        if self.currentIndex() < 0:
            self.clearEditText()
        editor = self.lineEdit()
        if editor is not None:
            editor.setCursorPosition(0)  # of a text that is too long its beginning is to be seen
        self.blockSignals(blocked)
        self._settled = self.value()

    def _completed(self, text: str) -> None:
        self.setCurrentIndex(self.findText(text))
        self._chose()

    def _chose(self) -> None:
        self.edited.emit()
        self._settle()

    def _settle(self) -> None:
        if self.value() != self._settled:
            self._settled = self.value()
            self.left.emit()

    def _tidy(self) -> None:
        """Take what was typed if it can only mean one choice, else show the choice that stands."""
        typed = self.currentText().strip().lower()
        if not typed and self.currentIndex() >= 0:
            self.setCurrentIndex(-1)
            self.edited.emit()
        elif typed and typed != self.itemText(self.currentIndex()).lower():
            rows = [row for row in range(self.count()) if typed in str(self.itemData(row, _SEARCH)).lower()]
            exact = [row for row in rows if self.itemText(row).lower() == typed]
            if len(exact or rows) == 1:
                self.setCurrentIndex((exact or rows)[0])
                self.edited.emit()
            self.setEditText(self.itemText(self.currentIndex()) if self.currentIndex() >= 0 else "")

    def take_typed(self) -> None:
        """Take what was typed as if the box were left."""
        self._tidy()
        self._settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tidy up what was typed and settle."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._tidy()
            self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the list, as everywhere."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.showPopup()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page must never change an answer."""
        event.ignore()


def choose_by_key(buttons: Sequence[QAbstractButton], event: QKeyEvent) -> bool:
    """A digit presses the button of this place, Enter goes to the next field and Shift+Enter back; whether it did.

    For choices outside of a case, whose pages watch these keys themselves (``ui/support/field_keys.py``).
    """
    seen = [one for one in buttons if not one.isHidden()]
    direction = enter_direction(event)
    if direction and seen:
        focus_next(seen[-1] if direction > 0 else seen[0], direction)
        return True
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    text = event.text()
    if not plain or len(text) != 1 or not "1" <= text <= "9" or int(text) > len(seen):
        return False
    wanted = seen[int(text) - 1]
    if wanted.isEnabled():
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        wanted.click()
    return True


class ChoiceButtons(QFrame):
    """One of several, all in sight; arrows move. Value: the key, ``""`` while none is chosen."""

    accessible_role = "Grouping"

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._clicked)
        self._keys: list[str] = []
        self._lay_out()
        self.set_choices(choices)

    @abstractmethod
    def _lay_out(self) -> None:
        """Make the place for the buttons."""

    @abstractmethod
    def _place(self, choices: Sequence[Choice]) -> Iterable[QAbstractButton]:
        """Make a button for each of ``choices`` and put it in its place."""

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
        for number, button in enumerate(self._place(choices)):
            self._group.addButton(button, number)
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
        self.setFocusProxy(self._group.button(number))
        self.edited.emit()
        self.left.emit()


class Segmented(ChoiceButtons):
    """One of few, in a bar."""

    def _lay_out(self) -> None:
        self.setObjectName("segments")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(self.sizePolicy().Policy.Fixed, self.sizePolicy().Policy.Fixed)

    def _place(self, choices: Sequence[Choice]) -> Iterable[QAbstractButton]:
        for choice in choices:
            button = QPushButton(choice.text, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._row.addWidget(button)
            yield button


class TickGroup(QFrame):
    """Several of few, as tick boxes in columns. Value: the tuple of keys, in the order offered."""

    accessible_role = "Grouping"

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, columns: int = 3) -> None:
        super().__init__(parent)
        self.setObjectName("ticks")
        self._columns = columns
        self._boxes: dict[str, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(space.HAIR, space.HAIR, space.HAIR, space.HAIR)
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.HAIR)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer ``choices``; when only their texts changed (language) the boxes stay."""
        if [choice.key for choice in choices] == list(self._boxes):
            for choice in choices:
                self._boxes[choice.key].setText(choice.text)
            return
        value = self.value()
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        for number, choice in enumerate(choices):
            box = QCheckBox(choice.text, self)
            box.clicked.connect(self._clicked)
            self._grid.addWidget(box, number // self._columns, number % self._columns)
            self._boxes[choice.key] = box
        if self._boxes:
            self.setFocusProxy(next(iter(self._boxes.values())))
        self._grid.setColumnStretch(self._columns, 1)
        self.set_value(value)

    def box(self, key: str) -> QCheckBox:
        """The tick box of ``key`` (to disable it, or to say in a tool tip why)."""
        return self._boxes[key]

    def value(self) -> tuple[str, ...]:
        """The keys ticked."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Tick exactly the keys in ``value``."""
        wanted = set(value or ())
        for key, box in self._boxes.items():
            box.setChecked(key in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See ``choose_by_key``."""
        if not choose_by_key(list(self._boxes.values()), event):
            super().keyPressEvent(event)

    def _clicked(self) -> None:
        set_state(self, "")
        self.edited.emit()
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Texts come from the page; nothing to do here but pass it on."""
        super().changeEvent(event)
