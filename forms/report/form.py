"""《报表》: any list of the branch that has no form of its own, with who made it when and what was asked for (SE-1)."""

from __future__ import annotations

from dataclasses import replace

from app.reports.facts import BarFacts, ColumnFacts, ReportFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Bar, Bars, Block, Document, Field, Fields, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_info, form_moment, seal_only

TEXT = load_clauses("forms.report")
FORM = form_info("report", "GT-BB-04", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
UPRIGHT = 7.5
"""A table whose columns are together wider than that, in usual columns, lies across."""
MOST_BARS = 24
"""A chart of more bars is no picture any more."""


def build(facts: ReportFacts) -> Document:
    """The filled report, under the title of its list."""
    made = document(
        FORM,
        facts.head,
        (
            Fields((*(Field(title, value) for title, value in facts.asked), *_made(facts))),
            Text(facts.about, small=True, indent=False),
            *_chart(facts),
            *_rows(facts),
            *_notes(facts),
            seal_only(TEXT.text["note"]),
        ),
    )
    return replace(made, title=facts.title, across=sum(column.width for column in facts.columns) > UPRIGHT)


def _made(facts: ReportFacts) -> tuple[Field, ...]:
    return (
        Field("制表时间", form_moment(facts.made_at)),
        Field("制表人", facts.made_by),
        Field("制表地点", facts.station),
        Field("记录数", f"{facts.count}条"),
    )


def _chart(facts: ReportFacts) -> tuple[Block, ...]:
    if not facts.bars or len(facts.bars) > MOST_BARS or not any(sum(bar.parts) for bar in facts.bars):
        return ()
    return (Bars(facts.parts, tuple(Bar(bar.label, bar.parts) for bar in facts.bars)),)


def _rows(facts: ReportFacts) -> tuple[Block, ...]:
    if not facts.rows:
        return (Text(TEXT.text["no_rows"]),)
    total = facts.totals
    foot = (total[0] or "合计", *total[1:]) if total else ()
    right = frozenset(place for place, column in enumerate(facts.columns) if column.right)
    widths = tuple(column.width for column in facts.columns)
    return (Table(tuple(column.title for column in facts.columns), facts.rows, widths, right, foot),)


def _notes(facts: ReportFacts) -> tuple[Block, ...]:
    text = TEXT.text
    told = [text["cut"].format(count=facts.cut)] if facts.cut else []
    told += [facts.note] if facts.note else []
    told += [text["masked"]] if facts.masked else []
    told += [text["unmasked"].format(why=facts.unmasked_for)] if facts.unmasked_for else []
    return tuple(Text(line, small=True) for line in told)


def sample() -> ReportFacts:
    """A made-up list."""
    columns = (
        ColumnFacts("类型", 1.1, False), ColumnFacts("事项", 2.6, False), ColumnFacts("客户号", 1, False),
        ColumnFacts("姓名或名称", 1.3, False), ColumnFacts("应办日期", 0.9, False),
        ColumnFacts("逾期天数", 0.7, True), ColumnFacts("责任人", 0.9, False),
    )  # fmt: skip
    rows = (
        ("开户回访", "开户后的电话回访", "2026000001", "样客户", "2026-11-18", "4", "样柜员"),
        ("回访问题", "客户反映行情软件不能登录，技术岗处理后答复", "2024000007", "样老客", "2026-11-19", "3", "样主管"),
    )
    return ReportFacts(
        head=sample_facts.sample_branch_head("BB202611223F9A2C01"),
        title="报表",
        about="已过应办日期而未办结的任务。",
        asked=(("员工", "全部"), ("任务类型", "全部")),
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）",
        station="01",
        columns=columns,
        rows=rows,
        totals=("", "", "", "", "", "7", ""),
        count=2,
        cut=0,
        note="逾期天数为自然日。",
        parts=("逾期",),
        bars=(BarFacts("样柜员", (1,)), BarFacts("样主管", (1,))),
    )
