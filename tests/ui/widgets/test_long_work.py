"""Progress and a cancel for what takes its time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from ui.support.run_op import OpRunner
from ui.widgets.long_work import LongWork, Progress


def test_a_work_says_how_far_it_is_and_stops_between_two_units(
    look: QApplication, runner: OpRunner, qtbot: QtBot
) -> None:
    line = LongWork(runner)
    qtbot.addWidget(line)
    line._patience.setInterval(0)
    begun = Event()
    done: list[object] = []
    failed: list[Exception] = []

    def work(progress: Progress, cancelled: Callable[[], bool]) -> int:
        progress(3, 10)
        begun.set()
        while not cancelled():
            pass
        raise Refused("screening.import_cancelled")

    line.run(work, words="Reading", done=done.append, failed=failed.append)
    qtbot.waitUntil(lambda: line.isVisible() and line.bar.value() == 3)
    assert (line.words.text(), line.far.text(), line.bar.maximum()) == ("Reading", "3 / 10", 10)
    assert begun.is_set()
    line.run(work, words="Another", done=done.append, failed=failed.append)  # one at a time
    line.cancel.click()
    assert not line.cancel.isEnabled()
    qtbot.waitUntil(lambda: not line.busy)
    assert (done, [problem.code for problem in failed if isinstance(problem, Refused)]) == (
        [],
        ["screening.import_cancelled"],
    )
    assert line.isHidden()


def test_what_is_done_at_once_shows_no_bar(look: QApplication, runner: OpRunner, qtbot: QtBot) -> None:
    line = LongWork(runner)
    qtbot.addWidget(line)
    done: list[int] = []
    line.run(lambda progress, cancelled: 7, words="Reading", done=done.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: not line.busy)
    assert done == [7]
    assert line.isHidden()
    assert not line._patience.isActive()
