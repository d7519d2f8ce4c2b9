"""Who collects Python's garbage while there are workers: the GUI thread, and nobody else."""

from __future__ import annotations

import gc
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from ui.support import collecting
from ui.support.collecting import GuiCollector
from ui.support.run_op import OpRunner


class Ring:
    """A circle that holds a part of Qt; it says in which thread it went."""

    gone: list[QThread]

    def __init__(self, gone: list[QThread]) -> None:
        self.me = self
        self.part = QObject()
        weakref.finalize(self, lambda: gone.append(QThread.currentThread()))


def test_what_hangs_together_in_circles_goes_in_the_gui_thread_though_a_worker_allocates(
    runner: OpRunner, qtbot: QtBot
) -> None:
    gone: list[QThread] = []
    for _ in range(50):
        Ring(gone)
    here = QThread.currentThread()

    def allocate() -> int:
        kept = [[place] for place in range(200_000)]  # far more than makes Python collect by itself
        return len(kept)

    told: list[int] = []
    runner.run(allocate, done=told.append)
    qtbot.waitUntil(lambda: bool(told))
    gc.collect()
    assert len(gone) == 50
    assert all(thread == here for thread in gone)


def test_python_collects_by_itself_again_when_the_last_has_stopped_or_gone(
    qapp: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "_held", set())
    first, second = QObject(), QObject()
    GuiCollector(first)
    last = GuiCollector(second)
    shiboken6.delete(first)
    assert not gc.isenabled()
    last.stop()
    assert gc.isenabled()


def test_while_it_is_held_nothing_is_collected_and_what_went_before_is_collected_afterwards(qtbot: QtBot) -> None:
    gone: list[QThread] = []
    # a program that a test before this one has run may still be there
    others = [one for one in gc.get_objects() if isinstance(one, GuiCollector) and shiboken6.isValid(one)]
    parent = QObject()
    collector = GuiCollector(parent)
    for one in (collector, *others):
        one.hold()
    for _ in range(gc.get_threshold()[0] + 1):
        Ring(gone)
    qtbot.wait(2 * collecting.EVERY_MS)
    assert gone == []
    collector.go_on()
    qtbot.waitUntil(lambda: bool(gone))
    shiboken6.delete(parent)
