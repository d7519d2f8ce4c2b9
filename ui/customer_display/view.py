"""What every view of the customer display shares: a head, a body, a foot with the buttons, and being answered once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .buttons import ENTER
from .style import QUIET, START, Metrics, Role
from .texts import Scaled, Text

NowMs = Callable[[], int]


def monotonic_ms() -> int:
    """Milliseconds of a clock that is never set back."""
    return time.monotonic_ns() // 1_000_000


class PromptView(QWidget):
    """One prompt on the screen. ``progressed`` tells the teller's side that something moves, never what was entered.

    A view is answered once: ``finish`` is true the first time and locks the view until the owner shows another prompt.
    """

    accessible_role = "Grouping"
    progressed = Signal(str)

    def __init__(self, now_ms: NowMs = monotonic_ms) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.now_ms = now_ms
        self.metrics = START
        self.answered_already = False
        self.caption = Text(role=Role.SMALL, colour=QUIET)
        self.count = Text(role=Role.SMALL, colour=QUIET, align=Qt.AlignmentFlag.AlignRight)
        self.head = QHBoxLayout()
        self.head.addWidget(self.caption, 1)
        self.head.addWidget(self.count)
        self.body = QVBoxLayout()
        self.foot = QHBoxLayout()
        self.column = QWidget()
        self.column.setObjectName("plain")
        self._box = QVBoxLayout(self.column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(self.head)
        self._box.addLayout(self.body, 1)
        self._box.addLayout(self.foot)
        self._outer = QHBoxLayout(self)
        self._outer.addStretch(1)
        self._outer.addWidget(self.column, 1000)
        self._outer.addStretch(1)

    def start(self) -> None:
        """Called once the view is on the screen: put the focus and start the time."""

    def confirm(self) -> None:
        """Enter was pressed: do what the main button does, when it can be done."""

    def retranslate(self) -> None:
        """Set all texts anew in the current language."""

    def finish(self) -> bool:
        """True the first time; then the view is locked."""
        if self.answered_already:
            return False
        self.answered_already = True
        self.setEnabled(False)
        return True

    def apply(self, metrics: Metrics) -> None:
        """Take over the sizes, for all parts."""
        self.metrics = metrics
        self._outer.setContentsMargins(metrics.margin, metrics.margin, metrics.margin, metrics.margin)
        self.column.setMaximumWidth(metrics.column)
        for layout in (self._box, self.body, self.foot, self.head):
            layout.setSpacing(metrics.gap)
        for part in self.findChildren(QWidget):
            if isinstance(part, Scaled):
                part.apply(metrics)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms. A key held down does not: it would run through the next prompts unread."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.confirm()
        event.accept()
