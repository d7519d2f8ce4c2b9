"""A branch on disk: made once by ``init_branch`` (:mod:`app.branch.making`), opened by ``open_branch``.

branch.toml       how to open it: id, sample or not, where the key lies, sealed server address; no secret in it
branch.db         the SQLCipher database (absent when the branch works on PostgreSQL)
documents/        encrypted document files (a branch server's may lie in a shared folder)
server-ca.pem     the root certificate of a branch server
branch.moved      only in the old folder of a branch that is on a server now
audit.highwater   the last committed link of each audit chain
key.wrap or sample.key (or the keyring), and recovery.wrap; station.wrap or sample.station beside them on a server
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

from app.audit.chain import ChainedAudit
from app.audit.highwater import HighWater
from app.branch.server import need_fitting_role
from app.branch.settings import BranchSettings
from app.common.actor import Actor, Role
from app.common.clock import Clock
from app.common.errors import Refused
from app.storage import identity, upgrades
from app.storage.address import (
    ROOT_FILE,
    need_tls,
    user_of,
    with_login,
    with_root,
)
from app.storage.blobs import Blobs, BlobStore
from app.storage.db import Database
from app.storage.durable import FileLock
from app.storage.engine import postgresql_engine, sqlcipher_engine
from app.storage.faults import plain_faults
from app.storage.fields import FieldKeys, give_keys
from app.storage.keys import (
    BranchKeys,
    KeyringStore,
    PassphrasePrompt,
    PassphraseStore,
    SampleStore,
    SecretStore,
    StoreKind,
    documents_entry,
    read_recovery,
    real_keyring,
)
from app.storage.mark import BranchMark, ServerPlace, read_mark, write_mark
from app.storage.rowseal import PURPOSE, give_seal_key
from app.storage.s3_place import DocumentsPlace, S3Login, S3Place, documents_place
from app.storage.schema import HEAD, require_current

DATABASE_FILE = "branch.db"
DOCUMENTS = "documents"
HIGHWATER_FILE = "audit.highwater"
LOCK_FILE = "branch.lock"
PENDING_FILE = "restore.pending"
"""Lies in a branch that was put back from a backup until the general manager has acknowledged it."""

MOVED_FILE = "branch.moved"
"""Lies in the old folder of a branch that was moved to a branch server, and says where it went."""

_PAGE = 4096
CHECKED_AT_START = 256 << 20
"""Bytes: the seals of all pages of a file up to this size are looked at each time it is opened (3 ms a MB); of a larger
one by every backup and by ``guitai verify``."""

SYSTEM_STAFF_ID = "system"
"""Who acts in the audit log when the program itself does (initialisation)."""


@dataclass(slots=True)
class OpenBranch:
    """An open branch. ``recovery`` is the recovery passphrase, given once, by ``init_branch`` only."""

    folder: Path
    settings: BranchSettings
    db: Database
    blobs: Blobs
    audit: ChainedAudit
    keys: BranchKeys = field(repr=False)
    station: str
    recovery: str | None = field(default=None, repr=False)
    lock: FileLock | None = field(default=None, repr=False)

    @property
    def sample(self) -> bool:
        """Whether its clients are invented; as its database says, not its folder."""
        return self.settings.sample

    def close(self) -> None:
        """Give connections and the lock back."""
        self.db.close()
        if self.lock is not None:
            self.lock.release()
            self.lock = None

    def __enter__(self) -> OpenBranch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


SecretStoreFactory = Callable[[Path, BranchMark], SecretStore]
"""Gives the store that the folder's mark names."""


def standard_store(passphrase: PassphrasePrompt | None = None) -> SecretStoreFactory:
    """The stores of this machine. Without ``passphrase`` a wrapped key is refused ``keys.passphrase_needed``."""

    def store(folder: Path, mark: BranchMark) -> SecretStore:
        if mark.store is StoreKind.KEYRING:
            return KeyringStore(mark.branch_id)
        if mark.store is StoreKind.SAMPLE:
            return SampleStore(folder, sample=mark.sample)
        if passphrase is None:
            raise Refused("keys.passphrase_needed", field="passphrase")
        return PassphraseStore(folder, passphrase())

    return store


def new_store(folder: Path, settings: BranchSettings, passphrase: PassphrasePrompt | None = None) -> SecretStore:
    """Where a new branch keeps its secret: a sample in its folder, a real one in the keyring, else by passphrase.

    Refused: ``keys.passphrase_needed`` when there is neither keyring nor ``passphrase``.
    """
    if settings.sample:
        return SampleStore(folder, sample=True)
    if real_keyring() is not None:
        return KeyringStore(settings.branch_id)
    if passphrase is None:
        raise Refused("keys.passphrase_needed", field="passphrase")
    return PassphraseStore(folder, passphrase())


def system_actor(station: str) -> Actor:
    """The program itself, with the rights of an administrator: for initialisation, and nothing a window offers."""
    return Actor(SYSTEM_STAFF_ID, SYSTEM_STAFF_ID, SYSTEM_STAFF_ID, frozenset({Role.ADMIN}), station)


def open_branch(
    folder: Path, secret_store: SecretStoreFactory, clock: Clock, *, station: str, exclusive: bool = True,
    settled: bool = True, any_schema: bool = False,
) -> OpenBranch:  # fmt: skip
    """Open the branch in ``folder``. ``exclusive=False`` for a reader beside a window that runs (``guitai verify``).

    Who opens it exclusively is to work on it: then a damaged, restored or rolled-back database is refused, and nothing
    is written to it. ``settled=False`` opens one that was restored or rolled back, to acknowledge that (SE-2).
    ``any_schema``: also an older one, to back it up and upgrade it; nothing else may be done with it.

    On a branch server the station is the one that the folder was made for, whatever ``station`` says.
    Refused: ``branch.not_found``, ``branch.mark_damaged``, ``branch.in_use`` (the embedded database is for one
    station), ``branch.wrong_key``, ``branch.database_missing``, ``branch.database_damaged``, ``branch.unreachable``,
    ``branch.restore_pending``, ``branch.moved`` (``folder``: where to), ``audit.rolled_back``, ``audit.marks_missing``,
    ``branch.schema_unknown``, ``branch.schema_newer``, ``upgrade.needed``,
    ``branch.other_branch`` (database and folder do not belong together, or one says
    sample and the other real), ``keys.sample_key_on_real_branch``, what the secret store says; of a branch server
    also ``branch.schema_older``, ``branch.tls_*``, and what ``need_fitting_role`` says.
    """
    mark = read_mark(folder)
    if mark.store is StoreKind.SAMPLE and not mark.sample:
        raise Refused("keys.sample_key_on_real_branch")
    store = secret_store(folder, mark)
    keys = BranchKeys.derive(store.load(), mark.branch_id)
    if not mark.fits(keys):
        raise Refused("branch.wrong_key")
    place = mark.place(keys)
    with contextlib.ExitStack() as undo:
        lock = None
        if exclusive and not mark.server:
            lock = FileLock(folder / LOCK_FILE)
            if not lock.acquire(wait=False):
                raise Refused("branch.in_use")
            undo.callback(lock.release)
        if (folder / MOVED_FILE).exists():
            raise Refused("branch.moved", folder=_moved_to(folder / MOVED_FILE))
        if exclusive and settled and (folder / PENDING_FILE).exists():
            raise Refused("branch.restore_pending")
        if not mark.server:
            _need_file(folder / DATABASE_FILE)
        named = BranchSettings(mark.branch_id, "", "", "", "", "", mark.sample)
        branch = assemble(folder, named, keys, clock, station, place, store)
        undo.callback(branch.close)
        branch.settings = _settings_inside(branch, mark, any_schema=any_schema)
        if exclusive:
            _need_sound(branch, settled=settled)
            if not (branch.db.is_sqlite or any_schema):
                _note_program(branch, clock)
        if lock is not None:
            branch.blobs.sweep()
        branch.lock = lock
        undo.pop_all()
    return branch


def _moved_to(note: Path) -> str:
    try:
        return str(json.loads(note.read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return "?"  # it was moved all the same


def assemble(
    folder: Path, settings: BranchSettings, keys: BranchKeys, clock: Clock, station: str,
    place: ServerPlace | None, store: SecretStore,
) -> OpenBranch:  # fmt: skip
    """Engine, audit, documents and keys put together; nothing is asked of the database yet. For this package alone."""
    documents: DocumentsPlace = folder / DOCUMENTS
    if place is None:
        engine = sqlcipher_engine(folder / DATABASE_FILE, keys.database)
        settings = replace(settings, database_url=None, app_login=None, documents=None)
    else:
        engine = postgresql_engine(_full_address(folder, place, store))
        shared = documents_place(place.documents)
        if isinstance(shared, S3Place):
            shared = shared.admitted_by(S3Login.of(store.credential(documents_entry(place.station))))
        settings = replace(settings, database_url=place.address, app_login=None, documents=shared)
        documents = documents if shared is None else _reached(shared)
        station = place.station
    give_keys(engine, FieldKeys.of(keys))
    give_seal_key(engine, keys.purpose(PURPOSE))
    audit = ChainedAudit(keys.audit, HighWater(folder / HIGHWATER_FILE))
    blobs = blobs_at(documents, keys)
    return OpenBranch(folder, settings, Database(engine, audit, clock), blobs, audit, keys, station)


def blobs_at(place: DocumentsPlace, keys: BranchKeys) -> Blobs:
    """The documents at ``place``; a store is not asked before the first of them is wanted."""
    if isinstance(place, Path):
        return BlobStore(place, keys.blobs)
    from app.storage.s3_blobs import S3Blobs

    return S3Blobs(place, keys.blobs)


def _need_file(path: Path) -> None:
    """Before the database library sees it: an empty file would be taken for a new database and written to.

    Refused: ``branch.database_missing``, ``branch.database_damaged``.
    """
    if not path.is_file():
        raise Refused("branch.database_missing")
    size = path.stat().st_size
    if size == 0 or size % _PAGE:
        raise Refused("branch.database_damaged")


def _need_sound(branch: OpenBranch, *, settled: bool) -> None:
    """Refuse a database with a damaged page, and one that is older than the high-water marks."""
    small = branch.db.is_sqlite and (branch.folder / DATABASE_FILE).stat().st_size <= CHECKED_AT_START
    with branch.db.read() as connection:
        if small and connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            raise Refused("branch.database_damaged")
        if settled:
            branch.audit.compare(connection, branch.station)
        else:
            branch.audit.accept(connection)


def _full_address(folder: Path, place: ServerPlace, store: SecretStore) -> str:
    """The station's address with its password and its root certificate, for the engine only."""
    address = place.address
    if place.root_sha256:
        file = folder / ROOT_FILE
        if not file.is_file():
            raise Refused("branch.tls_root_missing")
        if hashlib.sha256(file.read_bytes()).hexdigest() != place.root_sha256:
            raise Refused("branch.tls_root_changed")
        address = with_root(address, file.resolve())
    need_tls(address)
    if not place.password:
        return address
    return with_login(address, user_of(address), store.credential(place.station))


def _reached(shared: DocumentsPlace) -> DocumentsPlace:
    """The shared folder; never made here: an empty one in the place of a share that is away would hide every paper."""
    if isinstance(shared, Path) and not shared.is_dir():
        raise Refused("branch.documents_unreachable")
    return shared


def _settings_inside(branch: OpenBranch, mark: BranchMark, *, any_schema: bool) -> BranchSettings:
    with plain_faults():
        if not any_schema:
            require_current(branch.db.engine)
        with branch.db.read() as connection:
            if not branch.db.is_sqlite and not any_schema:
                need_fitting_role(connection)
            found = identity.read_identity(connection, branch.keys.purpose("identity"))
    if found is None or found.branch_id != mark.branch_id:
        raise Refused("branch.other_branch")
    if found.sample != mark.sample:
        # a sample's key brought into a real branch, or real work begun on a sample
        raise Refused("keys.sample_key_on_real_branch" if mark.store is StoreKind.SAMPLE else "branch.other_branch")
    return replace(
        branch.settings,
        company=found.company,
        name=found.name,
        address=found.address,
        telephone=found.telephone,
        prefix=found.prefix,
    )


def _note_program(branch: OpenBranch, clock: Clock) -> None:
    """Let the other stations know which program this one runs; written when it is another than the last time."""
    with branch.db.read() as connection:
        if upgrades.is_noted(connection, branch.station, HEAD):
            return
    with branch.db.write(system_actor(branch.station)) as tx:
        upgrades.note_program(tx.conn, branch.station, HEAD, clock.now())


def recover_branch(folder: Path, recovery: str, store: SecretStore) -> None:
    """Put the branch's secret into ``store`` by the recovery passphrase: a lost keyring is not a lost branch.

    Refused: ``branch.not_found``, ``keys.recovery_wrong``, ``branch.wrong_key``, ``keys.sample_key_on_real_branch``,
    and what ``store`` says (``keys.exists``).
    """
    mark = read_mark(folder)
    if store.kind is StoreKind.SAMPLE and not mark.sample:
        raise Refused("keys.sample_key_on_real_branch")
    master = read_recovery(folder, recovery)
    if not mark.fits(BranchKeys.derive(master, mark.branch_id)):
        raise Refused("branch.wrong_key")
    store.save(master)
    write_mark(folder, mark.kept_in(store.kind))
