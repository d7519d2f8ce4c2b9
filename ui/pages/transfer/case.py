"""The one request that the page has open; see ``ui.support.open_case`` for what is kept and when it is saved."""

from __future__ import annotations

from collections.abc import Callable

from app.transfer_out.case import RUNNING
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.port import Transfer
from ui.support.open_case import CaseAtWindow


class TransferCase(CaseAtWindow[TransferView, Transfer]):
    """One request at this window."""

    def is_view(self, answer: object) -> bool:
        """A request as it stands."""
        return isinstance(answer, TransferView)

    def number_of(self, view: TransferView) -> str:
        """The case number."""
        return view.case.number

    def may_type(self, view: TransferView) -> bool:
        """While it has not ended."""
        return view.case.status in RUNNING

    def text_of(self, view: TransferView, name: str) -> str:
        """What was typed in a field."""
        return view.case.text(name)

    def start(self, client_id: str, fund_account: str = "", failed: Callable[[Exception], None] | None = None) -> None:
        """Take a request in: the clock starts (TO-15)."""
        self.begin(self.service.start, client_id, fund_account, failed=failed)

    def enter_step(self, step: Step) -> None:
        """Remember the step for resuming; whether that works is not worth a message."""
        if self.open:
            self.act(self.service.enter_step, step, failed=lambda _: None)

    def end_with(self, deed: Callable[..., object], *facts: object, failed: Callable[[Exception], None]) -> None:
        """Close the case by ``deed`` (carried out, or the client stays): papers made, sealed and archived."""
        self.act(deed, *facts, done=self.end, failed=failed)
