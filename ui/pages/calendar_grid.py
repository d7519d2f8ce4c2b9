"""Twelve months on one sheet: a day is opened or closed with a click or the space bar, arrows go from day to day."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Collection
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, scaled
from ui.theme.look import screen_font

_SATURDAY = 5
_STEPS = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7,
}  # fmt: skip


class YearGrid(QWidget):
    """Paints a year; ``closed`` are its closed weekdays. It changes nothing itself: it says which day was meant."""

    accessible_role = "Graphic"

    toggled = Signal(object)
    """The ``date`` that is to be opened or closed."""
    moved = Signal(object)
    """The ``date`` under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._closed: frozenset[date] = frozenset()
        self._today: date | None = None
        self._day = date(2000, 1, 1)
        self._columns = 4
        self._days: dict[date, QRect] = {}

    def sizeHint(self) -> QSize:
        """Room for four months a row."""
        return QSize(760, 560)

    def minimumSizeHint(self) -> QSize:
        """Below this the figures would touch."""
        return QSize(600, 430)

    def show_year(self, year: int, closed: Collection[date], today: date | None) -> None:
        """Show ``year``; the cursor stays where it was in it, else on today or New Year's Day."""
        self._closed, self._today = frozenset(closed), today
        if self._day.year != year:
            self._day = today if today is not None and today.year == year else date(year, 1, 1)
        self._lay_out()
        self._tell()
        self.update()

    def day(self) -> date:
        """The day under the cursor."""
        return self._day

    def go(self, day: date) -> None:
        """Put the cursor on ``day`` of the year shown."""
        if day.year == self._day.year and day != self._day:
            self._day = day
            self._tell()
            self.moved.emit(day)
            self.update()

    def rect_of(self, day: date) -> QRect:
        """Where ``day`` is painted."""
        return self._days[day]

    def _tell(self) -> None:
        state = self.tr("closed") if self._day in self._closed or self._day.weekday() >= _SATURDAY else self.tr("open")
        self.setAccessibleDescription(f"{self._day.isoformat()} {state}")

    # where things are

    def _lay_out(self) -> None:
        self._days = {}
        for month in range(1, 13):
            room = self._month_rect(month)
            wide, high = room.width() / 7, (room.height() - self._head()) / 6
            for week, days in enumerate(Calendar().monthdatescalendar(self._day.year, month)):
                for place, day in enumerate(days):
                    if day.month == month and day.year == self._day.year:
                        left, top = room.left() + place * wide, room.top() + self._head() + week * high
                        self._days[day] = QRect(round(left), round(top), round(wide), round(high))

    def _head(self) -> int:
        return scaled(38)

    def _month_rect(self, month: int) -> QRect:
        rows = 12 // self._columns
        wide, high = self.width() / self._columns, self.height() / rows
        row, column = divmod(month - 1, self._columns)
        return QRect(round(column * wide), round(row * high), round(wide), round(high)).adjusted(8, 2, -8, -4)

    def resizeEvent(self, event: QEvent) -> None:
        """Everything moves."""
        self._lay_out()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for month in range(1, 13):
            self._paint_head(painter, month)
        painter.setFont(screen_font(12))
        for day, room in self._days.items():
            self._paint_day(painter, day, room)

    def _paint_head(self, painter: QPainter, month: int) -> None:
        t, room, locale = current(), self._month_rect(month), QLocale()
        painter.setFont(screen_font(13, bold=True))
        painter.setPen(QColor(t.text))
        title = QRect(room.left() + 4, room.top(), room.width(), scaled(20))
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft, locale.standaloneMonthName(month))
        painter.setFont(screen_font(11))
        painter.setPen(QColor(t.faint))
        wide = room.width() / 7
        for place in range(7):
            cell = QRect(round(room.left() + place * wide), room.top() + scaled(20), round(wide), scaled(16))
            name = locale.standaloneDayName(place + 1, QLocale.FormatType.NarrowFormat)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_day(self, painter: QPainter, day: date, room: QRect) -> None:
        t = current()
        closed, weekend = day in self._closed, day.weekday() >= _SATURDAY
        box = room.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if closed:
            painter.setBrush(QColor(t.danger_soft))
            painter.drawRoundedRect(box, 4, 4)
        if day == self._today:
            painter.setPen(QColor(t.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        if day == self._day and self.hasFocus():
            pen = painter.pen()
            pen.setColor(QColor(t.focus))
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(t.danger if closed else t.faint if weekend else t.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(day.day))

    # keys and clicks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End of the month, Page Up and Down by months; the space bar opens or closes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go(self._day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._month(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.go(self._day.replace(day=1))
        elif key == Qt.Key.Key_End:
            self.go(self._day.replace(day=monthrange(self._day.year, self._day.month)[1]))
        elif key == Qt.Key.Key_Space:
            self.toggled.emit(self._day)
        else:
            super().keyPressEvent(event)

    def _month(self, step: int) -> None:
        month = min(12, max(1, self._day.month + step))
        last = monthrange(self._day.year, month)[1]
        self.go(self._day.replace(month=month, day=min(self._day.day, last)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click means the day under it."""
        spot = event.position().toPoint()
        day = next((day for day, room in self._days.items() if room.contains(spot)), None)
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.go(day)
            self.toggled.emit(day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the cursor."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor."""
        super().focusOutEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()
            self.update()
        super().changeEvent(event)
