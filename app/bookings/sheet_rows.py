"""The rows of a sheet of bookings: which column is which, and what is wrong in which cell (AP-1)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from app.bookings.checks import checked_mobile, checked_note, checked_paper, read_time, split_business
from app.bookings.domain import BUSINESS, FARTHEST_DAYS, BookVisit, check_planned
from app.clients.names import check_name
from app.common.clock import BRANCH_ZONE
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import clean_text
from app.gateways.sheet import SheetRow
from app.gateways.sheet_columns import Column, SheetColumns
from app.gateways.snapshot.port import RowProblem
from app.staff.domain import StaffKind, StaffMember

COLUMNS = SheetColumns({
    "name": Column("姓名", "客户姓名，与证件一致。", 14, ("客户姓名",)),
    "mobile": Column("手机号码", "11位手机号码。", 16, ("手机", "手机号", "联系电话")),
    "day": Column(
        "预约日期", f"来访日期，如 2026-11-23；不早于今天，不超过{FARTHEST_DAYS}天。", 14, ("日期", "date"),
    ),
    "time": Column("预约时间", "来访时间，如 09:30。", 12, ("时间",)),
    "staff": Column(
        "营销人员工号", "负责该客户的营销人员工号，以员工名册为准。", 16, ("营销人员", "工号", "staff number"),
    ),
    "business": Column(
        "拟办业务", "要办理的业务；可从列表选择，多项业务之间用顿号隔开。", 26, ("业务", "办理业务"),
        choices=BUSINESS, only_these=False,
    ),
    "paper_number": Column(
        "证件号码", "证件号码，不清楚时可不填。", 24, ("身份证号", "身份证号码", "paper number"), needed=False,
    ),
    "note": Column("备注", "需要柜台知道的事项，可不填。", 36, ("说明",), needed=False),
})  # fmt: skip
FILE_NAME = "预约登记模板.xlsx"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row without a mistake: its number, and the visit it asks for."""

    number: int
    visit: BookVisit


def template() -> bytes:
    """The empty sheet as .xlsx."""
    return COLUMNS.template("预约", ("文件中含客户信息，导入后请及时删除，不要转发。",))


def read_row(
    row: SheetRow, places: Mapping[str, int], now: datetime, members: Mapping[str, StaffMember]
) -> ReadRow | list[RowProblem]:
    """The visit of a row, or everything that is wrong in it; ``members``: the register by staff number."""
    reader = COLUMNS.cells(row, places)
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
                problems.append(COLUMNS.problem(row.number, key[0], Refused("bookings.twice_in_file", row=first)))
                break
    return problems


def without(rows: list[ReadRow], problems: list[RowProblem]) -> list[ReadRow]:
    """``rows`` that have no problem."""
    wrong = {problem.row for problem in problems}
    return [dataclasses.replace(row) for row in rows if row.number not in wrong]
