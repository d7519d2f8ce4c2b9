"""《增开资金账户申请表》: a second to fifth fund account with a bank of its own (CU-2)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.fund_account_addition")
FORM = form_info("fund-account-addition", "GT-CG-01", "custody", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        6,
        "增开资金账户",
        [
            ("资金账户", "1 个", "2 个，新增 8801000027（辅资金账户）"),
            ("存管银行", "", "示例银行"),
            ("银行结算账户", "", "6200000000000000005"),
        ],
        [],
    )
