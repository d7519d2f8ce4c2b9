"""Making a branch on disk, once: ``init_branch``. What lies in its folder is told in :mod:`app.branch.opened`."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from app.branch import stations
from app.branch.opened import (
    DATABASE_FILE,
    HIGHWATER_FILE,
    LOCK_FILE,
    SYSTEM_STAFF_ID,
    OpenBranch,
    assemble,
    system_actor,
)
from app.branch.server import make_server, need_fitting_role, unmake_server
from app.branch.settings import BranchSettings
from app.common.clock import Clock
from app.common.errors import Refused
from app.common.values import new_id, plain
from app.storage import identity, upgrades
from app.storage.address import ROOT_FILE, need_tls, root_of, user_of, with_login, with_root
from app.storage.durable import FileLock, make_folder, write_durable
from app.storage.faults import plain_faults
from app.storage.keys import (
    RECOVERY_FILE,
    BranchKeys,
    SecretStore,
    StoreKind,
    documents_entry,
    new_master,
    write_recovery,
)
from app.storage.mark import MARK_FILE, BranchMark, ServerPlace, write_mark
from app.storage.roles import Login
from app.storage.s3_place import DocumentsPlace, S3Place, told
from app.storage.schema import HEAD, create_schema, has_tables
from app.storage.wrap import Argon2Costs


def init_branch(
    folder: Path,
    settings: BranchSettings,
    secret_store: SecretStore,
    clock: Clock,
    *,
    station: str,
    costs: Argon2Costs | None = None,
) -> OpenBranch:
    """Make the branch and open it; ``recovery`` of the result is the passphrase to be locked away.

    A failure leaves nothing behind that would hinder another try. ``costs`` are those of the recovery wrap.
    Refused: ``branch.exists``, ``branch.in_use``, ``keys.sample_key_on_real_branch``, what ``plain_faults``, the secret
    store, ``BranchSettings.checked``, ``make_server`` and ``stations.check_name`` say.
    """
    settings = settings.checked()
    if settings.database_url is not None:
        stations.check_name(station)
        need_tls(settings.database_url)
    if secret_store.kind is StoreKind.SAMPLE and not settings.sample:
        raise Refused("keys.sample_key_on_real_branch")
    make_folder(folder)
    lock = FileLock(folder / LOCK_FILE)
    if not lock.acquire(wait=False):
        raise Refused("branch.in_use")
    try:
        # a database whose key is lost must never get a new one: that would be the end of its content
        if any((folder / name).exists() for name in (MARK_FILE, DATABASE_FILE, HIGHWATER_FILE, RECOVERY_FILE)):
            raise Refused("branch.exists")
        branch = _make(folder, settings, secret_store, clock, station, costs)
    except BaseException:
        lock.release()
        raise
    if settings.database_url is None:
        branch.lock = lock
    else:
        lock.release()
    return branch


def _make(
    folder: Path, settings: BranchSettings, store: SecretStore, clock: Clock, station: str, costs: Argon2Costs | None
) -> OpenBranch:
    master = new_master()
    keys = BranchKeys.derive(master, settings.branch_id)
    store.save(master)
    with contextlib.ExitStack() as undo:
        undo.callback(_unmake, folder, store, station)
        recovery = write_recovery(folder, master, costs)
        place = None if settings.database_url is None else _make_place(folder, settings, store, keys, station, undo)
        branch = assemble(folder, settings, keys, clock, station, place, store)
        undo.callback(branch.close)
        if place is None:
            with plain_faults():
                if has_tables(branch.db.engine):
                    raise Refused("branch.exists")
                create_schema(branch.db.engine)
        made = settings.identity(clock.now())
        with branch.db.write(system_actor(station)) as tx:
            identity.insert_identity(tx.conn, made, keys.purpose("identity"))
            upgrades.note_run(tx.conn, new_id(), tx.at, "", HEAD, "")
            tx.audit("branch.made", "branch", settings.branch_id, after=plain(made))
            if place is not None:
                need_fitting_role(tx.conn)
                stations.add(tx.conn, station, user_of(place.address), tx.at, SYSTEM_STAFF_ID)
                stations.join(tx.conn, station, tx.at)
        # the mark comes last: a folder without it is no branch
        write_mark(folder, BranchMark.of(settings.branch_id, settings.sample, store.kind, place, keys))
        undo.pop_all()
    branch.recovery = recovery
    return branch


def _make_place(
    folder: Path,
    settings: BranchSettings,
    store: SecretStore,
    keys: BranchKeys,
    station: str,
    undo: contextlib.ExitStack,
) -> ServerPlace:
    """Make the branch on its server and keep this station's credential; the owner's is forgotten."""
    owner = settings.database_url or ""
    login = make_server(owner, settings.branch_id, station, settings.app_login)
    undo.callback(unmake_server, owner, login)
    if isinstance(settings.documents, Path):
        make_folder(settings.documents)
    place = take_place(folder, owner, login, station, store, documents=settings.documents)
    if isinstance(settings.documents, S3Place):
        from app.storage.s3_blobs import S3Blobs

        # before anything else is made: a wrong key or bucket must not be found by the first opening
        S3Blobs(settings.documents, keys.blobs).need_usable()
    return place


def take_place(
    folder: Path, url: str, login: Login, station: str, store: SecretStore, *, documents: DocumentsPlace | None = None
) -> ServerPlace:
    """A server as ``station`` sees it: its credential in ``store``, its root certificate beside the mark to come.

    ``url``: any address of it; nothing of the login in it is kept. What the store of documents admits the station with
    is kept in ``store``, too. Refused: ``documents.login_needed`` when it has none.
    """
    if login.password:
        store.keep_credential(station, login.password)
    if isinstance(documents, S3Place):
        if documents.login is None:
            raise Refused("documents.login_needed", field="documents")
        store.keep_credential(documents_entry(station), documents.login.sealed_text())
    address, digest = with_login(url, login.role), ""
    root = root_of(url)
    if root is not None:
        content = root.read_bytes()
        write_durable(folder / ROOT_FILE, content)
        address, digest = with_root(address, ROOT_FILE), hashlib.sha256(content).hexdigest()
    return ServerPlace(address, station, told(documents), digest, bool(login.password))


def _unmake(folder: Path, store: SecretStore, station: str) -> None:
    store.forget(station)
    for name in (
        DATABASE_FILE,
        f"{DATABASE_FILE}-wal",
        f"{DATABASE_FILE}-shm",
        HIGHWATER_FILE,
        RECOVERY_FILE,
        ROOT_FILE,
    ):
        (folder / name).unlink(missing_ok=True)
