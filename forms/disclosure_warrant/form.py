"""《权证交易风险揭示书》: the extra disclosure that the permission for trading in warrants needs (OP-3)."""

from __future__ import annotations

from app.onboarding.facts import DisclosureFacts, SectionRead
from forms import sample_facts, shared_blocks
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.disclosure_warrant")
FORM = form_info("disclosure-warrant", "GT-JS-02", "disclosure", TEXT, copies=CLIENT_COPIES)


def build(facts: DisclosureFacts) -> Document:
    """The filled form."""
    return shared_blocks.disclosure(FORM, TEXT, facts)


def sample() -> DisclosureFacts:
    """Made-up facts: every section read."""
    read = tuple(SectionRead(section.id, 20 + section.length // 12) for section in TEXT.sections)
    return DisclosureFacts(sample_facts.sample_head(6), sample_facts.sample_person(), read, sample_facts.MOMENT)
