"""A text message to a client: what is sent, how far it is, and which step may follow which (FU-2).

Nothing is sent twice. The message's id is the key under which a gateway takes it: whoever finds one that may have been
handed over asks the gateway by that id, and hands it over again only when the gateway says that it never had it. When
the gateway cannot tell, a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from app.common.clock import BRANCH_ZONE
from app.common.errors import Refused
from app.common.values import mask_mobile
from app.policy.messages import ADVERTISING, MessageKind, MessagePolicy

LEASE_SECONDS = 120
"""So long one program is the branch's sender, from its last sign of life; longer than any gateway is waited for."""
FIRST_WAIT, LONGEST_WAIT = 30, 3600
"""Seconds until a gateway that did not take a message is tried again: twice as long each time, up to the longest."""
MOST_ASKED = 6
"""So often a gateway that does not answer is asked after a message before a person has to decide."""


class MessageState(StrEnum):
    """How far a message is."""

    QUEUED = "queued"  # for its time, for the gateway
    SENDING = "sending"  # being handed over, or handed over and not heard of
    UNCLEAR = "unclear"  # the gateway cannot tell whether it has it: a person decides
    SENT = "sent"  # the gateway, or somebody by hand, took it
    DELIVERED = "delivered"
    FAILED = "failed"  # refused by the gateway or the network: trying again would not help
    CANCELLED = "cancelled"
    GIVEN_UP = "given-up"  # not taken in time


MOVES: Mapping[MessageState, frozenset[MessageState]] = MappingProxyType(
    {
        MessageState.QUEUED: frozenset(
            {MessageState.SENDING, MessageState.SENT, MessageState.FAILED, MessageState.CANCELLED,
             MessageState.GIVEN_UP}
        ),
        MessageState.SENDING: frozenset(
            {MessageState.QUEUED, MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED,
             MessageState.UNCLEAR}
        ),
        MessageState.UNCLEAR: frozenset(
            {MessageState.QUEUED, MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED}
        ),
        MessageState.SENT: frozenset({MessageState.DELIVERED, MessageState.FAILED}),
        MessageState.FAILED: frozenset({MessageState.QUEUED, MessageState.DELIVERED}),
        MessageState.GIVEN_UP: frozenset({MessageState.QUEUED}),
        MessageState.DELIVERED: frozenset(),
        MessageState.CANCELLED: frozenset(),
    }
)  # fmt: skip
"""What can follow a state. A message on its way cannot be cancelled: nobody knows whether it can still be stopped."""

UNDONE = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.UNCLEAR, MessageState.FAILED,
                    MessageState.GIVEN_UP})  # fmt: skip
"""What somebody still has to know of."""
LOST = frozenset({MessageState.FAILED, MessageState.GIVEN_UP, MessageState.UNCLEAR})
"""States that make a task: somebody sees to it that the client gets to know (FU-2)."""
BY_HAND = frozenset({MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED})
"""Results that a person may record, where the gateway does not tell."""

OPTED_OUT, NO_MOBILE, NOT_SENT = "messages.opted_out", "messages.no_mobile", "messages.not_sent"
"""Reasons that a message bears as codes: the client wants no advertising; has no number that can be sent to; somebody
found out that it was not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to be queued. ``values``: what the placeholders of its kind's template stand for.

    ``once``: what it is queued for, so that the same thing is never told twice; a second one with the same is the
    first. ``not_before``: the moment from which it may be sent, the quiet hours aside; ``until``: when it makes no
    sense any more. ``client_id`` is empty for who is no client yet.
    """

    kind: MessageKind
    mobile: str
    values: Mapping[str, str] = field(repr=False)
    once: str
    client_id: str = ""
    case_number: str = ""
    not_before: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message. ``reason``: a code, why it waits, failed or was not sent; empty when all is well.

    ``attempt``: how often it was handed over, or may have been; ``asked``: how often the gateway was asked in vain what
    became of the last time. ``gateway``: who took it. ``until``: given up then. ``version`` counts changes.
    """

    id: str
    kind: MessageKind
    client_id: str
    case_number: str
    mobile: str = field(repr=False)
    text: str = field(repr=False)
    parts: int
    policy_version: str
    once: str
    state: MessageState
    reason: str = ""
    attempt: int = 0
    asked: int = 0
    gateway: str = ""
    created_at: datetime
    created_by: str
    changed_at: datetime
    next_at: datetime
    until: datetime
    sent_on: datetime | None = None
    version: int = 1

    @property
    def advertising(self) -> bool:
        """Whether a client's opt-out stops it; what is a duty never is."""
        return self.kind in ADVERTISING

    @property
    def mobile_masked(self) -> str:
        """The number as lists show it (SE-1)."""
        return mask_mobile(self.mobile)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a message, kept for good. ``by``: a staff id, or ``system``; ``note``: somebody's words."""

    version: int
    at: datetime
    by: str
    by_name: str
    state: MessageState
    reason: str
    note: str = ""


def check_move(message: Message, to: MessageState) -> None:
    """Refuse ``messages.on_its_way``, ``messages.over``: a step that is not possible."""
    if to in MOVES[message.state]:
        return
    if message.state is MessageState.SENDING:
        raise Refused("messages.on_its_way")
    raise Refused("messages.over")


def check_seen(message: Message, seen_version: int) -> None:
    """Refuse ``messages.changed_meanwhile`` when it has gone on since somebody looked at it."""
    if message.version != seen_version:
        raise Refused("messages.changed_meanwhile")


def wait_seconds(tries: int) -> int:
    """Seconds until the next try, after ``tries`` (1 or more) that came to nothing."""
    return min(FIRST_WAIT << min(tries - 1, 16), LONGEST_WAIT)


def after_quiet(moment: datetime, policy: MessagePolicy) -> datetime:
    """``moment``, or the end of the quiet hours that it lies in; the branch's time."""
    here = moment.astimezone(BRANCH_ZONE)
    ends = here.replace(
        hour=policy.quiet_until.hour, minute=policy.quiet_until.minute, second=policy.quiet_until.second, microsecond=0
    )
    if here.time() < policy.quiet_until:
        return ends
    if here.time() >= policy.quiet_from:
        return ends + timedelta(days=1)
    return moment


def next_day(moment: datetime, policy: MessagePolicy) -> datetime:
    """When sending begins on the day after ``moment``: for a number that has had its messages of the day."""
    here = moment.astimezone(BRANCH_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return after_quiet(here + timedelta(days=1), policy)


def day_began(moment: datetime) -> datetime:
    """Midnight at the branch before ``moment``."""
    return moment.astimezone(BRANCH_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)


def can_be_sent_to(mobile: str) -> bool:
    """Whether a gateway takes this number: a mobile of the mainland."""
    return len(mobile) == 11 and mobile.startswith("1") and mobile.isascii() and mobile.isdigit()
