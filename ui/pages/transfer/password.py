"""The counter password: entered by the client on the display; the teller sees whether it was right (TO-8)."""

from __future__ import annotations

from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import ClientStep
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import InlineBanner


class PasswordPage(ClientStep):
    """Right, not yet, or locked; then it says who can lift the lock."""

    step = Step.PASSWORD

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.locked = InlineBanner()
        self.locked.acted.connect(case.look)
        self.body.addWidget(self.locked)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def can_hand_over(self, view: TransferView) -> bool:
        """Not while it is locked."""
        return not view.password_locked and super().can_hand_over(view)

    def note(self, view: TransferView) -> str:
        """Whether it was right."""
        if view.step(self.step).state is State.DONE:
            return self.tr("The client has entered the right password today, for this request as it stands.")
        return super().note(view)

    def shown(self, view: TransferView) -> None:
        """The lock, and who lifts it."""
        super().shown(view)
        if view.password_locked and self.running(view):
            text = self.tr(
                "The password is locked after too many wrong tries. The counter supervisor or the general manager can "
                "lift the lock on the client's page, after checking the client's identity again."
            )
            self.locked.say(text, "danger", self.tr("Look again"))
        else:
            self.locked.hide()

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Only the client enters the password, on the display. It counts today, for the request as it is.")
        )
