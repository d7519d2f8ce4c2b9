"""Python's garbage is collected on the GUI thread only, while work is done off it.

The collector of Python runs in whichever thread happens to allocate. In a worker it would take away windows' parts that
hang together in circles there, with timers of the GUI thread: Qt crashes (seen in one run of two of a page's tests).
"""

from __future__ import annotations

import gc
from time import monotonic

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200
WHOLE_EVERY = 30.0
"""Seconds between two looks at everything, which takes longest."""

_held: set[object] = set()


class GuiCollector(QObject):
    """Works until it is stopped or its parent goes; with the last of them Python collects by itself again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lasts = False
        """Whether this is the program's one run, whose modules stay until it ends; tests have many."""
        self._whole_at = monotonic()
        self._key = key = object()
        _held.add(key)
        gc.disable()
        self.destroyed.connect(lambda: _let_go(key))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def hold(self) -> None:
        """Collect nothing for now: hundreds of modules are read, of which nothing will be garbage."""
        self._timer.stop()

    def go_on(self) -> None:
        """Collect again; in the program itself (``lasts``) leave alone for good what was read by now."""
        if self.lasts:
            gc.freeze()
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        """Nothing is done off the GUI thread any more."""
        self._timer.stop()
        _let_go(self._key)

    def look(self) -> None:
        """Collect what Python itself would have by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] <= limits[0]:
            return
        now = monotonic()
        if counts[2] > limits[2] and now - self._whole_at >= WHOLE_EVERY:
            self._whole_at = now
            gc.collect(2)
        else:
            gc.collect(1 if counts[1] > limits[1] else 0)


def _let_go(key: object) -> None:
    _held.discard(key)
    if not _held:
        gc.enable()
