"""Putting a backup back: into a new place only, everything checked, and what is missing or altered named."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.audit.chain import ChainKeys
from app.audit.highwater import HighWater
from app.audit.storage import Head
from app.audit.verify import verify_chain
from app.backup import file_copy, server_copy
from app.backup.domain import FileEntry, Lost, Manifest, done_since
from app.backup.place import (
    DOCUMENTS,
    LIST,
    SERVER_COPY,
    SQLITE_COPY,
    altered,
    read_list,
    read_manifest,
    unproven,
)
from app.branch import stations
from app.branch.making import take_place
from app.branch.opened import DATABASE_FILE, HIGHWATER_FILE, PENDING_FILE, SYSTEM_STAFF_ID, blobs_at
from app.branch.server import make_server, owner_of, unmake_server, upgrade_server
from app.common.errors import Refused
from app.common.values import plain
from app.storage.address import server_url
from app.storage.blobs import Blobs, BlobStore
from app.storage.durable import make_folder, write_durable
from app.storage.engine import sqlcipher_engine
from app.storage.faults import plain_faults
from app.storage.keys import SAMPLE_FILE, BranchKeys, SecretStore
from app.storage.mark import MARK_FILE, BranchMark, read_mark, write_mark
from app.storage.roles import Login
from app.storage.s3_place import DocumentsPlace
from app.storage.schema import HEAD, older_revisions, tables_of

Progress = Callable[[str, int, int], None]
FIRST_STATION = "01"


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was looked at with the branch's keys. ``files``: altered or missing files of its own.

    ``documents``: SHA-256 of documents that are missing or altered; ``missing``: those that the branch itself had lost
    when it was made. ``problems``: where the audit chains do not hold.
    """

    manifest: Manifest
    files: tuple[str, ...]
    documents: tuple[str, ...]
    missing: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def usable(self) -> bool:
        """Whether a branch can be made of it, perhaps with documents missing."""
        return not self.files

    @property
    def whole(self) -> bool:
        """Whether nothing at all is missing or altered."""
        return not (self.files or self.documents or self.missing or self.problems)

    def lines(self) -> tuple[str, ...]:
        """Exactly what is missing or altered, a line each; English, no personal data."""
        return (
            *(f"file {name}: missing or altered" for name in self.files),
            *(f"document {name}: missing or altered in the backup" for name in self.documents),
            *(f"document {name}: was missing in the branch already" for name in self.missing),
            *(f"{problem}: the audit chain does not hold" for problem in self.problems),
        )


def mark_of(backup: Path) -> BranchMark:
    """How the branch of a backup was opened. Refused: ``backup.not_found``, ``backup.file_altered``."""
    unproven(backup)
    try:
        return read_mark(backup)
    except Refused as refused:
        raise Refused("backup.file_altered", file=MARK_FILE) from refused


def station_of(mark: BranchMark, keys: BranchKeys) -> str:
    """The station that a restored server branch goes on as: the one whose folder was backed up."""
    place = mark.place(keys)
    return FIRST_STATION if place is None else place.station


def check(backup: Path, keys: BranchKeys, branch_id: str, progress: Progress = lambda *_: None) -> Checked:
    """Look at all of a backup: manifest, files, pages of the database, audit chains, every document. Writes nothing.

    Refused: ``backup.not_found``, ``backup.manifest_damaged``, ``backup.manifest_altered``.
    """
    manifest = read_manifest(backup, branch_id, keys.purpose("backup-manifest"))
    files = list(altered(backup, manifest.files))
    problems: tuple[str, ...] = manifest.problems
    name = SQLITE_COPY if manifest.database == "sqlite" else SERVER_COPY
    progress("database", 0, 1)
    if name not in files:
        try:
            problems = _look(backup / name, manifest, keys) or problems
        except (Refused, sa.exc.DBAPIError, OSError):
            files.append(name)
    progress("database", 1, 1)
    documents: tuple[str, ...] = ()
    if LIST not in files:
        documents = _documents(backup, keys, read_list(backup / LIST), progress)
    return Checked(manifest, tuple(files), documents, manifest.missing, problems)


def _look(path: Path, manifest: Manifest, keys: BranchKeys) -> tuple[str, ...]:
    """Whether the database opens and is whole (Refused otherwise), and where its audit chains do not hold."""
    if manifest.database == "postgresql":
        if dict(server_copy.check(path, keys.purpose("backup"))) != dict(manifest.rows):
            raise Refused("backup.file_altered", file=path.name)
        return ()  # the chains are looked at when its rows are in a database again
    with file_copy.opened(path, keys.database) as connection:
        if not file_copy.sound(connection):
            raise Refused("backup.file_altered", file=path.name)
        return _chain(connection, manifest, keys)


def _chain(connection: sa.Connection, manifest: Manifest, keys: BranchKeys) -> tuple[str, ...]:
    marks = {head.station: head for head in manifest.heads}
    damages = verify_chain(connection, ChainKeys(keys.audit), marks).damages
    return tuple(f"audit_log {damage.station}/{damage.seq} {damage.kind}" for damage in damages)


def _documents(backup: Path, keys: BranchKeys, entries: tuple[FileEntry, ...], progress: Progress) -> tuple[str, ...]:
    bad: list[str] = []
    folder = backup.parent / DOCUMENTS
    store = BlobStore(folder, keys.blobs) if folder.is_dir() else None
    for number, entry in enumerate(entries):
        progress("documents", number, len(entries))
        try:
            if store is None:
                raise Refused("storage.blob_missing", document=entry.name)
            store.get(entry.name)  # opened with the key: the content is what its name says
        except Refused:
            bad.append(entry.name)
    progress("documents", len(entries), len(entries))
    return tuple(bad)


@dataclass(slots=True)
class Restored:
    """A branch put back; it opens when the general manager has acknowledged it. ``lost``: what came after it."""

    folder: Path
    checked: Checked
    lost: tuple[Lost, ...] = field(default_factory=tuple)


def restore(
    backup: Path, to: Path, checked: Checked, master: bytes, store: SecretStore, *,
    station: str, at: datetime, database_url: str | None = None, documents: DocumentsPlace | None = None,
    instead_of: Path | None = None, progress: Progress = lambda *_: None,
) -> Restored:  # fmt: skip
    """Make a branch in ``to`` out of a backup that was ``checked``; a server's needs ``database_url``, the owner's.

    Documents that are missing or altered are left out and named in ``checked``. ``store`` keeps the key from now on.
    On a server ``station`` is the first; the others are invited again, ``documents`` is the folder or store that they
    share. ``instead_of``: the folder whose high-water marks tell what was done since. The branch does not open before
    ``BackupService.acknowledge``. Refused: ``backup.not_empty``, ``backup.unusable``, ``backup.needs_server``,
    ``backup.needs_file``, ``branch.database_url``, ``branch.exists`` (tables are there already), ``documents.*``,
    ``backup.other_schema`` (of a newer program; an older is upgraded), what
    ``plain_faults`` and the secret store say.
    """
    manifest = checked.manifest
    _refuse_place(to, checked, database_url)
    if manifest.revision not in older_revisions() | {HEAD}:
        raise Refused("backup.other_schema")
    if documents is not None and database_url is None:
        raise Refused("documents.needs_server", field="documents")
    mark = mark_of(backup)
    keys = BranchKeys.derive(master, mark.branch_id)
    make_folder(to)
    _keep(store, master)
    lost = done_since(manifest.heads, _marks(instead_of))
    write_durable(to / PENDING_FILE, pending(manifest, lost))
    place = None
    if database_url is None:
        copy(backup / SQLITE_COPY, to / DATABASE_FILE)
        if manifest.revision != HEAD:
            _upgrade(to / DATABASE_FILE, keys)
    else:
        # the owner's address makes tables, roles and grants; what is kept is the login of this station
        server = _Server(database_url, mark.branch_id, stations.check_name(station), at)
        login = server.fill(backup / SERVER_COPY, manifest, keys, progress)
        place = take_place(to, server_url(database_url), login, station, store, documents=documents)
    _bring_documents(backup, blobs_at(documents or to / DOCUMENTS, keys), checked, keys, progress)
    skip = {MARK_FILE, SAMPLE_FILE, SQLITE_COPY, SERVER_COPY, LIST, HIGHWATER_FILE}
    for entry in manifest.files:
        if entry.name not in skip:
            copy(backup / entry.name, to / entry.name)
    HighWater(to / HIGHWATER_FILE).add(manifest.heads)
    # the mark comes last: a folder without it is no branch
    write_mark(to, BranchMark.of(mark.branch_id, mark.sample, store.kind, place, keys))
    return Restored(to, checked, lost)


def _upgrade(file: Path, keys: BranchKeys) -> None:
    """Bring the copy to this program's schema; the backup that it was made from stays as it is."""
    from app.storage.migrations import runner

    engine = sqlcipher_engine(file, keys.database)
    try:
        with plain_faults():
            runner.upgrade(engine)
    finally:
        engine.dispose()


def _refuse_place(to: Path, checked: Checked, database_url: str | None) -> None:
    if not checked.usable:
        raise Refused("backup.unusable", files=", ".join(checked.files))
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Refused("backup.not_empty", field="to")
    if checked.manifest.database == "postgresql" and database_url is None:
        raise Refused("backup.needs_server", field="database")
    if checked.manifest.database == "sqlite" and database_url is not None:
        raise Refused("backup.needs_file", field="database")


def _marks(folder: Path | None) -> tuple[Head, ...]:
    return () if folder is None else tuple(HighWater(folder / HIGHWATER_FILE).marks().values())


def pending(manifest: Manifest, lost: tuple[Lost, ...]) -> bytes:
    """What lies in a branch that was put back until the general manager has acknowledged it."""
    told = {"backup": manifest.name, "made_at": manifest.made_at, "heads": manifest.heads, "lost": lost}
    return (json.dumps(plain(told), indent=1) + "\n").encode()


def copy(source: Path, target: Path) -> None:
    """Copy a file of any size, durably. Refused: ``backup.write_failed``.

    A target that a power cut left half-written is no branch yet, its mark comes last.
    """
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as out, source.open("rb") as content:
            shutil.copyfileobj(content, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        raise Refused("backup.write_failed", reason=error.strerror or type(error).__name__) from error


class _Server:
    """A branch server made anew and filled from a backup; on any fault its tables and roles are taken away again."""

    def __init__(self, url: str, branch_id: str, station: str, at: datetime) -> None:
        self._url = url
        self._branch_id = branch_id
        self._station = station
        self._at = at

    def fill(self, dump: Path, manifest: Manifest, keys: BranchKeys, progress: Progress) -> Login:
        """Make tables, roles and grants, put the rows in, enter this station; gives the station's login."""
        login = make_server(self._url, self._branch_id, self._station, None, schema=manifest.revision)
        try:
            with owner_of(self._url) as engine:
                key = keys.purpose("backup")
                with engine.connect().execution_options(guitai_write=True) as connection, connection.begin():
                    server_copy.read(
                        connection, dump, key, tables_of(manifest.revision),
                        lambda number, of: progress("database", number, of),
                    )  # fmt: skip
                if manifest.revision != HEAD:
                    upgrade_server(self._url)
                with engine.begin() as connection:
                    stations.add(connection, self._station, login.role, self._at, SYSTEM_STAFF_ID)
                    stations.join(connection, self._station, self._at)
        except BaseException:
            unmake_server(self._url, login)
            raise
        return login


def _bring_documents(backup: Path, target: Blobs, checked: Checked, keys: BranchKeys, progress: Progress) -> None:
    entries = read_list(backup / LIST)
    source = BlobStore(backup.parent / DOCUMENTS, keys.blobs)
    bad = frozenset(checked.documents)
    for number, entry in enumerate(entries):
        progress("restore", number, len(entries))
        if entry.name not in bad:
            target.put(source.get(entry.name))
    progress("restore", len(entries), len(entries))


def _keep(store: SecretStore, master: bytes) -> None:
    """Keep the secret where the machine keeps secrets; one that is there already must be the same."""
    try:
        store.save(master)
    except Refused as refused:
        if refused.code != "keys.exists" or store.load() != master:
            raise
