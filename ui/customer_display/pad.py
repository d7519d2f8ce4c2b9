"""The pad: ink on an image, only the new piece painted; what is kept are vectors in 1/100 mm (OP-4)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QInputDevice,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QShowEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from .strokes import MAX_POINTS, PenPoint, Signed, Stroke, plausible
from .style import CARD, EDGE, EDGE_STRONG, INK, START, Metrics, Role
from .view import NowMs, monotonic_ms

NO_PRESSURE = 0.5  # mouse and plain touch: a line of middle width
SANE_DPI = (50.0, 500.0)
PEN = "pen"
TOUCH = "touch"
MOUSE = "mouse"


class SignaturePad(QWidget):
    """Takes pen, finger and mouse. ``stroke_ended`` after each stroke, ``changed`` whenever what is on the pad changed.

    One source writes at a time, and once a pen was used the hand that rests on the screen does not count (palm).
    """

    stroke_ended = Signal()
    changed = Signal()

    def __init__(self, now_ms: NowMs = monotonic_ms) -> None:
        super().__init__()
        self._now_ms = now_ms
        self._metrics = START
        self._strokes: list[Stroke] = []
        self._current: list[PenPoint] = []
        self._points = 0
        self._source = ""
        self._pen_seen = False
        self._origin: tuple[int, int] | None = None
        self._name = ""
        self._image = QImage()
        self._compressed = True
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # what was written

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """Finished strokes in order of writing."""
        return tuple(self._strokes)

    @property
    def plausible(self) -> bool:
        """Whether this may be a signature; false while the pen is down."""
        return not self._source and plausible(self.strokes)

    def signed(self) -> Signed:
        """The vectors with the size of the pad; never smaller than what was written on it."""
        points = [point for stroke in self._strokes for point in stroke]
        return Signed(
            width=max([self._mm100(self.width(), 0), *(p.x for p in points)]),
            height=max([self._mm100(self.height(), 1), *(p.y for p in points)]),
            strokes=self.strokes,
        )

    def undo(self) -> None:
        """Take back the last stroke."""
        self._lift()
        if self._strokes:
            self._points -= len(self._strokes.pop())
            self._repaint_all()
            self.changed.emit()

    def clear(self) -> None:
        """Take back everything; time starts anew."""
        self._lift()
        self._strokes.clear()
        self._points = 0
        self._origin = None
        self._pen_seen = False
        self._repaint_all()
        self.changed.emit()

    def set_guide(self, text: str) -> None:
        """The faint words under the line."""
        self._name = text
        self._repaint_all()

    def apply(self, metrics: Metrics) -> None:
        """Take over the sizes."""
        self._metrics = metrics
        self._repaint_all()

    def minimumSizeHint(self) -> QSize:
        """Enough for a name."""
        return QSize(320, 180)

    # events

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The pen, with pressure; hovering and the eraser's end write nothing."""
        event.accept()
        if event.pointerType() == QPointingDevice.PointerType.Eraser:
            return
        kind = event.type()
        has_pressure = bool(event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure)
        pressure = event.pressure() if has_pressure else NO_PRESSURE
        if kind == QEvent.Type.TabletPress and event.button() == Qt.MouseButton.LeftButton:
            if self._source in (TOUCH, MOUSE):  # the palm came down before the pen
                self._drop()
            self._pen_seen = True
            self._press(PEN, event.position(), pressure, event.timestamp())
        elif kind == QEvent.Type.TabletMove:
            self._move(PEN, event.position(), pressure, event.timestamp())
        elif kind == QEvent.Type.TabletRelease:
            self._release(PEN)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse writes with its left button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(MOUSE, event.position(), NO_PRESSURE, event.timestamp())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick dots are two strokes."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        self._move(MOUSE, event.position(), NO_PRESSURE, event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End of the stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._release(MOUSE)

    def event(self, event: QEvent) -> bool:
        """Touch events come here only."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.TouchCancel:
            if self._source == TOUCH:
                self._drop()
        elif kind == QEvent.Type.TouchEnd:
            self._release(TOUCH)
        elif event.points() and not self._pen_seen:
            point = event.points()[0]
            pressed = event.pointingDevice() is not None and bool(
                event.pointingDevice().capabilities() & QInputDevice.Capability.Pressure
            )
            pressure = point.pressure() if pressed else NO_PRESSURE
            act = self._press if kind == QEvent.Type.TouchBegin else self._move
            act(TOUCH, point.position(), pressure, event.timestamp())

    # a stroke

    def _press(self, source: str, at: QPointF, pressure: float, stamp: int) -> None:
        if self._source or self._points >= MAX_POINTS or not self.isEnabled():
            return
        self._source = source
        self._current = []
        self._add(at, pressure, stamp)

    def _move(self, source: str, at: QPointF, pressure: float, stamp: int) -> None:
        if self._source == source and self._points < MAX_POINTS:
            self._add(at, pressure, stamp)

    def _release(self, source: str) -> None:
        if self._source == source:
            self._lift()
            self.stroke_ended.emit()
            self.changed.emit()

    def _lift(self) -> None:
        """The pen leaves the pad: keep the stroke, finish its line."""
        if not self._source:
            return
        self._source = ""
        self._paint_end(self._current)
        self._strokes.append(tuple(self._current))
        self._current = []

    def _drop(self) -> None:
        self._points -= len(self._current)
        self._source = ""
        self._current = []
        self._repaint_all()

    def _add(self, at: QPointF, pressure: float, stamp: int) -> None:
        point = PenPoint(
            x=min(max(0, self._mm100(at.x(), 0)), self._mm100(self.width(), 0)),
            y=min(max(0, self._mm100(at.y(), 1)), self._mm100(self.height(), 1)),
            pressure=min(1.0, max(0.0, pressure)),
            t=self._time(stamp),
        )
        self._current.append(point)
        self._points += 1
        self._paint_newest(self._current)

    def _time(self, stamp: int) -> int:
        """Ms since the first sample: the device's own time when it tells it, else ours; never backwards."""
        now = self._now_ms()
        if self._origin is None:
            self._origin = (stamp, now)
        first_stamp, first_now = self._origin
        t = stamp - first_stamp if stamp and first_stamp else now - first_now
        last = self._current[-1].t if self._current else (self._strokes[-1][-1].t if self._strokes else 0)
        return max(last, t)

    # millimetres and pixels

    def _dpi(self, axis: int) -> float:
        screen = self.screen()
        dpi = screen.physicalDotsPerInchX() if axis == 0 else screen.physicalDotsPerInchY()
        return dpi if SANE_DPI[0] <= dpi <= SANE_DPI[1] else 96.0  # virtual screens claim anything

    def _mm100(self, pixels: float, axis: int) -> int:
        return round(pixels * 2540 / self._dpi(axis))

    def _pixel(self, point: PenPoint) -> QPointF:
        return QPointF(point.x * self._dpi(0) / 2540, point.y * self._dpi(1) / 2540)

    # painting

    def _width_of(self, pressure: float) -> float:
        return self._metrics.base * (0.05 + 0.19 * pressure)

    def _pen_painter(self) -> QPainter:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

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
            line = QPen(QColor(INK), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
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

    def _paint_piece(self, painter: QPainter, stroke: Stroke | list[PenPoint], last: int) -> QRectF:
        """The piece that the sample at ``last`` adds: from the middle before it to the middle behind it."""
        here = stroke[last]
        at = self._pixel(here)
        if last == 0:
            width = self._width_of(here.pressure)
            return self._segment(painter, (at, at, at), (width, width))
        previous = stroke[last - 1]
        control = self._pixel(previous)
        start = control if last == 1 else (self._pixel(stroke[last - 2]) + control) / 2
        widths = self._width_of(previous.pressure), self._width_of(here.pressure)
        return self._segment(painter, (start, control, (control + at) / 2), widths)

    def _paint_newest(self, stroke: list[PenPoint]) -> None:
        if self._image.isNull():
            return
        painter = self._pen_painter()
        dirty = self._paint_piece(painter, stroke, len(stroke) - 1)
        painter.end()
        self.update(dirty.toAlignedRect())

    def _paint_end(self, stroke: Stroke | list[PenPoint]) -> None:
        """From the last middle to the last sample."""
        if len(stroke) < 2 or self._image.isNull():
            return
        painter = self._pen_painter()
        before, last = self._pixel(stroke[-2]), self._pixel(stroke[-1])
        middle = (before + last) / 2
        width = self._width_of(stroke[-1].pressure)
        dirty = self._segment(painter, (middle, middle, last), (width, width))
        painter.end()
        self.update(dirty.toAlignedRect())

    def _repaint_all(self) -> None:
        """Ground, guide line and all strokes anew: on a new size, undo and clear only."""
        if self.width() < 2 or self.height() < 2:
            return
        ratio = self.devicePixelRatioF()
        self._image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        self._image.setDevicePixelRatio(ratio)
        self._image.fill(QColor(CARD))
        self._paint_guide()
        for stroke in (*self._strokes, tuple(self._current)):
            painter = self._pen_painter()
            for last in range(len(stroke)):
                self._paint_piece(painter, stroke, last)
            painter.end()
            self._paint_end(stroke)
        self.update()

    def _paint_guide(self) -> None:
        painter = self._pen_painter()
        painter.setPen(QPen(QColor(EDGE), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(1, 1, self.width() - 2, self.height() - 2))
        side = self.width() * 0.06
        level = self.height() * 0.78
        painter.setPen(QPen(QColor(EDGE_STRONG), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(side, level), QPointF(self.width() - side, level))
        painter.setFont(self._metrics.font(Role.SMALL))
        painter.setPen(QColor(EDGE_STRONG))
        room = QRectF(side, level + 4, self.width() - 2 * side, self.height() - level - 6)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self._name)
        painter.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the part that changed."""
        painter = QPainter(self)
        dirty = event.rect()
        ratio = self._image.devicePixelRatio()
        source = QRectF(dirty.x() * ratio, dirty.y() * ratio, dirty.width() * ratio, dirty.height() * ratio)
        painter.drawImage(QRectF(dirty), self._image, source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is written keeps its size in millimetres."""
        self._repaint_all()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Every sample of the pen counts: no merging of moves while the pad can be seen."""
        attribute = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
        self._compressed = QCoreApplication.testAttribute(attribute)
        QCoreApplication.setAttribute(attribute, False)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The rest of the program may merge again."""
        self._lift()
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, self._compressed)
        super().hideEvent(event)
