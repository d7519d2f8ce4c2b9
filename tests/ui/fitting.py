"""Finds texts that do not fit where they stand, and pages larger than their window."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton, QToolButton, QWidget

_SLACK = 2
"""Pixels: a text may be a little wider than its place without anybody seeing it."""


def cut(top: QWidget) -> list[str]:
    """Labels and buttons in sight whose text is cut and stands in no tooltip; what and by how many pixels."""
    found = []
    for widget in top.findChildren(QWidget):
        if not widget.isVisibleTo(top) or widget.visibleRegion().isEmpty():
            continue
        missing = _missing(widget)
        if missing > _SLACK and _text(widget) not in widget.toolTip():
            found.append(f"{_place(widget)}: {_text(widget)[:40]!r} misses {missing}")
    return found


def beyond(page: QWidget) -> str:
    """Says so when ``page`` needs more room than it has in its window; empty when it fits."""
    needed, room = page.minimumSizeHint(), page.size()
    if needed.width() > room.width() or needed.height() > room.height():
        return f"{type(page).__name__} needs {needed.width()} x {needed.height()}, has {room.width()} x {room.height()}"
    return ""


def _missing(widget: QWidget) -> int:
    text = _text(widget)
    if not text:
        return 0
    if isinstance(widget, QLabel):
        room = widget.contentsRect().adjusted(widget.margin(), 0, -widget.margin(), 0)
        if widget.wordWrap():
            flags = int(widget.alignment()) | 0x1000  # Qt.TextWordWrap
            need = widget.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags, text)
            return max(need.height() - room.height(), need.width() - room.width())
        need = widget.fontMetrics().boundingRect(QRect(0, 0, 10_000, 10_000), int(widget.alignment()), text)
        return max(need.width() - room.width(), need.height() - room.height())
    return max(widget.sizeHint().width() - widget.width(), widget.sizeHint().height() - widget.height())


def _text(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QPushButton | QToolButton | QCheckBox | QRadioButton):
        return widget.text().replace("&", "")
    return ""


def _place(widget: QWidget) -> str:
    names, above = [type(widget).__name__], widget.parentWidget()
    while above is not None and len(names) < 4:
        if type(above).__module__.startswith("ui."):
            names.append(type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names)
