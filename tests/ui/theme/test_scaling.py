"""Screens of 125 to 200 %: sharp icons, and what the pen does maps one to one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[3]
PROGRAM = """
import json
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
from ui.customer_display.pad import SignaturePad
from ui.theme import apply_theme, pixmap
apply_theme(application, "light")
pad = SignaturePad()
pad.resize(600, 240)
pad.show()
QApplication.processEvents()
places = [QPoint(100, 60), QPoint(180, 90), QPoint(260, 60), QPoint(340, 90)]
QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
for place in places[1:]:
    QTest.mouseMove(pad, place)
QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])
QApplication.processEvents()
(stroke,) = pad.strokes
picture, icon = pad.grab().toImage(), pixmap("home", size=20)
ratio = picture.devicePixelRatio()

def dark(x, y):
    around = [(x + i / ratio, y + j / ratio) for i in range(-3, 4) for j in range(-3, 4)]
    return any(picture.pixelColor(round(a * ratio), round(b * ratio)).lightness() < 90 for a, b in around)

print(json.dumps({
    "ratio": ratio, "picture": [picture.width(), picture.height()], "icon": [icon.width(), icon.height()],
    "span": [(stroke[-1].x - stroke[0].x) * pad._dpi(0) / 2540, (stroke[1].y - stroke[0].y) * pad._dpi(1) / 2540],
    "ink": [dark(100, 60), dark(340, 90), dark(180, 200)],
}))
"""


@pytest.fixture(scope="module")
def at_scale() -> dict[str, dict[str, Any]]:
    """What the same pen and icon give at each scale; the programs run side by side."""
    running = {
        scale: subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=TOP, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "PYTHONPATH": str(TOP)},
        )
        for scale in ("1", "1.25", "1.5", "2")
    }  # fmt: skip
    told = {scale: one.communicate(timeout=120)[0] for scale, one in running.items()}
    return {scale: json.loads(text.splitlines()[-1]) for scale, text in told.items()}


@pytest.mark.parametrize("scale", ["1.25", "1.5", "2"])
def test_the_pen_writes_where_it_is_and_icons_are_drawn_in_the_screens_own_pixels(
    at_scale: dict[str, dict[str, Any]], scale: str
) -> None:
    plain, found, ratio = at_scale["1"], at_scale[scale], float(scale)
    assert found["ratio"] == ratio
    assert found["picture"] == [600 * ratio, 240 * ratio]
    assert found["icon"] == [20 * ratio, 20 * ratio]
    assert found["span"] == pytest.approx([240, 30], abs=0.1)  # millimetres of the paper, back in pixels
    assert found["ink"] == plain["ink"] == [True, True, False]
