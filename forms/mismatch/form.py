"""《风险不匹配告知确认书》: the product is above the client's level, the client was told and insists (RA-5)."""

from __future__ import annotations

from datetime import date

from app.risk_cases.facts import MismatchFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Result, Text
from forms.shared_blocks import (
    CLIENT_COPIES,
    document,
    form_date,
    form_info,
    form_moment,
    notice,
    person_fields,
    points,
    signatures,
)

TEXT = load_clauses("forms.mismatch")
FORM = form_info("mismatch", "GT-SD-01", "assessment", TEXT, copies=CLIENT_COPIES)


def build(facts: MismatchFacts) -> Document:
    """The filled form: both sides of the comparison stand on it."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            person_fields(facts.person),
            Text(text["salutation"], strong=True, indent=False),
            Text(text["intro"]),
            Heading(text["product"]),
            Fields(
                (
                    Field("产品名称", facts.product_name, wide=True),
                    Field("产品代码", facts.product_code),
                    Field("产品类型", facts.product_kind),
                    Field("产品风险等级", facts.product_class, wide=True),
                )
            ),
            Heading(text["level"]),
            Fields(
                (
                    Field("风险承受能力等级", f"{facts.level}（总分{facts.total}分）"),
                    Field("可以直接购买", facts.may_buy or text["nothing"]),
                    Field("评估日期", form_date(facts.assessed_on)),
                    Field("有效期至", form_date(facts.valid_until)),
                    Field("问卷版本", facts.policy_version),
                    Field("告知时间", form_moment(facts.confirmed_at)),
                    *((Field("再次讲解人员", facts.second, wide=True),) if facts.second else ()),
                )
            ),
            Heading(text["comparison"]),
            Result("核对结果", text["result"], text["remark"]),
            Heading(text["points"]),
            *points(TEXT),
            notice(TEXT),
            signatures(text["statement"]),
        ),
    )


def sample() -> MismatchFacts:
    """A made-up client of the low level who wants a share fund."""
    return MismatchFacts(
        head=sample_facts.sample_head(1),
        person=sample_facts.sample_person(),
        product_code="SY0003",
        product_name="样张成长股票型证券投资基金",
        product_kind="普通股票型基金",
        product_class="高风险",
        level="低",
        total=33,
        assessed_on=date(2026, 11, 22),
        valid_until=date(2028, 11, 22),
        may_buy="低风险",
        policy_version="RA4-2026.11",
        confirmed_at=sample_facts.MOMENT,
    )
