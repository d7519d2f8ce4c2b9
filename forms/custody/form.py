"""《第三方存管协议（签约确认）》: one fund account tied to one bank and one settlement account (CU-1)."""

from __future__ import annotations

from app.onboarding.facts import CustodyFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text, Tick, Ticks
from forms.shared_blocks import CLIENT_COPIES, contract_signatures, document, form_info, parties

TEXT = load_clauses("forms.custody")
FORM = form_info("custody", "GT-KH-10", "custody", TEXT, copies=CLIENT_COPIES)


def build(facts: CustodyFacts) -> Document:
    """The filled form for one fund account."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            *parties(facts.person, facts.head.branch),
            Heading(text["tie"]),
            Fields(
                (
                    Field("资金账户", facts.fund_account),
                    Field("币种", facts.currency),
                    Field("存管银行（丙方）", facts.bank),
                    Field("银行结算账户", facts.bank_account),
                )
            ),
            Ticks("账户性质", (Tick("主资金账户", facts.main_account), Tick("辅资金账户", not facts.main_account))),
            Text(text["intro"]),
            *TEXT.clauses,
            contract_signatures(text["statement"]),
        ),
    )


def sample() -> CustodyFacts:
    """Made-up facts."""
    return CustodyFacts(
        head=sample_facts.sample_head(10),
        person=sample_facts.sample_person(),
        bank="示例银行",
        bank_account="6200000000000000005",
        fund_account=sample_facts.FUND_ACCOUNT,
        main_account=True,
        currency="人民币",
    )
