"""The parts of the opening page and where they stand; what they do is in ``page.py``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.actor import Actor
from app.onboarding.steps import Step
from ui.pages.opening.case import OpenCase
from ui.pages.opening.deck import Deck
from ui.pages.opening.done import DonePage
from ui.pages.opening.footer import Footer
from ui.pages.opening.header import Header
from ui.pages.opening.live_form import LiveForm
from ui.pages.opening.port import ClientDisplay, Opening
from ui.pages.opening.with_client import ClientSession, Sentence
from ui.support.field_keys import FieldKeys
from ui.support.notices import Notices
from ui.support.run_op import OpRunner
from ui.widgets import EmptyState, SidePanel, StepList

RAIL_WIDTH = 222
ROW, LEAST_ROW = 52, 46
"""Height of a step in the list, and how far it may shrink so that all twelve are in sight."""
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]
Papers = tuple[Callable[[str], None], Callable[[str], None], Callable[[tuple[str, ...]], None]]
"""What the receipt can have done with document numbers: look at one, print one, save several."""


class OpeningFrame(QWidget):
    """Three columns: the list of steps, the step with its buttons, the live form; the header and the banner above."""

    next_client = Signal()

    def __init__(
        self, service: Opening, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str, papers: Papers, sentence: Sentence, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._papers = papers
        self.case = OpenCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.deck = Deck(self.case, sentence)
        self.header = Header()
        self.notices = Notices(self.case)
        self.steps = StepList()
        self.footer = Footer()
        self.live = LiveForm(self.case, runner, raster, sentence)
        self.done: DonePage | None = None
        self.empty = EmptyState("person-plus")
        self.keys = FieldKeys(self, self.deck)
        self._build()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.deck.step

    def _build(self) -> None:
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
        inside.addWidget(self.deck, 1)
        inside.addWidget(self.footer)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(rail)
        columns.addWidget(middle, 1)
        self.side = SidePanel(work, self.live, share=0.4)
        self.body = QStackedWidget()
        self.body.addWidget(self.empty)
        self.body.addWidget(self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.notices)
        layout.addWidget(self.body, 1)

    def done_page(self) -> DonePage:
        """The receipt, built when the first case is closed."""
        if self.done is None:
            self.done = DonePage(*self._papers)
            self.done.next_client.connect(self.next_client)
            self.body.addWidget(self.done)
        return self.done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All twelve steps in sight on a low window, too."""
        super().resizeEvent(event)
        room = self.steps.height() // len(Step)
        self.steps.setGridSize(QSize(100, room) if LEAST_ROW <= room < ROW else QSize())
