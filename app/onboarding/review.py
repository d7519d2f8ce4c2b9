"""The lines a client checks on the display before signing (OP-1): in the client's language, in full."""

from __future__ import annotations

from app.common.errors import Refused
from app.onboarding.facts import (
    AccountWish,
    ActingFacts,
    ApplicationFacts,
    CustodyFacts,
    InstitutionApplicationFacts,
    OwnersFacts,
    RelationshipFacts,
)
from app.onboarding.making import Sources, review_facts


def review_lines(sources: Sources) -> tuple[tuple[str, str], ...]:
    """Label and value of everything entered. Refused: ``opening.form_not_ready`` while something is missing."""
    lines: list[tuple[str, str]] = []
    for facts in review_facts(sources):
        if isinstance(facts, ApplicationFacts):
            lines += _application(facts)
        elif isinstance(facts, InstitutionApplicationFacts):
            lines += _institution(facts)
        elif isinstance(facts, OwnersFacts):
            lines += [("受益所有人", f"{one.name}，{one.paper_number}，{one.basis}{one.share}") for one in facts.owners]
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
        ("回访方式", contact.contact_way),
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
        ("申请账户", _accounts(facts.accounts)),
        ("申请权限", "、".join(wish.label for wish in facts.permissions if wish.wanted)),
        ("资金账户", facts.fund_account),
        ("不提供的资料", "、".join(facts.withheld.labels) if facts.withheld is not None else ""),
        ("介绍人或者代理人", facts.withheld.introducer if facts.withheld is not None else ""),
    ]


def _accounts(wishes: tuple[AccountWish, ...]) -> str:
    return "、".join(
        wish.label + (f"（已有 {wish.existing_number}）" if wish.existing_number else "（新开）")
        for wish in wishes
        if wish.wanted
    )


def _institution(facts: InstitutionApplicationFacts) -> list[tuple[str, str]]:
    one, contact, letter = facts.institution, facts.contact, facts.letter
    until = one.paper_until.isoformat() if one.paper_until is not None else "长期"
    authorised = [
        ("授权委托书", f"{letter.number}，{letter.valid_from.isoformat()} 至 {letter.valid_until.isoformat()}"),
        ("授权事项", "；".join(letter.matters)),
    ] if letter is not None else []  # fmt: skip
    return [
        ("机构名称", one.name),
        ("登记证照", one.paper_kind),
        ("统一社会信用代码", one.paper_number),
        ("机构类型", f"{one.kind}，{one.size}"),
        ("成立日期", one.established.isoformat()),
        ("证照有效期", f"{one.paper_from.isoformat()} 至 {until}"),
        ("登记机关", one.paper_issuer),
        ("注册地址", one.paper_address),
        ("经营范围", one.scope),
        ("法定代表人", _acting(one.representative)),
        ("经办人", _acting(one.agent) if one.agent is not None else "法定代表人本人到场"),
        *authorised,
        ("手机号码", contact.mobile),
        ("固定电话", contact.telephone),
        ("电子邮箱", contact.email),
        ("联系地址", contact.address),
        ("回访方式", contact.contact_way),
        ("资金来源", facts.source_of_funds),
        ("投资经验", facts.experience),
        ("投资目标", facts.objective),
        ("税收居民身份", facts.tax_residence),
        ("申请账户", _accounts(facts.accounts)),
        ("申请权限", "、".join(wish.label for wish in facts.permissions if wish.wanted)),
        ("资金账户", facts.fund_account),
    ]


def _acting(one: ActingFacts) -> str:
    return f"{one.name}，{one.paper_kind} {one.paper_number}"
