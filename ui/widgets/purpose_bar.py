"""Asks in the page what papers are needed for: usual purposes to choose from, or one's own words (AR-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.support.ask import reason_box
from ui.theme import space
from ui.widgets.containers import button, label


class PurposeBar(QWidget):
    """A sentence, a box and a button. Enter in the box is the button."""

    stated = Signal(str)

    def __init__(self, usual: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = label("", wrap=True)
        self.box = reason_box(usual)
        self.go = button("", "primary", "eye")
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.box, 1)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.S, space.M, space.S, space.M)
        column.setSpacing(space.S)
        column.addWidget(self.text)
        column.addLayout(row)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.box.editTextChanged.connect(self._typed)
        line = self.box.lineEdit()
        assert line is not None  # noqa: S101 - it is editable
        line.returnPressed.connect(self._go)
        self.go.clicked.connect(self._go)
        self.setFocusProxy(self.box)
        self._retranslate()
        self._typed("")

    def clear(self) -> None:
        """Ask anew."""
        self.box.setCurrentIndex(-1)
        self.box.clearEditText()

    def _typed(self, text: str) -> None:
        self.go.setEnabled(bool(text.strip()))

    def _go(self) -> None:
        text = self.box.currentText().strip()
        if text:
            self.stated.emit(text)

    def _retranslate(self) -> None:
        self.text.setText(
            self.tr("These papers are not your own work. Choose or write what you need them for; it is registered.")
        )
        self.box.setAccessibleName(self.tr("What for"))
        self.go.setText(self.tr("Show documents"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
