"""Files at the window: scans of documents and of papers signed by hand; papers to the printer (TO-1, KY-4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.archive.press import MOST_SCAN_BYTES
from app.common.actor import Actor
from app.common.errors import Refused
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import SigningStep
from ui.pages.transfer.deck import Deck
from ui.pages.transfer.intake import IntakePage
from ui.pages.transfer.words import document_label
from ui.support.ask import Ask, Asker, Kind
from ui.widgets import show_toast


class Files(QObject):
    """Does what the steps ask for with files; a refusal is said by the case, as any other."""

    def __init__(
        self, case: TransferCase, deck: Deck, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(page)
        self._case = case
        self._deck = deck
        self._print_form = print_form
        self._ask = ask
        self._page = page
        deck.document_wanted.connect(self.choose_document)
        deck.print_wanted.connect(self.print_form)
        deck.scan_wanted.connect(self.choose_signed)

    def choose_document(self, code: str) -> None:
        """Ask for the file of a document that was shown, then keep it."""
        documents = self._deck.of(Step.INTAKE)

        def chosen(path: str) -> None:
            if isinstance(documents, IntakePage):
                wait = partial(documents.documents.wait, code)
                deed = partial(attach_file, self._case.service.attach_scan)
                self._do(deed, code, path, wait=wait, said=self.tr("The scan has been attached."))

        self._choose(document_label(code, ""), chosen)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""

        def send(_: Actor, number: str, form: str) -> None:
            self._print_form(number, form)

        self._do(send, form_id, wait=self._wait_at_form, said=self.tr("Sent to the printer."))

    def choose_signed(self, form_id: str) -> None:
        """Ask for the file of a paper that was signed by hand, then keep it."""
        view = self._case.view
        title = next((form.title for form in view.forms if form.form_id == form_id), form_id) if view else form_id

        def chosen(path: str) -> None:
            deed = partial(attach_file, self._case.service.attach_signed)
            self._do(deed, form_id, path, wait=self._wait_at_form, said=self.tr("The scan has been attached."))

        self._choose(title, chosen)

    def _choose(self, title: str, chosen: Callable[[str], None]) -> None:
        question = Ask(
            Kind.OPEN_FILE, self.tr("Scan of {title}").format(title=title),
            files=self.tr("Scans (PDF, JPEG, PNG)") + " (*.pdf *.jpg *.jpeg *.png *.PDF *.JPG *.JPEG *.PNG)",
        )  # fmt: skip
        number = self._case.number

        def came(path: str) -> None:
            # the dialog may have stood open while the case was changed
            if self._case.number == number:
                chosen(path)

        self._ask(self._page, question, came)

    def _wait_at_form(self, *, waiting: bool) -> None:
        for step in (Step.APPLICATION, Step.RETURNS):
            page = self._deck.of(step)
            if isinstance(page, SigningStep):
                page.wait(waiting=waiting)

    def _do(self, deed: Callable[..., Any], *facts: object, wait: Callable[..., None], said: str) -> None:
        """``deed`` with its row waiting; afterwards the case as it stands, whatever came of it."""
        wait(waiting=True)

        def done(_: object) -> None:
            wait(waiting=False)
            show_toast(self._page, said)
            self._case.look()

        def failed(problem: Exception) -> None:
            wait(waiting=False)
            self._case.say(problem)

        self._case.act(deed, *facts, done=done, failed=failed)


def attach_file(
    attach: Callable[[Actor, str, str, bytes], TransferView], actor: Actor, number: str, what: str, path: str
) -> TransferView:
    """Hand the file at ``path`` to ``attach``, in a worker. Refused: ``scan.unreadable`` and as ``attach``."""
    try:
        with open(path, "rb") as file:
            # one byte more than is taken: enough to refuse it, whatever its size
            content = file.read(MOST_SCAN_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise Refused("scan.unreadable") from fault
    return attach(actor, number, what, content)
