"""The rows of a sheet of bookings: which column is which, and what is wrong in which cell (AP-1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from app.bookings.checks import checked_mobile, checked_note, checked_paper, read_time, split_business
from app.bookings.domain import BookVisit, check_planned
from app.clients.names import check_name
from app.common.clock import BRANCH_ZONE
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import clean_text
from app.gateways.sheet import FORMULA, Sheet, SheetRow
from app.gateways.snapshot.port import RowProblem
from app.staff.domain import StaffKind, StaffMember

HEADINGS = {
    "name": "姓名",
    "mobile": "手机号码",
    "day": "预约日期",
    "time": "预约时间",
    "staff": "营销人员工号",
    "business": "拟办业务",
    "paper_number": "证件号码",
    "note": "备注",
}
"""The headings of the template, by field; the last two columns may be missing."""

NEEDED = ("name", "mobile", "day", "time", "staff", "business")

_OTHER_NAMES = {
    "name": ("客户姓名", "name"),
    "mobile": ("手机", "手机号", "联系电话", "mobile"),
    "day": ("日期", "date", "day"),
    "time": ("时间", "time"),
    "staff": ("营销人员", "工号", "staff", "staff number"),
    "business": ("业务", "办理业务", "business"),
    "paper_number": ("身份证号", "身份证号码", "paper number", "paper_number"),
    "note": ("说明", "note"),
}

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row without a mistake: its number, and the visit it asks for."""

    number: int
    visit: BookVisit


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


def read_row(
    row: SheetRow, places: Mapping[str, int], now: datetime, members: Mapping[str, StaffMember]
) -> ReadRow | list[RowProblem]:
    """The visit of a row, or everything that is wrong in it; ``members``: the register by staff number."""
    reader = _Reader(row, places)
    name = reader.take("name", check_name)
    mobile = reader.take("mobile", checked_mobile)
    day_text, _, time_text = reader.text("day").partition(" ")
    day = reader.take("day", lambda _: read_date(clean_text(day_text, field="day")))
    at = reader.take("time", lambda text: read_time(text or time_text))
    staff = reader.take("staff", lambda text: _marketer(text, members))
    business = reader.take("business", split_business)
    paper = reader.take("paper_number", checked_paper)
    note = reader.take("note", checked_note)
    planned = reader.take("day", lambda _: _planned(day, at, now)) if day and at else None
    if reader.problems or not (name and mobile and planned and staff and business):
        return reader.problems
    visit = BookVisit(
        name=name, mobile=mobile, planned_at=planned, staff_id=staff.id, business=business,
        paper_number=paper or "", note=note or "",
    )  # fmt: skip
    return ReadRow(row.number, visit)


class _Reader:
    """Takes the cells of one row; what is refused becomes a problem of its column."""

    def __init__(self, row: SheetRow, places: Mapping[str, int]) -> None:
        self._row = row
        self._places = places
        self.problems: list[RowProblem] = []

    def text(self, field: str) -> str:
        place = self._places.get(field)
        return self._row.cells[place] if place is not None else ""

    def take(self, field: str, check: Callable[[str], _Value]) -> _Value | None:
        text = self.text(field)
        try:
            if text == FORMULA:
                raise Refused("sheet.formula")
            return check(text)
        except Refused as refused:
            self.problems.append(RowProblem(self._row.number, HEADINGS[field], refused))
            return None


def _planned(day: date, at: time, now: datetime) -> datetime:
    planned = datetime.combine(day, at, BRANCH_ZONE)
    check_planned(planned, now)
    return planned


def _marketer(text: str, members: Mapping[str, StaffMember]) -> StaffMember:
    member = members.get(clean_text(text, field="staff", limit=32))
    if member is None:
        raise Refused("staff.unknown")
    if member.kind is not StaffKind.MARKETING:
        raise Refused("staff.not_marketing")
    if not member.active:
        raise Refused("staff.left")
    return member


def twice(rows: list[ReadRow]) -> list[RowProblem]:
    """Rows that ask for what an earlier row asks for: the same mobile, or the same paper, on the same day."""
    seen: dict[tuple[str, str, date], int] = {}
    problems = []
    for row in rows:
        visit = row.visit
        day = visit.planned_at.astimezone(BRANCH_ZONE).date()
        keys = [("mobile", visit.mobile, day)]
        if visit.paper_number:
            keys.append(("paper_number", visit.paper_number, day))
        for key in keys:
            first = seen.setdefault(key, row.number)
            if first != row.number:
                problems.append(RowProblem(row.number, HEADINGS[key[0]], Refused("bookings.twice_in_file", row=first)))
                break
    return problems


def without(rows: list[ReadRow], problems: list[RowProblem]) -> list[ReadRow]:
    """``rows`` that have no problem."""
    wrong = {problem.row for problem in problems}
    return [dataclasses.replace(row) for row in rows if row.number not in wrong]
