"""《投诉统计表》: the complaints of some days in figures and bars, by every breakdown (CP-3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.complaints.facts import ComplaintStatisticsFacts, CountRow, CountTable
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Bar, Bars, Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import (
    COMPANY_COPY,
    chinese_number,
    document,
    form_date,
    form_info,
    form_moment,
    seal_only,
)
from forms.transfer_blocks import money

TEXT = load_clauses("forms.complaint_statistics")
FORM = form_info("complaint-statistics", "GT-TS-03", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
PARTS = ("在办", "结案", "撤回")


def build(facts: ComplaintStatisticsFacts) -> Document:
    """The filled table."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("统计期间", f"{form_date(facts.since)}至{form_date(facts.until)}", wide=True),
                    Field("制表时间", form_moment(facts.made_at)),
                    Field("制表人", facts.made_by),
                )
            ),
            Heading(text["total"]),
            *_total(facts.total),
            Text(text["reading"], small=True),
            *(block for number, table in enumerate(facts.tables, 2) for block in _breakdown(number, table)),
            seal_only(text["note"]),
        ),
    )


def _total(row: CountRow) -> tuple[Block, ...]:
    return (
        Fields(
            (
                Field("受理", f"{row.taken}件"),
                Field("在办", f"{row.open}件"),
                Field("结案", f"{row.closed}件"),
                Field("撤回", f"{row.withdrawn}件"),
                Field("逾期", f"{row.late}件"),
                Field("属实", f"{row.founded}件"),
                Field("回访满意", f"{row.satisfied}件"),
                Field("经济补偿", money(row.compensation), wide=True),
            )
        ),
        Bars(PARTS, (Bar(row.label, (row.open, row.closed, row.withdrawn)),)),
    )


def _breakdown(number: int, table: CountTable) -> tuple[Block, ...]:
    heading = Heading(f"{chinese_number(number)}、{table.title}")
    if not table.rows:
        return heading, Text(TEXT.text["no_rows"])
    rows = tuple(
        (
            row.label,
            *(str(count) for count in _counts(row)),
            f"{row.compensation:,.2f}",
        )
        for row in table.rows
    )
    return (
        heading,
        Bars(PARTS, tuple(Bar(row.label, (row.open, row.closed, row.withdrawn)) for row in table.rows)),
        Table(
            ("项目", "受理", *PARTS, "逾期", "属实", "满意", "补偿（元）"),
            rows,
            (0.26, 0.08, 0.08, 0.08, 0.08, 0.08, 0.09, 0.09, 0.16),
            frozenset(range(1, 9)),
        ),
    )


def _counts(row: CountRow) -> tuple[int, ...]:
    return (row.taken, row.open, row.closed, row.withdrawn, row.late, row.founded, row.satisfied)


def sample() -> ComplaintStatisticsFacts:
    """Made-up facts of two months."""

    def row(
        label: str, still: int, closed: int, late: int, founded: int, paid: str = "0.00", withdrawn: int = 0
    ) -> CountRow:
        taken = still + closed + withdrawn
        return CountRow(label, taken, still, closed, withdrawn, late, founded, closed, Decimal(paid))

    return ComplaintStatisticsFacts(
        head=sample_facts.sample_branch_head("TJ20261001-20261130"),
        since=date(2026, 10, 1),
        until=date(2026, 11, 30),
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）",
        total=row("合计", 2, 7, 1, 4, "320.00", 1),
        tables=(
            CountTable(
                "按投诉类型",
                (row("服务", 1, 4, 1, 2), row("系统", 0, 2, 0, 1, "320.00", 1), row("市场营销", 1, 1, 0, 1)),
            ),
            CountTable("按被投诉单位", (row("柜台运营", 1, 5, 1, 3, "320.00"), row("市场营销", 1, 2, 0, 1))),
            CountTable("按月份", (row("2026年10月", 0, 4, 0, 2), row("2026年11月", 2, 3, 1, 2, "320.00"))),
            CountTable("按投诉来源", (row("现场", 2, 3, 1, 2), row("电话", 0, 4, 0, 2, "320.00"))),
            CountTable("按投诉级别", (row("营业部", 2, 7, 1, 4, "320.00"),)),
            CountTable("按办理状态", (row("待合规审核", 2, 0, 1, 1), row("已结案", 0, 7, 0, 3, "320.00"))),
            CountTable("按被投诉人员", ()),
        ),
    )
