"""《服务关系确认书》: who serves the client, what that person may and may not do; two copies (SR-1, SR-2, AP-2)."""

from __future__ import annotations

from datetime import date

from app.onboarding.facts import MarketerFacts, RelationshipFacts
from app.policy.loader import load_policy
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text, Tick, Ticks
from forms.shared_blocks import (
    CLIENT_COPIES,
    contract_signatures,
    document,
    form_date,
    form_info,
    numbered,
    person_fields,
    staff,
)

TEXT = load_clauses("forms.relationship")
FORM = form_info("relationship", "GT-KH-09", "relationship", TEXT, copies=CLIENT_COPIES)


def build(facts: RelationshipFacts) -> Document:
    """The filled form; both copies are prints of this one document, labelled when printed (SR-2)."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            person_fields(facts.person),
            Text(text["intro"]),
            Heading(text["marketer"]),
            _marketer(facts.marketer),
            Heading(text["booking"]),
            Ticks(text["booked"], (Tick("已预约", facts.booked), Tick("未预约", not facts.booked))),
            Fields(
                (
                    Field("预约编号", facts.booking_number),
                    Field("核实柜员", staff(facts.verified_by, facts.verified_by_number)),
                )
            ),
            Heading(text["terms"]),
            *TEXT.clauses,
            contract_signatures(text["statement"] + text["copies"]),
        ),
    )


def _marketer(marketer: MarketerFacts) -> Fields:
    return Fields(
        (
            Field("姓名", marketer.name),
            Field("工号", marketer.number),
            Field("岗位", marketer.post),
            Field("联系电话", marketer.telephone),
            Field("执业证书编号", marketer.certificate_number),
            Field("证书有效期至", form_date(marketer.certificate_until)),
            Field(TEXT.text["authorised"], "\n".join(numbered(marketer.authorised)), wide=True),
            Field(TEXT.text["forbidden"], "\n".join(numbered(marketer.forbidden)), wide=True),
        )
    )


def sample() -> RelationshipFacts:
    """Made-up facts, with the shipped scope of authority."""
    policy = load_policy()
    return RelationshipFacts(
        head=sample_facts.sample_head(9),
        person=sample_facts.sample_person(),
        marketer=MarketerFacts(
            name="样营销",
            number="Y007",
            post="客户经理",
            certificate_number="S0000000000001",
            certificate_until=date(2028, 6, 30),
            authorised=policy.marketing_authorised,
            forbidden=policy.marketing_forbidden,
            telephone="010-00000007",
        ),
        booked=True,
        booking_number=sample_facts.BOOKING_NUMBER,
        verified_by=sample_facts.TELLER[0],
        verified_by_number=sample_facts.TELLER[1],
    )
