"""《挽留记录》: why the client wants to go, and every talk with what was said, offered, promised, answered (TO-3)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.transfer_out.facts import RetentionRecordFacts, TalkFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only
from forms.transfer_blocks import KIND, party_fields

TEXT = load_clauses("forms.retention_record")
FORM = form_info("retention-record", "GT-ZX-03", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: RetentionRecordFacts) -> Document:
    """The filled record."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["party"]),
            party_fields(facts.party),
            Heading(text["reason"]),
            Fields((Field("主要原因", facts.reason, wide=True), Field("客户说明", facts.reason_text, wide=True))),
            Heading(text["talks"]),
            *(block for talk in facts.talks for block in _talk(talk)),
            *(() if facts.talks else (Text(text["no_talks"]),)),
            Heading(text["result"]),
            Fields(
                (
                    Field("客户坚持办理", form_moment(facts.insisted_at) or text["not_insisted"], wide=True),
                    Field("挽留结果", facts.result, wide=True),
                )
            ),
            seal_only(text["note"]),
        ),
    )


def _talk(talk: TalkFacts) -> tuple[Block, ...]:
    return (
        Text(f"第{talk.number}次沟通", strong=True, indent=False, keep=True),
        Fields(
            (
                Field("沟通时间", form_moment(talk.at)),
                Field("沟通方式", talk.way),
                Field("沟通人员", talk.by, wide=True),
                Field("说明内容", talk.said, wide=True),
                Field("提出的方案", talk.offered, wide=True),
                Field("作出的承诺", talk.promised, wide=True),
                Field("承诺期限", form_date(talk.promise_due) if talk.promise_due else ""),
                Field("沟通结果", talk.outcome),
                Field("客户答复", talk.answer, wide=True),
            )
        ),
    )


def sample() -> RetentionRecordFacts:
    """Made-up facts: two talks."""
    return RetentionRecordFacts(
        head=sample_facts.sample_transfer_head(3),
        party=sample_facts.sample_party(),
        reason="住址搬迁、交通不便",
        reason_text="全家搬到邻市居住，希望在住处附近的营业部办理业务。",
        talks=(
            TalkFacts(
                number=1,
                at=sample_facts.MOMENT,
                by="样柜员（工号3301000）",
                way="柜台当面",
                said="说明网上交易和手机交易可以办理日常业务，不必到营业部。",
                offered="当面演示手机交易、银证转账的操作。",
                promised="由客户经理每月电话回访一次。",
                promise_due=date(2026, 12, 22),
                answer="客户表示回去与家人商量。",
                outcome="待客户答复",
            ),
            TalkFacts(
                number=2,
                at=datetime(2026, 11, 23, 1, 30, tzinfo=UTC),
                by="样营销（工号Y007）",
                way="电话",
                said="再次说明异地可以办理的业务范围。",
                offered="",
                promised="",
                promise_due=None,
                answer="客户感谢营业部的服务，仍决定转出。",
                outcome="客户坚持转出",
            ),
        ),
        insisted_at=datetime(2026, 11, 23, 1, 40, tzinfo=UTC),
        result="客户坚持转出，转入审批。",
    )
