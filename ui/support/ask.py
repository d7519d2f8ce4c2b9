"""Questions to the person at the counter, through one function that can be exchanged (no modal ``exec`` anywhere).

A page takes ``ask: Asker = ask_dialog``; a test gives its own function and answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import fix, space


class Kind(StrEnum):
    """What is asked for."""

    CONFIRM = "confirm"
    REASON = "reason"
    SAVE_FILE = "save-file"
    OPEN_FILE = "open-file"
    OPEN_FILES = "open-files"
    FOLDER = "folder"


MANY = "\0"
"""Stands between the paths that answer ``OPEN_FILES``: the one character that no path can hold."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question.

    ``suggestion``: the file name or text offered; ``files``: a Qt name filter; ``danger``: the deed cannot be undone;
    ``accept``: label of the button that goes on; ``choices``: reasons often given, to choose from or to write another.
    """

    kind: Kind
    title: str
    text: str = ""
    accept: str = ""
    suggestion: str = ""
    files: str = ""
    danger: bool = False
    choices: tuple[str, ...] = ()


Asker = Callable[[QWidget, Ask, Callable[[str], None]], None]
"""``ask(parent, question, answered)``: ``answered`` gets the path, the reason or ``yes``; it is not called on a no.

Several paths come joined by ``MANY``.
"""


REASON_LIMIT = 200
"""Characters of a reason."""


def reason_box(choices: Sequence[str]) -> QComboBox:
    """A box with reasons often given, in which another one can be written; empty at first."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems(list(choices))
    box.setCurrentIndex(-1)
    line = box.lineEdit()
    assert line is not None  # noqa: S101 - it is editable
    line.setMaxLength(REASON_LIMIT)
    return box


def ask_dialog(parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
    """Ask with a window-modal dialog and return at once."""
    if question.kind in (Kind.SAVE_FILE, Kind.OPEN_FILE, Kind.OPEN_FILES, Kind.FOLDER):
        _ask_file(parent, question, answered)
    else:
        _QuestionDialog(parent, question, answered).open()


def _ask_file(parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
    dialog = QFileDialog(parent, question.title, question.suggestion, question.files)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if question.kind is Kind.SAVE_FILE:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(question.suggestion)
    elif question.kind is Kind.FOLDER:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
    if question.kind is Kind.OPEN_FILES:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: answered(MANY.join(paths)))
    else:
        dialog.fileSelected.connect(answered)
    dialog.open()


class _QuestionDialog(QDialog):
    def __init__(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        fix(self, least_width=420)
        self._answered = answered
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.L, space.L, space.L)
        layout.setSpacing(space.M)
        heading = QLabel(question.title)
        heading.setProperty("role", "heading")
        layout.addWidget(heading)
        if question.text:
            text = QLabel(question.text)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
            layout.addWidget(text)
        self._reason: QLineEdit | None = None
        if question.kind is Kind.REASON:
            self._reason = self._add_reason(layout, question)
        layout.addWidget(self._buttons(question))

    @staticmethod
    def _add_reason(layout: QVBoxLayout, question: Ask) -> QLineEdit:
        """Where the reason is written, with those often given to choose from."""
        if question.choices:
            box = reason_box(question.choices)
            box.setAccessibleName(question.title)
            layout.addWidget(box)
            line = box.lineEdit()
            assert line is not None  # noqa: S101 - it is editable
            line.setText(question.suggestion)
            return line
        line = QLineEdit(question.suggestion)
        line.setMaxLength(REASON_LIMIT)
        line.setAccessibleName(question.title)
        layout.addWidget(line)
        return line

    def _buttons(self, question: Ask) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        label = question.accept or QCoreApplication.translate("Ask", "OK")
        go = QPushButton(label)
        go.setProperty("role", "danger" if question.danger else "primary")
        go.setDefault(not question.danger)
        box.addButton(go, QDialogButtonBox.ButtonRole.AcceptRole)
        box.button(QDialogButtonBox.StandardButton.Cancel).setText(QCoreApplication.translate("Ask", "Cancel"))
        if self._reason is not None:
            go.setEnabled(bool(self._reason.text().strip()))
            self._reason.textChanged.connect(lambda text: go.setEnabled(bool(text.strip())))
        box.accepted.connect(self._accept)
        box.rejected.connect(self.reject)
        return box

    def _accept(self) -> None:
        answer = self._reason.text().strip() if self._reason is not None else "yes"
        self.accept()
        self._answered(answer)
