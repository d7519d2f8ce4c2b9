"""《满意度统计表》 as a workbook (.xlsx), with charts: the same figures as on the paper, and no more (SF-1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.gateways.workbook import OPTIONS, safe_text
from app.satisfaction.facts import SatisfactionFacts, SatisfactionRow, SatisfactionTable

if TYPE_CHECKING:
    import xlsxwriter

HEADING = ("项目", "询问", "答卷", "婉拒", "未作答", "平均分", "折合百分")
TITLE = "满意度统计表"


def workbook(facts: SatisfactionFacts, station: str) -> bytes:
    """The table as an .xlsx file. ``station``: where it was made."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    created = facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None)
    company = facts.head.branch.branch
    book.set_properties({"title": TITLE, "author": facts.made_by, "company": company, "created": created})
    bold = book.add_format({"bold": True, "bg_color": "#E8ECF2", "bottom": 1})
    _summary(book, bold, facts, station)
    for table in (facts.months, facts.people, *facts.each):
        _table(book, bold, table)
    _counts(book, bold, facts)
    book.close()
    return target.getvalue()


def _summary(book: xlsxwriter.Workbook, bold: Any, facts: SatisfactionFacts, station: str) -> None:
    sheet = book.add_worksheet("总体情况")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
    lines = (
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}"), ("统计月份", facts.period),
        ("导出人", facts.made_by), ("导出时间", branch_time(facts.made_at)), ("导出地点", station),
        ("询问", facts.total.asked), ("答卷", facts.total.answered), ("婉拒", facts.total.declined),
        ("未作答", facts.total.silent), ("平均分", facts.total.average),
        ("说明", f"当月答卷不足{facts.enough}份的不显示平均分；为避免推算出个别客户的评分，部分人员合并显示。"),
    )  # fmt: skip
    for place, (label, value) in enumerate(lines):
        sheet.write_string(place, 0, label, bold)
        _cell(sheet, place, 1, value)


def _table(book: xlsxwriter.Workbook, bold: Any, table: SatisfactionTable) -> None:
    sheet = book.add_worksheet(table.title)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 6, 11)
    for column, label in enumerate(HEADING):
        sheet.write_string(0, column, label, bold)
    sheet.freeze_panes(1, 1)
    for place, one in enumerate(table.rows, 1):
        for column, value in enumerate(_values(one)):
            _cell(sheet, place, column, value)
    if table.rows:
        last = len(table.rows)
        chart = book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": "平均分（折合百分）", "categories": [table.title, 1, 0, last, 0],
                "values": [table.title, 1, 6, last, 6], "fill": {"color": "#2F6FB3"},
                "data_labels": {"value": True},
            }
        )  # fmt: skip
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis({"min": 0, "max": 100})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 120 + 28 * last})
        sheet.insert_chart(last + 2, 0, chart)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _counts(book: xlsxwriter.Workbook, bold: Any, facts: SatisfactionFacts) -> None:
    for title, rows in (("不满意原因", facts.reasons), ("询问的业务", facts.cases)):
        sheet = book.add_worksheet(title)
        sheet.set_column(0, 0, 30)
        for column, label in enumerate(("项目", "次数")):
            sheet.write_string(0, column, label, bold)
        for place, one in enumerate(rows, 1):
            for column, value in enumerate(one):
                _cell(sheet, place, column, value)
    sheet = book.add_worksheet("客户意见")
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, "客户意见（不分人员和时间顺序）", bold)
    for place, words in enumerate(facts.words, 1):
        _cell(sheet, place, 0, words)


def _values(one: SatisfactionRow) -> tuple[Any, ...]:
    return (one.label, one.asked, one.answered, one.declined, one.silent, one.average, one.hundred)


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value)
    elif value:
        sheet.write_string(row, column, safe_text(value))
