"""The churn report as a workbook, read back by other means than it was written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.branch.opened import OpenBranch
from app.gateways.workbook import safe_text
from app.reports import churn
from app.reports.facts import ChurnFacts, ChurnRow, ChurnTable
from app.reports.workbook import COLUMNS, SUMMARY, workbook
from app.transfer_out.case import Status
from forms import sample_facts
from forms.churn_report import form
from tests.app.reports.desk import Asked, put, reports_of
from tests.app.reports.workbook_reading import read
from tests.builders import Actors

SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def facts(*rows: ChurnRow, made_by: str = "样经理（工号G001）") -> ChurnFacts:
    total = ChurnRow("合计", 10, 5, 2, 1, Decimal("123.45"))
    return ChurnFacts(
        head=sample_facts.sample_branch_head("LS1"), since=SINCE, until=UNTIL,
        made_at=datetime(2026, 11, 20, 2, 30, tzinfo=UTC), made_by=made_by, total=total,
        tables=(ChurnTable(churn.BY_REASON, rows),),
    )  # fmt: skip


@pytest.mark.rule("SE-1")
@pytest.mark.rule("TO-16")
def test_who_and_when_stand_on_the_first_sheet_and_at_the_foot_of_each(branch: OpenBranch, actors: Actors) -> None:
    put(branch, actors, [Asked(SINCE), Asked(UNTIL, Status.RETAINED), Asked(UNTIL, Status.CANCELLED)])
    who = actors.supervisor
    book = read(reports_of(branch).churn_xlsx(who, SINCE, UNTIL))
    assert list(book.sheets) == [
        SUMMARY,
        "按转销户原因",
        "按客户分类",
        "按分管员工",
        "按受理柜员",
        "按审批层级",
        "按月份",
    ]
    summary = {book.sheets[SUMMARY][f"A{row}"]: book.sheets[SUMMARY].get(f"B{row}") for row in range(2, 15)}
    assert summary["导出人"] == f"{who.name}（工号{who.staff_number}）"
    assert summary["导出时间"] == "2026-11-20 10:00"
    assert summary["导出地点"] == who.station
    assert summary["统计期间"] == "2026-01-01 至 2026-12-31"
    assert (summary["申请"], summary["转出"], summary["挽留"], summary["撤回或未受理"]) == (3, 1, 1, 1)
    assert summary["挽留率"] == 0.5
    feet = [part for name, part in book.parts.items() if name.startswith("xl/worksheets/sheet")]
    assert all(f"{who.name}（工号{who.staff_number}） 2026-11-20 10:00" in part for part in feet)


@pytest.mark.rule("TO-16")
def test_each_sheet_holds_the_figures_of_its_breakdown_and_a_chart_of_them(branch: OpenBranch, actors: Actors) -> None:
    put(branch, actors, [Asked(SINCE, assets="250000.55"), Asked(date(2026, 2, 3), Status.RETAINED), Asked(UNTIL)])
    reports = reports_of(branch)
    report = reports.churn(actors.supervisor, SINCE, UNTIL)
    book = read(reports.churn_xlsx(actors.supervisor, SINCE, UNTIL))
    for table in report.tables:
        sheet = book.sheets[table.title]
        assert [sheet[f"{column}1"] for column in "ABCDEFGH"] == list(COLUMNS)
        for place, row in enumerate((*table.rows, report.total), 2):
            shown = [sheet[f"{column}{place}"] for column in "ABCDE"]
            assert shown == [row.label, row.requests, row.left, row.retained, row.open]
            assert sheet[f"H{place}"] == float(row.assets_left)
        assert ("G2" in sheet) is bool(table.rows[0].left + table.rows[0].retained)
        last = len(table.rows) + 1
        cells = f"$C$2:$C${last}" if last > 2 else "$C$2"
        assert any(f"{table.title}!{cells}" in (reference.replace("'", "") for reference in c) for c in book.charts)
    assert len(book.charts) == len(report.tables)
    assert book.formulas == 0


def test_a_period_without_requests_makes_a_workbook_without_charts(branch: OpenBranch, actors: Actors) -> None:
    book = read(reports_of(branch).churn_xlsx(actors.supervisor, SINCE, UNTIL))
    assert book.charts == ()
    assert len(book.sheets) == 7
    assert "G2" not in book.sheets["按月份"]


@pytest.mark.rule("SE-1")
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FORMULA_STARTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_label_becomes_a_formula(start: str, rest: str) -> None:
    label = start + rest
    assert safe_text(label) == f"'{label}"
    book = read(workbook(facts(ChurnRow(label, 1, 0, 1, 0, Decimal(0)), made_by=label), "01"))
    assert book.formulas == 0
    texts = [value for sheet in book.sheets.values() for value in sheet.values() if isinstance(value, str)]
    assert not [text for text in texts if text.startswith(FORMULA_STARTS)]


def test_hostile_strings_come_back_as_they_were() -> None:
    labels = [
        "<img src='file:///etc/passwd'>", "&L&\"Arial\"", "http://example.invalid/", "'; DROP TABLE", "样\u202e例",
        "00123", "1/2", "TRUE", "{=1}", "x" * 32_000, "客户]]><x>",
    ]  # fmt: skip
    book = read(workbook(facts(*(ChurnRow(label, 1, 1, 0, 0, Decimal(1)) for label in labels), made_by="甲&乙"), "01"))
    sheet = book.sheets[churn.BY_REASON]
    assert [sheet[f"A{row}"] for row in range(2, len(labels) + 2)] == labels
    assert book.formulas == 0
    assert "hyperlink" not in "".join(book.parts.values())


def test_the_same_facts_make_the_same_bytes() -> None:
    assert workbook(form.sample(), "01") == workbook(form.sample(), "01")


def test_nothing_is_written_to_a_temporary_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not-there"))
    assert workbook(form.sample(), "01").startswith(b"PK")
