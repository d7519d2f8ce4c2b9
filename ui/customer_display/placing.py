"""Where the customer display goes: whole second screen, else a window beside the teller's."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

SMALLEST = QSize(640, 420)
WANTED = QSize(1024, 600)


def beside(available: QRect, first: QRect) -> QRect:
    """A place on the only screen: to the right of the first window, or to its left, where there is room for it.

    When the first window leaves no room, the lower right of the screen, at most half as wide as it.
    """
    right = available.right() - first.right()
    left = first.left() - available.left()
    height = min(WANTED.height(), available.height())
    for room, start in ((right, first.right() + 1), (left, available.left())):
        if room >= SMALLEST.width():
            width = min(WANTED.width(), room)
            x = start if start > first.right() else first.left() - width
            return QRect(x, max(available.top(), min(first.top(), available.bottom() - height + 1)), width, height)
    width = min(WANTED.width(), max(SMALLEST.width(), available.width() // 2), available.width())
    return QRect(available.right() - width + 1, available.bottom() - height + 1, width, height)
