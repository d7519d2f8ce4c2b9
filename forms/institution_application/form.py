"""《机构客户开户申请表》: licence, who acts, background, accounts, confirmed by the agent (OP-1)."""

from __future__ import annotations

from app.onboarding.facts import AccountWish, InstitutionApplicationFacts, LetterFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading
from forms.shared_blocks import (
    COMPANY_COPY,
    contact_fields,
    document,
    form_info,
    form_moment,
    institution_fields,
    points,
    signatures,
    term,
    wishes,
)

TEXT = load_clauses("forms.institution_application")
FORM = form_info("institution-application", "GT-KH-12", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: InstitutionApplicationFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["licence"]),
            institution_fields(facts.institution, note=""),
            Heading(text["contact"]),
            contact_fields(facts.contact),
            _letter(facts.letter),
            Heading(text["background"]),
            Fields(
                (
                    Field("资金来源", facts.source_of_funds),
                    Field("投资经验", facts.experience),
                    Field("投资目的", facts.objective),
                    Field("税收居民身份", facts.tax_residence),
                    Field("受益所有人", "；".join(facts.owners), wide=True),
                )
            ),
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
            signatures(text["statement"], client="法定代表人或者经办人（签名）"),
        ),
    )


def _letter(letter: LetterFacts | None) -> Fields | None:
    """The letter the agent has shown; none when the legal representative came."""
    if letter is None:
        return None
    return Fields(
        (
            Field("授权书编号", letter.number),
            Field("授权期限", term(letter.valid_from, letter.valid_until)),
            Field("授权事项", "；".join(letter.matters), wide=True),
        )
    )


def sample() -> InstitutionApplicationFacts:
    """Made-up facts."""
    return InstitutionApplicationFacts(
        head=sample_facts.sample_head(12),
        institution=sample_facts.sample_institution(),
        contact=sample_facts.sample_contact(),
        letter=sample_facts.sample_letter(),
        experience="3年（含）至5年",
        objective="资产长期增值",
        source_of_funds="留存收益、闲置资金",
        tax_residence="仅为中国税收居民",
        owners=("林𬭎样（持有60%）",),
        accounts=(AccountWish("沪市A股账户", True), AccountWish("深市A股账户", True)),
        permissions=(AccountWish("创业板交易", False),),
        fund_account=sample_facts.FUND_ACCOUNT,
        booking_number=sample_facts.BOOKING_NUMBER,
        reviewed_at=sample_facts.MOMENT,
    )
