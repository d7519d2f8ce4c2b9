"""Files at the window: scans of documents and of papers signed by hand; papers to the printer (TO-1, KY-4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.transfer_out.steps import Step
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import SigningStep
from ui.pages.transfer.deck import Deck
from ui.pages.transfer.intake import IntakePage
from ui.pages.transfer.words import document_label
from ui.support.ask import Asker
from ui.support.paper_files import PaperFiles


class Files(PaperFiles):
    """Does what the steps ask for with files."""

    def __init__(
        self, case: TransferCase, deck: Deck, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(case, print_form, ask, page)
        self._deck = deck
        deck.document_wanted.connect(self.choose_document)
        deck.print_wanted.connect(self.print_form)
        deck.scan_wanted.connect(self.choose_signed)

    def choose_document(self, code: str) -> None:
        """Ask for the file of a document that was shown, then keep it."""
        step = self._deck.of(Step.INTAKE)
        if isinstance(step, IntakePage):
            wait = partial(step.documents.wait, code)
            self.take(self._case.service.attach_scan, code, document_label(code, ""), wait)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""
        self.send(form_id, self._wait_at_form)

    def choose_signed(self, form_id: str) -> None:
        """Ask for the file of a paper that was signed by hand, then keep it."""
        view = self._case.view
        title = next((form.title for form in view.forms if form.form_id == form_id), form_id) if view else form_id
        self.take(self._case.service.attach_signed, form_id, title, self._wait_at_form)

    def _wait_at_form(self, *, waiting: bool) -> None:
        for step in (Step.APPLICATION, Step.RETURNS):
            page = self._deck.of(step)
            if isinstance(page, SigningStep):
                page.wait(waiting=waiting)
