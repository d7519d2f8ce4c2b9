"""Bars of those who left, stayed and are open (TO-16). pyqtgraph is not read before somebody looks at one."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.reports.domain import withdrawn
from app.reports.facts import ChurnRow
from ui.theme import current, scaled
from ui.theme.look import screen_font

ROW = 27
"""Height of one bar with its gap, in pixels."""
LABEL_WIDE = 240
"""The labels take no more than this, in pixels."""
_AXIS = 34


def load_library() -> Any:
    """Read pyqtgraph (half a second, 50 MB): in a worker, and not before somebody looks at a chart."""
    library = importlib.import_module("pyqtgraph")
    library.setConfigOptions(antialias=True, useOpenGL=False)
    return library


class StackedBars(QScrollArea):
    """Each row one bar: left, retained, open, taken back. Empty until ``ready`` has what ``load_library`` gave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._library: Any = None
        self._plot: Any = None
        self._rows: tuple[ChurnRow, ...] = ()
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._inside)

    def ready(self, library: Any) -> None:
        """The library has been read."""
        if self._plot is not None:
            return
        self._library = library
        plot = library.PlotWidget(parent=self._inside)
        plot.setMenuEnabled(False)
        # nobody can open it, but it is made all the same, and without an owner it would outlive the plot
        unused = plot.getPlotItem().ctrlMenu
        unused.setParent(plot, unused.windowFlags())
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        plot.setFrameShape(QFrame.Shape.NoFrame)
        self._plot = plot
        self._column.addWidget(plot)
        self._column.addStretch(1)
        self._draw()

    def is_ready(self) -> bool:
        """Whether it can draw."""
        return self._plot is not None

    def show_rows(self, rows: Sequence[ChurnRow]) -> None:
        """Draw these rows, the first on top."""
        self._rows = tuple(rows)
        said = (f"{row.label}: {row.left} / {row.retained} / {row.open}" for row in self._rows)
        self.setAccessibleDescription("; ".join(said))
        self._draw()

    def _draw(self) -> None:
        plot = self._plot
        if plot is None:
            return
        t = current()
        plot.clear()
        plot.setBackground(QColor(t.surface))
        plot.setFixedHeight(max(1, len(self._rows)) * scaled(ROW) + scaled(_AXIS) + 8)
        most = max((row.requests for row in self._rows), default=0)
        plot.setXRange(0, max(most, 4) * 1.02, padding=0)
        plot.setYRange(-len(self._rows) + 0.5, 0.5, padding=0)
        self._draw_axes(most)
        begins = [0] * len(self._rows)
        for colour, count in (
            (t.danger, lambda row: row.left), (t.ok, lambda row: row.retained), (t.warn, lambda row: row.open),
            (t.faint, withdrawn),
        ):  # fmt: skip
            counts = [count(row) for row in self._rows]
            self._draw_part(colour, begins, counts, most)
            begins = [begin + more for begin, more in zip(begins, counts, strict=True)]

    def _draw_axes(self, most: int) -> None:
        t, font = current(), screen_font(12)
        metrics = QFontMetrics(screen_font(13))
        left, bottom = self._plot.getAxis("left"), self._plot.getAxis("bottom")
        shown = [
            metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, scaled(LABEL_WIDE) - 16) for row in self._rows
        ]
        left.setTicks([[(-place, text) for place, text in enumerate(shown)]])
        left.setWidth(min(scaled(LABEL_WIDE), max((metrics.horizontalAdvance(text) for text in shown), default=0) + 20))
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 10**9) if most / step <= 10)
        bottom.setTicks([[(value, str(value)) for value in range(0, max(most, 4) + 1, step)]])
        bottom.setHeight(scaled(_AXIS))
        for axis, size in ((left, 13), (bottom, 12)):
            axis.setZValue(-1)  # the grid lies under the bars
            axis.setPen(QColor(t.border))
            axis.setTextPen(QColor(t.text if axis is left else t.muted))
            axis.setStyle(tickLength=0, tickFont=screen_font(size) if axis is left else font, tickTextOffset=8)
        self._plot.showGrid(x=True, y=False, alpha=0.25)

    def _draw_part(self, colour: str, begins: Sequence[int], counts: Sequence[int], most: int) -> None:
        places = enumerate(zip(begins, counts, strict=True))
        bars = [(begin, -place, count) for place, (begin, count) in places if count]
        if not bars:
            return
        self._plot.addItem(
            self._library.BarGraphItem(
                x0=[bar[0] for bar in bars], y=[bar[1] for bar in bars], width=[bar[2] for bar in bars], height=0.7,
                brush=QColor(colour), pen=QColor(current().surface),
            )
        )  # fmt: skip
        for begin, y, count in bars:
            if count * 40 >= most:  # a figure wider than its bar would lie on its neighbour's
                text = self._library.TextItem(str(count), color=QColor(current().surface), anchor=(0.5, 0.5))
                text.setFont(screen_font(12, bold=True))
                text.setPos(begin + count / 2, y)
                self._plot.addItem(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
