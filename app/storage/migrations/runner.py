"""Bringing an older branch database to the newest schema, or leaving it as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from app.storage.schema import add_triggers, revision

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
    engine: sa.Engine, *, versions: Path | None = None, after: Callable[[sa.Connection], None] | None = None
) -> None:
    """Upgrade to the newest revision in one transaction; a failure leaves the database as it was.

    ``after`` is done in the same transaction, at its end (the grants of a branch server).

    The embedded database is first copied, still encrypted, to ``branch.db.before-<revision>``; a branch server is
    backed up by its own administrator. Foreign keys are off while tables are copied (else ON DELETE CASCADE takes
    the children along) and checked before the commit; triggers lost with a copied table are put back.
    """
    sqlite = engine.dialect.name == "sqlite"
    settings = config(versions)
    with engine.connect().execution_options(guitai_write=True) as connection:
        if sqlite:
            _copy(connection)
            _pragma(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                settings.attributes["connection"] = connection
                command.upgrade(settings, "head")
                add_triggers(connection)
                if after is not None:
                    after(connection)
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                    raise sqlite3.IntegrityError("an upgrade left rows that refer to nothing")
        finally:
            if sqlite:
                _pragma(connection, "PRAGMA foreign_keys=ON")


def _pragma(connection: sa.Connection, statement: str) -> list[Any]:
    # by the driver itself: a statement through SQLAlchemy begins a transaction, in which this pragma does nothing
    driver: Any = connection.connection.dbapi_connection
    return list(driver.execute(statement).fetchall())


def _copy(connection: sa.Connection) -> None:
    before = revision(connection)
    connection.rollback()
    if before is None:
        return
    file = next(row[2] for row in _pragma(connection, "PRAGMA database_list") if row[1] == "main")
    copy = Path(f"{file}.before-{before}")
    copy.unlink(missing_ok=True)
    driver: Any = connection.connection.dbapi_connection
    driver.execute("VACUUM INTO ?", (str(copy),))
    copy.chmod(0o600)
