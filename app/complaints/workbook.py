"""《投诉统计表》 as a workbook (.xlsx): one sheet a breakdown with a native chart; who made it and when comes first.

Made in memory: nothing of it lies in a temporary file. Every text is a text cell that no spreadsheet takes for a
formula (SE-1).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.complaints.facts import ComplaintStatisticsFacts, CountRow, CountTable
from app.gateways.workbook import OPTIONS, safe_text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

COLUMNS = ("项目", "受理", "在办", "结案", "撤回", "逾期", "属实", "回访满意", "补偿（元）")
_PARTS = (("在办", 2, "#B0B7C3"), ("结案", 3, "#2E7D5B"), ("撤回", 4, "#C9A227"))
"""Label, column and colour of the parts of a bar."""
_NOTE = (
    "按受理日期统计，首尾两日均计算在内。一件投诉涉及多个单位或者人员的，分别计入。逾期指未按时开始办理或者未按时答复。"
)


def workbook(facts: ComplaintStatisticsFacts, station: str) -> bytes:
    """The sums as an .xlsx file. ``station``: where it was made."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties(
        {
            "title": "投诉统计表", "author": facts.made_by, "company": facts.head.branch.branch,
            "created": facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None),
        }
    )  # fmt: skip
    looks = {
        "plain": book.add_format({"valign": "vcenter"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bg_color": "#E8ECF2", "bottom": 1, "text_wrap": True}),
        "count": book.add_format({"num_format": "#,##0"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
    }
    _summary(book, looks, facts, station)
    for table in facts.tables:
        _breakdown(book, looks, facts, table)
    book.close()
    return target.getvalue()


def _summary(
    book: xlsxwriter.Workbook, looks: dict[str, Any], facts: ComplaintStatisticsFacts, station: str
) -> None:  # fmt: skip
    sheet = book.add_worksheet("总体情况")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
    sheet.write_string(0, 0, "投诉统计表", looks["title"])
    told = (
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}"),
        ("统计期间", f"{facts.since.isoformat()} 至 {facts.until.isoformat()}"),
        ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)),
        ("导出地点", station),
        ("说明", _NOTE),
    )
    for row, (label, text) in enumerate(told, 1):
        sheet.write_string(row, 0, label, looks["head"])
        sheet.write_string(row, 1, safe_text(text), looks["wrapped"])
    for row, (label, value) in enumerate(zip(COLUMNS[1:], _figures(facts.total), strict=True), len(told) + 1):
        sheet.write_string(row, 0, label, looks["head"])
        sheet.write_number(row, 1, value, looks["money" if label == COLUMNS[-1] else "count"])
    _paper(sheet, facts)


def _breakdown(
    book: xlsxwriter.Workbook, looks: dict[str, Any], facts: ComplaintStatisticsFacts, table: CountTable
) -> None:  # fmt: skip
    sheet = book.add_worksheet(table.title)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 8, 12)
    for column, label in enumerate(COLUMNS):
        sheet.write_string(0, column, label, looks["head"])
    sheet.freeze_panes(1, 1)
    for place, row in enumerate(table.rows, 1):
        sheet.write_string(place, 0, safe_text(row.label), looks["plain"])
        for column, value in enumerate(_figures(row), 1):
            sheet.write_number(place, column, value, looks["money" if column == len(COLUMNS) - 1 else "count"])
    if table.rows:
        _chart(book, sheet, table)
    _paper(sheet, facts)
    sheet.repeat_rows(0)


def _figures(row: CountRow) -> tuple[float, ...]:
    return (
        row.taken,
        row.open,
        row.closed,
        row.withdrawn,
        row.late,
        row.founded,
        row.satisfied,
        float(row.compensation),
    )


def _chart(book: xlsxwriter.Workbook, sheet: Worksheet, table: CountTable) -> None:
    """Bars of open and closed ones below the figures, growing with the number of rows."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = len(table.rows)
    for label, column, colour in _PARTS:
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
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_x_axis({"num_format": "0", "min": 0, "name": "件"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 160 + 28 * last})
    sheet.insert_chart(last + 3, 0, chart)


def _paper(sheet: Worksheet, facts: ComplaintStatisticsFacts) -> None:
    """Printed: landscape A4, one page wide, who and when at the foot of each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    who = f"{facts.made_by} {branch_time(facts.made_at)}".replace("&", "&&")
    sheet.set_footer(f"&L{who[:200]}&R&P/&N")
