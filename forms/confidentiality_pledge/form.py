"""《客户信息保密承诺书》: what every member of staff promises about clients' information, signed in person (SE-1)."""

from __future__ import annotations

from app.dossier.facts import PledgeFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Signatures, SignatureSlot, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info

TEXT = load_clauses("forms.confidentiality_pledge")
FORM = form_info(
    "confidentiality-pledge", "GT-DA-07", "staff", TEXT, client_signs=False, teller_signs=True, copies=COMPANY_COPY
)


def build(facts: PledgeFacts) -> Document:
    """The pledge of one member of staff."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("承诺人", facts.name),
                    Field("工号", facts.number),
                    Field("岗位", facts.post),
                    Field("签署日期", form_date(facts.signed_on)),
                )
            ),
            Text(text["salutation"], strong=True, indent=False),
            Text(text["intro"]),
            *TEXT.clauses,
            Signatures(
                (SignatureSlot("teller", "承诺人（签名）"), SignatureSlot("branch", "证券营业部（盖章）")),
                text["statement"],
            ),
        ),
    )


def sample() -> PledgeFacts:
    """Made-up facts."""
    name, number = sample_facts.TELLER
    head = sample_facts.sample_branch_head(f"BM-{TEXT.version}-{number}")
    return PledgeFacts(head, name, number, "柜员", sample_facts.MADE_ON)
