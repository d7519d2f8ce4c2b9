"""Making one backup: the database first, then the documents, then the small files; checked; the manifest last (SE-1).

Database first: a document is in its store before the row that names it is committed, so every document of the copied
rows is there to be copied afterwards.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.archive.storage import all_files
from app.audit.chain import ChainKeys
from app.audit.highwater import HighWater
from app.audit.storage import Head, heads
from app.audit.verify import verify_chain
from app.backup import file_copy, server_copy
from app.backup.domain import FileEntry, Keep, Manifest, name_of
from app.backup.place import LIST, MAKING, MANIFEST, SERVER_COPY, SQLITE_COPY, Place, entry_of, list_lines
from app.branch.opened import HIGHWATER_FILE, OpenBranch
from app.branch.seal import SEAL_FILE
from app.common.errors import Refused
from app.dossier.destroying_rows import destroyed_files
from app.storage.blobs import BlobStore
from app.storage.durable import FileLock, make_folder, sync_folder, write_durable
from app.storage.faults import plain_faults
from app.storage.keys import RECOVERY_FILE, SAMPLE_FILE
from app.storage.mark import MARK_FILE
from app.storage.schema import revision, tables_of

Progress = Callable[[str, int, int], None]
"""Told the part (``database``, ``documents``, ``check``), and how much of how much is done."""
Stop = Callable[[], bool]

LOCK = ".lock"
ROOM = 16 << 20
"""Bytes that stay free on the disk of backups: a full one would stop whoever else writes there."""
_SMALL = (MARK_FILE, RECOVERY_FILE, SEAL_FILE, SAMPLE_FILE)
"""Besides policy files. A key wrapped by a passphrase that people type stays at home: it can be guessed at leisure."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and checked. ``copied``: documents new to the folder; ``thinned``: names of older ones."""

    path: Path
    manifest: Manifest
    copied: int
    thinned: tuple[str, ...]


@dataclass(slots=True)
class _Copied:
    """What the copy of the database says."""

    database: str
    revision: str
    heads: tuple[Head, ...]
    rows: dict[str, int]
    wanted: frozenset[str]
    gone: frozenset[str]
    problems: tuple[str, ...]


def make(
    branch: OpenBranch, folder: Path, keep: Keep, *, made_by: str, at: datetime,
    progress: Progress = lambda *_: None, stop: Stop = lambda: False,
) -> Made:  # fmt: skip
    """Make a backup of ``branch`` in ``folder`` and thin the older ones; gives it when it has been checked.

    A branch whose audit chains do not hold is copied all the same, but the copy is marked with ``problems``, never
    counts as a good one, and no older one goes.

    Older backups are whole whatever happens: nothing of theirs is touched before the new one is.
    Refused: ``backup.no_folder``, ``backup.inside_branch``, ``backup.busy``, ``backup.cancelled``, ``backup.full``,
    ``backup.write_failed``, ``backup.source_damaged`` (the branch's own database), ``backup.check_failed``, what
    ``plain_faults`` says.
    """
    if folder.resolve().is_relative_to(branch.folder.resolve()):
        raise Refused("backup.inside_branch", field="folder")
    place = Place(folder, branch.settings.branch_id, branch.keys.purpose("backup-manifest"))
    with _plain_disk():
        place.make()
        lock = FileLock(place.folder / LOCK)
        if not lock.acquire(wait=False):
            raise Refused("backup.busy")
        try:
            place.sweep()
            return _Making(branch, place, made_by, at, progress, stop).run(keep)
        finally:
            lock.release()


@contextlib.contextmanager
def _plain_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _disk(error) from error
    except Refused as refused:
        cause = refused.__cause__
        if refused.code == "storage.write_failed" and isinstance(cause, OSError):
            raise _disk(cause) from refused
        raise


def _disk(error: OSError) -> Refused:
    if error.errno in _FULL:
        return Refused("backup.full")
    return Refused("backup.write_failed", reason=error.strerror or type(error).__name__)


class _Making:
    def __init__(
        self, branch: OpenBranch, place: Place, made_by: str, at: datetime, progress: Progress, stop: Stop
    ) -> None:
        self._branch = branch
        self._place = place
        self._made_by = made_by
        self._at = at
        self._progress = progress
        self._stop = stop
        self._name = name_of(at, secrets.token_hex(2))
        self._folder = place.folder / f"{MAKING}{self._name}"
        self._store = BlobStore(place.documents, branch.keys.blobs)
        self._added: list[Path] = []

    def run(self, keep: Keep) -> Made:
        try:
            make_folder(self._folder)
            manifest = self._write()
            self._folder.rename(self._place.folder / self._name)
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._place.drop(self._added)
            raise
        sync_folder(self._place.folder)
        # the older ones may be the only good ones
        thinned = self._place.thin(keep) if not manifest.problems else ()
        return Made(self._place.folder / self._name, manifest, len(self._added), thinned)

    def _write(self) -> Manifest:
        copied = self._copy_database()
        names = sorted((self._branch.blobs.names() | copied.wanted) - copied.gone)
        documents, missing = self._copy_documents(names, copied.wanted)
        write_durable(self._folder / LIST, list_lines(documents))
        self._copy_small(copied.heads)
        self._check_server_copy(copied)
        self._go_on()
        files = tuple(entry_of(path, path.name) for path in sorted(self._folder.iterdir()) if path.is_file())
        settings = self._branch.settings
        manifest = Manifest(
            name=self._name, branch_id=settings.branch_id, sample=settings.sample, database=copied.database,
            revision=copied.revision, made_at=self._at, made_by=self._made_by, station=self._branch.station,
            heads=copied.heads, rows=copied.rows, documents=len(documents),
            document_bytes=sum(entry.size for entry in documents), missing=missing, files=files,
            problems=copied.problems,
        ).signed(self._branch.keys.purpose("backup-manifest"))  # fmt: skip
        write_durable(self._folder / MANIFEST, manifest.to_json())
        return manifest

    def _go_on(self) -> None:
        if self._stop():
            raise Refused("backup.cancelled")

    # the database

    def _copy_database(self) -> _Copied:
        self._go_on()
        self._progress("database", 0, 1)
        branch = self._branch
        # before the copy: what is committed in between must not look like a cut-off chain
        marks = branch.audit.highwater.marks()
        if branch.db.is_sqlite:
            self._need_room((branch.folder / SQLITE_COPY).stat().st_size)
            with plain_faults(), _driver_faults():
                file_copy.write(branch.db, self._folder / SQLITE_COPY, branch.keys.database)
            with _driver_faults(), file_copy.opened(self._folder / SQLITE_COPY, branch.keys.database) as connection:
                if not file_copy.sound(connection):
                    raise Refused("backup.source_damaged")
                copied = _look(connection, branch.audit.keys, marks)
        else:
            with server_copy.snapshot(branch.db.engine) as connection:
                copied = _look(connection, branch.audit.keys, marks)
                key = branch.keys.purpose("backup")

                def table(number: int, of: int) -> None:
                    self._progress("database", number - 1, of)

                tables = tables_of(copied.revision).sorted_tables
                server_copy.write(connection, self._folder / SERVER_COPY, key, tables, table, self._stop)
        self._progress("database", 1, 1)
        return copied

    def _check_server_copy(self, copied: _Copied) -> None:
        """Read what was written of a server again; the copy of a file was looked at when it was made."""
        if copied.database != "postgresql":
            return
        self._go_on()
        self._progress("check", 0, 1)
        key = self._branch.keys.purpose("backup")
        if dict(server_copy.check(self._folder / SERVER_COPY, key)) != copied.rows:
            raise Refused("backup.check_failed")
        self._progress("check", 1, 1)

    # documents and small files

    def _copy_documents(self, names: list[str], wanted: frozenset[str]) -> tuple[list[FileEntry], tuple[str, ...]]:
        entries: list[FileEntry] = []
        missing: list[str] = []
        for number, name in enumerate(names):
            self._go_on()
            self._progress("documents", number, len(names))
            try:
                self._copy_document(name)
            except Refused as refused:
                if refused.code not in ("storage.blob_missing", "storage.blob_altered"):
                    raise
                if name in wanted:
                    missing.append(name)
                continue
            entries.append(entry_of(self._store.path(name), name))
        self._progress("documents", len(names), len(names))
        return entries, tuple(missing)

    def _copy_document(self, name: str) -> None:
        """Leave the document whole in the folder of backups: one that lies there is opened, else it is copied."""
        path = self._store.path(name)
        if path.exists():
            with contextlib.suppress(Refused):
                self._store.get(name)
                return
        content = self._branch.blobs.get(name)
        self._need_room(len(content))
        if not path.exists():
            self._added.append(path)
        self._store.put(content)
        self._store.get(name)

    def _copy_small(self, last: tuple[Head, ...]) -> None:
        own = self._branch.folder
        names = {*_SMALL, *(path.name for path in own.glob("*.toml"))}
        for name in sorted(names):
            path = own / name
            if path.is_file():
                write_durable(self._folder / name, path.read_bytes())
        # the marks of the copy, not of the running branch: what came after the copy is not in it
        HighWater(self._folder / HIGHWATER_FILE).add(last)
        (self._folder / f"{HIGHWATER_FILE}.lock").unlink(missing_ok=True)

    def _need_room(self, size: int) -> None:
        if shutil.disk_usage(self._place.folder).free < size + ROOM:
            raise Refused("backup.full")


@contextlib.contextmanager
def _driver_faults() -> Iterator[None]:
    """What the driver itself says when it is asked past SQLAlchemy."""
    from sqlcipher3 import dbapi2

    try:
        yield
    except dbapi2.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise Refused({13: "backup.full", 10: "backup.full"}.get(code, "backup.source_damaged")) from error
    except sa.exc.DBAPIError as error:
        raise Refused("backup.source_damaged") from error


def _look(connection: sa.Connection, keys: ChainKeys, marks: Mapping[str, Head]) -> _Copied:
    """What a copy, or the snapshot that is being copied, holds, and whether its audit chains are unbroken."""
    found = revision(connection) or ""
    rows = {
        table.name: int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())
        for table in tables_of(found).sorted_tables  # an older schema is backed up before it is upgraded
    }
    last = heads(connection)
    known = {**{head.station: head for head in last}, **marks}
    problems = tuple(
        f"audit_log {damage.station}/{damage.seq} {damage.kind}"
        for damage in verify_chain(connection, keys, known).damages
    )
    gone = destroyed_files(connection)
    return _Copied(connection.dialect.name, found, last, rows, all_files(connection) - gone, gone, problems)
