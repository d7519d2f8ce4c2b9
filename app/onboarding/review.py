"""The lines a client checks on the display before signing (OP-1): in the client's language, in full."""

from __future__ import annotations

from app.common.errors import Refused
from app.onboarding.facts import ApplicationFacts, CustodyFacts, RelationshipFacts
from app.onboarding.making import Sources, review_facts


def review_lines(sources: Sources) -> tuple[tuple[str, str], ...]:
    """Label and value of everything entered. Refused: ``opening.form_not_ready`` while something is missing."""
    lines: list[tuple[str, str]] = []
    for facts in review_facts(sources):
        if isinstance(facts, ApplicationFacts):
            lines += _application(facts)
        elif isinstance(facts, RelationshipFacts):
            booked = f"已预约（{facts.booking_number}）" if facts.booked else "未预约"
            lines += [("服务人员", f"{facts.marketer.name}（{facts.marketer.number}）"), ("预约核实", booked)]
        elif isinstance(facts, CustodyFacts):
            lines += [("存管银行", facts.bank), ("银行结算账户", facts.bank_account)]
    if not lines:
        raise Refused("opening.form_not_ready", form="application")
    return tuple((label, value) for label, value in lines if value)


def _application(facts: ApplicationFacts) -> list[tuple[str, str]]:
    person, contact, background = facts.person, facts.contact, facts.background
    until = person.paper_until.isoformat() if person.paper_until is not None else "长期"
    accounts = "、".join(
        wish.label + (f"（已有 {wish.existing_number}）" if wish.existing_number else "（新开）")
        for wish in facts.accounts
        if wish.wanted
    )
    return [
        ("姓名", person.name),
        ("证件类型", person.paper_kind),
        ("证件号码", person.paper_number),
        ("证件有效期", f"{person.paper_from.isoformat()} 至 {until}"),
        ("证件地址", person.paper_address),
        ("性别", person.sex),
        ("出生日期", person.birth_date.isoformat()),
        ("手机号码", contact.mobile),
        ("电子邮箱", contact.email),
        ("联系地址", contact.address),
        ("职业", background.occupation),
        ("工作单位", background.employer),
        ("学历", background.education),
        ("年收入", background.income),
        ("投资经验", background.experience),
        ("投资目标", background.objective),
        ("资金来源", background.source_of_funds),
        ("税收居民身份", background.tax_residence),
        ("实际控制人", background.controller),
        ("实际受益人", background.beneficiary),
        ("申请账户", accounts),
        ("申请权限", "、".join(wish.label for wish in facts.permissions if wish.wanted)),
        ("资金账户", facts.fund_account),
        ("不提供的资料", "、".join(facts.withheld.labels) if facts.withheld is not None else ""),
        ("介绍人或者代理人", facts.withheld.introducer if facts.withheld is not None else ""),
    ]
