"""The empty sheet for bookings: headings, columns of text, business to choose from, and how to fill it in (AP-1)."""

from __future__ import annotations

import io

from app.bookings.domain import BUSINESS, FARTHEST_DAYS
from app.bookings.sheet_rows import HEADINGS, NEEDED
from app.gateways.sheet import MOST_ROWS

FILE_NAME = "预约登记模板.xlsx"

_WIDTHS = {"name": 14, "mobile": 16, "day": 14, "time": 12, "staff": 16, "business": 26, "paper_number": 24, "note": 36}
_HELP = {
    "name": "客户姓名，与证件一致。",
    "mobile": "11位手机号码。",
    "day": f"来访日期，如 2026-11-23；不早于今天，不超过{FARTHEST_DAYS}天。",
    "time": "来访时间，如 09:30。",
    "staff": "负责该客户的营销人员工号，以员工名册为准。",
    "business": "要办理的业务；可从列表选择，多项业务之间用顿号隔开。",
    "paper_number": "证件号码，不清楚时可不填。",
    "note": "需要柜台知道的事项，可不填。",
}


def template() -> bytes:
    """The template as .xlsx; it holds no formula and nothing about anybody."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
        text = book.add_format({"num_format": "@"})  # or a table program makes figures of mobiles and of dates
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("预约")
        for place, (field, title) in enumerate(HEADINGS.items()):
            sheet.set_column(place, place, _WIDTHS[field], text)
            sheet.write_string(0, place, title + ("*" if field in NEEDED else ""), head)
        choice = list(HEADINGS).index("business")
        sheet.data_validation(
            1, choice, MOST_ROWS, choice, {"validate": "list", "source": list(BUSINESS), "error_type": "warning"}
        )
        sheet.freeze_panes(1, 0)
        told = book.add_worksheet("填写说明")
        told.set_column(0, 0, 18)
        told.set_column(1, 1, 70)
        for place, (field, title) in enumerate(HEADINGS.items()):
            told.write_string(place, 0, title + ("（必填）" if field in NEEDED else ""), wrapped)
            told.write_string(place, 1, _HELP[field], wrapped)
        last = len(HEADINGS) + 1
        told.write_string(last, 1, f"每个文件最多{MOST_ROWS}行。请直接填写内容，不要使用公式。", wrapped)
        told.write_string(last + 1, 1, "文件中含客户信息，导入后请及时删除，不要转发。", wrapped)
    return target.getvalue()
