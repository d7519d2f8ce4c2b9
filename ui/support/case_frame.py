"""Where the parts of a page with a case stand: steps at the left, the step with its buttons, the form at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import fix, space
from ui.widgets import SidePanel, StepList

RAIL_WIDTH = 222
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]


class CaseFrame(QWidget):
    """Header and notices above; below them what the page begins with, or three columns: steps, step, live form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.steps = StepList()
        self.body = QStackedWidget()

    def lay_out(
        self, *, above: tuple[QWidget, ...], first: QWidget, deck: QWidget, footer: QWidget, live: QWidget
    ) -> None:
        """Put the parts where they stand; ``first``: shown while no case is open."""
        rail, middle = QFrame(), QFrame()
        for frame in (rail, middle):
            frame.setObjectName("card")
        fix(rail, width=RAIL_WIDTH)
        beside = QVBoxLayout(rail)
        beside.setContentsMargins(space.S, space.S, space.S, space.S)
        beside.addWidget(self.steps)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        inside.setSpacing(0)
        inside.addWidget(deck, 1)
        inside.addWidget(footer)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(space.M)
        columns.addWidget(rail)
        columns.addWidget(middle, 1)
        self.side = SidePanel(work, live, share=0.4)
        self.body.addWidget(first)
        self.body.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.S)
        for widget in above:
            layout.addWidget(widget)
        layout.addWidget(self.body, 1)
