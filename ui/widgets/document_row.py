"""One paper that was made, with what can be done with it by one key."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.theme import bind_icon, current, space
from ui.widgets.containers import StatusChip, button, label


class Paper(Protocol):
    """What a row shows of a paper; ``copies``: labels of the copies handed out."""

    # ruff: noqa: D102 - told above
    @property
    def number(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def copies(self) -> tuple[str, ...]: ...


class DocumentRow(QFrame):
    """One paper made. Space or Enter shows it; P prints it; arrows go to the others."""

    viewed = Signal(str)
    printed = Signal(str)

    def __init__(self, document: Paper) -> None:
        super().__init__()
        self.setObjectName("documentRow")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.document = document
        row = QHBoxLayout(self)
        row.setContentsMargins(space.S, space.XS, space.XS, space.XS)
        row.setSpacing(space.S)
        picture = QLabel()
        bind_icon(picture, "document", "accent", 20)
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(document.title))
        self.under = label("", "small")
        words.addWidget(self.under)
        row.addLayout(words, 1)
        self.copies = [StatusChip(copy, "info") for copy in document.copies]
        for chip in self.copies:
            row.addWidget(chip)
        self.see = button("", "link")
        self.press = button("", "link")
        self.see.clicked.connect(lambda: self.viewed.emit(document.number))
        self.press.clicked.connect(lambda: self.printed.emit(document.number))
        row.addWidget(self.see)
        row.addWidget(self.press)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts."""
        self.see.setText(self.tr("Look"))
        self.press.setText(self.tr("Print"))
        pages = self.tr("Pages: {pages}").format(pages=self.document.pages)
        self.under.setText(f"{self.document.number} · {pages}")
        self.setAccessibleName(f"{self.document.title} {self.document.number}")
        for widget, text in ((self.see, self.see.text()), (self.press, self.press.text())):
            widget.setAccessibleName(f"{text} {self.document.title}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row that the keyboard is on is lit."""
        if self.hasFocus():
            tokens = current()
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.focus), 1.5))
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 6, 6)
            painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One keystroke to see the paper."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.viewed.emit(self.document.number)
        elif key == Qt.Key.Key_P:
            self.printed.emit(self.document.number)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
