"""《柜员日终清单》 and 《流失分析表》."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from types import ModuleType

import pytest

from app.reports.facts import ChurnRow, ChurnTable
from forms.churn_report import form as churn
from forms.day_sheet import form as day
from forms.engine.document import Bars, Document, Fields, Result, Table
from forms.engine.press import press_document
from tests.forms.engine.samples import extract, solid
from tests.forms.reading import said


def values(document: Document) -> list[tuple[str, str]]:
    return [(f.label, f.value) for block in document.blocks if isinstance(block, Fields) for f in block.fields]


@pytest.mark.rule("TO-11")
def test_the_day_sheet_lists_what_is_missing_by_case() -> None:
    tables = [block for block in day.build(day.sample()).blocks if isinstance(block, Table)]
    missing = {row[0]: row[4] for row in tables[0].rows}
    assert missing == {"KH20261122000001": "齐全", "ZX20261122000001": "客户身份证件复印件"}


@pytest.mark.rule("TO-11")
@pytest.mark.parametrize(("complete", "word"), [(True, "资料齐全"), (False, "资料不齐")])
def test_whether_the_day_is_complete_is_the_result(complete: bool, word: str) -> None:
    document = day.build(dataclasses.replace(day.sample(), complete=complete))
    (result,) = [block for block in document.blocks if isinstance(block, Result)]
    assert (result.value, result.remark) == (word, "办结2笔，未办结1笔，缺少资料1项")


def test_void_receipts_are_listed_with_their_reason_and_counted_apart() -> None:
    document = day.build(day.sample())
    assert "作废：打印机卡纸" in said(document)
    assert ("收据", "有效1张，作废1张") in values(document)
    assert ("收费合计", "50.00元") in values(document)


def test_a_day_without_anything_says_so_three_times() -> None:
    document = day.build(
        dataclasses.replace(day.sample(), cases=(), unfinished=(), receipts=(), taken=Decimal(0), complete=True)
    )
    text = said(document)
    for sentence in ("当日没有办结的业务。", "没有未办结的业务。", "当日没有开具收据。"):
        assert sentence in text


@pytest.mark.parametrize("form", [day, churn])
def test_a_paper_of_no_case_tells_no_case(form: ModuleType) -> None:
    document: Document = form.build(form.sample())
    assert "业务编号 " not in document.subtitle
    head = dataclasses.replace(form.sample().head, case_number="ZX1")
    assert "业务编号 ZX1" in form.build(dataclasses.replace(form.sample(), head=head)).subtitle


@pytest.mark.rule("TO-16")
def test_every_breakdown_has_a_chart_and_a_table_of_the_same_figures() -> None:
    document = churn.build(churn.sample())
    charts = [block for block in document.blocks if isinstance(block, Bars)]
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(charts) == len(tables) + 1 == len(churn.sample().tables) + 1
    for chart, table in zip(charts[1:], tables, strict=True):
        assert [(bar.label, *map(str, bar.parts)) for bar in chart.bars] == [(r[0], *r[2:5]) for r in table.rows]


@pytest.mark.rule("TO-16")
def test_the_rate_of_those_retained_is_among_those_that_ended() -> None:
    def row(left: int, retained: int, still: int) -> ChurnRow:
        return ChurnRow("甲", left + retained + still, left, retained, still, Decimal(0))

    def shown(line: ChurnRow) -> str:
        facts = dataclasses.replace(churn.sample(), tables=(ChurnTable("按月份", (line,)),))
        (table,) = [block for block in churn.build(facts).blocks if isinstance(block, Table)]
        return table.rows[0][5]

    assert shown(row(2, 1, 7)) == "33.3%"
    assert shown(row(0, 3, 0)) == "100.0%"
    assert shown(row(0, 0, 5)) == ""


def test_a_period_without_requests_says_so_in_place_of_an_empty_chart() -> None:
    nothing = ChurnRow("合计", 0, 0, 0, 0, Decimal(0))
    facts = dataclasses.replace(churn.sample(), total=nothing, tables=(ChurnTable("按月份", ()),))
    document = churn.build(facts)
    assert "统计期间内没有转销户申请。" in said(document)
    assert "合计转出0挽留0在办0" in solid(extract(press_document(document).pdf))


def test_a_year_of_staff_runs_over_pages_with_the_key_on_each() -> None:
    rows = tuple(ChurnRow(f"员工{n:03d}", n % 7, n % 3, n % 2, n % 2, Decimal(n)) for n in range(120))
    facts = dataclasses.replace(churn.sample(), tables=(ChurnTable("按分管员工", rows),))
    text = solid(extract(press_document(churn.build(facts)).pdf))
    assert all(text.count(f"员工{n:03d}") == 2 for n in range(120))
