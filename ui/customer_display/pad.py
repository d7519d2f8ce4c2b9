"""The pad: ink on an image, only the new piece painted; what is kept are vectors in 1/100 mm (OP-4)."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHideEvent,
    QInputDevice,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QResizeEvent,
    QShowEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from .ink import InkImage
from .strokes import MAX_POINTS, PenPoint, Signed, Stroke, plausible
from .style import START, Metrics
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

    accessible_role = "Canvas"

    stroke_ended = Signal()
    changed = Signal()
    _shown: ClassVar[set[int]] = set()
    _merged_before: ClassVar[bool] = True

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
        self._guide = ""
        self._ink = InkImage()
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
        self._guide = text
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
        self.update(self._ink.end(self._current))
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
        self.update(self._ink.newest(self._current))

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

    # painting

    def _repaint_all(self) -> None:
        """Ground, guide line and all strokes anew: on a new size, undo and clear only."""
        if self.width() < 2 or self.height() < 2:
            return
        scale = self._dpi(0) / 2540, self._dpi(1) / 2540
        self._ink.renew(self.size(), self.devicePixelRatioF(), scale, self._metrics, self._guide)
        for stroke in self._strokes:
            self._ink.whole(stroke, lifted=True)
        self._ink.whole(self._current, lifted=False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the part that changed."""
        painter = QPainter(self)
        self._ink.copy_to(painter, event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is written keeps its size in millimetres."""
        self._repaint_all()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Every sample of the pen counts: no merging of moves while the pad can be seen."""
        self._merging(allowed=False)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The rest of the program may merge again."""
        self._lift()
        self._merging(allowed=True)
        super().hideEvent(event)

    def _merging(self, *, allowed: bool) -> None:
        """Merging of moves is the whole program's: back to what it was when the last visible pad goes."""
        attribute = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
        pads = SignaturePad._shown
        if not allowed:
            if not pads:
                SignaturePad._merged_before = QCoreApplication.testAttribute(attribute)
            pads.add(id(self))
            QCoreApplication.setAttribute(attribute, False)
        elif id(self) in pads:
            pads.discard(id(self))
            if not pads:
                QCoreApplication.setAttribute(attribute, SignaturePad._merged_before)
