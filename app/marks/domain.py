"""What marks there are and who may set them (CL-2). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.common.errors import Refused
from app.policy.values import FundTier

MOST_AMOUNT = Decimal("999999999999.99")
"""Yuan; what is above it was mistyped."""


class MarkKind(StrEnum):
    """What a mark tells of."""

    HABIT = "habit"  # 操作习惯
    VALUE = "value"  # 价值评估
    STYLE = "style"  # 投资决策风格
    FUND = "fund"  # 基金客户档次, by amount


CODES: dict[MarkKind, dict[str, str]] = {
    MarkKind.HABIT: {"short": "短线投资", "swing": "波段投资", "value": "价值投资"},
    MarkKind.VALUE: {
        "gold": "黄金客户", "rising": "明日之星", "maintained": "维护型客户", "free": "自由型客户",
    },
    MarkKind.STYLE: {
        "averse": "风险规避型", "dependent": "依赖型", "independent": "独立决策型", "autonomous": "高度自主决策型",
    },
}  # fmt: skip
"""Codes that are stored, with the names of the regulation (art. 9 to 11); fund tiers come from the policy."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision on one mark. ``code`` empty: taken off. ``amount``: yuan subscribed in all, of fund tiers only.

    ``sequence`` counts the decisions on this mark of this client from 1; ``by`` is a staff id. Nothing is ever changed.
    """

    client_id: str
    kind: MarkKind
    sequence: int
    code: str
    amount: Decimal | None
    policy_version: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """One decision as it is shown: with the label of that day's meaning and the name of who made it."""

    mark: Mark
    label: str
    by: str


@dataclass(frozen=True, slots=True)
class ClientMarks:
    """The marks in force, one a kind at most. ``may_set``: the one who asks is this client's manager.

    ``fund_tiers``: empty where the branch does not keep them, and then no fund mark is told either. ``class_code``: the
    class by assets and turnover (CL-1), empty without one.
    """

    client_id: str
    marks: tuple[Told, ...]
    may_set: bool
    fund_tiers: tuple[FundTier, ...]
    class_code: str = ""

    def of(self, kind: MarkKind) -> Told | None:
        """The mark of a kind."""
        return next((told for told in self.marks if told.mark.kind is kind and told.mark.code), None)


@dataclass(frozen=True, slots=True)
class OwnClient:
    """One of the clients that somebody manages, for the list."""

    client_id: str
    number: str
    name: str
    marks: ClientMarks


def check_code(kind: MarkKind, code: str) -> str:
    """A code of the three marks of choice, or nothing to take it off. Refused: ``marks.unknown_code``."""
    if code and code not in CODES.get(kind, {}):
        raise Refused("marks.unknown_code", field=kind.value)
    return code


def tier_of(tiers: Sequence[FundTier], amount: Decimal) -> FundTier:
    """The tier of so many yuan, lower bounds included (CL-2).

    Refused: ``marks.fund_off`` where the branch keeps no tiers; ``marks.amount`` for what is no amount in yuan and
    cents from nought on.
    """
    if not tiers:
        raise Refused("marks.fund_off")
    if not amount.is_finite() or not 0 <= amount <= MOST_AMOUNT or amount != round(amount, 2):
        raise Refused("marks.amount", field="amount")
    return next(tier for tier in reversed(tiers) if tier.low <= amount)


def label_of(mark: Mark, tiers: Sequence[FundTier]) -> str:
    """The Chinese name of what is marked; the code of a tier that the policy does not know any more."""
    if mark.kind is MarkKind.FUND:
        return next((tier.label for tier in tiers if tier.code == mark.code), mark.code)
    return CODES[mark.kind].get(mark.code, mark.code)
