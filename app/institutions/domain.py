"""What is known of an institution beside its client record (OP-1, KY-1, KY-3): licence, people, letter, owners."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from app.clients.names import is_han
from app.common.errors import Refused
from app.common.values import clean_text
from app.institutions.ownership import Holder, Stake, reaching, unexplained
from app.policy.values import Choice

LICENCES = (
    Choice("business", "营业执照"),
    Choice("public", "事业单位法人证书"),
    Choice("society", "社会团体法人登记证书"),
    Choice("non-enterprise", "民办非企业单位登记证书"),
    Choice("foundation", "基金会法人登记证书"),
    Choice("other", "其他登记证明文件"),
)
TYPES = (
    Choice("limited", "有限责任公司"),
    Choice("stock", "股份有限公司"),
    Choice("state", "国有独资企业"),
    Choice("foreign", "外商投资企业"),
    Choice("partnership", "合伙企业"),
    Choice("sole", "个人独资企业"),
    Choice("public", "机关、事业单位"),
    Choice("social", "社会组织"),
    Choice("financial", "金融机构"),
    Choice("other", "其他"),
)
SIZES = (
    Choice("large", "大型"),
    Choice("medium", "中型"),
    Choice("small", "小型"),
    Choice("micro", "微型"),
    Choice("none", "不划型"),
)
FUNDS = (
    Choice("capital", "注册资本、股东投入"),
    Choice("operating", "生产经营所得"),
    Choice("reserves", "留存收益、闲置资金"),
    Choice("investment", "投资所得"),
    Choice("disposal", "处置资产所得"),
    Choice("grant", "财政拨款、捐赠"),
    Choice("other", "其他合法来源"),
)
SCOPE = (
    Choice("opening", "申请开立账户，提交并确认开户资料"),
    Choice("signing", "签署风险揭示书、协议及有关文件"),
    Choice("assessment", "代表机构完成风险承受能力评估"),
    Choice("custody", "办理客户交易结算资金第三方存管"),
    Choice("password", "设置、重置柜台密码"),
    Choice("permissions", "申请开通须另行揭示风险的业务"),
    Choice("changes", "办理资料变更"),
    Choice("leaving", "办理转户、销户"),
)
"""What a letter may authorise its agent to do."""
CONTROL = (
    Choice("votes", "通过协议、委托等取得多数表决权"),
    Choice("board", "能够任免董事会多数成员"),
    Choice("finance", "实际支配经营或者财务决策"),
    Choice("kinship", "与持股人有亲属或者其他密切关系而实际支配"),
    Choice("other", "其他方式"),
)
"""Ways of controlling other than by shares."""
SEALS = (
    Choice("official", "机构公章"),
    Choice("finance", "财务专用章"),
    Choice("representative", "法定代表人名章"),
)
"""The seals whose impressions are kept."""

WITHOUT_SHARES = frozenset({"public", "social", "state", "other"})
"""Types that may have no tree of holders."""
NEEDED_SCOPE = ("opening", "signing", "assessment", "custody", "password")
"""What a letter has to cover for an opening."""
PAPER_LABEL = "统一社会信用代码"
_MARKS = frozenset("()（）[]【】《》<>·.．-—－&＆/、，, ’'“”\"+#№")


class Role(StrEnum):
    """In what capacity somebody acts for an institution."""

    REPRESENTATIVE = "representative"
    AGENT = "agent"


class Basis(StrEnum):
    """Why somebody counts as beneficial owner, the next only where the one before names nobody."""

    SHARES = "shares"
    CONTROL = "control"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter by which the legal representative authorises an agent, last day included."""

    number: str
    valid_from: date
    valid_until: date
    scope: tuple[str, ...]

    def check(self, today: date, needed: Collection[str]) -> None:
        """Refuse ``institutions.letter_dates``, ``.letter_not_yet``, ``.letter_expired``, ``.letter_scope``.

        ``needed``: codes of ``SCOPE``; the last refusal names in ``lacks`` what the letter does not cover.
        """
        if self.valid_until < self.valid_from:
            raise Refused("institutions.letter_dates", field="letter_until")
        if today < self.valid_from:
            raise Refused("institutions.letter_not_yet", field="letter_from")
        if today > self.valid_until:
            raise Refused("institutions.letter_expired", field="letter_until")
        lacks = [choice.label for choice in SCOPE if choice.code in needed and choice.code not in self.scope]
        if lacks:
            raise Refused("institutions.letter_scope", field="letter_scope", lacks="；".join(lacks))


@dataclass(frozen=True, slots=True)
class Person:
    """The legal representative or an agent, as on the identity paper. ``letter``: an agent's."""

    role: Role
    name: str
    paper_kind: str
    paper_number: str
    paper_from: date
    paper_until: date | None
    post: str = ""
    letter: Letter | None = None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody named as controlling or managing; ``how``: a code of ``CONTROL``, or the manager's post."""

    name: str
    paper_kind: str
    paper_number: str
    how: str


@dataclass(frozen=True, slots=True)
class Owner:
    """A beneficial owner. ``share``: effective, nought where it is not by shares; ``how``: see ``NamedPerson``."""

    name: str
    paper_kind: str
    paper_number: str
    basis: Basis
    share: Fraction = Fraction(0)
    how: str = ""


@dataclass(frozen=True, slots=True)
class Institution:
    """What is registered of an institution when its account is opened."""

    client_id: str
    licence_kind: str
    type: str
    size: str
    scope: str
    people: tuple[Person, ...]
    holders: tuple[Holder, ...]
    owners: tuple[Owner, ...]
    seals: tuple[str, ...]
    case_number: str
    registered_at: datetime

    def person(self, role: Role) -> Person | None:
        """Who acts in this capacity; None when nobody does."""
        return next((one for one in self.people if one.role is role), None)


def check_institution_name(text: str) -> str:
    """The full name as on the licence: 4 to 100 characters, letters, figures and the marks that licences use.

    Refused: as ``clean_text``; ``institutions.name_short``; ``institutions.name_character`` (``position`` from 1).
    """
    name = " ".join(clean_text(text, field="name", limit=100).split())
    if sum(character.isalnum() for character in name) < 4:
        raise Refused("institutions.name_short", field="name", shortest=4)
    for position, character in enumerate(name, 1):
        if not (character.isalnum() or is_han(character) or character in _MARKS):
            raise Refused("institutions.name_character", field="name", position=position)
    return name


def check_licence(issued: date, until: date | None, founded: date, today: date, warn_days: int) -> tuple[str, ...]:
    """Whether the licence is good on ``today``; ``until`` None: long-term. Codes of warnings.

    Refused: ``institutions.founded_future``, ``institutions.issued_before_founded``, ``papers.until_before_issued``,
    ``papers.not_yet_valid``, ``institutions.licence_expired``. Warns: ``institutions.licence_expires_soon``.
    """
    if founded > today:
        raise Refused("institutions.founded_future", field="birth_date")
    if issued < founded:
        raise Refused("institutions.issued_before_founded", field="paper_from")
    if until is not None and until <= issued:
        raise Refused("papers.until_before_issued", field="paper_until")
    if issued > today:
        raise Refused("papers.not_yet_valid", field="paper_from")
    if until is not None and until < today:
        raise Refused("institutions.licence_expired", field="paper_until")
    soon = until is not None and (until - today).days <= warn_days
    return ("institutions.licence_expires_soon",) if soon else ()


def owners_of(
    holders: tuple[Holder, ...], controller: NamedPerson | None, manager: NamedPerson | None
) -> tuple[Owner, ...]:  # fmt: skip
    """The beneficial owners (KY-3): who holds a quarter or more; else who controls otherwise; else who manages.

    A controller who is named counts besides those who hold. No holders at all: a body without shares.
    Refused: ``institutions.unexplained`` (``place``: below it a quarter or more of the whole is told of nobody, and
    nobody is named as controlling), ``institutions.remainder`` (the same at the very top), ``institutions.owner_paper``
    (``place``: an owner without identity number), ``institutions.no_owner``.
    """
    held = reaching(holders)
    dark = unexplained(holders) if holders else ()
    if dark and controller is None:
        if not dark[0]:
            raise Refused("institutions.remainder", field="owners")
        raise Refused("institutions.unexplained", field="owners", place=dark[0])
    for stake in held:
        if not stake.paper_number:
            raise Refused("institutions.owner_paper", field="owners", place=stake.places[0])
    found = [_by_shares(stake) for stake in held]
    if controller is not None and controller.paper_number not in {owner.paper_number for owner in found}:
        found.append(
            Owner(controller.name, controller.paper_kind, controller.paper_number, Basis.CONTROL, how=controller.how)
        )
    if not found and manager is not None:
        found.append(Owner(manager.name, manager.paper_kind, manager.paper_number, Basis.MANAGER, how=manager.how))
    if not found:
        raise Refused("institutions.no_owner", field="owners")
    return tuple(found)


def _by_shares(stake: Stake) -> Owner:
    return Owner(stake.name, stake.paper_kind, stake.paper_number, Basis.SHARES, share=stake.share)


def label(choices: tuple[Choice, ...], code: str) -> str:
    """The label of a code; the code itself when it is none of them."""
    return next((choice.label for choice in choices if choice.code == code), code)
