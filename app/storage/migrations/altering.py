"""Altering a table in a migration: in place on PostgreSQL, by a copy of the table on SQLite where it cannot do else.

The copy is made from the record of the migrations, not from what SQLite says of the table, so no check and no partial
index is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from app.storage.migrations.recorded import AlterRecord, Record, recorded


class Altering:
    """The changes of tables of one migration. ``since``: the revision before it; ``file``: its own ``__file__``."""

    def __init__(self, since: str, file: str) -> None:
        self._since = since
        self._versions = Path(file).parent
        self._record: Record | None = None

    @contextmanager
    def alter(self, table: str) -> Iterator[Any]:
        """Changes of ``table``, done when the block is left; what it yields is Alembic's batch."""
        if op.get_bind().dialect.name != "sqlite":
            with op.batch_alter_table(table, recreate="never") as batch:
                yield batch
            return
        # one record for the whole migration: a second block must know what the first has done
        self._record = self._record or recorded(self._since, self._versions)
        shape = self._record.shapes[table]
        with op.batch_alter_table(table, copy_from=_as_it_stands(shape.table())) as batch:
            yield _Both(batch, AlterRecord(shape))

    def comment(self, table: str, column: str | None, text: str | None) -> None:
        """Another comment of a table or of a column of it; SQLite keeps none."""
        if op.get_bind().dialect.name == "sqlite":
            return
        if column is None:
            op.create_table_comment(table, text)
        else:
            op.alter_column(table, column, comment=text)


def _as_it_stands(table: sa.Table) -> sa.Table:
    """The table without the indexes that the migration has dropped by now: its copy must not bring them back."""
    there = {found["name"] for found in sa.inspect(op.get_bind()).get_indexes(table.name)}
    for index in [one for one in table.indexes if one.name not in there]:
        table.indexes.remove(index)
    return table


class _Both:
    """Does to the database and to the record what it is told."""

    def __init__(self, batch: BatchOperations, record: AlterRecord) -> None:
        self._batch, self._record = batch, record

    def __getattr__(self, name: str) -> Any:
        done, kept = getattr(self._batch, name), getattr(self._record, name)

        def both(*given: Any, **options: Any) -> None:
            kept(*given, **options)
            done(*given, **options)

        return both
