"""Numbers of identity papers: what kind they are, whether they can be genuine, what is read off them (KY-1).

Own code rather than python-stdnum: that one takes births in 1800 and 2099 and knows neither residence permits nor
permanent-residence cards.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.clients.typed import DIGITS, Typed
from app.common.clock import SystemClock, branch_day
from app.common.errors import Refused


class PaperKind(StrEnum):
    """Kinds of identity papers a natural person can open an account with."""

    RESIDENT_ID = "resident-id"
    HMT_RESIDENCE_PERMIT = "hmt-residence-permit"
    PERMANENT_RESIDENCE_2017 = "permanent-residence-2017"
    PERMANENT_RESIDENCE_2023 = "permanent-residence-2023"
    HM_TRAVEL_PERMIT = "hm-travel-permit"
    TW_TRAVEL_PERMIT = "tw-travel-permit"
    PASSPORT = "passport"

    @property
    def label(self) -> str:
        """Its Chinese name, as printed on forms."""
        return _LABELS[self]


_LABELS = {
    PaperKind.RESIDENT_ID: "居民身份证",
    PaperKind.HMT_RESIDENCE_PERMIT: "港澳台居民居住证",
    PaperKind.PERMANENT_RESIDENCE_2017: "外国人永久居留身份证（2017版）",
    PaperKind.PERMANENT_RESIDENCE_2023: "外国人永久居留身份证（2023版）",
    PaperKind.HM_TRAVEL_PERMIT: "港澳居民来往内地通行证",
    PaperKind.TW_TRAVEL_PERMIT: "台湾居民来往大陆通行证",
    PaperKind.PASSPORT: "护照",
}


@dataclass(frozen=True, slots=True)
class PaperReading:
    """A number that can be genuine: as it is stored, and what it says of its holder.

    ``sex`` is 男 or 女. ``birth_date`` and ``sex`` are None where the kind of paper does not tell them.
    ``warnings`` are codes with sentences of their own.
    """

    kind: PaperKind
    number: str
    birth_date: date | None
    sex: str | None
    warnings: tuple[str, ...] = ()


EARLIEST_BIRTH = date(1900, 1, 1)

_PROVINCES = frozenset(
    f"{area}{place}" for area, places in ((1, 5), (2, 3), (3, 7), (4, 6), (6, 5)) for place in range(1, places + 1)
) | {"50", "51", "52", "53", "54"}
"""First two digits of a resident ID. Places within a province are not looked up: old codes stay on old numbers."""

_PERMIT_REGIONS = ("810000", "820000", "830000")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_LETTERS = frozenset(string.ascii_uppercase)


def read_number(number: str, kind: PaperKind | None = None, *, today: date | None = None) -> PaperReading:
    """Read the number of an identity paper; blanks, full-width characters and a small x are put right (KY-1).

    ``kind`` None: told from the number itself. ``today`` is the day at the branch, the computer's when left out.

    Refused, each with where or what it is: ``papers.empty``, ``.kind_unknown``, ``.kind_differs``, ``.character``,
    ``.length``, ``.old_id`` (15 digits), ``.x_not_last``, ``.region``, ``.permit_region``, ``.country``,
    ``.birth_month``, ``.birth_day``, ``.birth_early`` (before 1900), ``.birth_future``, ``.check_digit``,
    ``.hm_permit``, ``.tw_permit``, ``.permanent_2017``, ``.permanent_2023``, ``.passport``.
    """
    typed = Typed.of(number)
    if not typed.text:
        raise Refused("papers.empty")
    found = kind or _kind_of(typed.text)
    return _READERS[found](typed, today or branch_day(SystemClock().now()))


def check_character(body: str) -> str:
    """The check character of GB 11643 (ISO 7064 MOD 11-2) for the first 17 digits of an 18-digit number."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def _kind_of(text: str) -> PaperKind:
    """The kind a number looks like; what is long and begins with a digit is meant to be one of 18 digits."""
    if re.fullmatch(r"[HM]\d{8}(\d{2})?", text, re.ASCII):
        return PaperKind.HM_TRAVEL_PERMIT
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        return PaperKind.TW_TRAVEL_PERMIT
    if re.match(r"[A-Z]{3}", text) and len(text) == 15:
        return PaperKind.PERMANENT_RESIDENCE_2017
    if re.fullmatch(r"(?=.*[A-Z])[A-Z0-9]{5,9}", text):
        return PaperKind.PASSPORT
    if text[0] not in DIGITS:
        raise Refused("papers.kind_unknown")
    if text.startswith(_PERMIT_REGIONS):
        return PaperKind.HMT_RESIDENCE_PERMIT
    return PaperKind.PERMANENT_RESIDENCE_2023 if text[0] == "9" else PaperKind.RESIDENT_ID


def _resident_id(typed: Typed, today: date) -> PaperReading:
    if re.fullmatch(r"\d{15}", typed.text, re.ASCII):
        raise Refused("papers.old_id")
    _need_eighteen(typed)
    if typed.text.startswith(_PERMIT_REGIONS):
        raise Refused("papers.kind_differs", kind=PaperKind.HMT_RESIDENCE_PERMIT.label)
    if typed.text[0] == "9":
        raise Refused("papers.kind_differs", kind=PaperKind.PERMANENT_RESIDENCE_2023.label)
    if typed.text[:2] not in _PROVINCES:
        raise Refused("papers.region", first=typed.places[0], last=typed.places[1])
    return _read_eighteen(PaperKind.RESIDENT_ID, typed, today)


def _residence_permit(typed: Typed, today: date) -> PaperReading:
    _need_eighteen(typed)
    if not typed.text.startswith(_PERMIT_REGIONS):
        raise Refused("papers.permit_region")
    return _read_eighteen(PaperKind.HMT_RESIDENCE_PERMIT, typed, today)


def _permanent_2023(typed: Typed, today: date) -> PaperReading:
    """9, province of the first application (2), country (3, ISO numeric), birth (8), order (3), check character."""
    _need_eighteen(typed)
    if typed.text[0] != "9":
        raise Refused("papers.permanent_2023")
    if typed.text[1:3] not in _PROVINCES:
        raise Refused("papers.region", first=typed.places[1], last=typed.places[2])
    if typed.text[3:6] == "000":
        raise Refused("papers.country", first=typed.places[3], last=typed.places[5])
    return _read_eighteen(PaperKind.PERMANENT_RESIDENCE_2023, typed, today)


def _need_eighteen(typed: Typed) -> None:
    typed.need_only(DIGITS | {"X"}, "papers.character")
    if len(typed.text) != 18:
        raise Refused("papers.length", length=len(typed.text), expected=18)
    x_at = typed.text.find("X")
    if 0 <= x_at < 17:
        raise Refused("papers.x_not_last", position=typed.places[x_at])


def _read_eighteen(kind: PaperKind, typed: Typed, today: date) -> PaperReading:
    text = typed.text
    birth = _birth(int(text[6:10]), text[10:14], typed.places[6:14], today)
    expected = check_character(text[:17])
    if text[17] != expected:
        raise Refused("papers.check_digit", expected=expected, position=typed.places[17])
    return PaperReading(kind, text, birth, "男" if int(text[16]) % 2 else "女")


def _birth(year: int, month_and_day: str, places: tuple[int, ...], today: date) -> date:
    """The birth date; ``places`` are those of its digits, the last four of them month and day."""
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    if not 1 <= month <= 12:
        raise Refused("papers.birth_month", first=places[-4], last=places[-3])
    if year < EARLIEST_BIRTH.year:
        raise Refused("papers.birth_early", first=places[0], last=places[3])
    try:
        birth = date(year, month, day)
    except ValueError:
        raise Refused("papers.birth_day", first=places[-2], last=places[-1]) from None
    if birth > today:
        raise Refused("papers.birth_future", first=places[0], last=places[-1])
    return birth


def _permanent_2017(typed: Typed, today: date) -> PaperReading:
    """Country (3 letters), place of application (4), birth YYMMDD (6), order (1), check digit (1).

    How that check digit is worked out has not been published, so it is not checked and a warning says so.
    """
    text = typed.text
    typed.need_only(DIGITS | _LETTERS, "papers.character")
    if len(text) != 15:
        raise Refused("papers.length", length=len(text), expected=15)
    if not re.fullmatch(r"[A-Z]{3}\d{12}", text, re.ASCII):
        raise Refused("papers.permanent_2017")
    year = 2000 + int(text[7:9])
    places = typed.places[7:13]
    # two digits of a year: the nearest past; a holder of a hundred years and more is told by the paper itself
    try:
        birth = _birth(year, text[9:13], places, today)
    except Refused as refused:
        if refused.code not in ("papers.birth_future", "papers.birth_day"):
            raise
        birth = _birth(year - 100, text[9:13], places, today)
    return PaperReading(
        PaperKind.PERMANENT_RESIDENCE_2017, text, birth, None, ("papers.check_by_eye", "papers.birth_century")
    )


def _hm_travel_permit(typed: Typed, today: date) -> PaperReading:
    """H or M and eight digits; cards before 2013 carry two more for how often they were renewed."""
    typed.need_only(DIGITS | {"H", "M"}, "papers.hm_character")
    if not re.fullmatch(r"[HM]\d{8}(\d{2})?", typed.text, re.ASCII):
        raise Refused("papers.hm_permit", length=len(typed.text))
    return PaperReading(PaperKind.HM_TRAVEL_PERMIT, typed.text, None, None)


def _tw_travel_permit(typed: Typed, today: date) -> PaperReading:
    """Eight digits; the ten-digit booklets ran out in 2020."""
    typed.need_only(DIGITS, "papers.tw_character")
    if len(typed.text) != 8:
        raise Refused("papers.tw_permit", length=len(typed.text))
    return PaperReading(PaperKind.TW_TRAVEL_PERMIT, typed.text, None, None)


def _passport(typed: Typed, today: date) -> PaperReading:
    """Five to nine letters and digits (ICAO 9303), at least one of them a digit."""
    typed.need_only(DIGITS | _LETTERS, "papers.passport_character")
    if not 5 <= len(typed.text) <= 9 or not DIGITS & set(typed.text):
        raise Refused("papers.passport", length=len(typed.text))
    return PaperReading(PaperKind.PASSPORT, typed.text, None, None)


_READERS: dict[PaperKind, Callable[[Typed, date], PaperReading]] = {
    PaperKind.RESIDENT_ID: _resident_id,
    PaperKind.HMT_RESIDENCE_PERMIT: _residence_permit,
    PaperKind.PERMANENT_RESIDENCE_2017: _permanent_2017,
    PaperKind.PERMANENT_RESIDENCE_2023: _permanent_2023,
    PaperKind.HM_TRAVEL_PERMIT: _hm_travel_permit,
    PaperKind.TW_TRAVEL_PERMIT: _tw_travel_permit,
    PaperKind.PASSPORT: _passport,
}
