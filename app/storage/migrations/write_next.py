"""Writes the migration of the next release: ``python -m app.storage.migrations.write_next``.

How to use it stands in docs/adding-a-migration.md.

It compares all tables with what the released migrations make, and writes the one migration that is not released yet
anew from the difference. What is done to rows stands in ``fill/``, by hand, and is never written over.
``release VERSION`` freezes what is there.
"""

from __future__ import annotations

import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.autogenerate.render import _render_column, _render_constraint
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy.sql.elements import False_, True_

from app.storage.db import UtcDateTime
from app.storage.fields import Sealed
from app.storage.migrations.recorded import VERSIONS, recorded
from app.storage.migrations.released import RELEASED, digest
from app.storage.schema import load_tables

SCHEMA = VERSIONS.parent.parent / "revision.py"
RELEASED_FILE = VERSIONS.parent / "released.py"
FILL = VERSIONS.parent / "fill"

_TEXT = '''"""What changed since {before}. Written by ``app.storage.migrations.write_next``, never by hand.

Rows are seen to in ``app/storage/migrations/fill/v{revision}.py``.
"""

# ruff: noqa: E501, RUF100 - a written file
from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.storage.db import UtcDateTime
from app.storage.migrations.altering import Altering
from app.storage.migrations.fill.v{revision} import fill

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None

tables = Altering(down_revision, __file__)


def upgrade() -> None:
    """Room first, then the rows, then what binds them; the runner adds the triggers."""
    widen()
    fill(op.get_bind())
    narrow()


def widen() -> None:
    """New tables and columns; what was too narrow goes."""
{widen}


def narrow() -> None:
    """New constraints and indexes; what is not used any more goes."""
{narrow}
'''

_FILL = '''"""What the rows of an older branch become in {revision}. By hand: docs/adding-a-migration.md."""

from __future__ import annotations

import sqlalchemy as sa


def fill(connection: sa.Connection) -> None:
    """Fill the new columns and tables; one function a matter, called here. Runs in the upgrade's transaction."""
'''


@dataclass(frozen=True)
class Texts:
    """A table as source text, by name."""

    columns: dict[str, str]
    constraints: dict[str, str]
    indexes: dict[str, str]


def _item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Sealed):
        return "sa.Text()"  # what is sealed is text to the database
    if kind == "server_default" and isinstance(item, sa.DefaultClause):
        return _literal(item)  # Alembic would write it for one database
    return "UtcDateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


def plain_tables() -> dict[str, sa.Table]:
    """All tables in the order of their making, with checks beside the columns, not on them."""
    tables = load_tables()
    copy = sa.MetaData(naming_convention=tables.naming_convention)
    for table in tables.sorted_tables:
        made = table.to_metadata(copy)
        for column in made.columns:
            for check in list(column.constraints):
                if isinstance(check, sa.CheckConstraint):
                    column.constraints.discard(check)
                    made.append_constraint(sa.CheckConstraint(check.sqltext, name=check.name))
    return {table.name: table for table in copy.sorted_tables}


class Writer:
    """Makes source text of tables and of the differences between two of one name."""

    def __init__(self) -> None:
        options = {
            "render_item": _item,
            "render_as_batch": False,
            "sqlalchemy_module_prefix": "sa.",
            "alembic_module_prefix": "op.",
            "user_module_prefix": None,
        }
        context = MigrationContext.configure(dialect_name="sqlite", opts=options)
        self._context = AutogenContext(context, opts=options)

    def texts(self, table: sa.Table) -> Texts:
        """``table`` as texts."""
        return Texts(
            {column.name: _render_column(column, self._context) for column in table.columns},
            {
                str(one.name): str(_render_constraint(one, self._context, table.metadata))
                for one in sorted(table.constraints, key=lambda one: str(one.name))
            },
            {
                str(index.name): self._code(ops.CreateIndexOp.from_index(index))
                for index in sorted(table.indexes, key=lambda one: str(one.name))
            },
        )

    def made(self, table: sa.Table) -> list[str]:
        """The statements that make ``table`` with its indexes."""
        texts = self.texts(table)
        return [self._code(ops.CreateTableOp.from_table(table)), *texts.indexes.values()]

    def _code(self, operation: ops.MigrateOperation) -> str:
        code = render_python_code(ops.UpgradeOps([operation]), render_as_batch=False, render_item=_item)
        lines = [line for line in code.splitlines() if not line.strip().startswith("# ###")]
        return "\n".join(line.removeprefix("    ") for line in lines).strip()


def differences(writer: Writer, before: dict[str, sa.Table], after: dict[str, sa.Table]) -> tuple[list[str], list[str]]:
    """The statements of ``widen`` and of ``narrow`` that lead from ``before`` to ``after``."""
    widen: list[str] = []
    narrow: list[str] = []
    for name, table in after.items():
        if name not in before:
            widen += writer.made(table)
            continue
        wide, close = _altered(writer, before[name], table)
        widen += wide
        narrow += close
    narrow += [f"op.drop_table({name!r})" for name in reversed(before) if name not in after]
    return widen, narrow


def _altered(writer: Writer, before: sa.Table, after: sa.Table) -> tuple[list[str], list[str]]:
    old, new, name = writer.texts(before), writer.texts(after), after.name
    wide: list[str] = []
    close: list[str] = []
    widen = [f"op.drop_index({index!r}, table_name={name!r})" for index in _gone(old.indexes, new.indexes)]
    comments: list[str] = []
    for one in _gone(old.constraints, new.constraints):
        kind = _kind(before, one)
        wide.append(f"table.drop_constraint(op.f({one!r}), type_={kind!r})")
    for column in _new(old.columns, new.columns):
        if column not in old.columns:
            text = new.columns[column]
            if _must_be_filled(after.c[column]):
                text = text.replace("nullable=False", "nullable=True")
                close.append(_alter_line(column, after.c[column], {"nullable": "False"}))
            wide.append(f"table.add_column({text})")
        elif changed := _changes(before.c[column], after.c[column]):
            (wide if changed.get("nullable") == "True" else close).append(_alter_line(column, after.c[column], changed))
        if column in old.columns and before.c[column].comment != after.c[column].comment:
            comments.append(f"tables.comment({name!r}, {column!r}, {after.c[column].comment!r})")
    for column in old.columns:
        if column not in new.columns:
            close.append(f"table.drop_column({column!r})")
    close += [_constraint_line(after, one) for one in _new(old.constraints, new.constraints)]
    if before.comment != after.comment:
        comments.append(f"tables.comment({name!r}, None, {after.comment!r})")
    widen += _block(name, wide)
    narrow = _block(name, close) + comments
    narrow += [new.indexes[index] for index in _new(old.indexes, new.indexes)]
    return widen, narrow


def _gone(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [name for name in old if old[name] != new.get(name)]


def _new(old: dict[str, str], new: dict[str, str]) -> list[str]:
    return [name for name in new if new[name] != old.get(name)]


def _must_be_filled(column: sa.Column[Any]) -> bool:
    return not column.nullable and column.server_default is None


def _kind(table: sa.Table, name: str) -> str:
    one = next(one for one in table.constraints if one.name == name)
    for kind, text in ((sa.CheckConstraint, "check"), (sa.UniqueConstraint, "unique")):
        if isinstance(one, kind):
            return text
    if isinstance(one, sa.ForeignKeyConstraint):
        return "foreignkey"
    raise NotImplementedError(f"{table.name}: another primary key is another table; make a new one")


def _constraint_line(table: sa.Table, name: str) -> str:
    one = next(one for one in table.constraints if one.name == name)
    head = f"(op.f({name!r}), "
    if isinstance(one, sa.CheckConstraint):
        return f"table.create_check_constraint{head}{str(one.sqltext)!r})"
    if isinstance(one, sa.UniqueConstraint):
        return f"table.create_unique_constraint{head}{[column.name for column in one.columns]!r})"
    if isinstance(one, sa.ForeignKeyConstraint):
        targets = [element.target_fullname.split(".") for element in one.elements]
        options = "".join(f", {key}={value!r}" for key in ("ondelete", "onupdate") if (value := getattr(one, key)))
        return (
            f"table.create_foreign_key{head}{targets[0][0]!r}, {[column.name for column in one.columns]!r}, "
            f"{[target[1] for target in targets]!r}{options})"
        )
    raise NotImplementedError(f"{table.name}: another primary key is another table; make a new one")


def _type(column: sa.Column[Any]) -> str:
    if isinstance(column.type, (Sealed, sa.Text)):
        return "sa.Text()"
    return "UtcDateTime()" if isinstance(column.type, UtcDateTime) else f"sa.{column.type!r}"


def _changes(before: sa.Column[Any], after: sa.Column[Any]) -> dict[str, str]:
    changed: dict[str, str] = {}
    if _type(before) != _type(after):
        changed["type_"] = _type(after)
    if before.nullable != after.nullable:
        changed["nullable"] = str(after.nullable)
    if _default(before) != _default(after):
        changed["server_default"] = _default(after)
    return changed


def _default(column: sa.Column[Any]) -> str:
    return _literal(column.server_default) if isinstance(column.server_default, sa.DefaultClause) else "None"


def _literal(default: sa.DefaultClause) -> str:
    if isinstance(default.arg, str):
        return repr(default.arg)
    if isinstance(default.arg, (True_, False_)):
        return "sa.true()" if isinstance(default.arg, True_) else "sa.false()"
    return f"sa.text({str(default.arg)!r})"


def _alter_line(name: str, column: sa.Column[Any], changed: dict[str, str]) -> str:
    told = "".join(f", {key}={value}" for key, value in changed.items())
    return f"table.alter_column({name!r}, existing_type={_type(column)}, existing_nullable={column.nullable}{told})"


def _block(name: str, lines: Iterable[str]) -> list[str]:
    body = "\n".join(f"    {line}" for line in lines)
    return [f"with tables.alter({name!r}) as table:\n{body}"] if body else []


def source(revision: str, before: str, widen: list[str], narrow: list[str]) -> str:
    """The source of a migration."""
    bodies = {"widen": _indented(widen), "narrow": _indented(narrow)}
    return _TEXT.format(revision=revision, before=before, **bodies)


def _indented(lines: Iterable[str]) -> str:
    return "\n".join(f"    {line}" for one in lines for line in one.splitlines())


def write(say: Callable[[str], None]) -> None:
    """Write the unreleased migration anew, or take it away when nothing differs, and ``HEAD`` after it."""
    before = max(RELEASED)
    revision = f"{int(before) + 1:04d}"
    released = {name: shape.table() for name, shape in recorded(before).shapes.items()}
    widen, narrow = differences(Writer(), released, plain_tables())
    file, fill = VERSIONS / f"v{revision}_next.py", FILL / f"v{revision}.py"
    by_hand = fill.exists() and fill.read_text(encoding="utf-8") != _FILL.format(revision=revision)
    if not (widen or narrow or by_hand):
        file.unlink(missing_ok=True)
        fill.unlink(missing_ok=True)
        _put(SCHEMA, r'^HEAD = ".*"$', f'HEAD = "{before}"')
        say("no table differs from the last release")
        return
    if not fill.exists():
        fill.write_text(_FILL.format(revision=revision), encoding="utf-8")
    file.write_text(source(revision, before, widen, narrow), encoding="utf-8")
    _format(file)
    _put(SCHEMA, r'^HEAD = ".*"$', f'HEAD = "{revision}"')
    for line in [line.strip() for one in (*widen, *narrow) for line in one.splitlines()]:
        if re.match(r"(table\.drop_column|op\.drop_table)", line):
            say(f"LOSES WHAT IS IN IT: {line}")
        elif "nullable=False)" in line and line.startswith("table.alter_column"):
            say(f"needs rows filled in {fill.name}, or a server_default: {line}")
    say(f"{file.name}: {len(widen)} statements before the rows are seen to, {len(narrow)} after")


def release(version: str, say: Callable[[str], None]) -> None:
    """Freeze the unreleased migration as that of ``version``; nobody may change it from now on."""
    write(say)
    files = [file for file in sorted(VERSIONS.glob("v[0-9]*.py")) if file.stem[1:5] not in RELEASED]
    if not files:
        say(f"{version} has the tables of {RELEASED[max(RELEASED)].program}")
        return
    revision = files[0].stem[1:5]
    kept = files[0].rename(VERSIONS / f"v{revision}_{version.replace('.', '_')}.py")
    line = f'    "{revision}": Release("{version}", "{digest(revision)}"),\n}}'
    _put(RELEASED_FILE, r"^}$", line)
    say(f"{kept.name} is frozen")


def _format(file: Path) -> None:
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(file)], check=True)  # noqa: S603 - our own tool


def _put(file: Path, pattern: str, text: str) -> None:
    before = file.read_text(encoding="utf-8")
    after, found = re.subn(pattern, text, before, count=1, flags=re.MULTILINE)
    if not found:
        raise LookupError(f"{file.name} has no line like {pattern}")
    if after != before:
        file.write_text(after, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """``write_next`` or ``write_next release 0.3.0``."""
    warnings.simplefilter("error")

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")

    match arguments:
        case []:
            write(say)
        case ["release", version]:
            release(version, say)
        case _:
            raise SystemExit("python -m app.storage.migrations.write_next [release VERSION]")


if __name__ == "__main__":
    main(sys.argv[1:])
