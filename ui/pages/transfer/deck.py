"""The nine steps on top of one another; each is built when it is entered for the first time (they are not cheap)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.common.clock import Clock
from app.common.errors import Refused
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.accounts import AccountsPage
from ui.pages.transfer.application import ApplicationPage
from ui.pages.transfer.approval import ApprovalPage
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import ClientStep, SigningStep
from ui.pages.transfer.fee import FeePage
from ui.pages.transfer.intake import IntakePage
from ui.pages.transfer.password import PasswordPage
from ui.pages.transfer.reason import ReasonPage
from ui.pages.transfer.returns import ReturnsPage
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.talk import TalkPage
from ui.support.client_session import Sentence, SessionState
from ui.widgets import LabelledField

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


class Deck(QStackedWidget):
    """Passes on what its steps say: see ``TransferStep`` and each step; ``hand_over`` with the step first."""

    ended = Signal()
    went_before = Signal()
    go_to = Signal(object)
    take_back = Signal()
    hand_over = Signal(object, tuple)
    form_wanted = Signal(str)
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

    def __init__(self, case: TransferCase, sentence: Sentence, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._sentence = sentence
        self._clock = clock
        self._built: dict[Step, TransferStep] = {}
        self._view: TransferView | None = None
        self._state = SessionState()
        self._unlocked = False
        self.step = Step.INTAKE

    @property
    def page(self) -> TransferStep:
        """The step that is shown."""
        return self.of(self.step)

    def of(self, step: Step) -> TransferStep:
        """The page of a step, built now if it was never seen."""
        if step not in self._built:
            self._built[step] = self._build(step)
        return self._built[step]

    def enter(self, step: Step) -> TransferStep:
        """Show ``step``."""
        self.step = step
        self.setCurrentWidget(self.of(step))
        if self._view is not None:
            self.page.apply(self._view)
        return self.page

    def apply(self, view: TransferView, *, force: bool = False) -> None:
        """A newer view, for all that were seen."""
        self._view = view
        for page in self._built.values():
            page.apply(view, force=force)

    def refuse(self, refused: Refused) -> bool:
        """Show a refusal at its field; whether that field is in sight."""
        at = [step for step, page in self._built.items() if page.refuse(refused)]
        return self.step in at

    def show_clashes(self, refused: Refused) -> bool:
        """Show at their fields what somebody else has changed meanwhile; whether one is in sight."""
        for page in self._built.values():
            page.show_clashes(refused)
        here = self._built[self.step].bound if self.step in self._built else {}
        return any(name in here for name in refused.facts["fields"])

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The field of the present step that ``widget`` belongs to."""
        return self._built[self.step].field_of(widget) if self.step in self._built else None

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Enter or Shift+Enter in a field of the present step."""
        self.page.move_on(field, direction)

    def show_session(self, state: SessionState) -> None:
        """What the client does now."""
        self._state = state
        for page in self._built.values():
            if isinstance(page, ClientStep):
                page.show_session(state)

    def unlock(self) -> None:
        """What the approvers have before them is to be changed."""
        self._unlocked = True
        for page in self._built.values():
            page.unlock()

    def forget(self) -> None:
        """Nothing of the case stays in any field."""
        self._view = None
        self._unlocked = False
        self.step = Step.INTAKE
        for page in self._built.values():
            page.forget()

    def _build(self, step: Step) -> TransferStep:
        page: TransferStep
        if step is Step.APPROVAL:
            page = ApprovalPage(self._case, self._sentence, self._clock)
            page.raise_wanted.connect(self.raise_wanted)
        else:
            page = _PLAIN[step](self._case, self._sentence)
        self._connect(page, step)
        self.addWidget(page)
        page.relabel()
        if isinstance(page, ClientStep):
            page.show_session(self._state)
        if self._view is not None:
            page.apply(self._view)
        if self._unlocked:
            page.unlock()
        return page

    def _connect(self, page: TransferStep, step: Step) -> None:
        page.ended.connect(self.ended)
        page.went_before.connect(self.went_before)
        page.go_to.connect(self.go_to)
        page.take_back.connect(self.take_back)
        page.form_wanted.connect(self.form_wanted)
        page.change_wanted.connect(self.change_wanted)
        page.hand_over.connect(partial(self.hand_over.emit, step))
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
