"""Whatever goes wrong in an upgrade leaves the old schema or the new one, says which, and is taken up again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from app.backup import restoring
from app.branch.opened import open_branch, standard_store, system_actor
from app.common.clock import SystemClock
from app.common.errors import Refused
from app.common.program import VERSION
from app.storage import upgrades
from app.storage.schema import HEAD
from app.upgrade import upgrading
from app.upgrade.domain import Progress, Step, Upgraded
from app.upgrade.note import read_note
from tests.app.storage.test_keys import refused
from tests.builders import BranchFactory, as_owner
from tests.releases.replay import Fixture, on_server, wanted
from tests.releases.test_replay import rows, schema
from tests.threads import together

CLOCK = SystemClock()


def upgrade(folder: Path, **told: object) -> Upgraded:
    return upgrading.upgrade(wanted(folder, **told), standard_store(), CLOCK)


def usable_as_before(folder: Path, fixture: Fixture) -> None:
    """The old program's branch: its schema, its rows, no word of an upgrade."""
    assert schema(folder) == fixture.told["revision"]
    assert read_note(folder) is None
    with open_branch(folder, standard_store(), CLOCK, station="01", any_schema=True) as branch:
        assert rows(branch, fixture.told["rows"]) == fixture.told["rows"]


def test_without_room_nothing_begins(fixture: Fixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fixture.branch(tmp_path)
    with monkeypatch.context() as full:
        full.setattr("app.upgrade.upgrading.shutil.disk_usage", lambda _: SimpleNamespace(free=5 << 20))
        with pytest.raises(Refused) as told:
            upgrade(folder)
    assert (told.value.code, told.value.facts["free"]) == ("upgrade.no_space", 5)
    usable_as_before(folder, fixture)
    assert not list((tmp_path / "branch-before-upgrade").iterdir())


def test_a_backup_that_does_not_hold_stops_it(
    fixture: Fixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, check = fixture.branch(tmp_path), restoring.check

    def after_a_bad_disk(backup: Path, *told: object) -> restoring.Checked:
        with (backup / "branch.db").open("r+b") as file:
            file.seek(9000)
            file.write(b"\0" * 64)
        return check(backup, *told)  # type: ignore[arg-type]  # as it was called

    with monkeypatch.context() as bad:
        bad.setattr("app.upgrade.upgrading.restoring.check", after_a_bad_disk)
        with refused("upgrade.backup_bad"):
            upgrade(folder)
    usable_as_before(folder, fixture)


@pytest.mark.parametrize("fault", ["migration", "lost row", "verification"])
def test_a_migration_that_fails_is_taken_back_and_told(
    fixture: Fixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    folder = fixture.branch(tmp_path)

    def fill(connection: sa.Connection) -> None:
        if fault == "migration":
            raise RuntimeError("with what it was about")
        if fault == "lost row":
            connection.exec_driver_sql("DROP TRIGGER assessment_no_delete")
            connection.exec_driver_sql("DELETE FROM assessment")

    with monkeypatch.context() as broken:
        broken.setattr(f"app.storage.migrations.fill.v{HEAD}.fill", fill)
        if fault == "verification":
            broken.setattr(upgrading, "missing_triggers", lambda _: ("audit_log_no_delete",))
        with pytest.raises(Refused) as told:
            upgrade(folder)
    code = "upgrade.failed" if fault == "migration" else "upgrade.verify_failed"
    assert told.value.code == code
    assert "with what it was about" not in str(told.value.facts)
    usable_as_before(folder, fixture)
    assert upgrade(folder).after == HEAD


_KILLED = """
import os, signal, sys
from pathlib import Path
from app.branch.opened import standard_store
from app.common.clock import SystemClock
from app.upgrade import upgrading
from tests.releases.replay import wanted
step, at = sys.argv[2], int(sys.argv[3])
seen = 0
def tell(progress):
    global seen
    if progress.step == step:
        seen += 1
        if seen > at:
            os.kill(os.getpid(), signal.SIGKILL)
def gone(branch):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "committed":
    upgrading.finish = gone
upgrading.upgrade(wanted(Path(sys.argv[1])), standard_store(), SystemClock(), tell)
"""


@pytest.mark.parametrize(
    ("step", "at", "is_new"), [("migrate", 6, False), ("verify", 0, False), ("committed", 0, True)]
)
def test_a_killed_upgrade_leaves_one_of_the_two_schemas_and_is_taken_up(
    fixture: Fixture, tmp_path: Path, step: str, at: int, is_new: bool
) -> None:
    folder = fixture.branch(tmp_path)
    command = [sys.executable, "-c", _KILLED, str(folder), step, str(at)]
    ended = subprocess.run(command, check=False, cwd=Path(__file__).parents[3], env={**os.environ, "PYTHONPATH": "."})
    assert ended.returncode == -signal.SIGKILL
    assert schema(folder) == (HEAD if is_new else fixture.told["revision"])
    with open_branch(folder, standard_store(), CLOCK, station="01", any_schema=True) as branch:
        found = upgrading.look(branch)
        told = {
            name: many for name, many in fixture.told["rows"].items() if name not in ("saved_operation", "audit_log")
        }
        assert rows(branch, told) == told
    assert (found.needed, found.cut_off is not None) == (not is_new, True)
    done = upgrade(folder)
    assert (done.backup is None) == is_new
    note = read_note(folder)
    assert note is not None
    assert note.ended


def test_a_newer_schema_is_refused_with_the_program_that_it_needs(branch_factory: BranchFactory) -> None:
    branch = branch_factory.make("sqlite")
    with as_owner(branch) as connection:
        values = {"id": "x", "at": CLOCK.now(), "before": HEAD, "after": "9999", "program": "9.1.0", "backup": ""}
        connection.execute(upgrades.upgrade_run.insert().values(values))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    branch.close()
    for attempt in (lambda: branch_factory.open(branch.folder), lambda: upgrade(branch.folder)):
        with pytest.raises(Refused) as told:
            attempt()
        assert (told.value.code, told.value.facts) == ("branch.schema_newer", {"program": "9.1.0"})


def test_two_stations_upgrade_once_and_who_comes_late_waits(
    fixture: Fixture, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_server(fixture, url, tmp_path, monkeypatch)
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    monkeypatch.setattr(upgrading, "LOOK_SECONDS", 0.05)
    done: list[Upgraded] = []
    steps: set[str] = set()

    def work(at: Path) -> None:
        def tell(progress: Progress) -> None:
            steps.add(progress.step)

        done.append(upgrading.upgrade(wanted(at, owner=url), standard_store(), CLOCK, tell))

    together([threading.Thread(target=work, args=(at,)) for at in (folder, other)])
    assert sorted(one.backup is not None for one in done) == [False, True]
    assert Step.WAIT in steps
    assert schema(folder) == HEAD


def test_a_server_that_goes_away_in_the_middle_has_the_old_schema(
    fixture: Fixture, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = on_server(fixture, url, tmp_path, monkeypatch)
    ending = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)

    def tell(progress: Progress) -> None:
        if progress.step is Step.VERIFY:
            with ending.connect() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    with refused("branch.unreachable"):
        upgrading.upgrade(wanted(folder, owner=url), standard_store(), CLOCK, tell)
    assert schema(folder) == fixture.told["revision"]
    note = read_note(folder)
    assert note is not None
    assert not note.ended
    assert upgrade(folder, owner=url).after == HEAD


def test_a_station_with_an_older_program_writes_nothing_and_is_told_what_it_needs(
    branch_factory: BranchFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch = branch_factory.make("postgresql")
    with branch.db.engine.connect() as connection:  # the session of a program of before
        connection.exec_driver_sql(f"SET {upgrades.SETTING} = '0001'")
        connection.commit()
        monkeypatch.setattr(branch.db.engine, "connect", lambda: connection)
        with pytest.raises(Refused) as told, branch.db.write(system_actor("01")) as tx:
            tx.audit("test.act", "test", "1")
    monkeypatch.undo()
    assert (told.value.code, told.value.facts) == ("branch.schema_newer", {"program": VERSION})
    with branch.db.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM audit_log WHERE act = 'test.act'").scalar_one() == 0
