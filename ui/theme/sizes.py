"""The size of the text, and everything that has to grow with it.

Three sizes to choose from. Font sizes and heights of the style sheet are multiplied when it is put together
(``ui/theme/look.py``); widgets that fix a width or a height in code do it through ``fix``, which remembers the figure
and applies it anew when the size of the text changes. Painting code asks ``scaled`` each time it paints.
"""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

NORMAL, LARGE, LARGEST = "normal", "large", "largest"
TEXT_SIZES = {NORMAL: 1.0, LARGE: 1.125, LARGEST: 1.25}
"""The choices and their factors. They keep a field as high with the frame of the focus as without it."""

_state = {"current": NORMAL}
_PROPERTY = "sizesByText"
_SETTERS = {
    "width": "setFixedWidth",
    "height": "setFixedHeight",
    "least_width": "setMinimumWidth",
    "least_height": "setMinimumHeight",
    "most_width": "setMaximumWidth",
    "most_height": "setMaximumHeight",
}


def text_size() -> str:
    """The size of the text in use; changed only by ``apply_text_size``."""
    return _state["current"]


def use(name: str) -> None:
    """Make ``name`` the size in use; normal when there is no such size (a stale setting must not stop a start)."""
    _state["current"] = name if name in TEXT_SIZES else NORMAL


def scaled(pixels: float) -> int:
    """``pixels``, meant for text of normal size, at the size in use."""
    return round(pixels * TEXT_SIZES[_state["current"]])


def fix(widget: QWidget, **pixels: int) -> None:
    """Fix sizes of ``widget`` that follow the text: ``width``, ``height``, or a ``least_`` or ``most_`` one of these.

    ``pixels`` are those for text of normal size. A later call adds to an earlier one.
    """
    kept: dict[str, int] = {**(widget.property(_PROPERTY) or {}), **pixels}
    widget.setProperty(_PROPERTY, kept)
    _put(widget, kept)


def _put(widget: QWidget, kept: dict[str, int]) -> None:
    for what, pixels in kept.items():
        getattr(widget, _SETTERS[what])(scaled(pixels))


def refresh() -> None:
    """Apply every remembered size anew (after a change of the text's size)."""
    for widget in QApplication.allWidgets():
        kept = widget.property(_PROPERTY)
        if kept:
            _put(widget, kept)
        widget.updateGeometry()
