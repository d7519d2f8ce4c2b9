"""《客户资料变更申请表》: what was registered and what is to be, in all fund accounts at once (CU-3)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.client_change")
FORM = form_info("client-change", "GT-BG-01", "identity", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        1,
        "客户资料变更",
        [
            ("手机号码", "13800000000", "13900000000"),
            ("联系地址", "示例市示例区样张路100号1单元101室", "示例市示例区新样路8号2单元202室"),
        ],
        [],
    )
