"""Which program a branch needs, and which programs its stations run.

On a branch server a guard stands at the mark that every write transaction leaves (:mod:`app.storage.once`): a station
whose program is of another schema is refused by the server itself, whatever that program knows of upgrades.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.common.program import VERSION
from app.storage.columns import UtcDateTime, metadata

upgrade_run = sa.Table(
    "upgrade_run",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("before", sa.String(32), nullable=False, comment="revision; empty for a branch made by this program"),
    sa.Column("after", sa.String(32), nullable=False),
    sa.Column("program", sa.String(20), nullable=False, comment="that made the schema, the oldest that fits"),
    sa.Column("backup", sa.String(40), nullable=False, comment="name of the backup made before it"),
)
station_program = sa.Table(
    "station_program",
    metadata,
    sa.Column("station", sa.String(60), primary_key=True),
    sa.Column("program", sa.String(20), nullable=False),
    sa.Column("revision", sa.String(32), nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)

APPEND_ONLY = ("upgrade_run",)

GUARD_STATE = "25006"
"""What the guard raises: the program 0.2.0, which knows nothing of it, says that it may only read and saved nothing."""
GUARD_SIGN = "guitai-schema"
SETTING = "guitai.schema"
"""Tells the server the schema of a session's program."""


@dataclass(frozen=True, slots=True)
class StationProgram:
    """The program that a station last opened the branch with."""

    station: str
    program: str
    revision: str
    at: datetime


def note_run(conn: sa.Connection, run_id: str, at: datetime, before: str, after: str, backup: str) -> None:
    """Enter that the tables are of the schema ``after`` from now on."""
    values = {"id": run_id, "at": at, "before": before, "after": after, "program": VERSION, "backup": backup}
    conn.execute(upgrade_run.insert().values(values))


def needed_program(conn: sa.Connection, revision: str) -> str | None:
    """The oldest program for a schema that this one need not know; None when the branch does not say."""
    if not sa.inspect(conn).has_table(upgrade_run.name):
        return None
    query = sa.select(upgrade_run.c.program).where(upgrade_run.c.after == revision).order_by(upgrade_run.c.at)
    try:
        found = conn.execute(query).scalars().first()
    except sa.exc.DBAPIError:
        return None  # a later schema may keep it otherwise
    return None if found is None else str(found)


def programs(conn: sa.Connection) -> tuple[StationProgram, ...]:
    """The programs of the stations, by station."""
    rows = conn.execute(sa.select(station_program).order_by(station_program.c.station))
    return tuple(StationProgram(row.station, row.program, row.revision, row.at) for row in rows)


def is_noted(conn: sa.Connection, station: str, revision: str) -> bool:
    """Whether this program is the one that ``station`` is known to run."""
    c = station_program.c
    query = sa.select(c.station).where(c.station == station, c.program == VERSION, c.revision == revision)
    return conn.execute(query).first() is not None


def note_program(conn: sa.Connection, station: str, revision: str, at: datetime) -> None:
    """Enter the program of ``station``."""
    c = station_program.c
    values = {"program": VERSION, "revision": revision, "at": at}
    if conn.execute(station_program.update().where(c.station == station).values(values)).rowcount == 0:
        conn.execute(station_program.insert().values(station=station, **values))


def guard_writes(conn: sa.Connection, revision: str) -> None:
    """Let the server refuse every write transaction of a program of another schema; nothing on the embedded file."""
    if conn.dialect.name != "postgresql":
        return
    # both come from this program's own text, never from anybody
    said = f"{GUARD_SIGN} {revision} {VERSION}"
    conn.exec_driver_sql(
        "CREATE OR REPLACE FUNCTION guitai_schema_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF current_setting('{SETTING}', true) IS DISTINCT FROM '{revision}' THEN "
        f"RAISE EXCEPTION USING MESSAGE = '{said}', ERRCODE = '{GUARD_STATE}'; "
        "END IF; RETURN NEW; END $$"
    )
    conn.exec_driver_sql(
        "CREATE OR REPLACE TRIGGER saved_operation_schema BEFORE INSERT ON saved_operation "
        "FOR EACH ROW EXECUTE FUNCTION guitai_schema_guard()"
    )


def unguard_writes(conn: sa.Connection) -> None:
    """Take the guard away, with its trigger."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("DROP FUNCTION IF EXISTS guitai_schema_guard() CASCADE")
