"""Going back to the state before an upgrade: the backup is put back in place, what came since is kept aside first.

What was written since the upgrade is not in the old schema's words and cannot be carried over; it stays readable in a
backup of the newer program, made and checked before anything is touched.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.audit.highwater import HighWater
from app.audit.storage import heads
from app.backup import making, restoring, server_copy
from app.backup.domain import Manifest, done_since
from app.backup.place import LIST, SERVER_COPY, SQLITE_COPY, read_list
from app.branch.opened import (
    DATABASE_FILE,
    HIGHWATER_FILE,
    PENDING_FILE,
    OpenBranch,
    SecretStoreFactory,
    open_branch,
    system_actor,
)
from app.branch.server import need_owner, owner_of, same_server
from app.common.clock import Clock
from app.common.errors import Refused
from app.storage.durable import sync_folder, write_durable
from app.storage.faults import plain_faults
from app.storage.migrations import runner
from app.storage.schema import tables_of, unmake_tables
from app.upgrade.domain import Progress, Since, Step, Tell, silent
from app.upgrade.note import drop_note, read_note
from app.upgrade.upgrading import Wanted, need_known

_BACK = "branch.db.back"


@dataclass(frozen=True, slots=True)
class _Looked:
    """The backup from before, looked over."""

    path: Path
    manifest: Manifest
    since: Since


def look_back(branch: OpenBranch) -> Since:
    """What going back would lose. Refused: ``upgrade.nothing_before``, ``upgrade.backup_bad``."""
    return _looked(branch, silent).since


def _looked(branch: OpenBranch, tell: Tell) -> _Looked:
    note = read_note(branch.folder)
    with branch.db.read() as connection:
        found = need_known(connection)
    path = Path(note.backup) if note is not None else Path()
    if note is None or found != note.after or not path.is_dir():
        raise Refused("upgrade.nothing_before")

    def telling(part: str, done: int, total: int) -> None:
        tell(Progress(Step.CHECK, done, total, part))

    checked = restoring.check(path, branch.keys, branch.settings.branch_id, telling)
    if checked.files or checked.problems:
        raise Refused("upgrade.backup_bad", what=checked.lines()[0])
    with branch.db.read() as connection:
        lost = done_since(checked.manifest.heads, heads(connection))
    had = {entry.name for entry in read_list(path / LIST)}
    documents = len(branch.blobs.names() - had)
    acts = sum(one.acts for one in lost)
    return _Looked(path, checked.manifest, Since(path, checked.manifest.made_at, note.before, acts, documents))


def go_back(
    wanted: Wanted, stores: SecretStoreFactory, clock: Clock, *, confirmed: int, tell: Tell = silent
) -> tuple[Since, Path]:
    """Put the backup from before the upgrade back; gives what was lost by it and where that is kept aside.

    The old program opens the branch when the general manager has acknowledged the state (SE-2).
    Refused: what ``open_branch`` says, ``upgrade.nothing_before``, ``upgrade.confirm`` unless ``confirmed`` is the
    number of acts since, ``upgrade.needs_owner``, ``upgrade.backup_bad``, what making a backup says.
    """
    branch = open_branch(wanted.folder, stores, clock, station=wanted.station, settled=False, any_schema=True)
    with branch:
        looked = _looked(branch, tell)
        if confirmed != looked.since.acts:
            raise Refused("upgrade.confirm", acts=looked.since.acts, documents=looked.since.documents)
        if not (branch.db.is_sqlite or wanted.owner):
            raise Refused("upgrade.needs_owner", field="database")
        tell(Progress(Step.BACKUP))
        by = system_actor(branch.station).staff_id
        aside = making.make(branch, wanted.place, wanted.keep, made_by=by, at=clock.now())
        tell(Progress(Step.MIGRATE))
        lost = done_since(looked.manifest.heads, aside.manifest.heads)
        write_durable(branch.folder / PENDING_FILE, restoring.pending(looked.manifest, lost))
        if branch.db.is_sqlite:
            _put_file_back(branch, looked)
        else:
            _put_server_back(branch, wanted.owner, looked)
        HighWater(branch.folder / HIGHWATER_FILE).replace(looked.manifest.heads)
        drop_note(branch.folder)
        tell(Progress(Step.DONE))
    return looked.since, aside.path


def _put_file_back(branch: OpenBranch, looked: _Looked) -> None:
    """One rename: a kill leaves the new database or the old one; the new one's log is emptied before."""
    file, fresh = branch.folder / DATABASE_FILE, branch.folder / _BACK
    fresh.unlink(missing_ok=True)
    restoring.copy(looked.path / SQLITE_COPY, fresh)
    with branch.db.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        if driver is None or driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] != 0:
            raise Refused("storage.busy")
    branch.db.close()
    for name in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            Path(f"{file}{name}").unlink(missing_ok=True)
    os.replace(fresh, file)
    sync_folder(branch.folder)


def _put_server_back(branch: OpenBranch, owner: str, looked: _Looked) -> None:
    """All tables made anew with the old schema and filled, in one transaction; stations and their roles stay.

    The old program's own ``guitai upgrade --database`` writes its grants.
    """
    with branch.db.read() as own:
        same_server(owner, own)
    key = branch.keys.purpose("backup")
    before = looked.since.before
    with plain_faults(), owner_of(owner) as engine:
        opened = engine.connect().execution_options(guitai_write=True)
        with opened as connection, connection.begin():
            need_owner(connection)
            kept = _stations(connection, before)
            unmake_tables(connection)
            runner.upgrade_within(connection, to=before)
            tables = tables_of(before)
            server_copy.read(connection, looked.path / SERVER_COPY, key, tables, lambda *_: None)
            for name, rows in kept:
                if rows:
                    connection.execute(tables.tables[name].insert(), rows)


def _stations(connection: sa.Connection, before: str) -> list[tuple[str, list[dict[str, object]]]]:
    tables = tables_of(before)
    return [
        (table.name, [dict(row) for row in connection.execute(sa.select(table)).mappings()])
        for table in tables.sorted_tables
        if table.name in server_copy.OF_THE_SERVER
    ]
