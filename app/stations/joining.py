"""A counter that joins a branch server by its invitation, and one that gets a new credential."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from app.audit.highwater import HighWater
from app.branch import stations
from app.branch.making import take_place
from app.branch.opened import HIGHWATER_FILE, OpenBranch, open_branch, system_actor
from app.branch.server import renew_login
from app.common.clock import Clock
from app.common.errors import Refused
from app.stations.invitation import Invitation
from app.storage import roles
from app.storage.address import ROOT_FILE, need_tls, user_of, with_root
from app.storage.durable import make_folder, write_durable
from app.storage.keys import BranchKeys, SecretStore
from app.storage.mark import MARK_FILE, BranchMark, read_mark, write_mark
from app.storage.roles import Login
from app.storage.s3_place import S3Login, documents_place

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")


def join(folder: Path, invitation: Invitation, store: SecretStore, clock: Clock) -> None:
    """Make the folder of a new station of the branch; the invitation is used up by it.

    The station gives itself another password than the one in the file. A failure leaves nothing behind that would
    hinder another try. Audited as the first act of the station's own chain.
    Refused: ``branch.exists``, ``branch.tls_*``, ``station.invitation_*``, ``station.joined_already``,
    ``station.locked``, ``station.documents_other``, ``branch.not_admitted`` (locked out on the server), and what
    ``open_branch`` and the secret store say.
    """
    make_folder(folder)
    if any(folder.iterdir()):
        raise Refused("branch.exists")
    need_tls(_address(invitation, folder, check=False))
    keys = BranchKeys.derive(invitation.master, invitation.branch_id)
    with contextlib.ExitStack() as undo:
        undo.callback(_unmake, folder)
        _keep(store, invitation, undo)
        _write(folder, invitation, store, keys)
        branch = open_branch(folder, lambda *_: store, clock, station=invitation.station)
        undo.callback(branch.close)
        _need_documents(branch, invitation)
        with branch.db.write(system_actor(invitation.station)) as tx:
            joined = stations.use(tx.conn, invitation.id, tx.at)
            tx.audit("station.joined", "station", joined.name)
            if invitation.own:
                password = roles.new_password()
                roles.change_own_password(tx.conn, password)
                # before the commit: what the server knows must never be known to nobody else
                store.keep_credential(joined.name, password)
        undo.pop_all()
    branch.close()


def _address(invitation: Invitation, folder: Path, *, check: bool = True) -> str:
    """The server's address with its root certificate in the folder; before it lies there only the rest is looked at."""
    if not invitation.root:
        return invitation.address
    return with_root(invitation.address, folder / ROOT_FILE if check else "system")


def _keep(store: SecretStore, invitation: Invitation, undo: contextlib.ExitStack) -> None:
    """Keep the branch's secret; one that another station on this computer keeps already must be the same."""
    try:
        store.save(invitation.master)
        undo.callback(store.forget, invitation.station)
    except Refused as refused:
        if refused.code != "keys.exists" or store.load() != invitation.master:
            raise


def _write(folder: Path, invitation: Invitation, store: SecretStore, keys: BranchKeys) -> None:
    for name, content in invitation.files.items():
        if not _FILE.fullmatch(name) or name == MARK_FILE:
            raise Refused("station.invitation_damaged")
        write_durable(folder / name, content)
    if invitation.root:
        write_durable(folder / ROOT_FILE, invitation.root)
    # what was committed before the invitation must be there: a chain that is shorter was cut
    HighWater(folder / HIGHWATER_FILE).add(invitation.heads)
    login = Login(user_of(invitation.address), invitation.password)
    told = invitation.documents_login
    documents = documents_place(invitation.documents, S3Login.of(told) if told else None)
    place = take_place(folder, _address(invitation, folder), login, invitation.station, store, documents=documents)
    write_mark(folder, BranchMark.of(invitation.branch_id, invitation.sample, store.kind, place, keys))


def _need_documents(branch: OpenBranch, invitation: Invitation) -> None:
    """The place of the documents is that of the branch: one that lay there at the invitation is there and opens."""
    if not invitation.proof:
        return
    try:
        branch.blobs.get(invitation.proof)
    except Refused as refused:
        if refused.code.startswith("documents."):
            raise  # the store says itself what is wrong
        raise Refused("station.documents_other") from refused


def _unmake(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()


def renew(folder: Path, store: SecretStore, owner: str, clock: Clock) -> str:
    """Give the station of ``folder`` a new credential, when its own is lost or known to others; gives its name.

    Its secret must be there (or be recovered first). ``owner``: the owner's address, kept nowhere. Audited.
    Refused: ``station.no_server``, ``branch.wrong_key``, what ``renew_login`` and ``open_branch`` say.
    """
    mark = read_mark(folder)
    keys = BranchKeys.derive(store.load(), mark.branch_id)
    if not mark.fits(keys):
        raise Refused("branch.wrong_key")
    place = mark.place(keys)
    if place is None:
        raise Refused("station.no_server")
    store.keep_credential(place.station, renew_login(owner, user_of(place.address)).password)
    with (
        open_branch(folder, lambda *_: store, clock, station=place.station) as branch,
        branch.db.write(system_actor(place.station)) as tx,
    ):
        tx.audit("station.renewed", "station", place.station)
    return place.station
