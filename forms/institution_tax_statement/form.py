"""《机构税收居民身份声明文件》: an institution's kind and tax residence, and those of who controls it (KY-3)."""

from __future__ import annotations

from datetime import date

from app.due_diligence.tax import ControllingPerson, InstitutionKind, NoNumber, TaxNumber, TaxResidence, TaxStatement
from app.onboarding.tax_facts import TaxFacts, tax_facts
from app.policy.loader import load_policy
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Tick, Ticks
from forms.shared_blocks import COMPANY_COPY, document, form_info, person_fields, points, signatures
from forms.tax_blocks import controller_blocks, stated_blocks

TEXT = load_clauses("forms.institution_tax_statement")
FORM = form_info("institution-tax-statement", "GT-KH-17", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: TaxFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    controllers = (Heading(text["controllers"]), *controller_blocks(facts.controllers)) if facts.controllers else ()
    return document(
        FORM,
        facts.head,
        (
            Heading(text["institution"]),
            person_fields(facts.person),
            Fields((Field("机构地址", facts.address, wide=True),)),
            Heading(text["kind"]),
            Ticks("机构类别", tuple(Tick(label, chosen) for label, chosen in facts.kinds), columns=1),
            Heading(text["stated"]),
            Fields((Field(text["before"], facts.replaces, wide=True),)) if facts.replaces else None,
            *stated_blocks(facts.stated, "本机构声明", person=False),
            *controllers,
            Heading(text["terms"]),
            *points(TEXT),
            signatures(text["statement"], client="法定代表人或者经办人（签名）"),
        ),
    )


def sample() -> TaxFacts:
    """Made-up facts."""
    person = TaxStatement(
        TaxResidence.BOTH, "LIN Hongyang", "Shili, China", "Room 101, 100 Yangzhang Road, Shili",
        (TaxNumber("SGP", "S0000000A"), TaxNumber("HKG", reason=NoNumber.NOT_ISSUED)),
    )  # fmt: skip
    statement = TaxStatement(
        TaxResidence.CHINA, institution=InstitutionKind.PASSIVE,
        controllers=(
            ControllingPerson("林𬭎样", date(1985, 3, 12), person),
            ControllingPerson("样经办", date(1990, 1, 1), TaxStatement(TaxResidence.CHINA)),
        ),
    )  # fmt: skip
    return tax_facts(
        sample_facts.sample_head(17), sample_facts.sample_institution(), "示例市示例区样张路200号8层", statement,
        load_policy(),
    )  # fmt: skip
