"""A damaged, missing or rolled-back database is recognised at the start, told with the newest backup, never touched."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.audit.highwater import HighWater
from app.audit.reader import AuditReader
from app.audit.storage import Head
from app.backup import startup
from app.backup.service import BackupService
from app.branch.opened import open_branch, standard_store
from app.common.errors import Refused
from app.common.refusals import sentence
from app.storage.mark import read_mark
from app.verification.service import verify_branch
from tests.app.backup.desk import Desk, FakePress, damage, flip
from tests.app.storage.test_keys import refused
from tests.builders import BranchFactory


def fingerprints(folder: Path) -> dict[str, str]:
    """What lies in the branch's folder, but for logs that the database library makes and takes away."""
    passing = ("-wal", "-shm", ".lock")
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith(passing)
    }


def opening(desk: Desk) -> Refused:
    """What the start says."""
    with pytest.raises(Refused) as caught:
        open_branch(desk.branch.folder, standard_store(), desk.branch.db.clock, station="01")
    return caught.value


def told(desk: Desk, refusal: Refused) -> Refused:
    mark = read_mark(desk.branch.folder)
    return startup.explained(refusal, desk.branch.folder, desk.policy, mark.branch_id, desk.branch.keys)


def emptied(raw: bytearray) -> None:
    raw.clear()


def cut(raw: bytearray) -> None:
    del raw[-4096 * 3 :]


def cut_within_a_page(raw: bytearray) -> None:
    del raw[-100:]


def other_file(raw: bytearray) -> None:
    raw[:] = b"something else entirely " * 400


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize(
    "change", [flip(60), flip(4096 * 9 + 77), flip(-100), emptied, cut, cut_within_a_page, other_file]
)
def test_each_kind_of_damage_is_recognised_at_the_start_and_nothing_is_overwritten(
    sqlite_desk: Desk, change: Callable[[bytearray], None]
) -> None:
    desk = sqlite_desk
    made = desk.make()
    desk.note(3)
    desk.branch.close()
    damage(desk.branch.folder / "branch.db", change)
    before = fingerprints(desk.branch.folder)
    refusal = opening(desk)
    assert refusal.code == "branch.database_damaged"
    explained = told(desk, refusal)
    assert explained.code == "backup.start_damaged"
    assert explained.facts["backup"] == made.manifest.name
    assert explained.facts["acts"] == 4
    assert str(made.path) in sentence(explained, "zh")
    assert fingerprints(desk.branch.folder) == before


@pytest.mark.rule("SE-2")
def test_a_missing_database_is_told_and_no_new_one_is_made(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.make()
    desk.branch.close()
    (desk.branch.folder / "branch.db").unlink()
    refusal = opening(desk)
    assert refusal.code == "branch.database_missing"
    assert told(desk, refusal).code == "backup.start_missing"
    assert not (desk.branch.folder / "branch.db").exists()


@pytest.mark.rule("SE-2")
def test_a_database_put_back_to_yesterday_is_told_with_what_was_done_since(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    made = desk.make()
    desk.branch.close()
    yesterday = (desk.branch.folder / "branch.db").read_bytes()
    with open_branch(desk.branch.folder, standard_store(), desk.branch.db.clock, station="01") as opened:
        desk.branch = opened
        desk.note(5)
    (desk.branch.folder / "branch.db").write_bytes(yesterday)
    refusal = opening(desk)
    assert refusal.code == "audit.rolled_back"
    explained = told(desk, refusal)
    assert explained.code == "backup.start_rolled_back"
    assert explained.facts["acts"] == 6
    assert explained.facts["backup"] == made.manifest.name


def test_the_newest_backup_that_is_whole_is_named(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    first = desk.make()
    desk.note()
    second = desk.make()
    desk.branch.close()
    damage(second.path / "branch.db", flip(9000))
    (desk.branch.folder / "branch.db").unlink()
    assert told(desk, opening(desk)).facts["backup"] == first.manifest.name


def test_without_a_backup_the_damage_is_told_alone(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.branch.close()
    (desk.branch.folder / "branch.db").unlink()
    refusal = opening(desk)
    assert told(desk, refusal) is refusal
    other = Refused("branch.in_use")
    assert told(desk, other) is other


@pytest.mark.rule("SE-2")
def test_a_high_water_file_that_was_removed_is_told_at_the_start(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.note()
    desk.branch.close()
    (desk.branch.folder / "audit.highwater").unlink()
    assert opening(desk).code == "audit.marks_missing"
    with desk.settle(desk.branch.folder, "文件误删，已与外送末端比对") as opened:
        act = AuditReader(opened.db).recent(desk.actors.supervisor, limit=1)[0]
        assert act.act == "branch.state_accepted"
        assert act.after["marks_missing"] is True
        assert verify_branch(opened, FakePress()).ok


@pytest.mark.rule("SE-2")
def test_an_older_state_is_worked_on_only_after_the_manager_has_said_so(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.note()
    desk.branch.close()
    earlier = (desk.branch.folder / "branch.db").read_bytes()
    with open_branch(desk.branch.folder, standard_store(), desk.branch.db.clock, station="01") as opened:
        desk.branch = opened
        desk.note(5)
    (desk.branch.folder / "branch.db").write_bytes(earlier)
    assert opening(desk).code == "audit.rolled_back"
    with desk.settle(desk.branch.folder) as opened:
        act = AuditReader(opened.db).recent(desk.actors.supervisor, limit=1)[0]
        assert act.act == "branch.state_accepted"
        assert [one["last"] - one["first"] + 1 for one in act.after["lost"]] == [5]
        assert verify_branch(opened, FakePress()).ok
    assert (desk.branch.folder / "audit.highwater.1").exists()


def test_there_is_nothing_to_acknowledge_where_nothing_was_put_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.branch.close()
    with (
        open_branch(desk.branch.folder, standard_store(), desk.branch.db.clock, station="01", settled=False) as opened,
        refused("backup.nothing_to_accept"),
    ):
        BackupService(opened, desk.policy, desk.branch.db.clock).acknowledge(desk.actors.general_manager, "因为")


def cut_server(desk: Desk, factory: BranchFactory, keep: int, station: str = "01") -> None:
    """Put a server back: what a point-in-time recovery leaves of a station's chain."""
    url = factory._urls[-1]
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as conn:
        conn.execute(sa.text("ALTER TABLE audit_log DISABLE TRIGGER ALL"))
        conn.execute(
            sa.text("DELETE FROM audit_log WHERE station = :station AND seq > :keep"),
            {"keep": keep, "station": station},
        )
        conn.execute(sa.text("ALTER TABLE audit_log ENABLE TRIGGER ALL"))
    engine.dispose()


@pytest.mark.rule("SE-2")
def test_a_server_that_was_put_back_is_told_at_the_start_and_while_a_window_is_open(
    pg_desk: Desk, branch_factory: BranchFactory
) -> None:
    desk = pg_desk
    desk.make()
    desk.note(4)
    cut_server(desk, branch_factory, 3)
    with refused("audit.rolled_back"):
        desk.note()  # the window that is open still
    refusal = opening(desk)
    assert refusal.code == "audit.rolled_back"
    assert told(desk, refusal).code == "backup.start_rolled_back"
    with desk.settle(desk.branch.folder) as opened:
        assert verify_branch(opened, FakePress()).ok


@pytest.mark.rule("SE-2")
def test_another_station_takes_over_what_the_manager_acknowledged_once_only(
    pg_desk: Desk, branch_factory: BranchFactory, tmp_path: Path
) -> None:
    desk = pg_desk
    clock = desk.branch.db.clock
    other = tmp_path / "other station"
    shutil.copytree(desk.branch.folder, other)

    def own_marks() -> None:
        """The other station's folder knows its own chain only."""
        marks = HighWater(other / "audit.highwater")
        head = desk.branch.audit.highwater.marks()["02"]
        if head.seq > marks.marks().get("02", Head("02", 0, "")).seq:
            marks.add([head])

    (other / "audit.highwater").unlink()
    desk.note(6, "02")
    own_marks()
    cut_server(desk, branch_factory, 3, "02")
    assert opening(desk).code == "audit.rolled_back"
    with refused("audit.rolled_back"):
        open_branch(other, standard_store(), clock, station="02")
    desk.settle(desk.branch.folder).close()
    open_branch(other, standard_store(), clock, station="02").close()
    with open_branch(desk.branch.folder, standard_store(), clock, station="01") as opened:
        desk.branch = opened
        desk.note(9, "02")
        own_marks()
    cut_server(desk, branch_factory, 5, "02")
    with refused("audit.rolled_back"):
        open_branch(other, standard_store(), clock, station="02")
