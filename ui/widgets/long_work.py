"""What is being done, how far it is, and a button that stops it: for everything that takes more than a second."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.common.errors import Refused
from app.common.long_work import Cancelled, Progress
from ui.support.run_op import Done, Failed, OpRunner
from ui.support.shortcuts import Act, Key, bind
from ui.theme import fix, space
from ui.widgets.containers import button, label

PATIENCE_MS = 700
"""What is done sooner shows no bar: it would only flicker."""

if TYPE_CHECKING:
    from ui.support.saving import Saving, Waits

Work = Callable[[Progress, Cancelled], Any]
"""Gets ``progress`` and ``cancelled``; it asks between its units and then refuses, with nothing left half."""


STOPPED = ("work.cancelled", "reports.stopped")
"""Refusals by which a work ends that the person has stopped."""


def tone(problem: Exception) -> str:
    """How a banner says why a work ended: what the person stopped is told, not warned of."""
    return "info" if isinstance(problem, Refused) and problem.code in STOPPED else "danger"


class LongWork(QWidget):
    """A line that comes up while something is at work. One work at a time; Escape and the button stop it.

    A work that nobody waits for any more stops as well: the page goes with the sign-in, or the program ends.
    """

    busy_changed = Signal(bool)
    _told = Signal()

    def __init__(self, runner: OpRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._stop = Event()
        self._busy = False
        self._far, self._telling = (0, 0), False
        self._escape: Key | None = None
        self._saving: Saving | None = None
        self._failed: Failed = lambda _: None
        self.words, self.far, self.bar = label("", "muted"), label("", "small"), QProgressBar()
        self.cancel = button("", "link", "close")
        self.bar.setTextVisible(False)
        fix(self.bar, height=8)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.far)
        row.addWidget(self.cancel)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self.show)
        self._told.connect(self._tell)
        self.cancel.clicked.connect(self.stop)
        self.destroyed.connect(self._stop.set)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._stop.set)
        self._retranslate()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is at work."""
        return self._busy

    def run(
        self, work: Work, *, words: str, done: Done, failed: Failed, serial: bool = True, waits: Waits | None = None
    ) -> None:
        """Do ``work`` off the GUI thread and say ``words`` meanwhile; nothing happens while another is at work.

        ``waits``: it is a save of one transaction, done exactly once, which waits for a server that does not answer.
        """
        if self._busy:
            return
        self._busy = True
        self._stop.clear()
        self._begin(words)

        def deed() -> Any:
            return work(self._note, self._stop.is_set)

        ended = {"done": lambda value: self._end(done, value), "failed": lambda problem: self._end(failed, problem)}
        self._saving, self._failed = None, ended["failed"]
        if waits is None:
            self._runner.run(deed, **ended, owner=self, serial=serial)
        else:
            self._saving = self._runner.save(deed, **ended, waits=waits, owner=self, serial=serial)

    def _begin(self, words: str) -> None:
        self._telling = False
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.far.clear()
        self.cancel.setEnabled(True)
        self._patience.start()
        if self._escape is None:
            self._escape = bind(Act.BACK, self.parentWidget() or self, self.stop, lambda: self.tr("cancel"))
        self._escape.setEnabled(True)
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Ask the work to stop; it does so between two of its units."""
        if not self._busy:
            return
        self._stop.set()
        self.cancel.setEnabled(False)
        if self._saving is not None and self._saving.waiting:  # for a server that may not answer for long
            self._saving.stop()
            self._failed(Refused("work.given_up"))

    def _note(self, done: int, of: int) -> None:
        """In the worker: one call to the window's thread at a time, however often a work tells."""
        self._far = (done, of)
        if not self._telling:
            self._telling = True
            self._told.emit()

    def _end(self, told: Callable[[Any], None], value: Any) -> None:
        self._busy, self._saving = False, None
        if self._escape is not None:
            self._escape.setEnabled(False)
        self._patience.stop()
        self.hide()
        self.busy_changed.emit(False)
        told(value)

    def _tell(self) -> None:
        self._telling = False  # first: what comes from now on is told again
        done, of = self._far
        self.bar.setRange(0, of)
        self.bar.setValue(min(done, of))
        self.far.setText(f"{done:,} / {of:,}" if of else f"{done:,}" if done else "")

    def _retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("How far it is"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
