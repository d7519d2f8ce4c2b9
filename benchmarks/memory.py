"""Memory of the program after ten openings carried out through its windows, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.row import Row

LIMIT_MB = 350
OPENINGS = 10


def run(*, quick: bool = False) -> list[Row]:
    """Resident memory after the first and after the last opening, beside the limit that was set."""
    openings = 3 if quick else OPENINGS
    with tempfile.TemporaryDirectory() as place:
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "XDG_CONFIG_HOME": place,
        }  # fmt: skip
        command = [sys.executable, "-m", "benchmarks.memory", f"{place}/branch", str(openings)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=1800)
    figures = [float(figure) for figure in done.stdout.split()]
    at = {0: "signed in", 1: "after one opening", openings: f"after {openings} openings"}
    return [Row(f"memory, {words}", figures[number], LIMIT_MB, number, "MB", "limit") for number, words in at.items()]


def _resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 2**20)


def _carry_out(folder: Path, openings: int) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from app.common.clock import SystemClock
    from app.onboarding.steps import Step
    from app.samples.people import resident_number
    from tests.counter import Counter, bank_card
    from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY, fill

    application = QApplication(sys.argv[:1])
    counter = Counter(application, folder, SystemClock(), openings=False)
    counter.program.show()
    counter.program.window.resize(1600, 900)
    counter.enter("teller")
    print(_resident_mb(), flush=True)
    counter.program.window.show_page("opening")
    for number in range(openings):
        who = {"name": "示例客户", "paper_number": resident_number("330106", date(1996, 2, 14), 100 + number)}
        who |= {"mobile": f"1385712{number:04d}", "bank_account": bank_card(number)}
        counter.start()
        fill(counter, IDENTITY, CONTACT, EDUCATION, CUSTODY, who, {"brought": "no"})
        for step in Step:
            counter.go(step)
            counter.page.toggle_display()
            counter.settle()
            counter.through()
        counter.page.complete()
        counter.settle()
        if counter.services.opening.unfinished(counter.actor):
            left = [state for state in counter.view.steps if state.state.value not in ("done", "not-needed")]
            raise SystemExit(f"an opening was not completed: {left}")
        # no event loop runs here that would delete what was put away
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        print(_resident_mb(), flush=True)
    counter.leave()


if __name__ == "__main__":
    _carry_out(Path(sys.argv[1]), int(sys.argv[2]))
