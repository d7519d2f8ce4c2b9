"""What each list finds, masks, sums and leaves out, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.reports.catalogue import report
from app.reports.making import Work
from app.reports.run_rows import Way
from app.reports.run_service import ReportRunService
from app.samples.people import resident_number
from app.staff.storage import staff
from tests.app.onboarding.desk import PlainPress, services_for
from tests.app.reports.rows import TODAY, fill
from tests.builders import Actors

PERIOD = {"since": "2026-11-01", "until": "2026-11-20"}
FOUND: dict[str, list[tuple[Any, ...]]] = {
    "openings": [("KH1", "样到期")],
    "changes": [("BG1", "客户资料变更")],
    "expiring-papers": [("样到期", "3301***********", "138****0001", 10)],
    "not-assessed": [("样到期",)],
    "expiring-assessments": [("样测评", date(2026, 11, 25), 5)],
    "mismatches": [("BP1", "SY0003")],
    "late-problems": [("late problem", None, 3), ("answered late", TODAY, 2)],
    "problems": [("answered in time", "已答复"), ("answered late", "已答复"), ("late problem", "未答复")],
    "callbacks": [("开户回访", 4, 1, 1, 1), ("重点客户走访", 1, 0)],
    "contacts": [("开户后回访",), ("上门拜访",), ("异常交易核实",)],
    "visits": [("上门拜访", "已联系上")],
    "unusual-trading": [("异常交易核实", "频繁买卖")],
    "education": [("TJ1", "反诈讲座")],
    "messages": [("风险提示", "138****0001", "已送达")],
    "loans-out": [("DA1", "主管", 4)],
    "destructions": [("XH1", "DA1", 3, 7, "待审批")],
    "reprints": [("D1", 2, "客户遗失")],
    "printed-copies": [("D1", 2, 1)],
    "unmaskings": [("手机号码", "电话核实")],
    "bulk-looks": [("短时间内查看大量客户", 60)],
    "watch-hits": [("KH1", "样到斯", 96, "待核查")],
}
"""Of each list, in order: some cells of every row."""


def on(branch: OpenBranch, actors: Actors) -> ReportRunService:
    services = services_for(branch, PlainPress())
    with branch.db.write(actors.admin) as tx:
        fill(tx.conn, services.policy.questionnaire.pack)
    return services.report_runs


@pytest.fixture
def filled(sqlite_branch: OpenBranch, actors: Actors) -> ReportRunService:
    """The service on a branch with a row or two for every list."""
    return on(sqlite_branch, actors)


@pytest.fixture
def filled_both(branch: OpenBranch, actors: Actors) -> ReportRunService:
    """The same on either database."""
    return on(branch, actors)


def who_may(actors: Actors, name: str) -> Actor:
    return next(who for who in (actors.general_manager, actors.compliance) if report(name).may(who))


def given(name: str) -> dict[str, str]:
    names = {parameter.name for parameter in report(name).parameters}
    return {key: value for key, value in PERIOD.items() if key in names}


def test_every_list_finds_its_rows_and_nothing_else(filled_both: ReportRunService, actors: Actors) -> None:
    for name, expected in FOUND.items():
        seen = filled_both.look(who_may(actors, name), name, given(name))
        assert seen.count == len(expected), name
        for row, cells in zip(seen.rows, expected, strict=True):
            for cell in cells:
                masked = isinstance(cell, str) and cell.endswith("***")
                assert any(str(one).startswith(cell) if masked else one == cell for one in row), (name, row, cell)


@pytest.mark.rule("FU-3")
def test_a_problem_answered_in_time_is_not_among_the_late_ones(filled: ReportRunService, actors: Actors) -> None:
    seen = filled.look(actors.general_manager, "late-problems", PERIOD)
    assert "answered in time" not in {row[0] for row in seen.rows}


@pytest.mark.rule("CP-3")
def test_complaints_are_summed_by_every_breakdown_and_once_in_the_total(
    filled_both: ReportRunService, actors: Actors
) -> None:
    seen = filled_both.look(actors.general_manager, "complaints", PERIOD)
    assert {row[0] for row in seen.rows} == {
        "按投诉类型",
        "按投诉来源",
        "按投诉级别",
        "按办理状态",
        "按月份",
        "按被投诉单位",
    }
    assert (seen.totals[1], seen.totals[2], str(seen.totals[9])) == ("合计", 1, "123.45")


@pytest.mark.rule("SF-1")
def test_marks_are_shown_for_months_that_are_over_with_enough_answers(
    filled_both: ReportRunService, actors: Actors
) -> None:
    seen = filled_both.look(actors.general_manager, "satisfaction", {"since": "2026-10-01", "until": "2026-10-31"})
    assert [(row[0], row[3], row[5]) for row in seen.rows][-1] == ("2026-10", 5, "4.20")
    none = filled_both.look(actors.general_manager, "satisfaction", PERIOD)
    assert none.count == 0  # November runs


@pytest.mark.rule("FU-4")
def test_the_monthly_service_report_counts_the_month_and_lists_what_came_of_visits(
    filled_both: ReportRunService, actors: Actors
) -> None:
    seen = filled_both.look(actors.general_manager, "service-report", {"month": "2026-11"})
    figures = {(row[0], row[1]): (row[2], row[3]) for row in seen.rows}
    assert figures["开户与变更", "个人开户"] == ("1", "0")
    assert figures["客户回访", "应办开户回访"] == ("4", "0")
    assert figures["客户回访", "按期办结"] == ("1", "0")
    assert figures["客户回访", "逾期办结"] == ("1", "0")
    assert figures["客户回访", "逾期未办"] == ("1", "0")
    assert figures["客户回访", "逾期答复的问题"] == ("2", "0")
    assert figures["重点客户走访", "走访和联系"] == ("1", "0")
    assert figures["重点客户走访", "逾期未走访"] == ("1", "0")
    assert figures["客户投诉", "受理投诉"] == ("1", "0")
    assert figures["满意度", "平均分（满分5分）"] == ("—", "4.20")
    assert figures["风险事件", "登记的风险事件"] == ("1", "0")


@pytest.mark.rule("SE-1")
def test_numbers_are_in_full_only_for_a_reason_which_is_registered(filled: ReportRunService, actors: Actors) -> None:
    number = resident_number("330102", date(1980, 1, 1), 5)
    who = actors.general_manager
    assert number not in filled.export(who, "expiring-papers", {}, Way.CSV).decode()
    assert number in filled.export(who, "expiring-papers", {}, Way.CSV, "逐户电话通知").decode()
    assert sorted(run.unmasked_for for run in filled.runs(who, "expiring-papers")) == ["", "逐户电话通知"]
    with pytest.raises(Refused) as refused:
        filled.export(actors.compliance, "expiring-papers", {}, Way.CSV, "看看")
    assert refused.value.code == "auth.denied"


@pytest.mark.rule("SE-1")
def test_no_text_of_a_file_is_what_a_spreadsheet_would_calculate(
    filled: ReportRunService, sqlite_branch: OpenBranch, actors: Actors
) -> None:
    with sqlite_branch.db.write(actors.admin) as tx:
        tx.conn.execute(sa.update(staff).where(staff.c.id == "staff-teller").values(name="=1+1"))
    text = filled.export(actors.general_manager, "open-tasks", {}, Way.CSV).decode("utf-8-sig")
    assert ",=1+1" not in text
    assert "\n=1+1" not in text
    assert "'=1+1" in text


def test_a_report_that_is_stopped_leaves_nothing(filled: ReportRunService, actors: Actors) -> None:
    with pytest.raises(Refused) as refused:
        filled.export(actors.general_manager, "openings", PERIOD, Way.CSV, work=Work(stop=lambda: True))
    assert refused.value.code == "reports.stopped"
    assert filled.runs(actors.general_manager) == ()


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"since": "2026-11-20", "until": "2026-11-01"}, "reports.period_backwards", "since"),
        ({"since": "gestern"}, "reports.day", "since"),
        ({"since": "1999-12-31"}, "reports.too_early", "since"),
        ({"since": "9999-12-31", "until": "9999-12-31"}, "reports.too_late", "since"),
        ({"kind": "x"}, "reports.choice", "kind"),
        ({"staff": "a b"}, "reports.staff", "staff"),
        ({"colour": "red"}, "reports.unknown_parameter", None),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    sqlite_branch: OpenBranch, actors: Actors, asked: dict[str, str], code: str, field: str | None
) -> None:
    runs = services_for(sqlite_branch, PlainPress()).report_runs
    with pytest.raises(Refused) as refused:
        runs.look(actors.general_manager, "openings", asked)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("name", "asked", "code"),
    [
        ("nothing", {}, "reports.unknown"),
        ("risk-levels", {"day": "2026-11-21"}, "reports.future_day"),
        ("service-report", {"month": "2026-13"}, "reports.month"),
        ("service-report", {"month": "2026-12"}, "reports.future_day"),
        ("expiring-papers", {"within": "-1"}, "reports.number"),
        ("expiring-papers", {"within": "00000000000199999999999"}, "reports.number"),
        ("service-report", {"month": "0001-01"}, "reports.too_early"),
    ],
)
def test_other_things_that_cannot_be_asked(
    sqlite_branch: OpenBranch, actors: Actors, name: str, asked: dict[str, str], code: str
) -> None:
    runs = services_for(sqlite_branch, PlainPress()).report_runs
    with pytest.raises(Refused) as refused:
        runs.look(actors.general_manager, name, asked)
    assert refused.value.code == code
