"""From exec to the first painted window, beside a bare PySide6 window with the same fonts; each run a new process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.row import Row

PAIRS = 9


def run(*, quick: bool = False) -> list[Row]:
    """Median of paired runs, after one unmeasured pair that warms the disk's cache."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "branch"
        subprocess.run([sys.executable, "-m", "benchmarks.start", "branch", str(folder)], check=True)
        pairs = [(_once("program", folder), _once("bare", folder)) for _ in range(1 + (5 if quick else PAIRS))][1:]
    program, bare = (median(times) for times in zip(*pairs, strict=True))
    return [Row("exec to first painted window", program, bare, len(pairs), against="bare PySide6 window")]


def _once(what: str, folder: Path) -> float:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "XDG_CONFIG_HOME": str(folder.parent),
    }  # fmt: skip
    command = [sys.executable, "-m", "benchmarks.start", what, str(folder)]
    begun = time.time_ns()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return (int(done.stdout.split()[-1]) - begun) / 1e6


def _painted() -> None:
    print(time.time_ns(), flush=True)
    os._exit(0)


def _program(folder: Path) -> None:
    """The real command with its real imports; only the first paint is listened to."""
    from ui import bootstrap
    from ui.__main__ import run as command

    show = bootstrap.Program.show

    def shown(program: bootstrap.Program) -> None:
        program.window.painted.connect(_painted)
        show(program)

    bootstrap.Program.show = shown  # type: ignore[method-assign,assignment]  # the one place to listen without a hook in the program
    command(["run", "--dir", str(folder)])


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFontDatabase, QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, _painted)

    application = QApplication(sys.argv[:1])
    fonts = Path(__file__).parents[1] / "resources" / "fonts"
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(fonts / name))
    window = Bare()
    window.resize(1600, 900)
    window.showMaximized()
    application.exec()


def _branch(folder: Path) -> None:
    from benchmarks.branches import sample_services

    sample_services(folder).close()


if __name__ == "__main__":
    what, place = sys.argv[1], Path(sys.argv[2])
    if what == "bare":
        _bare()
    elif what == "program":
        _program(place)
    else:
        _branch(place)
