"""《预约开户表》: a prospective client's booking, checked at the counter and filed after the opening (AP-1, AP-3)."""

from __future__ import annotations

from datetime import UTC, datetime

from app.onboarding.facts import BookingFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading
from forms.shared_blocks import COMPANY_COPY, document, form_info, form_moment, notice, seal_only, staff

TEXT = load_clauses("forms.booking")
FORM = form_info("booking", "GT-KH-01", "booking", TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: BookingFacts) -> Document:
    """The filled form."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["visitor"]),
            Fields(
                (
                    Field("预约编号", facts.booking_number),
                    Field("预约时间", form_moment(facts.planned_at)),
                    Field("姓名", facts.name),
                    Field("手机号码", facts.mobile),
                    Field("拟办业务", "、".join(facts.business), wide=True),
                    Field("备注", facts.note, wide=True),
                )
            ),
            Heading(text["marketer"]),
            Fields(
                (
                    Field("营销人员", facts.staff_name),
                    Field("工号", facts.staff_number),
                    Field("提交时间", form_moment(facts.booked_at), wide=True),
                )
            ),
            Heading(text["desk"]),
            Fields((Field("核对人员", facts.checked_by), Field("核对时间", form_moment(facts.checked_at)))),
            notice(TEXT),
            seal_only(text["statement"]),
        ),
    )


def sample() -> BookingFacts:
    """Made-up facts."""
    return BookingFacts(
        head=sample_facts.sample_head(1),
        booking_number=sample_facts.BOOKING_NUMBER,
        name="林𬭎样",
        mobile="13800000000",
        planned_at=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
        business=("开立资金账户", "沪市A股账户", "深市A股账户", "第三方存管签约"),
        staff_name="样营销",
        staff_number="Y007",
        note="客户下午需返回单位，请尽量安排在上午办理。",
        booked_at=datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
        checked_by=staff(*sample_facts.TELLER),
        checked_at=sample_facts.MOMENT,
    )
