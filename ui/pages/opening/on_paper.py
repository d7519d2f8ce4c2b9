"""Signing on paper at the window (KY-4): a form goes to the printer, its scan comes back from a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.common.actor import Actor
from ui.pages.opening.case import OpenCase
from ui.pages.opening.deck import Deck
from ui.support.ask import Ask, Asker, Kind
from ui.support.paper_files import attach_file
from ui.widgets import show_toast


class OnPaper(QObject):
    """Does what the rows of the last step ask for; a refusal is said by the case, as any other.

    ``all_there``: the last scan has been attached.
    """

    all_there = Signal()

    def __init__(
        self, case: OpenCase, deck: Deck, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(page)
        self._case = case
        self._deck = deck
        self._print_form = print_form
        self._ask = ask
        self._page = page
        deck.print_wanted.connect(self.print_form)
        deck.scan_wanted.connect(self.choose_scan)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""

        def send(_: Actor, number: str, form: str) -> None:
            self._print_form(number, form)

        self._do(send, form_id, said=self.tr("Sent to the printer."))

    def choose_scan(self, form_id: str) -> None:
        """Ask for the file of the scan, then attach it."""
        title = next((form.title for form in self._deck.signatures.forms if form.form_id == form_id), form_id)
        question = Ask(
            Kind.OPEN_FILE, self.tr("Scan of {title}").format(title=title),
            files=self.tr("Scans (PDF, JPEG, PNG)") + " (*.pdf *.jpg *.jpeg *.png *.PDF *.JPG *.JPEG *.PNG)",
        )  # fmt: skip
        number = self._case.number

        def chosen(path: str) -> None:
            # the dialog may have stood open while the case was changed
            if self._case.number == number:
                deed = partial(attach_file, self._case.service.attach_scan)
                self._do(deed, form_id, path, said=self.tr("The scan has been attached."))

        self._ask(self._page, question, chosen)

    def _do(self, deed: Callable[..., Any], form_id: str, *facts: object, said: str) -> None:
        """``deed`` with the row waiting; afterwards the case as it stands, whatever came of it."""
        rows, number = self._deck.signatures, self._case.number
        rows.wait(number, form_id, waiting=True)
        # a button that waits lets go of the cursor, and Qt puts it anywhere
        left_at = QApplication.focusWidget()

        def done(_: object) -> None:
            rows.wait(number, form_id, waiting=False)
            show_toast(self._page, said)
            self._case.act(self._case.service.view, done=lambda _: self._go_on(left_at))

        def failed(problem: Exception) -> None:
            rows.wait(number, form_id, waiting=False)
            self._case.say(problem)

        self._case.act(deed, form_id, *facts, done=done, failed=failed)

    def _go_on(self, left_at: QWidget | None) -> None:
        """The cursor stands on what comes next, unless the teller has moved it meanwhile."""
        rows = self._deck.signatures
        if self._deck.page is not rows or QApplication.focusWidget() is not left_at:
            return
        wanted = rows.first_widget()
        if wanted is None:
            self.all_there.emit()
        else:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
