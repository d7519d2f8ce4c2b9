"""《资料交还清单》: what the branch keeps and what the client gets back, ticked and signed for (TO-10)."""

from __future__ import annotations

from app.transfer_out.facts import ReturnLine, ReturnsFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Heading, Text
from forms.shared_blocks import CLIENT_COPIES, counter_signatures, document, form_info
from forms.transfer_blocks import KIND, party_fields, return_ticks

TEXT = load_clauses("forms.returns_list")
FORM = form_info("returns-list", "GT-ZX-06", KIND, TEXT, teller_signs=True, copies=CLIENT_COPIES)


def build(facts: ReturnsFacts) -> Document:
    """The filled list."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["party"]),
            party_fields(facts.party),
            Heading(text["returned"]),
            Text(text["returned_note"], keep=True),
            return_ticks("交还客户", facts.returned),
            Heading(text["kept"]),
            Text(text["kept_note"], keep=True),
            return_ticks("营业部留存", facts.kept),
            counter_signatures(text["statement"]),
        ),
    )


def sample() -> ReturnsFacts:
    """Made-up facts."""
    return ReturnsFacts(
        head=sample_facts.sample_transfer_head(6),
        party=sample_facts.sample_party(),
        kept=(
            ReturnLine("《转销户申请表》等业务单据原件", True, ""),
            ReturnLine("客户有效身份证件复印件", True, ""),
        ),
        returned=(
            ReturnLine("居民身份证原件", True, ""),
            ReturnLine("证券账户卡", True, ""),
            ReturnLine("资金账户卡", False, "客户称已遗失，未交来"),
            ReturnLine("业务单据客户联", True, ""),
        ),
    )
