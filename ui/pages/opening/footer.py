"""The buttons under a step of an opening."""

from __future__ import annotations

from ui.support.case_footer import CaseFooter


class Footer(CaseFooter):
    """Those of every case."""

    def cancel_word(self) -> str:
        """What cancelling is called."""
        return self.tr("Cancel the opening…")

    def complete_word(self) -> str:
        """What closing the case is called."""
        return self.tr("Complete F12")
