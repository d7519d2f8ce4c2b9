"""The thread that sends messages for as long as the program runs, at one computer of the branch at a time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from types import TracebackType

import sqlalchemy as sa

from app.common.errors import Refused
from app.messages.sending import IDLE_SECONDS, Sender

FAULT_WAIT = 5.0
LONGEST_FAULT_WAIT = 300.0
"""Seconds until the outbox is looked at again after a fault of the database: twice as long each time."""
STOP_SECONDS = 45
"""A message that is being handed over is waited for so long when the program ends."""


class MessageWorker:
    """Runs a :class:`Sender` until it is stopped. ``stop`` before the database is closed.

    ``bell`` is the one of the ``MessageService``: what is queued by a person is looked at at once. ``before``: done
    before each round, what the day brings to be queued.
    """

    def __init__(
        self, sender: Sender, bell: threading.Event | None = None, before: Callable[[], object] = lambda: None
    ) -> None:
        self._sender = sender
        self._before = before
        self._bell = bell or threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; returns at once. May be called once only."""
        if self._thread is not None:
            raise RuntimeError("a message worker is started once")
        self._thread = threading.Thread(target=self._run, name="message-worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the message that is being handed over, if any; the others wait. May be called more than once."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(STOP_SECONDS)

    def __enter__(self) -> MessageWorker:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        self._send()
        # when the database is away, another program waits until the time is up
        with contextlib.suppress(Refused, sa.exc.SQLAlchemyError, OSError):
            self._sender.let_go()

    def _send(self) -> None:
        fault_wait = FAULT_WAIT
        while not self._stopping.is_set():
            self._bell.clear()
            try:
                self._before()
                wait = self._sender.round(self._stopping.is_set)
                fault_wait = FAULT_WAIT
            except Refused as refused:
                if refused.code == "messages.another_sends":
                    wait = IDLE_SECONDS
                else:
                    wait, fault_wait = fault_wait, min(fault_wait * 2, LONGEST_FAULT_WAIT)
            except (sa.exc.SQLAlchemyError, OSError):
                # nobody is asked: what waits is still there, and is taken up when the database is back
                wait, fault_wait = fault_wait, min(fault_wait * 2, LONGEST_FAULT_WAIT)
            if self._stopping.is_set():
                return
            self._bell.wait(wait)
