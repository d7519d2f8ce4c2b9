"""A list is imported whole or not at all; whom it fits waits for compliance; a new list is looked at for all (KY-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.common.actor import Role
from app.common.errors import Refused
from app.due_diligence import hit_rows, importing, screening, sheet_rows, storage
from app.due_diligence.closeness import Closeness
from app.due_diligence.domain import Entry, Part, Standing, Subject, Verdict
from app.due_diligence.importing import ImportOutcome, ListImport
from app.due_diligence.naming import forms
from app.due_diligence.service import ScreeningService
from app.gateways.sheet import long_sheet
from tests.builders import Actors, actor
from tests.people import add_client

HEAD = "姓名或名称,证件号码,备注"
ROWS = ("章三风,,虚构", "Garcia Jose,X1234567,", "示例貿易有限公司,91110000MA00000000,")
DATED = date(2026, 11, 1)


def written(folder: Path, rows: Sequence[str] = ROWS, head: str = HEAD) -> Path:
    path = folder / "名单.csv"
    path.write_text("\n".join((head, *rows, "")), encoding="utf-8")
    return path


def service(branch: OpenBranch, threshold: int = 90) -> ScreeningService:
    return ScreeningService(branch.db, threshold)


def imported(
    branch: OpenBranch, actors: Actors, folder: Path, rows: Sequence[str] = ROWS, *, dated: date = DATED,
    dry_run: bool = False,
) -> ListImport:  # fmt: skip
    path = written(folder, rows)
    return service(branch).import_list(
        actors.compliance, path, source="样张来源", dated=dated, dry_run=dry_run
    )  # fmt: skip


def look(branch: OpenBranch, subject: Subject, case: str = "KH1") -> Standing:
    with branch.db.read() as conn:
        return screening.look(conn, [subject], case_number=case)


def note(branch: OpenBranch, actors: Actors, subject: Subject, case: str = "KH1") -> int:
    with branch.db.write(actors.teller) as tx:
        return screening.note(
            tx, [subject], case_number=case, opened_by=actors.teller.staff_id, opened_by_name=actors.teller.name
        )


def stored(branch: OpenBranch, table: sa.Table) -> int:
    with branch.db.read() as conn:
        return conn.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


ZHANG = Subject(Part.CLIENT, "张三丰", "110101199003071233")


@pytest.mark.rule("KY-3")
def test_a_hit_waits_until_compliance_decides_and_a_new_list_keeps_the_decision(
    branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    assert look(branch, ZHANG) is Standing.FREE  # no list yet
    assert imported(branch, actors, tmp_path).version == 1
    assert look(branch, ZHANG) is Standing.UNDECIDED
    assert look(branch, Subject(Part.CLIENT, "李四四")) is Standing.FREE
    assert note(branch, actors, ZHANG) == 1
    assert note(branch, actors, ZHANG) == 0  # once is enough
    desk = service(branch)
    (hit,) = desk.hits(actors.compliance)
    assert (hit.match.score, hit.match.by_number, hit.match.entry.name) == (100, False, "章三风")
    (decided,) = desk.decide(actors.compliance, [hit.id], Verdict.CLEARED, "证件号码不同，不是同一人")
    assert decided.decision is not None
    assert decided.decision.list_version == 1
    assert look(branch, ZHANG) is Standing.FREE
    assert desk.hits(actors.compliance) == ()
    imported(branch, actors, tmp_path, ("别人,,", *ROWS))  # the same person, in another row
    assert look(branch, ZHANG) is Standing.FREE
    assert stored(branch, storage.screening_entry) == 4  # the former list's are gone
    with pytest.raises(Refused, match="decided_already"):
        desk.decide(actors.compliance, [hit.id], Verdict.STOPPED, "又一次")


@pytest.mark.rule("KY-3")
def test_a_number_is_found_whatever_the_name_and_a_stopped_case_stays_stopped(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    imported(sqlite_branch, actors, tmp_path)
    other = Subject(Part.CLIENT, "完全不同", "x123 4567")
    note(sqlite_branch, actors, other)
    desk = service(sqlite_branch)
    (hit,) = desk.hits(actors.compliance)
    assert hit.match.by_number
    desk.decide(actors.compliance, [hit.id], Verdict.STOPPED, "号码相同")
    assert look(sqlite_branch, other) is Standing.STOPPED
    with sqlite_branch.db.read() as conn, pytest.raises(Refused) as refused:
        screening.need_free(conn, [other], case_number="KH1")
    assert refused.value.code == "screening.stopped"


@pytest.mark.rule("KY-3")
def test_nobody_decides_on_their_own_case_and_only_compliance_knows_of_hits(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    imported(sqlite_branch, actors, tmp_path)
    with sqlite_branch.db.write(actors.compliance) as tx:
        screening.note(tx, [ZHANG], case_number="KH2", opened_by=actors.compliance.staff_id)
    desk = service(sqlite_branch)
    (hit,) = desk.hits(actors.compliance)
    with pytest.raises(Refused) as own:
        desk.decide(actors.compliance, [hit.id], Verdict.CLEARED, "自己的")
    assert own.value.code == "screening.own_case"
    with pytest.raises(sa.exc.IntegrityError), sqlite_branch.db.engine.begin() as conn:
        conn.execute(
            hit_rows.screening_decision.insert().values(
                hit_id=hit.id, opened_by=hit.opened_by, verdict="cleared", reason="绕过", by=hit.opened_by,
                by_name="某", at=sqlite_branch.db.clock.now(), list_version=1,
            )
        )  # fmt: skip
    for role in (Role.TELLER, Role.SUPERVISOR, Role.GENERAL_MANAGER, Role.ADMIN):
        with pytest.raises(Refused, match="denied"):
            desk.hits(actor(role))
    with pytest.raises(Refused, match=r"text\.required"):
        desk.decide(actors.compliance, [hit.id], Verdict.CLEARED, " ")
    with pytest.raises(Refused, match=r"screening\.unknown"):
        desk.decide(actors.compliance, ["nobody"], Verdict.CLEARED, "没有")


@pytest.mark.rule("KY-3")
def test_mistakes_are_told_by_row_and_nothing_is_imported(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    rows = ("张三,,", ",123,", "李四,…,", "张三,,", "=1+1,,", "名" * 201 + ",,")
    found = imported(sqlite_branch, actors, tmp_path, rows)
    assert found.outcome is ImportOutcome.MISTAKES
    assert [(p.row, p.code) for p in found.problems] == [
        (3, "screening.name_missing"), (4, "screening.number_format"), (5, "screening.twice_in_file"),
        (6, "sheet.formula"), (7, "screening.name_long"),
    ]  # fmt: skip
    assert stored(sqlite_branch, storage.screening_entry) == 0
    dry = imported(sqlite_branch, actors, tmp_path, dry_run=True)
    assert (dry.outcome, dry.entries, dry.version) == (ImportOutcome.CHECKED, 3, 0)
    assert stored(sqlite_branch, storage.screening_list) == 0


def test_a_list_of_the_future_an_older_one_and_one_without_names_are_refused(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    imported(sqlite_branch, actors, tmp_path)
    for dated, code in ((date(2030, 1, 1), "screening.dated_ahead"), (date(2026, 10, 31), "screening.older")):
        with pytest.raises(Refused) as refused:
            imported(sqlite_branch, actors, tmp_path, dated=dated)
        assert refused.value.code == code
    with pytest.raises(Refused, match=r"sheet\.columns_missing"):
        service(sqlite_branch).import_list(
            actors.compliance, written(tmp_path, head="编号,号,注"), source="某", dated=DATED, dry_run=True
        )
    with pytest.raises(Refused, match=r"sheet\.column_twice"):
        service(sqlite_branch).import_list(
            actors.compliance, written(tmp_path, head="姓名,名称,备注"), source="某", dated=DATED, dry_run=True
        )
    with pytest.raises(Refused, match=r"text\.required"):
        service(sqlite_branch).import_list(
            actors.compliance, written(tmp_path), source=" ", dated=DATED, dry_run=True
        )  # fmt: skip


def test_the_empty_sheet_has_the_columns_that_are_looked_for(tmp_path: Path) -> None:
    path = tmp_path / sheet_rows.FILE_NAME
    path.write_bytes(sheet_rows.template())
    sheet = long_sheet(path, most_bytes=1_000_000, most_rows=10)
    assert sheet_rows.COLUMNS.places(sheet) == {"name": 0, "number": 1, "remark": 2}


@pytest.mark.parametrize("asked", [1, 2], ids=["looking", "storing"])
def test_an_import_that_is_cancelled_leaves_the_list_in_force_and_the_next_one_clears_up(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    monkeypatch.setattr(importing, "_BATCH", 3)  # the file is looked over in two pieces and stored in two
    imported(sqlite_branch, actors, tmp_path)
    told: list[tuple[int, int]] = []
    asks = count()

    def go(cancelled: Callable[[], bool]) -> ListImport:
        path = written(tmp_path, [f"某人{place},," for place in range(5)])
        return service(sqlite_branch).import_list(
            actors.compliance, path, source="另一来源", dated=DATED, dry_run=False,
            progress=lambda done, of: told.append((done, of)), cancelled=cancelled,
        )  # fmt: skip

    with pytest.raises(Refused, match=r"screening\.import_cancelled"):
        go(lambda: next(asks) == asked)
    with sqlite_branch.db.read() as conn:
        in_force = storage.in_force(conn)
    assert in_force is not None
    assert (in_force.version, in_force.source) == (1, "样张来源")
    assert go(lambda: False).version == 2
    assert stored(sqlite_branch, storage.screening_entry) == 5  # of the new list alone
    assert told[-1] == (3, 5)


@pytest.mark.rule("KY-3")
def test_a_new_list_is_looked_at_for_every_client_in_pieces_that_go_on_where_they_were(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    with sqlite_branch.db.write(actors.teller) as tx:
        for place, name in enumerate(("张三丰", "李四", "王五", "张三丰")):
            add_client(tx.conn, name=name, paper_number=f"11010119900307003{place}")
    desk = service(sqlite_branch)
    assert desk.recheck(actors.compliance) is None  # no list yet
    imported(sqlite_branch, actors, tmp_path)
    first = desk.recheck(actors.compliance, chunk=3)
    assert first is not None
    assert (first.checked, first.of, first.found, first.finished_at) == (3, 4, 1, None)
    last = service(sqlite_branch).recheck(actors.compliance, chunk=3)  # the program was started anew
    assert last is not None
    assert (last.checked, last.found) == (4, 2)
    assert last.finished_at is not None
    assert desk.recheck(actors.compliance) is None
    status = desk.status(actors.compliance)
    assert status.open_hits == 2
    assert {hit.opened_by for hit in desk.hits(actors.compliance)} == {""}


@pytest.mark.rule("KY-3")
@given(asked=st.lists(st.text("张章三王wang", min_size=1, max_size=6), min_size=1, max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_database_finds_whom_brute_force_finds(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path, asked: list[str]
) -> None:
    names = ["张三", "章三", "三张", "王", "wang zhang", "张王三", "张三王wang", "zhang三", "Wang San"]
    with sqlite_branch.db.read() as conn:
        there = storage.in_force(conn)
    if there is None:
        imported(sqlite_branch, actors, tmp_path, [f"{name},," for name in names])
    closeness = Closeness(90)
    with sqlite_branch.db.read() as conn:
        watch = storage.in_force(conn)
        assert watch is not None
        for name in asked:
            found = {m.entry.name: m.score for m in storage.matches(conn, watch, Subject(Part.CLIENT, name))}
            brute = {other: closeness.best(forms(name), forms(other)) for other in names}
            assert found == {other: score for other, score in brute.items() if score}


def test_an_entry_keeps_its_row_and_what_is_said_of_it(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    imported(sqlite_branch, actors, tmp_path)
    with sqlite_branch.db.read() as conn:
        watch = storage.in_force(conn)
        assert watch is not None
        (match,) = storage.matches(conn, watch, ZHANG)
    assert match.entry == Entry(2, "章三风", "", "虚构")
