"""A branch server whose documents lie in an S3-compatible store: made, joined, worked at, moved, brought back."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.branch.making import init_branch
from app.branch.moving import Move, move_branch
from app.branch.opened import OpenBranch, open_branch, standard_store
from app.branch.settings import BranchSettings
from app.common.clock import FixedClock
from app.stations.invitation import open_invitation
from app.stations.joining import join
from app.stations.service import StationService
from app.storage import s3_blobs
from app.storage.keys import KeyringStore, PassphraseStore, SampleStore, SecretStore, documents_entry
from app.storage.s3_blobs import S3Blobs
from app.storage.s3_place import S3Login, S3Place
from tests.app.backup.desk import desk_of
from tests.app.onboarding.desk import client, enter_marketing, prepared, services_for
from tests.app.storage.test_keys import MemoryKeyring, refused
from tests.builders import CHEAP, STATION, Actors, BranchFactory, insert_staff, settings
from tests.postgres import OWNER, PostgresqlServer
from tests.s3 import LOGIN, S3Server, s3_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    monkeypatch.setattr(s3_blobs, "WAITS", (0.0, 0.0))
    with s3_server() as made:
        yield made


@dataclass
class Maker:
    """Makes branches on a server with their documents in the store."""

    work: Path
    url: str
    server: S3Server
    opened: list[OpenBranch]

    def settings(self, place: S3Place | None = None) -> BranchSettings:
        return replace(settings(database_url=self.url), documents=place or self.server.place)

    def make(self, place: S3Place | None = None) -> OpenBranch:
        folder = self.work / "first"
        made = init_branch(
            folder, self.settings(place), SampleStore(folder, sample=True), FixedClock(), station=STATION, costs=CHEAP
        )
        return self._kept(made)

    def open(self, folder: Path) -> OpenBranch:
        return self._kept(open_branch(folder, standard_store(), FixedClock(), station=STATION))

    def _kept(self, branch: OpenBranch) -> OpenBranch:
        self.opened.append(branch)
        return branch


@pytest.fixture
def maker(tmp_path: Path, postgresql_server: PostgresqlServer, server: S3Server) -> Iterator[Maker]:
    made = Maker(tmp_path, postgresql_server.create(), server, [])
    yield made
    for branch in made.opened:
        branch.close()
    postgresql_server.drop(made.url)


@pytest.fixture
def branch(maker: Maker, actors: Actors) -> OpenBranch:
    made = maker.make()
    with made.db.write(actors.admin) as tx:
        for who in actors.all():
            insert_staff(tx.conn, who)
    enter_marketing(made, actors.admin)
    return made


@pytest.mark.rule("SE-1")
def test_the_place_is_sealed_in_the_mark_and_the_login_is_not_in_it(maker: Maker, branch: OpenBranch) -> None:
    name = branch.blobs.put(b"a document")
    branch.close()
    mark = (branch.folder / "branch.toml").read_text()
    assert "guitai-documents" not in mark
    assert LOGIN.access_key not in mark
    assert LOGIN.secret_key not in mark
    again = maker.open(branch.folder)
    assert isinstance(again.blobs, S3Blobs)
    assert again.blobs.get(name) == b"a document"
    assert str(again.settings.documents) == str(maker.server.place)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"login": S3Login(LOGIN.access_key, "wrong")}, "documents.denied"),
        ({"bucket": "nobodys"}, "documents.no_bucket"),
        ({"login": None}, "documents.login_needed"),
    ],
)
def test_a_store_that_does_not_admit_the_station_is_found_at_the_making(
    maker: Maker, change: dict[str, Any], code: str
) -> None:
    with refused(code):
        maker.make(replace(maker.server.place, **change))
    assert not list((maker.work / "first").glob("*.key"))
    branch = maker.make()  # nothing is left that would hinder another try
    assert branch.blobs.names() == frozenset()


def test_only_a_branch_server_has_its_documents_elsewhere(tmp_path: Path, server: S3Server) -> None:
    for place in (server.place, tmp_path / "shared"):
        with refused("documents.needs_server"):
            replace(settings(), documents=place).checked()


def test_an_opening_is_refused_plainly_when_the_store_goes_away_and_is_whole_afterwards(
    branch: OpenBranch, actors: Actors, server: S3Server
) -> None:
    services = services_for(branch)
    case = prepared(services, actors.teller, client())
    before = len(services.archive.list_all(actors.archivist))
    server.away_after = 2  # in the middle: two papers of the opening are in the store
    with refused("documents.away"):
        services.opening.complete(actors.teller, case)
    view = services.opening.view(actors.teller, case)
    assert view.draft.completed_at is None
    server.away, server.away_after = False, None
    assert len(services.archive.list_all(actors.archivist)) == before

    services.opening.complete(actors.teller, case)

    kept = services.archive.list_all(actors.archivist)
    assert len(kept) > before
    assert {one.file_sha256 for one in kept} <= branch.blobs.names()
    assert all(branch.blobs.get(one.file_sha256) for one in kept)


@pytest.mark.parametrize("own", [None, S3Login("AKGUITAI", LOGIN.secret_key)])
def test_a_station_that_joins_is_given_the_store(
    maker: Maker, branch: OpenBranch, actors: Actors, own: S3Login | None
) -> None:
    name = branch.blobs.put(b"a document")
    owner = re.sub(r"//[^@]*@", f"//{OWNER}@", branch.settings.database_url or "")
    service = StationService(branch, 24, CHEAP)
    try:
        content, passphrase = service.invite(actors.admin, "02", owner, documents_login=own)
        assert LOGIN.secret_key.encode() not in content
        invitation = open_invitation(content, passphrase)
        assert LOGIN.secret_key not in repr(invitation)
        folder = maker.work / "second"
        join(folder, invitation, SampleStore(folder, sample=True), FixedClock())
        second = maker.open(folder)
        assert second.station == "02"
        assert second.blobs.get(name) == b"a document"
        assert branch.blobs.get(second.blobs.put(b"of the second")) == b"of the second"
        second.close()
    finally:
        with psycopg.connect(owner.replace("+psycopg", ""), autocommit=True) as connection:
            for role in [one.role for one in service.listed(actors.admin) if one.name == "02"]:
                connection.execute(f'DROP OWNED BY "{role}"'.encode())
                connection.execute(f'DROP ROLE "{role}"'.encode())


def test_a_grown_desk_moves_its_documents_into_the_store(
    branch_factory: BranchFactory, maker: Maker, actors: Actors
) -> None:
    source = branch_factory.make("sqlite")
    names = {source.blobs.put(bytes([number])) for number in range(5)}
    source.close()
    to = maker.work / "moved"
    maker.server.lose_answers = 1
    done = move_branch(
        actors.admin, Move(source.folder, maker.url, to, documents=maker.server.place), standard_store(), FixedClock(),
        station=STATION, progress=lambda *_: None,
    )  # fmt: skip
    assert done.documents == len(names)
    moved = maker.open(to)
    assert moved.blobs.names() == names
    assert isinstance(moved.blobs, S3Blobs)
    assert not (to / "documents").exists()


@pytest.mark.rule("SE-1")
def test_a_backup_copies_out_of_the_store_and_a_restore_puts_back_into_one(
    branch: OpenBranch, maker: Maker, actors: Actors, server: S3Server, tmp_path: Path,
    postgresql_server: PostgresqlServer,
) -> None:  # fmt: skip
    desk = desk_of(branch, actors, tmp_path / "backups")
    server.away = True
    with refused("documents.away"):
        desk.make()
    server.away = False
    assert not list(desk.place.folder.glob("2*"))
    made = desk.make()
    assert desk.check(made).whole
    url, elsewhere = postgresql_server.create(), replace(server.place, prefix="restored")
    try:
        with refused("backup.needs_server"):
            desk.restore(made, tmp_path / "file", documents=elsewhere)
        desk.restore(made, tmp_path / "restored", database_url=url, documents=elsewhere)
        with desk.settle(tmp_path / "restored") as restored:
            assert isinstance(restored.blobs, S3Blobs)
            assert restored.blobs.get(desk.document) == branch.blobs.get(desk.document)
    finally:
        postgresql_server.drop(url)


def stores(folder: Path) -> list[SecretStore]:
    memory = MemoryKeyring()
    allowed = {f"{type(memory).__module__}.{type(memory).__qualname__}"}
    return [
        KeyringStore("b1", memory, allowed=allowed),
        PassphraseStore(folder, "correct horse battery", CHEAP),
        SampleStore(folder, sample=True),
    ]


def test_every_secret_store_keeps_the_two_logins_apart_and_forgets_both(tmp_path: Path) -> None:
    for place in range(3):
        folder = tmp_path / str(place)
        folder.mkdir()
        store = stores(folder)[place]
        store.save(bytes(range(32)))
        store.keep_credential("01", "for the database")
        with refused("keys.credential_missing"):
            store.credential(documents_entry("01"))
        store.keep_credential(documents_entry("01"), LOGIN.sealed_text())
        assert store.credential("01") == "for the database"
        assert S3Login.of(store.credential(documents_entry("01"))) == LOGIN
        store.keep_credential("01", "another")
        assert S3Login.of(store.credential(documents_entry("01"))) == LOGIN
        store.forget("01")
        assert not list(folder.iterdir())
        shutil.rmtree(folder)
