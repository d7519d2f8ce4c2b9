import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from app.branch.opened import OpenBranch, system_actor
from app.storage.address import server_url
from app.storage.engine import postgresql_engine, sqlcipher_engine
from app.storage.migrations import runner
from app.storage.migrations.released import RELEASED, digest
from app.storage.schema import HEAD, append_only_tables, create_schema, load_tables, require_current
from tests.app.storage.test_keys import refused
from tests.builders import BranchFactory, Templates, as_owner, owner_engine

KEY = bytes(range(32))

_POSTGRESQL = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, "
    "column_default, collation_name FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT objoid::regclass::text, objsubid, description FROM pg_description WHERE classoid = 'pg_class'::regclass "
    "AND NOT starts_with(objoid::regclass::text, 'pg')",
)


def shape(engine: sa.Engine) -> set[tuple[Any, ...]]:
    """Everything the database says of its schema."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            return {tuple(row) for query in _POSTGRESQL for row in connection.exec_driver_sql(query)}
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master")
        return {(kind, name, table, _words(sql)) for kind, name, table, sql in rows}


def _words(sql: str | None) -> tuple[str, ...]:
    # whether a constraint stands beside its column or below, in which order columns stand, and whether a name that
    # needs no quotes has some (a renamed table), means nothing
    text = " ".join((sql or "").replace(" CONSTRAINT ", ", CONSTRAINT ").split())
    if not text.startswith("CREATE TABLE"):
        return (text,)
    parts, depth = [""], 0
    for sign in re.sub(r'"(\w+)" \(', r"\1 (", text):
        depth += (sign == "(") - (sign == ")")
        if depth <= 1 and sign in "(,)":
            parts.append("")
        else:
            parts[-1] += sign
    return tuple(sorted(part.strip() for part in parts if part.strip()))


@pytest.fixture
def engines(database: str, tmp_path: Path, templates: Templates) -> Iterator[tuple[sa.Engine, sa.Engine]]:
    """Two empty databases."""
    urls = [templates.server.create() for _ in range(2)] if database == "postgresql" else []
    if urls:
        made = [postgresql_engine(server_url(url)) for url in urls]
    else:
        made = [sqlcipher_engine(tmp_path / name, KEY) for name in ("a.db", "b.db")]
    yield made[0], made[1]
    for engine in made:
        engine.dispose()
    for url in urls:
        templates.server.drop(url)


def test_a_migrated_database_and_a_new_one_have_the_same_schema(engines: tuple[sa.Engine, sa.Engine]) -> None:
    made, migrated = engines
    create_schema(made)
    runner.upgrade(migrated)
    assert sorted(shape(made) ^ shape(migrated), key=str) == [], "run python -m app.storage.migrations.write_next"
    tables = {row[0] for row in shape(made)} if made.dialect.name == "postgresql" else {row[2] for row in shape(made)}
    assert set(load_tables().tables) <= tables
    require_current(migrated)


def test_the_newest_revision_is_the_one_named_in_the_schema() -> None:
    assert ScriptDirectory.from_config(runner.config()).get_heads() == [HEAD]
    assert HEAD in runner.known()


@pytest.mark.parametrize("revision", sorted(RELEASED))
def test_a_released_migration_is_never_changed(revision: str) -> None:
    assert digest(revision) == RELEASED[revision].sha256, "branches were made by it: docs/adding-a-migration.md"


def test_every_append_only_table_refuses_update_and_delete(branch: OpenBranch) -> None:
    assert {"audit_log", "document", "assessment"} <= set(append_only_tables())
    with branch.db.read() as connection:
        if branch.db.is_sqlite:
            found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars()
            wanted = {f"{table}_no_{verb}" for table in append_only_tables() for verb in ("update", "delete")}
        else:
            found = connection.exec_driver_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").scalars()
            wanted = {f"{table}_no_{verb}" for table in append_only_tables() for verb in ("change", "truncate")}
            wanted.add("saved_operation_schema")
        assert set(found) == wanted


@pytest.mark.parametrize("revision", ["9999", "0001x", ""])
def test_a_schema_of_another_program_is_refused_and_left_alone(
    branch: OpenBranch, branch_factory: BranchFactory, revision: str
) -> None:
    with as_owner(branch) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :r"), {"r": revision})
    before = shape(branch.db.engine)
    with refused("branch.schema_unknown"):
        require_current(branch.db.engine)
    assert shape(branch.db.engine) == before
    branch.close()
    with refused("branch.schema_unknown"):
        branch_factory.open(branch.folder)


def test_a_database_without_any_revision_is_refused(engines: tuple[sa.Engine, sa.Engine]) -> None:
    with refused("branch.schema_unknown"):
        require_current(engines[0])


_NEXT = """
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "{head}"
def upgrade():
    with op.batch_alter_table("staff", recreate="always" if op.get_bind().dialect.name == "sqlite" else "auto") as b:
        b.add_column(sa.Column("added", sa.String(10)))
    with op.batch_alter_table("staff_entry", recreate="auto") as b:
        b.alter_column("text", nullable=True)
    {last}
"""


def _newer(tmp_path: Path, last: str = "") -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    for file in (runner.HERE / "versions").glob("v0*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / "v9000_next.py").write_text(_NEXT.replace("{last}", last).replace("{head}", HEAD))
    return folder


def _entry(branch: OpenBranch) -> None:
    values = "('e1', 'staff-teller', 'training', '2026-11-20', 't', '', '', 'x', '2026-11-20 00:00:00')"
    with branch.db.write(system_actor("01")) as tx:
        tx.conn.exec_driver_sql(f"INSERT INTO staff_entry VALUES {values}")  # noqa: S608 - the test's own row


def test_an_upgrade_keeps_children_and_triggers(branch: OpenBranch, tmp_path: Path) -> None:
    _entry(branch)
    before = {row for row in shape(branch.db.engine) if "no_" in str(row)}
    owner = owner_engine(branch)
    runner.upgrade(owner, versions=_newer(tmp_path))
    owner.dispose()
    assert {row for row in shape(branch.db.engine) if "no_" in str(row)} == before
    with branch.db.read() as connection:
        assert connection.exec_driver_sql("SELECT id, staff_id FROM staff_entry").one() == ("e1", "staff-teller")
        assert connection.exec_driver_sql("SELECT added FROM staff WHERE id = 'staff-teller'").scalar_one() is None
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == "9000"
        if branch.db.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    with pytest.raises(sa.exc.IntegrityError), as_owner(branch) as connection:
        connection.exec_driver_sql("DELETE FROM staff_entry")


@pytest.mark.parametrize("last", ["raise RuntimeError('no')", "op.execute('SELECT nonsense FROM nowhere')"])
def test_an_upgrade_that_fails_leaves_the_database_as_it_was(branch: OpenBranch, tmp_path: Path, last: str) -> None:
    _entry(branch)
    before = shape(branch.db.engine)
    owner = owner_engine(branch)
    with pytest.raises((RuntimeError, sa.exc.DBAPIError)):
        runner.upgrade(owner, versions=_newer(tmp_path, last))
    owner.dispose()
    assert shape(branch.db.engine) == before
    require_current(branch.db.engine)


def test_an_upgrade_that_would_leave_rows_without_their_parents_is_undone(
    sqlite_branch: OpenBranch, tmp_path: Path
) -> None:
    _entry(sqlite_branch)
    before = shape(sqlite_branch.db.engine)
    with pytest.raises(Exception, match="refer to nothing"):
        runner.upgrade(sqlite_branch.db.engine, versions=_newer(tmp_path, "op.execute('DELETE FROM staff')"))
    assert shape(sqlite_branch.db.engine) == before
