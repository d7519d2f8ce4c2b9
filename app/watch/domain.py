"""What is noticed of looks at clients, and how compliance has answered it (SE-1). Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

AGAIN = timedelta(minutes=10)
"""The same person at the same client within this time is one look."""


class LookKind(StrEnum):
    """What was done: a client's page or dossier opened, a masked number shown in full."""

    OPENED = "opened"
    UNMASKED = "unmasked"


class NoticeKind(StrEnum):
    """What was noticed."""

    MANY_CLIENTS = "many-clients"
    MANY_UNMASKINGS = "many-unmaskings"
    MADE_ALONE = "made-alone"  # a user made without a second person, because there was none yet


@dataclass(frozen=True, slots=True)
class Review:
    """Who has looked into a notice, when, and what was found."""

    by: str
    by_name: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be looked into: who did it, since when, and how many (different clients, or unmaskings) until now.

    ``count`` is told again at every reading: it grows while the person goes on.
    """

    id: str
    kind: NoticeKind
    staff_id: str
    since: datetime
    at: datetime
    count: int
    review: Review | None = None
