"""Bringing an older branch database to the newest schema, or leaving it as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.storage.revision import HEAD
from app.storage.schema import add_triggers, revision
from app.storage.upgrades import guard_writes

Tell = Callable[[str, int], None]
"""Told how many statements the present migration has run, with its revision when it has ended."""
HERE = Path(__file__).parent
_LOCK = 0x6775697461690001
"""The advisory lock (any number of one's own) that lets one station upgrade and the others wait."""


def config(versions: Path | None = None) -> Config:
    """Alembic's settings; ``versions`` other than our own are for tests."""
    made = Config()
    made.set_main_option("script_location", str(HERE).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.set_main_option("version_locations", str(versions or HERE / "versions").replace("%", "%%"))
    return made


def known(versions: Path | None = None) -> frozenset[str]:
    """Every revision this program knows."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(config(versions)).walk_revisions())


def upgrade(
    engine: sa.Engine,
    *,
    versions: Path | None = None,
    to: str = "head",
    tell: Tell = lambda _revision, _statements: None,
    before: Callable[[sa.Connection], None] | None = None,
    after: Callable[[sa.Connection], None] | None = None,
) -> None:
    """Upgrade to the revision ``to`` in one transaction; a failure or a kill leaves the database as it was.

    ``before`` and ``after`` are done in the same transaction (counts, grants, checks). On a branch server one station
    does it, the others wait for it. Who calls this has made a backup (:mod:`app.upgrade`).
    """
    opened = engine.connect().execution_options(guitai_write=True)
    with opened as connection, unbound(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if before is not None:
            before(connection)
        upgrade_within(connection, versions=versions, to=to, tell=tell)
        if after is not None:
            after(connection)


def upgrade_within(
    connection: sa.Connection,
    *,
    versions: Path | None = None,
    to: str = "head",
    tell: Tell = lambda _revision, _statements: None,
) -> None:
    """The same in the caller's transaction; on the embedded database inside :func:`unbound` only."""
    settings = config(versions)
    counted = _Counted(tell)
    sa.event.listen(connection, "before_cursor_execute", counted.statement)
    try:
        settings.attributes.update({"connection": connection, "applied": (counted.applied,)})
        command.upgrade(settings, to)
    finally:
        sa.event.remove(connection, "before_cursor_execute", counted.statement)
    found = revision(connection)
    add_triggers(connection)
    if found == HEAD:
        guard_writes(connection, HEAD)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise sqlite3.IntegrityError("an upgrade left rows that refer to nothing")


class _Counted:
    """Tells which migration is at which statement: (``""``, n) while it runs, its revision when it has ended."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._statements = 0

    def statement(self, *_: Any) -> None:
        self._statements += 1
        self._tell("", self._statements)

    def applied(self, *, step: Any, **_: Any) -> None:
        self._tell(step.up_revision_id, self._statements)
        self._statements = 0


@contextmanager
def unbound(connection: sa.Connection) -> Iterator[None]:
    """Foreign keys are off while SQLite's tables are copied: ON DELETE CASCADE would take the children along."""
    if connection.dialect.name != "sqlite":
        yield
        return
    _pragma(connection, "PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        _pragma(connection, "PRAGMA foreign_keys=ON")


def _pragma(connection: sa.Connection, statement: str) -> None:
    # by the driver itself: a statement through SQLAlchemy begins a transaction, in which this pragma does nothing
    driver: Any = connection.connection.dbapi_connection
    driver.execute(statement)
