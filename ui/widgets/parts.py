"""Lines under one another, each with its state at the right: what of a thing is there and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from ui.theme import bind_icon, fix, space
from ui.widgets.containers import StatusChip, label, line

_ICONS = {
    "ok": ("ok", "ok"),
    "warn": ("warning", "warn"),
    "danger": ("error", "danger"),
    "info": ("clock", "accent"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One line: what, how it stands in words, and the colour of that.

    Colours: ``ok``, ``info``, ``warn``, ``danger``, ``neutral``.
    """

    text: str
    word: str
    state: str


class Parts(QFrame):
    """Parts under one another, each with its state at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(space.L, space.S, space.L, space.S)
        self._grid.setHorizontalSpacing(space.M)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, QLabel, StatusChip]] = []

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these; rows are reused, so nothing flickers."""
        while len(self._rows) < len(parts):
            row = len(self._rows) * 2
            if row:
                self._grid.addWidget(line(), row - 1, 0, 1, 3)
            icon, text, chip = QLabel(), label("", wrap=True), StatusChip()
            fix(icon, width=20, height=28)
            self._grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._grid.addWidget(chip, row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._rows.append((icon, text, chip))
        for place, (icon, text, chip) in enumerate(self._rows):
            shown = place < len(parts)
            for widget in (icon, text, chip):
                widget.setVisible(shown)
            above = self._grid.itemAtPosition(place * 2 - 1, 0) if place else None
            rule = above.widget() if above is not None else None
            if rule is not None:
                rule.setVisible(shown)
            if shown:
                part = parts[place]
                picture = _ICONS.get(part.state, ("dot", "faint"))
                bind_icon(icon, *picture, 18)
                text.setText(part.text)
                text.setAccessibleName(f"{part.text} {part.word}")
                chip.show_state(part.word, part.state)
        self.setVisible(bool(parts))
