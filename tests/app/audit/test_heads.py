from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.audit import storage
from app.audit.chain import ChainKeys
from app.audit.heads import export_heads, heads_file, read_heads
from app.audit.storage import AuditRow, Head
from app.audit.verify import verify_chain
from app.branch.opened import OpenBranch
from tests.app.audit.test_chain import Chains
from tests.app.storage.test_keys import refused
from tests.builders import Actors


class Carried(Chains):
    """Chains whose heads were carried to ``file``."""

    file: Path

    @property
    def key(self) -> bytes:
        return self.branch.keys.purpose("heads")

    def carry(self) -> None:
        with self.branch.db.read() as conn:
            heads = storage.heads(conn)
        branch_id = self.branch.settings.branch_id
        export_heads(self.file, self.key, branch_id, self.branch.db.clock.now(), heads)

    def compared(self) -> set[tuple[str, int, str]]:
        marks = self.branch.audit.highwater.marks()
        exported = read_heads(self.file, self.key, self.branch.settings.branch_id)
        with self.branch.db.read() as conn:
            damages = verify_chain(conn, self.branch.audit.keys, marks, exported).damages
        return {(damage.station, damage.seq, damage.kind) for damage in damages}


@pytest.fixture
def chains(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> Carried:
    made = Carried(sqlite_branch, actors)
    made.file = heads_file(tmp_path, "share")
    made.note(times=5)
    made.carry()
    made.note(times=5)
    made.note("02", times=2)
    made.carry()
    made.note(times=2)
    return made


def forge(chains: Chains, keys: ChainKeys, station: str, seq: int) -> None:
    """Another row at the end of a chain."""
    with chains.branch.db.engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        last = storage.head(conn, station)
        prev = keys.first(station) if last is None else last.mac
        at = chains.branch.db.clock.now()
        row = AuditRow(station, seq, at, "staff-admin", "test.forged", "test", "1", None, None, prev, "", None)
        storage.insert(conn, replace(row, mac=keys.mac(row)))


@pytest.mark.rule("SE-2")
def test_heads_that_were_carried_off_agree_with_chains_that_nobody_touched(chains: Carried) -> None:
    assert chains.compared() == set()


@pytest.mark.rule("SE-2")
def test_a_tail_and_its_marks_rewritten_together_with_the_key_are_found_by_the_exported_heads(chains: Carried) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '01' AND seq > 7")
    for seq in range(8, 13):
        forge(chains, chains.branch.audit.keys, "01", seq)
    with chains.branch.db.read() as conn:
        chains.branch.audit.highwater.replace(storage.heads(conn))
    assert chains.found() == set()  # nothing on this computer tells
    assert chains.compared() == {("01", 10, "exported")}


@pytest.mark.rule("SE-2")
def test_a_whole_branch_put_back_with_its_marks_is_found_by_the_exported_heads(chains: Carried) -> None:
    chains.tamper(
        "DELETE FROM audit_log WHERE station = '01' AND seq > 7", "DELETE FROM audit_log WHERE station = '02'"
    )
    with chains.branch.db.read() as conn:
        chains.branch.audit.highwater.replace(storage.heads(conn))
    assert chains.found() == set()
    assert chains.compared() == {("01", 10, "exported"), ("02", 2, "exported")}


@pytest.mark.rule("SE-2")
def test_a_tail_rewritten_by_a_thief_of_the_database_without_the_key_is_found(chains: Carried) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '01' AND seq = 12")
    forge(chains, ChainKeys(bytes(32)), "01", 12)
    assert chains.found() == {("01", 12, "edited"), ("01", 12, "rewritten")}
    chains.branch.audit.highwater.path.unlink()
    assert ("01", 12, "edited") in chains.found()


@pytest.mark.rule("SE-2")
def test_a_removed_high_water_file_is_found_for_every_station(chains: Carried) -> None:
    chains.branch.audit.highwater.path.unlink()
    assert {(station, kind) for station, _, kind in chains.found()} == {
        ("01", "unmarked"), ("02", "unmarked"), ("init", "unmarked"),
    }  # fmt: skip


@pytest.mark.rule("SE-2")
@pytest.mark.parametrize("change", [(b'"01", 10', b'"01", 11'), (b'"at": "2026', b'"at": "2025'), (b'"mac"', b'"mad"')])
def test_an_altered_line_of_heads_is_told(chains: Carried, change: tuple[bytes, bytes]) -> None:
    lines = chains.file.read_bytes().split(b"\n")
    assert change[0] in lines[1]
    lines[1] = lines[1].replace(*change)
    chains.file.write_bytes(b"\n".join(lines))
    assert ("", 2, "forged") in chains.compared()


def test_lines_of_another_branch_or_another_key_count_for_nothing(chains: Carried, tmp_path: Path) -> None:
    other = heads_file(tmp_path, "other")
    at = chains.branch.db.clock.now()
    export_heads(other, bytes(32), "x", at, [Head("01", 3, "a")])
    export_heads(other, chains.key, "other-branch", at, [Head("01", 3, "a")])
    found = read_heads(other, chains.key, chains.branch.settings.branch_id)
    assert (found.forged, dict(found.heads)) == ((1, 2), {})


def test_a_torn_line_does_not_spoil_the_next(chains: Carried) -> None:
    chains.file.write_bytes(chains.file.read_bytes() + b'{"branch": "te')
    chains.carry()
    assert ("", 3, "forged") in chains.compared()
    found = read_heads(chains.file, chains.key, chains.branch.settings.branch_id)
    assert found.lines == 4
    assert ("01", 12) in found.heads


def test_heads_go_only_to_a_folder_that_is_there(chains: Carried, tmp_path: Path) -> None:
    with refused("backup.no_heads_folder"):
        export_heads(tmp_path / "away" / "x", chains.key, "x", chains.branch.db.clock.now(), ())
    with refused("backup.heads_unreadable"):
        read_heads(tmp_path / "none", chains.key, "x")


@pytest.mark.rule("SE-2")
def test_what_a_restore_left_behind_is_excused_by_the_manager_s_act_and_nothing_else(chains: Carried) -> None:
    chains.tamper("DELETE FROM audit_log WHERE station = '01' AND seq > 7")
    after: dict[str, Any] = {"heads": {"01": 7, "02": 2, "init": 2}, "reason": "恢复备份"}
    with chains.branch.db.read() as conn:
        chains.branch.audit.highwater.replace(storage.heads(conn))
        chains.branch.audit._own.clear()
        assert conn.execute(sa.select(sa.func.max(storage.audit_log.c.seq))).scalar_one() == 7
    with chains.branch.db.write(chains.actors.general_manager) as tx:
        tx.audit("branch.restored", "branch", "b", after=after)
    assert chains.compared() == set()
    chains.branch.db.clock.tick(60)  # type: ignore[attr-defined]  # a FixedClock
    chains.note(times=4)
    chains.carry()
    assert chains.compared() == set()
    with chains.branch.db.engine.connect().execution_options(guitai_write=True) as conn, conn.begin():
        conn.execute(sa.text("DELETE FROM audit_log WHERE station = '01' AND seq > 9"))
    assert ("01", 12, "exported") in chains.compared()
