"""What every step of a change shows."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.changes.case import Status
from app.changes.steps import State, Step
from app.changes.view import ChangeView
from app.common.errors import Refused
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.words import field_label, step_title
from ui.refusals import say
from ui.support.case_step import CaseStep
from ui.support.client_session import Sentence, SessionState
from ui.support.hand_over import HandOver


class ChangeStep(CaseStep[ChangeView]):
    """One step in the middle column."""

    step: ClassVar[Step]
    case: ChangeCase

    def title(self) -> str:
        """The name of the step."""
        return step_title(self.step)

    def label_of(self, name: str) -> str:
        """The label of a field."""
        return field_label(name)

    def problem_of(self, view: ChangeView, name: str) -> Refused | None:
        """What is wrong with a field."""
        return view.problems.get(name)

    def warnings_of(self, view: ChangeView, name: str) -> Sequence[str]:
        """What deserves a look."""
        return view.warnings.get(name, ())

    def blockers(self, view: ChangeView) -> Sequence[tuple[StrEnum, str]]:
        """The steps that come first."""
        return [(step, step_title(step)) for step in view.step(self.step).blocked_by]

    def shown(self, view: ChangeView) -> None:
        """A closed change is looked at only."""
        self.set_locked(view.case.status is not Status.OPEN)


class ClientPage(ChangeStep):
    """A step that the client does at the display."""

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.panel = HandOver(self.step, step_title, once=False)
        self.panel.handed.connect(lambda: self.hand_over.emit(()))
        self.panel.taken_back.connect(self.take_back)

    def hand_over_panel(self) -> HandOver:
        """The panel."""
        return self.panel

    def waits(self) -> bool:
        """Whether the hand-over is what comes next here."""
        done = self._view is not None and self._view.step(self.step).state is State.DONE
        return not done and not self.panel.isHidden() and not self.panel.give.isHidden() and self.panel.give.isEnabled()

    def show_session(self, state: SessionState) -> None:
        """What the session does now."""
        self.panel.show_state(state)

    def shown(self, view: ChangeView) -> None:
        """The panel."""
        super().shown(view)
        state = view.step(self.step)
        missing = [self.sentence(Refused(each.code, field=each.at, **each.facts)) for each in state.missing[:1]]
        self.panel.show_case(
            done=state.state is State.DONE, blocked=bool(state.blocked_by) or state.state is State.NOT_NEEDED,
            locked=view.case.status is not Status.OPEN, note=missing[0] if missing else "",
        )  # fmt: skip

    def first_widget(self) -> QWidget | None:
        """The button of the panel."""
        wanted = self.panel.waiting_widget()
        return wanted if wanted.isVisibleTo(self) and wanted.isEnabled() else super().first_widget()
