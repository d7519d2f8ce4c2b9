"""From when until when an identity paper is good, and whether that fits its kind and its holder's age (KY-1)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from app.clients.paper_numbers import PaperKind
from app.common.errors import Refused

LONG_TERM_AGE = 46
"""From this age on a resident ID is issued for life (Law on Resident Identity Cards, art. 5)."""


def age_on(birth: date, day: date) -> int:
    """Whole years of age on ``day``; who was born on 29 February is a year older on 1 March of a common year.

    Negative when ``day`` is before the birth.
    """
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_older(birth: date, day: date, from_age: int, *, institution: bool = False) -> bool:
    """Whether a person has reached the policy's age (KY-5); an institution's day of establishment is no birth."""
    return not institution and age_on(birth, day) >= from_age


class PaperStanding(StrEnum):
    """How a registered client's paper stands today (KY-1): looked at at every contact."""

    VALID = "valid"
    SOON = "soon"
    EXPIRED = "expired"


def standing_of(until: date | None, today: date, warn_days: int) -> PaperStanding:
    """Whether a paper good until and on ``until`` (None: for life) has expired, or does within ``warn_days``."""
    if until is None:
        return PaperStanding.VALID
    if until < today:
        return PaperStanding.EXPIRED
    return PaperStanding.SOON if (until - today).days <= warn_days else PaperStanding.VALID


def need_unexpired(until: date | None, today: date) -> None:
    """Refuse ``papers.renew_first`` when a registered client's paper has expired: business stops, renewal goes first.

    Every case of a registered client that needs a valid paper calls this, when it begins and when it closes (KY-1).
    """
    if standing_of(until, today, 0) is PaperStanding.EXPIRED:
        raise Refused("papers.renew_first")


def check_validity(
    kind: PaperKind, issued: date, until: date | None, birth_date: date | None, today: date, warn_days: int
) -> tuple[str, ...]:
    """Whether the paper is good on ``today``, and codes of warnings; ``until`` None: long-term, last day included.

    Refused: ``papers.issued_before_birth``, ``.until_before_issued``, ``.not_yet_valid``, ``.expired``,
    ``.until_missing`` (only a resident ID of a holder of 46 or more is long-term), ``.term`` (the years do not fit
    the holder's age at issue; ``years`` says which would). Warns: ``papers.expires_soon`` from ``warn_days`` before.
    """
    if birth_date is not None and issued < birth_date:
        raise Refused("papers.issued_before_birth", field="paper_from")
    if until is not None and until <= issued:
        raise Refused("papers.until_before_issued", field="paper_until")
    if issued > today:
        raise Refused("papers.not_yet_valid", field="paper_from")
    if until is not None and until < today:
        raise Refused("papers.expired", field="paper_until")
    if until is None and kind is not PaperKind.RESIDENT_ID:
        raise Refused("papers.until_missing", field="paper_until")
    if birth_date is not None:
        _check_term(kind, issued, until, age_on(birth_date, issued))
    soon = until is not None and (until - today).days <= warn_days
    return ("papers.expires_soon",) if soon else ()


def _check_term(kind: PaperKind, issued: date, until: date | None, age: int) -> None:
    if kind is PaperKind.RESIDENT_ID:
        if age >= LONG_TERM_AGE:
            if until is not None:
                raise Refused("papers.term_long", field="paper_until")
            return
        if until is None:
            raise Refused("papers.until_missing", field="paper_until")
    years = _years(kind, age)
    if years is not None and until is not None and until not in _last_days(kind, issued, years):
        raise Refused("papers.term", field="paper_until", years=years)


def _years(kind: PaperKind, age: int) -> int | None:
    """For how many years the kind is issued at this age; None: it differs by the issuing country."""
    if kind is PaperKind.RESIDENT_ID:
        return 5 if age < 16 else 10 if age < 26 else 20
    if kind in (PaperKind.HMT_RESIDENCE_PERMIT, PaperKind.TW_TRAVEL_PERMIT):
        return 5
    if kind is PaperKind.PASSPORT:
        return None
    return 5 if age < 18 else 10


def _last_days(kind: PaperKind, issued: date, years: int) -> set[date]:
    """The days that may be printed as the end of a term: the same day of the year, or the day before at the border.

    A term from 29 February ends on 28 February or 1 March of a common year.
    """
    try:
        same_day = {issued.replace(year=issued.year + years)}
    except ValueError:
        same_day = {date(issued.year + years, 2, 28), date(issued.year + years, 3, 1)}
    if kind is PaperKind.RESIDENT_ID:
        return same_day
    return same_day | {day - timedelta(days=1) for day in same_day}
