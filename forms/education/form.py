"""《投资者教育记录》: how, by whom, when and on what risk education was given before the signing (OP-2)."""

from __future__ import annotations

from app.onboarding.facts import EducationFacts
from app.policy.loader import load_policy
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text, Tick, Ticks
from forms.shared_blocks import COMPANY_COPY, document, form_info, form_moment, person_fields, points, signatures, staff

TEXT = load_clauses("forms.education")
FORM = form_info("education", "GT-KH-03", "education", TEXT, copies=COMPANY_COPY)


def build(facts: EducationFacts) -> Document:
    """The filled form; the client's statement speaks of the marketing staff only when the talk covered them."""
    text = TEXT.text
    statement = text["statement" if facts.covered_authority else "statement_without_authority"]
    return document(
        FORM,
        facts.head,
        (
            person_fields(facts.person),
            Text(text["intro"]),
            Heading(text["given"]),
            Ticks(text["modes"], tuple(Tick(label, used) for label, used in facts.modes)),
            Ticks(text["topics"], tuple(Tick(label, covered) for label, covered in facts.topics), columns=2),
            Ticks(
                text["authority"],
                (Tick("已讲解", facts.covered_authority), Tick("未讲解", not facts.covered_authority)),
            ),
            Fields(
                (
                    Field("教育人员", staff(facts.given_by, facts.given_by_number)),
                    Field("教育时间", form_moment(facts.given_at)),
                    *_again(facts),
                    Field("备注", facts.remark, wide=True),
                )
            ),
            Heading(text["points"]),
            *points(TEXT),
            signatures(statement),
        ),
    )


def _again(facts: EducationFacts) -> tuple[Field, ...]:
    """Who explained again to an older client, and when (KY-5)."""
    if not facts.second_by:
        return ()
    return (
        Field("再次讲解人员", staff(facts.second_by, facts.second_by_number)),
        Field("再次讲解时间", form_moment(facts.second_at)),
    )


def sample() -> EducationFacts:
    """Made-up facts: one way and one topic of the shipped lists were left out."""
    policy = load_policy()
    return EducationFacts(
        head=sample_facts.sample_head(3),
        person=sample_facts.sample_person(),
        modes=tuple((mode.label, mode.code != "leaflet") for mode in policy.education_modes),
        given_by="样顾问",
        given_by_number="G003",
        given_at=sample_facts.MOMENT,
        topics=tuple((topic.label, topic.code != "complaint") for topic in policy.education_topics),
        covered_authority=True,
        remark="客户就涨跌幅限制提问一次，已作解答。",
    )
