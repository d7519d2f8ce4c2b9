"""What every form carries, whatever its flow: the letterhead, its number, its case, its day and its teller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """The letterhead: the firm and the branch."""

    company: str
    branch: str
    address: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Head:
    """What every form carries: its own number, its case, its date, the branch and the teller who made it.

    ``large``: the paper is set in larger type, for an older client (KY-5).
    """

    number: str
    case_number: str
    made_on: date
    branch: BranchFacts
    teller_name: str
    teller_number: str
    large: bool = False
