"""What our own painted widgets are to assistive programs: a chart, a button, a drawing, not just "a frame".

A class says so with ``accessible_role``, the name of a ``QAccessible.Role`` (a name, because reading Qt's enumerations
costs time at the start); Qt asks for it when somebody listens, and only then.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_installed: list[bool] = []


def install_roles() -> None:
    """Have Qt ask our classes for their roles; once for a process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_made)


def _made(key: str, about: QObject) -> QAccessibleInterface | None:
    """The interface of a widget whose own class has a role; None leaves it to Qt."""
    role = getattr(type(about), "accessible_role", "")
    if not role or key != type(about).__name__ or not isinstance(about, QWidget):
        return None
    return QAccessibleWidget(about, QAccessible.Role[role], "")
