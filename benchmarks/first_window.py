"""One start, to be measured from outside: prints the moment (ns since 1970) at which the first window was painted.

``first_window.py program DIR`` is the real command with its real imports, ``first_window.py bare`` a bare window
of PySide6 with the same fonts. Run by its path, so that neither has to read more than it needs itself.
"""

from __future__ import annotations

import os
import sys
import time


def _painted() -> None:
    os.write(1, b"%d\n" % time.time_ns())
    os._exit(0)


def _program(folder: str) -> None:
    """Only the first paint is listened to."""
    from ui import bootstrap
    from ui.__main__ import run

    show = bootstrap.Program.show

    def shown(program: bootstrap.Program) -> None:
        program.window.painted.connect(_painted)
        show(program)

    bootstrap.Program.show = shown  # type: ignore[method-assign,assignment]  # the one place to listen without a hook in the program
    run(["run", "--dir", folder])


def _stalls(folder: str) -> None:
    """Prints the longest time (ms) for which the window's thread answered nothing, from the first paint on."""
    from ui import bootstrap
    from ui.__main__ import run

    show = bootstrap.Program.show

    def shown(program: bootstrap.Program) -> None:
        from itertools import pairwise

        from PySide6.QtCore import QTimer

        ticks: list[int] = []
        timer = QTimer(program)
        timer.timeout.connect(lambda: ticks.append(time.monotonic_ns()))
        program.window.painted.connect(lambda: timer.start(2))
        program.window.shell_made.connect(lambda: QTimer.singleShot(300, done))

        def done() -> None:
            longest = max(after - before for before, after in pairwise(ticks))
            os.write(1, b"%.1f\n" % (longest / 1e6))
            os._exit(0)

        show(program)

    bootstrap.Program.show = shown  # type: ignore[method-assign,assignment]  # as above
    run(["run", "--dir", folder])


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QFontDatabase, QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, _painted)

    application = QApplication(sys.argv[:1])
    fonts = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "resources", "fonts")
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(os.path.join(fonts, name))
    window = Bare()
    window.resize(1600, 900)
    window.showMaximized()
    application.exec()


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        _bare()
    elif sys.argv[1] == "stalls":
        _stalls(sys.argv[2])
    else:
        _program(sys.argv[2])
