"""A display on the offscreen platform, a clock by hand, and everything the display says, in order."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.customer_display.display import CustomerDisplay


@dataclass
class HandClock:
    """Milliseconds that move only when a test moves them."""

    ms: int = 5_000

    def __call__(self) -> int:
        return self.ms


@dataclass
class Heard:
    """What came out of the display."""

    all: list[tuple[object, ...]] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[object, ...]]:
        """Arguments of every signal of this kind."""
        return [said[1:] for said in self.all if said[0] == kind]


SIGNALS = ("answered", "went_back", "section_read", "confirmed", "password_entered", "signed", "progressed")


@pytest.fixture(autouse=True)
def qt_warnings_fail(qtbot: QtBot, capture_qt: list[str]) -> Iterator[None]:
    """A warning of Qt or an exception in a slot fails the test."""
    yield
    assert capture_qt == []


@pytest.fixture
def capture_qt() -> Iterator[list[str]]:
    """Messages of Qt from warning upwards."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def keep(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            said.append(text)

    before = qInstallMessageHandler(keep)
    yield said
    qInstallMessageHandler(before)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def make_display(qtbot: QtBot, clock: HandClock) -> Iterator[Callable[..., CustomerDisplay]]:
    """Displays that are shown, and closed at the end as their owner does."""
    made: list[CustomerDisplay] = []

    def make(**options: object) -> CustomerDisplay:
        display = CustomerDisplay(now_ms=clock, **options)  # type: ignore[arg-type]  # options as in the class
        made.append(display)
        display.resize(1024, 600)
        display.show()
        display.activateWindow()
        qtbot.waitUntil(lambda: display.windowHandle().isExposed())
        return display

    yield make
    for display in made:
        display.close_for_good()
        display.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def display(make_display: Callable[..., CustomerDisplay]) -> CustomerDisplay:
    return make_display()


@pytest.fixture
def heard(display: CustomerDisplay) -> Heard:
    return listen(display)


def listen(display: CustomerDisplay) -> Heard:
    """Write down every signal with its arguments."""
    heard = Heard()

    def keep(name: str) -> Callable[..., None]:
        return lambda *facts: heard.all.append((name, *facts))

    for name in SIGNALS:
        getattr(display, name).connect(keep(name))
    return heard


def rotate(order: MutableSequence[int]) -> None:
    """A shuffle that a test can foresee: the first goes to the end."""
    order.append(order.pop(0))


def stylus(*, pressure: bool = True, kind: QPointingDevice.PointerType | None = None) -> QPointingDevice:
    """A pen."""
    can = QInputDevice.Capability.Position
    if pressure:
        can |= QInputDevice.Capability.Pressure
    pointer = kind or QPointingDevice.PointerType.Pen
    return QPointingDevice("pen", 77, QInputDevice.DeviceType.Stylus, pointer, can, 1, 3)


@dataclass
class Pen:
    """Writes on a widget with tablet events, as the window system would deliver them."""

    widget: QWidget
    device: QPointingDevice

    def send(self, kind: QEvent.Type, x: float, y: float, pressure: float, stamp: int) -> None:
        """One event."""
        at = QPointF(x, y)
        away = QPointF(self.widget.mapToGlobal(QPoint(0, 0)))
        button = Qt.MouseButton.LeftButton
        pressed = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else button
        changed = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else button
        none = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, self.device, at, at + away, pressure, 0, 0, 0, 0, 0, none, changed, pressed)
        event.setTimestamp(stamp)
        QApplication.sendEvent(self.widget, event)

    def stroke(self, points: Sequence[tuple[float, float, float]], start: int = 1000, step: int = 8) -> None:
        """One stroke: press, moves, release."""
        for place, (x, y, pressure) in enumerate(points):
            kind = QEvent.Type.TabletMove if place else QEvent.Type.TabletPress
            self.send(kind, x, y, pressure, start + place * step)
        x, y, _ = points[-1]
        self.send(QEvent.Type.TabletRelease, x, y, 0.0, start + len(points) * step)
