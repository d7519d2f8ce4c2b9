"""The branch database: engines for SQLCipher and PostgreSQL, and the unit of work that is one transaction.

Nobody calls ``commit()``: leaving the ``with`` block does. An exception rolls everything back.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

import sqlalchemy as sa

from app.common.actor import Actor
from app.common.clock import Clock
from app.storage.faults import plain_faults

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
"""Every capability's ``storage.py`` hangs its tables here; ``app.storage.schema`` imports them all."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC timestamp; text with microseconds on SQLite, timestamptz on PostgreSQL."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive datetimes: a programming error."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime given to the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give aware UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


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

        Refused: what ``plain_faults`` says, and ``audit.highwater_failed`` after the commit.
        """
        with plain_faults(), self.engine.connect().execution_options(guitai_write=True) as connection:
            writing = Writing(connection, actor, self.clock.now(), self._audit)
            with connection.begin():
                yield writing
        if writing.audited:
            self._audit.committed()

    def close(self) -> None:
        """Give every connection back to the system."""
        self.engine.dispose()
