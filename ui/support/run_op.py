"""Work off the GUI thread, in one place.

``OpRunner.run`` sends a function to a pool; its result comes back on the GUI thread through one long-lived signal
(a signal object per task loses signals). A result whose owner widget is gone is dropped. Tasks of the serial lane run
one after another in the order given, so that a later save never overtakes an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEventLoop, QObject, QThreadPool, Signal

from app.common.errors import Refused
from ui.support.collecting import GuiCollector

if TYPE_CHECKING:
    from ui.support.saving import Saving, Waits

Done = Callable[[Any], None]
Failed = Callable[[Exception], None]


class _Ticket:
    """Who waits for a task. No dataclass: the first window is up before anything has to read that library."""

    __slots__ = ("done", "failed", "owner")

    def __init__(self, done: Done | None, failed: Failed | None, owner: QObject | None) -> None:
        self.done = done
        self.failed = failed
        self.owner = owner


def _owner_of(*callbacks: Callable[..., None] | None) -> QObject | None:
    for callback in callbacks:
        owner = getattr(callback, "__self__", None)
        if isinstance(owner, QObject):
            return owner
    return None


class OpRunner(QObject):
    """Runs functions off the GUI thread and hands their results back on it."""

    busy_changed = Signal(bool)
    """True when the first task starts, False when the last one has been delivered."""
    unhandled = Signal(object)
    """An exception of a task that gave no ``failed``; the window shows it, nothing is swallowed."""

    waiting_changed = Signal(int)
    """How many saves wait for a server that does not answer."""

    session_ended = Signal()
    """Something was refused because the person's sign-in holds no more; whoever asked is told as well."""

    _finished = Signal(int, bool, object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 3) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._lane = QThreadPool(self)
        self._lane.setMaxThreadCount(1)
        self._tickets: dict[int, _Ticket] = {}
        self._next = 0
        self._waiting: list[Saving] = []
        self.on_fault: Callable[[BaseException], None] | None = None
        """Is told, in the worker, of what is no refusal but a fault of the program, before its asker is."""
        self._finished.connect(self._deliver)
        self.collector = GuiCollector(self)

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Failed | None = None,
        owner: QObject | None = None,
        serial: bool = False,
    ) -> None:
        """Call ``function(*args)`` in a worker; ``done(result)`` or ``failed(exception)`` on the GUI thread.

        ``owner``: when this object is deleted the result is dropped (the work itself is still done); by default the
        object whose method ``done`` or ``failed`` is. ``serial``: in the one ordered lane, for saves.
        Call it on the GUI thread.
        """
        number, self._next = self._next, self._next + 1
        if not self._tickets:
            self.busy_changed.emit(True)
        self._tickets[number] = _Ticket(done, failed, owner or _owner_of(done, failed))
        (self._lane if serial else self._pool).start(lambda: self._work(number, function, args))

    def save(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        waits: Waits | None = None,
        owner: QObject | None = None,
        serial: bool = True,
    ) -> Saving:
        """Save by ``function(*args)``, in the ordered lane, exactly once; the one way for pages that save.

        While the server does not answer ``waits(reason)`` is told and it is tried again by itself, with the same mark.
        ``done(None)``: it had been saved, but the answer was lost; read it anew and show it as saved. What has waited
        may be overtaken by a save that was asked for later. ``serial=False``: beside the ordered lane, for what takes
        seconds and has to do with nothing else that is saved. Call it on the GUI thread.
        """
        from ui.support.saving import Saving

        owner = owner or _owner_of(done, failed)
        return Saving(
            self, lambda: function(*args), done, failed or self.unhandled.emit, waits or (lambda _: None), owner,
            serial=serial,
        )  # fmt: skip

    def note_waiting(self, saving: Saving, *, waits: bool) -> None:
        """A save waits, or waits no longer; for ``Saving`` itself."""
        before = len(self._waiting)
        if waits and saving not in self._waiting:
            self._waiting.append(saving)
        elif not waits and saving in self._waiting:
            self._waiting.remove(saving)
        if len(self._waiting) != before:
            self.waiting_changed.emit(len(self._waiting))

    def waiting(self) -> int:
        """How many saves wait for a server that does not answer."""
        return len(self._waiting)

    def retry(self) -> None:
        """Try at once what waits: the server has answered somebody."""
        for saving in tuple(self._waiting):
            saving.now()

    def _work(self, number: int, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        try:
            answer = (True, function(*args))
        except Exception as problem:  # noqa: BLE001 - whatever went wrong belongs to the one who asked
            if self.on_fault is not None and not isinstance(problem, Refused):
                self.on_fault(problem)
            answer = (False, problem)
        if shiboken6.isValid(self):
            self._finished.emit(number, *answer)

    def _deliver(self, number: int, succeeded: bool, value: Any) -> None:
        ticket = self._tickets.pop(number)
        try:
            if ticket.owner is None or shiboken6.isValid(ticket.owner):
                self._answer(ticket, succeeded, value)
            if isinstance(value, Refused) and value.code == "auth.session_ended":
                self.session_ended.emit()
        finally:
            if not self._tickets:
                self.busy_changed.emit(False)

    def _answer(self, ticket: _Ticket, succeeded: bool, value: Any) -> None:
        if succeeded:
            if ticket.done:
                ticket.done(value)
        elif ticket.failed:
            ticket.failed(value)
        else:
            self.unhandled.emit(value)

    def idle(self) -> bool:
        """Whether nothing is running and everything has been delivered (for ``qtbot.waitUntil(runner.idle)``)."""
        return not self._tickets

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Deliver everything under way and let the window take its turn; False when the time was not enough.

        The turn: what was delivered shows new widgets, and may begin new work.
        """
        deadline = QDeadlineTimer(milliseconds)
        while not deadline.hasExpired():
            if self._tickets:
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
                continue
            QCoreApplication.processEvents()
            if not self._tickets:
                return True
        return self.idle()

    def close(self, milliseconds: int = 10_000) -> bool:
        """Let running work end and drop what comes after; False when some is still running."""
        for ticket in self._tickets.values():
            ticket.done = ticket.failed = None
        ended = self._pool.waitForDone(milliseconds) and self._lane.waitForDone(milliseconds)
        if ended:
            self.collector.stop()
        return ended


class Latest:
    """Of many askings only the newest counts: while one is under way the next waits, older ones are forgotten.

    Meant for search as one types and for the live preview.
    """

    def __init__(self, runner: OpRunner, owner: QObject) -> None:
        self._runner = runner
        self._owner = owner
        self._running = False
        self._waiting: tuple[Callable[..., Any], tuple[Any, ...], Done, Failed | None] | None = None

    def ask(self, function: Callable[..., Any], *args: Any, done: Done, failed: Failed | None = None) -> None:
        """Run ``function(*args)`` as soon as the one before has ended; its ``done`` is skipped if a newer came."""
        if self._running:
            self._waiting = (function, args, done, failed)
            return
        self._running = True
        self._runner.run(
            function,
            *args,
            done=lambda value: self._came(done, value),
            failed=lambda problem: self._came(failed or self._runner.unhandled.emit, problem),
            owner=self._owner,
        )

    def forget(self) -> None:
        """Drop what waits and skip the answer under way."""
        if self._running:
            self._waiting = (lambda: None, (), lambda _: None, None)

    def _came(self, callback: Callable[[Any], None], value: Any) -> None:
        self._running = False
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            callback(value)
            return
        function, args, done, failed = waiting
        self.ask(function, *args, done=done, failed=failed)
