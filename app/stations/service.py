"""The counters of a branch server: invited by an administrator, listed, locked out (SE-1, SE-2)."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.audit import storage as audit
from app.branch import stations
from app.branch.opened import OpenBranch
from app.branch.seal import SEAL_FILE
from app.branch.server import add_login, lock_login, same_server
from app.branch.stations import Station
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import new_id
from app.stations.invitation import Invitation, new_passphrase, seal_invitation
from app.storage.address import ROOT_FILE, need_tls, root_of, server_url, with_login, with_root
from app.storage.keys import RECOVERY_FILE
from app.storage.mark import MARK_FILE
from app.storage.roles import Login, app_role, login_name
from app.storage.s3_place import S3Login, S3Place, documents_place, told
from app.storage.wrap import Argon2Costs


class StationService:
    """Stations of an open branch. ``hours``: how long an invitation holds; ``costs`` are those of its wrap."""

    def __init__(self, branch: OpenBranch, hours: int, costs: Argon2Costs | None = None) -> None:
        self._branch = branch
        self._hours = hours
        self._costs = costs

    def listed(self, actor: Actor) -> tuple[Station, ...]:
        """All stations by name. Refused: ``auth.denied`` without USER_WRITE, ``station.no_server``. One read."""
        actor.need(Right.USER_WRITE)
        self._need_server()
        with self._branch.db.read() as connection:
            return stations.listed(connection)

    def invite(
        self, actor: Actor, name: str, owner: str, *,
        documents: str = "", address: str = "", prepared: Login | None = None, documents_login: S3Login | None = None,
    ) -> tuple[bytes, str]:  # fmt: skip
        """An invitation for the station ``name``, as a file, and the passphrase that opens it, given once.

        ``owner``: the address of the owner of the tables, who makes the station's role; kept nowhere. ``documents``
        and ``address``: documents and server as the new station sees them, when it sees them otherwise than this one.
        ``documents_login``: what a store of documents admits the new station with, when it is not what admits this one.
        ``prepared``: a role that an administrator of the server made. Inviting a station anew that has not joined
        makes the earlier invitation void. One transaction, audited.
        Refused: ``auth.denied`` without USER_WRITE, ``station.no_server``, ``station.name``, ``station.taken``,
        ``station.documents_needed``, ``documents.*``, ``branch.other_branch``, what ``add_login`` says.
        """
        actor.need(Right.USER_WRITE)
        self._need_server()
        stations.check_name(name)
        place, admitted = self._documents(documents, documents_login)
        made = new_id()
        with self._branch.db.write(actor) as tx:
            same_server(owner, tx.conn)
            role = prepared.role if prepared is not None else login_name(app_role(tx.conn), name)
            self._enter(tx.conn, name, role, tx.at, actor.staff_id)
            until = tx.at + timedelta(hours=self._hours)
            stations.invite(tx.conn, made, name, tx.at, actor.staff_id, until)
            tx.audit("station.invited", "station", name, after={"until": until, "role": role})
            heads = audit.heads(tx.conn)
            login = add_login(owner, name, prepared)
        url, root = self._address(address)
        invitation = Invitation(
            id=made, branch_id=self._branch.settings.branch_id, sample=self._branch.sample, station=name,
            address=with_login(url, login.role), documents=place, proof=self._proof(), own=login.made,
            master=self._branch.keys.master, password=login.password, heads=heads, root=root, files=self._files(),
            documents_login=admitted,
        )  # fmt: skip
        passphrase = new_passphrase()
        return seal_invitation(invitation, passphrase, self._costs), passphrase

    def _documents(self, text: str, login: S3Login | None) -> tuple[str, str]:
        """The place of the documents for a new station, and what a store of them admits it with."""
        own = self._branch.settings.documents
        place = documents_place(text) or own
        if place is None:
            raise Refused("station.documents_needed", field="documents")
        if not isinstance(place, S3Place):
            return text or told(place), ""
        login = login or (own.login if isinstance(own, S3Place) else None)
        if login is None:
            raise Refused("documents.login_needed", field="documents")
        return told(place), login.sealed_text()

    def lock(self, actor: Actor, name: str, owner: str) -> int:
        """Let a station in no more, for good, and end its sessions; gives how many were ended. Audited.

        Refused: ``auth.denied`` without USER_WRITE, ``station.no_server``, ``station.unknown``,
        ``station.locked_already``, ``station.locks_itself``, ``branch.other_branch``, what ``lock_login`` says.
        """
        actor.need(Right.USER_WRITE)
        self._need_server()
        if name == self._branch.station:
            raise Refused("station.locks_itself", field="name")
        with self._branch.db.write(actor) as tx:
            same_server(owner, tx.conn)
            found = stations.find(tx.conn, name)
            stations.lock(tx.conn, name, tx.at, actor.staff_id)
            tx.audit("station.locked", "station", name)
            return lock_login(owner, found.role)

    def _need_server(self) -> None:
        if self._branch.db.is_sqlite:
            raise Refused("station.no_server")

    def _enter(self, conn: sa.Connection, name: str, role: str, at: datetime, by: str) -> None:
        known = {one.name: one for one in stations.listed(conn)}.get(name)
        if known is None:
            stations.add(conn, name, role, at, by)
        elif known.joined_at is not None or known.locked_at is not None or known.role != role:
            raise Refused("station.taken", field="name")

    def _address(self, address: str) -> tuple[str, bytes]:
        """The server's address for a new station, with its root certificate (PEM) beside it."""
        own = self._branch.settings.database_url or ""
        if not address:
            file = self._branch.folder / ROOT_FILE
            return own, file.read_bytes() if root_of(own) is not None and file.is_file() else b""
        url = server_url(address)
        need_tls(url)
        root = root_of(url)
        return (url, b"") if root is None else (with_root(url, ROOT_FILE), root.read_bytes())

    def _proof(self) -> str:
        return next(iter(sorted(self._branch.blobs.names())), "")

    def _files(self) -> dict[str, bytes]:
        """Signing key (encrypted), recovery wrap, and the branch's own policy files."""
        folder = self._branch.folder
        found = [folder / SEAL_FILE, folder / RECOVERY_FILE]
        found += [path for path in sorted(folder.glob("*.toml")) if path.name != MARK_FILE]
        return {path.name: path.read_bytes() for path in found if path.is_file()}
