"""The schema as the migrations leave it, without a database: their statements are run against a record.

Reflection would lose what SQLite keeps as text only (checks, expressions) or not at all (comments), so the record is
what ``write_next`` compares with and what SQLite's tables are copied from.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.elements import conv

VERSIONS = Path(__file__).parent / "versions"


@dataclass(slots=True)
class Shape:
    """One table: what it is made of, by name."""

    name: str
    columns: dict[str, sa.Column[Any]] = field(default_factory=dict)
    constraints: dict[str, Callable[[], sa.Constraint]] = field(default_factory=dict)
    indexes: dict[str, Callable[[sa.Table], sa.Index]] = field(default_factory=dict)
    comment: str | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def table(self, metadata: sa.MetaData | None = None) -> sa.Table:
        """A fresh table of this shape, in ``metadata``, else in one of its own."""
        columns = [column._copy() for column in self.columns.values()]
        for column in columns:
            column.primary_key = False  # the constraint says so, and in which order
        constraints = [made() for made in self.constraints.values()]
        table = sa.Table(
            self.name,
            sa.MetaData() if metadata is None else metadata,
            *columns,
            *constraints,
            comment=self.comment,
            **self.options,
        )
        for index in self.indexes.values():
            index(table)
        return table


class Record:
    """Stands in for Alembic's ``op`` (and for ``Altering``) and keeps what is done."""

    def __init__(self) -> None:
        self.shapes: dict[str, Shape] = {}

    def metadata(self) -> sa.MetaData:
        """All tables together."""
        made = sa.MetaData()
        for shape in self.shapes.values():
            shape.table(made)
        return made

    def f(self, name: str) -> conv:
        """A name that is final."""
        return conv(name)

    def create_table(self, name: str, *items: Any, comment: str | None = None, **options: Any) -> None:
        """A new table."""
        table = sa.Table(name, sa.MetaData(), *items, comment=comment, **options)
        self.shapes[name] = Shape(
            name,
            {column.name: column for column in table.columns},
            {str(one.name): partial(_copied, one) for one in items if isinstance(one, sa.Constraint)},
            comment=comment,
            options=options,
        )

    def drop_table(self, name: str) -> None:
        """A table goes."""
        del self.shapes[name]

    def create_index(self, name: str, table: str, columns: Sequence[Any], **options: Any) -> None:
        """A new index; ``columns`` are names or expressions."""
        self.shapes[table].indexes[str(name)] = partial(_index, name, tuple(columns), options)

    def drop_index(self, name: str, table_name: str) -> None:
        """An index goes."""
        del self.shapes[table_name].indexes[str(name)]

    @contextmanager
    def alter(self, table: str) -> Iterator[AlterRecord]:
        """Changes of one table."""
        yield AlterRecord(self.shapes[table])

    def comment(self, table: str, column: str | None, text: str | None) -> None:
        """Another comment of a table, or of a column of it."""
        if column is None:
            self.shapes[table].comment = text
        else:
            self.shapes[table].columns[column].comment = text


class AlterRecord:
    """Keeps the changes of one table; the methods are those of Alembic's batch."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape

    def add_column(self, column: sa.Column[Any]) -> None:
        """A new column, the last."""
        self._shape.columns[column.name] = column._copy()

    def drop_column(self, name: str) -> None:
        """A column goes."""
        del self._shape.columns[name]

    def alter_column(self, name: str, **changes: Any) -> None:
        """Another type, default or nullability; ``existing_*`` are for the database only."""
        column = self._shape.columns[name]
        wanted = {key: value for key, value in changes.items() if not key.startswith("existing_")}
        made = sa.Column(
            name,
            wanted.get("type_", column.type),
            nullable=wanted.get("nullable", column.nullable),
            server_default=wanted.get("server_default", column.server_default and column.server_default.arg),  # type: ignore[attr-defined] # only defaults that are texts are used
            autoincrement=column.autoincrement,
            comment=column.comment,
        )
        self._shape.columns[name] = made

    def create_check_constraint(self, name: str, condition: str) -> None:
        """A new check."""
        self._shape.constraints[str(name)] = lambda: sa.CheckConstraint(condition, name=name)

    def create_unique_constraint(self, name: str, columns: Sequence[str]) -> None:
        """A new unique constraint."""
        self._shape.constraints[str(name)] = lambda: sa.UniqueConstraint(*columns, name=name)

    def create_foreign_key(
        self, name: str, referent_table: str, local_cols: Sequence[str], remote_cols: Sequence[str], **options: Any
    ) -> None:
        """A new foreign key."""
        targets = [f"{referent_table}.{column}" for column in remote_cols]
        self._shape.constraints[str(name)] = lambda: sa.ForeignKeyConstraint(
            list(local_cols), targets, name=name, **options
        )

    def drop_constraint(self, name: str, type_: str) -> None:
        """A constraint goes; ``type_`` is for the database only."""
        del self._shape.constraints[str(name)]


def recorded(revision: str | None, versions: Path = VERSIONS) -> Record:
    """The schema after ``revision`` (None: an empty one). LookupError when the files do not lead there."""
    record = Record()
    found: str | None = None
    for file in sorted(versions.glob("v[0-9]*.py")):
        if found == revision:
            break
        module = _module(file)
        if module.down_revision != found:
            raise LookupError(f"{file.name} does not follow {found}")
        for name in ("op", "tables"):
            setattr(module, name, record)
        for step in ("upgrade",) if found is None else ("widen", "narrow"):
            getattr(module, step)()
        found = module.revision
    if found != revision:
        raise LookupError(f"no migration makes {revision}")
    return record


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"recorded_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise LookupError(f"{file.name} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _copied(constraint: sa.Constraint) -> sa.Constraint:
    return constraint._copy()  # SQLAlchemy's own way to copy one, as Alembic uses it


def _index(name: str, columns: tuple[Any, ...], options: dict[str, Any], table: sa.Table) -> sa.Index:
    return sa.Index(name, *[table.c[one] if isinstance(one, str) else one for one in columns], **options)
