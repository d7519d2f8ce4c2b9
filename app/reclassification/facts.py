"""What 《客户分类变动表》 says (CL-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.archive.heads import Head
from app.reclassification.domain import Matrix


@dataclass(frozen=True, slots=True)
class ListedMover:
    """One client whose class changed; the former figures are None for who had no class."""

    number: str
    name: str
    before: str
    after: str
    assets: Decimal
    turnover: Decimal
    former_assets: Decimal | None
    former_turnover: Decimal | None


@dataclass(frozen=True, slots=True)
class ClassChangesFacts:
    """《客户分类变动表》 of a dry run or of a batch. ``batch``: its number, empty for a dry run.

    ``applied_at``: None for a dry run; ``back``: the number of the batch that it undoes, empty for one by a snapshot.
    ``cut``: movers left out of the list on paper. ``left`` of ``written`` decisions were not applied, for the batch was
    stopped; ``passed`` were left out, for the clients were classified anew meanwhile.
    """

    head: Head
    batch: str
    back: str
    taken_at: datetime
    policy_version: str
    applied_at: datetime | None
    applied_by: str
    made_at: datetime
    made_by: str
    digest: str
    matrix: Matrix
    movers: tuple[ListedMover, ...]
    cut: int = 0
    written: int = 0
    left: int = 0
    passed: int = 0
