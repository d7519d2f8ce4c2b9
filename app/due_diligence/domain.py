"""The watch list, who was found in it, and what compliance decides (KY-3). Pure.

What the counter gets to see of a hit is that compliance has to decide: nothing may warn the client.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.common.errors import Refused
from app.due_diligence.naming import plain_number

LONGEST_REASON = 500
MOST_HITS = 200
"""So many entries that fit one person are put before compliance, best first; a list that fits more is too coarse."""


class Part(StrEnum):
    """As what somebody takes part in a case."""

    CLIENT = "client"
    CONTROLLER = "controller"
    BENEFICIARY = "beneficiary"
    OWNER = "owner"  # a beneficial owner of an institution
    REPRESENTATIVE = "representative"  # its legal representative
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody who is looked up: by name, and by number where one is known."""

    part: Part
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class WatchList:
    """A list imported whole; the latest is in force. ``dated``: as of when its source says that it is.

    ``threshold``: of closeness in per cent, by which its keys were made.
    """

    id: str
    version: int
    source: str
    dated: date
    entries: int
    sha256: str
    threshold: int
    imported_at: datetime
    imported_by: str
    by_name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its row in the file, the name, the number when it is known, whatever else it says."""

    row: int
    name: str
    number: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits somebody: by the very number, or by a name with ``score`` per cent."""

    entry: Entry
    by_number: bool
    score: int


class Verdict(StrEnum):
    """What compliance decides on a hit."""

    CLEARED = "cleared"  # somebody else, or no obstacle: the case may go on
    STOPPED = "stopped"  # the business is not done


@dataclass(frozen=True, slots=True)
class Decision:
    """By whom, when and why a hit was cleared or stopped; ``list_version``: the list in force then."""

    verdict: Verdict
    reason: str
    by: str
    by_name: str
    at: datetime
    list_version: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who fits an entry, as compliance sees it. Case or client, whichever was looked up.

    ``opened_by``: the member of staff whose case it is; empty when a new list found a registered client.
    """

    id: str
    case_number: str
    client_id: str
    subject: Subject
    list_version: int
    match: Match
    found_at: datetime
    opened_by: str
    opened_by_name: str
    decision: Decision | None = None
    client_number: str = ""

    @property
    def other_number(self) -> bool:
        """Whether both numbers are known and differ: then it is likely somebody else."""
        mine, theirs = plain_number(self.subject.number), plain_number(self.match.entry.number)
        return bool(mine and theirs) and mine != theirs


class Standing(StrEnum):
    """How a case stands by its hits."""

    FREE = ""
    UNDECIDED = "screening.undecided"
    STOPPED = "screening.stopped"


def standing(marks: Iterable[str], decided: dict[str, Verdict]) -> Standing:
    """Of a case with these hits (by mark): stopped by one, else undecided while one is, else free."""
    verdicts = [decided.get(mark) for mark in marks]
    if Verdict.STOPPED in verdicts:
        return Standing.STOPPED
    return Standing.UNDECIDED if None in verdicts else Standing.FREE


def worst(*standings: Standing) -> Standing:
    """Of several: stopped before undecided before free."""
    return max(standings, key=tuple(Standing).index)


def need_other(hit: Hit, staff_id: str) -> None:
    """Refuse ``screening.own_case``: nobody decides on a case that they took in (four eyes)."""
    if hit.opened_by == staff_id:
        raise Refused("screening.own_case")


def ranked(found: Iterable[Match]) -> tuple[Match, ...]:
    """The best first: by number, by score, by row; at most :data:`MOST_HITS`."""
    return tuple(sorted(found, key=lambda match: (not match.by_number, -match.score, match.entry.row))[:MOST_HITS])
