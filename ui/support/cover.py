"""When the window is locked its dialogs go with it, and come back as they were (SE-1)."""

from __future__ import annotations

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget


class Cover:
    """Hides the dialogs and menus that belong to ``window``; a half-filled one keeps what stands in it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._hidden: list[QDialog] = []

    def close(self) -> None:
        """Hide what stands over the window."""
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.hide()  # lists of choices, calendars
            popup = QApplication.activePopupWidget()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMenu):
                widget.hide()
            elif isinstance(widget, QDialog) and widget.isVisible() and self._belongs(widget):
                widget.hide()
                self._hidden.append(widget)

    def open(self) -> None:
        """Show them again, in the order in which they came."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if shiboken6.isValid(dialog):
                dialog.show()

    def _belongs(self, dialog: QDialog) -> bool:
        parent = dialog.parentWidget()
        return parent is None or parent.window() is self._window or self._window.isAncestorOf(parent)
