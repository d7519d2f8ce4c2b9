"""《风险承受能力客户分类表》: the clients of a day by risk level, and those in none (RA-7)."""

from __future__ import annotations

from datetime import date

from app.risk_cases.facts import ClassTableFacts, LevelCount, NewlyAssessed, Placed
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, DASH, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.class_table")
FORM = form_info("class-table", "GT-BB-02", "report", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: ClassTableFacts) -> Document:
    """The filled table."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("统计日期", form_date(facts.day)),
                    Field("问卷版本", facts.pack),
                    Field("制表时间", form_moment(facts.made_at)),
                    Field("制表人", facts.made_by),
                )
            ),
            Heading(text["counts"]),
            _counts(facts),
            Text(text["reading"], small=True),
            Heading(text["new"]),
            *_new(facts.new),
            Heading(text["missing"]),
            *_missing(facts.missing),
            *((Text(text["cut"].format(count=facts.cut), small=True),) if facts.cut else ()),
            seal_only(text["note"]),
        ),
    )


def _counts(facts: ClassTableFacts) -> Table:
    placed = sum(one.total for one in facts.levels)
    return Table(
        ("等级", "当日新评估", "全部客户"),
        (
            *((one.label, str(one.new), str(one.total)) for one in facts.levels),
            ("未评估或者已过期", DASH, str(facts.clients - placed)),
            ("合计", str(sum(one.new for one in facts.levels)), str(facts.clients)),
        ),
        (0.5, 0.25, 0.25),
        frozenset({1, 2}),
    )


def _new(lines: tuple[NewlyAssessed, ...]) -> tuple[Block, ...]:
    if not lines:
        return (Text(TEXT.text["no_new"]),)
    rows = tuple(
        (
            one.client_number,
            one.client_name,
            one.fund_account or DASH,
            one.level,
            str(one.total),
            one.before or "首次",
            form_moment(one.assessed_at),
            form_date(one.valid_until),
        )
        for one in lines
    )
    head = ("客户号", "姓名或名称", "资金账户", "等级", "总分", "原等级", "评估时间", "有效期至")
    return (Table(head, rows, (0.13, 0.16, 0.13, 0.1, 0.07, 0.1, 0.16, 0.15), frozenset({4})),)


def _missing(lines: tuple[Placed, ...]) -> tuple[Block, ...]:
    if not lines:
        return (Text(TEXT.text["no_missing"]),)
    rows = tuple(
        (
            one.client_number,
            one.client_name,
            one.fund_account or DASH,
            form_date(one.opened_on) if one.opened_on else DASH,
            f"{form_date(one.expired_on)}到期" if one.expired_on else "从未评估",
        )
        for one in lines
    )
    head = ("客户号", "姓名或名称", "资金账户", "开户日期", "原因")
    return (Table(head, rows, (0.17, 0.25, 0.17, 0.19, 0.22)),)


def sample() -> ClassTableFacts:
    """A made-up day."""
    day, until = sample_facts.MADE_ON, date(2028, 11, 22)
    new = (
        NewlyAssessed("2026000001", "样客户", "8801000018", "低", 33, "", sample_facts.MOMENT, until),
        NewlyAssessed("2024000007", "样老客", "8801000003", "中", 41, "高", sample_facts.MOMENT, until),
    )
    missing = (
        Placed("2023000002", "样未评", "8801000002", date(2023, 5, 8), "", None, None),
        Placed("2024000005", "样过期", "8801000004", date(2024, 10, 9), "", None, date(2026, 10, 9)),
    )
    return ClassTableFacts(
        head=sample_facts.sample_branch_head("FL20261122"),
        day=day,
        made_at=sample_facts.MOMENT,
        made_by="样主管（工号3301010）",
        pack="RA4-2026.11",
        levels=(LevelCount("极低", 0, 3), LevelCount("低", 1, 41), LevelCount("中", 1, 66), LevelCount("高", 0, 18)),
        clients=130,
        new=new,
        missing=missing,
        placed=(),
    )
