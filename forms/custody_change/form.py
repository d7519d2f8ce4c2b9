"""《存管变更（终止）申请表》: another bank or bank account of a fund account, or the end of an auxiliary one (CU-1)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.custody_change")
FORM = form_info("custody-change", "GT-CG-04", "custody", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        8,
        "变更存管银行",
        [
            ("存管银行", "中国工商银行", "示例银行"),
            ("银行结算账户", "6222020000000000008", "6200000000000000005"),
        ],
        [("办理的资金账户", "8801000026（主资金账户，中国工商银行）"), ("转账与交收", "当日无未了结的事项")],
    )
