"""《转托管手续费收据》: who paid what for which account, in figures and capitals; a void one says why (TO-9)."""

from __future__ import annotations

from decimal import Decimal

from app.transfer_out.facts import FeeLine, FeeReceiptFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Stamp, Table
from forms.shared_blocks import document, form_info, form_moment, teller_signatures
from forms.transfer_blocks import KIND, money

TEXT = load_clauses("forms.transfer_receipt")
FORM = form_info(
    "transfer-receipt",
    "GT-ZX-04",
    KIND,
    TEXT,
    client_signs=False,
    teller_signs=True,
    copies=("客户联", "存根联"),
)


def build(facts: FeeReceiptFacts) -> Document:
    """The filled receipt."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Stamp(text["void"], text["void_reason"] + facts.void) if facts.void else None,
            Fields((Field("收据编号", facts.receipt_number), Field("开具时间", form_moment(facts.issued_at)))),
            Fields((Field("交款人", facts.payer, wide=True),)),
            Table(
                ("序号", "收费项目", "账户", "金额（元）"),
                tuple(
                    (str(number), line.label, line.account, f"{line.amount:,.2f}")
                    for number, line in enumerate(facts.lines, 1)
                ),
                (0.09, 0.43, 0.28, 0.2),
                right=frozenset({0, 3}),
            ),
            Fields(
                (
                    Field("合计（大写）", facts.capitals),
                    Field("合计（小写）", money(facts.total)),
                    Field("收款人", facts.issued_by, wide=True),
                )
            ),
            teller_signatures(text["void_note"] if facts.void else text["note"]),
        ),
    )


def sample() -> FeeReceiptFacts:
    """Made-up facts."""
    return FeeReceiptFacts(
        head=sample_facts.sample_transfer_head(4),
        receipt_number="SJ2026-000001",
        payer=sample_facts.sample_party().name,
        lines=(
            FeeLine("深圳转托管手续费", "0000000001", Decimal("30.00")),
            FeeLine("基金转托管手续费", "980000000001", Decimal("20.00")),
        ),
        total=Decimal("50.00"),
        capitals="人民币伍拾元整",
        issued_at=sample_facts.MOMENT,
        issued_by="样柜员（工号3301000）",
        void="",
    )
