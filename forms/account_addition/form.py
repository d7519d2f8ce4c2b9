"""《证券账户加挂申请表》: a securities account that the client has already, at most three of a market (KY-2)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.account_addition")
FORM = form_info("account-addition", "GT-BG-04", "identity", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(4, "证券账户加挂", [("沪市A股账户", "A000000001", "A000000001、A000000002")], [])
