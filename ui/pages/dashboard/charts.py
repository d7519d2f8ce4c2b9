"""Bars, months and the little line of a tile, drawn in the theme's colours with their numbers as text.

A chart is walked through with the arrow keys and chosen from with Enter; what it shows is said in its description too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, fix, scaled
from ui.theme.look import screen_font

ROW, THICK, THIN = 30, 12, 4
MOST_BARS = 8
"""Bars in a chart; the table beside it has all of them."""
MONTHS_HIGH = 190


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``text`` is its value as it is written; ``before`` None where nothing stands beside it."""

    key: str
    label: str
    value: int
    text: str
    before: int | None = None
    tone: str = "accent"
    said: str = ""


class Chart(QWidget):
    """What all charts have: a place that is pointed at, keys, a description; ``chosen`` gives the key of a bar."""

    accessible_role = "Chart"

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[Bar, ...] = ()
        self._at = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self.bars = tuple(bars)
        self._at = min(self._at, len(self.bars) - 1)
        self.setAccessibleDescription("; ".join(bar.said or f"{bar.label}: {bar.text}" for bar in self.bars))
        self.updateGeometry()
        self.update()

    def place_at(self, point: QPointF) -> int:
        """Which bar is there; -1 for none."""
        raise NotImplementedError

    def _point_at(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self.setToolTip(self.bars[place].said if 0 <= place < len(self.bars) else "")
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which bar would be chosen."""
        place = self.place_at(event.position())
        self._point_at(place)
        self.setCursor(Qt.CursorShape.PointingHandCursor if place >= 0 else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        place = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and 0 <= place < len(self.bars):
            self.chosen.emit(self.bars[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter chooses."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps and self.bars:
            self._point_at(min(max(self._at + steps[key], 0), len(self.bars) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(self.bars):
            self.chosen.emit(self.bars[self._at].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first bar."""
        super().focusInEvent(event)
        if self._at < 0 and self.bars:
            self._point_at(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at any more."""
        super().focusOutEvent(event)
        self._point_at(-1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class BarChart(Chart):
    """Bars under one another; what each is compared with lies as a thin faint bar below it."""

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(260, max(1, min(len(self.bars), MOST_BARS)) * scaled(ROW))

    minimumSizeHint = sizeHint

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw the first of these; the table has the others."""
        super().show_bars(tuple(bars)[:MOST_BARS])

    def place_at(self, point: QPointF) -> int:
        """The row that is pointed at."""
        place = int(point.y() // scaled(ROW))
        return place if 0 <= place < len(self.bars) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Label, bar, number; in rows."""
        t, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, strong = screen_font(13), screen_font(13, bold=True)
        metrics, figures = QFontMetrics(font), QFontMetrics(strong)
        labels = min(
            max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 12, int(self.width() * 0.42)
        )
        numbers = max((figures.horizontalAdvance(bar.text) for bar in self.bars), default=0) + 10
        room = max(self.width() - labels - numbers, 20)
        most = max((max(bar.value, bar.before or 0) for bar in self.bars), default=0)
        for place, bar in enumerate(self.bars):
            top = place * scaled(ROW)
            if place == self._at:
                painter.setPen(QPen(QColor(t.focus), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.hover))
                painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, scaled(ROW) - 2), 5, 5)
            painter.setFont(font)
            painter.setPen(QColor(t.text))
            text = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, labels - 10)
            painter.drawText(QRectF(6, top, labels - 6, scaled(ROW)), Qt.AlignmentFlag.AlignVCenter, text)
            wide, past = _length(bar.value, most, room), _length(bar.before or 0, most, room)
            painter.setPen(Qt.PenStyle.NoPen)
            line = top + (scaled(ROW) - THICK - (THIN + 1 if bar.before is not None else 0)) / 2
            painter.setBrush(QColor(getattr(t, bar.tone)))
            if wide:
                painter.drawRoundedRect(QRectF(labels, line, wide, THICK), 2, 2)
            if past:
                painter.setBrush(QColor(t.border_strong))
                painter.setOpacity(0.55)
                painter.drawRoundedRect(QRectF(labels, line + THICK + 1, past, THIN), 1.5, 1.5)
                painter.setOpacity(1)
            painter.setFont(strong)
            painter.setPen(QColor(t.text if bar.value else t.faint))
            beside = QRectF(labels + max(wide, past) + 7, top, numbers, scaled(ROW))
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, bar.text)
        painter.end()


def _length(value: int, most: int, room: float) -> float:
    """How long a bar is: what there is at all can be seen."""
    return max(room * value / most, 2.0) if value > 0 and most else 0.0


class MonthChart(Chart):
    """Columns of months; the same month of the year before stands faint beside each."""

    _FOOT, _HEAD = 22, 20

    def sizeHint(self) -> QSize:
        """Always as high."""
        return QSize(320, scaled(MONTHS_HIGH))

    minimumSizeHint = sizeHint

    def place_at(self, point: QPointF) -> int:
        """The month that is pointed at."""
        if not self.bars:
            return -1
        place = int(point.x() // (self.width() / len(self.bars)))
        return place if 0 <= place < len(self.bars) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """Two columns a month, its number above, its name below."""
        t, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.bars:
            painter.end()
            return
        step = self.width() / len(self.bars)
        foot, head = scaled(self._FOOT), scaled(self._HEAD)
        room = self.height() - foot - head
        ground = self.height() - foot
        most = max((max(bar.value, bar.before or 0) for bar in self.bars), default=0)
        font, strong = screen_font(12), screen_font(12, bold=True)
        paired = any(bar.before for bar in self.bars)
        thick = max(min(step * 0.36, 18.0), 3.0)
        for place, bar in enumerate(self.bars):
            left = place * step
            if place == self._at:
                painter.setPen(QPen(QColor(t.focus), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(t.hover))
                painter.drawRoundedRect(QRectF(left + 1, 1, step - 2, self.height() - 2), 5, 5)
            middle = left + step / 2
            painter.setPen(Qt.PenStyle.NoPen)
            before = _length(bar.before or 0, most, room)
            if before:
                painter.setBrush(QColor(t.border_strong))
                painter.setOpacity(0.5)
                painter.drawRect(QRectF(middle - thick - 0.5, ground - before, thick, before))
                painter.setOpacity(1)
            high = _length(bar.value, most, room)
            painter.setBrush(QColor(getattr(t, bar.tone)))
            if high:
                painter.drawRect(QRectF(middle + 0.5 if paired else middle - thick / 2, ground - high, thick, high))
            painter.setFont(font)
            painter.setPen(QColor(t.muted))
            painter.drawText(QRectF(left, ground, step, foot), Qt.AlignmentFlag.AlignCenter, bar.label)
            if bar.value:
                painter.setFont(strong)
                painter.setPen(QColor(t.text))
                shift = thick / 2 if paired else 0
                over = QRectF(left - 10 + shift, ground - high - head + 1, step + 20, head)
                painter.drawText(over, Qt.AlignmentFlag.AlignCenter, bar.text)
        painter.setPen(QColor(t.border_strong))
        painter.drawLine(QPointF(0, ground + 0.5), QPointF(self.width(), ground + 0.5))
        painter.end()


class Spark(QWidget):
    """The periods up to this one as a little line; decoration for those who see it, its numbers are in the tile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.trail: tuple[int, ...] = ()
        fix(self, width=84, height=34)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_trail(self, trail: Sequence[int]) -> None:
        """Draw these, the newest last."""
        self.trail = tuple(trail)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line with a dot at its end."""
        if len(self.trail) < 2 or not any(self.trail):
            return
        t, painter = current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most, room = max(self.trail), self.height() - 8
        step = (self.width() - 8) / (len(self.trail) - 1)
        points = [QPointF(4 + place * step, 4 + room - room * value / most) for place, value in enumerate(self.trail)]
        painter.setPen(QPen(QColor(t.border_strong), 1.6))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(points[-1], 3.2, 3.2)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
