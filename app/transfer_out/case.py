"""A request to transfer out or close (转销户) as it lies in the database; typed text is kept as typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.archive.domain import ERASED, Erased
from app.cases.case import Capture
from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.transfer import Tier

KIND = "transfer-out"
"""What the approvals, the tasks and the audit log call these cases."""


class Status(StrEnum):
    """Where a request stands."""

    OPEN = "open"  # taken in; being prepared and talked about
    SUBMITTED = "submitted"  # with the approvers
    SENT_BACK = "sent-back"  # an approver asks something, or refused on a listed ground
    APPROVED = "approved"  # every approval is there; to be carried out
    CARRIED_OUT = "carried-out"
    RETAINED = "retained"  # the client stays
    CANCELLED = "cancelled"  # taken back by the client, or taken in by mistake
    TURNED_AWAY = "turned-away"  # neither the client nor an authorised agent (TO-1)


AUXILIARIES = "auxiliaries"
"""Name of the field in which the program keeps the client's other accounts."""
RUNNING = frozenset({Status.OPEN, Status.SUBMITTED, Status.SENT_BACK, Status.APPROVED})


class Outcome(StrEnum):
    """How a talk ended."""

    UNDECIDED = "undecided"
    STAYS = "stays"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class NewTalk:
    """What was said in one attempt (TO-3). ``way``: counter, telephone or visit. ``said`` is required."""

    way: str
    said: str
    offered: str = ""
    promised: str = ""
    promise_due: date | None = None
    answer: str = ""
    outcome: Outcome = Outcome.UNDECIDED


@dataclass(frozen=True, slots=True)
class Talk:
    """One attempt as it was written down: by whom, when; never changed."""

    id: str
    number: int
    at: datetime
    by: str
    by_number: str
    by_name: str
    talk: NewTalk


@dataclass(frozen=True, slots=True)
class Raise:
    """The tier was raised (it never falls, TO-4): by whom, when, why."""

    before: Tier
    after: Tier
    why: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One request, whole. ``version`` counts every change, ``request_version`` those of what is to be approved.

    ``tier``, ``client_class`` and its figures are fixed at intake, as soon as they are known (None, ``""`` before).
    ``ready_since``: the branch day since which no block stood and no document was missing; None while one does:
    the clock stands still then (TO-15). ``own_staff``: staff id of the client's own staff member, empty for none.
    """

    number: str
    status: Status
    version: int
    request_version: int
    policy_version: str
    client_id: str
    fund_account: str
    opened_at: datetime
    opened_by: str
    opened_by_number: str
    opened_by_name: str
    station: str
    changed_at: datetime
    tier: Tier | None
    client_class: str
    assets: Decimal | None
    turnover: Decimal | None
    figures_from: str
    own_staff: str
    asked_on: date
    ready_since: date | None
    submitted_at: datetime | None
    submitted_digest: str
    insisted_at: datetime | None
    ended_at: datetime | None
    last_step: str
    fields: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)
    talks: tuple[Talk, ...] = ()
    raises: tuple[Raise, ...] = ()

    def text(self, name: str) -> str:
        """What was typed in a field, empty when nothing was."""
        return self.fields.get(name, "")

    @property
    def auxiliaries(self) -> tuple[str, ...]:
        """The other open fund accounts at intake, in words, where the request is about the main one (CU-2)."""
        return tuple(self.text(AUXILIARIES).split("\n")) if self.text(AUXILIARIES) else ()

    @property
    def erased(self) -> Erased | None:
        """By which list the case's dossier was destroyed; then nothing typed is left (AR-4)."""
        mark = self.captures.get(ERASED)
        return None if mark is None else Erased.read(mark.value, mark.at)

    def clock_day(self, today: date) -> date:
        """The branch day that the clock is read on: ``today`` while it runs, the day it ended after that."""
        return today if self.ended_at is None else branch_day(self.ended_at)

    def need_running(self) -> None:
        """Refuse ``transfer.not_running`` for a request that has ended."""
        if self.status not in RUNNING:
            raise Refused("transfer.not_running", number=self.number)
