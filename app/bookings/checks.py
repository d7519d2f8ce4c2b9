"""What is typed into a booking, as it is stored: one check a field, for the form and for the sheet alike (AP-1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from app.clients.papers import check_mobile
from app.common.errors import Refused
from app.common.values import clean_text

LONGEST_NOTE = 500
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：点时]([0-5][0-9])?分?(?::[0-5][0-9])?")
_BETWEEN = re.compile(r"[、，,;；/\n]+")


def checked_mobile(text: str) -> str:
    """The mobile as stored. Refused at ``mobile``: as ``check_mobile``, ``text.*``."""
    cleaned = clean_text(text, field="mobile", limit=40)
    try:
        return check_mobile(cleaned)
    except Refused as refused:
        raise Refused(refused.code, field="mobile", **refused.facts) from None


def checked_business(wanted: Iterable[str]) -> tuple[str, ...]:
    """Each business once. Refused: ``bookings.no_business``, ``text.*``."""
    found = tuple(dict.fromkeys(clean_text(one, field="business", limit=50) for one in wanted if one.strip()))
    if not found:
        raise Refused("bookings.no_business", field="business")
    return found


def split_business(text: str) -> tuple[str, ...]:
    """Several business of one cell: between them commas, pauses, semicolons, slashes or new lines."""
    return checked_business(_BETWEEN.split(text))


def checked_paper(text: str) -> str:
    """The number of the identity paper, blanks out; empty when not known."""
    return "".join(clean_text(text, field="paper_number", limit=32, required=False).split()).upper()


def checked_note(text: str) -> str:
    """The note, with its lines."""
    return clean_text(text, field="note", limit=LONGEST_NOTE, required=False, lines=True)


def read_time(text: str) -> time:
    """A time of day as people type it: ``9:30``, ``09：30``, ``9点``, ``14时05分``. Refused: ``bookings.time``."""
    found = _TIME.fullmatch(clean_text(text, field="time", limit=20).replace(" ", ""))
    if found is None:
        raise Refused("bookings.time", field="time")
    return time(int(found[1]), int(found[2] or 0))
