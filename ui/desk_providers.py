"""Gives the manager's desk, the calendar and their kin what they show. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from app.approvals.domain import StepKind, Verdict
from app.approvals.service import ApprovalService, OpenTelephone
from app.common.actor import Actor
from app.common.clock import Clock, branch_day
from app.policy.transfer import Tier
from app.trading_days.domain import ClosedDay
from app.trading_days.service import TradingDayService
from app.transfer_out.view import ApprovalScreen, CaseLine, QueueLine, TransferView
from ui.pages.approvals.port import Deciding, TelephoneRow
from ui.pages.calendar import CalendarSheet


class Requests(Protocol):
    """What is needed of the ``TransferService``."""

    def queue(self, actor: Actor) -> tuple[QueueLine, ...]:
        """The open requests."""
        ...

    def cases(
        self, actor: Actor, *, running: bool = True, client_id: str = "", limit: int = 500
    ) -> tuple[CaseLine, ...]:
        """Requests as lines."""
        ...

    def approval_screen(self, actor: Actor, number: str) -> ApprovalScreen:
        """One request, whole."""
        ...

    def decide(
        self, actor: Actor, number: str, step: StepKind, verdict: Verdict, words: str, ground: str, seen_version: int
    ) -> ApprovalScreen:
        """Decide on one."""
        ...

    def raise_tier(self, actor: Actor, number: str, tier: Tier, why: str) -> TransferView:
        """Raise a tier."""
        ...


class ApprovalData:
    """The manager's desk (TO-4 to TO-6)."""

    def __init__(self, transfer: Requests, approvals: ApprovalService, actor: Actor) -> None:
        self._transfer = transfer
        self._approvals = approvals
        self._actor = actor

    def queue(self) -> Sequence[QueueLine]:
        """The open requests, nearest deadline first."""
        return self._transfer.queue(self._actor)

    def telephone(self) -> Sequence[TelephoneRow]:
        """Approvals by telephone to be confirmed, the earliest due first; clients by name where their case is known."""
        found = self._approvals.unconfirmed(self._actor)
        names: dict[str, str] = {}
        for number in {each.number for each in found}:
            names[number] = self._transfer.approval_screen(self._actor, number).view.client.name
        return [_telephone_row(each, names.get(each.number, "")) for each in found]

    def screen(self, number: str) -> ApprovalScreen:
        """One request, whole."""
        return self._transfer.approval_screen(self._actor, number)

    def decide(self, deciding: Deciding) -> ApprovalScreen:
        """Decide on what was seen."""
        return self._transfer.decide(
            self._actor, deciding.number, deciding.step, deciding.verdict, deciding.words, deciding.ground,
            deciding.seen_version,
        )  # fmt: skip

    def raise_tier(self, number: str, tier: Tier, why: str) -> ApprovalScreen:
        """Raise the tier and show the request as it stands then."""
        self._transfer.raise_tier(self._actor, number, tier, why)
        return self._transfer.approval_screen(self._actor, number)

    def confirm(self, decision_id: str, agreed: bool, words: str) -> None:
        """Confirm or deny an approval by telephone."""
        self._approvals.confirm(self._actor, decision_id, agreed, words)


def _telephone_row(found: OpenTelephone, client: str) -> TelephoneRow:
    return TelephoneRow(
        found.decision_id, found.number, client or found.number, found.step, found.approver_name,
        found.recorded_by_name, found.called_number_masked, found.called_at, found.words, found.confirm_by,
        found.late, found.mine,
    )  # fmt: skip


class CalendarData:
    """The trading calendar (TO-15)."""

    def __init__(self, trading_days: TradingDayService, actor: Actor, clock: Clock) -> None:
        self._trading_days = trading_days
        self._actor = actor
        self._clock = clock

    def sheet(self, year: int) -> CalendarSheet:
        """One year, 0 for the present one."""
        today = self._today()
        found = self._trading_days.year(self._actor, year or today.year)
        return CalendarSheet(found, self._trading_days.years(self._actor), today)

    def save(self, year: int, closed: Sequence[ClosedDay], seen_version: int) -> CalendarSheet:
        """Set the closed days of a year."""
        made = self._trading_days.set_year(self._actor, year, closed, seen_version)
        return CalendarSheet(made, self._trading_days.years(self._actor), self._today())

    def _today(self) -> date:
        return branch_day(self._clock.now())
