"""Engines with the settings that FINDINGS measured to be safe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from app.storage.revision import HEAD
from app.storage.upgrades import SETTING

BUSY_SECONDS = 5.0
_NETWORK = {
    "keepalives_idle": 3, "keepalives_interval": 1, "keepalives_count": 3,
    "tcp_user_timeout": int(BUSY_SECONDS * 1000),
}  # fmt: skip
"""A network that has gone is told in six seconds, not in the quarter of an hour that the system would wait."""


_OPTIONS = f"-c timezone=UTC -c {SETTING}={HEAD}"


def sqlcipher_engine(path: Path, key: bytes) -> sa.Engine:
    """An engine on the encrypted file ``path``; ``key`` is the raw 256-bit key (32 bytes).

    WAL, ``synchronous=FULL``, foreign keys and recursive triggers on; writes start with ``BEGIN IMMEDIATE``.
    """
    if len(key) != 32:
        raise ValueError("a SQLCipher raw key has 32 bytes")
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        if not path.exists():
            path.touch(mode=0o600)  # the log and the shared memory beside it get the file's mode
        connection = dbapi2.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        cursor = connection.cursor()
        # it writes to the standard error of the process otherwise; what is wrong comes as an exception too
        cursor.execute("PRAGMA cipher_log_level=NONE")
        cursor.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA recursive_triggers=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.close()
        return connection

    engine = sa.create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=sa.QueuePool, pool_size=4)

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get("guitai_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def postgresql_engine(url: str) -> sa.Engine:
    """An engine on a PostgreSQL server (``postgresql+psycopg://...``), session time zone UTC."""
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_size=4,
        isolation_level="READ COMMITTED",
        connect_args={"connect_timeout": int(BUSY_SECONDS), "options": _OPTIONS, **_NETWORK},
    )
