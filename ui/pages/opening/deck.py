"""The steps on top of one another; each is built when it is entered for the first time (they are not cheap)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal

from app.onboarding.draft import Status
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
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
from ui.pages.opening.with_client import Sentence
from ui.support.step_deck import StepDeck

PAGES: tuple[type[StepPage], ...] = (
    IdentityPage, LicencePage, PeoplePage, OwnersPage,
    ContactPage, EducationPage, QuestionnairePage, ResultPage, DisclosurePage, ConsentPage,
    RelationshipPage, CustodyPage, PasswordPage, ReviewPage, SignaturesPage,
)  # fmt: skip
_BY_STEP: dict[StrEnum, type[StepPage]] = {made.step: made for made in PAGES}


class Deck(StepDeck[StepPage]):
    """Passes on what its steps say: see ``StepPage``, ``IdentityPage`` and ``SignaturesPage``."""

    client_wanted = Signal(str)
    card_wanted = Signal(str)
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: OpenCase, sentence: Sentence) -> None:
        super().__init__(Step.IDENTITY)
        self._case = case
        self._sentence = sentence
        self._everybody: Sequence[tuple[str, str]] = ()
        self._marketing: Sequence[tuple[str, str, str]] = ()

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

    def has(self, step: StrEnum) -> bool:
        """Whether this kind of client has the step."""
        return self._view is not None and any(state.step is step for state in self._view.steps)

    def apply(self, view: OpeningView, *, force: bool = False) -> None:
        """A newer view, for all that were seen."""
        super().apply(view, force=force)
        for page in self.built():
            page.set_locked(view.draft.status is not Status.OPEN)

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
        super().forget()
        for page in self.built():
            page.set_locked(False)

    def build_page(self, step: StrEnum) -> StepPage:
        """The page of a step."""
        page = _BY_STEP[step](self._case, self._sentence)
        if isinstance(page, IdentityPage | LicencePage):
            page.client_wanted.connect(self.client_wanted)
        if isinstance(page, IdentityPage):
            page.card_wanted.connect(self.card_wanted)
        if isinstance(page, SignaturesPage):
            page.print_wanted.connect(self.print_wanted)
            page.scan_wanted.connect(self.scan_wanted)
            page.scan_back_wanted.connect(self.scan_back_wanted)
        self._staff_for(page)
        return page

    def _made(self, step: StrEnum) -> StepPage:
        page = super()._made(step)
        if self._view is not None:
            page.set_locked(self._view.draft.status is not Status.OPEN)
        return page

    def _staff_for(self, page: StepPage | None) -> None:
        if isinstance(page, EducationPage):
            page.set_staff(self._everybody)
        elif isinstance(page, RelationshipPage):
            page.set_staff(self._marketing)
