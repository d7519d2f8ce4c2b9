"""My day on the workbench: what was done today and this week, what is due; each number leads to its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.figures.domain import Figure
from ui.pages.dashboard import words
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets.containers import button
from ui.widgets.tool_row import ToolRow

ROW_HIGH = 36
"""Pixels of the line before its numbers are there."""


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One number of the day; ``week`` None for what is as things stand."""

    figure: Figure
    today: int
    week: int | None


class DayStrip(QFrame):
    """A line of numbers; ``wanted`` gives the code of the one that was chosen."""

    wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, day: Callable[[], Sequence[DayFigure]], parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("card")
        self._day = day
        self._latest = Latest(runner, self)
        self._shown: tuple[DayFigure, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        around = QHBoxLayout(self)
        around.setContentsMargins(space.S, space.XS, space.S, space.XS)
        self._row = ToolRow()
        around.addWidget(self._row)
        around.addStrut(ROW_HIGH)  # a height fixed from outside would cut the second line of larger text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def refresh(self) -> None:
        """Read the numbers anew, off the GUI thread; a fault leaves what was there, the page tells of it."""
        self._latest.ask(self._day, done=self._show, failed=lambda _: None)

    def changed(self, topic: str) -> None:
        """Somebody changed something of ``topic``."""
        if self.isVisible() and any(topic in one.figure.topics for one in self._shown):
            self.refresh()

    def _show(self, shown: Sequence[DayFigure]) -> None:
        self._shown = tuple(shown)
        for one in self._shown:
            if one.figure.code not in self.buttons:
                made = self.buttons[one.figure.code] = button("", "link")
                made.clicked.connect(partial(self.wanted.emit, one.figure.code))
                self._row.add_left(made)
        self._say()

    def _say(self) -> None:
        for one in self._shown:
            made = self.buttons[one.figure.code]
            title = words.title(one.figure)
            made.setText(f"{title} {words.number(one.figure, one.today)}")
            week = "" if one.week is None else self.tr("this week {count}").format(count=one.week)
            made.setToolTip("\n".join(filter(None, (week, words.note(one.figure)))))
            made.setAccessibleName(" ".join(filter(None, (title, str(one.today), week))))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
