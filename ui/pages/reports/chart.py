"""The bars of a report, as they stand on its paper: filled, hatched and empty parts, with their figures."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.reports.table import Chart as ReportChart
from ui.pages.dashboard.charts import Bar, Chart
from ui.theme import current, scaled
from ui.theme.look import screen_font

ROW, THICK, HEAD = 32, 18, 34
"""Pixels of a row, of its bar, and of the line above them that names the parts."""
LABELS = 0.34
"""The labels take no more than this share of the width."""


class PartBars(Chart):
    """Bars under one another, each of one to three parts; the longest fills the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self._figures: tuple[tuple[int, ...], ...] = ()

    def show_chart(self, chart: ReportChart) -> None:
        """Draw this chart."""
        self._parts = chart.parts
        self._figures = tuple(bar.parts for bar in chart.bars)
        self.show_bars([_bar(place, bar.label, bar.parts, chart.parts) for place, bar in enumerate(chart.bars)])

    def sizeHint(self) -> QSize:
        """As high as its bars."""
        return QSize(320, scaled(HEAD) + len(self.bars) * scaled(ROW) + 8)

    minimumSizeHint = sizeHint

    def place_at(self, point: QPointF) -> int:
        """The row that is pointed at."""
        place = int((point.y() - scaled(HEAD)) // scaled(ROW))
        return place if point.y() >= scaled(HEAD) and place < len(self.bars) else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        """What the parts are called, then label, parts and figures in rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_names(painter)
        metrics = QFontMetrics(screen_font(13))
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self.bars), default=0) + 16
        labels = min(widest, int(self.width() * LABELS))
        numbers = max((metrics.horizontalAdvance(bar.text) for bar in self.bars), default=0) + 24
        room = max(self.width() - labels - numbers, 40)
        most = max((bar.value for bar in self.bars), default=0)
        for place in range(len(self.bars)):
            self._draw_row(painter, place, labels, room / most if most else 0.0)
        painter.end()

    def _draw_names(self, painter: QPainter) -> None:
        t, left, font = current(), 6.0, screen_font(12)
        painter.setFont(font)
        for place, name in enumerate(self._parts):
            square = QRectF(left, scaled(HEAD) / 2 - 6, 12, 12)
            _fill(painter, square, place)
            wide = QFontMetrics(font).horizontalAdvance(name)
            painter.setPen(QColor(t.muted))
            text = QRectF(left + 18, 0, wide + 4, scaled(HEAD))
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
            left += 18 + wide + 22

    def _draw_row(self, painter: QPainter, place: int, labels: float, unit: float) -> None:
        t, bar, top = current(), self.bars[place], scaled(HEAD) + place * scaled(ROW)
        if place == self._at:
            painter.setPen(QPen(QColor(t.focus), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, scaled(ROW) - 2), 5, 5)
        painter.setFont(screen_font(13))
        painter.setPen(QColor(t.text))
        metrics = QFontMetrics(screen_font(13))
        text = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(labels) - 14)
        painter.drawText(QRectF(6, top, labels - 6, scaled(ROW)), Qt.AlignmentFlag.AlignVCenter, text)
        left = labels
        for number, figure in enumerate(self._figures[place]):
            wide = figure * unit
            if figure:
                _fill(painter, QRectF(left, top + (scaled(ROW) - THICK) / 2, max(wide, 2.0), THICK), number)
            left += max(wide, 2.0) if figure else 0.0
        painter.setFont(screen_font(13, bold=True))
        painter.setPen(QColor(t.text if bar.value else t.faint))
        painter.drawText(
            QRectF(left + 8, top, self.width() - left - 8, scaled(ROW)), Qt.AlignmentFlag.AlignVCenter, bar.text
        )


class ReportChartView(QScrollArea):
    """The chart of the report shown; more bars than fit are scrolled to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = PartBars()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.chart)
        self.setWidget(self.chart)
        self.chart.setObjectName("scrolled")

    def show_chart(self, chart: ReportChart) -> None:
        """Draw this chart, from its first bar on."""
        self.chart.show_chart(chart)
        self.verticalScrollBar().setValue(0)


def _bar(place: int, label: str, figures: tuple[int, ...], parts: tuple[str, ...]) -> Bar:
    told = ", ".join(f"{name} {figure:,}" for name, figure in zip(parts, figures, strict=True))
    text = " / ".join(f"{figure:,}" for figure in figures)
    return Bar(str(place), label, sum(figures), text, said=f"{label}: {told}")


def _fill(painter: QPainter, where: QRectF, part: int) -> None:
    """The first part is filled, the second hatched, the third empty: they differ without colour too."""
    t = current()
    painter.setPen(QPen(QColor(t.accent), 1))
    brushes = (
        QBrush(QColor(t.accent)),
        QBrush(QColor(t.accent), Qt.BrushStyle.BDiagPattern),
        QBrush(QColor(t.surface)),
    )
    painter.setBrush(brushes[min(part, len(brushes) - 1)])
    painter.drawRect(where)
