"""Where the parts of a page with a case stand: steps at the left, the step with its buttons, the form at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.widgets import SidePanel, StepList

RAIL_WIDTH = 222
ROW, LEAST_ROW = 52, 41
"""Height of a step in the list, and how far it may shrink so that all are in sight."""
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]


class CaseFrame(QWidget):
    """Header and notices above; below them what the page begins with, or three columns: steps, step, live form."""

    def __init__(self, most_steps: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._most_steps = most_steps
        self.steps = StepList()
        self.body = QStackedWidget()

    def lay_out(
        self, *, above: tuple[QWidget, ...], first: QWidget, deck: QWidget, footer: QWidget, live: QWidget
    ) -> None:
        """Put the parts where they stand; ``first``: shown while no case is open."""
        rail, middle = QFrame(), QFrame()
        for frame in (rail, middle):
            frame.setObjectName("card")
        rail.setFixedWidth(RAIL_WIDTH)
        beside = QVBoxLayout(rail)
        beside.setContentsMargins(6, 6, 6, 6)
        beside.addWidget(self.steps)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(deck, 1)
        inside.addWidget(footer)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(rail)
        columns.addWidget(middle, 1)
        self.side = SidePanel(work, live, share=0.4)
        self.body.addWidget(first)
        self.body.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All steps in sight on a low window, too."""
        super().resizeEvent(event)
        self._fit()

    def fit_steps(self, count: int) -> None:
        """Tell how many steps the case has."""
        self._most_steps = count
        self._fit()

    def _fit(self) -> None:
        room = self.steps.height() // self._most_steps
        self.steps.setGridSize(QSize(100, room) if LEAST_ROW <= room < ROW else QSize())
