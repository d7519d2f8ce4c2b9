"""《流失分析表》 as a workbook (.xlsx): one sheet a breakdown with a native chart; who made it and when comes first.

Made in memory: nothing of it lies in a temporary file. Every text is a text cell and begins with no character that a
spreadsheet would take for the beginning of a formula, now or after it was saved as something else (SE-1).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.gateways.workbook import OPTIONS, safe_text
from app.reports.domain import rate, withdrawn
from app.reports.facts import ChurnFacts, ChurnRow, ChurnTable

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

COLUMNS = ("项目", "申请", "转出", "挽留", "在办", "撤回或未受理", "挽留率", "转出资产（元）")
PARTS = (("转出", 2, "#C0392B"), ("挽留", 3, "#2E7D5B"), ("在办", 4, "#B0B7C3"))
"""Label, column and colour of the parts of a bar."""
SUMMARY = "总体情况"
_NOTE = (
    "申请按客户提出的日期统计，首尾两日均计算在内；撤回或者未受理的也计入申请。挽留率为挽留占转出与挽留之和的比例。"
    "转出资产按受理时的客户资产计算。"
)


def workbook(facts: ChurnFacts, station: str) -> bytes:
    """The report as an .xlsx file. ``station``: where it was made."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties(
        {
            "title": "流失分析表", "author": facts.made_by, "company": facts.head.branch.branch,
            "created": facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None),
        }
    )  # fmt: skip
    formats = _Formats(book)
    _summary(book, formats, facts, station)
    for table in facts.tables:
        _breakdown(book, formats, facts, table)
    book.close()
    return target.getvalue()


class _Formats:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def make(**more: Any) -> Any:
            return book.add_format({"font_size": 10.5, "valign": "vcenter", **more})

        self.plain = make()
        self.wrapped = make(text_wrap=True, valign="top")
        self.title = make(bold=True, font_size=14)
        self.head = make(bold=True, bg_color="#E8ECF2", bottom=1, text_wrap=True)
        self.count = make(num_format="#,##0")
        self.share = make(num_format="0.0%")
        self.money = make(num_format="#,##0.00")
        self.sums = {
            look: make(bold=True, top=1, num_format=look) for look in ("", "#,##0", "0.0%", "#,##0.00")
        }  # fmt: skip


def _summary(book: xlsxwriter.Workbook, formats: _Formats, facts: ChurnFacts, station: str) -> None:
    sheet = book.add_worksheet(SUMMARY)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 48)
    sheet.write_string(0, 0, "流失分析表", formats.title)
    total = facts.total
    lines: tuple[tuple[str, Any, Any], ...] = (
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}", formats.plain),
        ("统计期间", f"{facts.since.isoformat()} 至 {facts.until.isoformat()}", formats.plain),
        ("导出人", facts.made_by, formats.plain),
        ("导出时间", branch_time(facts.made_at), formats.plain),
        ("导出地点", station, formats.plain),
        ("申请", total.requests, formats.count),
        ("转出", total.left, formats.count),
        ("挽留", total.retained, formats.count),
        ("在办", total.open, formats.count),
        ("撤回或未受理", withdrawn(total), formats.count),
        ("挽留率", rate(total), formats.share),
        ("转出资产（元）", float(total.assets_left), formats.money),
        ("说明", _NOTE, formats.wrapped),
    )
    for place, (label, value, look) in enumerate(lines, 1):
        sheet.write_string(place, 0, label, formats.head)
        _cell(sheet, place, 1, value, look)
    sheet.set_row(len(lines), 60)
    _paper(sheet, facts)


def _breakdown(book: xlsxwriter.Workbook, formats: _Formats, facts: ChurnFacts, table: ChurnTable) -> None:
    sheet = book.add_worksheet(table.title)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 6, 11)
    sheet.set_column(7, 7, 20)
    for column, label in enumerate(COLUMNS):
        sheet.write_string(0, column, label, formats.head)
    sheet.freeze_panes(1, 1)
    for place, row in enumerate(table.rows, 1):
        for column, (value, look) in enumerate(_cells(row)):
            _cell(sheet, place, column, value, _look(formats, look))
    for column, (value, look) in enumerate(_cells(facts.total)):
        _cell(sheet, len(table.rows) + 1, column, value, formats.sums[look])
    if table.rows:
        _chart(book, sheet, table)
    _paper(sheet, facts)
    sheet.repeat_rows(0)


def _cells(row: ChurnRow) -> tuple[tuple[Any, str], ...]:
    counts = (row.requests, row.left, row.retained, row.open, withdrawn(row))
    return (
        (row.label, ""),
        *((count, "#,##0") for count in counts),
        (rate(row), "0.0%"),
        (float(row.assets_left), "#,##0.00"),
    )


def _look(formats: _Formats, look: str) -> Any:
    return {"": formats.plain, "#,##0": formats.count, "0.0%": formats.share, "#,##0.00": formats.money}[look]


def _cell(sheet: Worksheet, row: int, column: int, value: Any, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, safe_text(value), look)
    else:
        sheet.write_number(row, column, value, look)


def _chart(book: xlsxwriter.Workbook, sheet: Worksheet, table: ChurnTable) -> None:
    """Bars of those who left, were retained, are open; below the figures, growing with the number of rows."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(table.rows)
    for label, column, colour in PARTS:
        chart.add_series(
            {
                "name": label,
                "categories": [table.title, 1, 0, last, 0],
                "values": [table.title, 1, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": table.title, "overlay": False})
    # the first row on top, as in the table, and the scale below the bars still
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_x_axis({"num_format": "0", "min": 0, "name": "件"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 160 + 28 * last})
    sheet.insert_chart(last + 3, 0, chart)


def _paper(sheet: Worksheet, facts: ChurnFacts) -> None:
    """Printed: landscape A4, one page wide, who and when at the foot of each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    who = f"{facts.made_by} {branch_time(facts.made_at)}".replace("&", "&&")
    sheet.set_footer(f"&L{who[:200]}&R&P/&N")
