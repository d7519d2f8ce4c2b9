"""The churn report as a value, and which periods can be asked for (TO-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.common.errors import Refused
from app.reports.facts import ChurnRow, ChurnTable

LONGEST_YEARS = 10
"""A report over more years than this is refused."""


@dataclass(frozen=True, slots=True)
class ChurnReport:
    """Requests taken in from ``since`` to ``until`` (branch days, both included), by every breakdown.

    The rows of each table add up to ``total``. Of ``requests``, those that are neither left nor retained nor open were
    taken back by the client or turned away (:func:`withdrawn`).
    """

    since: date
    until: date
    total: ChurnRow
    tables: tuple[ChurnTable, ...]


def withdrawn(row: ChurnRow) -> int:
    """Requests that the client took back, or that were turned away at intake: asked, but neither left nor kept."""
    return row.requests - row.left - row.retained - row.open


def rate(row: ChurnRow) -> float | None:
    """Share of those retained among those who left or were retained, 0 to 1; None while nobody is either."""
    ended = row.left + row.retained
    return row.retained / ended if ended else None


def check_period(since: date, until: date) -> None:
    """Refuse ``reports.period_backwards``, and ``reports.period_too_long`` for more than ten years."""
    if since > until:
        raise Refused("reports.period_backwards", field="since")
    # month and day compared as they are written: the 29th of February needs no day of its own in another year
    if (until.year - since.year, until.month, until.day) >= (LONGEST_YEARS, since.month, since.day):
        raise Refused("reports.period_too_long", field="since", years=LONGEST_YEARS)
