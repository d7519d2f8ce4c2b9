"""Who moves where as a picture: classes before at the left, after at the right, bands as wide as they have clients.

A band that would be too thin to be seen gets a least width; the numbers beside the classes are exact. What moves is
told apart by more than colour: up leans on a full edge, down on a dashed one, new on a dotted one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.reclassification.domain import Cell, Matrix, Movement
from ui.pages.reclass.words import class_word, movement_word
from ui.theme import current, scaled
from ui.theme.look import screen_font

GAP = 6
THIN = 2.0
BAR = 12
LEGEND = 26
_ORDER = (Movement.UP, Movement.DOWN, Movement.NEW, Movement.NO_FIGURES, Movement.SAME)
_EDGES = {
    Movement.UP: Qt.PenStyle.SolidLine,
    Movement.DOWN: Qt.PenStyle.DashLine,
    Movement.NEW: Qt.PenStyle.DotLine,
    Movement.SAME: Qt.PenStyle.NoPen,
    Movement.NO_FIGURES: Qt.PenStyle.NoPen,
}


@dataclass(frozen=True, slots=True)
class Band:
    """One cell of the matrix as it is drawn: from ``left`` down to ``left + wide``, the same at the right."""

    cell: Cell
    way: Movement
    left: float
    right: float
    wide: float


@dataclass(frozen=True, slots=True)
class Node:
    """One class at one side."""

    code: str
    clients: int
    top: float
    high: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands, in pixels from the top."""

    before: tuple[Node, ...]
    after: tuple[Node, ...]
    bands: tuple[Band, ...]


def lay_out(matrix: Matrix, height: float, least: float, *, all_of_them: bool) -> Layout:
    """The picture of ``matrix`` on so many pixels; ``least``: height of a class, for its label.

    Without ``all_of_them`` only those who move and those who are new.
    """
    shown = [
        cell for cell in matrix.cells
        if all_of_them or matrix.movement(cell) in (Movement.UP, Movement.DOWN, Movement.NEW)
    ]  # fmt: skip
    sides = []
    for names, key in ((matrix.befores, "before"), (matrix.afters, "after")):
        sides.append([(name, [cell for cell in shown if getattr(cell, key) == name]) for name in names])
    used = [[(name, cells) for name, cells in side if cells] for side in sides]
    scale = min((_scale(side, height, least) for side in used if side), default=0.0)
    wide = {cell: max(cell.clients * scale, THIN) for cell in shown}
    before, starts = _place(used[0], wide, height, least)
    after, ends = _place(used[1], wide, height, least)
    bands = tuple(
        Band(cell, matrix.movement(cell), starts[cell], ends[cell], wide[cell])
        for cell in sorted(shown, key=lambda cell: -_ORDER.index(matrix.movement(cell)))
    )  # fmt: skip
    return Layout(before, after, bands)


_Side = Sequence[tuple[str, Sequence[Cell]]]


def _scale(side: _Side, height: float, least: float) -> float:
    """Pixels a client, so that all classes of a side find room, also those that need it for their label."""
    room = height - GAP * (len(side) - 1)
    sums = sorted((sum(cell.clients for cell in cells), sum(THIN for _ in cells)) for _, cells in side)
    total, free = sum(count for count, _ in sums), room
    for count, thin in sums:
        if total <= 0:
            break
        need = max(least, thin)
        if count * free / total < need:  # too small for its share: it takes what it needs, the rest share the rest
            total, free = total - count, free - need
    return max(free, 0.0) / total if total > 0 else 0.0


def _place(
    side: _Side, wide: dict[Cell, float], height: float, least: float
) -> tuple[tuple[Node, ...], dict[Cell, float]]:
    highs = [max(sum(wide[cell] for cell in cells), least) for _, cells in side]
    gap = min(float(GAP), (height - sum(highs)) / (len(side) - 1)) if len(side) > 1 else 0.0
    top, nodes, starts = 0.0, [], {}
    for (code, cells), high in zip(side, highs, strict=True):
        nodes.append(Node(code, sum(cell.clients for cell in cells), top, high))
        at = top + (high - sum(wide[cell] for cell in cells)) / 2
        for cell in cells:
            starts[cell] = at
            at += wide[cell]
        top += high + gap
    return tuple(nodes), starts


class ClassFlow(QWidget):
    """Draws a matrix; a click on a band asks for its clients. The table beside it says the same in numbers."""

    chosen = Signal(str, str)
    """Class before and after of the band that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._matrix: Matrix | None = None
        self._all = False

    def show_matrix(self, matrix: Matrix | None, *, all_of_them: bool) -> None:
        """Draw this one; without ``all_of_them`` only those who move and those who are new."""
        self._matrix, self._all = matrix, all_of_them
        cells = matrix.cells if matrix else ()
        told = (f"{class_word(cell.before)} → {class_word(cell.after)}: {cell.clients}" for cell in cells)
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for eleven classes and their labels."""
        return QSize(460, 300)

    def minimumSizeHint(self) -> QSize:
        """Below this the labels would lie on one another."""
        return QSize(320, 240)

    def layout_now(self) -> Layout:
        """Where everything stands now."""
        if self._matrix is None:
            return Layout((), (), ())
        least = QFontMetrics(screen_font(12)).height() - 2
        return lay_out(self._matrix, self._room().height(), least, all_of_them=self._all)

    def _room(self) -> QRectF:
        metrics = QFontMetrics(screen_font(12))
        side = max((metrics.horizontalAdvance(text) for text in self._labels()), default=0) + 10
        return QRectF(side, 4, max(self.width() - 2 * side, 40), max(self.height() - scaled(LEGEND) - 8, 40))

    def _labels(self) -> list[str]:
        matrix = self._matrix
        if matrix is None:
            return []
        return [self._said(name, matrix.population) for name in (*matrix.befores, *matrix.afters)]

    @staticmethod
    def _said(code: str, clients: int) -> str:
        return f"{class_word(code)}  {clients:,}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bands first, classes and labels over them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        found, room = self.layout_now(), self._room()
        for band in found.bands:
            self._draw_band(painter, band, room)
        for nodes, left in ((found.before, True), (found.after, False)):
            for node in nodes:
                self._draw_node(painter, node, room, left=left)
        if found.bands:
            self._draw_legend(painter)
        painter.end()

    @staticmethod
    def _path(band: Band, room: QRectF) -> QPainterPath:
        x1, x2 = room.left() + BAR, room.right() - BAR
        middle = (x1 + x2) / 2
        top1, top2 = room.top() + band.left, room.top() + band.right
        path = QPainterPath(QPointF(x1, top1))
        path.cubicTo(QPointF(middle, top1), QPointF(middle, top2), QPointF(x2, top2))
        path.lineTo(QPointF(x2, top2 + band.wide))
        path.cubicTo(
            QPointF(middle, top2 + band.wide), QPointF(middle, top1 + band.wide), QPointF(x1, top1 + band.wide)
        )
        path.closeSubpath()
        return path

    def _draw_band(self, painter: QPainter, band: Band, room: QRectF) -> None:
        colour = _colour(band.way)
        fill = QColor(colour)
        fill.setAlphaF(0.22 if band.way is Movement.SAME else 0.42)
        painter.setBrush(fill)
        painter.setPen(QPen(colour, 1, _EDGES[band.way]))
        painter.drawPath(self._path(band, room))

    def _draw_node(self, painter: QPainter, node: Node, room: QRectF, *, left: bool) -> None:
        t = current()
        x = room.left() if left else room.right() - BAR
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.muted))
        painter.drawRoundedRect(QRectF(x, room.top() + node.top, BAR, max(node.high, 2)), 2, 2)
        painter.setFont(screen_font(12))
        painter.setPen(QColor(t.text))
        high = max(node.high, QFontMetrics(screen_font(12)).height())
        middle = room.top() + node.top + node.high / 2 - high / 2
        if left:
            box, align = QRectF(0, middle, room.left() - 6, high), Qt.AlignmentFlag.AlignRight
        else:
            box = QRectF(room.right() + 6, middle, self.width() - room.right() - 6, high)
            align = Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, self._said(node.code, node.clients))

    def _draw_legend(self, painter: QPainter) -> None:
        font = screen_font(12)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        x, y = 8.0, self.height() - scaled(LEGEND) / 2
        ways = _ORDER if self._all else _ORDER[:3]
        for way in ways:
            colour = _colour(way)
            fill = QColor(colour)
            fill.setAlphaF(0.22 if way is Movement.SAME else 0.42)
            painter.setBrush(fill)
            painter.setPen(QPen(colour, 1, _EDGES[way]))
            painter.drawRect(QRectF(x, y - 5, 20, 10))
            painter.setPen(QColor(current().text))
            text = movement_word(way)
            painter.drawText(QPointF(x + 26, y + metrics.ascent() / 2 - 1), text)
            x += 26 + metrics.horizontalAdvance(text) + 18

    def band_at(self, place: QPointF) -> Band | None:
        """The band under a point; of several the one on top."""
        room = self._room()
        for band in reversed(self.layout_now().bands):
            if self._path(band, room).contains(place):
                return band
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        band = self.band_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if band else Qt.CursorShape.ArrowCursor)
        if band is None:
            QToolTip.hideText()
            return
        text = f"{class_word(band.cell.before)} → {class_word(band.cell.after)}: {band.cell.clients:,}"
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the clients of a band."""
        band = self.band_at(event.position())
        if band is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(band.cell.before, band.cell.after)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and language."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.LanguageChange):
            self.show_matrix(self._matrix, all_of_them=self._all)


def _colour(way: Movement) -> QColor:
    t = current()
    return QColor({
        Movement.UP: t.ok, Movement.DOWN: t.danger, Movement.NEW: t.accent, Movement.SAME: t.faint,
        Movement.NO_FIGURES: t.warn,
    }[way])  # fmt: skip
