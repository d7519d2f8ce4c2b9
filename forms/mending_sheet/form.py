"""《客户资料补齐信息表》: what is missing in a set that goes back, until when, and what it counts (AR-2)."""

from __future__ import annotations

from datetime import date

from app.dossier.facts import MendingFacts
from forms import sample_facts
from forms.dossier_blocks import SAMPLE_NUMBER, dossier_head
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Result, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, numbered, seal_only

TEXT = load_clauses("forms.mending_sheet")
FORM = form_info("mending-sheet", "GT-DA-04", "dossier", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: MendingFacts) -> Document:
    """The sheet."""
    text = TEXT.text
    missing = tuple(Text(line) for line in numbered(facts.missing)) or (Text(text["none_by_policy"]),)
    return document(
        FORM,
        facts.head,
        (
            Fields(
                (
                    Field("移交人", facts.handed_by),
                    Field("交接表", facts.handover_number),
                    Field("客户", f"{facts.client_name}（{facts.client_number}）"),
                    Field("档案编号", facts.archive_number),
                    Field("业务", f"{facts.business}　{facts.case_number}"),
                    Field("移交时间", form_moment(facts.handed_at)),
                )
            ),
            Text(text["intro"]),
            Result(text["result"], form_date(facts.mend_by)),
            Heading(text["missing"]),
            *missing,
            Fields((Field("清点意见", facts.words, wide=True),)),
            Heading(text["count"]),
            Fields(
                (
                    Field("本年次数", f"第{facts.sending}次"),
                    Field("本次记分", f"{facts.points}分"),
                    Field("退回人", facts.sent_back_by),
                    Field("退回时间", form_moment(facts.sent_back_at)),
                )
            ),
            Text(text["escalated"] if facts.escalated else text["count_note"], small=not facts.escalated),
            seal_only(),
        ),
    )


def sample() -> MendingFacts:
    """Made-up facts: a second bad set within the year."""
    return MendingFacts(
        head=dossier_head("JJ20261122000001-02", "JJ20261122000001"),
        handover_number="JJ20261122000001",
        handed_by="样柜员（工号3301000）",
        handed_at=sample_facts.MOMENT,
        case_number=sample_facts.TRANSFER_NUMBER,
        business="转销户",
        client_name=sample_facts.sample_person().name,
        client_number="2026000001",
        archive_number=SAMPLE_NUMBER,
        missing=("资料交还清单",),
        words="缺少客户签名的资料交还清单",
        mend_by=date(2026, 11, 25),
        sending=2,
        points=2,
        escalated=False,
        sent_back_by="样档案员",
        sent_back_at=sample_facts.MOMENT,
    )
