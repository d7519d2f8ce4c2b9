from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.support.run_op import Latest, OpRunner


class Catcher(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[Any] = []

    def take(self, value: Any) -> None:
        self.got.append(value)


def test_work_runs_elsewhere_and_its_result_comes_back_on_the_gui_thread(runner: OpRunner) -> None:
    here: list[bool] = []
    seen: list[bool] = []
    gui = threading.get_ident()
    runner.run(
        lambda: here.append(threading.get_ident() == gui), done=lambda _: seen.append(threading.get_ident() == gui)
    )
    assert runner.wait()
    assert here == [False]
    assert seen == [True]


def test_an_exception_goes_to_failed_and_not_to_done(runner: OpRunner) -> None:
    problems: list[Exception] = []
    runner.run(lambda: 1 / 0, done=lambda _: pytest.fail("not done"), failed=problems.append)
    assert runner.wait()
    assert isinstance(problems[0], ZeroDivisionError)


def test_an_exception_nobody_waits_for_is_told_by_the_runner(runner: OpRunner, qtbot: QtBot) -> None:
    with qtbot.waitSignal(runner.unhandled) as told:
        runner.run(lambda: 1 / 0)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_saves_never_overtake_each_other(runner: OpRunner) -> None:
    gate = threading.Event()
    order: list[int] = []
    runner.run(gate.wait, 5, done=lambda _: None, serial=True)
    for number in range(30):
        runner.run(order.append, number, serial=True)
    assert order == []
    gate.set()
    assert runner.wait()
    assert order == list(range(30))


def test_the_result_is_dropped_when_its_owner_is_gone(runner: OpRunner, qtbot: QtBot) -> None:
    gate = threading.Event()
    catcher = Catcher()
    got = catcher.got
    runner.run(lambda: gate.wait(5), done=catcher.take)
    catcher.deleteLater()
    del catcher
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    gate.set()
    assert runner.wait()
    assert got == []


def test_an_owner_named_outright_guards_a_plain_function_too(runner: OpRunner) -> None:
    gate, owner, got = threading.Event(), QObject(), list[Any]()
    runner.run(lambda: gate.wait(5), done=got.append, owner=owner)
    owner.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    gate.set()
    assert runner.wait()
    assert got == []


def test_busy_is_told_once_at_the_beginning_and_once_at_the_end(runner: OpRunner) -> None:
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    for _ in range(5):
        runner.run(lambda: None)
    assert not runner.idle()
    assert runner.wait()
    assert told == [True, False]


def test_a_mistake_in_a_callback_leaves_the_runner_usable(runner: OpRunner, qtbot: QtBot) -> None:
    def broken(_: Any) -> None:
        raise RuntimeError("callback")

    with qtbot.captureExceptions() as caught:
        runner.run(lambda: None, done=broken)
        assert runner.wait()
    assert len(caught) == 1
    got: list[int] = []
    runner.run(lambda: 7, done=got.append)
    assert runner.wait()
    assert got == [7]


def test_of_many_askings_only_the_newest_is_answered(runner: OpRunner) -> None:
    gate, asked, got = threading.Event(), list[int](), list[int]()
    owner = QObject()
    latest = Latest(runner, owner)

    def slow(number: int) -> int:
        asked.append(number)
        gate.wait(5)
        return number

    for number in range(10):
        latest.ask(slow, number, done=got.append)
    gate.set()
    assert runner.wait()
    assert asked == [0, 9]
    assert got == [9]


def test_what_is_forgotten_is_not_answered_and_the_next_asking_is(runner: OpRunner) -> None:
    gate, got, owner = threading.Event(), list[str](), QObject()
    latest = Latest(runner, owner)

    def slow(word: str) -> str:
        gate.wait(5)
        return word

    latest.ask(slow, "old", done=got.append)
    latest.forget()
    gate.set()
    assert runner.wait()
    assert got == []
    latest.ask(slow, "new", done=got.append)
    assert runner.wait()
    assert got == ["new"]


def test_after_an_answer_that_failed_the_next_asking_runs(runner: OpRunner) -> None:
    got: list[Any] = []
    latest = Latest(runner, QObject(runner))
    latest.ask(lambda: 1 / 0, done=got.append, failed=lambda problem: got.append(type(problem)))
    assert runner.wait()
    latest.ask(lambda: 5, done=got.append)
    assert runner.wait()
    assert got == [ZeroDivisionError, 5]


def test_closing_waits_for_running_work_and_delivers_nothing_more(look: QApplication) -> None:
    runner = OpRunner()
    got: list[int] = []
    began = threading.Event()
    runner.run(began.set, done=got.append)
    assert began.wait(5)
    assert runner.close()
    assert runner.wait()
    assert got == []
