"""《主资金账户变更申请表》: an auxiliary account becomes the main one, the main one auxiliary (CU-3)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.main_account_change")
FORM = form_info("main-account-change", "GT-CG-03", "custody", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        7,
        "变更主资金账户",
        [
            ("主资金账户", "8801000026（主资金账户，中国工商银行）", "8801000027（示例银行）"),
            ("证券交易与清算交收", "8801000026", "8801000027"),
            ("原主资金账户", "主资金账户", "辅资金账户"),
        ],
        [("变更原因", "工资改由示例银行代发"), ("未了结事项", "两个账户当日均无未了结的委托、交收和划转")],
    )
