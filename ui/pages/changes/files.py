"""ChangeFiles and readers at the window: papers printed and scanned back, the line of a card reader (KY-1, KY-4)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.archive.press import MOST_SCAN_BYTES
from app.changes.view import ChangeView
from app.clients.papers import parse_card_burst
from app.common.actor import Actor
from app.common.clock import SystemClock, branch_day
from app.common.errors import Refused
from ui.pages.changes.case import ChangeCase
from ui.support.ask import Ask, Asker, Kind
from ui.widgets import show_toast


class ChangeFiles(QObject):
    """Does what the signing step asks for with files; a refusal is said by the case, as any other."""

    def __init__(
        self, case: ChangeCase, signing: Any, print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(page)
        self._case = case
        self._signing = signing
        self._print_form = print_form
        self._ask = ask
        self._page = page
        signing.print_wanted.connect(self.print_form)
        signing.scan_wanted.connect(self.choose_scan)

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
        if view.kind == "paper-renewed":
            until = card.until.isoformat() if card.until is not None else "长期"
            values |= {
                "paper_kind": card.kind.value, "paper_number": card.number, "paper_issuer": card.issuer,
                "paper_from": card.issued.isoformat(), "paper_until": until, "paper_address": card.address,
            }  # fmt: skip
        self._case.put(values)

    def print_form(self, form_id: str) -> None:
        """Print what is entered now, for signing by hand."""

        def printed(_: Actor, number: str, form_id: str) -> None:
            self._print_form(number, form_id)

        self._do(printed, form_id, said=self.tr("The paper has been sent to the printer."))

    def choose_scan(self, form_id: str) -> None:
        """Ask for the scan of a paper that was signed by hand, then keep it."""
        number = self._case.number
        title = self.tr("Scan of the signed paper")
        files = self.tr("Scans (PDF, JPEG, PNG)") + " (*.pdf *.jpg *.jpeg *.png *.PDF *.JPG *.JPEG *.PNG)"

        def came(path: str) -> None:
            if self._case.number == number:  # the dialog may have stood open while the case was changed
                deed = partial(_attach, self._case.service.attach_scan)
                self._do(deed, form_id, path, said=self.tr("The scan has been attached."))

        self._ask(self._page, Ask(Kind.OPEN_FILE, title, files=files), came)

    def _do(self, deed: Callable[..., Any], *facts: object, said: str) -> None:
        self._signing.wait(waiting=True)

        def done(_: object) -> None:
            self._signing.wait(waiting=False)
            show_toast(self._page, said)
            self._case.look()

        def failed(problem: Exception) -> None:
            self._signing.wait(waiting=False)
            self._case.say(problem)

        self._case.act(deed, *facts, done=done, failed=failed)


def _attach(
    attach: Callable[[Actor, str, str, bytes], ChangeView], actor: Actor, number: str, form_id: str, path: str
) -> ChangeView:
    """Hand the file to ``attach``, in a worker. Refused: ``scan.unreadable`` and as ``attach``."""
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_SCAN_BYTES + 1)  # one byte more than is taken: enough to refuse it
    except (OSError, ValueError) as fault:
        raise Refused("scan.unreadable") from fault
    return attach(actor, number, form_id, content)
