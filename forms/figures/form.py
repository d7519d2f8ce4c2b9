"""《经营看板》: the figures of a dashboard, as a table and as bars (TO-16)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.figures.facts import MARKS, MEGABYTES, YUAN, DashboardFacts, FigureLine, PartLine
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

TEXT = load_clauses("forms.figures")
FORM = form_info("figures", "GT-BB-05", "report", TEXT, client_signs=False, copies=COMPANY_COPY)
_NOW, _BEFORE = "本期", "上期"


def build(facts: DashboardFacts) -> Document:
    """The filled sheet."""
    text = TEXT.text
    charts = [figure for figure in facts.figures if figure.parts]
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("统计期间", "至".join((form_date(facts.since), form_date(facts.until))), wide=True),
                    Field("制表时间", form_moment(facts.made_at)),
                    Field("制表人", facts.made_by),
                )
            ),
            Heading(text["summary"]),
            Text(text["reading"], small=True),
            _summary(facts.figures),
            *(block for number, figure in enumerate(charts, 2) for block in _figure(number, figure)),
            seal_only(text["note"]),
        ),
    )


def _summary(figures: tuple[FigureLine, ...]) -> Table:
    rows = tuple(
        (figure.title, _number(figure, figure.total), _number(figure, figure.before), figure.note) for figure in figures
    )
    return Table(("指标", _NOW, _BEFORE, "口径"), rows, (0.22, 0.2, 0.2, 0.38), frozenset({1, 2}))


def _figure(number: int, figure: FigureLine) -> tuple[Block, ...]:
    heading = Heading(f"{chinese_number(number)}、{figure.title}")
    if not any(part.value or part.before for part in figure.parts):
        return heading, Text(TEXT.text["nothing"])
    bars = Bars((_NOW,), tuple(Bar(part.label, (max(part.value, 0),)) for part in figure.parts))
    if all(part.before is None for part in figure.parts):
        return heading, bars
    rows = tuple((part.label, _number(figure, part.value), _number(figure, part.before)) for part in figure.parts)
    return heading, bars, Table(("项目", _NOW, "对比期"), rows, (0.5, 0.25, 0.25), frozenset({1, 2}))


def _number(figure: FigureLine, value: int | None) -> str:
    """A value with its unit; empty when there is none."""
    if value is None:
        return ""
    if figure.unit == YUAN:
        return f"{Decimal(value).scaleb(-2):,.2f}元"
    if figure.unit == MEGABYTES:
        return f"{value:,}MB"
    if figure.unit == MARKS:
        return f"{Decimal(value).scaleb(-1)}分"
    return f"{value:,}"


def sample() -> DashboardFacts:
    """Made-up facts of a month."""
    months = tuple(
        PartLine(f"2026-{month:02d}", value, before)
        for month, value, before in zip(
            range(1, 12), (9, 7, 12, 11, 14, 13, 16, 15, 12, 18, 11), range(6, 17), strict=True
        )
    )
    return DashboardFacts(
        head=sample_facts.sample_branch_head("KB20261101-20261130"),
        since=date(2026, 11, 1),
        until=date(2026, 11, 30),
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）",
        figures=(
            FigureLine("今日在岗柜台", "今日有人办理过业务的柜台", "", 3, None, ()),
            FigureLine("转出资产", "期间内办结转出的客户受理时的资产", YUAN, 865_000_000, 1_020_050_000, ()),
            FigureLine(
                "转销户办理时限", "在办的转销户申请，时限最近的在先", "", 7, None,
                (
                    PartLine("已逾期", 1, None), PartLine("今日到期", 2, None), PartLine("下一交易日到期", 3, None),
                    PartLine("其后到期", 1, None),
                ),
            ),
            FigureLine(
                "转销户申请", "期间内提出的转销户申请，按结果", "", 22, 19,
                (PartLine("转出", 12, 10), PartLine("挽留", 7, 8), PartLine("在办", 3, 1)),
            ),
            FigureLine("每月开户", "各月办结的开户", "", 138, 121, months),
            FigureLine("风险事件", "期间内登记的风险事件，按种类", "", 0, 0, ()),
        ),
    )  # fmt: skip
