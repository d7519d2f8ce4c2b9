import json
import shutil
from pathlib import Path

import pytest

from app.audit.reader import AuditReader
from app.audit.verify import verify_chain
from app.backup import restoring
from app.backup.domain import Lost
from app.backup.place import LIST, MANIFEST
from app.branch.opened import PENDING_FILE, OpenBranch, open_branch, recover_branch, standard_store
from app.storage.keys import BranchKeys, SampleStore, read_recovery, write_recovery
from app.verification.service import verify_branch
from tests.app.backup.desk import Desk, FakePress, damage, flip, rows
from tests.app.storage.test_keys import refused
from tests.builders import CHEAP
from tests.postgres import PostgresqlServer


def whole(opened: OpenBranch) -> bool:
    return verify_branch(opened, FakePress()).ok


@pytest.mark.rule("SE-1")
@pytest.mark.rule("SE-2")
def test_a_branch_put_back_is_the_branch_that_was_copied_and_verifies_unbroken(
    desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    desk.note(45)
    made = desk.make()
    before = rows(desk.branch)
    desk.note(3)
    url = None if desk.branch.db.is_sqlite else request.getfixturevalue("postgresql_server").create()
    restored = desk.restore(made, tmp_path / "new", database_url=url, instead_of=desk.branch.folder)
    assert restored.checked.whole
    assert sum(one.acts for one in restored.lost) == 4
    with desk.settle(tmp_path / "new") as opened:
        assert rows(opened) == before
        assert opened.blobs.get(desk.document) == b"%PDF genuine"
        assert opened.settings.name == desk.branch.settings.name
        report = verify_branch(opened, FakePress())
        assert [str(problem) for problem in report.problems] == []


@pytest.mark.rule("SE-2")
def test_a_restored_branch_does_not_open_before_the_manager_has_acknowledged_it(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    desk = sqlite_desk
    made = desk.make()
    desk.note(2)
    desk.restore(made, tmp_path / "new", instead_of=desk.branch.folder)
    with refused("branch.restore_pending"):
        open_branch(tmp_path / "new", standard_store(), desk.branch.db.clock, station="01")
    with desk.settle(tmp_path / "new", "硬盘损坏，恢复备份") as opened:
        told = AuditReader(opened.db).recent(desk.actors.supervisor, limit=1)[0]
        assert told.act == "branch.restored"
        assert told.staff_id == desk.actors.general_manager.staff_id
        assert told.after["reason"] == "硬盘损坏，恢复备份"
        assert told.after["backup"] == made.manifest.name
        assert told.after["lost"] == [{"station": "01", "first": told.after["heads"]["01"] + 1,
                                       "last": told.after["heads"]["01"] + 3}]  # fmt: skip
        assert not (tmp_path / "new" / PENDING_FILE).exists()


def test_a_backup_is_never_put_over_something(sqlite_desk: Desk, tmp_path: Path) -> None:
    made = sqlite_desk.make()
    there = tmp_path / "there"
    there.mkdir()
    (there / "letter.txt").write_text("mine")
    with refused("backup.not_empty"):
        sqlite_desk.restore(made, there)
    with refused("backup.not_empty"):
        sqlite_desk.restore(made, sqlite_desk.branch.folder)
    assert [path.name for path in there.iterdir()] == ["letter.txt"]


def test_a_database_with_tables_is_never_filled(
    pg_desk: Desk, tmp_path: Path, postgresql_server: PostgresqlServer
) -> None:
    desk = pg_desk
    made = desk.make()
    url = postgresql_server.create()
    desk.restore(made, tmp_path / "one", database_url=url)
    with refused("branch.exists"):
        desk.restore(made, tmp_path / "two", database_url=url)
    with desk.settle(tmp_path / "one") as opened:
        assert whole(opened)


def test_the_kind_of_database_must_be_that_of_the_backup(desk: Desk, tmp_path: Path) -> None:
    made = desk.make()
    if desk.branch.db.is_sqlite:
        with refused("backup.needs_file"):
            desk.restore(made, tmp_path / "new", database_url="postgresql://owner@localhost/x")
    else:
        with refused("backup.needs_server"):
            desk.restore(made, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("name", ["branch.db", "documents.list", "branch.toml", "recovery.wrap", "audit.highwater"])
@pytest.mark.parametrize("how", ["flip", "truncate", "empty", "gone"])
def test_an_altered_or_missing_file_of_a_backup_is_named(sqlite_desk: Desk, name: str, how: str) -> None:
    made = sqlite_desk.make()
    path = made.path / name
    match how:
        case "flip":
            damage(path, flip(len(path.read_bytes()) // 2))
        case "truncate":
            path.write_bytes(path.read_bytes()[:-1])
        case "empty":
            path.write_bytes(b"")
        case "gone":
            path.unlink()
    checked = sqlite_desk.check(made)
    assert checked.files == (name,)
    assert not checked.usable
    assert checked.lines() == (f"file {name}: missing or altered",)
    assert sqlite_desk.place.newest_whole() is None


def test_a_backup_with_an_altered_file_makes_no_branch(sqlite_desk: Desk, tmp_path: Path) -> None:
    made = sqlite_desk.make()
    damage(made.path / "branch.db", flip(5000))
    with refused("backup.unusable"):
        sqlite_desk.restore(made, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_damaged_copy_of_a_server_is_named(pg_desk: Desk) -> None:
    made = pg_desk.make()
    damage(made.path / "server.dump", flip(200))
    assert pg_desk.check(made).files == ("server.dump",)


@pytest.mark.rule("SE-2")
def test_an_altered_manifest_is_refused(sqlite_desk: Desk) -> None:
    made = sqlite_desk.make()
    told = json.loads((made.path / MANIFEST).read_bytes())
    told["documents"] = 0
    (made.path / MANIFEST).write_text(json.dumps(told))
    with refused("backup.manifest_altered"):
        sqlite_desk.check(made)
    assert sqlite_desk.place.manifests() == ()


@pytest.mark.rule("SE-2")
def test_files_and_manifest_of_another_backup_do_not_pass_for_this_one(sqlite_desk: Desk) -> None:
    first = sqlite_desk.make()
    sqlite_desk.note()
    second = sqlite_desk.make()
    shutil.copy(first.path / "branch.db", second.path / "branch.db")
    assert sqlite_desk.check(second).files == ("branch.db",)
    for path in first.path.iterdir():
        shutil.copy(path, second.path / path.name)
    with refused("backup.manifest_altered"):
        sqlite_desk.check(second)


def test_missing_and_altered_documents_are_named_and_the_rest_is_put_back(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    other = desk.branch.blobs.put(b"another document")
    third = desk.branch.blobs.put(b"a third document")
    made = desk.make()
    damage(desk.place.documents / desk.document[:2] / desk.document, flip(40))
    (desk.place.documents / other[:2] / other).unlink()
    checked = desk.check(made)
    assert checked.documents == tuple(sorted((desk.document, other)))
    assert checked.usable
    desk.restore(made, tmp_path / "new")
    with desk.settle(tmp_path / "new") as opened:
        assert opened.blobs.names() == {third}
        problems = {(problem.area, problem.kind) for problem in verify_branch(opened, FakePress()).problems}
        assert problems == {("document", "missing")}


@pytest.mark.rule("SE-1")
def test_keyring_lost_and_a_fresh_machine_the_recovery_passphrase_brings_the_branch_back(
    sqlite_desk: Desk, tmp_path: Path
) -> None:
    desk = sqlite_desk
    passphrase = write_recovery(desk.branch.folder, desk.branch.keys.master, CHEAP)
    made = desk.make()
    (made.path / "sample.key").unlink()  # a real branch's backup has none: the key was in the lost keyring
    shutil.copytree(desk.folder, tmp_path / "usb stick")
    backup = tmp_path / "usb stick" / made.path.relative_to(desk.folder)
    mark = restoring.mark_of(backup)
    with refused("keys.recovery_wrong"):
        read_recovery(backup, passphrase[::-1])
    master = read_recovery(backup, passphrase)
    keys = BranchKeys.derive(master, mark.branch_id)
    assert mark.fits(keys)
    checked = restoring.check(backup, keys, mark.branch_id)
    checked = restoring.Checked(checked.manifest, (), checked.documents, checked.missing, checked.problems)
    to = tmp_path / "fresh machine"
    restoring.restore(backup, to, checked, master, SampleStore(to, sample=True), station="01", at=made.manifest.made_at)
    with desk.settle(to) as opened:
        assert whole(opened)
        assert opened.blobs.get(desk.document) == b"%PDF genuine"


@pytest.mark.rule("SE-1")
def test_a_renewed_recovery_passphrase_takes_the_place_of_the_old_one(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    old = write_recovery(desk.branch.folder, desk.branch.keys.master, CHEAP)
    who = desk.actors
    with refused("backup.second_person"):
        desk.service().renew_recovery(who.general_manager, who.general_manager)
    with refused("auth.denied"):
        desk.service().renew_recovery(who.general_manager, who.supervisor)
    assert read_recovery(desk.branch.folder, old) == desk.branch.keys.master
    new = desk.service().renew_recovery(who.admin, who.general_manager)
    with refused("keys.recovery_wrong"):
        read_recovery(desk.branch.folder, old)
    assert read_recovery(desk.branch.folder, new) == desk.branch.keys.master
    told = AuditReader(desk.branch.db).recent(desk.actors.supervisor, limit=1)[0]
    assert told.act == "branch.recovery_renewed"
    assert told.after == {"second": who.general_manager.staff_id}
    assert new not in repr(told)


def test_a_lost_key_comes_back_in_place(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    passphrase = write_recovery(desk.branch.folder, desk.branch.keys.master, CHEAP)
    desk.branch.close()
    (desk.branch.folder / "sample.key").unlink()
    recover_branch(desk.branch.folder, passphrase, SampleStore(desk.branch.folder, sample=True))
    with open_branch(desk.branch.folder, standard_store(), desk.branch.db.clock, station="01") as opened:
        assert whole(opened)


def test_a_backup_of_another_branch_is_not_taken_for_ours(sqlite_desk: Desk) -> None:
    made = sqlite_desk.make()
    with refused("backup.manifest_altered"):
        restoring.check(made.path, sqlite_desk.branch.keys, "other-branch")
    with refused("backup.not_found"):
        restoring.mark_of(sqlite_desk.folder)
    assert (made.path / LIST).exists()


def test_the_marks_put_back_are_those_of_the_copy(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    made = desk.make()
    desk.restore(made, tmp_path / "new")
    with open_branch(tmp_path / "new", standard_store(), desk.branch.db.clock, station="01", exclusive=False) as opened:
        marks = opened.audit.highwater.marks()
        with opened.db.read() as conn:
            assert verify_chain(conn, opened.audit.keys, marks).damages == ()
        assert tuple(sorted(marks.values(), key=lambda head: head.station)) == made.manifest.heads


def test_what_was_lost_is_told_by_station(sqlite_desk: Desk, tmp_path: Path) -> None:
    desk = sqlite_desk
    made = desk.make()
    desk.note(4, "02")
    restored = desk.restore(made, tmp_path / "new", instead_of=desk.branch.folder)
    assert Lost("02", 1, 4) in restored.lost
