"""《客户转销户工作备忘录》: why, how to reach the client, what was promised, what follows (TO-13, TO-14)."""

from __future__ import annotations

from datetime import date

from app.transfer_out.facts import MemoFacts, PromiseFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text, Tick, Ticks
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only
from forms.transfer_blocks import KIND, party_fields

TEXT = load_clauses("forms.transfer_memo")
FORM = form_info("transfer-memo", "GT-ZX-05", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: MemoFacts) -> Document:
    """The filled memo."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            party_fields(facts.party),
            Heading(text["result"]),
            Ticks("办理结果", (Tick("已转出", facts.left), Tick("经挽留留下", not facts.left)), columns=2),
            Fields((Field("结束时间", form_moment(facts.ended_at)), Field("回访电话", facts.telephone))),
            Fields(
                (
                    Field("主要原因", facts.reason, wide=True),
                    Field("客户说明", facts.reason_text, wide=True),
                    Field("备注", facts.note, wide=True),
                )
            ),
            Heading(text["promises"]),
            _promises(facts),
            seal_only(text["end"]),
        ),
    )


def _promises(facts: MemoFacts) -> Block:
    rows = tuple(
        (kind, promise.text, form_date(promise.due) if promise.due else "")
        for kind, promises in (("承诺", facts.promises), ("跟踪", facts.follow_up))
        for promise in promises
    )
    return Table(("类别", "内容", "期限"), rows, (0.11, 0.66, 0.23)) if rows else Text(TEXT.text["no_promises"])


def sample() -> MemoFacts:
    """Made-up facts."""
    return MemoFacts(
        head=sample_facts.sample_transfer_head(5),
        party=sample_facts.sample_party(),
        left=True,
        ended_at=sample_facts.MOMENT,
        reason="住址搬迁、交通不便",
        reason_text="全家搬到邻市居住，希望在住处附近的营业部办理业务。",
        telephone="13800000000",
        promises=(PromiseFacts("每月电话回访一次，介绍近期的服务活动", date(2026, 12, 22)),),
        follow_up=(
            PromiseFacts("转出当周电话回访", date(2026, 11, 27)),
            PromiseFacts("每月联系一次，连续12个月", None),
        ),
        note="客户对营业部的服务表示满意，以后迁回时愿意再来开户。",
    )
