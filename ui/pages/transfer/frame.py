"""The parts of the transfer page and where they stand; what they do is in ``page.py``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.actor import Actor
from app.common.clock import Clock
from app.transfer_out.steps import Step
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.deck import Deck
from ui.pages.transfer.done import DonePage
from ui.pages.transfer.footer import Footer
from ui.pages.transfer.header import Header
from ui.pages.transfer.list_page import TransferListPage
from ui.pages.transfer.live_form import LiveForm
from ui.pages.transfer.port import Transfer
from ui.pages.transfer.with_client import ClientSession
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence
from ui.support.field_keys import FieldKeys
from ui.support.notices import Notices
from ui.support.run_op import OpRunner
from ui.widgets import SidePanel, StepList

RAIL_WIDTH = 222
ROW, LEAST_ROW = 52, 46
"""Height of a step in the list, and how far it may shrink so that all are in sight."""
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]
Papers = tuple[Callable[[str], None], Callable[[str], None], Callable[[tuple[str, ...]], None]]
"""What the receipt can have done with document numbers: look at one, print one, save several."""


class TransferFrame(QWidget):
    """The list of requests first; then three columns: steps, the step with its buttons, the live form."""

    next_client = Signal()

    def __init__(
        self, service: Transfer, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str, papers: Papers, sentence: Sentence, clock: Clock, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._papers = papers
        self.case = TransferCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.deck = Deck(self.case, sentence, clock)
        self.header = Header()
        self.notices = Notices(self.case)
        self.steps = StepList()
        self.footer = Footer()
        self.live = LiveForm(self.case, runner, raster, sentence)
        self.done: DonePage | None = None
        self.list = TransferListPage(service, actor, runner)
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
        self.body.addWidget(self.list)
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
        """All steps in sight on a low window, too."""
        super().resizeEvent(event)
        room = self.steps.height() // len(Step)
        self.steps.setGridSize(QSize(100, room) if LEAST_ROW <= room < ROW else QSize())
