"""The one opening that the page has open; see ``ui.support.open_case`` for what is kept and when it is saved."""

from __future__ import annotations

from collections.abc import Callable

from app.onboarding.draft import Status
from app.onboarding.steps import Step
from app.onboarding.view import OpeningView
from ui.pages.opening.port import Opening
from ui.support.open_case import TYPING_PAUSE_MS, CaseAtWindow, Saved

__all__ = ["TYPING_PAUSE_MS", "OpenCase", "Saved"]


class OpenCase(CaseAtWindow[OpeningView, Opening]):
    """One opening at this window."""

    def is_view(self, answer: object) -> bool:
        """An opening as it stands."""
        return isinstance(answer, OpeningView)

    def number_of(self, view: OpeningView) -> str:
        """The case number."""
        return view.draft.case_number

    def may_type(self, view: OpeningView) -> bool:
        """Neither completed nor cancelled."""
        return view.draft.status is Status.OPEN

    def text_of(self, view: OpeningView, name: str) -> str:
        """What the draft has of a field."""
        return view.draft.text(name)

    def start(self, booking_number: str = "", failed: Callable[[Exception], None] | None = None) -> None:
        """Begin a new opening, from a booking when one is given."""
        self.begin(self.service.start, booking_number, failed=failed)

    def read_card(self, burst: str) -> None:
        """Fill the identity from what a card reader typed, also in the field that has the focus."""
        self.act(self.service.read_card, burst, force=True)

    def enter_step(self, step: Step) -> None:
        """Remember the step for resuming; whether that works is not worth a message."""
        if self.open:
            self.act(self.service.enter_step, step, failed=lambda _: None)

    def complete(self, failed: Callable[[Exception], None]) -> None:
        """Close the opening: documents made, sealed and archived."""
        self.act(self.service.complete, done=self.end, failed=failed)
