"""The counter password: set by the client on the display; the teller sees only that it is set (OP-5)."""

from __future__ import annotations

from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.client_step import ClientStep


class PasswordPage(ClientStep):
    """Set or not set."""

    step = Step.PASSWORD

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Only the client sets the password, on the display. It is not kept when the case is suspended.")
        )

    def note(self, view: OpeningView) -> str:
        """Set, or what is missing."""
        if view.step(self.step).state is State.DONE:
            return self.tr("The password is set.")
        return super().note(view)
