"""What the program may do with each table of a branch server: denied unless it stands here (SE-1, SE-2).

Every table may be read and added to. What may be changed (by column) or deleted is listed below, next to nothing else,
so that one page tells an auditor everything. A table or column that is missing here fails the first test that changes
it: all tests on PostgreSQL run as the application, never as the owner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from app.storage.schema import append_only_tables, load_tables, revision_table

ALL_BUT_KEY = ("*",)
"""Every column but those of the primary key."""

UPDATED: dict[str, tuple[str, ...]] = {
    "auth_attempt": ("failures", "locked_until", "last_at"),
    "auth_register": ("version", "users", "mac"),
    "auth_user": ("password_hash", "password_at", "roles", "active", "until", "epoch", "version", "mac"),
    "backup_turn": ("station", "until"),
    "booking": ("state", "case_number", "staff_id", "version"),
    "calendar_year": ("version", "stamp", "changed_at", "changed_by"),
    "change_case": ("status", "version", "changed_at", "last_step", "ended_at", "handed"),
    "change_count": ("count",),
    "change_field": ("value",),
    "class_plan": (
        "state",
        "kind",
        "snapshot_id",
        "taken_at",
        "policy_version",
        "undoes",
        "made_at",
        "made_by",
        "cells",
        "written",
        "population_digest",
        "digest",
    ),
    "class_progress": ("place", "passed", "owner", "alive_at"),
    "client": (
        "name",
        "paper_kind",
        "paper_number",
        "paper_issuer",
        "paper_from",
        "paper_until",
        "paper_address",
        "mobile",
        "telephone",
        "email",
        "address",
        "postcode",
        "occupation",
        "employer",
        "education",
        "income",
        "experience",
        "objective",
        "source_of_funds",
        "tax_residence",
        "controller",
        "beneficiary",
        "contact_way",
        "version",
        "fund_account",
        "opened_on",
        "level",
    ),
    "client_credential": ("failures", "locked"),
    "complaint": (
        "kind",
        "level",
        "gravity",
        "anonymous",
        "name",
        "contact",
        "address",
        "facts",
        "demand",
        "state",
        "start_due",
        "answer_due",
        "handler",
        "started_on",
        "answered_on",
        "closed_on",
        "late",
        "finding",
        "measure",
        "compensation_fen",
        "cleared",
        "verdict",
        "answer",
        "answer_way",
        "satisfied",
        "incident_id",
        "letter_number",
        "record_number",
        "version",
    ),
    "complaint_draft": ("typed", "state", "changed_at"),
    "complaint_respondent": ("verdict", "misconduct", "dealt"),
    "contact_draft": ("typed", "changed_at"),
    "custody_tie": ("ended_at",),
    "education_event": (
        "title",
        "topic",
        "on",
        "begins",
        "place",
        "speaker",
        "capacity",
        "material_id",
        "for_former",
        "version",
    ),
    "fund_account": ("state", "place", "main"),
    "handover_unsettled": ("mend_by",),
    "institution": ("holders", "owners", "people", "scope", "seals", "type"),
    "message": (
        "reason",
        "attempt",
        "asked",
        "gateway",
        "changed_at",
        "next_at",
        "until",
        "sent_on",
        "state",
        "version",
        "mobile",
        "text",
    ),
    "message_turn": ("owner", "until"),
    "number_series": ("last",),
    "opening": (
        "status",
        "version",
        "changed_at",
        "booking_number",
        "client_id",
        "last_step",
        "completed_at",
        "handed",
    ),
    "opening_field": ("value",),
    "presence": ("seen_at",),
    "print_job": ALL_BUT_KEY,
    "risk_case": ("status", "version", "completed_at"),
    "scan_folder": ALL_BUT_KEY,
    "scan_page": (
        "picture_sha256",
        "width",
        "height",
        "blank",
        "number",
        "page",
        "pages",
        "by_hand",
        "done",
        "done_at",
        "why",
        "version",
    ),
    "screening_recheck": ("after_client", "checked", "found", "finished_at"),
    "staff": ALL_BUT_KEY,
    "station_program": ("program", "revision", "at"),
    "task": ("state", "due_on", "assigned_to", "version"),
    "trading_snapshot": ("rows", "state"),
    "transfer_case": ALL_BUT_KEY,
    "transfer_field": ("value",),
}
"""Columns that the program changes. A row that it locks (``FOR UPDATE``) needs one changeable column as well."""

DELETED: tuple[str, ...] = (
    "account_state",
    "auth_attempt",
    "calendar_day",
    "change_capture",
    "class_plan",
    "class_plan_row",
    "client_credential",
    "contact_draft",
    "handover_unsettled",
    "institution",
    "opening_capture",
    "policy_draft",
    "presence",
    "print_setting",
    "risk_capture",
    "saved_operation",
    "screening_entry",
    "screening_key",
    "skey",
    "trading_snapshot",
    "transfer_capture",
)
"""Tables that the program deletes rows of: what is typed anew, keys of search, former snapshots."""

OWNERS_ONLY = (revision_table.name, "server_role")
"""Tables that the owner alone adds to."""


@dataclass(frozen=True, slots=True)
class TableGrant:
    """What the program may do with one table. ``updated``: columns, sorted; empty for none."""

    table: str
    inserted: bool
    updated: tuple[str, ...]
    deleted: bool
    append_only: bool


def table_grants() -> tuple[TableGrant, ...]:
    """The grants of every table, by name, from the program's own tables and the lists above.

    A list that names what does not exist, or lets an append-only table be changed, is a programming error.
    """
    tables = load_tables().tables
    only_added = set(append_only_tables())
    unknown = ({*UPDATED, *DELETED} - set(tables)) | ({*UPDATED, *DELETED} & only_added)
    if unknown:
        raise LookupError(f"granted, but unknown or append-only: {sorted(unknown)}")
    made = [
        TableGrant(name, name not in OWNERS_ONLY, _columns(tables[name]), name in DELETED, name in only_added)
        for name in tables
    ]
    made.append(TableGrant(revision_table.name, False, (), False, False))
    return tuple(sorted(made, key=lambda grant: grant.table))


def _columns(table: sa.Table) -> tuple[str, ...]:
    named = UPDATED.get(table.name, ())
    if named == ALL_BUT_KEY:
        return tuple(sorted(column.name for column in table.columns if not column.primary_key))
    strange = set(named) - set(table.columns.keys())
    if strange:
        raise LookupError(f"granted columns that {table.name} does not have: {sorted(strange)}")
    return tuple(sorted(named))


def grant_all(connection: sa.Connection, role: str) -> None:
    """Give ``role`` what the program needs and take everything else from it and from everybody (PUBLIC).

    Run by the owner, after every change of the tables. What stood before is taken away first.
    """
    quote = connection.dialect.identifier_preparer.quote
    schema = quote(str(connection.exec_driver_sql("SELECT current_schema()").scalar_one()))
    database = quote(str(connection.exec_driver_sql("SELECT current_database()").scalar_one()))
    to = quote(role)
    run = connection.exec_driver_sql
    for whom in ("PUBLIC", to):
        run(f"REVOKE ALL ON DATABASE {database} FROM {whom}")
        run(f"REVOKE ALL ON SCHEMA {schema} FROM {whom}")
        for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
            run(f"REVOKE ALL ON ALL {kind} IN SCHEMA {schema} FROM {whom}")
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        run(f"ALTER DEFAULT PRIVILEGES REVOKE ALL ON {kind} FROM PUBLIC")
    run(f"GRANT CONNECT ON DATABASE {database} TO {to}")
    run(f"GRANT USAGE ON SCHEMA {schema} TO {to}")
    for grant in table_grants():
        for statement in _statements(grant, quote(grant.table), to, quote):
            run(statement)


def _statements(grant: TableGrant, table: str, to: str, quote: object) -> Iterable[str]:
    assert callable(quote)  # noqa: S101 - for the type checker
    yield f"GRANT {'SELECT, INSERT' if grant.inserted else 'SELECT'} ON {table} TO {to}"
    if grant.updated:
        yield f"GRANT UPDATE ({', '.join(quote(name) for name in grant.updated)}) ON {table} TO {to}"
    if grant.deleted:
        yield f"GRANT DELETE ON {table} TO {to}"


_TABLES = """
SELECT c.relname, p.name FROM pg_class c
CROSS JOIN unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) AS p(name)
WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
AND has_table_privilege(c.oid, p.name)
"""
_COLUMNS = """
SELECT c.relname, a.attname, p.name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
CROSS JOIN unnest(ARRAY['UPDATE','REFERENCES']) AS p(name)
WHERE c.relnamespace = to_regnamespace(current_schema()) AND c.relkind IN ('r', 'p', 'v', 'f')
AND a.attnum > 0 AND NOT a.attisdropped AND a.attacl IS NOT NULL AND has_column_privilege(c.oid, a.attnum, p.name)
"""
_ROLES = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication FROM pg_roles r
WHERE pg_has_role(session_user, r.oid, 'MEMBER')
"""
_OWNED = """
SELECT 'a table' FROM pg_class c WHERE c.relnamespace = to_regnamespace(current_schema())
AND pg_has_role(session_user, c.relowner, 'MEMBER')
UNION SELECT 'a function' FROM pg_proc p WHERE p.pronamespace = to_regnamespace(current_schema())
AND pg_has_role(session_user, p.proowner, 'MEMBER')
UNION SELECT 'the database' FROM pg_database d WHERE d.datname = current_database()
AND pg_has_role(session_user, d.datdba, 'MEMBER')
"""
_CREATES = """
SELECT 'the schema' WHERE has_schema_privilege(current_schema(), 'CREATE')
UNION SELECT 'the database' WHERE has_database_privilege(current_database(), 'CREATE')
"""
_ATTRIBUTES = {
    "rolsuper": "is a superuser",
    "rolbypassrls": "passes by row security",
    "rolcreaterole": "makes roles",
    "rolcreatedb": "makes databases",
    "rolreplication": "replicates the server",
}


def excess(connection: sa.Connection, group: str) -> tuple[str, ...]:
    """What the role of this connection could do beyond what the program does: English phrases, none when all is well.

    ``group`` is the branch's application role; being a member of any other is too much.
    """
    roles = connection.exec_driver_sql(_ROLES).mappings().all()
    powers = {text for row in roles for name, text in _ATTRIBUTES.items() if row[name]}
    if powers:
        return tuple(sorted(powers))
    own = str(connection.exec_driver_sql("SELECT session_user").scalar_one())
    found = [f"is a member of {row['rolname']}" for row in roles if row["rolname"] not in (own, group)]
    found += [f"owns {what}" for what in connection.exec_driver_sql(_OWNED).scalars()]
    found += [f"may create in {what}" for what in connection.exec_driver_sql(_CREATES).scalars()]
    allowed = {(table, verb) for table, verb, column in _wanted() if column is None}
    columns = {(table, column, verb) for table, verb, column in _wanted() if column is not None}
    for table, verb in connection.exec_driver_sql(_TABLES):
        if (table, verb) not in allowed:
            found.append(f"may {verb} in {table}")
    for table, column, verb in connection.exec_driver_sql(_COLUMNS):
        if (table, column, verb) not in columns:
            found.append(f"may {verb} {table}.{column}")
    return tuple(sorted(found))


def lacking(connection: sa.Connection) -> tuple[str, ...]:
    """What the role of this connection would need and may not do; English phrases."""
    tables = {(table, verb) for table, verb in connection.exec_driver_sql(_TABLES)}
    columns = {(table, column, verb) for table, column, verb in connection.exec_driver_sql(_COLUMNS)}
    found = [
        f"may not {verb} {table}{'' if column is None else '.' + column}"
        for table, verb, column in _wanted()
        if (table, verb) not in tables and (column is None or (table, column, verb) not in columns)
    ]
    return tuple(sorted(found))


def _wanted() -> Iterable[tuple[str, str, str | None]]:
    for grant in table_grants():
        yield grant.table, "SELECT", None
        if grant.inserted:
            yield grant.table, "INSERT", None
        if grant.deleted:
            yield grant.table, "DELETE", None
        for column in grant.updated:
            yield grant.table, "UPDATE", column


def markdown() -> str:
    """The grants as a table for the administrator (``docs/grants.md``)."""
    lines = [
        "# What the program may do with each table",
        "",
        "Written by `python -m app.storage.grants > docs/grants.md` from the program's own tables; a test compares.",
        "Nobody but the owner of the tables may TRUNCATE, alter them or touch their triggers.",
        "",
        "| table | add | change | delete | append-only |",
        "|---|---|---|---|---|",
    ]
    for grant in table_grants():
        change = ", ".join(f"`{name}`" for name in grant.updated) or "–"
        marks = ["yes" if flag else "–" for flag in (grant.inserted, grant.deleted, grant.append_only)]
        lines.append(f"| `{grant.table}` | {marks[0]} | {change} | {marks[1]} | {marks[2]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(markdown(), end="")  # noqa: T201 - writes the page
