"""The buttons under a step of a transfer-out: those of every case, and the client who insists (TO-15)."""

from __future__ import annotations

from ui.support.case_footer import CaseFooter
from ui.widgets.containers import button


class Footer(CaseFooter):
    """``insist``: no more talk, straight to the approvers."""

    def __init__(self) -> None:
        self.insist = button("", "", "warning")
        super().__init__((self.insist,))

    def cancel_word(self) -> str:
        """What cancelling is called."""
        return self.tr("Cancel the request…")

    def complete_word(self) -> str:
        """What closing the case is called."""
        return self.tr("Carry out F12")

    def show_insist(self, *, wanted: bool, busy: bool) -> None:
        """Whether the client may still insist."""
        self.insist.setHidden(not wanted)
        self.insist.setEnabled(not busy)

    def retranslate(self) -> None:
        """Texts."""
        self.insist.setText(self.tr("The client insists F7"))
        self.insist.setToolTip(self.tr("No more talk: straight to the approvers."))
        super().retranslate()
