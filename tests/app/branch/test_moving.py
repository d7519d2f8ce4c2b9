"""A grown branch moves from its file to a branch server: whole, once, and only when both sides are the same."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.audit.verify import verify_chain
from app.branch.moving import Move, Moved, move_branch
from app.branch.opened import MOVED_FILE, OpenBranch, open_branch, standard_store
from app.clients import storage as clients
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.samples import openings
from app.samples.people import CLIENTS
from app.storage.blobs import BlobStore
from app.storage.fields import FieldKeys, give_keys
from app.storage.row_copy import moving_tables
from app.storage.schema import load_tables
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind
from tests.app.transfer_out.desk import IMPORTANT, transfer_desk
from tests.builders import STATION, Actors, BranchFactory, Templates, document_file
from tests.postgres import PostgresqlServer


class Interrupted(BaseException):
    """The power goes."""


@dataclass
class Mover:
    """A closed branch with some history, and an empty database."""

    source: Path
    folder: Path
    server: PostgresqlServer
    urls: list[str] = field(default_factory=list)

    def new_database(self) -> str:
        self.urls.append(self.server.create())
        return self.urls[-1]

    def move(self, url: str, stop_after: int | None = None, folder: Path | None = None) -> tuple[Moved, int]:
        """Move; with ``stop_after`` the power goes after so many steps. Gives how many steps it took."""
        steps = 0

        def progress(_name: str, _done: int) -> None:
            nonlocal steps
            steps += 1
            if steps == stop_after:
                raise Interrupted

        done = move_branch(
            Actors().admin, Move(self.source, url, folder or self.folder), standard_store(), FixedClock(),
            station=STATION, progress=progress,
        )  # fmt: skip
        return done, steps

    def opened(self, folder: Path | None = None, *, exclusive: bool = True) -> OpenBranch:
        return open_branch(folder or self.folder, standard_store(), FixedClock(), station=STATION, exclusive=exclusive)

    def owner(self, url: str) -> sa.Engine:
        return sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"), poolclass=sa.NullPool)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Path:
    """The folder of a closed branch with some history; everybody's, to be copied."""
    factory = BranchFactory(tmp_path_factory.mktemp("grown"), templates)
    branch = factory.make("sqlite")
    _fill(branch, Actors())
    factory.close()
    return branch.folder


@pytest.fixture
def mover(
    grown: Path, tmp_path: Path, postgresql_server: PostgresqlServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mover]:
    monkeypatch.setattr("app.storage.row_copy.BATCH", 40)  # several a table
    source = tmp_path / "source"
    shutil.copytree(grown, source)
    made = Mover(source, tmp_path / "moved", postgresql_server)
    yield made
    for url in made.urls:
        postgresql_server.drop(url)


def _fill(branch: OpenBranch, actors: Actors) -> None:
    """Openings, a transfer, documents, tasks that follow one another: the child's id before and after the parent's."""
    desk = transfer_desk(branch, actors)
    openings.carry_out(desk.services, actors.teller, replace(CLIENTS[2], by_hand=False))
    openings.carry_out(desk.services, actors.teller, CLIENTS[3])
    desk.put_before(IMPORTANT)
    with branch.db.write(actors.admin) as tx:
        (made, *_) = clients.find(tx.conn, "wwq")
        new = NewTask(
            kind=TaskKind.OTHER, client_id=made.id, case_number="", due_on=date(2026, 12, 1), text="回访", rule="TO-11"
        )
        first = tasks.add(tx.conn, new, at=tx.at, by=actors.teller.staff_id)
        row = dict(tx.conn.execute(sa.select(tasks.task).where(tasks.task.c.id == first.id)).mappings().one())
        for own in ("0" * 32, "f" * 32):
            follows = first.id if own.startswith("0") else "0" * 32
            tx.conn.execute(tasks.task.insert().values(**{**row, "id": own, "follows": follows}))


def _table(conn: sa.Connection, name: str) -> list[tuple[object, ...]]:
    table = load_tables().tables[name]
    return sorted(tuple(row) for row in conn.execute(sa.select(table)))


@pytest.mark.rule("SE-2")
def test_a_moved_branch_is_the_same_on_the_server_and_its_chains_hold(mover: Mover) -> None:
    with mover.opened(mover.source) as before, before.db.read() as conn:
        acts, names = len(_table(conn, "audit_log")), before.blobs.names()
    done, _ = mover.move(mover.new_database())
    assert {table.table for table in done.tables} == {table.name for table in moving_tables()}
    assert done.rows > 400
    assert (done.documents, done.audit_rows, done.taken_up) == (len(names), acts + 1, False)
    with mover.opened() as branch:
        assert not branch.db.is_sqlite
        assert branch.blobs.names() == names
        with branch.db.read() as conn:
            assert verify_chain(conn, branch.audit.keys, branch.audit.highwater.marks()).damages == ()
            assert {hit.name for hit in clients.find(conn, CLIENTS[2].fields["mobile"][-7:])} == {"郑秋月"}
            last = conn.execute(sa.select(audit_log.c.act).order_by(audit_log.c.seq.desc()).limit(1)).scalar_one()
        assert last == "branch.moved"
        with branch.db.write(Actors().admin) as tx:
            tx.audit("test.act", "branch", "x")


def test_the_old_folder_keeps_everything_and_says_where_the_branch_went(mover: Mover) -> None:
    before = {path: path.read_bytes() for path in mover.source.rglob("*") if path.is_file() and path.suffix != ".lock"}
    mover.move(mover.new_database())
    for path, content in before.items():
        if not path.name.startswith("branch.db-"):
            assert path.read_bytes() == content
    with pytest.raises(Refused) as caught:
        mover.opened(mover.source)
    assert (caught.value.code, caught.value.facts) == ("branch.moved", {"folder": str(mover.folder.resolve())})
    (mover.source / MOVED_FILE).unlink()  # what is in it is still to be had, for whoever must
    with mover.opened(mover.source) as old, old.db.read() as conn:
        assert _table(conn, "client")


@pytest.mark.parametrize("seed", range(3))
def test_a_move_that_is_cut_off_anywhere_is_taken_up_and_puts_nothing_in_twice(mover: Mover, seed: int) -> None:
    url, chance, cut = mover.new_database(), random.Random(seed), 0
    while True:
        try:
            done, _ = mover.move(url, stop_after=chance.randrange(1, 70))
            break
        except Interrupted:
            cut += 1
            assert not (mover.source / MOVED_FILE).exists()
            mover.opened(mover.source).close()  # it can still be worked on
        if cut > 4:
            done, _ = mover.move(url)
            break
    assert cut == 0 or done.taken_up
    (mover.source / MOVED_FILE).unlink()
    with mover.opened(mover.source) as old, mover.opened() as new:
        assert new.blobs.names() == old.blobs.names()
        with old.db.read() as one, new.db.read() as other:
            for table in ("client", "opening_journal", "task", "skey", "document", "auth_user", "transfer_talk"):
                assert _table(one, table) == _table(other, table)
            assert verify_chain(other, new.audit.keys, new.audit.highwater.marks()).damages == ()


def test_work_done_between_two_tries_is_moved_too(mover: Mover, actors: Actors) -> None:
    url = mover.new_database()
    with pytest.raises(Interrupted):
        mover.move(url, stop_after=12)
    with mover.opened(mover.source) as branch, branch.db.write(actors.admin) as tx:
        tx.audit("test.between", "branch", "x")
    mover.move(url)
    with mover.opened() as branch, branch.db.read() as conn:
        assert "test.between" in conn.execute(sa.select(audit_log.c.act)).scalars().all()


@pytest.mark.parametrize("after", ["compared", "mark"])
def test_a_move_cut_off_at_the_very_end_is_finished(mover: Mover, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    step = {"compared": "_settle", "mark": "_leave"}[after]

    def power(*_: object) -> None:
        raise Interrupted

    url = mover.new_database()
    with monkeypatch.context() as patched:
        patched.setattr(f"app.branch.moving._Moving.{step}", power)
        with pytest.raises(Interrupted):
            mover.move(url)
    done, _ = mover.move(url)
    assert done.taken_up
    assert done.tables == ()
    with mover.opened() as branch, branch.db.read() as conn:
        moves = conn.execute(sa.select(audit_log.c.act).where(audit_log.c.act == "branch.moved")).all()
    assert len(moves) == 1


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE client SET occupation = 'other' WHERE id = (SELECT min(id) FROM client)", "client"),
        ("UPDATE staff SET post = '经理' WHERE id = 'staff-teller'", "staff"),
        ("DELETE FROM skey WHERE k = (SELECT min(k) FROM skey)", None),
        ("INSERT INTO number_series (name, period, last) VALUES ('x', '2026', 7)", "number_series"),
    ],
)
def test_a_row_that_was_tampered_with_on_the_way_is_found(mover: Mover, statement: str, table: str | None) -> None:
    url = mover.new_database()
    with pytest.raises(Interrupted):
        mover.move(url, stop_after=80)
    engine = mover.owner(url)
    with engine.begin() as conn:
        conn.exec_driver_sql(statement)
    engine.dispose()
    if table is None:  # what is missing is put in
        mover.move(url)
        return
    with pytest.raises(Refused) as caught:
        mover.move(url)
    assert (caught.value.code, caught.value.facts["table"]) == ("move.differs", table)
    assert not (mover.source / MOVED_FILE).exists()
    with pytest.raises(Refused) as missing:
        mover.opened()
    assert missing.value.code == "branch.not_found"


def test_a_sealed_value_changed_on_the_way_is_found(mover: Mover) -> None:
    url = mover.new_database()
    with pytest.raises(Interrupted):
        mover.move(url, stop_after=80)
    engine = mover.owner(url)
    with mover.opened(mover.source) as branch:
        give_keys(engine, FieldKeys.of(branch.keys))
    with engine.begin() as conn:
        conn.execute(clients.client.update().values(mobile="13900000000"))
    engine.dispose()
    with pytest.raises(Refused) as caught:
        mover.move(url)
    assert caught.value.facts["table"] == "client"


def test_a_damaged_document_stops_the_move_and_the_branch_stays(mover: Mover) -> None:
    with mover.opened(mover.source) as branch:
        name = min(branch.blobs.names())
        path = document_file(branch, name)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(Refused) as caught:
        mover.move(mover.new_database())
    assert caught.value.code == "storage.blob_altered"
    mover.opened(mover.source).close()


def test_a_database_with_anything_else_in_it_is_not_touched(mover: Mover, tmp_path: Path) -> None:
    url = mover.new_database()
    mover.move(url)
    (mover.source / MOVED_FILE).unlink()
    for folder in (mover.folder, tmp_path / "another"):
        with pytest.raises(Refused) as caught:
            mover.move(url, folder=folder)
        assert caught.value.code == "move.database_used"


def test_documents_may_go_to_a_folder_that_stations_share(mover: Mover, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    move = Move(mover.source, mover.new_database(), mover.folder, documents=shared)
    done = move_branch(Actors().admin, move, standard_store(), FixedClock(), station=STATION, progress=lambda *_: None)
    with mover.opened() as branch:
        assert branch.blobs.folder == shared
        assert len(BlobStore(shared, branch.keys.blobs).names()) == done.documents > 0


def test_a_branch_with_a_broken_chain_is_not_moved(mover: Mover) -> None:
    with mover.opened(mover.source) as branch:
        engine = branch.db.engine
        with engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
            conn.exec_driver_sql("DROP TRIGGER audit_log_no_update")
            conn.exec_driver_sql("UPDATE audit_log SET act = 'x' WHERE seq = 3")
    with pytest.raises(Refused) as caught:
        mover.move(mover.new_database())
    assert caught.value.code == "move.source_damaged"


def test_only_who_administers_users_moves_a_branch(mover: Mover, actors: Actors) -> None:
    with pytest.raises(Refused) as caught:
        move_branch(
            actors.teller, Move(mover.source, "", mover.folder), standard_store(), FixedClock(), station=STATION,
            progress=lambda *_: None,
        )  # fmt: skip
    assert caught.value.code == "auth.denied"
    assert not mover.folder.exists()


def test_what_cannot_be_moved_is_refused(mover: Mover, branch_factory: BranchFactory) -> None:
    url = mover.new_database()
    with pytest.raises(Refused) as inside:
        mover.move(url, folder=mover.source / "new")
    assert inside.value.code == "move.inside"
    other = branch_factory.make("postgresql")
    with pytest.raises(Refused) as server:
        move_branch(
            Actors().admin, Move(other.folder, url, mover.folder), standard_store(), FixedClock(), station=STATION,
            progress=lambda *_: None,
        )  # fmt: skip
    assert server.value.code == "move.on_server"
    with mover.opened(mover.source), pytest.raises(Refused) as used:
        mover.move(url)
    assert used.value.code == "branch.in_use"
