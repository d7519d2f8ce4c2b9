"""The application that the client signs (TO-1, OP-4)."""

from __future__ import annotations

from app.transfer_out.steps import Step
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import SigningStep
from ui.refusals import say
from ui.support.client_session import Sentence


class ApplicationPage(SigningStep):
    """Signed on the display, or on paper."""

    step = Step.APPLICATION

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.add_signing(self.body)
        self.body.addStretch(1)

    def retranslate(self) -> None:
        """Texts."""
        super().retranslate()
        self.lead.setText(
            self.tr(
                "The client reads the application at the right of your screen or printed, then signs it. You witness "
                "the signature."
            )
        )
