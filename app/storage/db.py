"""The branch database: engines for SQLCipher and PostgreSQL, and the unit of work that is one transaction.

Nobody calls ``commit()``: leaving the ``with`` block does. An exception rolls everything back.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import sqlalchemy as sa

from app.common.actor import Actor
from app.common.clock import Clock
from app.common.errors import Refused
from app.storage import once
from app.storage.columns import UtcDateTime, metadata
from app.storage.faults import plain_faults

__all__ = ["AuditEntry", "AuditSink", "Database", "UtcDateTime", "Writing", "metadata"]

UNSURE_WAITS = (0.0, 0.2, 0.5, 1.0, 2.0)
"""Seconds between the looks whether a commit whose answer was lost has reached the server."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act for the audit log (SE-2). ``before``/``after`` are JSON-able; mask numbers before they get here."""

    at: datetime
    staff_id: str
    station: str
    act: str
    subject_kind: str
    subject_id: str
    before: Any = None
    after: Any = None


class AuditSink(Protocol):
    """Where acts go, inside the same transaction as what they tell of."""

    def append(self, connection: sa.Connection, entry: AuditEntry) -> None:
        """Add the entry to the station's chain."""
        ...

    def committed(self) -> None:
        """Called after the commit: the high-water mark goes to its file."""
        ...


@dataclass(slots=True)
class Writing:
    """An open write transaction of one actor."""

    conn: sa.Connection
    actor: Actor
    at: datetime
    _sink: AuditSink
    audited: int = field(default=0)

    def audit(self, act: str, subject_kind: str, subject_id: str, *, before: Any = None, after: Any = None) -> None:
        """Write an audit row in this transaction; ``act`` is ``capability.verb`` (``opening.completed``)."""
        entry = AuditEntry(
            self.at, self.actor.staff_id, self.actor.station, act, subject_kind, subject_id, before, after
        )
        self._sink.append(self.conn, entry)
        self.audited += 1


class Database:
    """The branch database as services see it."""

    def __init__(self, engine: sa.Engine, audit: AuditSink, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._audit = audit

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A read transaction, rolled back at the end; refuses what ``plain_faults`` says."""
        with plain_faults(), self.engine.connect().execution_options(guitai_write=False) as connection:
            yield connection
            connection.rollback()

    @contextmanager
    def write(self, actor: Actor) -> Iterator[Writing]:
        """One write transaction: committed when the block is left, rolled back by an exception.

        Refused: what ``plain_faults`` says, ``storage.saved_already`` (see :mod:`app.storage.once`), ``storage.unsure``
        when the connection broke during the commit and the server cannot be asked, and ``audit.highwater_failed``
        after the commit.
        """
        mark = once.next_mark()
        with plain_faults(), self.engine.connect().execution_options(guitai_write=True) as connection:
            writing = Writing(connection, actor, self.clock.now(), self._audit)
            transaction = connection.begin()
            try:
                once.note(connection, mark, actor.station, writing.at)
                yield writing
            except BaseException:
                with contextlib.suppress(sa.exc.DBAPIError):  # the connection may be what has gone
                    transaction.rollback()
                raise
            try:
                transaction.commit()
            except sa.exc.DBAPIError as lost:
                once.doubted(lambda: self._arrived(mark))
                if not self._reached(mark, lost):
                    raise
        once.committed()
        if writing.audited:
            self._audit.committed()

    def _reached(self, mark: str, lost: sa.exc.DBAPIError) -> bool:
        """Whether a commit that ended in ``lost`` is in the database all the same. Refused: ``storage.unsure``."""
        if isinstance(lost, sa.exc.IntegrityError):
            return False  # an answer, if not the one wished for
        for wait in UNSURE_WAITS:
            time.sleep(wait)
            with contextlib.suppress(sa.exc.DBAPIError), self.engine.connect() as fresh:
                return once.seen(fresh, mark)
            if self.is_sqlite:
                return False  # what a disk could not write is not saved
        raise Refused("storage.unsure") from lost

    def _arrived(self, mark: str) -> bool:
        """Whether the transaction with this mark was committed. Refused: what ``plain_faults`` says."""
        with plain_faults(), self.engine.connect() as fresh:
            return once.seen(fresh, mark)

    def close(self) -> None:
        """Give every connection back to the system."""
        self.engine.dispose()
