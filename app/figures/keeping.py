"""A figure that took long to count is shown again from memory for a while, and says of which moment it is."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime, timedelta

from app.figures.domain import Value

LONG_MS = 100.0
"""What takes no longer is always counted anew: nobody notices."""
KEPT_FOR = timedelta(minutes=10)


class Keeping:
    """Figures of this program's run, by who asked for what on which day. May be asked from any thread."""

    def __init__(self, long_ms: float = LONG_MS) -> None:
        self._long_ms = long_ms
        self._lock = threading.Lock()
        self._kept: dict[Hashable, Value] = {}

    def found(self, key: Hashable, now: datetime) -> Value | None:
        """The figure as it was counted not long ago, marked as ``kept``; None when it has to be counted."""
        with self._lock:
            value = self._kept.get(key)
        return replace(value, kept=True) if value is not None and _young(value, now) else None

    def put(self, key: Hashable, value: Value, took_ms: float) -> None:
        """Keep what took long; forget what is too old."""
        with self._lock:
            self._kept = {known: one for known, one in self._kept.items() if _young(one, value.at)}
            if took_ms > self._long_ms:
                self._kept[key] = value
            else:
                self._kept.pop(key, None)


def _young(value: Value, now: datetime) -> bool:
    return timedelta(0) <= now - value.at < KEPT_FOR
