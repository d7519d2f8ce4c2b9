"""《回访抽样计划》 as a workbook (.xlsx): what was drawn and how, month by month, every client."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.common.actor import Actor
from app.common.clock import branch_time
from app.common.long_work import Watch
from app.contacts.facts import PlanFacts
from app.contacts.sampling import PlanRow
from app.gateways.workbook import Sheet, tables

WIDTH = 20
"""Of a column, in characters."""


def workbook(facts: PlanFacts, rows: Iterable[PlanRow], made_at: datetime, actor: Actor, watch: Watch) -> bytes:
    """The plan as an .xlsx file; ``rows``: every client drawn. Refused: ``work.cancelled``."""
    branch = f"{facts.head.branch.company} {facts.head.branch.branch}"
    about = (
        ("营业部", branch), ("计划编号", facts.head.number), ("年度", str(facts.year)), ("状态", facts.state),
        ("抽取比例", f"{facts.share:f}%"), ("可抽取客户", str(facts.population)), ("抽取客户", str(facts.drawn)),
        ("随机种子", facts.seed), ("抽取方法", facts.way), ("导出人", f"{actor.name}（工号{actor.staff_number}）"),
        ("导出时间", branch_time(made_at)), ("导出地点", actor.station),
    )  # fmt: skip
    months = Sheet(
        "进度", ("月份", "计划", "已完成"), [(one.month, one.planned, one.done) for one in facts.months], about, WIDTH
    )
    drawn = Sheet(
        "客户", ("序号", "客户号", "姓名或名称", "应于何日前回访", "完成日期"),
        (
            (row.drawn.place, row.drawn.number, row.client_name, row.drawn.due_on.isoformat(),
             row.done_on.isoformat() if row.done_on else "")
            for row in rows
        ),
        width=WIDTH,
    )  # fmt: skip
    return tables(
        (months, drawn), title=f"{facts.year}年回访抽样计划", author=actor.name, company=facts.head.branch.branch,
        made_at=made_at, watch=watch,
    )  # fmt: skip
