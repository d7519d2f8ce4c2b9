"""What 《投资者教育活动签到表》 says, as plain values; ``forms`` sets it (IE-1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.archive.heads import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationSheetFacts:
    """The sheet of one event: empty lines to be written on. Nobody invited is named: everybody there reads it (SE-1).

    ``begins``: ``14:30``; ``material``: title and version of what is used, or empty.
    """

    head: Head
    title: str
    topic: str
    on: date
    begins: str
    place: str
    speaker: str
    material: str
    for_former: bool
    lines: int
