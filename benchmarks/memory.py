"""Memory of the program over a day of eight hours in fast motion, in a process of its own.

Each hour: openings through the windows, every page brought up, look and language changed there and back, the
window locked and unlocked. Counted besides bytes: widgets, which must not grow from hour to hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.row import Row

if TYPE_CHECKING:
    from tests.counter import Counter

LIMIT_MB = 350
HOURS = 8
OPENINGS = 2
"""In an hour."""


def run(*, quick: bool = False) -> list[Row]:
    """Resident memory and number of widgets when somebody has signed in and after each hour."""
    hours = 2 if quick else HOURS
    with tempfile.TemporaryDirectory() as place:
        environment = {
            **os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "XDG_CONFIG_HOME": place,
        }  # fmt: skip
        command = [sys.executable, "-m", "benchmarks.memory", f"{place}/branch", str(hours), str(OPENINGS)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=3600)
    lines = [line.split() for line in done.stdout.splitlines()]
    rows = [
        Row(f"memory, {_moment(hour)}", float(mb), LIMIT_MB, hour * OPENINGS, "MB", "limit")
        for hour, (mb, _) in enumerate(lines)
    ]
    first, last = int(lines[1][1]), int(lines[-1][1])
    return [*rows, Row("widgets at the end of the day", last, first, hours, "", "after the first hour")]


def _moment(hour: int) -> str:
    return f"after hour {hour}" if hour else "signed in"


def _resident_mb() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 2**20)


def _tell() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    # no event loop runs here that would delete what was put away
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    print(f"{_resident_mb():.0f}", len(QApplication.allWidgets()), flush=True)


def _day(folder: Path, hours: int, openings: int) -> None:
    from PySide6.QtWidgets import QApplication

    from app.common.clock import SystemClock
    from tests.counter import Counter

    counter = Counter(QApplication(sys.argv[:1]), folder, SystemClock(), openings=False)
    counter.program.show()
    counter.program.window.resize(1600, 900)
    counter.enter("teller")
    _tell()
    for hour in range(hours):
        for number in range(openings):
            _open_account(counter, hour * openings + number)
        _look_round(counter)
        _lock(counter)
        _tell()
    counter.leave()


def _open_account(counter: Counter, number: int) -> None:
    from app.onboarding.steps import Step
    from app.samples.people import resident_number
    from tests.counter import bank_card
    from tests.ui.opening.desk import CONTACT, CUSTODY, EDUCATION, IDENTITY, fill

    counter.program.window.show_page("opening")
    who: dict[str, Any] = {
        "name": "示例客户",
        "paper_number": resident_number("330106", date(1996, 2, 14), 100 + number),
    }
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


def _look_round(counter: Counter) -> None:
    window = counter.program.window
    for key in window.pages.names():
        window.show_page(key)
        counter.settle()
    for what, values in (("theme", ("dark", "light")), ("language", ("en", "zh"))):
        for value in values:
            window.preference_changed.emit(what, value)
            counter.settle()


def _lock(counter: Counter) -> None:
    from app.samples.people import STAFF

    window = counter.program.window
    window.lock()
    page = window.sign_in
    page.password.set_value(next(person.password for person in STAFF if person.login == "teller"))
    page.submit()
    counter.settle()
    if not window.is_open():
        raise SystemExit("the window stayed locked")


if __name__ == "__main__":
    _day(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
