"""A question to the database that nobody waits for any more is broken off, on SQLite and on PostgreSQL."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused

LONGEST_SECONDS = 20
"""A figure that takes longer on a branch server is given up."""
ROOM_KB = 64_000
"""Of memory at most, while a figure is counted in the encrypted file."""


class Stop:
    """Set by whoever asked; the query under way ends, and those that wait for their turn are not begun."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._driver: Any = None
        self._set = False

    def set(self) -> None:
        """Break off. May be called from any thread, more than once."""
        with self._lock:
            self._set = True
            if self._driver is not None:
                _interrupt(self._driver)

    def is_set(self) -> bool:
        """Whether nobody waits any more."""
        return self._set

    @contextlib.contextmanager
    def watch(self, conn: sa.Connection) -> Iterator[None]:
        """Let what is asked inside be broken off. Refused: ``figures.stopped``."""
        with self._lock:
            if self._set:
                raise Refused("figures.stopped")
            self._driver = conn.connection.driver_connection
        try:
            yield
        except sa.exc.DBAPIError as error:
            if self._set:
                raise Refused("figures.stopped") from error
            raise
        finally:
            with self._lock:  # whoever gets this connection next is not broken off
                self._driver = None


def _interrupt(driver: Any) -> None:
    cancel = getattr(driver, "cancel_safe", None)
    if cancel is not None:
        cancel(timeout=2.0)
    else:
        driver.interrupt()


@contextlib.contextmanager
def room(conn: sa.Connection) -> Iterator[None]:
    """More pages kept on one's own computer for what is counted inside, given back afterwards.

    A count that looks something up here and there would decipher the same pages again and again: a million clients,
    ten times slower.
    """
    if conn.dialect.name != "sqlite":
        yield
        return
    usual = int(conn.exec_driver_sql("PRAGMA cache_size").scalar_one())
    conn.exec_driver_sql(f"PRAGMA cache_size = -{ROOM_KB}")
    try:
        yield
    finally:
        with contextlib.suppress(sa.exc.DBAPIError):  # it may be the connection that has gone
            conn.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def limit(conn: sa.Connection) -> None:
    """On a branch server nothing runs for ever, whatever became of who asked."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"SET LOCAL statement_timeout = '{LONGEST_SECONDS}s'")
