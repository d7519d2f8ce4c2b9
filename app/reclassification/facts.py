"""What 《客户分类变动表》 says (CL-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.archive.heads import Head
from app.reclassification.domain import Kind, Matrix, Mover


@dataclass(frozen=True, slots=True)
class ClassChangesFacts:
    """《客户分类变动表》 of a dry run or of a batch. ``batch``: its number, empty for a dry run.

    ``applied_at``: None for a dry run; ``back``: the number of the batch that it undoes, else empty.
    ``cut``: movers left out of the list on paper.
    """

    head: Head
    kind: Kind
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
    movers: tuple[Mover, ...]
    cut: int = 0
