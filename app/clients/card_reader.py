"""What an ID reader types: a keyboard-wedge reader sends one line and Enter, and that line fills all fields (KY-1).

The line has nine fields between ``|``::

    姓名|性别|民族|出生YYYYMMDD|住址|号码|签发机关|起YYYYMMDD|止YYYYMMDD或长期
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.clients.paper_numbers import PaperKind, read_number
from app.clients.typed import fold
from app.common.errors import Refused
from app.common.values import clean_text

FIELDS = ("姓名", "性别", "民族", "出生", "住址", "号码", "签发机关", "有效期起", "有效期止")
_BAR = re.compile("[|｜]")
_LIMITS = {"姓名": 50, "民族": 20, "住址": 120, "签发机关": 60}


@dataclass(frozen=True, slots=True)
class CardFields:
    """What is on the card. ``ethnicity`` as in the list (汉族), empty on papers without; ``until`` None: long-term."""

    name: str
    sex: str
    ethnicity: str
    birth_date: date
    address: str
    kind: PaperKind
    number: str
    issuer: str
    issued: date
    until: date | None


def is_card_burst(text: str) -> bool:
    """Whether a typed line is meant to be from an ID reader: it has the eight bars, which no name or number has."""
    return len(_BAR.findall(text)) == len(FIELDS) - 1


def parse_card_burst(text: str, *, today: date | None = None) -> CardFields:
    """The fields of a reader's line; the Enter at its end may be there or not. ``today``: see ``read_number``.

    Whether the card is still good is not looked at here (``check_validity``).
    Refused: ``papers.card_format`` with ``reason`` and ``reason_zh`` (number of fields, which field is wrong), and
    what :func:`read_number` refuses. The number's birth date and sex must agree with those typed.
    """
    # names and addresses stay as they are on the card; only numbers and dates are folded, where they are read
    parts = [part.strip() for part in _BAR.split(text.strip())]
    if len(parts) != len(FIELDS):
        raise _wrong(f"{len(parts)} fields instead of {len(FIELDS)}", f"应有 {len(FIELDS)} 项，实为 {len(parts)} 项")
    field = dict(zip(FIELDS, parts, strict=True))
    reading = read_number(field["号码"], today=today)
    if field["性别"] not in ("男", "女"):
        raise _bad_field("性别")
    birth = _day("出生", field["出生"])
    issued = _day("有效期起", field["有效期起"])
    until = None if field["有效期止"] == "长期" else _day("有效期止", field["有效期止"])
    if reading.birth_date not in (None, birth):
        raise _wrong("the birth date differs from the number", "出生日期与证件号码不一致")
    if reading.sex not in (None, field["性别"]):
        raise _wrong("the sex differs from the number", "性别与证件号码不一致")
    return CardFields(
        name=_text("姓名", field), sex=field["性别"], ethnicity=_ethnicity(field, reading.kind), birth_date=birth,
        address=_text("住址", field), kind=reading.kind, number=reading.number, issuer=_text("签发机关", field),
        issued=issued, until=until,
    )  # fmt: skip


def _ethnicity(field: dict[str, str], kind: PaperKind) -> str:
    """汉 becomes 汉族, as in the code list; only a resident ID must have one."""
    if not field["民族"] and kind is not PaperKind.RESIDENT_ID:
        return ""
    name = _text("民族", field)
    return name if name.endswith("族") else f"{name}族"


def _text(name: str, field: dict[str, str]) -> str:
    try:
        return clean_text(field[name], field=name, limit=_LIMITS[name])
    except Refused:
        raise _bad_field(name) from None


def _day(name: str, typed: str) -> date:
    text = fold(typed)
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        raise _bad_field(name)
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise _bad_field(name) from None


def _bad_field(name: str) -> Refused:
    place = FIELDS.index(name) + 1
    return _wrong(f"field {place} ({name}) cannot be read", f"第 {place} 项（{name}）无法识别")


def _wrong(reason: str, reason_zh: str) -> Refused:
    return Refused("papers.card_format", reason=reason, reason_zh=reason_zh)
