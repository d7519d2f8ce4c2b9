"""Threads of tests: none is waited for without an end, so that what hangs fails where it hangs."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Final

PATIENCE: Final = 120.0
"""Seconds after which a thread, or whoever was to come to a barrier, is given up; no test waits for time to pass."""


def ended(*threads: threading.Thread) -> None:
    """Wait until these have ended."""
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), f"{thread.name} is still at work after {PATIENCE:.0f} s"


def together(threads: Iterable[threading.Thread]) -> None:
    """Start these, one right after the other, and wait until all have ended."""
    begun = tuple(threads)
    for thread in begun:
        thread.daemon = True  # one that hangs does not keep the test process, too
        thread.start()
    ended(*begun)
