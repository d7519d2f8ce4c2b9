"""The end of a request: carried out, or the client stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.transfer_out.view import TransferReceipt
from ui.pages.transfer.words import yuan
from ui.support.case_done import CaseDone


class DonePage(CaseDone[TransferReceipt]):
    """``next_client``: back to the list."""

    def __init__(
        self, view: Callable[[str], None], print_: Callable[[str], None], export: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__((view, print_, export), "list")

    def heading(self, receipt: TransferReceipt | None) -> str:
        """How it ended."""
        return self.tr("Carried out") if receipt is None or receipt.left else self.tr("The client stays")

    def next_word(self) -> str:
        """Where it goes on."""
        return self.tr("To the list")

    def titles(self) -> tuple[str, str]:
        """Over what was done, and over the papers."""
        return self.tr("How it ended"), self.tr("Papers")

    def ended_at(self, receipt: TransferReceipt) -> datetime:
        """When the request ended."""
        return receipt.ended_at

    def lines(self, receipt: TransferReceipt) -> list[tuple[str, str]]:
        """Client, fee, tasks."""
        lines = [(self.tr("Client"), receipt.client_name)]
        if receipt.left:
            fee = yuan(receipt.fee_total)
            lines.append((self.tr("Fee"), f"{fee}  {receipt.receipt_number}".strip()))
        lines.append((self.tr("Tasks made"), self.tr("{count} for the follow-up").format(count=receipt.tasks)))
        return lines
