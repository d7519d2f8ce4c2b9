"""Push to windows: who changes something tells its topic, and every window that listens hears of it after the commit.

On PostgreSQL that is LISTEN/NOTIFY. On SQLite a counter for each topic is looked at every second.
"""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Collection, Iterator
from types import TracebackType
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.storage.db import metadata
from app.storage.engine import BUSY_SECONDS

CHANNEL = "guitai_change"
"""The channel of LISTEN/NOTIFY; the payload is the topic. Each database of a server has channels of its own."""

FIRST_WAIT = 0.5
LONGEST_WAIT = 5.0
"""Seconds until a lost server is tried again: twice as long each time, up to the longest.

Shorter than what waits to be saved would wait by itself: the feed is the first to hear that the server is back.
"""

change_count = sa.Table(
    "change_count",
    metadata,
    sa.Column("topic", sa.String(40), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()


def tell(conn: sa.Connection, topic: str) -> None:
    """Say in this transaction that something of ``topic`` changes; heard after the commit, never without one.

    Telling a topic twice in a transaction comes to the same as once.
    """
    if conn.dialect.name == "postgresql":
        # no counter there: its row would make transactions wait for one another, in whatever order they tell
        conn.execute(sa.text("SELECT pg_notify(:channel, :topic)"), {"channel": CHANNEL, "topic": topic})
        return
    more = {"count": change_count.c.count + 1}
    first = sqlite.insert(change_count).values(topic=topic, count=1)
    conn.execute(first.on_conflict_do_update(index_elements=["topic"], set_=more))


OnChange = Callable[[str], None]
"""Is given the topic, in the feed's own thread; it hands it on (a queued signal) and neither waits nor raises."""

OnAnswer = Callable[[], None]
"""Is told, in the same thread and as briefly, that the database answers: at the start and after a lost connection."""


class ChangeFeed:
    """Calls ``on_change`` for each of ``topics`` that is told in the database, from a thread of its own.

    Every topic is called once when listening begins, at the start as after a lost connection: whatever changed before
    would be missed otherwise. Changes that come close together may come as one call. A server that cannot be reached
    is tried again and again. ``stop`` before the engine is disposed of.
    """

    def __init__(
        self, engine: sa.Engine, topics: Collection[str], on_change: OnChange, poll_seconds: float = 1.0,
        on_answer: OnAnswer = lambda: None,
    ) -> None:  # fmt: skip
        self._engine = engine
        self._topics = frozenset(topics)
        self._on_change = on_change
        self._on_answer = on_answer
        self._poll_seconds = poll_seconds
        self._stopping = _Stopping()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen; returns at once, before the database is asked. May be called once only."""
        if self._thread is not None:
            raise RuntimeError("a change feed is started once")
        self._thread = threading.Thread(target=self._run, name="change-feed", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and give its connection back; nothing is called afterwards. May be called more than once."""
        self._stopping.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            # no longer than a connection attempt takes; a thread that hangs on a dead server ends with the program
            self._thread.join(BUSY_SECONDS + 1)

    def __enter__(self) -> ChangeFeed:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        wait = FIRST_WAIT
        faults = (sa.exc.SQLAlchemyError, OSError, self._engine.dialect.loaded_dbapi.Error)
        while not self._stopping.asked:
            # a fault is nobody's to answer: a window that saves something meets it itself, and is told in words
            with contextlib.suppress(*faults), self._listening() as ear:
                wait = FIRST_WAIT
                heard = set(self._topics)
                self._on_answer()
                while not self._stopping.asked:
                    self._call(heard)
                    heard = ear.hear()
            self._stopping.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _call(self, heard: set[str]) -> None:
        for topic in sorted(heard & self._topics):
            if not self._stopping.asked:
                self._on_change(topic)

    def _listening(self) -> contextlib.AbstractContextManager[_Ear]:
        if self._engine.dialect.name == "postgresql":
            return _server_ear(self._engine, self._stopping)
        return _file_ear(self._engine, self._topics, self._poll_seconds, self._stopping)


class _Stopping:
    """The wish to stop; wakes a thread that waits for a socket as well."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._bell: socket.socket | None = None

    @property
    def asked(self) -> bool:
        return self._event.is_set()

    def set(self) -> None:
        self._event.set()
        with self._lock:
            if self._bell is not None:
                self._bell.send(b"!")

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)

    @contextlib.contextmanager
    def bell(self) -> Iterator[socket.socket]:
        """A socket that becomes readable when the wish comes, or when it has come already."""
        near, far = socket.socketpair()
        with near, far:
            with self._lock:
                self._bell = far
            try:
                if self.asked:
                    far.send(b"!")
                yield near
            finally:
                with self._lock:
                    self._bell = None


class _Ear(Protocol):
    """Something that hears topics."""

    def hear(self) -> set[str]:
        """Wait for topics that are told, or for nothing because of the wish to stop."""
        ...


_PATIENCE = {
    "connect_timeout": int(BUSY_SECONDS), "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
"""Seconds, but for the last: milliseconds."""


@contextlib.contextmanager
def _server_ear(engine: sa.Engine, stopping: _Stopping) -> Iterator[_Ear]:
    """Listens on a connection of its own, not the pool's; a server that falls silent is noticed in half a minute."""
    import psycopg

    facts: dict[str, Any] = {**engine.dialect.create_connect_args(engine.url)[1], **_PATIENCE}
    with stopping.bell() as bell, psycopg.connect(autocommit=True, **facts) as connection:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        yield _ServerEar(connection, bell)


class _ServerEar:
    def __init__(self, connection: Any, bell: socket.socket) -> None:
        self._connection = connection
        self._bell = bell

    def hear(self) -> set[str]:
        heard = {notice.payload for notice in self._connection.notifies(timeout=0)}
        if not heard:
            select.select([self._connection.fileno(), self._bell], [], [])
        return heard


@contextlib.contextmanager
def _file_ear(engine: sa.Engine, topics: frozenset[str], poll_seconds: float, stopping: _Stopping) -> Iterator[_Ear]:
    with engine.connect().execution_options(guitai_write=False) as connection:
        yield _FileEar(connection, topics, poll_seconds, stopping)


class _FileEar:
    def __init__(
        self, connection: sa.Connection, topics: frozenset[str], poll_seconds: float, stopping: _Stopping
    ) -> None:
        self._connection = connection
        self._query = sa.select(change_count).where(change_count.c.topic.in_(sorted(topics)))
        self._poll_seconds = poll_seconds
        self._stopping = stopping
        self._counts = self._look()

    def _look(self) -> dict[str, int]:
        with self._connection.begin():
            return {row[0]: row[1] for row in self._connection.execute(self._query)}

    def hear(self) -> set[str]:
        self._stopping.wait(self._poll_seconds)
        before, self._counts = self._counts, self._look()
        return {topic for topic, count in self._counts.items() if count != before.get(topic)}
