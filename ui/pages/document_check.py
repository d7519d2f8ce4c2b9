"""Checking a document of the archive, or a PDF that somebody brought back: the verdict, and the page that proves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.pages.client_view import CheckedFile, ClientProvider
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.support.shortcuts import Act, bind
from ui.widgets.containers import button

COLOURS = {"genuine": "ok", "altered": "danger", "unknown": "warn"}


class DocumentCheck(QObject):
    """Two buttons and what they do. ``of_document`` checks the document chosen, ``of_file`` asks for a file.

    ``print_`` gets the number of a document to print; None for those who may not print.
    """

    begun = Signal()
    checked = Signal(object)
    """A ``CheckedFile``."""
    failed = Signal(Exception)

    def __init__(
        self, page: QWidget, runner: OpRunner, provider: ClientProvider, ask: Asker,
        print_: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(page)
        self._page = page
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._print = print_
        self.of_document: QPushButton = button("", "link", "shield")
        self.of_file: QPushButton = button("", "link", "search")
        self.of_file.clicked.connect(self.ask_file)
        bind(Act.CHECK_FILE, page, self.ask_file)
        self.shown: CheckedFile | None = None

    def check(self, document_id: str) -> None:
        """Check a document of the archive; in a worker."""
        self.begun.emit()
        self._runner.run(
            self._provider.check, document_id, done=self._came, failed=self._refused, owner=self._page
        )  # fmt: skip

    def ask_file(self) -> None:
        """Ask for a PDF and check it."""
        self._ask(self._page, Ask(Kind.OPEN_FILE, _say("Check a PDF"), files="PDF (*.pdf)"), self._check_file)

    def _check_file(self, path: str) -> None:
        self.begun.emit()
        self._runner.run(self._provider.check_file, path, done=self._came, failed=self._refused, owner=self._page)

    def _came(self, found: CheckedFile) -> None:
        self.shown = found
        self.checked.emit(found)

    def _refused(self, problem: Exception) -> None:
        self.failed.emit(problem)

    def forget(self) -> None:
        """Another document is shown now."""
        self.shown = None

    def print_page(self) -> bool:
        """Print the verification page when it is what is shown; tells whether it was. It is archived by that."""
        found = self.shown
        if found is None:
            return False
        if self._print is not None:
            self._runner.save(
                partial(self._provider.print_page, found), done=partial(self._kept, found), failed=self._refused,
                owner=self._page,
            )  # fmt: skip
        return True

    def _kept(self, found: CheckedFile, number: str | None) -> None:
        """It is in the archive; a lost answer does not hide the number that it was given before."""
        known = number or (found.pressed.number if found.pressed is not None else "")
        if self._print is not None and known:
            self._print(known)

    def retranslate(self) -> None:
        """Say the buttons' words anew."""
        self.of_document.setText(_say("Check"))
        self.of_file.setText(_say("Check a PDF"))


def verdict(found: CheckedFile) -> str:
    """What was found, in one sentence."""
    sentences = {
        "genuine": _say("Genuine: every signature holds and the file is the one in the ledger."),
        "altered": _say("Altered: this is not the file that was archived. Do not rely on it."),
        "unknown": _say("Unknown: nothing shows that this branch made the file."),
    }
    number = f"{found.number}　" if found.number else ""
    return number + sentences[found.verdict] + _destroyed(found)


def _destroyed(found: CheckedFile) -> str:
    """That the branch's own file is gone by the rules (AR-4)."""
    if not found.destroyed or found.destroyed_on is None:
        return ""
    text = _say("The branch's own file was destroyed on {on} by list {number}.")
    return " " + text.format(on=found.destroyed_on.isoformat(), number=found.destroyed)


def _say(text: str) -> str:
    return QCoreApplication.translate("DocumentCheck", text)


def _marked() -> tuple[str, ...]:
    """The texts of ``_say``, where the translation tool can see them."""
    translate = QCoreApplication.translate
    return (
        translate("DocumentCheck", "Check"),
        translate("DocumentCheck", "Check a PDF"),
        translate("DocumentCheck", "Genuine: every signature holds and the file is the one in the ledger."),
        translate("DocumentCheck", "Altered: this is not the file that was archived. Do not rely on it."),
        translate("DocumentCheck", "The branch's own file was destroyed on {on} by list {number}."),
        translate("DocumentCheck", "Unknown: nothing shows that this branch made the file."),
    )
