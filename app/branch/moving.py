"""Moving a grown branch from the file of one station to a branch server: ``guitai move``.

The old folder stays as it is, but for a note that says where the branch went; no window opens it any more. The branch
keeps its id and its secret, so audit chains, sealed values and documents stay valid. Cut off anywhere, the same command
takes the move up; a branch that is not wholly there, row by row, is never opened.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from app.audit.chain import ChainKeys
from app.audit.highwater import HighWater
from app.audit.storage import heads
from app.audit.verify import verify_chain
from app.branch import stations
from app.branch.making import take_place
from app.branch.opened import (
    DATABASE_FILE,
    DOCUMENTS,
    HIGHWATER_FILE,
    LOCK_FILE,
    MOVED_FILE,
    OpenBranch,
    SecretStoreFactory,
    blobs_at,
    open_branch,
)
from app.branch.server import add_login, make_server, owner_of
from app.common.actor import Actor, Right
from app.common.clock import Clock
from app.common.errors import Refused
from app.common.values import plain
from app.storage.address import place_of, server_url, user_of
from app.storage.durable import FileLock, make_folder, write_durable
from app.storage.fields import FieldKeys, give_keys
from app.storage.mark import MARK_FILE, BranchMark, read_mark, write_mark
from app.storage.roles import Login
from app.storage.row_copy import Journal, Progress, TableCopy, compare_table, copy_table, moving_tables
from app.storage.s3_place import DocumentsPlace
from app.storage.schema import has_tables

_LEFT_BEHIND = frozenset({MARK_FILE, HIGHWATER_FILE, LOCK_FILE, MOVED_FILE, f"{HIGHWATER_FILE}.lock"})
"""Files of the old folder that are not copied: made anew, or its own."""


@dataclass(frozen=True, slots=True)
class Move:
    """What to move where. ``url``: the owner's address of an empty database on the server, kept nowhere.

    ``folder``: the new folder of this station; it must not exist, or come from a move that was cut off. ``documents``:
    a folder or a store that all stations share, else the new folder's own. ``prepared``: a role that an administrator
    of the server made for the program; else one is made.
    """

    source: Path
    url: str
    folder: Path
    documents: DocumentsPlace | None = None
    prepared: Login | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that is done.

    ``tables``: each with its rows and hash, the same on both sides; empty when an earlier run had compared them.
    ``documents``: files in the new place, each opened and held against its name.
    """

    folder: Path
    tables: tuple[TableCopy, ...]
    documents: int
    audit_rows: int
    taken_up: bool

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


def move_branch(
    actor: Actor, move: Move, stores: SecretStoreFactory, clock: Clock, *, station: str, progress: Progress
) -> Moved:
    """Move the branch and mark its old folder as moved. Nothing of the old one is changed or deleted.

    Needs USER_WRITE; audited in the new place. ``station``: the name of this counter there.
    Refused: ``move.on_server`` (it is on a server already), ``move.inside`` (the new folder lies in the old one),
    ``move.source_damaged`` (its audit chains do not hold: restore or settle that first), ``move.database_used``,
    ``move.differs`` (a row is not the same on both sides: empty the database and move again), ``branch.exists``,
    ``branch.moved``, ``storage.blob_altered``, and what ``open_branch``, ``make_server`` and ``plain_faults`` say.
    """
    actor.need(Right.USER_WRITE)
    stations.check_name(station)
    if read_mark(move.source).server:
        raise Refused("move.on_server", field="source")
    if move.folder.resolve().is_relative_to(move.source.resolve()):
        raise Refused("move.inside", field="folder")
    make_folder(move.folder)
    lock = FileLock(move.folder / LOCK_FILE)
    if not lock.acquire(wait=False):
        raise Refused("branch.in_use")
    with contextlib.ExitStack() as undo:
        undo.callback(lock.release)
        source = undo.enter_context(open_branch(move.source, stores, clock, station=station))
        return _Moving(replace(actor, station=station), move, source, stores, clock, progress).run()


class _Moving:
    """One run of a move."""

    def __init__(
        self, actor: Actor, move: Move, source: OpenBranch, stores: SecretStoreFactory, clock: Clock, progress: Progress
    ) -> None:
        self._actor = actor
        self._move = move
        self._source = source
        self._stores = stores
        self._clock = clock
        self._station = actor.station
        self._progress = progress
        self._branch_id = source.settings.branch_id

    def run(self) -> Moved:
        self._need_sound_source()
        self._need_own_folder()
        url = self._move.url
        with owner_of(url) as engine:
            fresh = not has_tables(engine)
            login = make_server(url, self._branch_id, self._station, self._move.prepared) if fresh else None
            give_keys(engine, FieldKeys.of(self._source.keys))
            journal = Journal(engine, self._branch_id)
            taken_up = journal.begin()
            tables = () if journal.compared else self._copy(engine, journal)
            documents = self._documents()
            if not (self._move.folder / MARK_FILE).exists():
                self._settle(login or add_login(url, self._station, self._move.prepared))
            audit_rows = self._arrive(len(tables))
            self._leave()
            journal.remove()
        return Moved(self._move.folder, tables, documents, audit_rows, taken_up)

    def _need_sound_source(self) -> None:
        marks = self._source.audit.highwater.marks()
        with self._source.db.read() as connection:
            report = verify_chain(connection, self._chain_keys(), marks)
        if report.damages:
            raise Refused("move.source_damaged", count=len(report.damages))

    def _chain_keys(self) -> ChainKeys:
        return ChainKeys(self._source.keys.audit)

    def _need_own_folder(self) -> None:
        """The new folder is empty, or this branch's own from a move that was cut off."""
        folder = self._move.folder
        if (folder / MARK_FILE).exists():
            mark = read_mark(folder)
            if not mark.server or not mark.fits(self._source.keys):
                raise Refused("branch.exists", field="folder")
        if (folder / DATABASE_FILE).exists() or (folder / MOVED_FILE).exists():
            raise Refused("branch.exists", field="folder")

    def _copy(self, engine: sa.Engine, journal: Journal) -> tuple[TableCopy, ...]:
        """All rows, then all of them held against one another, then the audit chains on the far side."""
        with self._source.db.read() as source:
            for place, table in enumerate(moving_tables(), 1):
                copy_table(source, engine, table, self._progress)
                journal.note(tables=place)
            with engine.connect() as target:
                copies = tuple(self._compared(source, target, table) for table in moving_tables())
                report = verify_chain(target, self._chain_keys(), self._source.audit.highwater.marks())
        if report.damages:
            raise Refused("move.differs", table="audit_log", row=report.damages[0].seq)
        journal.note(tables=len(copies), compared=True)
        return copies

    def _compared(self, source: sa.Connection, target: sa.Connection, table: sa.Table) -> TableCopy:
        found = compare_table(source, target, table)
        self._progress(f"= {table.name}", found.rows)
        return found

    def _documents(self) -> int:
        """Every document that lies in the old store, opened, held against its name, and put into the new one."""
        to = blobs_at(self._move.documents or self._move.folder / DOCUMENTS, self._source.keys)
        to.sweep()
        names = sorted(self._source.blobs.names())
        for place, name in enumerate(names, 1):
            to.put(self._source.blobs.get(name))
            if place % 100 == 0 or place == len(names):
                self._progress(DOCUMENTS, place)
        for name in names:
            to.get(name)
        return len(names)

    def _settle(self, login: Login) -> None:
        """The files of the new folder, the station's credential, and last the mark that makes it a branch."""
        move = self._move
        for file in sorted(move.source.iterdir()):
            if file.is_file() and file.name not in _LEFT_BEHIND and not file.name.startswith((DATABASE_FILE, ".")):
                write_durable(move.folder / file.name, file.read_bytes())
        HighWater(move.folder / HIGHWATER_FILE).add(self._source.audit.highwater.marks().values())
        old = read_mark(move.source)
        store = self._stores(move.folder, old)
        shared = move.documents
        place = take_place(move.folder, server_url(move.url), login, self._station, store, documents=shared)
        write_mark(move.folder, BranchMark.of(old.branch_id, old.sample, old.store, place, self._source.keys))

    def _arrive(self, tables: int) -> int:
        """Open the branch where it is now, as any window will, and enter that it has come; gives the acts it holds."""
        told = {"server": place_of(self._move.url), "tables": tables, "heads": plain(self._heads())}
        with open_branch(self._move.folder, self._stores, self._clock, station=self._station) as branch:
            with branch.db.write(self._actor) as tx:
                if self._station not in {one.name for one in stations.listed(tx.conn)}:
                    stations.add(tx.conn, self._station, _role_of(branch), tx.at, tx.actor.staff_id)
                    stations.join(tx.conn, self._station, tx.at)
                    tx.audit("branch.moved", "branch", self._branch_id, after=told)
            marks = branch.audit.highwater.marks()
            with branch.db.read() as connection:
                report = verify_chain(connection, self._chain_keys(), marks)
        if report.damages:
            raise Refused("move.differs", table="audit_log", row=report.damages[0].seq)
        return report.rows

    def _heads(self) -> list[tuple[str, int]]:
        with self._source.db.read() as connection:
            return [(head.station, head.seq) for head in heads(connection)]

    def _leave(self) -> None:
        """Note in the old folder where the branch went; from now on it is not opened any more."""
        told = {
            "folder": str(self._move.folder.resolve()),
            "server": place_of(self._move.url),
            "at": self._clock.now().isoformat(),
        }
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        write_durable(self._move.source / MOVED_FILE, text.encode())


def _role_of(branch: OpenBranch) -> str:
    return user_of(branch.settings.database_url or "")
