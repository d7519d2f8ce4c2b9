"""《开户申请表（个人）》: identity, contact, background and what is asked for, confirmed by the client (OP-1)."""

from __future__ import annotations

from app.onboarding.facts import AccountWish, ApplicationFacts, BackgroundFacts, WithheldFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading
from forms.shared_blocks import (
    COMPANY_COPY,
    contact_fields,
    document,
    form_info,
    form_moment,
    person_fields,
    points,
    signatures,
    wishes,
)

TEXT = load_clauses("forms.application")
FORM = form_info("application", "GT-KH-02", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: ApplicationFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["person"]),
            person_fields(facts.person),
            Heading(text["contact"]),
            contact_fields(facts.contact),
            Heading(text["background"]),
            _background(facts.background),
            _withheld(facts.withheld),
            Heading(text["wishes"]),
            wishes(text["accounts"], facts.accounts),
            wishes(text["permissions"], facts.permissions),
            Heading(text["result"]),
            Fields(
                (
                    Field("资金账户", facts.fund_account),
                    Field("预约编号", facts.booking_number),
                    Field("客户核对时间", form_moment(facts.reviewed_at), wide=True),
                )
            ),
            Heading(text["statements"]),
            *points(TEXT),
            signatures(text["statement"], client="申请人（签名）"),
        ),
    )


def _background(background: BackgroundFacts) -> Fields:
    return Fields(
        (
            Field("职业", background.occupation),
            Field("文化程度", background.education),
            Field("工作单位", background.employer, wide=True),
            Field("年收入", background.income),
            Field("投资经验", background.experience),
            Field("投资目的", background.objective),
            Field("资金来源", background.source_of_funds),
            Field("账户实际控制人", background.controller),
            Field("交易实际受益人", background.beneficiary),
            Field("税收居民身份", background.tax_residence, wide=True),
        )
    )


def _withheld(withheld: WithheldFacts | None) -> Fields | None:
    """What the client does not give, with who introduced the client, who asked and who approved (SE-3)."""
    if withheld is None:
        return None
    return Fields(
        (
            Field("不提供的资料", "、".join(withheld.labels), wide=True),
            Field("介绍人或者代理人", withheld.introducer, wide=True),
            Field("询问人", withheld.asked_by),
            Field("询问时间", form_moment(withheld.asked_at)),
            Field("批准人", withheld.approved_by),
            Field("批准时间", form_moment(withheld.approved_at)),
        )
    )


def sample() -> ApplicationFacts:
    """Made-up facts."""
    return ApplicationFacts(
        head=sample_facts.sample_head(2),
        person=sample_facts.sample_person(),
        contact=sample_facts.sample_contact(),
        background=BackgroundFacts(
            occupation="专业技术人员",
            employer="示例市样张设计有限公司",
            education="大学本科",
            income="10万元至30万元",
            experience="2年至5年",
            objective="资产稳健增值",
            source_of_funds="工资薪金收入",
            tax_residence="仅为中国税收居民",
            controller="本人",
            beneficiary="本人",
        ),
        accounts=(
            AccountWish("沪市A股账户", True, "A000000001"),
            AccountWish("深市A股账户", True),
            AccountWish("开放式基金账户", False),
        ),
        permissions=(AccountWish("创业板交易", True), AccountWish("融资融券", False)),
        fund_account=sample_facts.FUND_ACCOUNT,
        booking_number=sample_facts.BOOKING_NUMBER,
        reviewed_at=sample_facts.MOMENT,
    )
