"""《服务关系变更（终止）确认书》: another member of staff, or none; the history stays (SR-3)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.relationship_change")
FORM = form_info("relationship-change", "GT-BG-03", "relationship", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        3,
        "服务关系变更",
        [("服务人员", "样营销（Y007）", "样服务（Y008）")],
        [
            ("岗位", "客户经理"),
            ("执业证书编号", "S0000000000002"),
            ("证书有效期至", "2028-06-30"),
            ("可以为客户做", "介绍开户、交易的办理流程；讲解证券投资的基础知识"),
            ("不得为客户做", "代客户买卖证券；承诺投资收益"),
        ],
    )
