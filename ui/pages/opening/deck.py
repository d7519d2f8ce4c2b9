"""The steps on top of one another; each is built when it is entered for the first time (they are not cheap)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.common.errors import Refused
from app.onboarding.draft import Status
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.consent import ConsentPage
from ui.pages.opening.contact import ContactPage
from ui.pages.opening.custody import CustodyPage
from ui.pages.opening.disclosure import DisclosurePage
from ui.pages.opening.education import EducationPage
from ui.pages.opening.identity import IdentityPage
from ui.pages.opening.licence import LicencePage
from ui.pages.opening.owners import OwnersPage
from ui.pages.opening.password import PasswordPage
from ui.pages.opening.people import PeoplePage
from ui.pages.opening.questionnaire import QuestionnairePage
from ui.pages.opening.relationship import RelationshipPage
from ui.pages.opening.result import ResultPage
from ui.pages.opening.review import ReviewPage
from ui.pages.opening.signatures import SignaturesPage
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence, SessionState
from ui.widgets import LabelledField

PAGES: tuple[type[StepPage], ...] = (
    IdentityPage, LicencePage, PeoplePage, OwnersPage,
    ContactPage, EducationPage, QuestionnairePage, ResultPage, DisclosurePage, ConsentPage,
    RelationshipPage, CustodyPage, PasswordPage, ReviewPage, SignaturesPage,
)  # fmt: skip
_BY_STEP = {made.step: made for made in PAGES}


class Deck(QStackedWidget):
    """Passes on what its steps say: see ``StepPage`` and ``IdentityPage``; ``hand_over`` with the step first."""

    ended = Signal()
    went_before = Signal()
    go_to = Signal(object)
    take_back = Signal()
    hand_over = Signal(object, tuple)
    form_wanted = Signal(str)
    client_wanted = Signal(str)
    card_wanted = Signal(str)
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: OpenCase, sentence: Sentence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._sentence = sentence
        self._built: dict[Step, StepPage] = {}
        self._view: OpeningView | None = None
        self._state = SessionState()
        self._everybody: Sequence[tuple[str, str]] = ()
        self._marketing: Sequence[tuple[str, str, str]] = ()
        self.step = Step.IDENTITY

    @property
    def page(self) -> StepPage:
        """The step that is shown."""
        return self.of(self.step)

    @property
    def identity(self) -> IdentityPage:
        """The first step, which has the card reader's line."""
        page = self.of(Step.IDENTITY)
        assert isinstance(page, IdentityPage)  # noqa: S101 - by the table above
        return page

    @property
    def signatures(self) -> SignaturesPage:
        """The last step, which has the papers."""
        page = self.of(Step.SIGNATURES)
        assert isinstance(page, SignaturesPage)  # noqa: S101 - by the table above
        return page

    def of(self, step: Step) -> StepPage:
        """The page of a step, built now if it was never seen."""
        if step not in self._built:
            self._built[step] = self._build(step)
        return self._built[step]

    def enter(self, step: Step) -> StepPage:
        """Show ``step``."""
        self.step = step
        self.setCurrentWidget(self.of(step))
        if self.page in self._here() and self._view is not None:
            self.page.apply(self._view)
        return self.page

    def apply(self, view: OpeningView, *, force: bool = False) -> None:
        """A newer view, for all that were seen."""
        self._view = view
        for page in self._here():
            page.apply(view, force=force)
        for page in self._built.values():
            page.set_locked(view.draft.status is not Status.OPEN)

    def _here(self) -> list[StepPage]:
        """The pages that were seen and belong to this kind of client."""
        wanted = {state.step for state in self._view.steps} if self._view is not None else set()
        return [page for step, page in self._built.items() if step in wanted]

    def refuse(self, refused: Refused) -> bool:
        """Show a refused save at its field; whether that field is in sight."""
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

    def set_everybody(self, staff: Sequence[tuple[str, str]]) -> None:
        """Who may have given the education."""
        self._everybody = staff
        self._staff_for(self._built.get(Step.EDUCATION))

    def set_marketing(self, staff: Sequence[tuple[str, str, str]]) -> None:
        """Who may have brought the client."""
        self._marketing = staff
        self._staff_for(self._built.get(Step.RELATIONSHIP))

    def forget(self) -> None:
        """Nothing of the case stays in any field."""
        self._view = None
        self.step = Step.IDENTITY
        for page in self._built.values():
            page.forget()
            page.set_locked(False)

    def _build(self, step: Step) -> StepPage:
        page = _BY_STEP[step](self._case, self._sentence)
        page.ended.connect(self.ended)
        page.went_before.connect(self.went_before)
        page.go_to.connect(self.go_to)
        page.take_back.connect(self.take_back)
        page.form_wanted.connect(self.form_wanted)
        page.hand_over.connect(partial(self.hand_over.emit, step))
        if isinstance(page, IdentityPage | LicencePage):
            page.client_wanted.connect(self.client_wanted)
        if isinstance(page, IdentityPage):
            page.card_wanted.connect(self.card_wanted)
        if isinstance(page, SignaturesPage):
            page.print_wanted.connect(self.print_wanted)
            page.scan_wanted.connect(self.scan_wanted)
            page.scan_back_wanted.connect(self.scan_back_wanted)
        self.addWidget(page)
        page.relabel()
        self._staff_for(page)
        if isinstance(page, ClientStep):
            page.show_session(self._state)
        if self._view is not None:
            if step in {state.step for state in self._view.steps}:
                page.apply(self._view)
            page.set_locked(self._view.draft.status is not Status.OPEN)
        return page

    def _staff_for(self, page: StepPage | None) -> None:
        if isinstance(page, EducationPage):
            page.set_staff(self._everybody)
        elif isinstance(page, RelationshipPage):
            page.set_staff(self._marketing)
