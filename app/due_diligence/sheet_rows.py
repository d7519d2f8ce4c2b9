"""The rows of a watch list: which column is which, and what is wrong in which cell (KY-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence.domain import Entry
from app.due_diligence.naming import forms, plain_number
from app.gateways.sheet import LONGEST_CELL, SheetRow
from app.gateways.sheet_columns import Column, SheetColumns
from app.gateways.snapshot.port import RowProblem

MOST_ROWS = 1_500_000
LONGEST_NAME = 200
LONGEST_NUMBER = 40

COLUMNS = SheetColumns({
    "name": Column("姓名或名称", "名单上的姓名或名称，每行一个。", 30, ("姓名", "名称")),
    "number": Column(
        "证件号码", f"证件号码，不超过{LONGEST_NUMBER}个字符，不清楚时可不填。", 24, ("证件号", "id number"),
        needed=False,
    ),
    "remark": Column("备注", "需要合规人员知道的情况，可不填。", 40, ("说明",), needed=False),
})  # fmt: skip
FILE_NAME = "监控名单模板.xlsx"


def template() -> bytes:
    """The empty sheet as .xlsx."""
    return COLUMNS.template("名单", most_rows=MOST_ROWS)


def read_entry(row: SheetRow, places: Mapping[str, int]) -> Entry | list[RowProblem]:
    """A row's entry, its texts as they stand in the file, or everything that is wrong in it."""
    cells = COLUMNS.cells(row, places)
    name = cells.take("name", _name)
    number = cells.take("number", _number)
    remark = cells.take("remark", _plain)
    if cells.problems or name is None or number is None or remark is None:
        return cells.problems
    return Entry(row.number, name, number, remark)


def _plain(text: str) -> str:
    clean_text(text, field="text", limit=LONGEST_CELL, required=False)
    return text


def _name(text: str) -> str:
    _plain(text)
    if not forms(text):
        raise Refused("screening.name_missing")
    if len(text) > LONGEST_NAME:
        raise Refused("screening.name_long", most=LONGEST_NAME)
    return text


def _number(text: str) -> str:
    _plain(text)
    if text and not 0 < len(plain_number(text)) <= LONGEST_NUMBER:
        raise Refused("screening.number_format", most=LONGEST_NUMBER)
    return text
