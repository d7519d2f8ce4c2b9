"""Somebody who has something open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BEAT = timedelta(seconds=30)
"""So often a window says that it still has something open."""
FADES = timedelta(seconds=95)
"""Who has not said so for this long (three beats missed) is taken to have gone: a program that was killed."""


class Subject(StrEnum):
    """What can be open in more than one window."""

    CLIENT = "client"
    OPENING = "opening"
    TRANSFER = "transfer"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Present:
    """A member of staff with the subject open at a station since a moment."""

    staff_id: str
    name: str
    station: str
    since: datetime
