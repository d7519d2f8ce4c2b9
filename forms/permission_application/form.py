"""《业务权限开通（关闭）申请表》: one permission, with what its opening relied on (OP-3)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.permission_application")
FORM = form_info("permission-application", "GT-BG-05", "identity", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        5,
        "业务权限开通：创业板交易",
        [("创业板交易", "未开通", "开通")],
        [
            ("风险承受能力等级", "中（评估编号 KH20261122000001-04，有效期至 2028-11-22）"),
            ("投资经验", "3年（含）至5年"),
        ],
    )
