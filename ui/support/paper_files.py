"""Papers signed by hand, at the window (KY-4): one goes to the printer, its scan comes back from a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.archive.scan_file import read_scan
from app.common.actor import Actor
from ui.support.ask import Ask, Asker, Kind
from ui.support.open_case import CaseAtWindow
from ui.widgets import show_toast

Found = TypeVar("Found")


class PaperFiles(QObject):
    """Prints forms and takes files for one case; a refusal is said by the case, as any other.

    ``print_form(case_number, form_id)`` is called in a worker. ``wait(waiting=...)``: what stands on the page waits.
    """

    def __init__(
        self, case: CaseAtWindow[Any, Any], print_form: Callable[[str, str], object], ask: Asker, page: QWidget
    ) -> None:
        super().__init__(page)
        self._case = case
        self._print_form = print_form
        self._ask = ask
        self._page = page

    def send(self, form_id: str, wait: Callable[..., None]) -> None:
        """Print what is entered now, for signing by hand."""

        def printed(_: Actor, number: str, form: str) -> None:
            self._print_form(number, form)

        self._do(printed, form_id, wait=wait, said=self.tr("Sent to the printer."))

    def take(self, attach: Callable[..., Any], what: str, title: str, wait: Callable[..., None]) -> None:
        """Ask for the file of a scan and hand it to ``attach(actor, case_number, what, content)``."""
        question = Ask(
            Kind.OPEN_FILE, self.tr("Scan of {title}").format(title=title),
            files=self.tr("Scans (PDF, JPEG, PNG)") + " (*.pdf *.jpg *.jpeg *.png *.PDF *.JPG *.JPEG *.PNG)",
        )  # fmt: skip
        number = self._case.number

        def came(path: str) -> None:
            if self._case.number == number:  # the dialog may have stood open while the case was changed
                deed = partial(attach_file, attach)
                self._do(deed, what, path, wait=wait, said=self.tr("The scan has been attached."))

        self._ask(self._page, question, came)

    def afterwards(self) -> Callable[[], None]:
        """What follows once a paper has been printed or taken; asked while it is under way. Overridden."""
        return self._case.look

    def _do(self, deed: Callable[..., Any], *facts: object, wait: Callable[..., None], said: str) -> None:
        """``deed`` with its row waiting; afterwards the case as it stands, whatever came of it."""
        wait(waiting=True)
        after = self.afterwards()

        def done(_: object) -> None:
            wait(waiting=False)
            show_toast(self._page, said)
            after()

        def failed(problem: Exception) -> None:
            wait(waiting=False)
            self._case.say(problem)

        self._case.act(deed, *facts, done=done, failed=failed)


def attach_file(
    attach: Callable[[Actor, str, str, bytes], Found], actor: Actor, number: str, what: str, path: str
) -> Found:
    """Hand the file at ``path`` to ``attach``, in a worker. Refused: ``scan.unreadable`` and as ``attach``."""
    return attach(actor, number, what, read_scan(path))
