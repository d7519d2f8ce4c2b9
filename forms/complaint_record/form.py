"""《客户投诉记录表》: a complaint from the taking in to the closing (CP-1 to CP-3)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from app.archive.heads import Head
from app.complaints.facts import ComplaintRecordFacts, RespondentFacts, StepFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Table, Text
from forms.shared_blocks import COMPANY_COPY, document, form_date, form_info, form_moment, seal_only
from forms.transfer_blocks import money

TEXT = load_clauses("forms.complaint_record")
KIND = "complaint"
FORM = form_info("complaint-record", "GT-TS-01", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)
SAMPLE_NUMBER = "TS20261120000001"


def build(facts: ComplaintRecordFacts) -> Document:
    """The filled record, as far as the complaint has come."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["intake"]),
            _intake(facts),
            Heading(text["complainant"]),
            Fields(
                (
                    Field("投诉人", facts.complainant),
                    Field("客户编号", facts.client_number),
                    Field("联系方式", facts.contact, wide=True),
                    Field("通信地址", facts.address, wide=True),
                )
            ),
            Heading(text["respondents"]),
            *_respondents(facts),
            Heading(text["facts"]),
            Fields(
                (
                    Field("投诉事实", facts.facts, wide=True),
                    Field("投诉诉求", facts.demand, wide=True),
                    Field("证据材料", "；".join(facts.evidence), wide=True),
                )
            ),
            Heading(text["handling"]),
            _handling(facts),
            Heading(text["steps"]),
            Table(
                ("时间", "步骤", "经办人", "说明"),
                tuple((form_moment(one.at), one.step, one.by, one.words) for one in facts.steps),
                (0.18, 0.16, 0.14, 0.52),
            ),
            seal_only(text["note"]),
        ),
    )


def _intake(facts: ComplaintRecordFacts) -> Fields:
    return Fields(
        (
            Field("受理时间", form_moment(facts.taken_at)),
            Field("受理人（首问负责）", facts.taken_by),
            Field("投诉来源", facts.source),
            Field("投诉类型", facts.kind),
            Field("投诉级别", facts.level),
            Field("性质", "、".join(facts.gravity) or "一般"),
            Field("应开始办理日期", form_date(facts.start_due)),
            Field("实际开始办理", _day(facts.started_on)),
            Field("应答复日期", form_date(facts.answer_due)),
            Field("实际答复日期", _day(facts.answered_on)),
            Field("办理状态", facts.state),
            Field("结案日期", _day(facts.closed_on)),
        )
    )


def _respondents(facts: ComplaintRecordFacts) -> tuple[Block, ...]:
    if not facts.respondents:
        return (Text(TEXT.text["nobody"]),)
    rows = tuple((one.name, one.post, one.unit, _verdict(one), one.dealt) for one in facts.respondents)
    return (Table(("姓名", "职务", "部门或者单位", "核实结论", "对人员的处理"), rows, (0.13, 0.15, 0.17, 0.19, 0.36)),)


def _verdict(one: RespondentFacts) -> str:
    return f"{one.verdict}，属违法违规" if one.misconduct else one.verdict


def _handling(facts: ComplaintRecordFacts) -> Fields:
    content = {None: "", True: "满意", False: "不满意"}[facts.satisfied]
    return Fields(
        (
            Field("调查核实情况", facts.finding, wide=True),
            Field("处理意见", facts.measure, wide=True),
            Field("经济补偿", money(facts.compensation) if facts.compensation else "无"),
            Field("答复方式", facts.answer_way),
            Field("答复内容", facts.answer, wide=True),
            Field("回访结果", content, wide=True),
        )
    )


def _day(day: date | None) -> str:
    return form_date(day) if day is not None else ""


def sample() -> ComplaintRecordFacts:
    """Made-up facts of a complaint that is closed."""
    moment: datetime = sample_facts.MOMENT - timedelta(days=2)
    return ComplaintRecordFacts(
        head=Head(
            f"{SAMPLE_NUMBER}-02", SAMPLE_NUMBER, sample_facts.MADE_ON, sample_facts.BRANCH, *sample_facts.TELLER
        ),
        state="已结案",
        source="现场",
        kind="服务",
        level="营业部",
        gravity=("疑难",),
        complainant="样客户",
        client_number="2026000001",
        contact="13800000000",
        address="示例省示例市示例区样张路2号",
        taken_at=moment,
        taken_by="样柜员",
        start_due=date(2026, 11, 23),
        answer_due=date(2026, 11, 24),
        started_on=date(2026, 11, 20),
        answered_on=date(2026, 11, 20),
        closed_on=date(2026, 11, 22),
        respondents=(RespondentFacts("样同事", "柜员", "柜台运营", "部分属实", False, "批评教育，重新学习服务规范。"),),
        facts="等候四十分钟后被告知当日不再办理业务，没有得到说明。",
        demand="说明原因并赔礼道歉。",
        evidence=("材料：排队号票.jpg（1页）",),
        finding="当日叫号设备发生故障，工作人员没有及时向等候的客户说明情况。",
        measure="向客户当面道歉，修复叫号设备，并在设备故障时安排专人引导。",
        compensation=Decimal(0),
        answer="已当面向客户说明原因并道歉，客户表示接受。",
        answer_way="当面",
        satisfied=True,
        steps=(
            StepFacts(moment, "受理", "样柜员", ""),
            StepFacts(moment + timedelta(hours=1), "分派", "样主管", "交样经理办理"),
            StepFacts(moment + timedelta(hours=3), "调查核实", "样经理", "已查看录像并向当事人了解情况。"),
            StepFacts(moment + timedelta(hours=5), "答复投诉人", "样经理", "当面答复。"),
            StepFacts(moment + timedelta(days=1), "回访", "样柜员", "客户表示满意。"),
            StepFacts(moment + timedelta(days=2), "结案", "样主管", ""),
        ),
    )
