"""The empty sheet for a list of unusual accounts: headings, columns of text, suspicions to choose from (FU-5)."""

from __future__ import annotations

import io

from app.gateways.sheet import MOST_ROWS
from app.unusual_trading.domain import OLDEST_DAYS, Suspicion
from app.unusual_trading.sheet_rows import HEADINGS, NEEDED

FILE_NAME = "异常交易账户名单模板.xlsx"
_WIDTHS = {"account": 20, "day": 14, "suspicion": 26, "remark": 50}
_HELP = {
    "account": "资金账号，或本系统的客户号。",
    "day": f"异常交易发生的日期，如 2026-11-20；不晚于今天，不早于{OLDEST_DAYS}天前。",
    "suspicion": "从列表选择。",
    "remark": "需要回访人员知道的情况，可不填；不要填写证件号、手机号。",
}


def template() -> bytes:
    """The template as .xlsx; it holds no formula and nothing about anybody."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})  # or a table program makes figures of accounts and of dates
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("名单")
        for place, (field, title) in enumerate(HEADINGS.items()):
            sheet.set_column(place, place, _WIDTHS[field], text)
            sheet.write_string(0, place, title + ("*" if field in NEEDED else ""), head)
        choice = list(HEADINGS).index("suspicion")
        sheet.data_validation(
            1, choice, MOST_ROWS, choice, {"validate": "list", "source": [one.label for one in Suspicion]}
        )
        sheet.freeze_panes(1, 0)
        told = book.add_worksheet("填写说明")
        told.set_column(0, 0, 20)
        told.set_column(1, 1, 70)
        for place, (field, title) in enumerate(HEADINGS.items()):
            told.write_string(place, 0, title + ("（必填）" if field in NEEDED else ""), wrapped)
            told.write_string(place, 1, _HELP[field], wrapped)
        told.write_string(len(HEADINGS) + 1, 1, f"每个文件最多{MOST_ROWS}行。请直接填写内容，不要使用公式。", wrapped)
    return target.getvalue()
