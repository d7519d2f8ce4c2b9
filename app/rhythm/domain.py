"""When a large or active client is to be contacted again (FU-4). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.policy.values import LargeRule
from app.tasks.domain import add_months


@dataclass(frozen=True, slots=True)
class LargeClient:
    """A client whose figures reach the policy's, by the snapshot in force.

    ``assets``: yuan, of all fund accounts together; ``turnover``: the highest of them, of the year over assets.

    ``last_on``: when the client was reached last, in any way; None when never, then ``since`` counts: the opening.
    """

    client_id: str
    number: str
    name: str
    assets: Decimal
    turnover: Decimal
    since: date
    last_on: date | None

    def due_on(self, rule: LargeRule) -> date:
        """By which day the client is to be contacted: counted from the last contact of any kind."""
        return add_months(max(self.since, self.last_on or self.since), rule.months)

    def why(self, rule: LargeRule) -> str:
        """In which way the client is large, in Chinese."""
        large = self.assets >= rule.assets
        active = self.turnover >= rule.turnover and self.assets >= rule.active_assets
        return "、".join([*(["资产大"] if large else []), *(["交易活跃"] if active else [])])


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A large client with the day of the next contact, and the open task for it (empty: none yet)."""

    client: LargeClient
    why: str
    due_on: date
    task_id: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a day's preparing has made: visits, and reminders by message."""

    visits: int
    reminders: int


def is_due(client: LargeClient, rule: LargeRule, today: date) -> bool:
    """Whether the task of the next contact is to be made today: ``notice_days`` before its day."""
    return client.due_on(rule) - timedelta(days=rule.notice_days) <= today
