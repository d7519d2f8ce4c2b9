"""Ink on an image: each sample paints its own piece only (0.1 ms), the whole line is painted anew when it must be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from .strokes import PenPoint
from .style import CARD, EDGE, EDGE_STRONG, INK, Metrics, Role, shade


class InkImage:
    """The picture of what was written on a ground with a guide line; ``scale`` is pixels for 1/100 mm in x and y."""

    def __init__(self) -> None:
        self.image = QImage()
        self._scale = (1.0, 1.0)
        self._base = 1

    def renew(self, size: QSize, ratio: float, scale: tuple[float, float], metrics: Metrics, guide: str) -> None:
        """An empty ground of this size with the words ``guide`` under the line."""
        self._scale = scale
        self._base = metrics.base
        self.image = QImage(size * ratio, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)
        self.image.fill(QColor(shade(CARD)))
        painter = self._painter()
        self._paint_guide(painter, size, metrics, guide)
        painter.end()

    def newest(self, stroke: Sequence[PenPoint]) -> QRect:
        """Paint what the last sample adds; gives back what changed."""
        if self.image.isNull():
            return QRect()
        painter = self._painter()
        dirty = self._piece(painter, stroke, len(stroke) - 1)
        painter.end()
        return dirty.toAlignedRect()

    def end(self, stroke: Sequence[PenPoint]) -> QRect:
        """Paint from the last middle to the last sample, when the pen was lifted."""
        if len(stroke) < 2 or self.image.isNull():
            return QRect()
        before, last = self._pixel(stroke[-2]), self._pixel(stroke[-1])
        middle = (before + last) / 2
        width = self._width(stroke[-1].pressure)
        painter = self._painter()
        dirty = self._segment(painter, (middle, middle, last), (width, width))
        painter.end()
        return dirty.toAlignedRect()

    def whole(self, stroke: Sequence[PenPoint], *, lifted: bool) -> None:
        """Paint a stroke from its beginning."""
        painter = self._painter()
        for last in range(len(stroke)):
            self._piece(painter, stroke, last)
        painter.end()
        if lifted:
            self.end(stroke)

    def copy_to(self, painter: QPainter, part: QRect) -> None:
        """Copy this part to the screen."""
        ratio = self.image.devicePixelRatio()
        source = QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio)
        painter.drawImage(QRectF(part), self.image, source)

    def _painter(self) -> QPainter:
        painter = QPainter(self.image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _pixel(self, point: PenPoint) -> QPointF:
        return QPointF(point.x * self._scale[0], point.y * self._scale[1])

    def _width(self, pressure: float) -> float:
        return self._base * (0.05 + 0.19 * pressure)

    def _segment(
        self, painter: QPainter, ends: tuple[QPointF, QPointF, QPointF], widths: tuple[float, float]
    ) -> QRectF:
        """A quadratic curve in short pieces of growing or shrinking width; gives back what it covers."""
        start, control, end = ends
        reach = (control - start).manhattanLength() + (end - control).manhattanLength()
        pieces = max(1, min(24, round(reach / 3)))
        before = start
        for i in range(1, pieces + 1):
            u = i / pieces
            now = start * ((1 - u) ** 2) + control * (2 * u * (1 - u)) + end * (u * u)
            width = widths[0] + (widths[1] - widths[0]) * u
            line = QPen(
                QColor(shade(INK)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
            )
            painter.setPen(line)
            if before == now:
                painter.drawPoint(now)
            else:
                painter.drawLine(before, now)
            before = now
        left, right = min(start.x(), control.x(), end.x()), max(start.x(), control.x(), end.x())
        top, bottom = min(start.y(), control.y(), end.y()), max(start.y(), control.y(), end.y())
        room = max(widths) + 2
        return QRectF(left - room, top - room, right - left + 2 * room, bottom - top + 2 * room)

    def _piece(self, painter: QPainter, stroke: Sequence[PenPoint], last: int) -> QRectF:
        """The piece that the sample at ``last`` adds: from the middle before it to the middle behind it."""
        here = stroke[last]
        at = self._pixel(here)
        if last == 0:
            width = self._width(here.pressure)
            return self._segment(painter, (at, at, at), (width, width))
        previous = stroke[last - 1]
        control = self._pixel(previous)
        start = control if last == 1 else (self._pixel(stroke[last - 2]) + control) / 2
        widths = self._width(previous.pressure), self._width(here.pressure)
        return self._segment(painter, (start, control, (control + at) / 2), widths)

    @staticmethod
    def _paint_guide(painter: QPainter, size: QSize, metrics: Metrics, guide: str) -> None:
        width, height = size.width(), size.height()
        painter.setPen(QPen(QColor(shade(EDGE)), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(1, 1, width - 2, height - 2))
        side, level = width * 0.06, height * 0.78
        painter.setPen(QPen(QColor(shade(EDGE_STRONG)), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(side, level), QPointF(width - side, level))
        painter.setFont(metrics.font(Role.SMALL))
        painter.setPen(QColor(shade(EDGE_STRONG)))
        room = QRectF(side, level + 4, width - 2 * side, height - level - 6)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, guide)
