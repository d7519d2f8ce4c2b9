"""The rows of a list of unusual accounts: which column is which, and what is wrong in which cell (FU-5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import clean_text
from app.gateways.sheet import FORMULA, Sheet, SheetRow
from app.gateways.snapshot.port import RowProblem
from app.unusual_trading.domain import LONGEST_REMARK, OLDEST_DAYS, Suspicion

HEADINGS = {"account": "资金账号或客户号", "day": "交易日期", "suspicion": "可疑类型", "remark": "说明"}
"""The headings of the template, by field; the last column may be missing."""
NEEDED = ("account", "day", "suspicion")
_OTHER_NAMES = {
    "account": ("资金账号", "客户号", "客户编号", "账号", "fund account", "client number", "account"),
    "day": ("日期", "发生日期", "date", "day"),
    "suspicion": ("类型", "异常类型", "嫌疑", "suspicion", "code"),
    "remark": ("备注", "remarks", "remark"),
}
_CODES = {one.value: one for one in Suspicion} | {one.label: one for one in Suspicion}

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A row without a mistake in itself. ``account``: a fund account's or client's number, as typed."""

    row: int
    account: str
    on: date
    suspicion: Suspicion
    remark: str


def columns_of(sheet: Sheet) -> dict[str, int]:
    """The place of each field's column. Refused: ``sheet.columns_missing``, ``sheet.column_twice``."""
    known = {name.lower(): field for field, title in HEADINGS.items() for name in (title, field, *_OTHER_NAMES[field])}
    places: dict[str, int] = {}
    for place, heading in enumerate(sheet.heading):
        field = known.get(" ".join(heading.lower().replace("*", "").split()))
        if field is None:
            continue
        if field in places:
            raise Refused("sheet.column_twice", columns=HEADINGS[field])
        places[field] = place
    missing = [HEADINGS[field] for field in NEEDED if field not in places]
    if missing:
        raise Refused("sheet.columns_missing", columns="、".join(missing))
    return places


def read_line(row: SheetRow, places: Mapping[str, int], today: date) -> ReadLine | list[RowProblem]:
    """A row's line, or everything that is wrong in it."""
    problems: list[RowProblem] = []

    def take(field: str, check: Callable[[str], _Value]) -> _Value | None:
        place = places.get(field)
        text = row.cells[place] if place is not None else ""
        try:
            if text == FORMULA:
                raise Refused("sheet.formula")
            return check(text)
        except Refused as refused:
            problems.append(RowProblem(row.number, HEADINGS[field], refused))
            return None

    account = take("account", lambda text: clean_text(text, field="account", limit=32))
    on = take("day", lambda text: _day(text, today))
    suspicion = take("suspicion", _suspicion)
    remark = take("remark", lambda text: clean_text(text, field="remark", limit=LONGEST_REMARK, required=False))
    if problems or account is None or on is None or suspicion is None:
        return problems
    return ReadLine(row.number, account, on, suspicion, remark or "")


def _day(text: str, today: date) -> date:
    day = read_date(clean_text(text, field="day"))
    if day > today:
        raise Refused("unusual.day_to_come")
    if day < today - timedelta(days=OLDEST_DAYS):
        raise Refused("unusual.day_too_old", days=OLDEST_DAYS)
    return day


def _suspicion(text: str) -> Suspicion:
    found = _CODES.get(clean_text(text, field="suspicion", limit=40).lower())
    if found is None:
        raise Refused("unusual.suspicion", allowed="、".join(one.label for one in Suspicion))
    return found
