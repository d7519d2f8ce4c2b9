"""The ways to the printer from every page: straight on when it is known how, else the panel asks first."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.gateways.printing import PrinterInfo
from app.printing.domain import PrintSettings
from app.printing.storage import TOPIC
from ui.print_data import Printable
from ui.purpose_question import purpose_question
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.widgets.banner import show_toast
from ui.widgets.preview import Raster
from ui.widgets.print_panel import Paper, PrintPanel


class PrintPort(Protocol):
    """Where printing is done; called in a worker (``ui.print_data.PrintData``)."""

    def printable(self, number: str) -> Printable:
        """What is known of a document."""
        ...

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers of this computer."""
        ...

    @property
    def usual(self) -> Sequence[str]:
        """Purposes that are stated often."""
        ...

    def state_purpose(self, client_id: str, why: str) -> None:
        """What a client's papers are needed for."""
        ...

    def preview(self, number: str, label: str) -> bytes:
        """The next print of this copy."""
        ...

    def print_document(self, number: str, settings: PrintSettings | None) -> int:
        """Queue a document."""
        ...

    def remember(self, form_id: str, settings: PrintSettings, *, general: bool) -> None:
        """Print a form like that from now on."""
        ...

    def print_form(self, case_number: str, form_id: str) -> None:
        """Queue an unsigned form."""
        ...

    @property
    def may_print(self) -> bool:
        """Whether the person may print at all."""
        ...

    def card(self, card_id: str) -> Printable:
        """What is known of a quick card."""
        ...

    def card_pages(self, card_id: str) -> bytes:
        """A quick card as PDF."""
        ...

    def print_card(self, card: Printable, settings: PrintSettings) -> None:
        """Queue a quick card."""
        ...

    def undone(self) -> int:
        """Jobs of this counter that are not printed yet."""
        ...


class PrintDesk(QObject):
    """What the pages call to print. Lives as long as the window.

    ``print_document`` asks how when nobody has said so yet for this form at this counter, or while Shift is held;
    otherwise the document is queued at once. Documents that come while the panel is open have their turn after it.
    """

    undone_changed = Signal(int)
    """How many jobs of this counter are not printed: for a number at the page's button."""
    _told = Signal(str)

    def __init__(
        self, window: QWidget, runner: OpRunner, port: PrintPort, raster: Raster, ask: Asker = ask_dialog
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._purpose = ask
        self._window = window
        self._runner = runner
        self._port = port
        self._raster = raster
        self._latest = Latest(runner, self)
        self._waiting: deque[tuple[str, bool]] = deque()
        self._busy = False
        self.panel: PrintPanel | None = None
        self._told.connect(self._count)

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        if topic == TOPIC:
            self._told.emit(topic)

    def _count(self) -> None:
        self._latest.ask(self._port.undone, done=self.undone_changed.emit, failed=lambda _: None)

    # documents

    def print_document(self, number: str) -> None:
        """Print an archived document."""
        self._take(number, asking=_shift())

    def set_up(self, number: str) -> None:
        """Print an archived document, asking how in any case."""
        self._take(number, asking=True)

    def _take(self, number: str, *, asking: bool) -> None:
        self._waiting.append((number, asking))
        self._next()

    def _next(self) -> None:
        """One at a time, in the order in which they were wanted; what was answered for one may hold for the next."""
        if self._busy or not self._waiting:
            return
        self._busy = True
        number, asking = self._waiting.popleft()

        def known(found: Printable) -> None:
            if found.purpose_needed:
                self._ask_purpose(found, asking=asking)
            elif asking or found.settings is None:
                self._ask(found)
            else:
                self._send(found, None, general=False)

        self._runner.run(self._port.printable, number, done=known, failed=self._failed, owner=self)

    def _ask_purpose(self, found: Printable, *, asking: bool) -> None:
        """What it is needed for, once a client: then it and what was wanted along with it have their turn (AR-3)."""
        # an answer may never come: then nothing of this is printed, and nothing else may wait for it
        wanted = [(found.number, asking), *self._waiting]
        self._waiting.clear()
        self._busy = False

        def said(why: str) -> None:
            self._port.state_purpose(found.client_id, why)
            self._waiting.extend(wanted)
            self._next()

        self._purpose(self._window, purpose_question(self._port.usual), said)

    def _ask(self, found: Printable) -> None:
        paper = Paper(found.title, found.pages, found.copies, found.settings)
        panel = PrintPanel(
            self._runner, self._raster, paper, lambda name: self._port.preview(found.number, name), self._window
        )
        self.panel = panel
        panel.chosen.connect(lambda wanted, general: self._send(found, wanted, general=general))
        panel.rejected.connect(self._left)
        panel.open()
        self._runner.run(self._port.printers, done=panel.set_printers, failed=panel.refuse, owner=panel)

    def _left(self) -> None:
        """Nothing of what was wanted along with it is printed either."""
        self._waiting.clear()
        self._done()

    def _send(self, found: Printable, wanted: PrintSettings | None, *, general: bool) -> None:
        def send() -> int:
            if wanted is not None:
                self._port.remember(found.form_id, wanted, general=general)
            return self._port.print_document(found.number, wanted)

        self._runner.run(send, done=lambda _: self._sent(found), failed=self._failed, owner=self, serial=True)

    def _sent(self, found: Printable) -> None:
        show_toast(self._window, _words("In the print queue: {title}").format(title=found.title))
        self._done()

    def _failed(self, problem: Exception) -> None:
        self._waiting.clear()
        show_toast(self._window, say(problem), "danger", 8000)
        self._done()

    def _done(self) -> None:
        self._busy, self.panel = False, None
        self._next()

    # quick cards

    def show_card(self, card_id: str) -> None:
        """Show a quick card; who may print can send it to the printer from there, as any paper."""
        if self._busy:
            return
        self._busy = True
        self._runner.run(self._port.card, card_id, done=self._show_card, failed=self._failed, owner=self)

    def _show_card(self, found: Printable) -> None:
        def send(wanted: PrintSettings, general: bool) -> None:
            def queue() -> None:
                self._port.remember(found.form_id, wanted, general=general)
                self._port.print_card(found, wanted)

            self._runner.run(queue, done=lambda _: self._sent(found), failed=self._failed, owner=self, serial=True)

        paper = Paper(found.title, found.pages, found.copies, found.settings, prints=self._port.may_print)
        pages = partial(self._card_pages, found.number)
        panel = self.panel = PrintPanel(self._runner, self._raster, paper, pages, self._window)
        panel.chosen.connect(send)
        panel.rejected.connect(self._left)
        panel.open()
        if paper.prints:
            self._runner.run(self._port.printers, done=panel.set_printers, failed=panel.refuse, owner=panel)

    def _card_pages(self, card_id: str, _: str) -> bytes:
        return self._port.card_pages(card_id)

    # forms of running cases

    def print_form(self, case_number: str, form_id: str) -> None:
        """Print a form that is to be signed by hand (KY-4). Called in a worker; as remembered, without asking."""
        self._port.print_form(case_number, form_id)


def _shift() -> bool:
    return bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)


def _words(text: str) -> str:
    return QCoreApplication.translate("PrintDesk", text)


def _marked() -> Sequence[str]:
    """The texts of ``_words``, where the translation tool can see them."""
    return (QCoreApplication.translate("PrintDesk", "In the print queue: {title}"),)
