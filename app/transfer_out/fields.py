"""The fields a teller types in a transfer-out: how each is read, what is wrong with it; never raises, loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from app.clients import papers
from app.clients.names import check_name
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import clean_text
from app.policy.transfer import TransferPolicy
from app.transfer_out.conditions import CODES

FIELD_LIMIT = 2000
WISHES = ("sh", "sz", "fund", "close")
CARDS = {"id-card": "身份证明文件", "securities-card": "证券账户卡", "fund-card": "资金账户卡"}
AGENT_PAPERS = {"authorisation": "授权委托书", "agent-id": "代理人身份证明文件"}
RETURNS = {**CARDS, "agent-id": AGENT_PAPERS["agent-id"], "client-copy": "业务单据客户联"}
DOCUMENTS = {**CARDS, **AGENT_PAPERS}
UNSTATED = "unstated"

INTAKE = (
    "present", "agent_name", "agent_paper_number", "agent_not_staff", "authority", "telephone",
    "booked_for", "booked_with", "assets", "turnover", "target", "sz_seat", "sign_way",
    *(f"wish_{wish}" for wish in WISHES), *(f"{wish}_number" for wish in ("sh", "sz", "fund")),
    *(f"doc:{code}" for code in DOCUMENTS), *(f"doc_reason:{code}" for code in DOCUMENTS),
)  # fmt: skip
ACCOUNTS = tuple(f"{kind}:{code}" for code in CODES for kind in ("cond", "cond_detail", "cond_until"))
REASON = ("reason", "reason_text")
HANDOVER = tuple(f"{kind}:{code}" for code in RETURNS for kind in ("return", "return_reason"))
ALL = frozenset({*INTAKE, *ACCOUNTS, *REASON, *HANDOVER})
AFTER_APPROVAL = frozenset({*HANDOVER, *ACCOUNTS, "telephone", "sign_way"})
"""Fields that are no part of what is approved: changing them leaves the approvals alone."""

PRESENT = {"client": "本人", "agent": "代理人", "other": "他人"}
AUTHORITY = {"letter": "授权委托书", "notarised": "经公证的授权委托书", "legal": "法定代表人授权委托书"}


@dataclass(slots=True)
class Entered:
    """The typed fields as values; ``problems`` by field name. Absent: no usable value."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Refused] = field(default_factory=dict)

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a field, or ``default``."""
        return self.values.get(name, default)

    @property
    def wishes(self) -> tuple[str, ...]:
        """The wishes that were ticked, in order."""
        return tuple(wish for wish in WISHES if self.get(f"wish_{wish}") == "yes")


def documents_for(*, institution: bool, agent: bool) -> tuple[str, ...]:
    """The documents to be shown: three; an institution, and whoever sends an agent, two more (TO-1)."""
    return (*CARDS, *AGENT_PAPERS) if institution or agent else tuple(CARDS)


def returns_for(*, agent: bool) -> tuple[str, ...]:
    """What goes back (TO-10): the cards, the client's copy, and the agent's paper when one came."""
    return tuple(code for code in RETURNS if agent or code != "agent-id")


def read_fields(
    raw: Mapping[str, str], *, policy: TransferPolicy, institution: bool, insists: bool, asked_on: date,
    deadline: date | None, needs_booking: bool, need_figures: bool,
) -> Entered:  # fmt: skip
    """Read everything typed. ``need_figures``: assets and turnover have to be typed because no system knows them.

    What does not belong to the request as it stands - an agent's name when the client came - is not read at all.
    """
    reader = _Reader(raw)
    reader.choice("present", tuple(PRESENT))
    agent = institution or reader.entered.get("present") == "agent"
    if agent:
        _read_agent(reader)
    reader.take("telephone", _telephone, required=True)
    _read_wishes(reader, institution=institution)
    _read_papers(reader, institution=institution, agent=agent)
    for name in ("assets", "turnover") if need_figures else ():
        reader.take(name, partial(_figure, name))
    if needs_booking:
        reader.take("booked_for", lambda text: _booked(text, asked_on, deadline, policy), required=True)
        reader.text("booked_with", 32)
    reader.choice("sign_way", ("screen", "paper"), required=False)
    _read_reason(reader, policy, insists)
    _read_conditions(reader)
    return reader.entered


class _Reader:
    """Reads one field after the other and collects what is wrong."""

    def __init__(self, raw: Mapping[str, str]) -> None:
        self.raw = raw
        self.entered = Entered()

    def take(self, name: str, read: Callable[[str], Any], *, required: bool = True) -> None:
        text = self.raw.get(name, "").strip()
        if not text:
            if required:
                self.entered.problems[name] = Refused("text.required", field=name)
            return
        try:
            self.entered.values[name] = read(text)
        except Refused as refused:
            self.entered.problems[name] = Refused(refused.code, **{**refused.facts, "field": name})

    def text(
        self, name: str, limit: int, *, required: bool = False, check: Callable[[str], object] | None = None
    ) -> None:
        def read(text: str) -> str:
            value = clean_text(text, field=name, limit=limit, lines=True)
            if check is not None:
                check(value)
            return value

        self.take(name, read, required=required)

    def choice(self, name: str, codes: tuple[str, ...], *, required: bool = True) -> None:
        def read(text: str) -> str:
            if text not in codes:
                raise Refused("transfer.not_in_list")
            return text

        self.take(name, read, required=required)


def _read_agent(reader: _Reader) -> None:
    reader.text("agent_name", 100, required=True, check=check_name)
    reader.take("agent_paper_number", _agent_number)
    reader.choice("authority", tuple(AUTHORITY))
    reader.choice("agent_not_staff", ("yes",), required=False)


def _read_papers(reader: _Reader, *, institution: bool, agent: bool) -> None:
    for code in documents_for(institution=institution, agent=agent):
        reader.choice(f"doc:{code}", ("shown", "missing"))
        reader.text(f"doc_reason:{code}", 200)
    for code in returns_for(agent=agent):
        reader.choice(f"return:{code}", ("done",), required=False)
        reader.text(f"return_reason:{code}", 200)


def _read_conditions(reader: _Reader) -> None:
    for code in CODES:
        reader.choice(f"cond:{code}", ("yes", "no"), required=False)
        reader.text(f"cond_detail:{code}", 200)
        reader.take(f"cond_until:{code}", read_date, required=False)


def _read_wishes(reader: _Reader, *, institution: bool) -> None:
    for wish in WISHES:
        reader.choice(f"wish_{wish}", ("yes",), required=False)
    if not reader.entered.wishes:
        reader.entered.problems["wish_sh"] = Refused("transfer.nothing_wanted", field="wish_sh")
    for wish, market in (("sh", "sh_a"), ("sz", "sz_a"), ("fund", "fund")):
        if wish in reader.entered.wishes:
            reader.take(f"{wish}_number", partial(papers.check_securities_account, market, institution=institution))
    if {"sz", "fund"} & set(reader.entered.wishes):
        reader.text("target", 100, required=True)
    if "sz" in reader.entered.wishes:
        reader.take("sz_seat", _seat)


def _read_reason(reader: _Reader, policy: TransferPolicy, insists: bool) -> None:
    def read(code: str) -> str:
        if code == UNSTATED and insists:
            return code
        return policy.reason(code).code

    reader.take("reason", read, required=not insists)
    reader.text("reason_text", 500)


def _agent_number(text: str) -> str:
    return papers.read_number(text).number


def _telephone(text: str) -> str:
    try:
        return papers.check_mobile(text)
    except Refused:
        return papers.check_telephone(text)


def _seat(text: str) -> str:
    if not (text.isascii() and text.isalnum() and 4 <= len(text) <= 8):
        raise Refused("transfer.seat")
    return text.upper()


def _figure(name: str, text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Refused("transfer.figure") from None
    most = Decimal("1e15") if name == "assets" else Decimal("1e6")
    if not value.is_finite() or not 0 <= value <= most:
        raise Refused("transfer.figure")
    return value


def _booked(text: str, asked_on: date, deadline: date | None, policy: TransferPolicy) -> date:
    """A day ahead at least, and never after the deadline: a booking may not be used to hold a client (TO-7, TO-15)."""
    day = read_date(text)
    if (day - asked_on).days < policy.booking_days:
        raise Refused("transfer.booking_too_early", days=policy.booking_days)
    if deadline is not None and day > deadline:
        raise Refused("transfer.booking_too_late", deadline=deadline.isoformat())
    return day
