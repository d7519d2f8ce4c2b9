"""A branch server's database as one encrypted file, and back: every table by COPY, out of one snapshot.

The program's own format rather than the server's tools: no client of the right version is needed on a counter, nothing
lies in plain text anywhere, and tables, triggers and rights of the new database come from the same code as those of a
new branch (docs/decisions/0021).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.backup.stream import Opening, Sealing
from app.common.errors import Refused
from app.storage.faults import plain_faults

Stop = Callable[[], bool]
Table = Callable[[int, int], None]
"""Told which table of how many is being worked on."""
_PIECE = 256 * 1024
OF_THE_SERVER = frozenset({"server_role", "station", "station_invitation", "station_joined", "station_lock"})
"""Tables that tell of roles of one server: copied for the record, not put back. Stations are invited anew."""


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One connection that sees the whole database as it is at one moment, whatever is committed meanwhile."""
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    settings = {"guitai_write": False, **options}
    with plain_faults(), engine.connect().execution_options(**settings) as connection, connection.begin():
        yield connection


def write(
    connection: sa.Connection, path: Path, key: bytes, tables: Sequence[sa.Table], table: Table, stop: Stop
) -> None:
    """``tables`` of the snapshot to ``path`` (0600), encrypted with ``key``. Refused: ``backup.cancelled``."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as out:
        stream = Sealing(out, key)
        for number, one in enumerate(tables, 1):
            table(number, len(tables))
            _write_table(connection, stream, one, stop)
        _line(stream, {"end": len(tables)})
        stream.finish()


def _line(stream: Sealing, told: dict[str, Any]) -> None:
    stream.write(json.dumps(told).encode() + b"\n")


def _quoted(connection: sa.Connection, table: sa.Table, columns: list[str]) -> tuple[str, str]:
    quote = connection.dialect.identifier_preparer.quote
    return quote(table.name), ", ".join(quote(name) for name in columns)


def _write_table(connection: sa.Connection, stream: Sealing, table: sa.Table, stop: Stop) -> None:
    columns = [column.name for column in table.columns]
    name, listed = _quoted(connection, table, columns)
    _line(stream, {"table": table.name, "columns": columns})
    waiting = bytearray()
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY (SELECT {listed} FROM {name}) TO STDOUT") as copy:  # noqa: S608 - names of our own tables
        for block in copy:
            waiting += block
            if len(waiting) >= _PIECE:
                if stop():
                    raise Refused("backup.cancelled")
                _piece(stream, waiting)
    _piece(stream, waiting)
    _line(stream, {"piece": 0})


def _piece(stream: Sealing, waiting: bytearray) -> None:
    if waiting:
        _line(stream, {"piece": len(waiting)})
        stream.write(bytes(waiting))
        waiting.clear()


def check(path: Path, key: bytes) -> Mapping[str, int]:
    """Read the whole file: how many rows each table has. Refused: ``backup.file_altered``."""
    with path.open("rb") as source:
        stream = Opening(source, key)
        return {name: sum(piece.count(b"\n") for piece in pieces) for name, _, pieces in _tables(stream)}


def read(connection: sa.Connection, path: Path, key: bytes, tables: sa.MetaData, table: Table) -> Mapping[str, int]:
    """Put every row into the empty ``tables``, in the caller's transaction; gives how many rows each table got.

    Refused: ``backup.file_altered``, ``backup.other_schema`` (a table or column that is not among ``tables``).
    """
    known = tables.tables
    rows: dict[str, int] = {}
    with path.open("rb") as source:
        for name, columns, pieces in _tables(Opening(source, key)):
            table(len(rows) + 1, len(known))
            if name not in known or not set(columns) <= {column.name for column in known[name].columns}:
                raise Refused("backup.other_schema")
            if name in OF_THE_SERVER:
                rows[name] = sum(0 for _ in pieces)
                continue
            rows[name] = _read_table(connection, known[name], columns, pieces)
    for one in known.values():
        _set_counters(connection, one)
    return rows


def _tables(stream: Opening) -> Iterator[tuple[str, list[str], Iterator[bytes]]]:
    while True:
        told = _told(stream)
        if "end" in told:
            if not stream.ends():
                raise Refused("backup.file_altered")
            return
        yield told["table"], told["columns"], _pieces(stream)


def _pieces(stream: Opening) -> Iterator[bytes]:
    while size := _told(stream)["piece"]:
        yield from stream.blocks(size)


def _told(stream: Opening) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(stream.line())
    return told


def _read_table(connection: sa.Connection, table: sa.Table, columns: list[str], pieces: Iterator[bytes]) -> int:
    name, listed = _quoted(connection, table, columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY {name} ({listed}) FROM STDIN") as copy:
            for piece in pieces:
                copy.write(piece)
        return int(cursor.rowcount)


def _set_counters(connection: sa.Connection, table: sa.Table) -> None:
    """Let numbers that the server counts itself go on after the largest."""
    for column in table.columns:
        if not isinstance(column.type, sa.Integer):
            continue
        sequence = connection.execute(
            sa.text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        ).scalar()
        if sequence is not None:
            most = connection.execute(sa.select(sa.func.max(column))).scalar()
            if most is not None:
                connection.execute(sa.text("SELECT setval(:name, :most)"), {"name": sequence, "most": most})
