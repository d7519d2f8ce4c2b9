"""The nine steps on top of one another; each is built when it is entered for the first time (they are not cheap)."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal

from app.common.clock import Clock
from app.transfer_out.steps import Step
from ui.pages.transfer.accounts import AccountsPage
from ui.pages.transfer.application import ApplicationPage
from ui.pages.transfer.approval import ApprovalPage
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import SigningStep
from ui.pages.transfer.fee import FeePage
from ui.pages.transfer.intake import IntakePage
from ui.pages.transfer.password import PasswordPage
from ui.pages.transfer.reason import ReasonPage
from ui.pages.transfer.returns import ReturnsPage
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.talk import TalkPage
from ui.support.client_session import Sentence
from ui.support.step_deck import StepDeck

_PLAIN: dict[Step, type[TransferStep]] = {
    Step.INTAKE: IntakePage,
    Step.ACCOUNTS: AccountsPage,
    Step.REASON: ReasonPage,
    Step.TALK: TalkPage,
    Step.APPLICATION: ApplicationPage,
    Step.FEE: FeePage,
    Step.PASSWORD: PasswordPage,
    Step.RETURNS: ReturnsPage,
}


class Deck(StepDeck[TransferStep]):
    """Passes on what its steps say: see ``TransferStep`` and each step."""

    change_wanted = Signal()
    client_wanted = Signal(str)
    turn_away = Signal()
    document_wanted = Signal(str)
    stays = Signal()
    raise_wanted = Signal(object)
    void_wanted = Signal()
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: TransferCase, sentence: Sentence, clock: Clock) -> None:
        super().__init__(Step.INTAKE)
        self._case = case
        self._sentence = sentence
        self._clock = clock
        self._unlocked = False

    def unlock(self) -> None:
        """What the approvers have before them is to be changed."""
        self._unlocked = True
        for page in self.built():
            page.unlock()

    def forget(self) -> None:
        """Nothing of the case stays in any field."""
        self._unlocked = False
        super().forget()

    def build_page(self, step: StrEnum) -> TransferStep:
        """The page of a step."""
        if step is Step.APPROVAL:
            approval = ApprovalPage(self._case, self._sentence, self._clock)
            approval.raise_wanted.connect(self.raise_wanted)
            page: TransferStep = approval
        else:
            page = _PLAIN[Step(step)](self._case, self._sentence)
        self._connect(page)
        return page

    def _made(self, step: StrEnum) -> TransferStep:
        page = super()._made(step)
        if self._unlocked:
            page.unlock()
        return page

    def _connect(self, page: TransferStep) -> None:
        page.change_wanted.connect(self.change_wanted)
        if isinstance(page, SigningStep):
            page.print_wanted.connect(self.print_wanted)
            page.scan_back_wanted.connect(self.scan_back_wanted)
            page.scan_wanted.connect(self.scan_wanted)
        if isinstance(page, IntakePage):
            page.turn_away.connect(self.turn_away)
            page.scan_wanted.connect(self.document_wanted)
            page.client_wanted.connect(self.client_wanted)
        elif isinstance(page, TalkPage):
            page.stays.connect(self.stays)
        elif isinstance(page, FeePage):
            page.void_wanted.connect(self.void_wanted)
