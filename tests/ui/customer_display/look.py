"""Grab every view at three sizes in both languages for the eye: ``python -m tests.ui.customer_display.look FOLDER``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtCore import QPointF, QTranslator
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.customer_display.samples import ALL
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.password import PasswordView
from ui.customer_display.signature import SignatureView

RESOURCES = Path(__file__).parents[3] / "resources"
SIZES = ((1024, 600), (1366, 768), (1920, 1080))


def scribble(view: SignatureView) -> None:
    """Write something name-like with growing and falling pressure."""
    pad = view.pad
    wide, high = pad.width(), pad.height()
    stamp = 1
    for letter in range(3):
        left = wide * (0.25 + 0.18 * letter)
        for step in range(40):
            part = step / 39
            bow = (part - 0.5) * (0.5 - abs(part - 0.5)) * 4
            at = QPointF(left + wide * 0.12 * part, high * (0.5 + 0.25 * bow * (-1) ** letter))
            pressure = 0.2 + 0.7 * (0.5 - abs(part - 0.5)) * 2
            (pad._press if step == 0 else pad._move)("pen", at, pressure, stamp)
            stamp += 7
        pad._release("pen")


def grab(folder: Path, language: str, *, large_type: bool) -> None:
    """All views at all sizes in one language."""
    for width, height in SIZES:
        display = CustomerDisplay(large_type=large_type)
        display.resize(width, height)
        display.show()
        for name, prompt in ALL.items():
            display.show_prompt(prompt)
            QTest.qWait(30)
            if isinstance(display.view, SignatureView):
                scribble(display.view)
            if isinstance(display.view, PasswordView) and name == "password":
                for digit in (1, 3, 5):
                    display.view.keypad.key_for(digit).click()
            large = "-large" if large_type else ""
            display.grab().save(str(folder / f"{name}-{width}x{height}-{language}{large}.png"))
        display.close_for_good()
        display.deleteLater()


def main() -> None:
    """English first, then Chinese, then Chinese in large type."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv)
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"NotoSansSC-{face}.ttf"))
    grab(folder, "en", large_type=False)
    translator = QTranslator()
    if translator.load(str(RESOURCES / "translations" / "display_zh_CN.qm")):
        application.installTranslator(translator)
    grab(folder, "zh", large_type=False)
    grab(folder, "zh", large_type=True)


if __name__ == "__main__":
    main()
