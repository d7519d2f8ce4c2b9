"""What is copied out of this program does not lie in the clipboard for long (SE-1)."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MS = 10_000
"""So long a copied number can be pasted."""

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardWatch(QObject):
    """Clears what this program put into the clipboard, and into the selection of X11, after ``keep_ms``.

    What another program has put there meanwhile is left alone. A copy is this program's when it owns the clipboard, or
    when it comes while one of its windows has the focus: not every platform tells the owner.
    """

    def __init__(self, parent: QObject | None = None, keep_ms: int = KEEP_MS) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._ours: dict[QClipboard.Mode, bytes] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(keep_ms)
        self._timer.timeout.connect(self.clear)
        self._board.changed.connect(self._changed)

    def waits(self) -> bool:
        """Whether something of this program lies there."""
        return self._timer.isActive()

    def clear(self) -> None:
        """Take back now what is this program's (the time is up, the window is locked, the program ends)."""
        self._timer.stop()
        ours, self._ours = self._ours, {}
        for mode, digest in ours.items():
            if self._digest(mode) == digest:
                self._board.clear(mode)

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in _MODES or (mode is QClipboard.Mode.Selection and not self._board.supportsSelection()):
            return
        owns = self._board.ownsClipboard() if mode is QClipboard.Mode.Clipboard else self._board.ownsSelection()
        if self._board.text(mode) and (owns or QGuiApplication.focusWindow() is not None):
            self._ours[mode] = self._digest(mode)
            self._timer.start()
        else:
            self._ours.pop(mode, None)

    def _digest(self, mode: QClipboard.Mode) -> bytes:
        import hashlib  # the first window copies nothing

        return hashlib.sha256(self._board.text(mode).encode()).digest()
