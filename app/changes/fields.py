"""Reading what is typed in a change by the same rules as in an opening, and saying it in words (KY-1, OP-1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields as fields_of
from datetime import date

from app.changes.acting import who_comes
from app.changes.kind import Asking, Told
from app.clients.domain import Client, ClientKind, NewClient
from app.clients.papers import PaperKind, check_validity, is_older, read_number
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.institutions.domain import CONTROL, SCOPE, SEALS, TYPES
from app.onboarding.fields import FIELD_LIMIT, LONG_TERM, Entered, read_fields
from app.onboarding.labels import CONTACT_WAYS, PAPER_KINDS
from app.onboarding.tax_fields import TAX_KINDS
from app.policy.values import Choice, Policy
from app.staff import storage as staff

__all__ = ["CLEARED", "FIELD_LIMIT", "IDENTITY", "LABELS", "amended", "choices", "identity", "in_words", "noted"]

IDENTITY = ("paper_shown", "original_seen", "second_by", "sign_way")
"""The fields that every kind has besides its own: the paper read again, seen in original, the way of signing."""
CLEARED = "无"
"""Typed for a datum that the client no longer has."""
_MAY_BE_CLEARED = frozenset({"telephone", "email", "postcode", "employer"})
_OWN_LISTS = {
    "original_seen": (Choice("yes", "原件已核验，人证相符"),),
    "sign_way": (Choice("screen", "客户显示屏签名"), Choice("paper", "纸面签名")),
    "markets": (Choice("sh_a", "沪市A股账户"), Choice("sz_a", "深市A股账户"), Choice("fund", "开放式基金账户")),
    "relationship_acts": (Choice("change", "变更服务人员"), Choice("end", "终止服务关系")),
    "permission_acts": (Choice("open", "开通"), Choice("close", "关闭")),
    "own_card": (Choice("yes", "已核对原件，户名一致"),),
    "nothing_moving": (Choice("yes", "已核实，当日无未了结事项"),),
    "balance_zero": (Choice("yes", "已核实，余额为零且利息结清"),),
    "settled": (Choice("yes", "已核实，两户当日均已结清"),),
    "people_acts": (
        Choice("agent", "更换经办人或者授权委托书"),
        Choice("representative", "变更法定代表人或者其证件"),
        Choice("withdraw", "撤销经办人，由法定代表人办理"),
    ),
    "letter_scope": SCOPE,
    "institution_types": TYPES,
    "control": CONTROL,
    "seals": SEALS,
    "old_seals": (
        Choice("shown", "原印鉴已交验"),
        Choice("lost", "原印鉴遗失、被盗或者损毁，已出具书面说明"),
    ),
    "tax_kinds": TAX_KINDS,
    "agent_not_staff": (Choice("yes", "确系同名的他人，并非营销人员"),),
    "sexes": (Choice("男", "男"), Choice("女", "女")),
    "paper_kinds": PAPER_KINDS,
    "contact_ways": CONTACT_WAYS,
}

LABELS = {
    "name": "姓名", "sex": "性别", "nationality": "国籍或地区", "ethnicity": "民族", "paper_kind": "证件类型",
    "paper_number": "证件号码", "paper_issuer": "签发机关", "paper_from": "有效期起", "paper_until": "有效期止",
    "paper_address": "证件地址", "mobile": "手机号码", "telephone": "固定电话", "email": "电子邮箱",
    "address": "联系地址", "postcode": "邮政编码", "occupation": "职业", "employer": "工作单位", "education": "学历",
    "income": "年收入", "experience": "投资经验", "objective": "投资目标", "source_of_funds": "资金来源",
    "tax_residence": "税收居民身份", "controller": "实际控制人", "beneficiary": "实际受益人",
    "contact_way": "回访方式",
}  # fmt: skip
"""What the forms call a client's data."""
_CODED = frozenset(
    {"nationality", "ethnicity", "occupation", "education", "income", "experience", "objective", "source_of_funds",
     "tax_residence"}
)  # fmt: skip
_LISTS = {"paper_kind": "paper_kinds", "contact_way": "contact_ways"}


def choices(policy: Policy, list_name: str) -> tuple[Choice, ...]:
    """The entries of one of the program's own lists, else of the branch's policy."""
    return _OWN_LISTS[list_name] if list_name in _OWN_LISTS else policy.choices(list_name)


def in_words(policy: Policy, name: str, value: object) -> str:
    """A datum of the client as a form prints it; a code that the policy no longer has stands as it is."""
    if value is None:
        return LONG_TERM[0] if name == "paper_until" else ""
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if name in _CODED or name in _LISTS:
        entries = choices(policy, _LISTS.get(name, name))
        return next((choice.label for choice in entries if choice.code == text), text)
    return text


def amended(asking: Asking, names: Iterable[str]) -> tuple[Entered, dict[str, str]]:
    """The client's data with what was typed over it, read by the rules of an opening; and what was typed.

    A field left empty stays as it is; ``无`` clears one that may be empty.
    """
    typed = {name: asking.text(name) for name in names if asking.text(name)}
    cleared = {name: "" for name, text in typed.items() if text == CLEARED and name in _MAY_BE_CLEARED}
    raw = {**_raw(asking.client), **typed, **cleared}
    entered = read_fields(raw, asking.policy, asking.now)
    return entered, typed


def _raw(client: Client) -> Mapping[str, str]:
    def text(value: object) -> str:
        return value.isoformat() if isinstance(value, date) else str(value)

    found = {each.name: getattr(client, each.name) for each in fields_of(NewClient) if each.name != "kind"}
    return {name: LONG_TERM[0] if value is None else text(value) for name, value in found.items()}


def noted(asking: Asking, told: Told, name: str, label: str) -> None:
    """A line of text that the form prints among its notes under ``label``, if anything was typed."""
    if not asking.text(name):
        return
    try:
        told.notes.append((label, clean_text(asking.text(name), field=name, limit=200)))
    except Refused as refused:
        told.wrong(refused, name)


def _second(asking: Asking, told: Told) -> None:
    """To an older client somebody else than the teller of the case explains it again (KY-5)."""
    client, age = asking.client, asking.policy.older.age
    institution = client.kind is ClientKind.INSTITUTION
    if not is_older(client.birth_date, branch_day(asking.case.opened_at), age, institution=institution):
        return
    number = asking.text("second_by")
    member = staff.by_number(asking.conn, number) if number else None
    if not number:
        told.wrong(Refused("text.required"), "second_by")
    elif member is None or not member.active:
        told.wrong(Refused("staff.unknown"), "second_by")
    elif member.id == asking.case.opened_by:
        told.wrong(Refused("changes.second_is_teller"), "second_by")
    else:
        told.notes.append(("再次讲解人员", f"{member.name}（工号{member.number}）"))


def identity(asking: Asking, told: Told, *, renews: bool, letter_scope: Collection[str] = ()) -> None:
    """The identity checked again: the paper shown is the client's, valid, and was seen in original (KY-1).

    Notes at its fields: ``changes.paper_differs``, ``papers.expired`` (not when the paper is what is renewed) and the
    other reasons of KY-1; warns ``papers.expires_soon``. Of an institution: see :func:`app.changes.acting.who_comes`.
    """
    client, shown = asking.client, asking.text("paper_shown")
    if asking.text("original_seen") != "yes":
        told.wrong(Refused("changes.original_not_seen"), "original_seen")
    _second(asking, told)
    if client.kind is ClientKind.INSTITUTION:
        who_comes(asking, told, letter_scope, renews=renews or told.licence_renewed)
        return
    number = str(told.values.get("paper_number", "")) if renews else client.paper_number
    kind = PaperKind(told.values.get("paper_kind") or client.paper_kind) if renews else PaperKind(client.paper_kind)
    if not shown:
        told.wrong(Refused("text.required"), "paper_shown")
    else:
        try:
            read = read_number(shown, kind, today=asking.today).number
            if number and read != number:
                told.wrong(Refused("changes.paper_differs"), "paper_shown")
        except Refused as refused:
            told.wrong(refused, "paper_shown")
    if renews:
        return
    try:
        warnings = check_validity(
            kind, client.paper_from, client.paper_until, client.birth_date, asking.today,
            asking.policy.paper_expiry_warning_days,
        )  # fmt: skip
        told.warnings["paper_shown"] = warnings
    except Refused as refused:
        if refused.code == "papers.expired":
            told.wrong(Refused("changes.paper_expired"), "paper_shown")
