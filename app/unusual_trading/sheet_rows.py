"""The rows of a list of unusual accounts: which column is which, and what is wrong in which cell (FU-5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import clean_text
from app.gateways.sheet import SheetRow
from app.gateways.sheet_columns import Column, SheetColumns
from app.gateways.snapshot.port import RowProblem
from app.unusual_trading.domain import LONGEST_REMARK, OLDEST_DAYS, Suspicion

COLUMNS = SheetColumns({
    "account": Column(
        "资金账号或客户号", "资金账号，或本系统的客户号。", 20,
        ("资金账号", "客户号", "客户编号", "账号", "fund account", "client number"),
    ),
    "day": Column(
        "交易日期", f"异常交易发生的日期，如 2026-11-20；不晚于今天，不早于{OLDEST_DAYS}天前。", 14,
        ("日期", "发生日期", "date"),
    ),
    "suspicion": Column(
        "可疑类型", "从列表选择。", 26, ("类型", "异常类型", "嫌疑", "code"),
        choices=tuple(one.label for one in Suspicion),
    ),
    "remark": Column(
        "说明", "需要回访人员知道的情况，可不填；不要填写证件号、手机号。", 50, ("备注", "remarks"), needed=False,
    ),
})  # fmt: skip
FILE_NAME = "异常交易账户名单模板.xlsx"
_CODES = {one.value: one for one in Suspicion} | {one.label: one for one in Suspicion}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A row without a mistake in itself. ``account``: a fund account's or client's number, as typed."""

    row: int
    account: str
    on: date
    suspicion: Suspicion
    remark: str


def template() -> bytes:
    """The empty sheet as .xlsx."""
    return COLUMNS.template("名单")


def read_line(row: SheetRow, places: Mapping[str, int], today: date) -> ReadLine | list[RowProblem]:
    """A row's line, or everything that is wrong in it."""
    cells = COLUMNS.cells(row, places)
    account = cells.take("account", lambda text: clean_text(text, field="account", limit=32))
    on = cells.take("day", lambda text: _day(text, today))
    suspicion = cells.take("suspicion", _suspicion)
    remark = cells.take("remark", lambda text: clean_text(text, field="remark", limit=LONGEST_REMARK, required=False))
    if cells.problems or account is None or on is None or suspicion is None:
        return cells.problems
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
