"""The panel that asks for a report's parameters: typed fields with defaults, periods often wanted, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.errors import Refused
from app.reports.catalogue import Report
from app.reports.parameters import SINCE, UNTIL, Parameter, ParameterKind
from ui.pages.reports.words import choice_word, parameter_word
from ui.refusals import say
from ui.theme import space
from ui.widgets.choices import ComboBox
from ui.widgets.containers import FieldGrid, button
from ui.widgets.editors import Choice, DateEdit, LineEdit
from ui.widgets.field import LabelledField

ALL = "*"
"""Stands for the empty code of a box of choices, which would look as if nothing were chosen."""


class ParameterPanel(QWidget):
    """The fields of one report; ``quick``: periods often wanted, for beside them. ``left``: a value was changed."""

    left = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._report: Report | None = None
        self._staff: Sequence[tuple[str, str]] = ()
        self.fields: dict[str, LabelledField] = {}
        self._grid: FieldGrid | None = None
        self.quick = QWidget()
        row = QHBoxLayout(self.quick)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        self._periods = {key: button("", "link") for key in ("today", "week", "month", "before")}
        for key, made in self._periods.items():
            made.clicked.connect(lambda _=False, wanted=key: self.choose_period(wanted))
            row.addWidget(made)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space.HAIR)
        self.quick.hide()
        self._retranslate()

    def set_staff(self, staff: Sequence[tuple[str, str]]) -> None:
        """Offer these members of staff (number, name)."""
        self._staff = staff
        if self._report is not None:
            self.show_report(self._report, self.values())

    def show_report(self, report: Report, given: Mapping[str, str] | None = None) -> None:
        """Ask for what ``report`` wants, with ``given`` values, else its defaults of today."""
        self._report = report
        self.fields = {}
        if self._grid is not None:
            self._grid.hide()
            self._grid.deleteLater()
            self._grid = None
        names = {one.name for one in report.parameters}
        self.quick.setVisible({SINCE, UNTIL} <= names)
        if not report.parameters:
            return
        self._grid = FieldGrid(columns=4, narrow=150)
        for one in report.parameters:
            field = LabelledField(parameter_word(one), self._editor(one))
            value = (given or {}).get(one.name) or one.default(self._today)
            field.set_value(value or ALL if one.kind in (ParameterKind.CHOICE, ParameterKind.STAFF) else value)
            field.left.connect(self.left)
            self.fields[one.name] = field
            self._grid.add(field)
        self._column.insertWidget(0, self._grid)

    def _editor(self, one: Parameter) -> QWidget:
        match one.kind:
            case ParameterKind.DAY:
                return DateEdit()
            case ParameterKind.CHOICE:
                return ComboBox([Choice(choice.code or ALL, choice_word(choice)) for choice in one.choices])
            case ParameterKind.STAFF:
                people = [Choice(number, f"{name} {number}") for number, name in self._staff]
                return ComboBox([Choice(ALL, self.tr("Everybody")), *people])
            case ParameterKind.MONTH:
                return LineEdit(placeholder="2026-11", limit=7)
            case ParameterKind.NUMBER:
                return LineEdit(limit=5)

    def values(self) -> dict[str, str]:
        """What is asked for, as texts."""
        return {name: "" if field.value() == ALL else str(field.value()) for name, field in self.fields.items()}

    def show_problem(self, problem: Exception) -> bool:
        """Say under its field what is wrong; False when it is no field's matter."""
        named = problem.field if isinstance(problem, Refused) else None
        field = self.fields.get(named or "")
        if field is None:
            return False
        field.set_error(say(problem))
        field.focus_editor()
        return True

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for field in self.fields.values():
            field.clear_error()

    def choose_period(self, key: str) -> None:
        """A period that is often wanted: ``today``, ``week``, ``month``, ``before`` (the month before)."""
        today, last = self._today, self._today
        first = {"today": today, "week": today - timedelta(days=today.weekday())}.get(key, today.replace(day=1))
        if key == "before":
            last = today.replace(day=1) - timedelta(days=1)
            first = last.replace(day=1)
        for name, day in ((SINCE, first), (UNTIL, last)):
            if name in self.fields:
                self.fields[name].set_value(day.isoformat())
        self.clear_errors()
        self.left.emit()

    def _retranslate(self) -> None:
        self._periods["today"].setText(self.tr("Today"))
        self._periods["week"].setText(self.tr("This week"))
        self._periods["month"].setText(self.tr("This month"))
        self._periods["before"].setText(self.tr("Last month"))
        if self._report is not None:
            self.show_report(self._report, self.values())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
