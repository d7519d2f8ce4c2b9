"""The whole schema: every capability's tables, and the triggers that let nobody change what is append-only (SE-2).

A new branch gets its tables straight from the metadata and the mark of the newest revision (``HEAD``); an older
branch is upgraded by the migrations. A test proves that both ways lead to the same schema.
"""

from __future__ import annotations

from importlib import import_module

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage import revision as newest
from app.storage import upgrades
from app.storage.db import metadata

HEAD = newest.HEAD
"""The newest revision in ``app/storage/migrations/versions``; kept apart so that a start need not load Alembic."""

MODULES = (
    "app.storage.identity",
    "app.storage.roles",
    "app.storage.once",
    "app.storage.upgrades",
    "app.audit.storage",
    "app.policy.storage",
    "app.policy.version_rows",
    "app.branch.stations",
    "app.auth.storage",
    "app.auth.proposal_rows",
    "app.watch.storage",
    "app.staff.storage",
    "app.clients.storage",
    "app.archive.storage",
    "app.institutions.storage",
    "app.bookings.storage",
    "app.custody.storage",
    "app.relationship.storage",
    "app.disclosure.storage",
    "app.suitability.storage",
    "app.permissions.storage",
    "app.suitability.product_rows",
    "app.due_diligence.storage",
    "app.due_diligence.hit_rows",
    "app.onboarding.storage",
    "app.risk_cases.storage",
    "app.trading_days.storage",
    "app.classification.storage",
    "app.reclassification.storage",
    "app.marks.storage",
    "app.snapshots.storage",
    "app.incidents.storage",
    "app.storage.changes",
    "app.presence.storage",
    "app.approvals.storage",
    "app.receipts.storage",
    "app.tasks.storage",
    "app.due_diligence.paper_rows",
    "app.messages.storage",
    "app.complaints.storage",
    "app.transfer_out.storage",
    "app.contacts.storage",
    "app.contacts.draft_rows",
    "app.contacts.plan_rows",
    "app.changes.storage",
    "app.unusual_trading.storage",
    "app.rhythm.storage",
    "app.day_end.storage",
    "app.reports.run_rows",
    "app.printing.storage",
    "app.dossier.storage",
    "app.scans.storage",
    "app.marketing.storage",
    "app.satisfaction.storage",
    "app.education.storage",
    "app.backup.storage",
)
"""Imported by name: storage lies below the capabilities and may not depend on them."""

revision_table = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""Alembic's own table."""

_FUNCTION = """
CREATE OR REPLACE FUNCTION guitai_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'append-only: ' || TG_TABLE_NAME, ERRCODE = 'integrity_constraint_violation';
END $$
"""


def load_tables() -> sa.MetaData:
    """Import every capability's ``storage`` module and give the complete metadata."""
    for module in MODULES:
        import_module(module)
    return metadata


def append_only_tables() -> tuple[str, ...]:
    """Names of the tables that take new rows only, sorted: the ``APPEND_ONLY`` tuples of all storage modules."""
    load_tables()
    names: set[str] = set()
    for module in MODULES:
        names.update(import_module(module).APPEND_ONLY)
    unknown = names - set(metadata.tables)
    if unknown:
        raise LookupError(f"append-only tables that do not exist: {sorted(unknown)}")
    return tuple(sorted(names))


def append_only_ddl(table: str, dialect: str) -> tuple[str, ...]:
    """The statements that forbid UPDATE, DELETE (and TRUNCATE) on ``table``; may be run again.

    REPLACE INTO deletes on SQLite too, and meets the trigger because ``recursive_triggers`` is on.
    """
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            for verb in ("UPDATE", "DELETE")
        )
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION guitai_append_only()",
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION guitai_append_only()",
    )


def add_triggers(connection: sa.Connection) -> None:
    """Put the append-only triggers on every table that wants them, where they are missing."""
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    there = set(sa.inspect(connection).get_table_names())  # an older schema has not all of them
    for table in append_only_tables():
        for statement in append_only_ddl(table, dialect) if table in there else ():
            connection.exec_driver_sql(statement)


def missing_triggers(connection: sa.Connection) -> tuple[str, ...]:
    """Names of the append-only triggers that are not there, or not as they were made; sorted."""
    dialect = connection.dialect.name
    wanted = {
        statement.split(" ON ")[0].split(" BEFORE ")[0].split()[-1]: statement
        for table in append_only_tables()
        for statement in append_only_ddl(table, dialect)
    }
    if dialect == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        found = {name for name, sql in rows if sql == wanted.get(name, "").replace(" IF NOT EXISTS", "")}
    else:
        query = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') "
            "AND p.proname = 'guitai_append_only' AND p.prosrc LIKE :source"
        )
        found = set(connection.execute(sa.text(query), {"source": "%RAISE EXCEPTION USING MESSAGE%"}).scalars())
    return tuple(sorted(set(wanted) - found))


def create_schema(engine: sa.Engine) -> None:
    """Make all tables and triggers in an empty database, in one transaction."""
    with engine.connect().execution_options(guitai_write=True) as connection, connection.begin():
        create_tables(connection)


def create_tables(connection: sa.Connection) -> None:
    """Make all tables and triggers in an empty database, in the caller's transaction."""
    load_tables().create_all(connection)
    add_triggers(connection)
    upgrades.guard_writes(connection, HEAD)
    revision_table.create(connection)
    connection.execute(revision_table.insert().values(version_num=HEAD))


def unmake_tables(connection: sa.Connection) -> None:
    """Remove what ``create_tables`` made on a branch server; only for a branch that never came to be."""
    load_tables().drop_all(connection)
    revision_table.drop(connection)
    upgrades.unguard_writes(connection)
    connection.exec_driver_sql("DROP FUNCTION guitai_append_only()")


def has_tables(engine: sa.Engine) -> bool:
    """Whether there is any table in the database already."""
    return bool(sa.inspect(engine).get_table_names())


def revision(connection: sa.Connection) -> str | None:
    """The revision of the database's schema; None when it has none or is not one of this program's."""
    if not sa.inspect(connection).has_table(revision_table.name):
        return None
    found = connection.execute(sa.select(revision_table.c.version_num)).scalars().all()
    return str(found[0]) if len(found) == 1 else None


def require_current(engine: sa.Engine) -> None:
    """Refused when the schema is not this program's.

    ``upgrade.needed`` (the embedded database is older), ``branch.schema_older`` (a branch server's is),
    ``branch.schema_newer`` (``program``: the version that it needs), ``branch.schema_unknown``.
    """
    with engine.connect() as connection:
        found = revision(connection)
        if found == HEAD:
            return
        if found is not None and found in older_revisions():
            raise Refused("branch.schema_older" if engine.dialect.name == "postgresql" else "upgrade.needed")
        program = None if found is None else upgrades.needed_program(connection, found)
        if program is not None:
            raise Refused("branch.schema_newer", program=program)
    raise Refused("branch.schema_unknown")


def older_revisions() -> frozenset[str]:
    """The schemas that this program can upgrade."""
    from app.storage.migrations import runner

    return runner.known() - {HEAD}


def tables_of(found: str) -> sa.MetaData:
    """The tables of an older schema that this program knows, or its own ones. LookupError for any other."""
    if found == HEAD:
        return load_tables()
    from app.storage.migrations.recorded import recorded

    return recorded(found).metadata()
