"""A card of pairs, chips and paragraphs that is written anew for each thing shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import fix, space
from ui.widgets.containers import Card, StatusChip, button, label, line

DASH = "—"
NAMES = 96
"""Width of the column of names, in pixels."""


class Section(Card):
    """A card of pairs, chips and paragraphs, written anew for each request."""

    def __init__(self) -> None:
        super().__init__(margin=14)
        self._page, self._inside = _fresh()
        self.add(self._page)
        self._row = 0

    def clear(self) -> None:
        """Nothing on it."""
        page, self._inside = _fresh()
        self.body.replaceWidget(self._page, page)
        self._page.hide()
        self._page.deleteLater()
        self._page, self._row = page, 0

    def pair(self, name: str, value: str, tone: str = "") -> None:
        """A name and its value."""
        top = Qt.AlignmentFlag.AlignTop
        named = label(name, "label", wrap=True)
        fix(named, width=NAMES)
        self._inside.addWidget(named, self._row, 0, top)
        self._inside.addWidget(_text(value or DASH, tone), self._row, 1, top)
        self._row += 1

    def paragraph(self, text: str, role: str = "") -> None:
        """Text across."""
        self._inside.addWidget(_text(text, role), self._row, 0, 1, 2)
        self._row += 1

    def chip_line(self, chip: tuple[str, str], text: str, role: str = "") -> None:
        """A state and what it is of."""
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(_text(text, role), 1)
        row.addWidget(StatusChip(*chip), 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(row, self._row, 0, 1, 2)
        self._row += 1

    def act(self, text: str, press: Callable[[], None], tip: str = "") -> QPushButton:
        """Something to press."""
        made = button(text, "link", "document")
        made.setToolTip(tip)
        made.clicked.connect(press)
        self._inside.addWidget(made, self._row, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._row += 1
        return made

    def gap(self) -> None:
        """A hair line between two entries."""
        if self._row:
            self._inside.addWidget(line(), self._row, 0, 1, 2)
            self._row += 1

    def said(self) -> str:
        """Everything on it, one text a line."""
        return "\n".join(made.text() for made in self._page.findChildren(QLabel) if made.text())


def _fresh() -> tuple[QWidget, QGridLayout]:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space.M)
    grid.setVerticalSpacing(space.XS)
    grid.setColumnStretch(1, 1)
    return page, grid


def _text(text: str, role: str = "") -> QLabel:
    made = label(text, role, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
