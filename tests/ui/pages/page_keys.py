"""What holds for the keys of every page: no key twice, letters never twice, Tab in the order of reading."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.main_window import MainWindow
from ui.support.access_keys import AccessKeys
from ui.support.reading_order import read_in_order
from ui.support.shortcuts import GLOBAL, KEYS, Key

LINE = 24
"""Tops that are no further apart than so many pixels stand in one line."""
SLACK = 6
"""So many pixels may a place overlap another and still stand beside or under it."""


def doubles(page: QWidget) -> list[str]:
    """Keys that two acts of the page claim at one place: neither would be done."""
    keys = [key for key in page.findChildren(Key) if key.isEnabled() and key.owner.isVisibleTo(page)]
    found = []
    for number, one in enumerate(keys):
        if one.act in GLOBAL and one.owner is not page.window():
            found.append(f"{one.act} is the window's")
        for other in keys[number + 1 :]:
            same = set(KEYS[one.act]) & set(KEYS[other.act])
            near = (
                one.owner is other.owner or one.owner.isAncestorOf(other.owner) or other.owner.isAncestorOf(one.owner)
            )
            if same and near:
                found.append(f"{sorted(same)[0]}: {one.act} and {other.act}")
    return found


def stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops on the page, in the order in which it stops there."""
    found: list[QWidget] = []
    at = first = page.nextInFocusChain()
    while at is not None:
        seen = page.isAncestorOf(at) and at.isVisibleTo(page) and not at.visibleRegion().isEmpty()
        tabs = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus) and at.focusProxy() is None
        if seen and tabs and at.isEnabled():
            found.append(at)
        at = at.nextInFocusChain()
        if at is first:
            break
    return found


def jumps(page: QWidget) -> list[str]:
    """Places where Tab goes up, or to the left in a line: against the order of reading."""
    found = []
    places = stops(page)
    for one, other in pairwise(places):
        a, b = _rect(one, page), _rect(other, page)
        above = b.bottom() <= a.top() + SLACK
        aside = b.left() >= a.right() - SLACK
        in_line = abs(a.top() - b.top()) <= LINE
        if (above and not aside) or (in_line and b.right() <= a.left() + SLACK):
            found.append(f"{_name(one)} {a.x(), a.y()} -> {_name(other)} {b.x(), b.y()}")
    return found


def letters_twice(window: MainWindow, page: QWidget) -> int:
    """How many buttons and fields share a letter with another one."""
    keys = AccessKeys(window)
    found = keys.show(page)
    tips = len(keys._tips)
    keys.hide()
    keys.deleteLater()
    return tips - len(found)


def _rect(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return f"{type(widget).__name__} {widget.accessibleName() or (text() if callable(text) else '')}".strip()


def check_page(window: MainWindow, page: QWidget) -> None:
    """Everything above, of a page that is up."""
    QApplication.processEvents()
    assert doubles(page) == []
    assert letters_twice(window, page) == 0
    read_in_order(page)
    assert not jumps(page), jumps(page)
