"""One sample of the pen on the pad, beside painting all anew: ``python -m benchmarks.signature_pad``."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from functools import partial
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication

from benchmarks.row import Row
from ui.customer_display.pad import SignaturePad

POINTS = 2_000
REPAINTS = 20


def run() -> list[Row]:
    """One row: a sample handled and shown against a full repaint with as many samples written."""
    application = QApplication.instance() or QApplication([])
    pad = SignaturePad()
    pad.resize(1400, 600)
    pad.show()
    application.processEvents()
    can = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    pen = QPointingDevice("pen", 1, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen, can, 1, 3)
    samples = [_timed(partial(_write, pad, pen, n)) for n in range(POINTS)]
    whole = [_timed(partial(_repaint, pad)) for _ in range(REPAINTS)]
    pad.close()
    return [
        Row(f"signature pad, one sample of {POINTS:,}, against a full repaint (ms)", median(samples), median(whole))
    ]


def _write(pad: SignaturePad, pen: QPointingDevice, n: int) -> None:
    at = QPointF(100 + n * 0.6, 300 + 200 * math.sin(n / 15))
    kind = QEvent.Type.TabletMove if n else QEvent.Type.TabletPress
    pressure = 0.5 + 0.4 * math.sin(n / 40)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QApplication.sendEvent(pad, QTabletEvent(kind, pen, at, at, pressure, 0, 0, 0, 0, 0, none, left, left))
    QApplication.processEvents()


def _repaint(pad: SignaturePad) -> None:
    pad.set_guide("")
    QApplication.processEvents()


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    for row in run():
        print(f"{row.what}: {row.value:.2f} against {row.baseline:.2f}, {row.ratio:.3f}x")
