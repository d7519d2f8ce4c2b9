"""A copy of the embedded database as it was at one moment, still under the branch's key, and the check of such a copy.

The copy is made in one call while others write: a copy in steps begins again at each write and may never end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.storage.db import Database

_PLAIN = b"SQLite format 3\x00"


def write(database: Database, path: Path, key: bytes) -> None:
    """Copy ``database`` to ``path`` (0600), encrypted with ``key``; durable when it returns."""
    from sqlcipher3 import dbapi2

    path.touch(mode=0o600, exist_ok=False)
    with database.engine.connect() as connection:
        source: Any = connection.connection.driver_connection
        copy = dbapi2.connect(str(path), isolation_level=None)
        try:
            copy.execute("PRAGMA cipher_log_level=NONE")
            copy.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            source.backup(copy, pages=-1)
            # one file that needs no log beside it; opened again it goes back to the log
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
    with path.open("r+b") as written:
        if written.read(len(_PLAIN)) == _PLAIN:
            raise RuntimeError("the copy of the database is not encrypted")
        os.fsync(written.fileno())


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[sa.Connection]:
    """A connection to a copy that only reads and leaves no file beside it. Errors of the driver go through."""
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        place = path.absolute().as_uri() + "?mode=ro&immutable=1"
        connection = dbapi2.connect(place, uri=True, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        return connection

    engine = sa.create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=sa.NullPool)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def sound(connection: sa.Connection) -> bool:
    """Whether every page carries its seal and the database is whole."""
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
        return False
    return [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check(1)")] == ["ok"]
