"""Notices that nobody is at the counter, so that the window locks itself (SE-1)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_SIGNS = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove}
)  # fmt: skip


class IdleWatch(QObject):
    """Emits ``idle`` after ``seconds`` without a key, a mouse move or a pen in any watched window."""

    idle = Signal()

    def __init__(self, seconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.idle)

    def watch(self, window: QWindow) -> None:
        """Count what is done in ``window`` too. Filters the native window only: cheap, every input passes it."""
        window.installEventFilter(self)

    def start(self) -> None:
        """Begin to count (after sign-in)."""
        self._timer.start()

    def stop(self) -> None:
        """Stop counting (signed out or locked)."""
        self._timer.stop()

    def counting(self) -> bool:
        """Whether the clock is running."""
        return self._timer.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start the count anew on any sign of life; never swallows anything."""
        if event.type() in _SIGNS and self._timer.isActive():
            self._timer.start()
        return False
