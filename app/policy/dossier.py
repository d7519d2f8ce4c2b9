"""What a branch may decide of clients' dossiers (AR-1 to AR-4), as frozen values; the file is ``dossier.toml``.

Nothing here is read from a file; :mod:`app.policy.dossier_file` does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

BUSINESSES = ("opening", "opening-electronic", "transfer-left", "transfer-retained")
"""Kinds of business with a list of papers; ``opening-electronic`` comes on top for one signed on the display."""


@dataclass(frozen=True, slots=True)
class DossierPolicy:
    """The rules of the archive. Days and years as the names say.

    ``required``: business -> ids of the forms that its set must hold (AR-2). ``points``: what the first, second and
    third sending of a bad set within a year cost the sender; from the ``escalate_at``-th on, which costs the last of
    them again, it goes to the general manager. ``keeping_years``: calendar years after the account was closed (AR-4).
    ``own_work_days``: a case one took in counts as one's own work so long; ``purposes``: what papers that are not are
    usually needed for, offered where a purpose is asked, which may be another one (AR-3).
    """

    version: str
    effective: date
    required: Mapping[str, tuple[str, ...]]
    points: tuple[int, ...]
    escalate_at: int
    mending_days: int
    loan_days: int
    own_work_days: int
    keeping_years: int
    purposes: tuple[str, ...] = ()

    def points_of(self, sending: int) -> int:
        """Points for the ``sending``-th bad set (from 1) within a year: past the end of the list its last entry."""
        return self.points[min(sending, len(self.points)) - 1]
