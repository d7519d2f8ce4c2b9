import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.audit.storage import audit_log
from app.branch import making as branch_module
from app.branch.making import init_branch
from app.branch.opened import OpenBranch, new_store, open_branch, recover_branch, standard_store, system_actor
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.storage.keys import PassphraseStore, SampleStore, StoreKind
from app.storage.mark import read_mark
from tests.app.storage.test_keys import PASSPHRASE, MemoryKeyring, keyring_store, refused
from tests.builders import CHEAP, Actors, BranchFactory, as_owner, settings
from tests.threads import together

NAME = "欧阳建国"


def real_branch(folder: Path) -> OpenBranch:
    store = PassphraseStore(folder, PASSPHRASE, CHEAP)
    return init_branch(folder, settings(sample=False), store, FixedClock(), station="01", costs=CHEAP)


def edit_mark(folder: Path, old: str, new: str) -> None:
    path = folder / "branch.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def note(branch: OpenBranch, who: Actor, act: str = "test.act") -> None:
    with branch.db.write(who) as tx:
        tx.audit(act, "test", "1", after={"name": NAME})


def test_a_branch_is_found_again_as_it_was_made(branch: OpenBranch, branch_factory: BranchFactory) -> None:
    url = branch.settings.database_url
    branch.close()
    with branch_factory.open(branch.folder) as again:
        assert again.settings == settings(database_url=url)
        assert again.sample
        assert again.recovery is None


@pytest.mark.rule("SE-1")
def test_a_stolen_folder_has_nothing_in_plain_text(sqlite_branch: OpenBranch, actors: Actors) -> None:
    note(sqlite_branch, actors.teller)
    sqlite_branch.blobs.put(NAME.encode() * 20)
    needles = [NAME.encode(), NAME.encode("utf-16-le"), b"CREATE TABLE", settings().name.encode()]
    files = [path for path in sqlite_branch.folder.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {"branch.db", "branch.db-wal", "audit.highwater"} <= names
    for path in files:
        content = path.read_bytes()
        assert not any(needle in content for needle in needles), path.name


def test_a_database_cannot_be_opened_without_its_key(sqlite_branch: OpenBranch) -> None:
    plain = sqlite3.connect(sqlite_branch.folder / "branch.db")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


def test_a_wrong_key_is_told_from_a_damaged_file(sqlite_branch: OpenBranch, branch_factory: BranchFactory) -> None:
    folder = sqlite_branch.folder
    sqlite_branch.close()
    shutil.copy(folder / "sample.key", folder / "kept")
    (folder / "sample.key").unlink()
    SampleStore(folder, sample=True).save(bytes(32))
    with refused("branch.wrong_key"):
        branch_factory.open(folder)
    shutil.copy(folder / "kept", folder / "sample.key")
    before = (folder / "branch.db").read_bytes()
    damaged = bytes(4096) + before[4096:]
    (folder / "branch.db").write_bytes(damaged)
    with refused("branch.database_damaged"):
        branch_factory.open(folder)
    assert (folder / "branch.db").read_bytes() == damaged
    (folder / "branch.db").write_bytes(before)
    branch_factory.open(folder)


def test_a_lost_database_is_never_replaced_by_a_new_one(
    sqlite_branch: OpenBranch, branch_factory: BranchFactory
) -> None:
    folder = sqlite_branch.folder
    sqlite_branch.close()
    for path in folder.glob("branch.db*"):
        path.unlink()
    with refused("branch.database_missing"):
        branch_factory.open(folder)
    assert not list(folder.glob("branch.db*"))


@pytest.mark.parametrize("lost", ["branch.toml", "sample.key", "documents"])
def test_where_a_branch_lies_no_second_one_is_made(sqlite_branch: OpenBranch, lost: str) -> None:
    folder = sqlite_branch.folder
    sqlite_branch.close()
    path = folder / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = (folder / "branch.db").read_bytes()
    with refused("branch.exists"):
        init_branch(folder, settings(), SampleStore(folder, sample=True), FixedClock(), station="01", costs=CHEAP)
    assert (folder / "branch.db").read_bytes() == before


def test_an_initialisation_that_fails_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("no")

    folder = tmp_path / "b"
    with monkeypatch.context() as patch:
        patch.setattr(branch_module, "write_mark", fail)
        with pytest.raises(RuntimeError):
            real_branch(folder)
    assert not (folder / "key.wrap").exists()
    with refused("branch.not_found"):
        open_branch(folder, standard_store(), FixedClock(), station="01")
    real_branch(folder).close()


def test_a_folder_without_a_branch_says_so(tmp_path: Path) -> None:
    with refused("branch.not_found"):
        open_branch(tmp_path, standard_store(), FixedClock(), station="01")


@pytest.mark.parametrize("content", ["", "=", "format = 2", "format = 1\nbranch_id = 5\nsample = true", "\x00"])
def test_a_damaged_mark_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "branch.toml").write_text(content)
    with refused("branch.mark_damaged"):
        open_branch(tmp_path, standard_store(), FixedClock(), station="01")


def test_the_embedded_database_is_for_one_window_but_a_reader_may_look(
    sqlite_branch: OpenBranch, branch_factory: BranchFactory
) -> None:
    with refused("branch.in_use"):
        branch_factory.open(sqlite_branch.folder)
    with branch_factory.open(sqlite_branch.folder, exclusive=False) as reader, reader.db.read() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit_log)).scalar_one() == 1


def test_the_lock_goes_with_a_process_that_dies(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from app.storage.durable import FileLock;"
        "assert FileLock(Path(sys.argv[1])).acquire(wait=False); print('held', flush=True); sys.stdin.read()"
    )
    real_branch(tmp_path / "b").close()
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "b" / "branch.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held" + os.linesep.encode()
        with refused("branch.in_use"):
            open_branch(tmp_path / "b", standard_store(lambda: PASSPHRASE), FixedClock(), station="01")
        holder.kill()
        holder.wait()
    open_branch(tmp_path / "b", standard_store(lambda: PASSPHRASE), FixedClock(), station="01").close()


def test_a_real_branch_asks_for_its_passphrase(tmp_path: Path) -> None:
    made = real_branch(tmp_path / "b")
    assert not made.sample
    made.close()
    with refused("keys.passphrase_needed"):
        open_branch(tmp_path / "b", standard_store(), FixedClock(), station="01")
    with refused("keys.passphrase_wrong"):
        open_branch(tmp_path / "b", standard_store(lambda: "something else"), FixedClock(), station="01")
    with open_branch(tmp_path / "b", standard_store(lambda: PASSPHRASE), FixedClock(), station="01") as again:
        assert not again.sample


@pytest.mark.rule("SE-1")
def test_a_real_branch_is_not_made_with_a_sample_key(tmp_path: Path) -> None:
    with refused("keys.sample_key_on_real_branch"):
        init_branch(
            tmp_path / "b", settings(sample=False), SampleStore(tmp_path / "b", sample=True), FixedClock(), station="01"
        )
    assert not (tmp_path / "b").exists()


def test_marking_a_sample_as_real_does_not_make_it_real(
    sqlite_branch: OpenBranch, branch_factory: BranchFactory
) -> None:
    folder = sqlite_branch.folder
    sqlite_branch.close()
    edit_mark(folder, "sample = true", "sample = false")
    with refused("keys.sample_key_on_real_branch"):
        branch_factory.open(folder)
    # not even when the sample's secret is wrapped properly first
    PassphraseStore(folder, PASSPHRASE, CHEAP).save(SampleStore(folder, sample=True).load())
    edit_mark(folder, 'key_store = "sample"', 'key_store = "passphrase"')
    with refused("branch.other_branch"):
        open_branch(folder, standard_store(lambda: PASSPHRASE), FixedClock(), station="01")


def test_marking_a_real_branch_as_sample_does_not_take_an_open_key(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    real_branch(folder).close()
    edit_mark(folder, "sample = false", "sample = true")
    with refused("branch.other_branch"):
        open_branch(folder, standard_store(lambda: PASSPHRASE), FixedClock(), station="01")
    SampleStore(folder, sample=True).save(PassphraseStore(folder, PASSPHRASE).load())
    edit_mark(folder, 'key_store = "passphrase"', 'key_store = "sample"')
    with refused("keys.sample_key_on_real_branch"):
        open_branch(folder, standard_store(), FixedClock(), station="01")


def test_the_recovery_passphrase_moves_the_key_into_a_new_store(tmp_path: Path) -> None:
    folder = tmp_path / "b"
    made = real_branch(folder)
    recovery = made.recovery
    assert recovery is not None
    made.close()
    (folder / "key.wrap").unlink()
    with refused("keys.recovery_wrong"):
        recover_branch(folder, "1" * 40, PassphraseStore(folder, "another passphrase", CHEAP))
    recover_branch(folder, recovery, PassphraseStore(folder, "another passphrase", CHEAP))
    open_branch(folder, standard_store(lambda: "another passphrase"), FixedClock(), station="01").close()
    with refused("keys.sample_key_on_real_branch"):
        recover_branch(folder, recovery, SampleStore(folder, sample=True))
    recover_branch(folder, recovery, keyring_store(MemoryKeyring()))
    assert read_mark(folder).store is StoreKind.KEYRING


def test_a_new_sample_keeps_its_key_in_its_folder(tmp_path: Path) -> None:
    assert new_store(tmp_path, settings(), lambda: PASSPHRASE).kind is StoreKind.SAMPLE


def test_the_owner_of_the_server_is_kept_nowhere_and_the_station_not_in_plain_text(
    branch_factory: BranchFactory, postgresql_server: Any, tmp_path: Path
) -> None:
    url = postgresql_server.create().replace("guitai@", "guitai:Tr0ub4dor@")
    folder = tmp_path / "b"
    made = init_branch(
        folder, settings(database_url=url), SampleStore(folder, sample=True), FixedClock(), station="01", costs=CHEAP
    )
    made.close()
    password = SampleStore(folder, sample=True).credential("01")
    assert len(password) >= 32
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert b"Tr0ub4dor" not in content
        assert path.name == "sample.station" or password.encode() not in content
    assert "Tr0ub4dor" not in repr(made)
    assert password not in repr(made)
    with branch_factory.open(folder) as again:
        address = again.settings.database_url or ""
        assert address.startswith("postgresql+psycopg://guitai_test_branch_")
        assert password not in address
        assert "Tr0ub4dor" not in address
    postgresql_server.drop(url)


def test_a_database_that_has_tables_takes_no_new_branch(postgresql_server: Any, tmp_path: Path) -> None:
    url = postgresql_server.create()
    for name, ok in (("a", True), ("b", False)):
        folder = tmp_path / name
        store = SampleStore(folder, sample=True)
        if ok:
            init_branch(folder, settings(database_url=url), store, FixedClock(), station="01", costs=CHEAP).close()
        else:
            with refused("branch.exists"):
                init_branch(folder, settings(database_url=url), store, FixedClock(), station="01", costs=CHEAP)
            assert not (folder / "sample.key").exists()
    postgresql_server.drop(url)


def test_the_database_of_another_branch_is_refused(
    branch_factory: BranchFactory, postgresql_server: Any, tmp_path: Path
) -> None:
    mine = branch_factory.make("postgresql")
    folder = tmp_path / "other"
    url = postgresql_server.create()
    store = SampleStore(folder, sample=True)
    other = init_branch(folder, settings(database_url=url), store, FixedClock(), station="01", costs=CHEAP)
    with as_owner(mine) as connection:
        connection.execute(sa.text("ALTER TABLE branch_identity DISABLE TRIGGER ALL"))
        with other.db.read() as source:
            row = source.execute(sa.text("SELECT mac FROM branch_identity")).one()
        connection.execute(sa.text("UPDATE branch_identity SET mac = :mac"), {"mac": row.mac})
    mine.close()
    other.close()
    with refused("branch.other_branch"):
        branch_factory.open(mine.folder)
    postgresql_server.drop(url)


def test_a_server_that_is_gone_is_a_plain_refusal(tmp_path: Path) -> None:
    url = "postgresql://guitai@127.0.0.1:1/none"
    store = SampleStore(tmp_path / "b", sample=True)
    with refused("branch.unreachable"):
        init_branch(tmp_path / "b", settings(database_url=url), store, FixedClock(), station="01", costs=CHEAP)


@pytest.mark.parametrize("url", ["", "mysql://x/y", "postgresql://host", "nonsense", "sqlite:///x"])
def test_an_address_that_is_no_postgresql_database_is_refused(url: str) -> None:
    with refused("branch.database_url"):
        settings(database_url=url).checked()


@pytest.mark.parametrize("branch_id", ["", "a b", "张", "x" * 33, "../x"])
def test_a_branch_id_is_short_and_plain(branch_id: str) -> None:
    with refused("branch.id"):
        settings(branch_id=branch_id).checked()


def test_an_exception_rolls_everything_back(branch: OpenBranch, actors: Actors) -> None:
    def fail(error: Exception) -> None:
        with branch.db.write(actors.teller) as tx:
            tx.audit("test.act", "test", "1")
            raise error

    with pytest.raises(RuntimeError):
        fail(RuntimeError())
    with refused("auth.denied"):
        fail(Refused("auth.denied", right="x"))
    with branch.db.read() as connection:
        query = sa.select(sa.func.count()).select_from(audit_log).where(audit_log.c.act == "test.act")
        assert connection.execute(query).scalar_one() == 0


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET act = 'other'",
        "DELETE FROM audit_log",
        "UPDATE branch_identity SET sample = false",
        "DELETE FROM branch_identity",
    ],
)
def test_append_only_rows_can_be_neither_changed_nor_removed(branch: OpenBranch, statement: str) -> None:
    with pytest.raises((sa.exc.IntegrityError, sa.exc.ProgrammingError)), branch.db.write(system_actor("01")) as tx:
        tx.conn.execute(sa.text(statement))
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), as_owner(branch) as connection:
        connection.execute(sa.text(statement))


@pytest.mark.rule("SE-2")
def test_replace_does_not_slip_past_the_triggers(sqlite_branch: OpenBranch) -> None:
    replace = "REPLACE INTO audit_log SELECT * FROM audit_log"
    with pytest.raises(sa.exc.IntegrityError), sqlite_branch.db.write(system_actor("01")) as tx:
        tx.conn.execute(sa.text(replace))


@pytest.mark.rule("SE-2")
def test_truncate_does_not_slip_past_the_triggers(branch_factory: BranchFactory) -> None:
    branch = branch_factory.make("postgresql")
    with pytest.raises(sa.exc.ProgrammingError), branch.db.write(system_actor("01")) as tx:
        tx.conn.execute(sa.text("TRUNCATE audit_log"))
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), as_owner(branch) as connection:
        connection.execute(sa.text("TRUNCATE audit_log"))


def test_two_threads_write_without_losing_an_audit_row(branch: OpenBranch, actors: Actors) -> None:
    failures: list[BaseException] = []

    def work(who: Actor) -> None:
        try:
            for _ in range(25):
                note(branch, who)
        except BaseException as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(who,)) for who in (actors.teller, actors.supervisor)]
    together(threads)
    assert failures == []
    with branch.db.read() as connection:
        query = sa.select(audit_log.c.seq).where(audit_log.c.station == "01").order_by(audit_log.c.seq)
        assert list(connection.execute(query).scalars()) == list(range(1, 51))
    assert branch.audit.highwater.marks()["01"].seq == 50
