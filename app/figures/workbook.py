"""《经营看板》 as a workbook (.xlsx): one sheet with every figure, one with the parts of each; who and when come first.

Made in memory: nothing of it lies in a temporary file. Every text is a text cell and begins with no character that a
spreadsheet would take for the beginning of a formula (SE-1).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.figures.facts import MARKS, MEGABYTES, YUAN, DashboardFacts, FigureLine
from app.gateways.workbook import OPTIONS, safe_text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

SUMMARY, PARTS, CHARTS = "总体情况", "明细", "图表"
_ROW = 20
"""Pixels of a row of a sheet."""
_LOOKS = {"": "#,##0", YUAN: "#,##0.00", MEGABYTES: "#,##0", MARKS: "0.0"}
_DIVIDED = {YUAN: 100, MARKS: 10}


def workbook(facts: DashboardFacts, station: str) -> bytes:
    """The dashboard as an .xlsx file. ``station``: where it was made."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties(
        {
            "title": "经营看板", "author": facts.made_by, "company": facts.head.branch.branch,
            "created": facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None),
        }
    )  # fmt: skip
    looks = _Looks(book)
    _summary(book, looks, facts, station)
    _parts(book, looks, facts)
    book.close()
    return target.getvalue()


class _Looks:
    """The looks of cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        def make(**more: Any) -> Any:
            return book.add_format({"font_size": 10.5, "valign": "vcenter", **more})

        self.plain = make()
        self.title = make(bold=True, font_size=14)
        self.head = make(bold=True, bg_color="#E8ECF2", bottom=1, text_wrap=True)
        self.figures = {unit: make(num_format=look) for unit, look in _LOOKS.items()}


def _summary(book: xlsxwriter.Workbook, looks: _Looks, facts: DashboardFacts, station: str) -> None:
    sheet = book.add_worksheet(SUMMARY)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 2, 18)
    sheet.set_column(3, 3, 8)
    sheet.set_column(4, 4, 60)
    sheet.write_string(0, 0, "经营看板", looks.title)
    lines = (
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}"),
        ("统计期间", f"{facts.since.isoformat()} 至 {facts.until.isoformat()}"),
        ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)),
        ("导出地点", station),
    )
    for row, (label, value) in enumerate(lines, 1):
        sheet.write_string(row, 0, label, looks.head)
        sheet.write_string(row, 1, safe_text(value), looks.plain)
    top = len(lines) + 2
    for column, label in enumerate(("指标", "本期", "上期同段", "单位", "口径")):
        sheet.write_string(top, column, label, looks.head)
    for row, figure in enumerate(facts.figures, top + 1):
        sheet.write_string(row, 0, safe_text(figure.title), looks.plain)
        _number(sheet, row, 1, figure.total, figure, looks)
        _number(sheet, row, 2, figure.before, figure, looks)
        sheet.write_string(row, 3, figure.unit, looks.plain)
        sheet.write_string(row, 4, safe_text(figure.note), looks.plain)
    _paper(sheet, facts)


def _parts(book: xlsxwriter.Workbook, looks: _Looks, facts: DashboardFacts) -> None:
    sheet, charts = book.add_worksheet(PARTS), book.add_worksheet(CHARTS)
    sheet.set_column(0, 1, 26)
    sheet.set_column(2, 3, 16)
    for column, label in enumerate(("指标", "项目", "本期", "对比期")):
        sheet.write_string(0, column, label, looks.head)
    sheet.freeze_panes(1, 0)
    row, place = 1, 0
    for figure in facts.figures:
        first = row
        for part in figure.parts:
            sheet.write_string(row, 0, safe_text(figure.title), looks.plain)
            sheet.write_string(row, 1, safe_text(part.label), looks.plain)
            _number(sheet, row, 2, part.value, figure, looks)
            _number(sheet, row, 3, part.before, figure, looks)
            row += 1
        if row > first:
            chart, height = _chart(book, figure, first, row - 1)
            charts.insert_chart(place, 0, chart)
            place += height // _ROW + 2
    for one in (sheet, charts):
        _paper(one, facts)
    sheet.repeat_rows(0)


def _number(sheet: Worksheet, row: int, column: int, value: int | None, figure: FigureLine, looks: _Looks) -> None:
    look = looks.figures[figure.unit]
    if value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value / _DIVIDED.get(figure.unit, 1), look)


def _chart(book: xlsxwriter.Workbook, figure: FigureLine, first: int, last: int) -> tuple[Any, int]:
    """Bars of the lines of a figure, and its height in pixels; in grey what they are compared with."""
    chart = book.add_chart({"type": "bar"})
    for name, column, colour in (("本期", 2, "#1D5EC2"), ("对比期", 3, "#B0B7C3")):
        if column == 2 or any(part.before is not None for part in figure.parts):
            chart.add_series(
                {
                    "name": name, "categories": [PARTS, first, 1, last, 1],
                    "values": [PARTS, first, column, last, column], "fill": {"color": colour}, "gap": 60,
                }
            )  # fmt: skip
    chart.set_title({"name": figure.title, "overlay": False})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_legend({"position": "bottom"})
    height = 140 + 26 * (last - first + 1)
    chart.set_size({"width": 760, "height": height})
    return chart, height


def _paper(sheet: Worksheet, facts: DashboardFacts) -> None:
    """Printed: landscape A4, one page wide, who and when at the foot of each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    who = f"{facts.made_by} {branch_time(facts.made_at)}".replace("&", "&&")
    sheet.set_footer(f"&L{who[:200]}&R&P/&N")
