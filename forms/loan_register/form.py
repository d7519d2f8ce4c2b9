"""《档案借阅登记表》: every loan of a dossier and its return (AR-3)."""

from __future__ import annotations

from datetime import date, timedelta

from app.dossier.facts import LoanLine, LoanRegisterFacts
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head, dossier_of
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only

TEXT = load_clauses("forms.loan_register")
FORM = form_info("loan-register", "GT-DA-05", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: LoanRegisterFacts) -> Document:
    """The register of one dossier."""
    period = ("借阅期限", f"每次不超过{facts.loan_days}天")
    return document(
        FORM,
        facts.head,
        (
            dossier_of(facts.archive_number, facts.client_name, facts.client_number, period),
            Text(TEXT.text["intro"]),
            _table(facts.lines) if facts.lines else Text(TEXT.text["empty"]),
            seal_only(),
        ),
    )


def _table(lines: tuple[LoanLine, ...]) -> Block:
    return Table(
        ("借出时间", "借阅人", "用途", "经办人", "应还日期", "归还时间、接收人与状况"),
        tuple(
            (
                form_moment(line.lent_at),
                line.borrower,
                line.why,
                line.lent_by,
                form_date(line.due_on),
                _back(line),
            )
            for line in lines
        ),
        (0.16, 0.11, 0.21, 0.11, 0.17, 0.24),
    )


def _back(line: LoanLine) -> str:
    if line.returned_at is None:
        return TEXT.text["out"]
    return f"{form_moment(line.returned_at)}\n{line.returned_to}：{line.note}"


def sample() -> LoanRegisterFacts:
    """Made-up facts: one loan that came back, one that is out."""
    first, second = sample_facts.MOMENT, sample_facts.MOMENT + timedelta(days=20)
    return LoanRegisterFacts(
        head=dossier_head(f"{SAMPLE_NUMBER}-JY"),
        archive_number=SAMPLE_NUMBER,
        client_name=sample_facts.sample_person().name,
        client_number="2026000001",
        loan_days=14,
        lines=(
            LoanLine(
                first, "样合规员", "合规检查", "样档案员", date(2026, 12, 6), first + timedelta(days=3), "样档案员",
                "完好，无缺页",
            ),
            LoanLine(second, "样总经理", "处理客户咨询", "样档案员", date(2026, 12, 26), None, "", ""),
        ),
    )  # fmt: skip
