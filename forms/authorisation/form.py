"""《法定代表人授权委托书》: printed, signed by the legal representative, stamped, scanned back (KY-3)."""

from __future__ import annotations

from app.institutions.domain import SCOPE
from app.onboarding.facts import AuthorisationFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Frames, Heading, Text, Tick, Ticks
from forms.shared_blocks import COMPANY_COPY, document, form_info, institution_fields, points, signatures, term

TEXT = load_clauses("forms.authorisation")
FORM = form_info("authorisation", "GT-KH-14", "identity", TEXT, copies=COMPANY_COPY)


def build(facts: AuthorisationFacts) -> Document:
    """The filled form."""
    text, one = TEXT.text, facts.institution
    return document(
        FORM,
        facts.head,
        (
            Text(text["salutation"], strong=True, indent=False),
            Text(text["intro"]),
            Heading(text["principal"]),
            institution_fields(one, note=""),
            Heading(text["matters"]),
            Fields(
                (
                    Field("授权书编号", facts.letter.number),
                    Field("授权期限", term(facts.letter.valid_from, facts.letter.valid_until)),
                )
            ),
            Ticks(
                text["scope"], tuple(Tick(matter, given) for matter, given in facts.scope), columns=1,
            ),
            Heading(text["terms"]),
            *points(TEXT),
            Frames((text["seal"],), 42),
            signatures(text["statement"], client="法定代表人（签名）"),
        ),
    )  # fmt: skip


def sample() -> AuthorisationFacts:
    """Made-up facts."""
    return AuthorisationFacts(
        sample_facts.sample_head(14),
        sample_facts.sample_institution(),
        sample_facts.sample_letter(),
        tuple((choice.label, choice.label in sample_facts.sample_letter().matters) for choice in SCOPE),
    )
