"""《客户档案封面》: whose dossier it is, its number as a barcode, where it lies, what is in it, how long it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.dossier.facts import CoverFacts
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head
from forms.engine.clauses import load_clauses
from forms.engine.document import Barcode, Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info

TEXT = load_clauses("forms.dossier_cover")
# made anew each time it is printed, so nobody seals it
FORM = replace(
    form_info("dossier-cover", "GT-DA-01", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY), signers=()
)


def build(facts: CoverFacts) -> Document:
    """The cover."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Barcode(facts.archive_number, text["scan"]),
            Heading(text["whose"]),
            Fields(
                (
                    Field("客户名称", facts.client_name),
                    Field("客户编号", facts.client_number),
                    Field("客户类别", "机构" if facts.institution else "个人"),
                    Field("开户日期", form_date(facts.opened_on) if facts.opened_on else ""),
                    Field("证件类型", facts.paper_kind),
                    Field("证件号码", facts.paper_masked),
                    Field("资金账户", "，".join(map(_account, facts.fund_accounts)), wide=True),
                )
            ),
            Heading(text["where"]),
            Fields(
                (Field("库房", facts.room or text["not_placed"]), Field("架", facts.shelf), Field("盒", facts.box)), 3
            ),
            Heading(text["inside"]),
            _inside(facts),
            Heading(text["keeping"]),
            *_keeping(facts),
            Text(text["note"], small=True, indent=False),
        ),
    )


def _account(account: tuple[str, bool]) -> str:
    number, in_use = account
    return number if in_use else f"{number}（已销户）"


def _inside(facts: CoverFacts) -> Block:
    if not facts.sections:
        return Text(TEXT.text["empty"])
    rows = tuple((label, str(count), str(pages)) for label, count, pages in facts.sections)
    total = ("合计", str(facts.documents), str(facts.pages))
    return Table(("类别", "件数", "页数"), (*rows, total), (0.6, 0.2, 0.2), frozenset({1, 2}))


def _keeping(facts: CoverFacts) -> tuple[Block, ...]:
    period = Field("保管年限", f"销户后{facts.keeping_years}年")
    if facts.closed_on is None or facts.keep_until is None:
        return (Fields((period, Field("保管至", ""))), Text(TEXT.text["open"], small=True))
    until = Field("保管至", form_date(facts.keep_until))
    return (Fields((period, Field("销户日期", form_date(facts.closed_on)), until)),)


def sample() -> CoverFacts:
    """Made-up facts: a client who has opened and not left."""
    person = sample_facts.sample_person()
    return CoverFacts(
        head=dossier_head(f"{SAMPLE_NUMBER}-FM"),
        archive_number=SAMPLE_NUMBER,
        client_name=person.name,
        client_number="2026000001",
        institution=False,
        paper_kind=person.paper_kind,
        paper_masked="1101***********025",
        fund_accounts=((sample_facts.FUND_ACCOUNT, True),),
        opened_on=date(2026, 11, 22),
        room="二楼档案室",
        shelf="A3",
        box="017",
        documents=10,
        pages=24,
        sections=(("身份与申请资料", 1, 2), ("风险测评与投资者教育", 2, 5), ("风险揭示书", 2, 7), ("协议", 5, 10)),
        keeping_years=20,
        closed_on=None,
        keep_until=None,
    )
