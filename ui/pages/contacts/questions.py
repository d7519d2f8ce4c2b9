"""The questions of a guided form: an answer opens the questions that hang on it, at once and in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.contacts.domain import open_questions
from app.policy.contacts import AnswerKind, ContactQuestion
from ui.theme import space
from ui.widgets.choices import Segmented
from ui.widgets.editors import Choice, TextBox
from ui.widgets.field import LabelledField
from ui.widgets.radio_list import RadioList

BRANCH_INDENT = 20
"""Pixels by which a question that another one opened stands in."""


class Questions(QWidget):
    """One field a question, by code in ``fields``; ``edited``: some answer changed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, LabelledField] = {}
        self._asked: tuple[ContactQuestion, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space.S)

    def ask(self, questions: Sequence[ContactQuestion]) -> None:
        """Show these questions, unanswered; the same ones stay as they are."""
        if tuple(questions) == self._asked:
            return
        for field in self.fields.values():
            field.hide()
            self._column.removeWidget(field)
            field.deleteLater()
        self._asked = tuple(questions)
        self.fields = {question.code: self._field(question) for question in questions}
        self._open()

    def _field(self, question: ContactQuestion) -> LabelledField:
        field = LabelledField(question.text, _editor(question), required=question.required, hint=question.hint)
        field.setContentsMargins(BRANCH_INDENT if question.after else 0, 0, 0, 0)
        field.hide()
        field.edited.connect(self._edited)
        self._column.addWidget(field)
        return field

    def values(self) -> dict[str, str]:
        """Everything that was answered or typed, also where the branch is closed by now."""
        return {code: value for code, field in self.fields.items() if (value := str(field.value() or ""))}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show these answers."""
        for code, field in self.fields.items():
            field.set_value(values.get(code, ""))
            field.clear_error()
        self._open()

    def marked(self) -> tuple[str, ...]:
        """Codes of the questions whose answers are a problem, as they stand."""
        values = self.values()
        return tuple(one.code for one in open_questions(self._asked, values) if values.get(one.code, "") in one.problem)

    def _edited(self) -> None:
        self._open()
        self.edited.emit()

    def _open(self) -> None:
        values = self.values()
        open_ones = {question.code for question in open_questions(self._asked, values)}
        problems = set(self.marked())
        for question in self._asked:
            field = self.fields[question.code]
            field.setVisible(question.code in open_ones)
            field.set_warning(self.tr("This is a problem of the branch.") if question.code in problems else "")


def _editor(question: ContactQuestion) -> QWidget:
    choices = [Choice(code, text) for code, text in question.options.items()]
    if question.kind is AnswerKind.TEXT:
        return TextBox(lines=2)
    if question.kind is AnswerKind.CHOICE:
        return RadioList(choices, columns=3)
    return Segmented(choices)
