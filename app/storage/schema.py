"""The whole schema: every capability's tables, and the triggers that let nobody change what is append-only (SE-2)."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage.db import metadata

MODULES = (
    "app.storage.identity",
    "app.audit.storage",
    "app.auth.storage",
    "app.staff.storage",
    "app.clients.storage",
    "app.archive.storage",
    "app.bookings.storage",
    "app.custody.storage",
    "app.relationship.storage",
    "app.disclosure.storage",
    "app.suitability.storage",
    "app.onboarding.storage",
)
"""Imported by name: storage lies below the capabilities and may not depend on them."""


def load_tables() -> sa.MetaData:
    """Import every capability's ``storage`` module and give the complete metadata."""
    for module in MODULES:
        try:
            import_module(module)
        except ModuleNotFoundError as error:
            if error.name is None or not module.startswith(error.name):
                raise
    return metadata


def append_only_tables() -> tuple[str, ...]:
    """Names of the tables that take new rows only, sorted: the ``APPEND_ONLY`` tuples of all storage modules."""
    load_tables()
    names: set[str] = set()
    for module in MODULES:
        try:
            names.update(getattr(import_module(module), "APPEND_ONLY", ()))
        except ModuleNotFoundError:
            continue
    unknown = names - set(metadata.tables)
    if unknown:
        raise LookupError(f"append-only tables that do not exist: {sorted(unknown)}")
    return tuple(sorted(names))


def append_only_ddl(table: str, dialect: str) -> tuple[str, ...]:
    """The statements that forbid UPDATE, DELETE (and TRUNCATE) on ``table``."""
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            for verb in ("UPDATE", "DELETE")
        )
    return (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION guitai_append_only()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION guitai_append_only()",
    )


POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION guitai_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def create_schema(engine: sa.Engine) -> None:
    """Make all tables and triggers in an empty database."""
    tables = load_tables()
    with engine.connect().execution_options(guitai_write=True) as connection, connection.begin():
        tables.create_all(connection)
        add_triggers(connection)


def add_triggers(connection: sa.Connection) -> None:
    """Put the append-only triggers on every table that wants them."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(POSTGRESQL_FUNCTION)
    for table in append_only_tables():
        for statement in append_only_ddl(table, dialect):
            connection.exec_driver_sql(statement)


def has_tables(engine: sa.Engine) -> bool:
    """Whether there is any table in the database already."""
    return bool(sa.inspect(engine).get_table_names())


def require_current(engine: sa.Engine, folder: Path) -> None:
    """Go on with the schema of this program; refuse ``branch.schema_unknown`` for one it does not know."""
    if "branch_identity" not in sa.inspect(engine).get_table_names():
        raise Refused("branch.schema_unknown")
