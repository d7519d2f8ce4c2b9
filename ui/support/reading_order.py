"""Tab stops on a page in the order of reading: row by row, from left to right, what stands in a box together.

Qt stops in the order in which widgets were made, and much on a page is made later than its neighbours: choices in
another language, tiles that were counted, buttons that a right brings.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

OVERLAP = 3
"""So many pixels of a frame may reach over the line between two rows."""


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
    children = [one for one in box.children() if isinstance(one, QWidget) and not one.isHidden() and not one.isWindow()]
    return _cut(children, across=True)


def _cut(found: list[QWidget], *, across: bool) -> list[QWidget]:
    """Cut into rows that nothing crosses, these into columns, and so on; what cannot be cut goes by its corner."""
    if len(found) < 2:
        return found
    parts = _parts(found, across=across)
    if len(parts) > 1:
        return [one for part in parts for one in _cut(part, across=not across)]
    other = _parts(found, across=not across)
    if len(other) > 1:
        return [one for part in other for one in _cut(part, across=across)]
    return sorted(found, key=lambda one: (one.y(), one.x()))


def _parts(found: list[QWidget], *, across: bool) -> list[list[QWidget]]:
    """Rows (``across``) or columns with a clear line between them, in order."""
    spans = sorted(((one.y(), one.geometry().bottom()) if across else (one.x(), one.geometry().right()), number)
                   for number, one in enumerate(found))  # fmt: skip
    parts: list[list[QWidget]] = []
    end = 0
    for (begin, until), number in spans:
        if not parts or begin > end - OVERLAP:
            parts.append([])
        parts[-1].append(found[number])
        end = max(end, until)
    return parts
