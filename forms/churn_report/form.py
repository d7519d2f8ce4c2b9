"""《流失分析表》: requests, left and retained in figures and bars, by every breakdown (TO-16)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.reports.facts import ChurnFacts, ChurnRow, ChurnTable
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

TEXT = load_clauses("forms.churn_report")
FORM = form_info("churn-report", "GT-BB-01", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
PARTS = ("转出", "挽留", "在办")


def build(facts: ChurnFacts) -> Document:
    """The filled report."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field(
                        "统计期间", "至".join(filter(None, (form_date(facts.since), form_date(facts.until)))), wide=True
                    ),
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


def _total(row: ChurnRow) -> tuple[Block, ...]:
    return (
        Fields(
            (
                Field("申请", f"{row.requests}件"),
                Field("转出", f"{row.left}件"),
                Field("挽留", f"{row.retained}件"),
                Field("在办", f"{row.open}件"),
                Field("挽留率", _rate(row)),
                Field("转出资产", money(row.assets_left)),
            ),
            columns=2,
        ),
        Bars(PARTS, (_bar(row),)),
    )


def _breakdown(number: int, table: ChurnTable) -> tuple[Block, ...]:
    heading = Heading(f"{chinese_number(number)}、{table.title}")
    if not table.rows:
        return heading, Text(TEXT.text["no_rows"])
    rows = tuple(
        (
            row.label,
            str(row.requests),
            str(row.left),
            str(row.retained),
            str(row.open),
            _rate(row),
            f"{row.assets_left:,.2f}",
        )
        for row in table.rows
    )
    return (
        heading,
        Bars(PARTS, tuple(_bar(row) for row in table.rows)),
        Table(
            ("项目", "申请", *PARTS, "挽留率", "转出资产（元）"),
            rows,
            (0.31, 0.09, 0.09, 0.09, 0.09, 0.11, 0.22),
            frozenset(range(1, 7)),
        ),
    )


def _bar(row: ChurnRow) -> Bar:
    return Bar(row.label, (row.left, row.retained, row.open))


def _rate(row: ChurnRow) -> str:
    """Retained among those that ended; empty while none has."""
    ended = row.left + row.retained
    return f"{Decimal(100 * row.retained) / ended:.1f}%" if ended else ""


def sample() -> ChurnFacts:
    """Made-up facts of a month."""

    def row(label: str, left: int, retained: int, still: int, assets: str) -> ChurnRow:
        return ChurnRow(label, left + retained + still, left, retained, still, Decimal(assets))

    return ChurnFacts(
        head=sample_facts.sample_branch_head("BB20261122000001"),
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）",
        total=row("合计", 12, 7, 3, "8650000.00"),
        tables=(
            ChurnTable(
                "按转销户原因",
                (
                    row("住址搬迁、交通不便", 4, 2, 1, "1350000.00"),
                    row("佣金水平", 5, 3, 0, "6200000.00"),
                    row("服务态度或者问题未解决", 2, 2, 1, "800000.00"),
                    row("员工或者经纪人离职", 1, 0, 1, "300000.00"),
                ),
            ),
            ChurnTable(
                "按客户分类",
                (
                    row("A+", 1, 0, 0, "5000000.00"),
                    row("B+", 2, 1, 1, "2100000.00"),
                    row("C", 4, 3, 1, "1050000.00"),
                    row("D", 5, 3, 1, "500000.00"),
                ),
            ),
            ChurnTable(
                "按分管员工", (row("样营销（工号Y007）", 7, 6, 2, "6000000.00"), row("未指定", 5, 1, 1, "2650000.00"))
            ),
            ChurnTable("按审批层级", (row("普通", 9, 6, 2, "1550000.00"), row("重要", 2, 1, 1, "2100000.00"))),
            ChurnTable("按月份", (row("2026年11月", 12, 7, 3, "8650000.00"),)),
        ),
    )
