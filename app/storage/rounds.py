"""A thread that does rounds over what waits in the database, for as long as the program runs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

import sqlalchemy as sa

from app.common.errors import Refused


class Rounds(Protocol):
    """What is done in a round, at one program of those that could."""

    def round(self, stopping: Callable[[], bool]) -> float:
        """Do what waits, unless ``stopping``; the seconds until it is looked at again. Refused: as it says."""
        ...

    def let_go(self) -> None:
        """Another program may do it now."""
        ...


class RoundWorker:
    """Does rounds until it is stopped. ``stop`` before the database is closed.

    ``bell``: set by whoever queued something, it is looked at at once. After a fault of the database it is looked at
    again after ``fault_wait`` seconds, twice as long each time up to ``longest_wait``; when the program ends, what is
    under way is waited for ``stop_seconds``.
    """

    name: str
    fault_wait: float
    longest_wait: float
    stop_seconds: float

    def __init__(self, rounds: Rounds, bell: threading.Event | None = None) -> None:
        self._rounds = rounds
        self._bell = bell or threading.Event()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; returns at once. May be called once only."""
        if self._thread is not None:
            raise RuntimeError(f"a {self.name} is started once")
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after what is under way, if anything; the rest waits. May be called more than once."""
        self._stopping.set()
        self._bell.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(self.stop_seconds)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        self._go_round()
        # when the database is away, another program waits until the time is up
        with contextlib.suppress(Refused, sa.exc.SQLAlchemyError, OSError):
            self._rounds.let_go()

    def _go_round(self) -> None:
        fault_wait = self.fault_wait
        while not self._stopping.is_set():
            self._bell.clear()
            try:
                wait = self._round()
                fault_wait = self.fault_wait
            except (Refused, sa.exc.SQLAlchemyError, OSError):
                # nobody is asked: what waits is still there, and is taken up when the database is back
                wait, fault_wait = fault_wait, min(fault_wait * 2, self.longest_wait)
            if self._stopping.is_set():
                return
            self._bell.wait(wait)

    def _round(self) -> float:
        return self._rounds.round(self._stopping.is_set)
