"""《服务月报》: a month's openings, assessments, calls, visits with results, complaints and losses (FU-4)."""

from __future__ import annotations

from datetime import date

from app.reports.facts import BarFacts, Figure, ServiceFacts, ServicePart
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Bar, Bars, Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, chinese_number, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.service_report")
FORM = form_info("service-report", "GT-BB-06", "report", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: ServiceFacts) -> Document:
    """The filled report."""
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("月份", facts.month),
                    Field("统计期间", f"{form_date(facts.since)}至{form_date(facts.until)}"),
                    Field("制表时间", form_moment(facts.made_at)),
                    Field("制表人", facts.made_by),
                )
            ),
            Text(TEXT.text["reading"], small=True),
            *(block for number, part in enumerate(facts.parts, 1) for block in _part(number, part)),
            seal_only(TEXT.text["note"]),
        ),
    )


def _part(number: int, part: ServicePart) -> tuple[Block, ...]:
    figures = tuple((one.label, one.now, one.before) for one in part.figures)
    found: list[Block] = [
        Heading(f"{chinese_number(number)}、{part.title}"),
        Table(("指标", "本月", "上月"), figures, (0.5, 0.25, 0.25), frozenset({1, 2})),
    ]
    if any(sum(bar.parts) for bar in part.bars):
        found.append(Bars(part.parts, tuple(Bar(bar.label, bar.parts) for bar in part.bars)))
    if part.head:
        found.append(_listed(part))
    if part.note:
        found.append(Text(part.note, small=True))
    return tuple(found)


def _listed(part: ServicePart) -> Block:
    if not part.rows:
        return Text(TEXT.text["no_rows"])
    return Table(part.head, part.rows, (0.14, 0.14, 0.18, 0.09, 0.32, 0.13))


def sample() -> ServiceFacts:
    """A made-up month."""
    visits = (
        ("2026-11-05", "2024000007", "样老客", "上门", "已联系上；客户近期无转出打算，希望定期收到研究资料", "样营销"),
        ("2026-11-12", "2023000011", "样机构", "电话", "已联系上；问题：对账单未按时收到", "样主管"),
    )
    parts = (
        ServicePart("开户与变更", (Figure("个人开户", "36", "41"), Figure("机构开户", "2", "1"))),
        ServicePart(
            "风险承受能力评估",
            (Figure("首次评估", "38", "42"), Figure("重新评估", "15", "9")),
            ("评估",),
            (BarFacts("极低", (3,)), BarFacts("低", (17,)), BarFacts("中", (25,)), BarFacts("高", (8,))),
        ),
        ServicePart(
            "客户回访",
            (Figure("应办开户回访", "37", "40"), Figure("按期办结", "33", "38"), Figure("逾期未办", "1", "0")),
            ("已联系上", "其他"),
            (BarFacts("开户后回访", (33, 4)), BarFacts("存量客户抽样回访", (21, 6))),
        ),
        ServicePart(
            "重点客户走访",
            (Figure("走访和联系", "12", "10"), Figure("逾期未走访", "2", "3")),
            head=("日期", "客户号", "姓名或名称", "方式", "结果", "走访人"),
            rows=visits,
        ),
        ServicePart(
            "满意度",
            (Figure("邀请评价的客户", "52", "49"), Figure("平均分（满分5分）", "—", "4.62")),
            note="月份结束并且评价人数足够的才显示平均分。",
        ),
    )
    return ServiceFacts(
        head=sample_facts.sample_branch_head("BB202611223F9A2C02"),
        month="2026年11月",
        since=date(2026, 11, 1),
        until=sample_facts.MADE_ON,
        made_at=sample_facts.MOMENT,
        made_by="样经理（工号G001）",
        parts=parts,
    )
