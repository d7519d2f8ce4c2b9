"""What is still alive in this process: for tests that what was put away is gone (decision 0046)."""

from __future__ import annotations

import enum
import gc
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication


def alive() -> Counter[str]:
    """How many widgets, Qt objects, parts of windows and enumerations there are, by their names."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    found: Counter[str] = Counter(type(widget).__name__ for widget in QApplication.allWidgets())
    for one in gc.get_objects():
        kind = type(one)
        if isinstance(one, QObject) or str(kind.__module__).startswith("ui."):
            found[f"{kind.__module__}.{kind.__qualname__}"] += 1
        elif isinstance(one, enum.EnumMeta):
            found[f"class {one.__name__}"] += 1
    return found


def left_by(deed: Callable[[], None]) -> Counter[str]:
    """What there is more of after ``deed`` was done a second time; the first time builds what stays."""
    deed()
    before = alive()
    deed()
    return alive() - before
