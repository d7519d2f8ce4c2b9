"""《证券交易委托代理协议》: the main duties and rights of client and firm."""

from __future__ import annotations

from app.onboarding.facts import AgreementFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Text
from forms.shared_blocks import CLIENT_COPIES, contact_fields, contract_signatures, document, form_info, notice, parties

TEXT = load_clauses("forms.agreement")
FORM = form_info("agreement", "GT-KH-08", "agreement", TEXT, copies=CLIENT_COPIES)


def build(facts: AgreementFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            *parties(
                facts.person,
                facts.head.branch,
                contact_fields(facts.contact),
                Fields((Field("资金账户", facts.fund_account), Field(text["channels"], "、".join(facts.channels)))),
            ),
            Text(text["intro"]),
            notice(TEXT),
            *TEXT.clauses,
            contract_signatures(text["statement"]),
        ),
    )


def sample() -> AgreementFacts:
    """Made-up facts."""
    return AgreementFacts(
        head=sample_facts.sample_head(8),
        person=sample_facts.sample_person(),
        contact=sample_facts.sample_contact(),
        fund_account=sample_facts.FUND_ACCOUNT,
        channels=("柜台委托", "网上委托", "手机委托", "电话委托"),
    )
