"""《预留印鉴卡》: printed with empty frames, stamped by hand, scanned back."""

from __future__ import annotations

from app.onboarding.facts import SealCardFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Frames, Heading, Text, Tick, Ticks
from forms.shared_blocks import (
    CLIENT_COPIES,
    document,
    form_date,
    form_info,
    points,
    signatures,
)

TEXT = load_clauses("forms.seal_card")
FORM = form_info("seal-card", "GT-KH-15", "identity", TEXT, copies=CLIENT_COPIES)


def build(facts: SealCardFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    kept = tuple(label for label, wanted in facts.seals if wanted)
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("机构名称", facts.name, wide=True),
                    Field("统一社会信用代码", facts.paper_number),
                    Field("资金账户", facts.fund_account),
                    Field("法定代表人", facts.representative),
                    Field("经办人", facts.agent or "法定代表人本人"),
                    # beside one another, so that the signatures stay on the page of the impressions
                    Field("启用日期", form_date(facts.head.made_on), wide=not facts.replaces),
                    *((Field("替换旧卡", facts.replaces),) if facts.replaces else ()),
                )
            ),
            Ticks(text["seals"], tuple(Tick(label, wanted) for label, wanted in facts.seals), columns=3),
            Heading(text["impressions"]),
            Text(text["impressions_note"], small=True, keep=True),
            Frames(kept or (text["none"],), 44),
            Heading(text["terms"]),
            *points(TEXT),
            signatures(text["statement"], client="法定代表人或者经办人（签名）"),
        ),
    )


def sample() -> SealCardFacts:
    """Made-up facts."""
    return SealCardFacts(
        head=sample_facts.sample_head(15),
        name=sample_facts.sample_institution().name,
        paper_number=sample_facts.sample_institution().paper_number,
        representative="林𬭎样",
        agent="样经办",
        fund_account=sample_facts.FUND_ACCOUNT,
        seals=(("机构公章", True), ("财务专用章", True), ("法定代表人名章", False)),
    )
