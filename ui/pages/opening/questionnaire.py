"""The questionnaire: answered on the display only; the teller sees how far, never what (RA-1, KY-6)."""

from __future__ import annotations

from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.client_step import ClientStep


class QuestionnairePage(ClientStep):
    """Progress of the questionnaire."""

    step = Step.QUESTIONNAIRE

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr(
                "The client answers alone. Explain a word when asked, suggest no answer; you see the progress only."
            )
        )

    def note(self, view: OpeningView) -> str:
        """How many are answered."""
        progress = view.questionnaire
        return self.tr("{answered} of {of} questions answered").format(answered=progress.answered, of=progress.of)
