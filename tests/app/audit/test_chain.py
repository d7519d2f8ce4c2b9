import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.audit import storage
from app.audit.chain import WITNESS_EVERY, ChainedAudit
from app.audit.highwater import HighWater
from app.audit.reader import AuditReader
from app.audit.storage import AuditRow, Head, audit_log
from app.audit.verify import ChainReport, verify_chain
from app.branch.opened import OpenBranch
from app.common.actor import Right
from app.common.clock import FixedClock
from tests.app.storage.test_keys import refused
from tests.builders import Actors, BranchFactory, as_owner

NUMBER = 45


@dataclass
class Chains:
    """Two stations, ``01`` with 45 rows and ``02`` with 3, written alternately at first."""

    branch: OpenBranch
    actors: Actors

    def note(self, station: str = "01", act: str = "test.act", *, times: int = 1) -> None:
        with self.branch.db.write(replace(self.actors.teller, station=station)) as tx:
            for _ in range(times):
                tx.audit(act, "test", "1", before={"level": "低"}, after={"level": "中"})

    def check(self) -> ChainReport:
        marks = self.branch.audit.highwater.marks()
        with self.branch.db.read() as connection:
            return verify_chain(connection, self.branch.audit.keys, marks)

    def found(self) -> set[tuple[str, int, str]]:
        return {(damage.station, damage.seq, damage.kind) for damage in self.check().damages}

    def tamper(self, *statements: str, **values: Any) -> None:
        """As somebody with the key and a database tool would."""
        sqlite = self.branch.db.is_sqlite
        with as_owner(self.branch) as conn:
            if sqlite:
                for verb in ("update", "delete"):
                    conn.execute(sa.text(f"DROP TRIGGER audit_log_no_{verb}"))
            else:
                conn.execute(sa.text("ALTER TABLE audit_log DISABLE TRIGGER ALL"))
            for statement in statements:
                conn.execute(sa.text(statement), values)


@pytest.fixture
def chains(branch: OpenBranch, actors: Actors) -> Chains:
    made = Chains(branch, actors)
    for times in (1, 2, NUMBER - 3):
        made.note(times=times)
        made.note("02")
    return made


@pytest.mark.rule("SE-2")
def test_a_chain_as_it_was_written_holds(chains: Chains) -> None:
    report = chains.check()
    assert report.damages == ()
    assert (report.rows, report.stations) == (NUMBER + 3 + 1, 3)  # and the row of the initialisation


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize(
    "change",
    [
        "act = 'other'",
        "staff_id = 'staff-admin'",
        "after = NULL",
        "before = '{}'",
        "subject_id = '2'",
        "subject_kind = 'other'",
        "witness = '[]'",
        "at = (SELECT min(at) FROM audit_log)",
    ],
)
def test_an_edited_row_is_found(chains: Chains, clock: FixedClock, change: str) -> None:
    clock.tick(5)
    chains.note()
    chains.tamper("UPDATE audit_log SET " + change + " WHERE station = '01' AND seq = :seq", seq=NUMBER + 1)  # noqa: S608 - the test's own words
    assert chains.found() == {("01", NUMBER + 1, "edited")}


@pytest.mark.rule("SE-2")
def test_a_removed_row_is_found(chains: Chains) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '01' AND seq = 7")
    assert chains.found() == {("01", 8, "missing")}


@pytest.mark.rule("SE-2")
def test_a_removed_row_whose_gap_was_closed_is_found(chains: Chains) -> None:
    chains.tamper(
        "DELETE FROM audit_log WHERE station = '02' AND seq = 2",
        "UPDATE audit_log SET seq = 2 WHERE station = '02' AND seq = 3",
    )
    kinds = {(seq, kind) for station, seq, kind in chains.found() if station == "02"}
    assert {(2, "unlinked"), (2, "edited"), (2, "truncated")} <= kinds


@pytest.mark.rule("SE-2")
def test_two_swapped_rows_are_found(chains: Chains) -> None:
    swap = "UPDATE audit_log SET seq = {} WHERE station = '01' AND seq = {}"
    chains.tamper(swap.format(999, 7), swap.format(7, 8), swap.format(8, 999))
    assert {("01", 7, "edited"), ("01", 8, "edited"), ("01", 7, "unlinked")} <= chains.found()


@pytest.mark.rule("SE-2")
def test_a_row_moved_to_another_station_is_found(chains: Chains) -> None:
    chains.tamper("UPDATE audit_log SET station = '03' WHERE station = '02'")
    found = chains.found()
    assert {("03", 1, "edited"), ("02", 0, "truncated"), ("03", 3, "unmarked")} <= found


@pytest.mark.rule("SE-2")
def test_a_cut_off_tail_is_found_by_the_high_water_mark(chains: Chains) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '01' AND seq > 40")
    assert chains.found() == {("01", 40, "truncated")}


@pytest.mark.rule("SE-2")
def test_the_cut_off_tail_of_another_station_is_seen_by_the_witness(chains: Chains) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '02' AND seq > 1")
    chains.branch.audit.highwater.path.unlink()
    kinds = chains.found()
    assert ("01", 20, "witness") in kinds
    assert ("01", 40, "witness") in kinds
    assert {kind for _, _, kind in kinds} == {"witness", "unmarked"}


@pytest.mark.rule("SE-2")
def test_a_tail_rewritten_with_the_right_key_is_found_by_the_high_water_mark(chains: Chains) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '02' AND seq = 3")
    keys = chains.branch.audit.keys
    with as_owner(chains.branch) as conn:
        last = storage.head(conn, "02")
        assert last is not None
        at = chains.branch.db.clock.now()
        forged = AuditRow("02", 3, at, "staff-admin", "test.forged", "test", "1", None, None, last.mac, "", None)
        storage.insert(conn, replace(forged, mac=keys.mac(forged)))
    assert ("02", 3, "rewritten") in chains.found()


@pytest.mark.rule("SE-2")
def test_a_database_put_back_to_yesterday_is_found_and_no_more_written_to(
    sqlite_branch: OpenBranch, branch_factory: BranchFactory, actors: Actors
) -> None:
    chains = Chains(sqlite_branch, actors)
    folder = sqlite_branch.folder
    chains.note()
    sqlite_branch.close()
    yesterday = (folder / "branch.db").read_bytes()
    chains.branch = branch_factory.open(folder)
    for _ in range(3):
        chains.note()
    chains.branch.close()
    (folder / "branch.db").write_bytes(yesterday)
    with refused("audit.rolled_back"):
        branch_factory.open(folder)
    chains.branch = branch_factory.open(folder, exclusive=False)
    assert chains.found() == {("01", 1, "truncated")}
    with refused("audit.rolled_back"):
        chains.note()
    assert chains.found() == {("01", 1, "truncated")}


def test_a_commit_whose_mark_was_lost_by_a_kill_is_no_damage(
    sqlite_branch: OpenBranch, branch_factory: BranchFactory, actors: Actors
) -> None:
    chains = Chains(sqlite_branch, actors)
    chains.note()
    marks = sqlite_branch.audit.highwater.path.read_bytes()
    chains.note()
    sqlite_branch.close()
    sqlite_branch.audit.highwater.path.write_bytes(marks + b'["01", 2, "ab')  # torn in the middle of a line
    chains.branch = branch_factory.open(sqlite_branch.folder)
    assert chains.found() == set()
    chains.note()
    assert chains.branch.audit.highwater.marks()["01"].seq == 3
    assert chains.found() == set()


def test_a_transaction_that_was_rolled_back_leaves_no_mark(branch: OpenBranch, actors: Actors) -> None:
    def fail() -> None:
        with branch.db.write(replace(actors.teller, station="07")) as tx:
            tx.audit("test.act", "test", "1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    chains = Chains(branch, actors)
    chains.note("08")
    assert "07" not in branch.audit.highwater.marks()
    assert chains.found() == set()


def test_every_twentieth_row_carries_the_heads_of_the_other_stations(chains: Chains) -> None:
    query = sa.select(audit_log.c.seq, audit_log.c.witness).where(
        audit_log.c.station == "01", audit_log.c.witness.is_not(None)
    )
    with chains.branch.db.read() as connection:
        rows = list(connection.execute(query.order_by(audit_log.c.seq)))
    assert [row.seq for row in rows] == [WITNESS_EVERY, 2 * WITNESS_EVERY]
    assert [station for station, _, _ in json.loads(rows[0].witness)] == ["02", "init"]


def test_one_transaction_may_hold_several_acts(branch: OpenBranch, actors: Actors) -> None:
    with branch.db.write(actors.teller) as tx:
        tx.audit("test.one", "test", "1")
        tx.audit("test.two", "test", "1")
    assert branch.audit.highwater.marks()["01"].seq == 2
    assert Chains(branch, actors).found() == set()


def test_the_high_water_file_is_compacted_and_keeps_every_station(tmp_path: Path) -> None:
    marks = HighWater(tmp_path / "audit.highwater")
    marks.add([Head("02", 5, "b" * 64)])
    for start in range(1, 900, 100):
        marks.add([Head("01", seq, "a" * 64) for seq in range(start, start + 100)])
    assert (tmp_path / "audit.highwater").stat().st_size < 30_000
    assert {station: mark.seq for station, mark in marks.marks().items()} == {"01": 900, "02": 5}


def test_an_older_mark_written_late_does_not_lower_the_mark(tmp_path: Path) -> None:
    marks = HighWater(tmp_path / "audit.highwater")
    marks.add([Head("01", 6, "b" * 64)])
    marks.add([Head("01", 5, "a" * 64)])
    assert marks.marks()["01"] == Head("01", 6, "b" * 64)


def test_a_mark_that_cannot_be_written_is_a_plain_refusal(tmp_path: Path) -> None:
    (tmp_path / "audit.highwater").mkdir()
    with refused("audit.highwater_failed"):
        HighWater(tmp_path / "audit.highwater").add([Head("01", 6, "b" * 64)])


def test_an_audit_key_has_32_bytes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        ChainedAudit(b"short", HighWater(tmp_path / "audit.highwater"))


def test_who_may_read_the_log_sees_the_newest_act_first(branch: OpenBranch, actors: Actors, clock: FixedClock) -> None:
    chains = Chains(branch, actors)
    chains.note(act="test.old")
    clock.tick(1)
    chains.note(act="test.new")
    newest, older, *_ = AuditReader(branch.db).recent(actors.supervisor)
    assert (newest.act, older.act) == ("test.new", "test.old")
    assert (newest.before, newest.after) == ({"level": "低"}, {"level": "中"})
    assert len(AuditReader(branch.db).recent(actors.supervisor, limit=1)) == 1
    assert len(AuditReader(branch.db).recent(actors.supervisor, subject=("test", "1"))) == 2


@pytest.mark.rule("SE-1")
def test_who_has_not_the_right_does_not_read_the_log(branch: OpenBranch, actors: Actors) -> None:
    for who in actors.all():
        if who.may(Right.AUDIT_READ):
            assert AuditReader(branch.db).recent(who)
        else:
            with refused("auth.denied"):
                AuditReader(branch.db).recent(who)
