"""Reading on the customer display: how long a section takes, and which have not been read yet (OP-3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.archive.press import Section
from app.policy.values import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReading:
    """That a client had a section of a text on the display in full, for how many seconds, and confirmed it."""

    case_number: str
    form_id: str
    form_version: str
    section_id: str
    seconds: int
    confirmed_at: datetime


def required_seconds(length: int, policy: Policy) -> int:
    """Whole seconds that a section of ``length`` characters must be on the display: policy, never under its minimum."""
    return policy.reading.seconds(length)


def unread(sections: Iterable[Section], read: Mapping[str, float], policy: Policy) -> tuple[str, ...]:
    """Ids of the sections that have not been on the display long enough, in order; ``read``: seconds by section id."""
    return tuple(
        section.id for section in sections if read.get(section.id, -1) < required_seconds(section.length, policy)
    )
