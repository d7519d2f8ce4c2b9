"""《上门拜访记录》: where a client was visited by whom, what was talked of, what comes of it (FU-4, FU-6, TO-14)."""

from __future__ import annotations

from app.contacts.facts import ContactFacts
from forms.contact_blocks import KIND, attempts, came_of_it, client_fields, questions, sample_contact_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.visit_record")
FORM = form_info("visit-record", "GT-HF-02", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: ContactFacts) -> Document:
    """The filled record."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["client"]),
            client_fields(facts),
            Heading(text["visit"]),
            Fields(
                (
                    Field("拜访日期", form_date(facts.on)),
                    Field("登记时间", form_moment(facts.at)),
                    Field("拜访方式", facts.way),
                    Field("拜访人", facts.caller),
                    Field("同行人员", facts.companions),
                    Field("接待人", facts.spoken_with),
                    Field("拜访地点", facts.place, wide=True),
                )
            ),
            Heading(text["questions"]),
            questions(facts, text["no_questions"]),
            Heading(text["result"]),
            *came_of_it(facts),
            *((Heading(text["attempts"]), *attempts(facts)) if facts.attempts else ()),
            Text(text["signing"], small=True),
            Table(("拜访人（签名）", "客户（签名）", "签名日期"), (("　", "　", "　"),), (0.36, 0.36, 0.28)),
            seal_only(text["note"]),
        ),
    )


def sample() -> ContactFacts:
    """Made-up facts: a visit to a large client."""
    return sample_contact_facts(visit=True)
