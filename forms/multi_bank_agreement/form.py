"""《单客户多银行服务协议》: signed before a client's second fund account is opened (CU-2)."""

from __future__ import annotations

from app.changes.facts import MultiBankFacts
from app.onboarding.facts import SectionRead
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text
from forms.shared_blocks import CLIENT_COPIES, contract_signatures, document, form_info, parties

TEXT = load_clauses("forms.multi_bank_agreement")
FORM = form_info("multi-bank-agreement", "GT-CG-02", "custody", TEXT, copies=CLIENT_COPIES)


def build(facts: MultiBankFacts) -> Document:
    """The filled agreement."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            *parties(facts.person, facts.head.branch),
            Heading(text["accounts"]),
            Fields(
                (
                    Field("资金账户", "\n".join(facts.accounts), wide=True),
                    Field(text["limits"], f"单笔 {facts.once:,} 元，当日累计 {facts.day:,} 元", wide=True),
                    Field("阅读情况", _read(facts.read), wide=True),
                )
            ),
            Text(text["intro"]),
            *TEXT.clauses,
            contract_signatures(text["statement"]),
        ),
    )


def _read(read: tuple[SectionRead, ...]) -> str:
    if not read:
        return ""
    return f"已在客户显示屏上阅读 {len(read)} 节，共 {sum(each.seconds for each in read)} 秒"


def sample() -> MultiBankFacts:
    """Made-up facts."""
    return MultiBankFacts(
        head=sample_facts.sample_change_head(6),
        person=sample_facts.sample_person(),
        accounts=(
            f"{sample_facts.FUND_ACCOUNT}（主资金账户，中国工商银行）",
            "8801000027（辅资金账户，示例银行，本次增开）",
        ),
        once=50_000,
        day=200_000,
        read=tuple(SectionRead(f"clause-{clause.number}", 12) for clause in TEXT.clauses),
    )
