"""《个人税收居民身份声明文件》: where the client pays tax, with up to ten numbers (KY-3)."""

from __future__ import annotations

from app.due_diligence.tax import NoNumber, TaxNumber, TaxResidence, TaxStatement
from app.onboarding.tax_facts import TaxFacts, tax_facts
from app.policy.loader import load_policy
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading
from forms.shared_blocks import COMPANY_COPY, document, form_info, person_fields, points, signatures
from forms.tax_blocks import stated_blocks

TEXT = load_clauses("forms.tax_statement")
FORM = form_info("tax-statement", "GT-KH-16", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: TaxFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["person"]),
            person_fields(facts.person),
            Fields((Field("现居地址", facts.address, wide=True),)),
            Heading(text["stated"]),
            Fields((Field(text["before"], facts.replaces, wide=True),)) if facts.replaces else None,
            *stated_blocks(facts.stated, "本人声明"),
            Heading(text["terms"]),
            *points(TEXT),
            signatures(text["statement"], client="声明人（签名）"),
        ),
    )


def sample() -> TaxFacts:
    """Made-up facts."""
    statement = TaxStatement(
        TaxResidence.BOTH, "LIN Hongyang", "Shili, China", "Room 101, 100 Yangzhang Road, Shili",
        (TaxNumber("SGP", "S0000000A"), TaxNumber("HKG", reason=NoNumber.NOT_OBTAINED, remark="已申请，尚未取得")),
    )  # fmt: skip
    return tax_facts(
        sample_facts.sample_head(16), sample_facts.sample_person(), sample_facts.sample_contact().address, statement,
        load_policy(),
    )  # fmt: skip
