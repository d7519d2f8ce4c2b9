"""What every step of an opening shares; see ``ui.support.case_step`` for fields, saving and problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from app.common.errors import Refused
from app.onboarding.steps import Missing, State, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.words import field_label, step_title
from ui.refusals import say
from ui.support.case_step import Bound, CaseStep
from ui.support.client_session import Sentence

__all__ = ["Bound", "StepPage"]


class StepPage(CaseStep[OpeningView]):
    """One step in the middle column."""

    step: ClassVar[Step]
    case: OpenCase

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)

    def title(self) -> str:
        """The name of the step."""
        return step_title(self.step)

    def label_of(self, name: str) -> str:
        """The label of a field."""
        return field_label(name)

    def problem_of(self, view: OpeningView, name: str) -> Refused | None:
        """What is wrong with a field."""
        return view.problems.get(name)

    def warnings_of(self, view: OpeningView, name: str) -> Sequence[str]:
        """What deserves a look at a field."""
        return view.warnings.get(name, ())

    def blockers(self, view: OpeningView) -> Sequence[tuple[Step, str]]:
        """The steps that come first."""
        state = view.step(self.step)
        return [] if state.state is State.DONE else [(step, step_title(step)) for step in state.blocked_by]

    def missing_text(self, missing: Missing) -> str:
        """What is missing, in words."""
        return self.sentence(Refused(missing.code, field=missing.at or None, **dict(missing.facts)))
