"""《附件：资料扫描件》: whose paper was scanned, and which; the archived file shows the scan in place of this page."""

from __future__ import annotations

from app.transfer_out.facts import EnclosureFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text
from forms.shared_blocks import COMPANY_COPY, document, form_info, seal_only
from forms.transfer_blocks import KIND, party_fields

TEXT = load_clauses("forms.enclosure")
FORM = form_info("enclosure", "GT-FJ-01", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: EnclosureFacts) -> Document:
    """The page that stands for a scan."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            party_fields(facts.party),
            Heading(text["what"]),
            Fields((Field("资料名称", facts.label, wide=True),)),
            Text(text["note"]),
            seal_only(),
        ),
    )


def sample() -> EnclosureFacts:
    """Made-up facts."""
    return EnclosureFacts(
        head=sample_facts.sample_transfer_head(7), party=sample_facts.sample_party(), label="身份证明文件"
    )
