"""The number of one's own tasks that are due, at the page's button, and a quiet word when one comes or becomes overdue.

It is read again when the change feed tells of tasks and when the branch's day changes. What is said names no client.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from app.common.actor import Actor
from app.common.clock import Clock, branch_day
from app.tasks.domain import Waiting
from app.tasks.service import TaskService
from ui.support.run_op import Latest, OpRunner

TOPIC = "tasks"
LOOK_MS = 60_000
"""So often it is looked whether the day has changed: also after the machine slept over midnight."""


class TaskBell(QObject):
    """Lives as long as its parent; ``due`` and ``told`` come on the GUI thread."""

    due = Signal(int)
    """How many of one's own tasks are due today or overdue."""
    told = Signal(str)
    """A sentence to be shown for a moment."""

    def __init__(
        self, runner: OpRunner, tasks: TaskService, actor: Actor, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._latest = Latest(runner, self)
        self._tasks = tasks
        self._actor = actor
        self._clock = clock
        self._day: date | None = None
        self._before: Waiting | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def changed(self, topic: str) -> None:
        """Something has changed."""
        if topic == TOPIC:
            self.ask()

    def look(self) -> None:
        """Ask again when the branch's day is another one."""
        if branch_day(self._clock.now()) != self._day:
            self.ask()

    def ask(self) -> None:
        """Read one's own tasks, off the GUI thread; what cannot be read now is read at the next turn."""
        self._latest.ask(self._tasks.waiting, self._actor, done=self._show, failed=lambda _: None)

    def _show(self, now: Waiting) -> None:
        before, self._before, self._day = self._before, now, now.today
        self.due.emit(now.due)
        if before is None:
            return
        there = {task.id for task in before.tasks}
        given = sum(task.id not in there and task.given_by != self._actor.staff_id for task in now.tasks)
        late = len((now.overdue - before.overdue) & there)
        self._say(given, self.tr("1 task has been given to you."), self.tr("{count} tasks have been given to you."))
        self._say(late, self.tr("1 of your tasks is overdue now."), self.tr("{count} of your tasks are overdue now."))

    def _say(self, count: int, one: str, several: str) -> None:
        if count:
            self.told.emit((one if count == 1 else several).format(count=count))
