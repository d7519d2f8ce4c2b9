"""Files and readers at the window: papers printed and scanned back, the line of a card reader (KY-1, KY-4)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.changes.steps import Step
from app.clients.papers import parse_card_burst
from app.common.clock import SystemClock, branch_day
from app.common.errors import Refused
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.frame import ChangeDeck
from ui.support.ask import Asker
from ui.support.paper_files import PaperFiles

NEWCOMERS = {"agent": "agent", "representative": "rep"}
"""Which fields take the paper of who is to act for an institution, by what is wanted."""


class ChangeFiles(PaperFiles):
    """Does what the steps ask for with files."""

    def __init__(
        self, case: ChangeCase, deck: ChangeDeck, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(case, print_form, ask, page)
        self._deck = deck
        deck.print_wanted.connect(self.print_form)
        deck.scan_wanted.connect(self.choose_scan)

    def card_read(self, line: str) -> None:
        """The paper as a reader gives it: its number; of a renewed one the term as well."""
        view = self._case.view
        if view is None:
            return
        try:
            card = parse_card_burst(line, today=branch_day(SystemClock().now()))
        except Refused as refused:
            self._case.say(refused)
            return
        values = {"paper_shown": card.number}
        until = card.until.isoformat() if card.until is not None else "长期"
        prefix = NEWCOMERS.get(view.case.text("people_act"), "") if view.kind == "institution-agent" else ""
        if prefix and self._deck.page.step is Step.CHANGE:
            # the paper of who is to act; whoever came may be somebody else, and is not asked for again
            values = {} if view.case.text("paper_shown") else values
            values |= {
                f"{prefix}_name": card.name, f"{prefix}_paper_kind": card.kind.value,
                f"{prefix}_paper_number": card.number, f"{prefix}_paper_from": card.issued.isoformat(),
                f"{prefix}_paper_until": until,
            }  # fmt: skip
        elif view.kind == "paper-renewed":
            values |= {
                "paper_kind": card.kind.value, "paper_number": card.number, "paper_issuer": card.issuer,
                "paper_from": card.issued.isoformat(), "paper_until": until, "paper_address": card.address,
            }  # fmt: skip
        self._case.put(values)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""
        self.send(form_id, self._deck.signing.wait)

    def choose_scan(self, form_id: str) -> None:
        """Ask for the scan of a paper that was signed by hand, then keep it."""
        view = self._case.view
        title = next((form.title for form in view.forms if form.form_id == form_id), form_id) if view else form_id
        self.take(self._case.service.attach_scan, form_id, title, self._deck.signing.wait)
