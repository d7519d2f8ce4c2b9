"""Our own line icons: 24 px grid, tinted by hand from SVG so that they follow the theme.

A file in ``resources/icons`` holds only the inside of the drawing; stroke, caps and colour are put round it here,
so every icon has the same weight. ``bind_icon`` remembers the name on the widget and ``refresh`` repaints all of them
when the theme changes.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from ui.theme.sizes import scaled
from ui.theme.tokens import Tokens, current

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"


@cache
def _drawing(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text(encoding="utf-8")


def _svg(name: str, colour: str) -> bytes:
    return _drawing(name).replace("currentColor", colour).encode()


@cache
def _rendered(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_svg(name, colour))).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _colour(role: str, tokens: Tokens) -> str:
    return role if role.startswith("#") else str(getattr(tokens, role))


def pixmap(name: str, role: str = "muted", size: int = 20, ratio: float = 0.0) -> QPixmap:
    """The icon ``name`` in the colour of token ``role``; ``size`` in logical pixels, ``ratio`` 0 for the screen's."""
    application = QApplication.instance()
    if not ratio:
        ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
    return _rendered(name, _colour(role, current()), size, ratio)


def _spaced(picture: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return picture
    ratio = picture.devicePixelRatio()
    wide = QPixmap(picture.width() + round(gap * ratio), picture.height())
    wide.fill(QColor(0, 0, 0, 0))
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return wide


def icon(name: str, role: str = "muted", size: int = 20, on: str = "", gap: int = 0) -> QIcon:
    """The same as a ``QIcon`` with a disabled face; ``on``: token of the checked state; ``gap``: room at its right."""
    made = QIcon()
    made.addPixmap(_spaced(pixmap(name, role, size), gap), QIcon.Mode.Normal, QIcon.State.Off)
    made.addPixmap(_spaced(pixmap(name, "border_strong", size), gap), QIcon.Mode.Disabled, QIcon.State.Off)
    if on:
        made.addPixmap(_spaced(pixmap(name, on, size), gap), QIcon.Mode.Normal, QIcon.State.On)
    return made


def bind_icon(
    widget: QAbstractButton | QLabel, name: str, role: str = "muted", size: int = 20, on: str = "", gap: int = 0
) -> None:
    """Give ``widget`` the icon ``name`` and keep it in step with the theme; ``gap``: room before a button's text."""
    widget.setProperty("boundIcon", f"{name}|{role}|{size}|{on}|{gap}")
    _put(widget)


def _put(widget: QAbstractButton | QLabel) -> None:
    name, role, size, on, gap = str(widget.property("boundIcon")).split("|")
    pixels = scaled(int(size))
    if isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, role, pixels))
        return
    widget.setIcon(icon(name, role, pixels, on, int(gap)))
    widget.setIconSize(QSize(pixels + int(gap), pixels))


def refresh() -> None:
    """Tint every bound icon anew (after a change of theme)."""
    for widget in QApplication.allWidgets():
        if widget.property("boundIcon") and isinstance(widget, QAbstractButton | QLabel):
            _put(widget)
