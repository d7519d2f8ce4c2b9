"""What a window says to somebody who does not see it: names, roles and descriptions, as Qt hands them out."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QWidget,
)

FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QAbstractItemView, QTabBar)
"""Qt gives these their value or nothing for a name: they need one of their own, or a label."""


def focusable(top: QWidget) -> Iterator[QWidget]:
    """Every widget of ``top`` that the keyboard can stand on, shown just now or not."""
    for widget in (top, *top.findChildren(QWidget)):
        inside = isinstance(widget, QHeaderView) or widget.objectName() == "qt_spinbox_lineedit"
        if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QComboBox):
            inside = True  # the box has the keyboard
        pops_up = bool(widget.window().windowFlags() & Qt.WindowType.Popup == Qt.WindowType.Popup)
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None or inside or pops_up:
            continue
        yield widget


def spoken_name(widget: QWidget) -> str:
    """The name that assistive programs get; nothing where they would get no more than the value."""
    if isinstance(widget, FIELDS):
        return widget.accessibleName().strip() or _label_of(widget)
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def _label_of(widget: QWidget) -> str:
    parent = widget.parentWidget()
    beside = parent.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly) if parent else ()
    return next((label.text().strip() for label in beside if label.buddy() is widget), "")


def spoken_role(widget: QWidget) -> QAccessible.Role:
    """What the widget is said to be."""
    return QAccessible.queryAccessibleInterface(widget).role()


def _waits(widget: QWidget) -> bool:
    """A button that is not shown and has no words yet; it gets them when it is shown."""
    return isinstance(widget, QAbstractButton) and not widget.isVisible() and not widget.text()


def faults(top: QWidget) -> list[str]:
    """Every widget of ``top`` for the keyboard that has no name or no role, every column without a heading."""
    found = []
    for widget in focusable(top):
        if not spoken_name(widget) and not _waits(widget):
            found.append(f"no name: {where(widget)}")
        role = spoken_role(widget)
        frames = (QAccessible.Role.Client, QAccessible.Role.NoRole, QAccessible.Role.Border)
        if role in frames and not isinstance(widget, QScrollArea):
            found.append(f"no role: {where(widget)}")
        if isinstance(widget, QTableView) and widget.isVisible():
            found += [f"column {number} of {where(widget)}" for number in _without_heading(widget)]
    return found


def _without_heading(table: QTableView) -> list[int]:
    model = table.model()
    columns = range(model.columnCount()) if model is not None else ()
    return [number for number in columns if not str(model.headerData(number, Qt.Orientation.Horizontal) or "").strip()]


def where(widget: QWidget) -> str:
    """The widget by its classes, from the inside out."""
    classes = []
    above: QWidget | None = widget
    while above is not None:
        if type(above).__module__.startswith("ui.") or above is widget:
            classes.append(type(above).__name__)
        above = above.parentWidget()
    return " in ".join(classes[:5])
