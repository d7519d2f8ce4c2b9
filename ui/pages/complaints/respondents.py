"""Who is complained of: chosen from the register or named by what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.complaints.taking_in import Named
from ui.pages.complaints.port import Person
from ui.theme import space
from ui.widgets.choices import ComboBox
from ui.widgets.containers import button, label
from ui.widgets.editors import Choice, LineEdit


class Respondents(QWidget):
    """A line to choose or name somebody, those chosen under it. Value: four texts each, as a draft keeps them."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[str, Person] = {}
        self._named: list[Named] = []
        self.staff = ComboBox()
        self.name, self.post, self.unit = (LineEdit(limit=100) for _ in range(3))
        self.add = button("", "", "plus")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.staff, 3)
        for field in (self.name, self.post, self.unit):
            row.addWidget(field, 2)
        row.addWidget(self.add)
        self._list = QVBoxLayout()
        self._list.setSpacing(space.HAIR)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addLayout(row)
        column.addLayout(self._list)
        self.staff.left.connect(self._chosen)
        self.add.clicked.connect(self.take_line)
        for field in (self.name, self.post, self.unit):
            field.returnPressed.connect(self.take_line)
        self._retranslate()

    def offer(self, people: Sequence[Person]) -> None:
        """Whom the register knows."""
        self._people = {one.staff_id: one for one in people}
        self.staff.set_choices([Choice(one.staff_id, f"{one.name} {one.post}", one.number) for one in people])
        self._show()

    def named(self) -> tuple[Named, ...]:
        """Those named; what stands in the line and was not added counts, too."""
        return (*self._named, *((self._line(),) if self._line() != Named() else ()))

    def value(self) -> list[list[str]]:
        """The same in terms of JSON."""
        return [[one.staff_id, one.name, one.post, one.unit] for one in self.named()]

    def set_value(self, value: Any) -> None:
        """Show what a draft kept."""
        self._named = [Named(*(str(part) for part in one)) for one in value or ()]
        self._clear()
        self._show()

    def take_line(self) -> None:
        """Add what stands in the line."""
        one = self._line()
        if one == Named():
            self.staff.setFocus()
            return
        self._named.append(one)
        self._clear()
        self._show()
        self.edited.emit()
        self.staff.setFocus()

    def _chosen(self) -> None:
        if self.staff.value():
            self.take_line()

    def _line(self) -> Named:
        return Named(self.staff.value(), *(field.value().strip() for field in (self.name, self.post, self.unit)))

    def _clear(self) -> None:
        self.staff.set_value("")
        for field in (self.name, self.post, self.unit):
            field.set_value("")

    def _remove(self, place: int) -> None:
        del self._named[place]
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, one in enumerate(self._named):
            self._list.addWidget(self._row(place, one))

    def _row(self, place: int, one: Named) -> QWidget:
        person = self._people.get(one.staff_id)
        known = (person.name, person.post, person.number) if person is not None else (one.name, one.post, one.unit)
        text = " · ".join(part for part in known if part) or one.staff_id
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(space.XS, 0, 0, 0)
        layout.addWidget(label(text), 1)
        away = button(self.tr("Remove"), "link")
        away.setAccessibleName(f"{self.tr('Remove')} {text}")
        away.clicked.connect(lambda: self._remove(place))
        layout.addWidget(away)
        return row

    def _retranslate(self) -> None:
        self.staff.set_placeholder(self.tr("Member of staff"))
        self.staff.setAccessibleName(self.tr("Member of staff"))
        for field, text in (
            (self.name, self.tr("or name")), (self.post, self.tr("Post")), (self.unit, self.tr("Unit")),
        ):  # fmt: skip
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.add.setText(self.tr("Add"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
