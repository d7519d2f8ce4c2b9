"""Lists of unusual accounts that head office or a regulator hands over, and why an account is on one (FU-5). Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.tasks.domain import TaskState

OLDEST_DAYS = 366
"""A day longer ago than this is a slip of the pen."""
LONGEST_REMARK = 300
PREFIX = "YC"
"""Begins the number of a list."""


class Suspicion(StrEnum):
    """What a client's trading makes one think of."""

    TRADING_FOR_CLIENT = "trading-for-client"  # somebody of the branch trades in the account
    CHURNING = "churning"  # the client is driven to trade for the fees
    FALSE_INFORMATION = "false-information"
    ILLEGAL_PROMISE = "illegal-promise"  # of returns, of making good a loss
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Chinese name, as it stands in lists and tasks."""
        return _LABELS[self]


_LABELS = {
    Suspicion.TRADING_FOR_CLIENT: "代客操作",
    Suspicion.CHURNING: "诱导频繁交易",
    Suspicion.FALSE_INFORMATION: "提供虚假信息",
    Suspicion.ILLEGAL_PROMISE: "违规承诺收益或承担损失",
    Suspicion.OTHER: "其他异常",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusualLine:
    """One line of a list: the ``row`` of the file, whose account, which day, why. ``task_id``: the call it makes."""

    list_id: str
    row: int
    client_id: str
    fund_account: str
    on: date
    suspicion: Suspicion
    remark: str = field(repr=False)
    task_id: str


@dataclass(frozen=True, slots=True)
class UnusualList:
    """A list as it was imported. ``source``: the file's name; ``by``: a staff id. ``rows`` and ``calls`` are counts."""

    id: str
    number: str
    source: str
    sha256: str
    imported_at: datetime
    by: str
    by_name: str
    rows: int
    calls: int


@dataclass(frozen=True, slots=True)
class ListState:
    """A list, and how many of its calls are still open."""

    listed: UnusualList
    open_calls: int


@dataclass(frozen=True, slots=True)
class LineState:
    """A line with the names that a list shows and what became of its call.

    ``outcome``: as the contact has it, in Chinese; ``contact_number``: of that record; both empty before. ``attempts``:
    how often somebody tried. ``misconduct``: what the client told of, in words.
    """

    line: UnusualLine
    client_number: str
    client_name: str
    task_state: TaskState
    due_on: date
    assigned_name: str
    attempts: int
    outcome: str
    contact_number: str
    misconduct: tuple[str, ...]


def call_text(suspicion: Suspicion, days: tuple[date, ...], remark: str) -> str:
    """What a call about these days is for. ``days``: of the list's lines, without order."""
    told = "、".join(day.isoformat() for day in sorted(set(days))[:10])
    more = f"。说明：{remark}" if remark else ""
    return f"异常交易回访（{suspicion.label}）：{told} 的交易，请向客户本人核实是否知情、由谁操作{more}"[:480]
