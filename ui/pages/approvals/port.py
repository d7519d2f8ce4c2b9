"""What the manager's desk needs of the branch; every method is called in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.approvals.domain import StepKind, Verdict
from app.policy.transfer import Tier
from app.transfer_out.view import ApprovalScreen, QueueLine

TOPICS = frozenset({"transfer", "approvals"})
"""Topics of the change feed that this page follows."""


@dataclass(frozen=True, slots=True)
class TelephoneRow:
    """An approval by telephone that waits for its approver (TO-6). Times are the branch's.

    ``mine``: I am the approver and may confirm it; ``late``: ``confirm_by`` has passed.
    """

    decision_id: str
    number: str
    client: str
    step: StepKind
    approver: str
    recorded_by: str
    called_number: str
    called_at: datetime | None
    words: str
    confirm_by: date | None
    late: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Deciding:
    """What an approver says of what they saw (TO-5). ``ground``: code of a listed ground, of a refusal only."""

    number: str
    step: StepKind
    verdict: Verdict
    words: str
    ground: str
    seen_version: int


class ApprovalProvider(Protocol):
    """Where the page has it from."""

    def queue(self) -> Sequence[QueueLine]:
        """The open requests, nearest deadline first."""
        ...

    def telephone(self) -> Sequence[TelephoneRow]:
        """Approvals by telephone that are not confirmed yet, the most urgent first."""
        ...

    def screen(self, number: str) -> ApprovalScreen:
        """One request, whole."""
        ...

    def decide(self, deciding: Deciding) -> ApprovalScreen:
        """Decide; the request as it stands then. Refused: ``transfer.changed`` when it is not what was seen."""
        ...

    def raise_tier(self, number: str, tier: Tier, why: str) -> ApprovalScreen:
        """Raise the tier (never lower it)."""
        ...

    def confirm(self, decision_id: str, agreed: bool, words: str) -> None:
        """Confirm or deny an approval by telephone; a denied one becomes an incident (TO-6)."""
        ...
