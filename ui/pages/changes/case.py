"""The one change that the page has open; see ``ui.support.open_case`` for what is kept and when it is saved."""

from __future__ import annotations

from collections.abc import Callable

from app.changes.case import Status
from app.changes.service import ChangeService
from app.changes.steps import Step
from app.changes.view import ChangeView
from ui.support.open_case import CaseAtWindow


class ChangeCase(CaseAtWindow[ChangeView, ChangeService]):
    """One change at this window."""

    def is_view(self, answer: object) -> bool:
        """A change as it stands."""
        return isinstance(answer, ChangeView)

    def number_of(self, view: ChangeView) -> str:
        """The case number."""
        return view.case.number

    def may_type(self, view: ChangeView) -> bool:
        """While it is open."""
        return view.case.status is Status.OPEN

    def text_of(self, view: ChangeView, name: str) -> str:
        """What was typed in a field."""
        return view.case.text(name)

    def start(self, client_id: str, kind: str, failed: Callable[[Exception], None] | None = None) -> None:
        """Begin a change, or go on with the one of this kind that runs."""
        self.begin(self.service.start, client_id, kind, failed=failed)

    def enter_step(self, step: Step) -> None:
        """Remember the step for resuming; whether that works is not worth a message."""
        if self.open:
            self.act(self.service.enter_step, step, failed=lambda _: None)

    def complete(self, failed: Callable[[Exception], None]) -> None:
        """Close the case: papers made, sealed and filed, the change made."""
        self.act(self.service.complete, done=self.end, failed=failed)
