"""Keys of a window or a page, in one line each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def shortcut(keys: str, owner: QWidget, act: Callable[[], object], *, window: bool = True) -> QShortcut:
    """Have ``keys`` call ``act`` while ``owner``'s window is active, or only while the focus is inside ``owner``."""
    made = QShortcut(QKeySequence(keys), owner)
    context = Qt.ShortcutContext.WindowShortcut if window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made.setContext(context)
    made.activated.connect(act)
    return made
