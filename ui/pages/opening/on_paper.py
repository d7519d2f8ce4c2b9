"""Signing on paper at the window (KY-4): a form goes to the printer, its scan comes back from a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.pages.opening.case import OpenCase
from ui.pages.opening.deck import Deck
from ui.support.ask import Asker
from ui.support.paper_files import PaperFiles


class OnPaper(PaperFiles):
    """Does what the rows of the last step ask for; a refusal is said by the case, as any other.

    ``all_there``: the last scan has been attached.
    """

    all_there = Signal()

    def __init__(
        self, case: OpenCase, deck: Deck, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(case, print_form, ask, page)
        self._opening = case
        self._deck = deck
        deck.print_wanted.connect(self.print_form)
        deck.scan_wanted.connect(self.choose_scan)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""
        self.send(form_id, self._row(form_id))

    def choose_scan(self, form_id: str) -> None:
        """Ask for the file of the scan, then attach it."""
        title = next((form.title for form in self._deck.signatures.forms if form.form_id == form_id), form_id)
        self.take(self._opening.service.attach_scan, form_id, title, self._row(form_id))

    def _row(self, form_id: str) -> Callable[..., None]:
        return partial(self._deck.signatures.wait, self._opening.number, form_id)

    def afterwards(self) -> Callable[[], None]:
        """The case as it stands, then the cursor where it belongs."""
        # a button that waits lets go of the cursor, and Qt puts it anywhere
        left_at = QApplication.focusWidget()
        return lambda: self._opening.act(self._opening.service.view, done=lambda _: self._go_on(left_at))

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
