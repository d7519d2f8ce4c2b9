"""What the teller is asked before something that cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.policy.transfer import Tier
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.words import tier_word
from ui.support.ask import Ask, Asker, Kind


class Questions(QObject):
    """Answers count only while the case they were asked about is still open.

    Signals: ``ends(deed, reason)``: the request ends without papers; ``stays_sure``: the client does stay;
    ``change_sure``: what the approvers have is to be changed.
    """

    ends = Signal(object, str)
    stays_sure = Signal()
    change_sure = Signal()

    def __init__(self, case: TransferCase, ask: Asker, page: QWidget) -> None:
        super().__init__(page)
        self._case = case
        self._ask = ask
        self._page = page

    def cancel(self) -> None:
        """Why the request ends."""
        question = Ask(
            Kind.REASON, self.tr("Cancel this request"),
            self.tr("The client takes it back, or it was taken in by mistake. The case stays in the books. Why?"),
            self.tr("Cancel the request"), danger=True,
        )  # fmt: skip
        self._put(question, partial(self.ends.emit, self._case.service.cancel))

    def turn_away(self) -> None:
        """Who came, and why nothing is taken in (TO-1)."""
        question = Ask(
            Kind.REASON, self.tr("Turn the request away"),
            self.tr("Neither the client nor an authorised agent asks. It ends here and is logged. Who came, and why?"),
            self.tr("Turn away"), danger=True,
        )  # fmt: skip
        self._put(question, partial(self.ends.emit, self._case.service.turn_away))

    def stays(self) -> None:
        """Whether the client does stay (TO-13)."""
        question = Ask(
            Kind.CONFIRM, self.tr("The client stays"),
            self.tr("The request ends here. The record of the talk and the memo are made, and promises become "
                    "tasks with dates."),
            self.tr("The client stays"),
        )  # fmt: skip
        self._put(question, lambda _: self.stays_sure.emit())

    def raise_tier(self, tier: Tier) -> None:
        """Why the tier is raised (TO-4)."""
        question = Ask(
            Kind.REASON, self.tr("Raise to: {tier}").format(tier=tier_word(tier)),
            self.tr("It can only be raised, never lowered. Approvals given so far are asked for anew. Why?"),
            self.tr("Raise"),
        )  # fmt: skip
        self._put(question, lambda why: self._case.act(self._case.service.raise_tier, tier, why))

    def void_receipt(self) -> None:
        """Why the receipt is spoilt (TO-9)."""
        question = Ask(
            Kind.REASON, self.tr("Void the receipt"),
            self.tr("The receipt and its number are kept, marked as void. The money goes back. Why is it voided?"),
            self.tr("Void"), danger=True,
        )  # fmt: skip
        self._put(question, lambda why: self._case.act(self._case.service.void_receipt, why))

    def change(self) -> None:
        """Whether what the approvers have is to be changed (TO-5)."""
        question = Ask(
            Kind.CONFIRM, self.tr("Change what the approvers have"),
            self.tr("As soon as something is changed, the request comes back to you and approvals given so far no "
                    "longer count. The client may have to sign anew."),
            self.tr("Change it"), danger=True,
        )  # fmt: skip
        self._put(question, lambda _: self.change_sure.emit())

    def _put(self, question: Ask, answered: Callable[[str], Any]) -> None:
        number = self._case.number

        def given(answer: str) -> None:
            # the question may have stood open while the case was changed
            if self._case.number == number:
                answered(answer)

        self._ask(self._page, question, given)
