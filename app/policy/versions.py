"""Versions of policy files: proposed by one person, decided by another, in force from a day that is yet to come. Pure.

What was in force on a day that has passed never changes (RA-3): a version's date lies after the day on which it is
decided, and one that has come into force is not withdrawn, but followed by another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.clock import branch_day
from app.common.errors import Refused

TOPIC = "policy"


class Act(StrEnum):
    """What is proposed of a version."""

    ADOPT = "adopt"
    WITHDRAW = "withdraw"


class State(StrEnum):
    """How it stands with a version on a day."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    LAPSED = "lapsed"  # proposed, and its date came before anybody decided
    COMING = "coming"
    WITHDRAWN = "withdrawn"
    IN_FORCE = "in-force"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody else decided, with the reason. ``by``: a staff id; the proposer's own when it was taken back."""

    agreed: bool
    reason: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A version of ``file`` proposed, or the withdrawal of the version ``of``. ``sha256``: of ``text``."""

    id: str
    act: Act
    file: str
    kind: str
    version: str
    effective: date
    text: str
    sha256: str
    of: str
    reason: str
    by: str
    by_name: str
    at: datetime
    verdict: Verdict | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.verdict is None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All proposals of a branch, in any order."""

    proposals: tuple[Proposal, ...] = ()

    def get(self, proposal_id: str) -> Proposal:
        """The proposal of this id. Refused: ``policy.proposal_unknown``."""
        for one in self.proposals:
            if one.id == proposal_id:
                return one
        raise Refused("policy.proposal_unknown")

    def adopted(self, file: str = "") -> tuple[Proposal, ...]:
        """The versions decided and not withdrawn, by date; of all files when none is named."""
        agreed = [one for one in self.proposals if one.verdict is not None and one.verdict.agreed]
        gone = {one.of for one in agreed if one.act is Act.WITHDRAW}
        found = (one for one in agreed if one.act is Act.ADOPT and one.id not in gone)
        return tuple(sorted((one for one in found if file in ("", one.file)), key=lambda one: one.effective))

    def in_force(self, file: str, day: date) -> Proposal | None:
        """The version with the greatest date up to ``day``; None while the file holds that the branch began with."""
        return next((one for one in reversed(self.adopted(file)) if one.effective <= day), None)

    def texts(self, day: date) -> dict[str, str]:
        """By file name, what is in force on ``day`` of those files that have a version by then."""
        return {one.file: one.text for one in self.adopted() if one.effective <= day}

    def dates_from(self, day: date) -> tuple[date, ...]:
        """``day`` and every later one on which some version comes into force."""
        return (day, *sorted({one.effective for one in self.adopted() if one.effective > day}))

    def state(self, one: Proposal, day: date) -> State:
        """How it stands with the version that ``one`` proposed."""
        if one.verdict is None:
            return State.PROPOSED if one.effective > day else State.LAPSED
        if not one.verdict.agreed:
            return State.DECLINED
        if one not in self.adopted(one.file):
            return State.WITHDRAWN
        if one.effective > day:
            return State.COMING
        return State.IN_FORCE if self.in_force(one.file, day) == one else State.PAST

    def today(self, now: datetime) -> date:
        """The branch's day; never before one on which something was decided: a clock put back opens nothing again."""
        decided = (one.verdict.at for one in self.proposals if one.verdict is not None)
        return branch_day(max((now, *decided)))

    def need_free(self, file: str, version: str, effective: date, today: date, *, but: str = "") -> None:
        """Whether a version of this name and date may be proposed, or (``but`` its own proposal) decided.

        Refused: ``policy.retroactive``, ``policy.date_taken``, ``policy.version_used``.
        """
        if effective <= today:
            raise Refused("policy.retroactive", field="effective", today=today.isoformat())
        for one in self._standing(file, today):
            if one.id == but:
                continue
            if one.effective == effective:
                raise Refused("policy.date_taken", field="effective", date=effective.isoformat(), version=one.version)
            if one.version == version:
                raise Refused("policy.version_used", field="version", version=version)

    def _standing(self, file: str, today: date) -> Iterable[Proposal]:
        adopted = self.adopted(file)
        for one in self.proposals:
            if one.act is Act.ADOPT and one.file == file and (one in adopted or (one.open and one.effective > today)):
                yield one

    def need_withdrawable(self, proposal_id: str, today: date) -> Proposal:
        """The version that may still be withdrawn. Refused: ``policy.not_coming``, ``policy.withdrawal_waits``."""
        one = self.get(proposal_id)
        if one.act is not Act.ADOPT or one not in self.adopted(one.file) or one.effective <= today:
            raise Refused("policy.not_coming")
        if any(other.of == one.id and other.open for other in self.proposals):
            raise Refused("policy.withdrawal_waits")
        return one

    def need_decidable(self, one: Proposal, staff_id: str, today: date, *, agreed: bool) -> None:
        """Whether this person may decide so. Declining is always open; the proposer may take back, never agree.

        Refused: ``policy.decided_already``, ``policy.own_proposal``, ``policy.too_late``, and what ``need_free`` and
        ``need_withdrawable`` say.
        """
        if not one.open:
            raise Refused("policy.decided_already")
        if not agreed:
            return
        if one.by == staff_id:
            raise Refused("policy.own_proposal")
        if one.effective <= today:
            raise Refused("policy.too_late", date=one.effective.isoformat())
        if one.act is Act.ADOPT:
            self.need_free(one.file, one.version, one.effective, today, but=one.id)
        elif self.get(one.of) not in self.adopted(one.file):
            raise Refused("policy.not_coming")


def ledger(proposals: Sequence[Proposal]) -> Ledger:
    """A ledger of these proposals."""
    return Ledger(tuple(proposals))
