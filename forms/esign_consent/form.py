"""《电子签名约定书》: signed once before anything is signed electronically, with the separate consents (KY-4)."""

from __future__ import annotations

from app.onboarding.facts import EsignFacts
from app.policy.loader import load_policy
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text, Tick, Ticks
from forms.shared_blocks import (
    CLIENT_COPIES,
    chinese_number,
    contract_signatures,
    document,
    form_info,
    form_moment,
    notice,
    parties,
)

TEXT = load_clauses("forms.esign_consent")
FORM = form_info("esign-consent", "GT-KH-07", "agreement", TEXT, copies=CLIENT_COPIES)


def build(facts: EsignFacts) -> Document:
    """The filled form. A consent that was not given is ticked 不同意: never left open (KY-4)."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            *parties(facts.person, facts.head.branch),
            Text(text["intro"]),
            notice(TEXT),
            *TEXT.clauses,
            Heading(text["consents"]),
            Text(text["consents_note"]),
            *(
                Ticks(
                    f"事项{chinese_number(number)}",
                    (Tick(f"同意：{purpose}", given), Tick("不同意", not given)),
                    columns=1,
                )
                for number, (purpose, given) in enumerate(facts.consents, 1)
            ),
            Fields((Field("约定时间", form_moment(facts.agreed_at), wide=True),)),
            contract_signatures(text["statement"]),
        ),
    )


def sample() -> EsignFacts:
    """Made-up facts: one consent is withheld."""
    return EsignFacts(
        head=sample_facts.sample_head(7),
        person=sample_facts.sample_person(),
        consents=tuple((consent.label, consent.code != "photo") for consent in load_policy().consents),
        agreed_at=sample_facts.MOMENT,
    )
