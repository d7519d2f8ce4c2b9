"""A save that is carried out exactly once, however often the branch server has to be asked.

While the server is away the save waits, says so, and is tried again with the mark it had (:mod:`app.storage.once`): one
that had arrived, though its answer was lost, is not done a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

from app.common.errors import Refused
from app.common.values import new_id

if TYPE_CHECKING:
    from ui.support.run_op import Done, Failed, OpRunner
    from ui.widgets.banner import InlineBanner

AGAIN_MS = (1_000, 2_000, 4_000, 8_000, 15_000)
"""Milliseconds before each further try; the last for all that follow."""
WAITS_FOR = frozenset({"storage.busy", "storage.cannot_open", "branch.unreachable", "storage.unsure", "documents.away"})
"""Refusals that time mends."""
SAVED_ALREADY = "storage.saved_already"

Waits = Callable[[Refused | None], None]
"""Is told why a save has to wait, each time it is met; None when it waits no longer."""


class Saving(QObject):
    """One save under way; made by ``OpRunner.save``."""

    def __init__(
        self, runner: OpRunner, deed: Callable[[], Any], done: Done, failed: Failed, waits: Waits,
        owner: QObject | None, *, serial: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(runner)
        self._runner = runner
        self._deed = deed
        self._done = done
        self._failed = failed
        self._waits = waits
        self._owner = owner
        self._serial = serial
        self._arrived: Callable[[], bool] | None = None
        self._mark = new_id()
        self._tries = 0
        self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go)
        self._go()

    @property
    def waiting(self) -> bool:
        """Whether it waits for the server."""
        return self._timer.isActive()

    def now(self) -> None:
        """Try at once what waits."""
        if self._timer.isActive():
            self._timer.stop()
            self._go()

    def stop(self) -> None:
        """Give up what waits: nothing is told any more. Whether it had arrived is seen when the server is there."""
        if self._timer.isActive():
            self._timer.stop()
            self._end()

    def _go(self) -> None:
        self._runner.run(self._try, done=self._answered, failed=self._refused, owner=self, serial=self._serial)

    def _try(self) -> tuple[Any, Refused | None]:
        """In the worker: what came, or what there is to wait for."""
        from app.storage import once  # late: with it comes the library of the database

        with once.operation(self._mark) as attempt:
            try:
                return self._deed(), None
            except Refused as refused:
                self._arrived = attempt.arrived or self._arrived
                # a part of it is saved: to begin again would be refused, to go on is for a person to decide
                if refused.code in WAITS_FOR and not attempt.commits:
                    return None, refused
                if not attempt.commits and self._came_before():
                    raise Refused(SAVED_ALREADY) from refused
                raise

    def _came_before(self) -> bool:
        """Whether an earlier try, of which no answer came, was saved: it may be the very reason of a refusal now."""
        try:
            return self._arrived is not None and self._arrived()
        except Refused:
            return False

    def _answered(self, answer: tuple[Any, Refused | None]) -> None:
        value, reason = answer
        if reason is None:
            self._end()
            self._tell(lambda: self._done(value))
            self._runner.retry()  # what waits behind another lost line need not wait for its own time
            return
        self._timer.start(AGAIN_MS[min(self._tries, len(AGAIN_MS) - 1)])
        self._tries += 1
        self._runner.note_waiting(self, waits=True)
        self._tell(lambda: self._waits(reason))

    def _refused(self, problem: Exception) -> None:
        self._end()
        if isinstance(problem, Refused) and problem.code == SAVED_ALREADY:
            self._tell(lambda: self._done(None))
        else:
            self._tell(lambda: self._failed(problem))

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            self._runner.note_waiting(self, waits=False)
            if self._tries:
                self._tell(lambda: self._waits(None))
            self.deleteLater()

    def _tell(self, told: Callable[[], None]) -> None:
        if self._owner is None or shiboken6.isValid(self._owner):
            told()


def not_saved_yet(reason: Refused) -> str:
    """What is told while a save waits: nothing is lost, nothing is saved, nobody has to do anything."""
    who = {
        "documents.away": QCoreApplication.translate("Saving", "the store of documents does not answer"),
        "storage.busy": QCoreApplication.translate("Saving", "another counter is writing to the same place"),
    }
    away = QCoreApplication.translate("Saving", "the branch server does not answer")
    text = QCoreApplication.translate(
        "Saving", "Not saved yet - {reason}; trying again by itself. What was entered stays here."
    )
    return text.format(reason=who.get(reason.code, away))


def waits_in(banner: InlineBanner) -> Waits:
    """Tells in ``banner`` that a save waits."""

    def told(reason: Refused | None) -> None:
        if reason is None:
            banner.hide()
        else:
            banner.say(not_saved_yet(reason), "warn")

    return told
