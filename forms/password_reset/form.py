"""《柜台密码重置申请表》: the identity checked again, the client sets the password alone (TO-8, OP-5)."""

from __future__ import annotations

from app.changes.facts import ChangeFacts
from forms.change_blocks import change_document, sample_change
from forms.engine.clauses import load_clauses
from forms.engine.document import Document
from forms.shared_blocks import CLIENT_COPIES, form_info

TEXT = load_clauses("forms.password_reset")
FORM = form_info("password-reset", "GT-BG-02", "identity", TEXT, copies=CLIENT_COPIES)


def build(facts: ChangeFacts) -> Document:
    """The filled application."""
    return change_document(FORM, TEXT, facts)


def sample() -> ChangeFacts:
    """Made-up facts."""
    return sample_change(
        2, "柜台密码重置", [("柜台密码", "已锁定", "由客户本人重新设置")], [("重置原因", "遗忘密码，连续输错后被锁定")]
    )
