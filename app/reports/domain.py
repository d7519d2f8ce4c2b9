"""The churn report as a value, and which periods can be asked for (TO-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.common.errors import Refused
from app.reports.facts import ChurnRow, ChurnTable

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)
"""No report begins before the one nor ends after the other."""
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
    """Refuse ``reports.period_backwards``, ``.period_too_long`` (over ten years), ``.too_early``, ``.too_late``."""
    if since > until:
        raise Refused("reports.period_backwards", field="since")
    # month and day compared as they are written: the 29th of February needs no day of its own in another year
    if (until.year - since.year, until.month, until.day) >= (LONGEST_YEARS, since.month, since.day):
        raise Refused("reports.period_too_long", field="since", years=LONGEST_YEARS)
    check_day(since, "since")
    check_day(until, "until")


def check_day(day: date, field: str) -> None:
    """Refuse ``reports.too_early``, ``reports.too_late``."""
    if day < FIRST_DAY:
        raise Refused("reports.too_early", field=field)
    if day > LAST_DAY:
        raise Refused("reports.too_late", field=field)
