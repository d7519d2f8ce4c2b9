"""Blocks that the records of calls and of visits share: the client, the questions, what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.archive.heads import Head
from app.contacts.facts import Asked, Attempt, ContactFacts
from forms import sample_facts
from forms.engine.document import Block, Field, Fields, Table, Text
from forms.shared_blocks import form_moment

KIND = "contact"
NUMBER = "HF20261122000001"


def client_fields(facts: ContactFacts) -> Fields:
    """Who was contacted, numbers masked: the record is read by more people than may see them in full."""
    return Fields(
        (
            Field("客户名称", facts.client_name),
            Field("客户号", facts.client_number),
            Field("资金账户", facts.fund_account),
            Field("联系电话", facts.mobile),
            Field("服务人员", facts.staff_name or "未指定"),
            Field("事由类别", facts.kind),
            Field("事由说明", facts.occasion, wide=True),
        )
    )


def questions(facts: ContactFacts, empty: str) -> Block:
    """The questions in order with the answers; those of a branch stand in."""
    if not facts.asked:
        return Text(empty)
    rows = tuple(
        (str(place), f"└ {one.question}" if one.branch else one.question, one.answer, "是" if one.problem else "")
        for place, one in enumerate(facts.asked, 1)
    )
    return Table(("序号", "问题", "客户回答", "问题项"), rows, (0.07, 0.48, 0.35, 0.1))


def came_of_it(facts: ContactFacts) -> tuple[Block, ...]:
    """Outcome, note, problem, what the branch does next."""
    blocks: list[Block] = [
        Fields(
            (
                Field("联系结果", facts.outcome),
                Field("问题版本", facts.policy_version),
                Field("备注", facts.note, wide=True),
                Field("发现的问题", facts.problem or "无", wide=True),
                Field("反映的违规", "、".join(facts.misconduct) or "无", wide=True),
            )
        )
    ]
    blocks += [Text(one, indent=False) for one in facts.followed]
    return tuple(blocks)


def attempts(facts: ContactFacts) -> tuple[Block, ...]:
    """The attempts in vain before; nothing when the client was reached at once."""
    if not facts.attempts:
        return ()
    rows = tuple((form_moment(one.at), one.by, one.outcome, one.note) for one in facts.attempts)
    return (Table(("时间", "联系人", "结果", "备注"), rows, (0.22, 0.16, 0.16, 0.46)),)


def sample_contact_facts(*, visit: bool = False) -> ContactFacts:
    """Made-up facts: a call after an opening with a problem, or a visit without one."""
    asked = (
        Asked("接听人是否为客户本人（机构为经办人或者联系人）？", "是", branch=False, problem=False),
        Asked("对营业部和柜台的服务满意吗？请打 1 至 5 分。", "4 满意", branch=False, problem=False),
        Asked("是否有工作人员向您承诺收益、保本，或者答应分担损失？", "是", branch=False, problem=True),
        Asked("是谁作出承诺，怎么说的，有无凭证？", "在超市门口发传单的人员，口头说保本。", branch=True, problem=False),
    )
    visited = (
        Asked("拜访内容与客户近况", "介绍新的交易软件，客户近期准备增加投资。", branch=False, problem=False),
        Asked("对营业部和柜台的服务满意吗？请打 1 至 5 分。", "5 很满意", branch=False, problem=False),
    )
    moment: datetime = sample_facts.MOMENT
    person = sample_facts.sample_person()
    return ContactFacts(
        head=Head(NUMBER, sample_facts.CASE_NUMBER, sample_facts.MADE_ON, sample_facts.BRANCH, *sample_facts.TELLER),
        kind="上门拜访" if visit else "开户后回访",
        way="上门" if visit else "电话",
        outcome="已联系上",
        on=sample_facts.MADE_ON,
        at=moment,
        client_name=person.name,
        client_number="2026000001",
        fund_account=sample_facts.FUND_ACCOUNT,
        mobile="138****0000",
        staff_name="样营销",
        caller="样柜员（工号3301000）",
        occasion="每季度至少走访一次资产较大的客户。" if visit else "开户回访：核对开户由本人办理。",
        spoken_with="客户本人",
        place="示例省示例市示例区样张路2号" if visit else "",
        companions="样经理" if visit else "",
        asked=visited if visit else asked,
        note="客户希望增加下午的电话服务时间。",
        problem="" if visit else "是否有工作人员向您承诺收益、保本，或者答应分担损失？是",
        misconduct=() if visit else ("承诺收益或者承担损失",),
        followed=("约定下次联系：2027-02-22。",)
        if visit
        else (
            "所列问题转为营业部待办，3个工作日内处理并答复客户。",
            "反映的违规行为已登记为营业部风险事件，由合规人员核查。",
        ),
        attempts=() if visit else (Attempt(moment - timedelta(days=1), "样柜员", "未联系上", "响铃无人接听。"),),
        policy_version="HF-2026.11",
    )
