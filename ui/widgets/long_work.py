"""What is being done, how far it is, and a button that stops it: for everything that takes more than a second."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.support.run_op import Done, Failed, OpRunner
from ui.theme import fix, space
from ui.widgets.containers import button, label

PATIENCE_MS = 700
"""What is done sooner shows no bar: it would only flicker."""

Progress = Callable[[int, int], None]
"""``(done, of)``; ``of`` is 0 while nobody knows how much it will be. May be called from a worker."""
Work = Callable[[Progress, Callable[[], bool]], Any]
"""Gets ``progress`` and ``cancelled``; it asks between its units and then refuses, with nothing left half."""


class LongWork(QWidget):
    """A line that comes up while something is at work. One work at a time; Escape and the button stop it."""

    busy_changed = Signal(bool)
    _told = Signal(int, int)

    def __init__(self, runner: OpRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._stop = Event()
        self._busy = False
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
        self._retranslate()
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is at work."""
        return self._busy

    def run(self, work: Work, *, words: str, done: Done, failed: Failed, serial: bool = True) -> None:
        """Do ``work`` off the GUI thread and say ``words`` meanwhile; nothing happens while another is at work."""
        if self._busy:
            return
        self._busy, self._stop = True, Event()
        stop = self._stop
        self.words.setText(words)
        self.bar.setRange(0, 0)
        self.far.clear()
        self.cancel.setEnabled(True)
        self._patience.start()
        self.busy_changed.emit(True)
        self._runner.run(
            lambda: work(self._told.emit, stop.is_set), done=lambda value: self._end(done, value),
            failed=lambda problem: self._end(failed, problem), owner=self, serial=serial,
        )  # fmt: skip

    def stop(self) -> None:
        """Ask the work to stop; it does so between two of its units."""
        self._stop.set()
        self.cancel.setEnabled(False)

    def _end(self, told: Callable[[Any], None], value: Any) -> None:
        self._busy = False
        self._patience.stop()
        self.hide()
        self.busy_changed.emit(False)
        told(value)

    def _tell(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(min(done, of))
        self.far.setText(f"{done:,} / {of:,}" if of else f"{done:,}")

    def _retranslate(self) -> None:
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("How far it is"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
