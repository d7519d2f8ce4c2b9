"""The parts of the opening page; what they do is in ``page.py``."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor
from app.onboarding.steps import Step
from ui.pages.opening.case import OpenCase
from ui.pages.opening.deck import Deck
from ui.pages.opening.done import DonePage
from ui.pages.opening.footer import Footer
from ui.pages.opening.header import Header
from ui.pages.opening.live_form import OpeningForm
from ui.pages.opening.port import ClientDisplay, Opening
from ui.pages.opening.with_client import ClientSession, Sentence
from ui.support.case_frame import CaseFrame, Raster
from ui.support.field_keys import FieldKeys
from ui.support.notices import Notices
from ui.support.run_op import OpRunner
from ui.widgets import EmptyState

__all__ = ["OpeningFrame", "Papers", "Raster"]

Papers = tuple[Callable[[str], None], Callable[[str], None], Callable[[tuple[str, ...]], None]]
"""What the receipt can have done with document numbers: look at one, print one, save several."""


class OpeningFrame(CaseFrame):
    """The parts, put where those of every case stand."""

    next_client = Signal()

    def __init__(
        self, service: Opening, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str, papers: Papers, sentence: Sentence, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._papers = papers
        self.case = OpenCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.deck = Deck(self.case, sentence)
        self.header, self.footer = Header(), Footer()
        self.notices = Notices(self.case)
        self.live = OpeningForm(self.case, runner, raster, sentence)
        self.done: DonePage | None = None
        self.empty = EmptyState("person-plus")
        self.keys = FieldKeys(self, self.deck)
        self.lay_out(
            above=(self.header, self.notices), first=self.empty, deck=self.deck, footer=self.footer, live=self.live
        )  # fmt: skip

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.deck.step

    def done_page(self) -> DonePage:
        """The receipt, built when the first case is closed."""
        if self.done is None:
            self.done = DonePage(*self._papers)
            self.done.next_client.connect(self.next_client)
            self.body.addWidget(self.done)
        return self.done
