"""Editors of several rows in one field: places of tax residence with their numbers, controlling persons (KY-3).

The value is the JSON list that the case keeps; an empty text for no row. Rows can be added up to a limit and removed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import space
from ui.widgets import ComboBox, LineEdit
from ui.widgets.containers import button
from ui.widgets.editors import Choice, DateEdit, Editor

Words = Callable[[str], str]
"""The label of a part of a row by its name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One editor of a row: its name in the JSON, how it is made, columns it takes of four."""

    name: str
    make: Callable[[], QWidget]
    span: int = 2
    is_list: bool = False


class RowsEditor(QWidget):
    """Rows of editors, each in a frame with a button that removes it."""

    edited = Signal()
    left = Signal()

    def __init__(self, parts: Sequence[Part], words: Words, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._words = words
        self._most = most
        self._rows: list[_Row] = []
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(space.S)
        self.add = button("", "link", "plus")
        self.add.clicked.connect(self.add_row)
        low = QHBoxLayout()
        low.addWidget(self.add)
        low.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addLayout(self._box)
        column.addLayout(low)
        self._retranslate()

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows, from above."""
        return tuple(self._rows)

    def value(self) -> str:
        """The JSON list of the rows that are not empty."""
        found = [row.value() for row in self._rows]
        kept = [row for row in found if any(row.values())]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else ""

    def set_value(self, value: Any) -> None:
        """Show rows; what cannot be read shows as none."""
        if str(value or "") == self.value():
            return
        try:
            wanted = json.loads(str(value)) if value else []
        except ValueError:
            wanted = []
        for row in tuple(self._rows):
            self._drop(row)
        for one in wanted if isinstance(wanted, list) else []:
            if isinstance(one, dict):
                self._new().set_value(one)
        self._settle()

    def add_row(self) -> None:
        """An empty row, with the cursor in it."""
        if len(self._rows) < self._most:
            self._new().focus()
            self._settle()

    def remove(self, row: _Row) -> None:
        """Take a row away."""
        self._drop(row)
        self._settle()
        self.edited.emit()
        self.left.emit()

    def _new(self) -> _Row:
        row = _Row(self._parts, self._words, self)
        row.edited.connect(self.edited)
        row.left.connect(self.left)
        row.remove.clicked.connect(partial(self.remove, row))
        self._rows.append(row)
        self._box.addWidget(row)
        return row

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _settle(self) -> None:
        self.add.setEnabled(len(self._rows) < self._most)
        self.setFocusProxy(self._rows[0] if self._rows else self.add)

    def _retranslate(self) -> None:
        self.add.setText(QCoreApplication.translate("RowsEditor", "Add a row"))
        for row in self._rows:
            row.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


class _Row(QFrame):
    """One row."""

    edited = Signal()
    left = Signal()

    def __init__(self, parts: Sequence[Part], words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._words = words
        self._parts = {part.name: part for part in parts}
        self.editors: dict[str, QWidget] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(space.S, space.S, space.S, space.S)
        grid.setSpacing(space.S)
        line = place = 0
        for part in parts:
            editor = part.make()
            self.editors[part.name] = editor
            known = cast(Editor, editor)
            known.edited.connect(self.edited)
            known.left.connect(self.left)
            if place + part.span > 4:
                line, place = line + 1, 0
            grid.addWidget(editor, line, place, 1, part.span)
            place += part.span
        self.remove: QPushButton = button("", "link", "close")
        grid.addWidget(self.remove, 0, 4, Qt.AlignmentFlag.AlignTop)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.setFocusProxy(next(iter(self.editors.values())))
        self.retranslate()

    def focus(self) -> None:
        """Put the cursor into the first editor."""
        next(iter(self.editors.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> dict[str, Any]:
        """What stands in the row, by name."""
        found: dict[str, Any] = {}
        for name, editor in self.editors.items():
            text = str(cast(Editor, editor).value())
            found[name] = (json.loads(text) if text else []) if self._parts[name].is_list else text
        return found

    def set_value(self, value: Mapping[str, Any]) -> None:
        """Show a row."""
        for name, editor in self.editors.items():
            one = value.get(name, "")
            shown = json.dumps(one, ensure_ascii=False) if self._parts[name].is_list and one else one
            cast(Editor, editor).set_value(shown or "")

    def retranslate(self) -> None:
        """Texts in the present language."""
        for name, editor in self.editors.items():
            word = self._words(name)
            editor.setAccessibleName(word)
            editor.setToolTip(word)
            if isinstance(editor, ComboBox):
                editor.set_placeholder(word)
            elif isinstance(editor, LineEdit) and not isinstance(editor, DateEdit):
                editor.setPlaceholderText(word)
        remove = QCoreApplication.translate("RowsEditor", "Remove this row")
        self.remove.setToolTip(remove)
        self.remove.setAccessibleName(remove)


def tax_rows(places: Sequence[Choice], reasons: Sequence[Choice], most: int) -> RowsEditor:
    """Places of tax residence, each with its number or the reason for having none."""
    return RowsEditor(
        (
            Part("place", lambda: ComboBox(places)),
            Part("number", lambda: LineEdit(limit=60)),
            Part("reason", lambda: ComboBox(reasons)),
            Part("remark", lambda: LineEdit(limit=80)),
        ),
        tax_word, most,
    )  # fmt: skip


def controller_rows(
    places: Sequence[Choice], reasons: Sequence[Choice], residences: Sequence[Choice], most: int, most_places: int
) -> ControllerRows:
    """Persons who control a passive institution, each with the person's own statement."""
    return ControllerRows(
        (
            Part("name", lambda: LineEdit(limit=80)),
            Part("birth_date", DateEdit),
            Part("residence", lambda: ComboBox(residences)),
            Part("latin_name", lambda: LineEdit(limit=80)),
            Part("birth_place", lambda: LineEdit(limit=80)),
            Part("address", lambda: LineEdit(limit=150)),
            Part("numbers", lambda: tax_rows(places, reasons, most_places), span=4, is_list=True),
        ),
        tax_word, most,
    )  # fmt: skip


_STATED = ("residence", "latin_name", "birth_place", "address", "numbers")


class ControllerRows(RowsEditor):
    """Its JSON holds the statement of each person below the person."""

    def value(self) -> str:
        """The JSON list of the persons."""
        flat = json.loads(super().value() or "[]")
        made = [
            {"name": one["name"], "birth_date": one["birth_date"], "statement": {key: one[key] for key in _STATED}}
            for one in flat
        ]
        return json.dumps(made, ensure_ascii=False, separators=(",", ":")) if made else ""

    def set_value(self, value: Any) -> None:
        """Show the persons; what cannot be read shows as none."""
        if str(value or "") == self.value():
            return
        try:
            wanted = json.loads(str(value)) if value else []
            flat = [{"name": one["name"], "birth_date": one["birth_date"], **one["statement"]} for one in wanted]
        except (ValueError, KeyError, TypeError):
            flat = []
        super().set_value(json.dumps(flat, ensure_ascii=False) if flat else "")


def tax_word(name: str) -> str:
    """The label of a part of a row."""
    translate = QCoreApplication.translate
    return {
        "place": translate("RowsEditor", "Country or region"),
        "number": translate("RowsEditor", "Taxpayer number"),
        "reason": translate("RowsEditor", "Why there is no number"),
        "remark": translate("RowsEditor", "Remark (name of the place, or explanation)"),
        "name": translate("RowsEditor", "Name of the controlling person"),
        "birth_date": translate("RowsEditor", "Birth date"),
        "residence": translate("RowsEditor", "Tax residence"),
        "latin_name": translate("RowsEditor", "Name in Latin letters"),
        "birth_place": translate("RowsEditor", "Place of birth"),
        "address": translate("RowsEditor", "Address in Latin letters"),
        "numbers": translate("RowsEditor", "Places and taxpayer numbers"),
    }[name]
