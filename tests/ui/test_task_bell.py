"""The number of one's own tasks that are due, and the quiet word when one comes or becomes overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.common.actor import Actor, Role
from app.common.clock import FixedClock, branch_day
from app.tasks.domain import OwnTask, TaskKind, Waiting
from app.tasks.service import TaskService
from tests.builders import actor
from ui.desk_tasks import add_usual
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs, WantedTask
from ui.task_bell import TaskBell

TODAY = date(2026, 11, 20)


@dataclass
class Own:
    """One's own tasks by hand."""

    clock: FixedClock
    tasks: list[OwnTask] = field(default_factory=list)
    asked: int = 0
    away: bool = False

    def waiting(self, who: Actor) -> Waiting:
        self.asked += 1
        if self.away:
            raise OSError("the server is away")
        return Waiting(tuple(self.tasks), branch_day(self.clock.now()))

    def add(self, number: int, days: int, given_by: str = "staff-supervisor") -> None:
        self.tasks.append(OwnTask(f"t{number}", TODAY + timedelta(days=days), given_by))


class Bell:
    def __init__(self, qtbot: QtBot) -> None:
        self.clock = FixedClock(datetime(2026, 11, 20, 4, tzinfo=UTC))
        self.own, self.runner = Own(self.clock), OpRunner()
        self.due: list[int] = []
        self.told: list[str] = []
        self.bell = TaskBell(self.runner, cast(TaskService, self.own), actor(Role.TELLER), self.clock)
        self.bell.due.connect(self.due.append)
        self.bell.told.connect(self.told.append)
        self.qtbot = qtbot

    def ring(self, topic: str = "tasks") -> None:
        """A change is told and everything under way arrives."""
        asked = self.own.asked
        self.bell.changed(topic)
        self.qtbot.waitUntil(lambda: self.own.asked > asked)
        self.settle()

    def settle(self) -> None:
        self.runner.wait()
        self.qtbot.wait(0)


@pytest.fixture
def bell(qtbot: QtBot) -> Iterator[Bell]:
    made = Bell(qtbot)
    yield made
    made.bell.timer.stop()
    made.runner.close()


def test_the_first_look_counts_and_says_nothing(bell: Bell) -> None:
    for number, days in ((1, -2), (2, 0), (3, 1)):
        bell.own.add(number, days)
    bell.ring()
    assert (bell.due, bell.told) == ([2], [])
    bell.bell.changed("transfer")
    bell.settle()
    assert bell.own.asked == 1


def test_what_somebody_else_gives_is_told_and_what_one_makes_oneself_is_not(bell: Bell) -> None:
    bell.ring()
    bell.own.add(1, 3, given_by=actor(Role.TELLER).staff_id)
    bell.ring()
    assert bell.told == []
    bell.own.add(2, 3)
    bell.ring()
    assert bell.told == ["1 task has been given to you."]
    bell.own.add(3, 0)
    bell.own.add(4, 0)
    bell.ring()
    assert bell.told[1:] == ["2 tasks have been given to you."]
    assert bell.due == [0, 0, 0, 2]


def test_midnight_makes_tasks_overdue_and_says_so_once(bell: Bell) -> None:
    bell.own.add(1, 0)
    bell.own.add(2, 1)
    bell.ring()
    bell.bell.look()
    bell.settle()
    assert bell.own.asked == 1  # the day is the same
    bell.clock.tick(86400)
    for _ in range(2):
        bell.bell.look()
        bell.settle()
    assert bell.own.asked == 2
    assert (bell.due, bell.told) == ([1, 2], ["1 of your tasks is overdue now."])


def test_while_the_server_is_away_nothing_is_said_and_the_next_look_counts_again(bell: Bell) -> None:
    bell.own.away = True
    bell.ring()
    assert (bell.due, bell.told) == ([], [])
    bell.own.away = False
    bell.bell.look()
    bell.settle()
    assert bell.due == [0]


def test_kinds_are_done_by_what_was_entered_for_them() -> None:
    acts = TaskActs()
    done: list[WantedTask] = []
    acts.add((TaskKind.OPENING_CALL, TaskKind.SAMPLE_CALL), done.append)
    acts.do("opening-call", "t1", "k1", "")
    acts.do("promise", "t2", "k1", "")
    assert done == [WantedTask(TaskKind.OPENING_CALL, "t1", "k1", "")]
    assert [kind for kind in TaskKind if acts.has(kind)] == [TaskKind.OPENING_CALL, TaskKind.SAMPLE_CALL]


def test_the_usual_pages_do_what_they_are_for() -> None:
    acts = TaskActs()
    ways: list[tuple[str, str]] = []
    add_usual(
        acts, case=lambda number: ways.append(("case", number)), client=lambda id_: ways.append(("client", id_)),
        page=lambda key: ways.append(("page", key)), has_page=lambda key: key not in ("classes", "reports"),
    )  # fmt: skip
    for kind in TaskKind:
        acts.do(kind.value, "t1", "k1", "ZX1")
    assert ways == [("page", "approvals"), ("case", "ZX1"), ("page", "staff"), ("client", "k1")]
