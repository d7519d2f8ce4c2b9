"""The tool that writes migrations: what it writes leads from the released tables to whatever the program has now."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from app.storage.columns import UtcDateTime
from app.storage.migrations import runner, write_next
from app.storage.migrations.recorded import recorded
from app.storage.migrations.released import RELEASED
from app.storage.schema import HEAD, add_triggers, revision_table
from app.storage.upgrades import guard_writes
from tests.app.storage.test_migrations import engines, shape

__all__ = ["engines"]

_FILL = """
def fill(connection: sa.Connection) -> None:
    connection.execute(sa.text("UPDATE backup_turn SET must = 'old' WHERE must IS NULL"))
"""
_ROW = "INSERT INTO backup_turn (what, station, until) VALUES (7, '01', '2026-11-20 00:00:00+00:00')"


def _changed() -> dict[str, sa.Table]:
    """The tables of the program after everything that can be changed has been changed."""
    tables = write_next.plain_tables()
    turn, staff, entry = tables["backup_turn"], tables["staff"], tables["staff_entry"]
    metadata = turn.metadata
    for column in (
        sa.Column("may", UtcDateTime()),
        sa.Column("preset", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("word", sa.String(8), nullable=False, server_default="a'b", comment="told"),
        sa.Column("must", sa.String(9), nullable=False),
        sa.Column("staff_id", sa.String(32)),
    ):
        turn.append_column(column)
    turn.append_constraint(sa.CheckConstraint("must <> '' AND (word <> 'x' OR preset)", name="must_there"))
    turn.append_constraint(sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], ondelete="SET NULL"))
    turn.append_constraint(sa.UniqueConstraint("may", "word"))
    sa.Index(None, turn.c.may, turn.c.must)
    sa.Index("ix_turn_some", turn.c.word, sqlite_where=sa.text("preset"), postgresql_where=sa.text("preset"))
    turn.c.station.type = sa.String(90)
    for index in list(tables["audit_log"].indexes):
        tables["audit_log"].indexes.remove(index)
    entry.append_column(sa.Column("later", sa.String(3)))  # in place, append-only as it is
    for check in [one for one in entry.constraints if isinstance(one, sa.CheckConstraint)]:
        entry.constraints.remove(check)
    # another index of the same name, on a table that SQLite copies
    job = tables["print_job"]
    job.c.copy_label.type = sa.String(99)
    index = next(one for one in job.indexes if one.name == "ix_print_job_state")
    job.indexes.remove(index)
    sa.Index(index.name, job.c.state, job.c.copies)
    staff.comment = "all of them"
    staff.c.post.comment = "what they do"
    staff.c.post.nullable = True
    sa.Table(
        "fresh",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("staff_id", sa.String(32), sa.ForeignKey("staff.id"), nullable=False, index=True),
        comment="new",
    )
    metadata.remove(tables["print_setting"])
    return {table.name: table for table in metadata.sorted_tables}


def _versions(tmp_path: Path, tables: dict[str, sa.Table]) -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    for file in (runner.HERE / "versions").glob("v0*.py"):
        (folder / file.name).write_text(file.read_text())
    before = {name: shape.table() for name, shape in recorded(HEAD).shapes.items()}
    widen, narrow = write_next.differences(write_next.Writer(), before, tables)
    text = write_next.source("9000", HEAD, widen, narrow)
    (folder / "v9000_next.py").write_text(text.replace("from app.storage.migrations.fill.v9000 import fill", _FILL))
    return folder


def test_what_is_written_leads_to_the_tables_of_the_program(
    engines: tuple[sa.Engine, sa.Engine], tmp_path: Path
) -> None:
    made, migrated = engines
    runner.upgrade(migrated)
    with migrated.begin() as connection:
        connection.exec_driver_sql(_ROW)
    tables = _changed()
    runner.upgrade(migrated, versions=_versions(tmp_path, tables))
    with made.connect().execution_options(guitai_write=True) as connection, connection.begin():
        tables["staff"].metadata.create_all(connection)
        add_triggers(connection)
        guard_writes(connection, HEAD)
        revision_table.create(connection)
    assert sorted(shape(made) ^ shape(migrated), key=str) == []
    with migrated.connect() as connection:
        rows = connection.exec_driver_sql("SELECT what, station, must, word, preset, may FROM backup_turn").all()
    assert [tuple(row) for row in rows] == [(7, "01", "old", "a'b", False, None)]


def test_what_is_written_is_what_is_compared_with_the_next_time(tmp_path: Path) -> None:
    tables = _changed()
    folder = _versions(tmp_path, tables)
    after = {name: shape.table() for name, shape in recorded("9000", folder).shapes.items()}
    assert write_next.differences(write_next.Writer(), after, tables) == ([], [])


def test_the_migration_of_the_next_release_is_what_the_tool_writes_today() -> None:
    before = {name: shape.table() for name, shape in recorded(HEAD).shapes.items()}
    told = write_next.differences(write_next.Writer(), before, write_next.plain_tables())
    assert told == ([], []), "run python -m app.storage.migrations.write_next"
    assert max(RELEASED) <= HEAD


def test_another_primary_key_is_no_change_of_a_table(tmp_path: Path) -> None:
    tables = write_next.plain_tables()
    other = sa.Table("backup_turn", sa.MetaData(), sa.Column("station", sa.String(60), primary_key=True))
    with pytest.raises(NotImplementedError, match="another primary key"):
        write_next.differences(write_next.Writer(), tables, tables | {"backup_turn": other})
