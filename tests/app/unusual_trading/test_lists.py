"""Lists of unusual accounts: read whole, told by row, all or nothing, each client and suspicion one call (FU-5)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.custody import storage as custody
from app.policy.loader import load_policy
from app.tasks import storage as tasks
from app.tasks.domain import TaskKind, TaskState
from app.tasks.service import TaskService
from app.unusual_trading import storage
from app.unusual_trading.domain import Suspicion
from app.unusual_trading.importing import ImportOutcome, UnusualImport
from app.unusual_trading.service import UnusualTradingService
from app.unusual_trading.sheet_rows import COLUMNS, template
from tests.builders import Actors
from tests.people import NOON, add_client
from tests.stopping import Onlooker

HEAD = ",".join(COLUMNS.headings)
GOOD = (
    "8801000001,2026-11-19,代客操作,同一设备登录多个账户",
    "8801000001,2026-11-18,trading-for-client,",
    "8801000002,2026年11月19日,诱导频繁交易,",
)


@pytest.fixture
def service(branch: OpenBranch, actors: Actors) -> UnusualTradingService:
    with branch.db.write(actors.teller) as tx:
        for place, name in enumerate(("张三丰", "李四光"), 1):
            made = add_client(tx.conn, name=name, paper_number=f"11010119900307003{place}")
            number = f"880100000{place}"
            custody.open_fund_account(tx.conn, client_id=made.id, number=number, at=NOON, most=3)
    return UnusualTradingService(branch.db, load_policy())


def written(folder: Path, *lines: str, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join((HEAD, *lines, "")), encoding="gb18030")
    return path


def told(report: UnusualImport) -> list[tuple[int, str, str]]:
    return [(found.row, found.column, found.code) for found in report.problems]


def stored(branch: OpenBranch) -> tuple[int, int]:
    with branch.db.read() as conn:
        rows = conn.execute(sa.select(sa.func.count()).select_from(storage.unusual_line)).scalar_one()
        return rows, len(tasks.open_ones(conn, TaskKind.UNUSUAL_TRADING))


@pytest.mark.rule("FU-5")
def test_two_lines_of_one_client_and_suspicion_make_one_call_with_the_suspicion_in_it(
    branch: OpenBranch, service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    path = written(tmp_path, *GOOD)
    dry = service.import_file(actors.compliance, path, dry_run=True)
    assert (dry.outcome, dry.rows, dry.calls, stored(branch)) == (ImportOutcome.CHECKED, 3, 2, (0, 0))
    report = service.import_file(actors.compliance, path, dry_run=False)
    assert (report.outcome, report.calls, stored(branch)) == (ImportOutcome.IMPORTED, 2, (3, 2))
    (one,) = service.lists(actors.general_manager)
    assert (one.listed.number, one.listed.source, one.open_calls) == (report.number, "名单.csv", 2)
    lines = service.lines(actors.compliance, one.listed.id)
    assert lines[0].line.task_id == lines[1].line.task_id != lines[2].line.task_id
    with branch.db.read() as conn:
        call = tasks.by_id(conn, lines[0].line.task_id)
    assert (call.kind, call.assigned_to, call.rule, call.due_on) == (
        TaskKind.UNUSUAL_TRADING, "", "FU-5", date(2026, 11, 25)
    )  # fmt: skip
    assert "代客操作" in call.text
    assert "2026-11-18、2026-11-19" in call.text
    assert lines[2].line.suspicion is Suspicion.CHURNING


@pytest.mark.rule("FU-5")
def test_the_page_shows_the_state_of_each_call_and_only_a_saved_contact_finishes_it(
    branch: OpenBranch, service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    service.import_file(actors.compliance, written(tmp_path, GOOD[2]), dry_run=False)
    (one,) = service.lists(actors.compliance)
    (line,) = service.lines(actors.compliance, one.listed.id)
    assert (line.task_state, line.attempts, line.outcome, line.client_name) == (TaskState.OPEN, 0, "", "李四光")
    with pytest.raises(Refused, match=r"tasks\.bound_contact"):
        TaskService(branch.db).done(actors.supervisor, line.line.task_id, "已核实", 1)


@pytest.mark.rule("FU-5")
def test_every_mistake_is_told_by_row_and_column_and_nothing_is_taken_in(
    branch: OpenBranch, service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    path = written(
        tmp_path, GOOD[0], "9999,2026-11-19,代客操作,", "8801000002,2026-12-19,别的,",
        "8801000002,2020-01-01,other,=1+1",
        "8801000001,2026-11-19,代客操作,又一次", ",,,只有说明",
    )  # fmt: skip
    report = service.import_file(actors.compliance, path, dry_run=False)
    account, day, suspicion, remark = COLUMNS.headings
    assert told(report) == [
        (3, account, "unusual.no_account"),
        (4, day, "unusual.day_to_come"), (4, suspicion, "unusual.suspicion"),
        (5, day, "unusual.day_too_old"), (5, remark, "sheet.formula"),
        (6, account, "unusual.twice_in_file"),
        (7, account, "text.required"), (7, day, "text.required"), (7, suspicion, "text.required"),
    ]  # fmt: skip
    assert (report.outcome, report.calls, stored(branch)) == (ImportOutcome.MISTAKES, 0, (0, 0))


def test_the_same_file_is_taken_in_once_and_known_lines_are_a_mistake_or_left_out(
    branch: OpenBranch, service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    service.import_file(actors.compliance, written(tmp_path, GOOD[0]), dry_run=False)
    with pytest.raises(Refused, match=r"unusual\.imported_before"):
        service.import_file(actors.compliance, written(tmp_path, GOOD[0], name="again.csv"), dry_run=True)
    more = written(tmp_path, *GOOD, name="more.csv")
    assert told(service.import_file(actors.compliance, more, dry_run=False)) == [
        (2, COLUMNS.heading("account"), "unusual.known_already")
    ]
    report = service.import_file(actors.compliance, more, dry_run=False, skip_duplicates=True)
    assert (report.skipped, report.calls, stored(branch)) == (1, 2, (3, 3))
    with branch.db.read() as conn:
        client_id = custody.fund_account_by_number(conn, "8801000001").client_id  # type: ignore[union-attr]  # made
        assert len(storage.of_client(conn, client_id)) == 2
        assert storage.count_in(conn, date(2026, 11, 19), date(2026, 11, 19)) == {
            Suspicion.TRADING_FOR_CLIENT: 1, Suspicion.CHURNING: 1
        }  # fmt: skip


def test_lists_are_not_for_everybody(service: UnusualTradingService, actors: Actors, tmp_path: Path) -> None:
    for who in (actors.teller, actors.marketing, actors.admin):
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.import_file(who, written(tmp_path, *GOOD), dry_run=True)
        with pytest.raises(Refused, match=r"auth\.denied"):
            service.lists(who)


def test_the_template_can_be_filled_in_and_taken_in(
    service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    path = tmp_path / "filled.xlsx"
    path.write_bytes(template())
    book = openpyxl.load_workbook(path)
    book["名单"].append(["8801000002", "2026-11-19", "违规承诺收益或承担损失", ""])
    book.save(path)
    book.close()
    assert service.import_file(actors.supervisor, path, dry_run=True).calls == 1


@pytest.mark.rule("FU-5")
def test_a_list_that_is_cancelled_while_it_is_read_or_entered_makes_no_call(
    branch: OpenBranch, service: UnusualTradingService, actors: Actors, tmp_path: Path
) -> None:
    path = written(tmp_path, *GOOD)
    for at in (0, 3):
        with pytest.raises(Refused, match=r"work\.cancelled"):
            service.import_file(actors.compliance, path, dry_run=False, watch=Onlooker(at).watch)
    assert stored(branch) == (0, 0)
    assert service.import_file(actors.compliance, path, dry_run=False).rows == 3
