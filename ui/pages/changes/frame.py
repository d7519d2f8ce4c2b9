"""The parts of the page of changes that say its own words: header, buttons, steps, the form at the right."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal

from app.changes.steps import Step
from app.changes.view import ChangeView
from ui.main_pages import page_title
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.signing import ChangeSigning
from ui.pages.changes.step import ChangeStep
from ui.pages.changes.step_pages import PAGES
from ui.pages.changes.words import kind_title, step_title
from ui.support.case_footer import CaseFooter
from ui.support.case_header import CaseHeader
from ui.support.client_session import Sentence
from ui.support.live_form import LiveForm
from ui.support.step_deck import StepDeck
from ui.widgets import StatusChip


class ChangeForm(LiveForm):
    """The right column: the application in every step, and what is read before it."""

    def forms_of(self, view: Any, step: StrEnum) -> tuple[tuple[str, str], ...]:
        """What is read comes first while it is read."""
        first = [form for form in view.forms if form.read] if step is Step.READING else []
        rest = [form for form in view.forms if form not in first]
        return tuple((form.form_id, form.title) for form in (*first, *rest))


class ChangeHeader(CaseHeader[ChangeView]):
    """The kind of change beside the client."""

    def __init__(self) -> None:
        self.kind = StatusChip()
        super().__init__(self.kind)

    def heading(self) -> str:
        """What the page is called."""
        return page_title("changes")

    def step_title(self, step: Any) -> str:
        """The name of a step."""
        return step_title(step)

    def who(self, view: ChangeView) -> tuple[str, str]:
        """Number of the case and name of its client."""
        return view.case.number, view.client_name

    def show_chips(self, view: ChangeView) -> None:
        """The kind of change."""
        self.kind.show_state(kind_title(view.kind, view.label), "neutral")


class ChangeFooter(CaseFooter):
    """The buttons under a step."""

    def cancel_word(self) -> str:
        """What cancelling is called."""
        return self.tr("Cancel the change…")

    def complete_word(self) -> str:
        """What closing the case is called."""
        return self.tr("Close the case F12")


class ChangeDeck(StepDeck[ChangeStep]):
    """The steps. Signals with the form's id: ``print_wanted``, ``scan_wanted``; ``scan_back_wanted``: a pile."""

    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: ChangeCase, sentence: Sentence) -> None:
        super().__init__(Step.IDENTITY)
        self._case = case
        self._sentence = sentence

    @property
    def signing(self) -> ChangeSigning:
        """The last step, which has the papers."""
        page = self.of(Step.SIGNING)
        assert isinstance(page, ChangeSigning)  # noqa: S101 - by the table of the steps
        return page

    def build_page(self, step: StrEnum) -> ChangeStep:
        """The page of a step."""
        page = PAGES[Step(step)](self._case, self._sentence)
        if isinstance(page, ChangeSigning):
            page.print_wanted.connect(self.print_wanted)
            page.scan_wanted.connect(self.scan_wanted)
            page.scan_back_wanted.connect(self.scan_back_wanted)
        return page
