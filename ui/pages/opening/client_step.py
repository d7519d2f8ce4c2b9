"""A step that the client does: the hand-over panel, and lines that say how each part of it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.onboarding.draft import Status
from app.onboarding.steps import State
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.hand_over import OpeningHandOver
from ui.pages.opening.step_page import StepPage
from ui.pages.opening.with_client import Sentence, SessionState
from ui.refusals import say
from ui.widgets import LabelledField
from ui.widgets.parts import Part, Parts

__all__ = ["ClientStep", "Part", "Parts"]


class ClientStep(StepPage):
    """Base of the steps on the customer display."""

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.panel = OpeningHandOver(self.step)
        self.panel.handed.connect(lambda: self.hand_over.emit(()))
        self.panel.taken_back.connect(self.take_back)
        self.parts = Parts()
        self.parts.hide()
        self._below = QVBoxLayout()
        self.body.addWidget(self.panel)
        self.body.addWidget(self.parts)
        self.body.addLayout(self._below)
        self.body.addStretch(1)

    def note(self, view: OpeningView) -> str:
        """What the panel says of the step besides its state. Overridden."""
        missing = view.step(self.step).missing
        return self.missing_text(missing[0]) if missing else ""

    def hand_over_panel(self) -> OpeningHandOver:
        """The panel that hands this step over."""
        return self.panel

    def list_parts(self, view: OpeningView) -> list[Part]:
        """The parts of the step. Overridden."""
        return []

    def can_hand_over(self, view: OpeningView) -> bool:
        """Whether the client has something to do here."""
        return not view.step(self.step).blocked_by

    def shown(self, view: OpeningView) -> None:
        """Panel and parts."""
        state = view.step(self.step)
        self.panel.show_case(
            done=state.state is State.DONE,
            blocked=not self.can_hand_over(view),
            locked=view.draft.status is not Status.OPEN,
            note=self.note(view),
        )
        self.parts.show_parts(self.list_parts(view))

    def show_session(self, state: SessionState) -> None:
        """What the session does now."""
        self.panel.show_state(state)

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """After the last field the button is next, if the client has something to do here."""
        fields = [bound.field for bound in self.order()]
        if direction > 0 and field is not None and field is fields[-1]:
            self.case.flush()
            self.case.act(self.case.service.view, done=lambda _: self._to_button())
        else:
            super().move_on(field, direction)

    def _to_button(self) -> None:
        give = self.panel.give
        if give.isVisible() and give.isEnabled() and not self._is_done():
            give.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.ended.emit()

    def waits(self) -> bool:
        """Whether the hand-over is what comes next here."""
        return not self._is_done() and not self.panel.give.isHidden() and self.panel.give.isEnabled()

    def _is_done(self) -> bool:
        return self._view is not None and self._view.step(self.step).state is State.DONE

    def first_widget(self) -> QWidget | None:
        """The button; the first field when there is one to be filled first."""
        field = super().first_widget()
        if field is not None and self._view is not None and any(name in self._view.problems for name in self.bound):
            return field
        return self.panel.waiting_widget()
