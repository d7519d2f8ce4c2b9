"""Progress and a cancel for what takes its time."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.common.long_work import Progress
from ui.support.run_op import OpRunner
from ui.support.shortcuts import Key
from ui.widgets.long_work import LongWork, tone


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


class Held:
    """A work that goes on until it is asked to stop, and says whether it was."""

    def __init__(self) -> None:
        self.begun, self.stopped = Event(), Event()

    def __call__(self, progress: Progress, cancelled: Callable[[], bool]) -> None:
        progress(1, 5)
        self.begun.set()
        while not cancelled():
            pass
        self.stopped.set()
        raise Refused("work.cancelled")


def test_escape_anywhere_beside_the_line_stops_it_and_means_what_it_meant_before_afterwards(
    look: QApplication, runner: OpRunner, qtbot: QtBot
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    line, field = LongWork(runner, place), QLineEdit(place)
    with qtbot.waitActive(place):
        place.show()
        place.activateWindow()
    field.setFocus()
    failed: list[Exception] = []
    line.run(Held(), words="Reading", done=lambda _: None, failed=failed.append)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not line.busy)
    assert [tone(problem) for problem in failed] == ["info"]
    assert tone(Refused("branch.unreachable")) == "danger"
    assert [key.isEnabled() for key in place.findChildren(Key)] == [False]


def test_a_page_that_goes_with_the_sign_in_stops_its_work(look: QApplication, runner: OpRunner) -> None:
    line, work = LongWork(runner), Held()
    line.run(work, words="Reading", done=lambda _: None, failed=lambda _: None)
    assert work.begun.wait(5)
    shiboken6.delete(line)
    assert work.stopped.wait(5)
    assert runner.wait()


def test_the_program_that_ends_stops_the_work_and_it_is_waited_for(
    look: QApplication, runner: OpRunner, qtbot: QtBot
) -> None:
    line, work = LongWork(runner), Held()
    qtbot.addWidget(line)
    failed: list[Exception] = []
    line.run(work, words="Reading", done=lambda _: None, failed=failed.append)
    look.aboutToQuit.emit()
    assert runner.wait()
    assert (work.stopped.is_set(), len(failed), line.busy) == (True, 1, False)


def test_however_many_units_are_told_the_window_is_called_once_before_it_has_looked(
    look: QApplication, runner: OpRunner, qtbot: QtBot
) -> None:
    line, calls = LongWork(runner), []
    qtbot.addWidget(line)
    line._told.connect(lambda: calls.append(line.far.text()))

    def tell() -> None:
        for done in range(5001):
            line._note(done, 5000)

    teller = Thread(target=tell)
    teller.start()
    teller.join()
    QApplication.processEvents()
    assert calls == ["5,000 / 5,000"]


def test_a_save_of_one_transaction_waits_for_its_server_and_is_done_once(
    look: QApplication, runner: OpRunner, qtbot: QtBot
) -> None:
    line = LongWork(runner)
    qtbot.addWidget(line)
    answers: list[Exception | int] = [7, Refused("branch.unreachable")]
    waits: list[Refused | None] = []
    done: list[int] = []

    def work(progress: Progress, cancelled: Callable[[], bool]) -> int:
        answer = answers.pop()
        if isinstance(answer, Exception):
            raise answer
        return answer

    line.run(work, words="Saving", done=done.append, failed=lambda _: None, waits=waits.append)
    qtbot.waitUntil(lambda: bool(waits))
    runner.retry()
    qtbot.waitUntil(lambda: not line.busy)
    assert (done, waits[-1]) == ([7], None)
    answers.append(Refused("branch.unreachable"))
    failed: list[Exception] = []
    line.run(work, words="Saving", done=done.append, failed=failed.append, waits=waits.append)
    qtbot.waitUntil(lambda: runner.waiting() == 1)
    line.cancel.click()  # it is not waited for a server that may not answer for long
    assert ([str(problem) for problem in failed], line.busy, runner.waiting()) == (["work.given_up"], False, 0)
    assert done == [7]
