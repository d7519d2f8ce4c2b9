"""《柜员日终清单》: a teller's finished and unfinished cases of a day, the receipts and their sum (TO-11)."""

from __future__ import annotations

from decimal import Decimal

from app.day_end.facts import DayCase, DayReceipt, DaySheetFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Result, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, teller_signatures
from forms.transfer_blocks import money

TEXT = load_clauses("forms.day_sheet")
FORM = form_info("day-sheet", "GT-RZ-01", "day-end", TEXT, client_signs=False, teller_signs=True, copies=COMPANY_COPY)


def build(facts: DaySheetFacts) -> Document:
    """The filled sheet."""
    text = TEXT.text
    valid = [receipt for receipt in facts.receipts if not receipt.void]
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("营业日", form_date(facts.day)),
                    Field("柜员", facts.teller),
                    Field("签署时间", form_moment(facts.signed_at)),
                    Field("收费合计", money(facts.taken)),
                )
            ),
            Result(text["check"], text["complete"] if facts.complete else text["incomplete"], _sums(facts)),
            Heading(text["cases"]),
            _cases(facts.cases) if facts.cases else Text(text["no_cases"]),
            Heading(text["unfinished"]),
            Table(("业务编号", "业务", "目前进度"), facts.unfinished, (0.28, 0.24, 0.48))
            if facts.unfinished
            else Text(text["no_unfinished"]),
            Heading(text["receipts"]),
            *_receipts(facts, len(valid)),
            teller_signatures(text["statement"]),
        ),
    )


def _sums(facts: DaySheetFacts) -> str:
    missing = sum(len(case.missing) for case in facts.cases)
    return f"办结{len(facts.cases)}笔，未办结{len(facts.unfinished)}笔，缺少资料{missing}项"


def _cases(cases: tuple[DayCase, ...]) -> Table:
    rows = tuple(
        (
            case.number,
            f"{case.kind}\n{case.client}",
            f"{case.ended}\n{form_moment(case.ended_at)}",
            str(case.papers),
            "；".join(case.missing) or TEXT.text["none_missing"],
        )
        for case in cases
    )
    return Table(
        ("业务编号", "业务与客户", "结果与时间", "件数", "缺少的资料"),
        rows,
        (0.22, 0.23, 0.22, 0.08, 0.25),
        frozenset({3}),
    )


def _receipts(facts: DaySheetFacts, valid: int) -> tuple[Block, ...]:
    if not facts.receipts:
        return (Text(TEXT.text["no_receipts"]),)
    rows = tuple(
        (r.number, r.case_number, f"{r.amount:,.2f}", f"作废：{r.void}" if r.void else "有效") for r in facts.receipts
    )
    void = len(facts.receipts) - valid
    return (
        Table(("收据编号", "业务编号", "金额（元）", "状态"), rows, (0.24, 0.26, 0.17, 0.33), frozenset({2})),
        Fields((Field("收据", f"有效{valid}张，作废{void}张"), Field("收费合计", money(facts.taken)))),
    )


def sample() -> DaySheetFacts:
    """Made-up facts: a day on which one paper is missing."""
    name = sample_facts.sample_person().name
    return DaySheetFacts(
        head=sample_facts.sample_branch_head("RZ20261122-3301000"),
        day=sample_facts.MADE_ON,
        teller="样柜员（工号3301000）",
        cases=(
            DayCase(sample_facts.CASE_NUMBER, "开户", name, sample_facts.MOMENT, "已开户", 11, ()),
            DayCase(
                sample_facts.TRANSFER_NUMBER, "转销户", name, sample_facts.MOMENT, "已转出", 5, ("客户身份证件复印件",)
            ),
        ),
        unfinished=(("ZX20261122000002", "转销户", "等待营销总监审批"),),
        receipts=(
            DayReceipt("SJ2026-000001", sample_facts.TRANSFER_NUMBER, Decimal("50.00"), ""),
            DayReceipt("SJ2026-000002", sample_facts.TRANSFER_NUMBER, Decimal("30.00"), "打印机卡纸"),
        ),
        taken=Decimal("50.00"),
        complete=False,
        signed_at=sample_facts.MOMENT,
    )
