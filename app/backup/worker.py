"""The thread that makes the scheduled backups and carries off the heads, for as long as the program runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from app.backup.service import BackupService, Status
from app.common.actor import Actor
from app.common.errors import Refused

LOOK_SECONDS = 20.0
"""How often it is looked whether something is due."""
STOP_SECONDS = 30.0
"""A part of a backup that cannot be left in its middle is waited for so long when the program ends."""


@dataclass(frozen=True, slots=True)
class State:
    """What the status bar shows. ``part`` is empty while nothing runs; ``done`` of ``total`` of that part.

    ``good_at``: the last good backup; ``problem``: the refusal's code of the last attempt, or of carrying off the
    heads, when no success followed. ``shown``: whether there is anything to be said (a schedule, or a backup made).
    """

    shown: bool = False
    part: str = ""
    done: int = 0
    total: int = 0
    good_at: datetime | None = None
    overdue: bool = False
    problem: str = ""


Tell = Callable[[State], None]
"""Is given each new state in the worker's own thread; hands it on (a queued signal) and neither waits nor raises."""


class BackupWorker:
    """Makes what is due until it is stopped; ``stop`` before the database is closed."""

    def __init__(self, service: BackupService, actor: Actor, tell: Tell) -> None:
        self._service = service
        self._actor = actor
        self._tell = tell
        self._state = State()
        self._heads_problem = ""
        self._bell = threading.Event()
        self._stopping = threading.Event()
        self._cancelled = threading.Event()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def start(self) -> None:
        """Begin; returns at once. May be called once only."""
        if self._thread is not None:
            raise RuntimeError("a backup worker is started once")
        self._thread = threading.Thread(target=self._run, name="backup-worker", daemon=True)
        self._thread.start()

    def make_now(self) -> None:
        """Make a backup now, whatever the schedule says."""
        self._wanted.set()
        self._bell.set()

    def cancel(self) -> None:
        """Break off the backup that is being made, if any; nothing of it is left."""
        self._cancelled.set()

    def stop(self) -> None:
        """End the thread; a backup that is being made is broken off. May be called more than once."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._bell.clear()
            self.round()
            if not self._stopping.is_set():
                self._bell.wait(LOOK_SECONDS)

    def round(self) -> None:
        """Look once, and do what is due. Faults are told in the state: nobody stands beside the thread."""
        try:
            self._carry_heads()
            self._make()
        except Refused as refused:
            # the attempt is noted with its code; what the database itself refuses is told until it answers again
            self._look(refused.code)
        except (sa.exc.SQLAlchemyError, OSError):
            self._look("storage.disk")

    def _carry_heads(self) -> None:
        try:
            if self._service.heads_due(self._actor):
                self._service.carry_heads(self._actor)
                self._heads_problem = ""
        except Refused as refused:
            self._heads_problem = refused.code

    def _make(self) -> None:
        self._look()
        self._cancelled.clear()
        if self._wanted.is_set():
            self._wanted.clear()
            self._service.make(self._actor, progress=self._progress, stop=self._asked_to_stop)
        elif self._service.due(self._actor):
            self._service.make_due(self._actor, self._progress, self._asked_to_stop)
        else:
            return
        self._look()

    def _asked_to_stop(self) -> bool:
        return self._stopping.is_set() or self._cancelled.is_set()

    def _progress(self, part: str, done: int, total: int) -> None:
        state = self._state
        # a hundred steps are enough for an eye
        if (
            part != state.part
            or done == total
            or done * 100 // max(total, 1) != state.done * 100 // max(state.total, 1)
        ):
            self._say(replace(state, part=part, done=done, total=total))

    def _look(self, problem: str = "") -> None:
        try:
            status: Status = self._service.status(self._actor)
        except (Refused, sa.exc.SQLAlchemyError, OSError):
            self._say(replace(self._state, part="", problem=problem or self._state.problem))
            return
        failed = "" if status.failed is None else status.failed.code
        self._say(
            State(
                shown=status.scheduled or status.good is not None or bool(problem),
                good_at=None if status.good is None else status.good.ended_at,
                overdue=status.overdue and status.scheduled,
                problem=problem or failed or self._heads_problem,
            )
        )

    def _say(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._tell(state)
