"""《客户分类变动表》 as a workbook (.xlsx): sums and matrix first, then the clients whose class changed (CL-3).

Made in memory; every text is a text cell and begins with nothing that a spreadsheet would calculate (SE-1).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.reclassification.domain import NO_FIGURES, UNCLASSIFIED, Movement, movement
from app.reclassification.facts import ClassChangesFacts

if TYPE_CHECKING:
    import xlsxwriter

TITLE = "客户分类变动表"
_RISKY = tuple("=+-@\t\r\n＝＋－＠")
_NAMES = {UNCLASSIFIED: "未分类", NO_FIGURES: "无数据"}
_WAYS = {Movement.NEW: "首次分类", Movement.UP: "上升", Movement.DOWN: "下降", Movement.SAME: "未变",
         Movement.NO_FIGURES: "无数据"}  # fmt: skip


def workbook(facts: ClassChangesFacts, station: str) -> bytes:
    """The table as an .xlsx file. ``station``: where it was made."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    created = facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None)
    book.set_properties(
        {"title": TITLE, "author": facts.made_by, "company": facts.head.branch.branch, "created": created}
    )
    _sheet(book, "汇总", ("变动", "客户数"), _sums(facts), _about(facts, station))
    matrix = facts.matrix
    names = [_NAMES.get(after, after) for after in matrix.afters]
    _sheet(book, "变动矩阵", ("原类别", *names, "合计"), _matrix(facts))
    heads = ("客户号", "姓名或名称", "变动", "原类别", "新类别", "原资产（元）", "资产（元）", "原周转率", "周转率")
    _sheet(book, "变动客户", heads, _movers(facts))
    book.close()
    return target.getvalue()


def _about(facts: ClassChangesFacts, station: str) -> tuple[tuple[str, str], ...]:
    what = f"撤回批次{facts.back}" if facts.back else "按快照重新分类"
    applied = f"{branch_time(facts.applied_at)} {facts.applied_by}" if facts.applied_at else "试算，尚未执行"
    lines = [
        ("营业部", f"{facts.head.branch.company} {facts.head.branch.branch}"), ("批次", facts.batch or "尚未执行"),
        ("内容", what), ("快照时间", branch_time(facts.taken_at)), ("参数版本", facts.policy_version),
        ("执行", applied), ("内容校验值", facts.digest), ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)), ("导出地点", station),
    ]  # fmt: skip
    if facts.cut:
        lines.append(("说明", f"名单只列出资产最多的{len(facts.movers)}名，另有{facts.cut}名未列出。"))
    return tuple(lines)


def _sums(facts: ClassChangesFacts) -> list[Sequence[Any]]:
    matrix = facts.matrix
    return [*((name, matrix.count(way)) for way, name in _WAYS.items()), ("合计", matrix.population)]


def _matrix(facts: ClassChangesFacts) -> list[Sequence[Any]]:
    matrix = facts.matrix
    counts = {(cell.before, cell.after): cell.clients for cell in matrix.cells}
    lines: list[Sequence[Any]] = []
    for before in matrix.befores:
        row = [counts.get((before, after), 0) for after in matrix.afters]
        lines.append((_NAMES.get(before, before), *row, sum(row)))
    sums = [sum(counts.get((before, after), 0) for before in matrix.befores) for after in matrix.afters]
    lines.append(("合计", *sums, matrix.population))
    return lines


def _movers(facts: ClassChangesFacts) -> list[Sequence[Any]]:
    order = facts.matrix.order
    return [
        (
            one.number, one.name, _WAYS[movement(order, one.before, one.after)], _NAMES.get(one.before, one.before),
            one.after, one.former_assets, one.assets, one.former_turnover, one.turnover,
        )
        for one in facts.movers
    ]  # fmt: skip


def _sheet(
    book: xlsxwriter.Workbook, name: str, heading: Sequence[str], lines: Sequence[Sequence[Any]],
    about: Sequence[tuple[str, str]] = (),
) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#E8ECF2", "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00##"})
    top = 0
    for label, text in about:
        sheet.write_string(top, 0, label, bold)
        sheet.write_string(top, 1, _safe(text))
        top += 1
    top += bool(about)
    for column, label in enumerate(heading):
        sheet.write_string(top, column, label, bold)
    sheet.set_column(0, len(heading) - 1, 9 if name == "变动矩阵" else 18)
    for place, line in enumerate(lines, top + 1):
        for column, value in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(place, column, float(value), money)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, _safe(value))
    if not about:
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _safe(text: str) -> str:
    """``text`` as it may stand in a cell: an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_RISKY) else text
