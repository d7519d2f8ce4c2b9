import errno
import os
import shutil
import stat

import pytest
import sqlalchemy as sa

from app.audit.reader import AuditReader
from app.backup import service
from app.backup.domain import Keep
from app.backup.making import make
from app.backup.place import MAKING, MANIFEST
from app.branch.opened import system_actor
from app.common.actor import Right
from tests.app.backup.desk import NEXT_DAY, Desk, damage, flip
from tests.app.storage.test_keys import refused
from tests.builders import BranchFactory, document_file


@pytest.mark.rule("SE-1")
def test_a_backup_holds_database_documents_and_small_files_and_is_checked(desk: Desk) -> None:
    made = desk.make()
    database = "branch.db" if desk.branch.db.is_sqlite else "server.dump"
    names = {entry.name for entry in made.manifest.files}
    assert {database, "documents.list", "branch.toml", "recovery.wrap", "audit.highwater"} <= names
    assert "key.wrap" not in names
    assert (made.manifest.documents, made.copied, made.manifest.missing) == (1, 1, ())
    assert made.manifest.rows["document"] == 1
    assert desk.check(made).whole
    assert desk.place.newest_whole() == made.manifest


@pytest.mark.rule("SE-1")
def test_nothing_of_a_client_lies_open_in_a_backup(desk: Desk) -> None:
    with desk.branch.db.write(desk.actors.teller) as tx:
        tx.audit("test.canary", "test", "canary-1", after={"name": "CANARYCLIENT"})
    made = desk.make()
    for path in desk.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"CANARYCLIENT" not in content
            assert b"%PDF" not in content
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert made.path.is_dir()


def test_a_second_backup_shares_the_documents_of_the_first(desk: Desk) -> None:
    first = desk.make()
    desk.branch.db.clock.tick(NEXT_DAY)  # type: ignore[attr-defined]  # a FixedClock
    second = desk.make()
    assert second.copied == 0
    assert second.manifest.documents == 1
    assert len(list(desk.place.files())) == 1
    assert desk.check(first).whole
    assert desk.check(second).whole


def test_a_document_damaged_in_the_folder_of_backups_is_copied_anew(desk: Desk) -> None:
    first = desk.make()
    damage(next(iter(desk.place.files())), flip(40))
    assert desk.check(first).documents == (desk.document,)
    second = desk.make()
    assert desk.check(second).whole
    assert desk.check(first).whole


def test_old_backups_are_thinned_with_documents_that_no_backup_names_any_more(desk: Desk) -> None:
    stray = desk.branch.blobs.put(b"left by an interrupted close")
    first = desk.make(Keep(1, 0, 0))
    assert first.manifest.documents == 2
    desk.branch.blobs.remove(stray)
    made = []
    for _ in range(3):
        desk.branch.db.clock.tick(NEXT_DAY)  # type: ignore[attr-defined]  # a FixedClock
        made.append(desk.make(Keep(1, 0, 0)))
    assert [one.name for one in desk.place.manifests()] == [made[2].manifest.name, made[1].manifest.name]
    assert first.manifest.name in {name for one in made for name in one.thinned}
    assert {path.name for path in desk.place.files()} == {desk.document}


def test_a_foreign_folder_beside_the_backups_is_never_touched(desk: Desk) -> None:
    desk.make()
    foreign = desk.place.folder / "20200101T000000Z-0000"
    foreign.mkdir()
    (foreign / MANIFEST).write_text("{}")
    other = desk.folder / "other-branch"
    other.mkdir()
    for _ in range(3):
        desk.branch.db.clock.tick(NEXT_DAY)  # type: ignore[attr-defined]  # a FixedClock
        desk.make(Keep(1, 0, 0))
    assert (foreign / MANIFEST).exists()
    assert other.is_dir()


@pytest.mark.rule("SE-1")
def test_a_half_written_backup_is_no_backup_and_is_swept_away(desk: Desk) -> None:
    made = desk.make()
    half = desk.place.folder / f"{MAKING}20261121T000000Z-ffff"
    half.mkdir()
    (half / "branch.db").write_bytes(b"half")
    bare = desk.place.folder / "20261121T000000Z-eeee"  # as an interrupted removal leaves it
    bare.mkdir()
    assert [one.name for one in desk.place.manifests()] == [made.manifest.name]
    desk.make()
    assert not half.exists()


@pytest.mark.parametrize("at", range(1, 9))
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_at_any_write_leaves_older_backups_whole(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch, at: int, fault: int
) -> None:
    desk = sqlite_desk
    first = desk.make()
    desk.branch.blobs.put(b"a new document")
    count = 0
    real = os.fsync

    def failing(handle: int) -> None:
        nonlocal count
        path = os.readlink(f"/proc/self/fd/{handle}")
        if path.startswith(str(desk.folder)):
            count += 1
            if count == at:
                raise OSError(fault, os.strerror(fault))
        real(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with refused("backup.full" if fault == errno.ENOSPC else "backup.write_failed"):
            desk.make()
    assert count == at
    assert [one.name for one in desk.place.manifests()] == [first.manifest.name]
    assert desk.check(first).whole
    assert not [path for path in desk.place.folder.iterdir() if path.name.startswith(MAKING)]
    assert {path.name for path in desk.place.files()} == {desk.document}
    status = desk.service().status(desk.actors.admin)
    assert status.failed is not None
    assert status.good is not None
    assert desk.make().manifest.documents == 2


def test_a_disk_without_room_is_seen_before_anything_is_written(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 1000})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with refused("backup.full"):
        sqlite_desk.make()
    assert sqlite_desk.place.manifests() == ()


def test_a_cancelled_backup_leaves_nothing_behind(desk: Desk) -> None:
    with refused("backup.cancelled"):
        desk.service().make(desk.actors.admin, progress=lambda *_: None, stop=lambda: True)
    assert desk.place.manifests() == ()
    assert list(desk.place.files()) == []
    status = desk.service().status(desk.actors.admin)
    assert status.failed is not None
    assert status.failed.code == "backup.cancelled"


def test_a_backup_cancelled_among_the_documents_leaves_nothing_behind(desk: Desk) -> None:
    desk.branch.blobs.put(b"another")
    told: list[tuple[str, int, int]] = []

    def note(*step: object) -> None:
        told.append(step)  # type: ignore[arg-type]  # part, done, total

    with refused("backup.cancelled"):
        desk.service().make(desk.actors.admin, progress=note, stop=lambda: ("documents", 0, 2) in told)
    assert ("documents", 0, 2) in told
    assert list(desk.place.files()) == []


def test_a_missing_folder_is_not_made_on_the_counter_s_own_disk(desk: Desk) -> None:
    away = desk.folder / "share"
    with refused("backup.no_folder"):
        desk.service().make(desk.actors.admin, away)
    assert not away.exists()


def test_a_backup_inside_the_branch_is_refused(desk: Desk) -> None:
    with refused("backup.inside_branch"):
        desk.service().make(desk.actors.admin, desk.branch.folder / "backups")


def test_two_at_once_are_one(desk: Desk) -> None:
    inner: list[str] = []

    def meanwhile(part: str, done: int, total: int) -> None:
        if part == "documents" and not inner:
            inner.append(part)
            with refused("backup.busy"):
                make(desk.branch, desk.folder, Keep(), made_by="x", at=desk.branch.db.clock.now())

    desk.service().make(desk.actors.admin, progress=meanwhile)
    assert inner
    assert len(desk.place.manifests()) == 1


@pytest.mark.rule("SE-2")
def test_backups_and_failures_are_audited(desk: Desk) -> None:
    made = desk.make()
    with refused("backup.no_folder"):
        desk.service().make(desk.actors.admin, desk.folder / "away")
    acts = AuditReader(desk.branch.db).recent(desk.actors.supervisor, limit=5)
    told = {record.act: record for record in acts}
    assert told["backup.made"].subject_id == made.manifest.name
    assert told["backup.made"].after["manifest"] == made.manifest.mac
    assert told["backup.failed"].after == {"code": "backup.no_folder"}


def test_a_document_that_the_branch_has_lost_is_named_in_the_backup(desk: Desk) -> None:
    document_file(desk.branch, desk.document).unlink()
    made = desk.make()
    assert made.manifest.missing == (desk.document,)
    assert desk.check(made).lines() == (f"document {desk.document}: was missing in the branch already",)


@pytest.mark.rule("SE-2")
def test_a_branch_with_a_broken_chain_is_copied_but_counts_as_no_good_backup(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    good = desk.make()
    with desk.branch.db.engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(sa.text("DROP TRIGGER audit_log_no_update"))
        conn.execute(sa.text("UPDATE audit_log SET staff_id = 'other' WHERE seq = 1"))
    desk.branch.db.clock.tick(NEXT_DAY)  # type: ignore[attr-defined]  # a FixedClock
    with refused("backup.chain_broken"):
        desk.make(Keep(1, 0, 0))
    newest, older = desk.place.manifests()
    assert newest.problems
    assert older == good.manifest
    assert desk.place.newest_whole() == good.manifest
    status = desk.service().status(desk.actors.admin)
    assert status.good is not None
    assert status.good.name == good.manifest.name
    assert status.failed is not None


def test_a_damaged_database_makes_no_backup(sqlite_desk: Desk, branch_factory: BranchFactory) -> None:
    desk = sqlite_desk
    first = desk.make()
    file = desk.branch.folder / "branch.db"
    desk.branch.close()
    damage(file, flip(4096 * 20 + 100))
    desk.branch = branch_factory.open(desk.branch.folder, exclusive=False)
    with refused("backup.source_damaged"):
        make(desk.branch, desk.folder, Keep(), made_by="x", at=desk.branch.db.clock.now())
    assert [one.name for one in desk.place.manifests()] == [first.manifest.name]


def test_the_copy_is_of_one_moment_whatever_is_written_meanwhile(desk: Desk) -> None:
    def meanwhile(part: str, done: int, total: int) -> None:
        if part == "documents" and done == 0:
            desk.note(3)

    made = desk.service().make(desk.actors.admin, progress=meanwhile)
    assert desk.check(made).whole
    heads = {head.station: head.seq for head in made.manifest.heads}
    with desk.branch.db.read() as conn:
        now = conn.execute(sa.text("SELECT max(seq) FROM audit_log WHERE station = '01'")).scalar_one()
    assert now == heads["01"] + 4  # three acts and the backup's own


@pytest.mark.rule("SE-1")
def test_who_has_not_the_right_makes_no_backup(desk: Desk) -> None:
    for who in desk.actors.all():
        if not who.may(Right.BACKUP):
            for method in (desk.service().make, desk.service().status, desk.service().runs, desk.service().due):
                with refused("auth.denied"):
                    method(who)
        if not who.may(Right.RECOVERY):
            with refused("auth.denied"):
                desk.service().acknowledge(who, "因为")
            with refused("auth.denied"):
                desk.service().renew_recovery(who, desk.actors.general_manager)


def test_the_program_itself_may_make_backups(desk: Desk) -> None:
    assert service.BackupService(desk.branch, desk.policy, desk.branch.db.clock).make(system_actor("01"))


def test_without_a_folder_nobody_knows_where_to(desk: Desk) -> None:
    with refused("backup.folder_unset"):
        desk.service(folder="").make(desk.actors.admin)
