"""The receipt: what was opened, and what to hand over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.onboarding.view import OpeningReceipt
from ui.support.case_done import CaseDone


class DonePage(CaseDone[OpeningReceipt]):
    """``next_client``: go on with the next one."""

    def __init__(
        self, view: Callable[[str], None], print_: Callable[[str], None], export: Callable[[tuple[str, ...]], None]
    ) -> None:
        super().__init__((view, print_, export), "person-plus")

    def heading(self, receipt: OpeningReceipt | None) -> str:
        """How it ended."""
        return self.tr("The account is open")

    def next_word(self) -> str:
        """Where it goes on."""
        return self.tr("Next client")

    def titles(self) -> tuple[str, str]:
        """Over what was opened, and over the papers."""
        return self.tr("What was opened"), self.tr("Papers to hand over")

    def ended_at(self, receipt: OpeningReceipt) -> datetime:
        """When the opening was completed."""
        return receipt.completed_at

    def lines(self, receipt: OpeningReceipt) -> list[tuple[str, str]]:
        """Client, accounts, permissions, bank, level."""
        comma = self.tr(", ")
        accounts = comma.join(f"{name} {number}".strip() for name, number in receipt.accounts)
        return [
            (self.tr("Client"), f"{receipt.client_name}  {receipt.client_number}"),
            (self.tr("Fund account"), receipt.fund_account),
            (self.tr("Securities accounts"), accounts),
            (self.tr("Business of higher risk"), comma.join(receipt.permissions) or self.tr("none")),
            (self.tr("Custody bank"), f"{receipt.bank}  {receipt.bank_account_masked}"),
            (self.tr("Risk level"), self.tr("{level}, {total} points").format(
                level=receipt.level_label, total=receipt.total)),
        ]  # fmt: skip
