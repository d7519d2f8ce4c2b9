"""Tab stops on a page in the order of reading: row by row, from left to right, what stands in a box together.

Qt stops in the order in which widgets were made, and much on a page is made later than its neighbours: choices in
another language, tiles that were counted, buttons that a right brings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget


def read_in_order(page: QWidget) -> None:
    """Chain the stops of ``page`` as they are seen now; what is hidden keeps its place among itself."""
    for one, other in pairwise(stops(page)):
        if one.nextInFocusChain() is not other:
            QWidget.setTabOrder(one, other)


def stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops, as a reader comes to it."""
    return list(_inside(page))


def _inside(box: QWidget) -> Iterator[QWidget]:
    for child in _in_rows(box):
        if _is_stop(child):
            yield child
        yield from _inside(child)


def _is_stop(widget: QWidget) -> bool:
    tabs = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tabs and widget.isEnabled() and widget.focusProxy() is None


def _in_rows(box: QWidget) -> list[QWidget]:
    """The visible children: a child stands in the row of the first one whose middle its top does not pass."""
    children = [one for one in box.children() if isinstance(one, QWidget) and not one.isHidden() and not one.isWindow()]
    rows: list[list[QWidget]] = []
    for child in sorted(children, key=lambda one: (one.y(), one.x())):
        if rows and child.y() <= _middle(rows[-1][0].geometry()):
            rows[-1].append(child)
        else:
            rows.append([child])
    return [one for row in rows for one in sorted(row, key=lambda one: one.x())]


def _middle(place: QRect) -> int:
    return place.y() + place.height() // 2
