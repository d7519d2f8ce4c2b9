"""Work at the left, its document at the right; on a narrow window the document becomes a drawer over the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from ui.support.shortcuts import Act, bind, cap
from ui.theme import bind_icon, set_state

WIDE = 1500
"""From this width of the window on (pixels) the panel stands beside the work."""


class SidePanel(QWidget):
    """Lays ``main`` and ``panel`` side by side, or ``panel`` as a drawer opened by its tab or F8."""

    drawer_changed = Signal(bool)
    """Whether the panel can be seen, as a drawer or beside."""

    def __init__(self, main: QWidget, panel: QWidget, parent: QWidget | None = None, *, share: float = 0.36) -> None:
        super().__init__(parent)
        self._share = share
        self._main = main
        self._frame = QFrame(self)
        self._frame.setObjectName("drawer")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(panel)
        main.setParent(self)
        self._open = False
        self._tab = QToolButton(self)
        self._tab.setObjectName("drawertab")
        bind_icon(self._tab, "panel", "accent", 18)
        self._tab.clicked.connect(self.toggle)
        bind(Act.PAPER, self, self.toggle)
        self._name = cap(Act.PAPER)
        self._retranslate()

    def button(self) -> QToolButton:
        """The button that opens the drawer, for a page that wants it in its own heading."""
        return self._tab

    def is_drawer(self) -> bool:
        """Whether the window is too narrow for both."""
        return self.window().width() < WIDE

    def is_open(self) -> bool:
        """Whether the panel can be seen."""
        return self._open or not self.is_drawer()

    def stands_over(self) -> bool:
        """Whether it is a drawer that is open, over the work."""
        return self._open and self.is_drawer()

    def toggle(self) -> None:
        """Open or close the drawer; a panel beside the work stays."""
        self.set_open(not self._open)

    def set_open(self, opened: bool) -> None:
        """Open or close the drawer."""
        self._open = opened
        self._place()
        self.drawer_changed.emit(self.is_open())

    def _place(self) -> None:
        room = self.rect()
        drawer = self.is_drawer()
        self._tab.setVisible(drawer)
        self._frame.setVisible(self.is_open())
        set_state(self._frame, "over" if drawer else "beside", "place")
        if not drawer:
            wide = round(room.width() * self._share)
            self._main.setGeometry(QRect(0, 0, room.width() - wide - 12, room.height()))
            self._frame.setGeometry(QRect(room.width() - wide, 0, wide, room.height()))
            return
        strip = 38
        self._main.setGeometry(QRect(0, 0, room.width() - strip, room.height()))
        wide = min(room.width() - 120, max(520, round(room.width() * 0.52)))
        self._frame.setGeometry(QRect(room.width() - strip - wide, 0, wide, room.height()))
        self._frame.raise_()
        self._tab.setGeometry(QRect(room.width() - strip + 4, 4, 32, 32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._place()

    def _retranslate(self) -> None:
        text = self.tr("Show or hide the document ({key})").format(key=self._name)
        self._tab.setToolTip(text)
        self._tab.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
