"""Blocks that the forms of a transfer-out share: who asks, money, the state of the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.transfer_out.facts import AccountsFacts, PartyFacts, ReturnLine
from forms.engine.document import Block, Field, Fields, Table, Tick, Ticks
from forms.shared_blocks import form_moment

KIND = "transfer-out"
"""The kind of a paper in the dossier: papers of a transfer-out."""


def money(amount: Decimal | None) -> str:
    """An amount in yuan as a form writes it (``1,250.00元``); empty when there is none."""
    return f"{amount:,.2f}元" if amount is not None else ""


def party_fields(party: PartyFacts) -> Fields:
    """Who asks; an agent when one comes, and the blank lines for one where an institution needs one."""
    return Fields((*_client(party), *_agent(party)))


def _client(party: PartyFacts) -> tuple[Field, ...]:
    return (
        Field("客户名称", party.name),
        Field("客户编号", party.client_number),
        Field("证件类型", party.paper_kind),
        Field("证件号码", party.paper_number),
        Field("资金账户", party.fund_account),
        Field("联系电话", party.mobile),
        Field("客户类别", "机构" if party.institution else "个人"),
        *((Field("辅资金账户", "\n".join(party.auxiliaries), wide=True),) if party.auxiliaries else ()),
    )


def _agent(party: PartyFacts) -> tuple[Field, ...]:
    if not (party.agent_name or party.institution):
        return (Field("办理方式", "客户本人办理"),)
    return (
        Field("办理方式", "代理人办理"),
        Field("代理人姓名", party.agent_name),
        Field("代理人证件号码", party.agent_paper_number),
        Field("授权依据", party.authority, wide=True),
    )


def edition(version: int) -> str:
    """Which version of a request; empty before there is one."""
    return f"第{version}版" if version else ""


def said_of(label: str, remark: str) -> str:
    """``label`` with what is to be said of it in brackets, when there is something."""
    return f"{label}（{remark}）" if remark else label


def return_ticks(label: str, lines: Sequence[ReturnLine]) -> Block:
    """Things to be kept or given back, one a line, ticked (TO-10); a single dash when there are none."""
    if not lines:
        return Fields((Field(label, "", wide=True),))
    return Ticks(label, tuple(Tick(said_of(line.label, line.remark), line.done) for line in lines), columns=1)


def account_source(accounts: AccountsFacts) -> Fields:
    """Where the accounts' state is from: the trading system's snapshot, or the teller's word (TO-2)."""
    known = accounts.by_hand or bool(accounts.source)
    return Fields(
        (
            Field("信息来源", ("柜员人工陈述" if accounts.by_hand else "交易系统快照") if known else ""),
            Field("陈述时间" if accounts.by_hand else "快照时间", form_moment(accounts.taken_at)),
            Field("陈述人" if accounts.by_hand else "快照出处", accounts.source, wide=True),
        )
    )


_STANDS: dict[bool | None, str] = {True: "存在", False: "不存在", None: ""}
"""A condition not looked at yet is neither; a preview shows it as a dash."""


def conditions_table(accounts: AccountsFacts) -> Table:
    """The conditions of TO-2, each with what to wait for and when it can next be tried."""
    rows = tuple(
        (
            condition.label,
            _STANDS[condition.stands],
            condition.detail,
            "\n".join(part for part in (condition.wait_for, condition.retry) if part),
        )
        for condition in accounts.conditions
    )
    return Table(("限制办理的情形", "是否存在", "具体情况", "等待事项与可再办时间"), rows, (0.29, 0.12, 0.27, 0.32))
