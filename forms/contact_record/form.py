"""《客户回访记录表》: whom was called why, what was asked and answered, what the branch does about it (FU-1, FU-6)."""

from __future__ import annotations

from app.contacts.facts import ContactFacts
from forms.contact_blocks import KIND, attempts, came_of_it, client_fields, questions, sample_contact_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading
from forms.shared_blocks import COMPANY_COPY, document, form_info, form_moment, seal_only

TEXT = load_clauses("forms.contact_record")
FORM = form_info("contact-record", "GT-HF-01", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: ContactFacts) -> Document:
    """The filled record."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["client"]),
            client_fields(facts),
            Heading(text["call"]),
            Fields(
                (
                    Field("回访时间", form_moment(facts.at)),
                    Field("回访方式", facts.way),
                    Field("回访人", facts.caller),
                    Field("接听人", facts.spoken_with),
                )
            ),
            Heading(text["questions"]),
            questions(facts, text["no_questions"]),
            Heading(text["result"]),
            *came_of_it(facts),
            *((Heading(text["attempts"]), *attempts(facts)) if facts.attempts else ()),
            seal_only(text["note"]),
        ),
    )


def sample() -> ContactFacts:
    """Made-up facts: a call after an opening that found a problem."""
    return sample_contact_facts()
