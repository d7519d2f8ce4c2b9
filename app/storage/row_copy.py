"""Rows of a branch from one database into another, table by table, and the comparison of both (``guitai move``).

Rows go through the column types: what is sealed is opened and sealed again, moments and dates come out as the same
values on both databases. What is there already is never put in twice: both sides are read in the order of their keys
and only what is missing is added, so that a copy that was cut off is taken up by doing it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

import sqlalchemy as sa

from app.common.errors import Refused
from app.common.values import canonical_json
from app.storage.schema import load_tables

STAYING = frozenset({"server_role", "change_count"})
"""The database's own, not the branch's: the application role, and the counters by which a file tells of changes."""
BATCH = 1_000
"""Rows a transaction."""

_journal = sa.Table(
    "guitai_move",
    sa.MetaData(),
    sa.Column("branch_id", sa.String(32), primary_key=True),
    sa.Column("tables", sa.Integer, nullable=False),
    sa.Column("compared", sa.Boolean, nullable=False),
)
"""How far a move is; in the new database while it lasts, and not among the branch's tables."""

Progress = Callable[[str, int], None]
"""Is told the table (or ``documents``) and how many of it are done."""


@dataclass(frozen=True, slots=True)
class TableCopy:
    """A table that is the same on both sides: its rows, and the SHA-256 (hex) over all of them in order."""

    table: str
    rows: int
    sha256: str


def moving_tables() -> tuple[sa.Table, ...]:
    """The tables that are copied, those that others refer to first."""
    return tuple(table for table in load_tables().sorted_tables if table.name not in STAYING)


class Journal:
    """How far the move of ``branch_id`` into the database of ``engine`` is."""

    def __init__(self, engine: sa.Engine, branch_id: str) -> None:
        self._engine = engine
        self._branch_id = branch_id

    def begin(self) -> bool:
        """Begin, or take up what was cut off; True when it is taken up.

        Refused: ``move.database_used`` when there are rows that no move of this branch has put there.
        """
        with self._engine.begin() as connection:
            if sa.inspect(connection).has_table(_journal.name):
                if connection.execute(sa.select(_journal.c.branch_id)).scalars().all() != [self._branch_id]:
                    raise Refused("move.database_used", field="database")
                return True
            for table in moving_tables():
                if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
                    raise Refused("move.database_used", field="database")
            _journal.create(connection)
            connection.execute(_journal.insert().values(branch_id=self._branch_id, tables=0, compared=False))
        return False

    @property
    def tables(self) -> int:
        """How many tables are copied whole."""
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(_journal.c.tables)).scalar_one())

    @property
    def compared(self) -> bool:
        """Whether everything was copied and found the same."""
        with self._engine.connect() as connection:
            return bool(connection.execute(sa.select(_journal.c.compared)).scalar_one())

    def note(self, *, tables: int, compared: bool = False) -> None:
        """Note how many tables are copied, and at last that everything was found the same."""
        with self._engine.begin() as connection:
            connection.execute(_journal.update().values(tables=tables, compared=compared))

    def remove(self) -> None:
        """Remove the journal: the move is over."""
        with self._engine.begin() as connection:
            _journal.drop(connection, checkfirst=True)


def copy_table(source: sa.Connection, target: sa.Engine, table: sa.Table, progress: Progress) -> None:
    """Add the rows that are missing, ``BATCH`` a transaction. Refused: ``move.differs`` for a row the source lacks."""
    with target.connect() as reading:
        rows, there = _missing(source, reading, table)
        while batch := [dict(row._mapping) for row in islice(rows, BATCH)]:
            with target.begin() as writing:
                writing.execute(table.insert(), batch)
            there += len(batch)
            progress(table.name, there)


def _missing(source: sa.Connection, target: sa.Connection, table: sa.Table) -> tuple[Iterator[sa.Row[Any]], int]:
    """The source's rows that the target has not, in an order in which they can be added; how many it has."""
    there = int(target.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
    rows = _ordered(source, table)
    if there:
        rows = _beyond(rows, _ordered(target, table, keys_only=True), table)
    own = [key for key in table.foreign_keys if key.column.table is table]
    return (_parents_first(rows, own) if own else rows), there


def _beyond(rows: Iterator[sa.Row[Any]], there: Iterator[sa.Row[Any]], table: sa.Table) -> Iterator[sa.Row[Any]]:
    """``rows`` whose key is not among ``there``; both in the order of keys, which is that of Python's own texts."""
    names = [column.name for column in table.primary_key]
    held = next(there, None)
    for place, row in enumerate(rows, 1):
        key = tuple(row._mapping[name] for name in names)
        if held is not None and tuple(held) < key:
            raise Refused("move.differs", table=table.name, row=place)
        if held is not None and tuple(held) == key:
            held = next(there, None)
        else:
            yield row
    if held is not None:
        raise Refused("move.differs", table=table.name, row=0)


def _parents_first(rows: Iterator[sa.Row[Any]], keys: list[sa.ForeignKey]) -> Iterator[sa.Row[Any]]:
    """Rows that refer to others of their own table come after them; otherwise the order stays."""
    (key,) = keys
    referring, referred = key.parent.name, key.column.name
    by_name = {row._mapping[referred]: row for row in rows}
    given: set[Any] = set()
    for row in by_name.values():
        chain: list[sa.Row[Any]] = []
        at: sa.Row[Any] | None = row
        while at is not None and at._mapping[referred] not in given:
            given.add(at._mapping[referred])
            chain.append(at)
            at = by_name.get(at._mapping[referring])
        yield from reversed(chain)


def _ordered(connection: sa.Connection, table: sa.Table, *, keys_only: bool = False) -> Iterator[sa.Row[Any]]:
    """All rows by primary key, streamed, in the same order on every database."""
    server = connection.dialect.name == "postgresql"
    keys = list(table.primary_key)
    order = [column.collate("C") if server and isinstance(column.type, sa.String) else column for column in keys]
    query = sa.select(*(keys if keys_only else [table])).order_by(*order)
    with connection.execute(query, execution_options={"yield_per": BATCH}) as found:
        yield from found


def compare_table(source: sa.Connection, target: sa.Connection, table: sa.Table) -> TableCopy:
    """Hold every row of both sides against the other.

    Refused: ``move.differs`` with the table and the place of the first row (in the order of keys) that is missing,
    beyond, or not the same.
    """
    ours, theirs, rows = hashlib.sha256(), hashlib.sha256(), 0
    for one, other in zip_longest(_ordered(source, table), _ordered(target, table)):
        rows += 1
        if one is None or other is None or tuple(one) != tuple(other):
            raise Refused("move.differs", table=table.name, row=rows)
        ours.update(_line(one))
        theirs.update(_line(other))
    if ours.digest() != theirs.digest():
        raise Refused("move.differs", table=table.name, row=rows)
    return TableCopy(table.name, rows, ours.hexdigest())


def _line(row: sa.Row[Any]) -> bytes:
    return canonical_json(list(row)).encode() + b"\n"
