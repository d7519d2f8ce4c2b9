"""The line over the steps: case, client, how the case stands, whether everything is saved."""

from __future__ import annotations

from typing import Any

from app.cases.case import SETTLED
from app.common.clock import branch_day
from app.onboarding.draft import Status
from app.onboarding.view import OpeningView
from ui.main_pages import page_title
from ui.pages.opening.words import step_title
from ui.support.case_header import CaseHeader
from ui.widgets import StatusChip


class Header(CaseHeader[OpeningView]):
    """Title, case number, name, chip, what the client does, saved."""

    def __init__(self) -> None:
        self.chip = StatusChip()
        super().__init__(self.chip)

    def heading(self) -> str:
        """What the page is called."""
        return page_title("opening")

    def step_title(self, step: Any) -> str:
        """The name of a step."""
        return step_title(step)

    def who(self, view: OpeningView) -> tuple[str, str]:
        """Number of the case and name of its client, as far as it was entered."""
        return view.draft.case_number, view.draft.text("name").strip()

    def show_chips(self, view: OpeningView) -> None:
        """How the case stands."""
        self.chip.show_state(*self._status(view))

    def _status(self, view: OpeningView) -> tuple[str, str]:
        gone = view.draft.erased
        if gone is not None:
            text = self.tr("Destroyed by list {number} on {on}")
            return text.format(number=gone.destruction, on=branch_day(gone.at).isoformat()), "neutral"
        if view.draft.status is Status.COMPLETED:
            return self.tr("Completed"), "ok"
        if view.draft.status is Status.CANCELLED:
            return self.tr("Cancelled"), "danger"
        if view.complete:
            return self.tr("Ready to complete"), "ok"
        done = sum(step.state in SETTLED for step in view.steps)
        return self.tr("{done} of {of} steps").format(done=done, of=len(view.steps)), "info"
