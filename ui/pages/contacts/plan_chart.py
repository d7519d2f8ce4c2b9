"""Calls of a plan by month: done and still to be done, as bars; painted by hand, there are twelve at most."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.contacts.sampling import MonthProgress
from ui.theme import current, fix, scaled
from ui.theme.look import screen_font

HIGH = 150
_TOP, _BOTTOM, _WIDEST = 20, 22, 46


class PlanChart(QWidget):
    """Twelve places, one a month; the figures stand above the bars, so that colour is not all that tells."""

    accessible_role = "Chart"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fix(self, height=HIGH)
        self._months: dict[int, MonthProgress] = {}

    def show_months(self, months: Sequence[MonthProgress]) -> None:
        """Draw these months."""
        self._months = {one.month: one for one in months}
        self.setAccessibleDescription("; ".join(f"{one.month}: {one.done} / {one.planned}" for one in months))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bars from the bottom line up: done in full colour, the rest pale."""
        painter = QPainter(self)
        t = current()
        painter.setFont(screen_font(12))
        most = max((one.planned for one in self._months.values()), default=0) or 1
        place = self.width() / 12
        room = self.height() - scaled(_TOP) - scaled(_BOTTOM)
        for month in range(1, 13):
            middle = place * (month - 0.5)
            below = QRectF(middle - place / 2, self.height() - scaled(_BOTTOM), place, scaled(_BOTTOM))
            painter.setPen(QColor(t.muted))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(month))
            one = self._months.get(month)
            if one is None:
                continue
            wide = min(_WIDEST, place * 0.6)
            high, done = room * one.planned / most, room * one.done / most
            bottom = self.height() - scaled(_BOTTOM)
            painter.fillRect(QRectF(middle - wide / 2, bottom - high, wide, high), QColor(t.border))
            painter.fillRect(QRectF(middle - wide / 2, bottom - done, wide, done), QColor(t.ok))
            painter.setPen(QColor(t.text))
            above = QRectF(middle - place / 2, bottom - high - scaled(_TOP), place, scaled(_TOP))
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{one.done}/{one.planned}")
        painter.setPen(QColor(t.border))
        painter.drawLine(0, self.height() - scaled(_BOTTOM), self.width(), self.height() - scaled(_BOTTOM))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
