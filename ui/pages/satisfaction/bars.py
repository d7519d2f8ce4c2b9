"""Horizontal bars that paint themselves: a label, a bar, and what is written beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.pages.satisfaction.rows import Row
from ui.theme import current, scaled
from ui.theme.look import screen_font

ROW = 30
"""Height of one bar with its gap, in pixels."""
LABEL_WIDE, VALUE_WIDE = 220, 130


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.rows: tuple[Row, ...] = ()
        self.least, self.top = 0.0, 1.0

    def sizeHint(self) -> QSize:
        return QSize(400, max(1, len(self.rows)) * scaled(ROW) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = current()
        font, bold = screen_font(13), screen_font(13, bold=True)
        metrics = QFontMetrics(font)
        room = max(40, self.width() - scaled(LABEL_WIDE) - scaled(VALUE_WIDE) - 24)
        for place, row in enumerate(self.rows):
            top = 4 + place * scaled(ROW)
            painter.setFont(font)
            painter.setPen(QColor(t.text if row.value is not None else t.muted))
            text = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, scaled(LABEL_WIDE) - 12)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, scaled(LABEL_WIDE) - 12, scaled(ROW)), right, text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.surface_alt))
            painter.drawRoundedRect(QRectF(scaled(LABEL_WIDE), top + 6, room, scaled(ROW) - 12), 4, 4)
            if row.value is not None:
                share = min(1.0, max(0.02, (row.value - self.least) / max(1e-9, self.top - self.least)))
                painter.setBrush(QColor(t.accent))
                painter.drawRoundedRect(QRectF(scaled(LABEL_WIDE), top + 6, room * share, scaled(ROW) - 12), 4, 4)
            painter.setFont(bold if row.value is not None else font)
            painter.setPen(QColor(t.text if row.value is not None else t.muted))
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(
                QRectF(scaled(LABEL_WIDE) + room + 10, top, scaled(VALUE_WIDE), scaled(ROW)), left, row.average
            )
        painter.end()


class Bars(QScrollArea):
    """One bar a row; ``least`` and ``top`` are the ends of the scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bars = _Bars()
        self.setWidget(self._bars)

    def show_rows(self, rows: Sequence[Row], least: float, top: float) -> None:
        """Draw these rows, the first on top."""
        self._bars.rows, self._bars.least, self._bars.top = tuple(rows), least, top
        self._bars.setMinimumHeight(self._bars.sizeHint().height())
        self.setAccessibleDescription("; ".join(f"{row.label}: {row.average}" for row in rows))
        self._bars.update()

    def rows(self) -> tuple[Row, ...]:
        """What is drawn."""
        return self._bars.rows

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._bars.update()
