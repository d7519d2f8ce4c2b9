"""《投诉答复函》: what was found, what is done, and where the complainant may turn next (CP-2, CP-3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.archive.heads import Head
from app.complaints.facts import ComplaintAnswerFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Text
from forms.shared_blocks import CLIENT_COPIES, document, form_date, form_info, seal_only, staff
from forms.transfer_blocks import money

TEXT = load_clauses("forms.complaint_answer")
FORM = form_info("complaint-answer", "GT-TS-02", "complaint", TEXT, client_signs=False, copies=CLIENT_COPIES)
SAMPLE_NUMBER = "TS20261120000001"


def build(facts: ComplaintAnswerFacts) -> Document:
    """The letter."""
    text, head = TEXT.text, facts.head
    made = document(
        FORM,
        head,
        (
            Text(f"{facts.complainant}：", strong=True, indent=False),
            Text(text["greeting"]),
            Heading(text["facts"]),
            Fields(
                (
                    Field("受理日期", form_date(facts.taken_on)),
                    Field("提出方式", facts.source),
                    Field("反映的问题", facts.facts, wide=True),
                    Field("诉求", facts.demand, wide=True),
                )
            ),
            Heading(text["finding"]),
            *_paragraphs(facts.finding),
            Heading(text["measure"]),
            *_paragraphs(facts.measure),
            *_paragraphs(facts.answer),
            Text(f"经与您协商，补偿金额为{money(facts.compensation)}。") if facts.compensation else None,
            Heading(text["recourse"]),
            Text(text["next"].format(next_level=facts.next_level) if facts.next_level else text["last"]),
            Text(text["hotline"].format(hotline=facts.hotline)),
            Text(text["contact"].format(telephone=facts.telephone)),
            Text(text["closing"]),
            seal_only(),
        ),
    )
    by = staff(head.teller_name, head.teller_number)
    return replace(made, subtitle=f"投诉编号 {head.case_number}　　日期 {form_date(head.made_on)}　　承办人 {by}")


def _paragraphs(text: str) -> tuple[Text, ...]:
    return tuple(Text(line.strip()) for line in text.split("\n") if line.strip())


def sample() -> ComplaintAnswerFacts:
    """Made-up facts of a letter with a compensation."""
    return ComplaintAnswerFacts(
        head=Head(
            f"{SAMPLE_NUMBER}-01", SAMPLE_NUMBER, sample_facts.MADE_ON, sample_facts.BRANCH, *sample_facts.TELLER
        ),
        complainant="样客户",
        taken_on=date(2026, 11, 20),
        source="现场",
        facts="委托下单后系统无响应，成交价格高于委托时的价格。",
        demand="补偿因此造成的差价损失。",
        finding="经查，当日上午本营业部网络线路发生故障，持续约八分钟，客户的委托延迟送达。",
        measure="线路已经修复，并增加备用线路。",
        compensation=Decimal("320.00"),
        answer="对给您造成的不便，我们深表歉意。",
        next_level="本公司分公司或者公司客户服务部门",
        hotline="12386",
        telephone="010-00000000",
    )
