"""The steps of a case on top of one another; each is built when it is entered for the first time."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.common.errors import Refused
from ui.support.case_step import CaseStep
from ui.support.client_session import SessionState
from ui.widgets import LabelledField

Page = TypeVar("Page", bound=CaseStep[Any])


class StepDeck(QStackedWidget, Generic[Page]):
    """Passes on what its steps say: see ``CaseStep``; ``hand_over`` with the step first.

    A flow makes the pages, and passes on what only its own steps say.
    """

    ended = Signal()
    went_before = Signal()
    go_to = Signal(object)
    take_back = Signal()
    hand_over = Signal(object, tuple)
    form_wanted = Signal(str)

    def __init__(self, first: StrEnum, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = first
        self._built: dict[StrEnum, Page] = {}
        self._view: Any = None
        self._state = SessionState()
        self.step: StrEnum = first

    def build_page(self, step: StrEnum) -> Page:
        """The page of a step, new; connected to what only this step says. Overridden."""
        raise NotImplementedError

    def has(self, step: StrEnum) -> bool:
        """Whether the case has this step. Overridden by flows whose cases differ in that."""
        return True

    @property
    def page(self) -> Page:
        """The step that is shown."""
        return self.of(self.step)

    def of(self, step: StrEnum) -> Page:
        """The page of a step, built now if it was never seen."""
        if step not in self._built:
            self._built[step] = self._made(step)
        return self._built[step]

    def built(self) -> tuple[Page, ...]:
        """The steps that were seen."""
        return tuple(self._built.values())

    def enter(self, step: StrEnum) -> Page:
        """Show ``step``."""
        self.step = step
        self.setCurrentWidget(self.of(step))
        if self._view is not None and self.has(step):
            self.page.apply(self._view)
        return self.page

    def apply(self, view: Any, *, force: bool = False) -> None:
        """A newer view, for all that were seen."""
        self._view = view
        for step, page in self._built.items():
            if self.has(step):
                page.apply(view, force=force)

    def refuse(self, refused: Refused) -> bool:
        """Show a refusal at its field; whether that field is in sight."""
        at = [step for step, page in self._built.items() if page.refuse(refused)]
        return self.step in at

    def show_clashes(self, refused: Refused) -> bool:
        """Show at their fields what somebody else has changed meanwhile; whether one is in sight."""
        for page in self.built():
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
        for page in self.built():
            page.show_session(state)

    def forget(self) -> None:
        """Nothing of the case stays in any field."""
        self._view = None
        self.step = self._first
        for page in self.built():
            page.forget()

    def _made(self, step: StrEnum) -> Page:
        page = self.build_page(step)
        page.ended.connect(self.ended)
        page.went_before.connect(self.went_before)
        page.go_to.connect(self.go_to)
        page.take_back.connect(self.take_back)
        page.form_wanted.connect(self.form_wanted)
        page.hand_over.connect(partial(self.hand_over.emit, step))
        self.addWidget(page)
        page.relabel()
        page.show_session(self._state)
        if self._view is not None and self.has(step):
            page.apply(self._view)
        return page
