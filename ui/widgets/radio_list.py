"""One of several, each on a line of its own: when there are too many for a bar and all should be in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QRadioButton, QWidget

from ui.theme import set_state, space
from ui.widgets.choices import ChoiceButtons
from ui.widgets.editors import Choice


class RadioList(ChoiceButtons):
    """Radio buttons in columns, read down."""

    def __init__(self, choices: Sequence[Choice] = (), parent: QWidget | None = None, *, columns: int = 2) -> None:
        self._columns = columns
        super().__init__(choices, parent)

    def _lay_out(self) -> None:
        self.setObjectName("ticks")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(space.HAIR, space.HAIR, space.HAIR, space.HAIR)
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.HAIR)

    def _place(self, choices: Sequence[Choice]) -> Iterable[QAbstractButton]:
        rows = -(-len(choices) // self._columns)
        for number, choice in enumerate(choices):
            button = QRadioButton(choice.text, self)
            self._grid.addWidget(button, number % rows, number // rows)
            yield button
        self._grid.setColumnStretch(self._columns, 1)

    def _clicked(self, number: int) -> None:
        set_state(self, "")
        super()._clicked(number)
