"""A view in the trading system's database: one SELECT of the mapped columns, in a transaction that cannot write."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.gateways.snapshot.csv_file import picker
from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.port import Row

_AT_A_TIME = 2_000
_CONNECT_SECONDS = 10
_READ_ONLY = {
    "mysql": "SET TRANSACTION READ ONLY",
    "mariadb": "SET TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}


class SqlView:
    """A port's source. The address may hold a password: it is neither shown nor logged, nor in any refusal."""

    def __init__(self, url: str, mapping: SnapshotMapping) -> None:
        self._url = url
        self._view = mapping.view

    @property
    def name(self) -> str:
        """The view's name."""
        return self._view

    def expected(self, read: int) -> int:
        """Unknown: counting a view may take as long as reading it."""
        return 0

    def rows(self, columns: Sequence[str]) -> Generator[Row, None, None]:
        """See the port; the number is the place in the answer.

        Refused: ``snapshots.url``, ``snapshots.no_driver``, ``snapshots.database`` (not reached, not admitted, or
        broken off), ``snapshots.view_unknown``, ``snapshots.columns_missing``.
        """
        schema, _, view = self._view.rpartition(".")
        with _database_faults():
            engine = _engine(self._url)
            try:
                with _reading(engine) as conn:
                    picker(_columns(conn, view, schema or None), columns)
                    # names go through SQLAlchemy's own quoting; nothing of the mapping is put into a text
                    named: list[sa.ColumnClause[Any]] = [sa.column(column) for column in columns]
                    query = sa.select(*named).select_from(sa.table(view, schema=schema or None))
                    with conn.execute(query, execution_options={"yield_per": _AT_A_TIME}) as found:
                        yield from enumerate(map(tuple, found), 1)
            finally:
                engine.dispose()


def _engine(text: str) -> sa.Engine:
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise Refused("snapshots.url") from None
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    backend = url.get_backend_name()
    if backend == "sqlite":
        return _sqlite(url)
    connect = {"connect_timeout": _CONNECT_SECONDS} if backend in ("postgresql", "mysql", "mariadb") else {}
    try:
        return sa.create_engine(url, poolclass=sa.NullPool, connect_args=connect)
    except (ModuleNotFoundError, sa.exc.NoSuchModuleError):
        raise Refused("snapshots.no_driver", driver=url.drivername) from None
    except TypeError:  # an option that this kind of database does not know
        raise Refused("snapshots.url") from None


def _sqlite(url: sa.URL) -> sa.Engine:
    """A file that is opened to be read, and never made when it is missing."""
    path = Path(url.database or "")
    if not path.is_file():
        raise Refused("snapshots.unreadable")
    address = f"{path.resolve().as_uri()}?mode=ro"
    return sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, timeout=_CONNECT_SECONDS, check_same_thread=False),
        poolclass=sa.NullPool,
    )


@contextmanager
def _reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    options = {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as conn:
        statement = _READ_ONLY.get(engine.dialect.name)
        if statement is not None:
            conn.exec_driver_sql(statement)
        try:
            yield conn
        finally:
            conn.rollback()


def _columns(conn: sa.Connection, view: str, schema: str | None) -> list[str]:
    """The names of the view's columns. SQLite would take an unknown one for a text, so they are asked for first."""
    try:
        return [str(column["name"]) for column in sa.inspect(conn).get_columns(view, schema)]
    except sa.exc.NoSuchTableError:
        raise Refused("snapshots.view_unknown") from None


@contextmanager
def _database_faults() -> Iterator[None]:
    """Whatever the driver complains of: its own words may hold the address, or a client's row."""
    try:
        yield
    except sa.exc.SQLAlchemyError as fault:
        raise Refused("snapshots.database") from fault
