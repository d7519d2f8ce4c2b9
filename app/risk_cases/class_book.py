"""《风险承受能力客户分类表》 as a workbook (.xlsx): sums, newly assessed, not assessed, every client (RA-7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.common.clock import branch_time
from app.common.errors import Refused
from app.gateways.workbook import Sheet, tables
from app.risk_cases.facts import ClassTableFacts

WIDTH = 20
"""Of a column, in characters."""
MOST_ROWS = 1_048_000
"""What fits on one sheet."""
TITLE = "风险承受能力客户分类表"


def workbook(facts: ClassTableFacts, station: str) -> bytes:
    """The table as an .xlsx file. ``station``: where it was made. Refused: ``risk.table_too_long``."""
    if facts.clients > MOST_ROWS:
        raise Refused("risk.table_too_long", most=MOST_ROWS)
    branch = f"{facts.head.branch.company} {facts.head.branch.branch}"
    about = (
        ("营业部", branch), ("日期", facts.day.isoformat()), ("问卷版本", facts.pack), ("导出人", facts.made_by),
        ("导出时间", branch_time(facts.made_at)), ("导出地点", station),
    )  # fmt: skip
    sums: list[Sequence[Any]] = [(one.label, one.new, one.total) for one in facts.levels]
    sums.append(("未评估或者已过期", None, len(facts.missing)))
    sums.append(("合计", len(facts.new), facts.clients))
    totals = Sheet("汇总", ("等级", "当日新评估", "全部客户"), sums, about, WIDTH)
    new = Sheet(
        "当日新评估", ("客户号", "姓名或名称", "资金账户", "等级", "总分", "原等级", "评估时间", "有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, one.level, one.total, one.before,
             branch_time(one.assessed_at), one.valid_until.isoformat())
            for one in facts.new
        ],
        width=WIDTH,
    )  # fmt: skip
    missing = Sheet(
        "未评估或者已过期", ("客户号", "姓名或名称", "资金账户", "开户日期", "原评估有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, _day(one.opened_on), _day(one.expired_on))
            for one in facts.missing
        ],
        width=WIDTH,
    )  # fmt: skip
    placed = Sheet(
        "全部客户", ("客户号", "姓名或名称", "资金账户", "等级", "有效期至"),
        [
            (one.client_number, one.client_name, one.fund_account, one.level or "未评估或者已过期",
             _day(one.valid_until))
            for one in facts.placed
        ],
        width=WIDTH,
    )  # fmt: skip
    return tables(
        (totals, new, missing, placed), title=TITLE, author=facts.made_by, company=facts.head.branch.branch,
        made_at=facts.made_at,
    )  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day is not None else ""
