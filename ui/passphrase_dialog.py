"""Asks for the passphrase of a real branch in a window, where there is neither a keyring nor a terminal (SE-1)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import fix, space
from ui.widgets.containers import button, label
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField

LONGEST = 1000
"""Characters of a passphrase at most; more is a slip of the clipboard."""


class PassphraseDialog(QDialog):
    """One line that is not shown, "Open" and "Quit". What was typed is wiped as soon as it was handed over.

    The owner tries what ``entered`` hands over and answers with ``refuse`` or closes the dialog with ``accept``.
    ``rejected`` (Quit, Escape, the window's cross): the person does not want to go on.
    """

    entered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Passphrase of the branch"))
        fix(self, least_width=440)
        self._busy = False
        self._editor = LineEdit(limit=LONGEST)
        self._editor.setEchoMode(QLineEdit.EchoMode.Password)
        self._editor.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        self._editor.returnPressed.connect(self.submit)
        self.field = LabelledField(self.tr("Passphrase"), self._editor, enter_moves_on=False)
        self.go = button(self.tr("Open the branch"), "primary")
        self.leave = button(self.tr("Quit"))
        for made in (self.go, self.leave):
            made.setAutoDefault(False)  # Enter is the editor's alone: it must not press twice
        self.go.clicked.connect(self.submit)
        self.leave.clicked.connect(self.reject)
        self._build()
        self.field.focus_editor()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.L, space.L, space.L)
        layout.setSpacing(space.S)
        layout.addWidget(label(self.tr("Passphrase of the branch"), "heading"))
        text = self.tr("The key of this branch is protected by a passphrase. It is asked for once, at the start.")
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.field)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.leave)
        low.addWidget(self.go)
        layout.addLayout(low)

    def submit(self) -> None:
        """Hand over what was typed."""
        if self._busy:
            return
        typed = self.field.value()
        if not typed:
            self.refuse(self.tr("Enter the passphrase."))
            return
        self.field.set_value("")
        self._set_busy(True)
        self.entered.emit(typed)

    def refuse(self, sentence: str) -> None:
        """Say under the line why it did not work, and let the person try again."""
        self._set_busy(False)
        self.field.set_error(sentence)
        self.field.focus_editor()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.field.setEnabled(not busy)
        self.go.setEnabled(not busy)
        self.go.setText(self.tr("Opening…") if busy else self.tr("Open the branch"))
