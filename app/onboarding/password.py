"""The counter password that only the client sets (OP-5): what makes it too weak.

Nothing in here logs, and no refusal says more of the password than the kind of its weakness.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from app.common.errors import Refused

_ALLOWED = frozenset("0123456789")
_PART = 6
"""A run of this many digits found in the ID or mobile number counts as a part of it; so does the whole password."""


def check_password(digits: str, *, length: int, birth_date: date | None, paper_number: str, mobile: str) -> None:
    """Refuse a password that somebody could guess who knows the client, or who tries the usual ones (OP-5).

    ``birth_date`` None and empty numbers: not known, not compared. ``length`` in digits, from the policy.
    Refused, all at field ``password``: ``password.not_digits``, ``.length``, ``.repeats`` (111111, 112233, 121212,
    123123, 111222), ``.run`` (123456, 987654), ``.birth_date``, ``.paper_number``, ``.mobile``.
    """
    if not set(digits) <= _ALLOWED:
        raise Refused("password.not_digits", field="password")
    if len(digits) != length:
        raise Refused("password.length", field="password", length=length)
    if _repeats(digits):
        raise Refused("password.repeats", field="password")
    if _runs(digits):
        raise Refused("password.run", field="password")
    if birth_date is not None and _tells_birth(digits, birth_date):
        raise Refused("password.birth_date", field="password")
    if _is_part(digits, paper_number):
        raise Refused("password.paper_number", field="password")
    if _is_part(digits, mobile):
        raise Refused("password.mobile", field="password")


def _repeats(digits: str) -> bool:
    """A block over and over (121212), or nothing but blocks of one digit (112233, 111222), or two digits only."""
    return (
        re.fullmatch(r"(\d+?)\1+", digits) is not None
        or re.fullmatch(r"(?:(\d)\1+)+", digits) is not None
        or len(set(digits)) <= 2
    )


def _runs(digits: str) -> bool:
    """Up or down by one all along, 9 and 0 being neighbours (678901); or two halves that each are (123321)."""
    half = len(digits) // 2
    halves = (digits[:half], digits[half:])
    return _is_run(digits) or (half > 2 and all(_is_run(part) for part in halves))


def _is_run(digits: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return steps in ({1}, {9})


def _tells_birth(digits: str, birth: date) -> bool:
    """Year, month and day in any usual order with four- or two-digit years, and parts of that."""
    year, short, month, day = f"{birth:%Y}", f"{birth:%y}", f"{birth:%m}", f"{birth:%d}"
    # with four digits of the year: what is within them, such as YYMMDD or YYYYMM, counts as well
    orders = {
        year + month + day, day + month + year, month + day + year, year + day + month, day + month + short,
        month + day + short, month + day + month + day, year + year, month + day + short + short,
    }  # fmt: skip
    if any(digits in order or order in digits for order in orders):
        return True
    # without leading zeros: 4 May 1990 as 199054 or 541990
    bare = {f"{year}{birth.month}{birth.day}", f"{birth.day}{birth.month}{year}", f"{birth.month}{birth.day}{year}"}
    return any(digits in text or text in digits for text in bare)


def _is_part(digits: str, number: str) -> bool:
    """Any six digits in a row of the password stand in ``number``, forwards or backwards."""
    known = "".join(character for character in number if character in _ALLOWED)
    parts = {digits[start : start + _PART] for start in range(max(1, len(digits) - _PART + 1))}
    return any(part in known or part in known[::-1] for part in parts)
