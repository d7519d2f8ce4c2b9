"""What an opening hands over to the client, step by step; see ``ui.support.client_session`` for how."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QObject

from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.acts import act_for
from ui.pages.opening.case import OpenCase
from ui.pages.opening.port import Opening
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Act, DisplaySession, Next, Sentence, SessionState, Stage

__all__ = ["ClientSession", "Sentence", "SessionState", "Stage"]


class ClientSession(DisplaySession[OpeningView, Opening]):
    """The acts of an opening."""

    def __init__(
        self, case: OpenCase, display: ClientDisplay, branch: str, sentence: Sentence, parent: QObject | None = None
    ) -> None:
        super().__init__(case, display, branch, sentence, parent)
        case.viewed.connect(self._viewed)

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step."""
        return act_for(self, Step(step), form_ids, done)

    def title_of(self, form_id: str) -> str:
        """The title of a form of this opening."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def entered(self, view: OpeningView) -> object:
        """Everything typed."""
        return dict(view.draft.fields)

    def _viewed(self, view: OpeningView, _force: bool) -> None:
        if self.running and self.state.step is Step.QUESTIONNAIRE:
            self.tell(view.questionnaire.answered, view.questionnaire.of)
