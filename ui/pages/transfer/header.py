"""The line over the steps: case, client, how it stands, the clock (TO-15), whether everything is saved."""

from __future__ import annotations

from typing import Any

from app.common.clock import branch_day
from app.transfer_out.case import RUNNING
from app.transfer_out.view import TransferView
from ui.main_pages import page_title
from ui.pages.transfer.words import clock_words, status_word, step_title, tier_word
from ui.support.case_header import CaseHeader
from ui.widgets import StatusChip


class Header(CaseHeader[TransferView]):
    """Title, number, name, class and tier, state, clock, what the client does, saved."""

    def __init__(self) -> None:
        self.tier, self.status, self.clock = StatusChip(), StatusChip(), StatusChip()
        self.insists = StatusChip("", "warn")
        super().__init__(self.tier, self.status, self.insists, self.clock)

    def heading(self) -> str:
        """What the page is called."""
        return page_title("transfer")

    def step_title(self, step: Any) -> str:
        """The name of a step."""
        return step_title(step)

    def who(self, view: TransferView) -> tuple[str, str]:
        """Number of the case and name of its client."""
        return view.case.number, view.client.name

    def show_chips(self, view: TransferView) -> None:
        """Class and tier, state, clock."""
        letter = view.client.client_class
        tier = tier_word(view.case.tier)
        self.tier.show_state(f"{letter} · {tier}" if letter else tier, "neutral")
        self.status.show_state(*self._status(view))
        running = view.case.status in RUNNING
        self.insists.setText(self.tr("Insists"))
        self.insists.setHidden(view.case.insisted_at is None or not running)
        self.clock.setHidden(not running)
        self.clock.show_state(*clock_words(view.clock))
        self.clock.setToolTip(self.tr("Asked for on {day}").format(day=view.clock.asked_on.isoformat()))

    def _status(self, view: TransferView) -> tuple[str, str]:
        gone = view.case.erased
        if gone is None:
            return status_word(view.case.status)
        text = self.tr("Destroyed by list {number} on {on}")
        return text.format(number=gone.destruction, on=branch_day(gone.at).isoformat()), "neutral"
