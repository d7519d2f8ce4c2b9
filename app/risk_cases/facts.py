"""What 《风险不匹配告知确认书》 and 《风险承受能力客户分类表》 say (RA-5, RA-7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.archive.heads import Head
from app.onboarding.facts import Party


@dataclass(frozen=True, slots=True)
class MismatchFacts:
    """《风险不匹配告知确认书》. ``may_buy``: the highest class that suits the level, empty for none.

    ``second``: who explained again to an older client (KY-5).
    """

    head: Head
    person: Party
    product_code: str
    product_name: str
    product_kind: str
    product_class: str
    level: str
    total: int
    assessed_on: date
    valid_until: date
    may_buy: str
    policy_version: str
    confirmed_at: datetime
    second: str = ""


@dataclass(frozen=True, slots=True)
class LevelCount:
    """One level: clients newly assessed on the day, and all clients who stand in it at the end of the day."""

    label: str
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class NewlyAssessed:
    """One client assessed on the day. ``before``: the level until then, empty for the first assessment."""

    client_number: str
    client_name: str
    fund_account: str
    level: str
    total: int
    before: str
    assessed_at: datetime
    valid_until: date


@dataclass(frozen=True, slots=True)
class Placed:
    """One client with the level at the end of the day; ``level`` empty: not in any.

    ``expired_on``: the last valid day of an assessment that has expired, which counts as none.
    """

    client_number: str
    client_name: str
    fund_account: str
    opened_on: date | None
    level: str
    valid_until: date | None
    expired_on: date | None


@dataclass(frozen=True, slots=True)
class ClassTableFacts:
    """《风险承受能力客户分类表》 of a day: newly assessed by level, running totals, those not (validly) assessed.

    ``pack``: version of the questionnaire; ``cut``: lines left out of the lists on paper.
    """

    head: Head
    day: date
    made_at: datetime
    made_by: str
    pack: str
    levels: tuple[LevelCount, ...]
    clients: int
    new: tuple[NewlyAssessed, ...]
    missing: tuple[Placed, ...]
    placed: tuple[Placed, ...]
    cut: int = 0
