"""《风险承受能力客户分类表》 as a workbook (.xlsx): sums first, newly assessed, not assessed, then every client (RA-7).

Made in memory; every text is a text cell and begins with nothing that a spreadsheet would calculate (SE-1).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE, branch_time
from app.common.errors import Refused
from app.risk_cases.facts import ClassTableFacts

if TYPE_CHECKING:
    import xlsxwriter

_RISKY = tuple("=+-@\t\r\n＝＋－＠")
MOST_ROWS = 1_048_000
"""What fits on one sheet."""
TITLE = "风险承受能力客户分类表"


def workbook(facts: ClassTableFacts, station: str) -> bytes:
    """The table as an .xlsx file. ``station``: where it was made. Refused: ``risk.table_too_long``."""
    import xlsxwriter

    if facts.clients > MOST_ROWS:
        raise Refused("risk.table_too_long", most=MOST_ROWS)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    created = facts.made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None)
    book.set_properties(
        {"title": TITLE, "author": facts.made_by, "company": facts.head.branch.branch, "created": created}
    )
    branch = f"{facts.head.branch.company} {facts.head.branch.branch}"
    about = (
        ("营业部", branch), ("日期", facts.day.isoformat()), ("问卷版本", facts.pack), ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)), ("导出地点", station),
    )  # fmt: skip
    sums: list[Sequence[Any]] = [(one.label, one.new, one.total) for one in facts.levels]
    sums.append(("未评估或者已过期", None, len(facts.missing)))
    sums.append(("合计", len(facts.new), facts.clients))
    _sheet(book, "汇总", ("等级", "当日新评估", "全部客户"), sums, about)
    _sheet(
        book, "当日新评估", ("客户号", "姓名或名称", "资金账户", "等级", "总分", "原等级", "评估时间", "有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, one.level, one.total, one.before,
             branch_time(one.assessed_at), one.valid_until.isoformat())
            for one in facts.new
        ],
    )  # fmt: skip
    _sheet(
        book, "未评估或者已过期", ("客户号", "姓名或名称", "资金账户", "开户日期", "原评估有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, _day(one.opened_on), _day(one.expired_on))
            for one in facts.missing
        ],
    )  # fmt: skip
    _sheet(
        book, "全部客户", ("客户号", "姓名或名称", "资金账户", "等级", "有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, one.level or "未评估或者已过期",
             _day(one.valid_until))
            for one in facts.placed
        ],
    )  # fmt: skip
    book.close()
    return target.getvalue()


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""


def _sheet(
    book: xlsxwriter.Workbook, name: str, heading: Sequence[str], lines: Sequence[Sequence[Any]],
    about: Sequence[tuple[str, str]] = (),
) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bg_color": "#E8ECF2", "bottom": 1})
    top = 0
    for label, text in about:
        sheet.write_string(top, 0, label, bold)
        sheet.write_string(top, 1, _safe(text))
        top += 1
    top += bool(about)
    for column, label in enumerate(heading):
        sheet.write_string(top, column, label, bold)
    sheet.set_column(0, len(heading) - 1, 20)
    for place, line in enumerate(lines, top + 1):
        for column, value in enumerate(line):
            if isinstance(value, int):
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
