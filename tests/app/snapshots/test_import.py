"""Importing: the whole of a snapshot or nothing, whatever the file and whatever happens on the way."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.gateways.snapshot.mapping import SnapshotMapping
from app.snapshots import reading, storage
from app.snapshots.domain import SnapshotInfo
from app.snapshots.report import MOST_PROBLEMS, ImportReport, Outcome
from app.snapshots.service import SnapshotService
from tests.app.gateways.snapshot.sources import (
    BUSY,
    CSV_COLUMNS,
    DBF_BUSY,
    DBF_PLAIN,
    PLAIN,
    SQL_BUSY,
    SQL_PLAIN,
    changed,
    csv_bytes,
    dbf_bytes,
    shipped,
    write_csv,
    write_dbf,
    write_sqlite,
)
from tests.app.snapshots.accounts import register
from tests.app.snapshots.states import state
from tests.builders import Actors, BranchFactory

pytestmark = pytest.mark.rule("TO-2")

GIVEN = ("""from = "file-name"\npattern = '(\\d{8})_(\\d{4})'\nformat = "%Y%m%d%H%M\"""", 'from = "given"')
NAME = "a_20261120_09{minute:02d}.csv"


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows a batch, so that small files have many."""
    monkeypatch.setattr(reading, "BATCH", 3)


def numbered(count: int, first: int = 0) -> list[tuple[str, ...]]:
    return [(f"3301{number:08d}", *PLAIN[1:]) for number in range(first, first + count)]


def import_csv(branch: OpenBranch, folder: Path, *rows: Any, minute: int = 30, **more: Any) -> ImportReport:
    path = write_csv(folder, *rows, name=NAME.format(minute=minute))
    return SnapshotService(branch.db).import_from(Actors().teller, path, shipped("csv"), **more)


def in_force(branch: OpenBranch) -> tuple[SnapshotInfo | None, list[str]]:
    with branch.db.read() as conn:
        return storage.current(conn), [found.fund_account for found in storage.states(conn)]


def kept(branch: OpenBranch) -> list[tuple[str, int]]:
    """Every snapshot with the rows that are stored of it."""
    header, rows = storage.trading_snapshot, storage.account_state
    count = sa.select(sa.func.count()).where(rows.c.snapshot_id == header.c.id).scalar_subquery()
    with branch.db.read() as conn:
        return [(found, n) for found, n in conn.execute(sa.select(header.c.state, count).order_by(header.c.id))]


def audited(branch: OpenBranch) -> list[dict[str, Any]]:
    query = sa.select(audit_log.c.before, audit_log.c.after).where(audit_log.c.act == "snapshots.imported")
    with branch.db.read() as conn:
        return [{"before": _json(row.before), "after": _json(row.after)} for row in conn.execute(query)]


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def test_a_file_comes_into_force_whole_and_is_audited_once(branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    first = import_csv(branch, tmp_path, *numbered(7))
    assert (first.outcome, first.rows, first.accounts, first.before) == (Outcome.IN_FORCE, 7, 7, 0)
    second = import_csv(branch, tmp_path, PLAIN, BUSY, minute=45)
    info, numbers = in_force(branch)
    assert info is not None
    assert (info.id, info.rows, info.source) == (second.snapshot_id, 2, "a_20261120_0945.csv")
    assert info.taken_at.isoformat() == "2026-11-20T01:45:00+00:00"
    assert info.imported_at == branch.db.clock.now()
    assert numbers == ["330100000001", "330100000002"]
    assert kept(branch) == [("former", 0), ("current", 2)]
    one, two = audited(branch)
    assert (one["before"], one["after"]["rows"]) == (None, 7)
    assert (two["before"]["id"], two["before"]["rows"]) == (first.snapshot_id, 7)
    assert (two["after"]["id"], two["after"]["rows"]) == (second.snapshot_id, 2)
    assert SnapshotService(branch.db).info(actors.teller) == info


def test_dbf_and_views_come_in_as_well(branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    service = SnapshotService(branch.db)
    dbf = service.import_from(actors.teller, write_dbf(tmp_path, DBF_PLAIN, DBF_BUSY, deleted=[1]), shipped("dbf"))
    assert (dbf.ok, dbf.rows, dbf.accounts, dbf.skipped, dbf.source) == (True, 2, 1, 1, "zjzh.dbf")
    address = f"sqlite:///{write_sqlite(tmp_path, SQL_PLAIN, SQL_BUSY)}"
    sql = service.import_from(actors.teller, address, shipped("sql"))
    assert (sql.ok, sql.accounts, sql.source, sql.taken_at) == (True, 2, "v_account_state", branch.db.clock.now())
    assert in_force(branch)[1] == ["330100000001", "330100000002"]


def test_a_dry_run_says_the_same_and_writes_nothing(branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    path = write_csv(tmp_path, *numbered(7))
    report = SnapshotService(branch.db).check(actors.teller, path, shipped("csv"))
    assert (report.outcome, report.ok, report.accounts, report.snapshot_id) == (Outcome.CHECKED, True, 7, "")
    assert (kept(branch), audited(branch), in_force(branch)) == ([], [], (None, []))


@pytest.mark.parametrize("place", [0, 4, 9])
def test_one_mistake_anywhere_and_nothing_changes(branch: OpenBranch, tmp_path: Path, place: int) -> None:
    import_csv(branch, tmp_path, *numbered(4))
    before = in_force(branch)
    rows = numbered(10)
    rows[place] = (*rows[place][:2], "12,5x", *rows[place][3:])
    report = import_csv(branch, tmp_path, *rows, minute=45)
    assert (report.outcome, report.ok, report.rows, report.accounts) == (Outcome.MISTAKES, False, 10, 9)
    assert [(found.row, found.column, found.code) for found in report.problems] == [
        (place + 2, "总资产", "snapshots.not_a_number")
    ]
    assert in_force(branch) == before
    assert kept(branch) == [("current", 4)]
    assert len(audited(branch)) == 1


def test_the_report_holds_the_first_mistakes_and_counts_all_and_tells_nothing_personal(
    branch: OpenBranch, tmp_path: Path
) -> None:
    rows = [("330100000001", "张三丰", "张三丰", *PLAIN[3:])] * 150 + [("x", "李四光", "李四光")] * 150
    report = import_csv(branch, tmp_path, *rows)
    assert (len(report.problems), report.problem_count) == (MOST_PROBLEMS, 300)
    assert report.problems[0].row == 2
    told = json.dumps(report.as_json("zh"), ensure_ascii=False, default=str)
    assert "张三丰" not in told
    assert "330100000001" not in told
    first = report.as_json("en")["problems"][0]
    assert (first["row"], first["column"], first["code"]) == (2, "总资产", "snapshots.not_a_number")
    assert first["reason"].startswith("This is no number")


@pytest.mark.parametrize("second", [1, 8])
def test_an_account_that_is_there_twice_is_told_with_both_rows(branch: OpenBranch, tmp_path: Path, second: int) -> None:
    rows = numbered(9)
    rows[second] = rows[0]
    report = import_csv(branch, tmp_path, *rows)
    assert report.outcome is Outcome.MISTAKES
    assert [(found.row, found.code, found.refused.facts) for found in report.problems] == [
        (second + 2, "snapshots.account_twice", {"first": 2})
    ]
    assert kept(branch) == []


def test_an_older_snapshot_is_refused_and_one_of_the_same_moment_is_not(branch: OpenBranch, tmp_path: Path) -> None:
    import_csv(branch, tmp_path, *numbered(2))
    for dry_run in (True, False):
        with pytest.raises(Refused, match="older") as caught:
            import_csv(branch, tmp_path, *numbered(3), minute=29, dry_run=dry_run)
        assert caught.value.facts["in_force"] == "2026-11-20 09:30"
    assert import_csv(branch, tmp_path, *numbered(3)).ok
    assert kept(branch) == [("former", 0), ("current", 3)]


def test_an_older_snapshot_whose_column_says_so_is_refused_as_well(
    branch: OpenBranch, tmp_path: Path, actors: Actors
) -> None:
    import_csv(branch, tmp_path, *numbered(2), minute=31)
    with pytest.raises(Refused, match="older"):
        SnapshotService(branch.db).import_from(actors.teller, write_dbf(tmp_path, DBF_PLAIN), shipped("dbf"))
    assert kept(branch) == [("current", 2)]


def test_a_snapshot_from_the_future_would_lock_out_all_later_ones_and_is_refused(
    branch: OpenBranch, tmp_path: Path, clock: FixedClock
) -> None:
    clock.at = datetime.fromisoformat("2026-11-20T09:30:00+08:00") - timedelta(minutes=11)
    with pytest.raises(Refused, match="future"):
        import_csv(branch, tmp_path, PLAIN)
    clock.tick(60)
    assert import_csv(branch, tmp_path, PLAIN).ok


def test_a_file_without_accounts_does_not_take_the_place_of_one_with_them(branch: OpenBranch, tmp_path: Path) -> None:
    import_csv(branch, tmp_path, PLAIN)
    with pytest.raises(Refused, match="nothing"):
        import_csv(branch, tmp_path, minute=45)
    assert kept(branch) == [("current", 1)]


def test_cancelling_at_any_batch_changes_nothing(branch: OpenBranch, tmp_path: Path) -> None:
    import_csv(branch, tmp_path, PLAIN)
    for batch in range(1, 5):
        asked = itertools.count(1)
        report = import_csv(
            branch, tmp_path, *numbered(10), minute=45, cancelled=lambda asked=asked, batch=batch: next(asked) >= batch
        )
        assert (report.outcome, report.ok) == (Outcome.CANCELLED, False)
        assert kept(branch) == [("current", 1)]
    assert len(audited(branch)) == 1


def test_progress_tells_rows_and_how_many_there_will_be(branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    told: list[tuple[int, int]] = []
    path = write_dbf(tmp_path, *[(*DBF_PLAIN[:3], f"33{number}", *DBF_PLAIN[4:]) for number in range(7)])
    SnapshotService(branch.db).import_from(
        actors.teller, path, shipped("dbf"), progress=lambda rows, expected: told.append((rows, expected))
    )
    assert told == [(3, 7), (6, 7), (7, 7)]


class Crash(BaseException):
    """The process is gone."""


def test_a_crash_between_batches_leaves_the_old_one_and_the_next_import_sweeps(
    branch: OpenBranch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_csv(branch, tmp_path, PLAIN)
    before = in_force(branch)

    def crash(rows: int, expected: int) -> None:
        if rows > 6:
            raise Crash

    with monkeypatch.context() as dead:
        dead.setattr(storage, "abandon", lambda conn, snapshot_id: None)  # nobody is left to tidy up
        dead.setattr(storage, "sweep", lambda conn: 0)
        with pytest.raises(Crash):
            import_csv(branch, tmp_path, *numbered(10), minute=45, progress=crash)
    assert kept(branch) == [("current", 1), ("loading", 6)]
    assert in_force(branch) == before
    assert import_csv(branch, tmp_path, *numbered(2), minute=50).ok
    assert kept(branch) == [("former", 0), ("current", 2)]


def test_a_fault_of_any_kind_tidies_up(branch: OpenBranch, tmp_path: Path) -> None:
    def fault(rows: int, expected: int) -> None:
        if rows > 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_csv(branch, tmp_path, *numbered(10), progress=fault)
    assert kept(branch) == []


def test_a_second_import_overtakes_one_that_hangs(branch: OpenBranch, tmp_path: Path) -> None:
    def meanwhile(rows: int, expected: int) -> None:
        if rows == 6:
            assert import_csv(branch, tmp_path, PLAIN, BUSY, minute=46).ok

    with pytest.raises(Refused, match="overtaken"):
        import_csv(branch, tmp_path, *numbered(10), minute=45, progress=meanwhile)
    assert kept(branch) == [("current", 2)]


def test_a_newer_one_that_came_in_meanwhile_stays(branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    def meanwhile(rows: int, expected: int) -> None:
        if rows == 2:  # before anything was stored
            with branch.db.write(actors.teller) as tx:
                taken = datetime.fromisoformat("2026-11-20T09:50:00+08:00")
                storage.put_snapshot(tx.conn, [state("9")], taken, actors.teller.staff_id, "other.csv")

    with pytest.raises(Refused, match="older"):
        import_csv(branch, tmp_path, PLAIN, BUSY, minute=45, progress=meanwhile)
    assert in_force(branch)[1] == ["9"]
    assert kept(branch) == [("current", 1)]


def test_accounts_the_branch_does_not_have_and_those_the_file_does_not_are_counted(
    branch: OpenBranch, tmp_path: Path, actors: Actors
) -> None:
    register(branch, actors.teller, "330100000001", "330100000009")
    report = import_csv(branch, tmp_path, PLAIN, BUSY)
    assert (report.ok, report.unknown, report.missing) == (True, 1, 1)
    dry = import_csv(branch, tmp_path, PLAIN, BUSY, dry_run=True)
    assert (dry.unknown, dry.missing, dry.before) == (1, 1, 2)


def test_the_moment_may_be_given_only_where_the_mapping_asks_for_it(
    branch: OpenBranch, tmp_path: Path, actors: Actors
) -> None:
    service, path, given = SnapshotService(branch.db), write_csv(tmp_path, PLAIN), changed("csv", GIVEN)
    moment = datetime.fromisoformat("2026-11-20T09:00:00+08:00")
    assert service.check(actors.teller, path, given, taken_at=moment).taken_at == moment
    for mapping, taken_at, code in (
        (given, None, "moment_needed"),
        (shipped("csv"), moment, "moment_not_asked"),
    ):
        with pytest.raises(Refused, match=code):
            service.check(actors.teller, path, mapping, taken_at=taken_at)
    with pytest.raises(ValueError, match="naive"):
        service.check(actors.teller, path, given, taken_at=moment.replace(tzinfo=None))


@pytest.mark.parametrize(("name", "code"), [("a.csv", "moment_in_name"), ("a_20261320_0930.csv", "not_a_moment")])
def test_a_name_that_does_not_tell_the_moment_is_refused(
    branch: OpenBranch, tmp_path: Path, actors: Actors, name: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        SnapshotService(branch.db).check(actors.teller, write_csv(tmp_path, PLAIN, name=name), shipped("csv"))


@pytest.mark.rule("SE-1")
def test_only_those_may_import_whose_role_says_so(sqlite_branch: OpenBranch, tmp_path: Path, actors: Actors) -> None:
    service, path = SnapshotService(sqlite_branch.db), write_csv(tmp_path, PLAIN)
    may = {"teller", "supervisor", "general-manager", "admin"}
    for actor in actors.all():
        (role,) = actor.roles
        if role.value in may:
            assert service.import_from(actor, path, shipped("csv")).ok
        else:
            with pytest.raises(Refused, match=r"auth\.denied"):
                service.import_from(actor, path, shipped("csv"))
    assert service.info(actors.admin) == service.info(actors.compliance)
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.info(actors.archivist)


HEAD = csv_bytes(header=True)
LINES = [csv_bytes(PLAIN, header=False), csv_bytes(BUSY, header=False), b"\r\n", b'"', b",", b"\xff", b"\0", b"=1+1,"]
ROWS = st.lists(st.sampled_from(LINES) | st.binary(max_size=30), max_size=8).map(b"".join)
WHOLE = dbf_bytes(DBF_PLAIN, DBF_BUSY)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A sound DBF file with some bytes changed, cut off, or put in."""
    content = bytearray(WHOLE)
    for _ in range(draw(st.integers(0, 4))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(0, len(content)))]) if draw(st.booleans()) else bytes(content)


@pytest.fixture(scope="module")
def one_branch(tmp_path_factory: pytest.TempPathFactory, templates: Any) -> Iterator[OpenBranch]:
    """A branch with a snapshot in force, for many tries."""
    factory = BranchFactory(tmp_path_factory.mktemp("many"), templates)
    branch = factory.make("sqlite")
    who = Actors().teller
    with branch.db.write(who) as tx:
        storage.put_snapshot(tx.conn, [state("7")], branch.db.clock.now() - timedelta(hours=10), who.staff_id, "good")
    yield branch
    factory.close()


def _any_bytes(branch: OpenBranch, path: Path, content: bytes, mapping: SnapshotMapping) -> None:
    path.write_bytes(content)
    before = in_force(branch)
    try:
        report = SnapshotService(branch.db).import_from(Actors().teller, path, mapping)
    except Refused:
        report = None
    if report is not None and report.ok:
        assert not report.problems
        assert len(in_force(branch)[1]) == report.accounts > 0
        return
    assert report is None or report.problem_count
    assert in_force(branch) == before
    assert all(found in ("current", "former") for found, _ in kept(branch))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), ROWS.map(lambda rows: HEAD + rows)))
def test_any_bytes_as_csv_give_a_report_or_a_refusal_and_harm_nothing(
    one_branch: OpenBranch, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any_20261120_0930.csv"
    _any_bytes(one_branch, path, content, shipped("csv"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), spoilt()))
def test_any_bytes_as_dbf_give_a_report_or_a_refusal_and_harm_nothing(
    one_branch: OpenBranch, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.dbf"
    _any_bytes(one_branch, path, content, shipped("dbf"))


def test_the_columns_of_the_test_file_are_those_of_the_shipped_mapping() -> None:
    assert set(shipped("csv").columns) == set(CSV_COLUMNS) - {"客户姓名"}
