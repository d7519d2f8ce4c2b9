"""What a snapshot is, apart from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """The snapshot in force. ``source``: the file's name without its folder, or the view's; ``rows``: its accounts."""

    id: str
    taken_at: datetime
    imported_at: datetime
    rows: int
    source: str

    def age(self, now: datetime) -> timedelta:
        """How long ago the trading system saw this; never below nought, whatever its clock says (TO-2)."""
        return max(now - self.taken_at, timedelta(0))
