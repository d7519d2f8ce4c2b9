"""The result of the questionnaire: shown to the client and confirmed; the teller sees it once it is signed (RA-4)."""

from __future__ import annotations

from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.client_step import ClientStep, Part


class ResultPage(ClientStep):
    """Confirmed or not; level and total after the signature."""

    step = Step.RESULT

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The client sees the result with the reminder and confirms it, or answers again."))

    def note(self, view: OpeningView) -> str:
        """The result as soon as it is the teller's to see."""
        progress = view.questionnaire
        if progress.total is not None:
            return self.tr("{level}, {total} points").format(level=progress.level_label, total=progress.total)
        if view.step(Step.RESULT).state is State.DONE:
            return self.tr("Confirmed by the client. You see the result after the client has signed it.")
        return super().note(view)

    def list_parts(self, view: OpeningView) -> list[Part]:
        """Marks of the assessment, once it is signed."""
        if view.questionnaire.total is None:
            return []
        return [Part(mark, self.tr("Marked"), "warn") for mark in view.questionnaire.marks]
