"""《转销户审批单》: class and tier, the clock, the accounts, every decision with who, when and how (TO-4 to TO-7)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from app.transfer_out.facts import AccountsFacts, ApprovalSheetFacts, ConditionFacts, DecisionFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Text
from forms.shared_blocks import (
    COMPANY_COPY,
    document,
    form_date,
    form_info,
    form_moment,
    seal_only,
    staff,
)
from forms.transfer_blocks import KIND, account_source, conditions_table, edition, money, party_fields, said_of

TEXT = load_clauses("forms.transfer_approval")
FORM = form_info("transfer-approval", "GT-ZX-02", KIND, TEXT, client_signs=False, copies=COMPANY_COPY)


def build(facts: ApprovalSheetFacts) -> Document:
    """The filled sheet."""
    text = TEXT.text
    return document(
        FORM,
        facts.head,
        (
            Heading(text["party"]),
            party_fields(facts.party),
            Heading(text["tier"]),
            _tier(facts),
            Heading(text["clock"]),
            _clock(facts),
            Heading(text["accounts"]),
            account_source(facts.accounts),
            conditions_table(facts.accounts) if facts.accounts.conditions else Text(text["no_conditions"]),
            Heading(text["decisions"]),
            *(() if facts.decisions or facts.steps else (Text(text["no_decisions"]),)),
            *(block for number, decision in enumerate(facts.decisions, 1) for block in _decision(number, decision)),
            *_open(facts),
            seal_only(text["note"]),
        ),
    )


def _tier(facts: ApprovalSheetFacts) -> Fields:
    turnover = f"{facts.turnover:f}倍" if facts.turnover is not None else ""
    return Fields(
        (
            Field("客户分类", facts.client_class),
            Field("审批层级", facts.tier),
            Field("资产规模", money(facts.assets)),
            Field("年交易周转", turnover),
            Field("数据来源", facts.figures_from, wide=True),
            Field("层级提升", "\n".join(facts.raised) or TEXT.text["not_raised"], wide=True),
            Field("审批环节", "，然后".join(facts.steps), wide=True),
            Field("分管员工", facts.own_staff),
            Field("申请原因", facts.reason),
        )
    )


def _clock(facts: ApprovalSheetFacts) -> Fields:
    return Fields(
        (
            Field("申请日期", form_date(facts.asked_on)),
            Field("办理截止日", form_date(facts.deadline)),
            Field("预约办理日", form_date(facts.booked_for) if facts.booked_for else TEXT.text["not_booked"]),
            Field("申请版本", edition(facts.version)),
            Field("客户坚持办理", form_moment(facts.insisted_at) or TEXT.text["not_insisted"], wide=True),
        )
    )


def _decision(number: int, decision: DecisionFacts) -> tuple[Block, ...]:
    telephone = (Field("致电号码", decision.telephone), Field("电话记录人", decision.recorded_by))
    seen = f"所见申请{edition(decision.version)}" if decision.version else ""
    return (
        Text(f"第{number}次审批记录：{decision.step}", strong=True, indent=False, keep=True),
        Fields(
            (
                Field("审批意见", said_of(decision.verdict, seen)),
                Field("审批方式", decision.way),
                Field("审批人", staff(decision.name, decision.number)),
                Field("审批时间", form_moment(decision.at)),
                *(telephone if decision.telephone or decision.recorded_by else ()),
                *((Field("电话确认", decision.confirmed, wide=True),) if decision.confirmed else ()),
                Field("意见说明", decision.words, wide=True),
                *((Field("拒绝依据", decision.ground, wide=True),) if decision.ground else ()),
            )
        ),
    )


def _open(facts: ApprovalSheetFacts) -> tuple[Block, ...]:
    decided = {decision.step for decision in facts.decisions}
    missing = [step for step in facts.steps if step not in decided]
    return (Text(TEXT.text["open"] + "、".join(missing) + "。", strong=True),) if missing else ()


_CONDITIONS = (
    "当日有委托或者成交",
    "国债回购未到期",
    "国债回购登记未撤销",
    "新股申购资金未解冻",
    "与营业部的协议未履行完毕",
    "登记结算机构的其他限制",
)


def sample() -> ApprovalSheetFacts:
    """Made-up facts: a core client, booked, with a director's word by telephone."""
    return ApprovalSheetFacts(
        head=sample_facts.sample_transfer_head(2),
        party=sample_facts.sample_party(agent=True),
        client_class="A+",
        assets=Decimal("12500000.00"),
        turnover=Decimal("3.2"),
        figures_from="交易系统快照，截至2026年11月20日收市",
        tier="核心客户（营销总监、总经理）",
        raised=("2026年11月22日由重要客户提升为核心客户：机构客户",),
        version=2,
        asked_on=sample_facts.MADE_ON,
        deadline=date(2026, 11, 24),
        booked_for=date(2026, 11, 23),
        insisted_at=sample_facts.MOMENT,
        own_staff="样营销（工号Y007）",
        reason="佣金水平",
        accounts=AccountsFacts(
            by_hand=False,
            source="交易系统导出文件，第1203批",
            taken_at=sample_facts.MOMENT,
            conditions=(
                *(ConditionFacts(label, False, "", "", "") for label in _CONDITIONS[:3]),
                ConditionFacts(
                    _CONDITIONS[3], True, "申购资金150,000.00元冻结", "等待申购资金解冻", "2026年11月24日起"
                ),
                *(ConditionFacts(label, False, "", "", "") for label in _CONDITIONS[4:]),
            ),
        ),
        steps=("营销总监", "总经理"),
        decisions=(
            DecisionFacts(
                step="营销总监",
                name="样总监",
                number="D001",
                verdict="同意",
                way="电话",
                at=sample_facts.MOMENT,
                version=2,
                words="已与客户当面沟通，客户去意已定，同意办理。",
                ground="",
                telephone="13900000000",
                recorded_by="样柜员（工号3301000）",
                confirmed="本人于2026年11月23日登录确认",
            ),
            DecisionFacts(
                step="总经理",
                name="样经理",
                number="G001",
                verdict="同意",
                way="本人登录",
                at=sample_facts.MOMENT,
                version=2,
                words="按期办理，做好回访。",
                ground="",
                telephone="",
                recorded_by="",
                confirmed="",
            ),
        ),
    )
