"""《回访抽样计划》: how many existing clients are called in a year, how they were drawn, how far it is (FU-1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

from app.contacts.facts import PlanFacts, PlanLine, PlanMonth
from app.contacts.sampling import RANKED
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Bar, Bars, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, DASH, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.sampling_plan")
FORM = form_info("sampling-plan", "GT-HF-03", "report", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: PlanFacts) -> Document:
    """The filled plan."""
    text = TEXT.text
    called = text["called"].format(count=facts.called) if facts.leave_out_called else text["not_called"]
    return document(
        FORM,
        facts.head,
        (
            Heading(text["plan"]),
            Fields(
                (
                    Field("年度", f"{facts.year}年"),
                    Field("状态", facts.state),
                    Field("可抽取客户", f"{facts.population}名"),
                    Field("抽取比例", f"{facts.share:f}%"),
                    Field("抽取客户", f"{facts.drawn}名"),
                    Field("参数版本", facts.policy_version),
                    Field("编制", facts.made),
                    Field("编制时间", form_moment(facts.made_at)),
                    Field("审批", facts.decided),
                    Field("审批时间", form_moment(facts.decided_at)),
                    Field("审批意见", facts.note, wide=True),
                )
            ),
            Heading(text["drawing"]),
            Text(text["method"]),
            Text(called),
            Fields(
                (
                    Field("方法代号", facts.way),
                    Field("随机种子", facts.seed),
                    Field("客户名单摘要", facts.population_digest, wide=True),
                )
            ),
            Heading(text["months"]),
            _bars(facts),
            Heading(text["list"]),
            _list(facts),
            *((Text(text["cut"].format(count=facts.cut), small=True),) if facts.cut else ()),
            seal_only(text["note"]),
        ),
    )


def _bars(facts: PlanFacts) -> Bars:
    bars = tuple(Bar(f"{one.month}月", (one.done, one.planned - one.done)) for one in facts.months)
    return Bars(("已完成", "未完成"), bars)


def _list(facts: PlanFacts) -> Table:
    rows = tuple(
        (
            str(one.place),
            one.client_number,
            one.client_name,
            form_date(one.due_on),
            form_date(one.done_on) if one.done_on else DASH,
        )
        for one in facts.lines
    )
    return Table(("序号", "客户号", "姓名或名称", "回访期限", "完成日期"), rows, (0.1, 0.2, 0.26, 0.22, 0.22))


def sample() -> PlanFacts:
    """Made-up facts: a small branch in the autumn."""
    name = sample_facts.sample_person().name
    lines = (
        PlanLine(1, "2025000017", name, date(2026, 11, 30), date(2026, 11, 20)),
        PlanLine(2, "2025000003", name, date(2026, 11, 30), None),
        PlanLine(3, "2024000008", name, date(2026, 12, 31), None),
    )
    return PlanFacts(
        head=sample_facts.sample_branch_head("CY20261102000001"),
        year=2026,
        state="已批准",
        share=Decimal(10),
        population=28,
        called=2,
        leave_out_called=True,
        drawn=3,
        seed=sha256(b"sample").hexdigest()[:32],
        way=RANKED,
        population_digest=sha256(b"population").hexdigest(),
        policy_version="HF-2026.11",
        made="样经理（工号3301002）",
        made_at=sample_facts.MOMENT,
        decided="样总经理",
        decided_at=sample_facts.MOMENT,
        note="同意按计划执行。",
        months=(PlanMonth(11, 2, 1), PlanMonth(12, 1, 0)),
        lines=lines,
        cut=0,
    )
