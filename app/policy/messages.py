"""What a branch may decide of text messages to clients (FU-2), as frozen values; the file is ``messages.toml``.

Nothing here is read from a file; :mod:`app.policy.message_file` does that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from types import MappingProxyType


class MessageKind(StrEnum):
    """Why a message is sent; each kind has one template."""

    RISK_REMINDER = "risk-reminder"  # to those who want no calls, after their opening (FU-2)
    EVENT_INVITATION = "event-invitation"  # to an event of investor education (IE-1)
    PAPER_EXPIRY = "paper-expiry"  # an identity paper ends soon (KY-1)
    REASSESSMENT_DUE = "reassessment-due"  # the risk questionnaire is to be answered anew (RA-4)
    BOOKING_REMINDER = "booking-reminder"  # a visit is tomorrow (AP-3)


ADVERTISING = frozenset({MessageKind.EVENT_INVITATION})
"""Kinds that a client may opt out of. All others are what the branch owes its client (FU-2's reminder above all) or
what the client asked for: an opt-out never stops them, and no policy file can make it."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The placeholders of a kind: those that its text must have, and those that it may."""

    needed: tuple[str, ...]
    allowed: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Needed ones first."""
        return (*self.needed, *self.allowed)


NAME, LAST_FOUR, BRANCH, TELEPHONE = "姓名", "尾号", "营业部", "电话"
DAY, TIME, EVENT, PLACE, PAPER, BUSINESS = "日期", "时间", "活动", "地点", "证件", "业务"

LONGEST: Mapping[str, int] = MappingProxyType(
    {NAME: 20, LAST_FOUR: 4, BRANCH: 30, TELEPHONE: 20, DAY: 12, TIME: 5, EVENT: 40, PLACE: 40, PAPER: 20, BUSINESS: 40}
)
"""Characters that a value may take; a longer one is cut off, so that a text is never longer than its file says.
Nothing personal but the name and the last four figures of an account has a placeholder."""

SLOTS: Mapping[MessageKind, Slots] = MappingProxyType(
    {
        MessageKind.RISK_REMINDER: Slots((BRANCH,), (NAME, LAST_FOUR, TELEPHONE)),
        MessageKind.EVENT_INVITATION: Slots((EVENT, DAY, PLACE), (NAME, TIME, BRANCH, TELEPHONE)),
        MessageKind.PAPER_EXPIRY: Slots((DAY,), (NAME, PAPER, LAST_FOUR, BRANCH, TELEPHONE)),
        MessageKind.REASSESSMENT_DUE: Slots((DAY,), (NAME, LAST_FOUR, BRANCH, TELEPHONE)),
        MessageKind.BOOKING_REMINDER: Slots((DAY, TIME), (NAME, BUSINESS, BRANCH, TELEPHONE)),
    }
)

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ONE_PART, LATER_PARTS = 70, 67
"""Characters that one message holds, and each of several that are joined at the telephone (UCS-2)."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its placeholders filled in; a value that is missing leaves its place empty."""
    return PLACEHOLDER.sub(lambda found: cut(values.get(found[1], ""), LONGEST.get(found[1], 0)), text)


def cut(value: str, limit: int) -> str:
    """``value`` in one line and at most ``limit`` characters, as a telephone counts them."""
    one_line = " ".join(value.split())
    if length_of(one_line) <= limit:
        return one_line
    while one_line and length_of(one_line) >= limit:
        one_line = one_line[:-1]
    return one_line + "…" if limit else ""


def length_of(text: str) -> int:
    """Characters as a telephone counts them: those beyond the basic plane are two."""
    return len(text.encode("utf-16-le")) // 2


def parts_of(text: str) -> int:
    """How many messages ``text`` takes."""
    length = length_of(text)
    return 1 if length <= ONE_PART else -(-length // LATER_PARTS)


def longest_of(text: str) -> int:
    """The most messages that the template ``text`` can take, whatever its placeholders stand for."""
    return parts_of(PLACEHOLDER.sub(lambda found: "字" * LONGEST.get(found[1], 0), text))


@dataclass(frozen=True, slots=True)
class MessagePolicy:
    """The rules of text messages. Times are the branch's own.

    Nothing is sent from ``quiet_from`` until ``quiet_until`` (over midnight), nor more than ``daily_limit`` messages a
    day to one number; what was not accepted within ``give_up_hours`` is given up. ``paper_days`` and
    ``reassessment_days``: so many days before, a reminder goes out; ``booking_days``: so many days before a visit.
    """

    version: str
    effective: date
    quiet_from: time
    quiet_until: time
    daily_limit: int
    give_up_hours: int
    most_parts: int
    paper_days: tuple[int, ...]
    reassessment_days: tuple[int, ...]
    booking_days: int
    templates: Mapping[MessageKind, str] = field(default_factory=lambda: MappingProxyType({}))


NO_MESSAGES = MessagePolicy("", date(1990, 1, 1), time(21), time(8), 1, 1, 1, (1,), (1,), 1)
"""Of policies kept from before there were templates: nothing can be queued by it."""
