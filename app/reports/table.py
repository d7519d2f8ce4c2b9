"""What a report gives: columns, rows that are streamed, sums, sometimes a chart. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.common.clock import branch_time
from app.common.values import mask_account, mask_mobile, mask_paper

Cell = str | int | Decimal | date | datetime | None
Row = Sequence[Cell]

MOST_SHOWN = 1_000
"""Rows on the screen; a file has all of them."""
MOST_PRINTED = 2_000
"""Rows on paper; it says how many more there are."""
MOST_IN_BOOK = 1_000_000
"""Rows of a workbook: a sheet takes no more."""


class Kind(StrEnum):
    """What a column holds, which decides how it is written and whether it is masked."""

    TEXT = "text"
    COUNT = "count"  # a whole number, set flush right
    MONEY = "money"  # yuan, two digits
    SHARE = "share"  # a Decimal from 0 to 1, written as a percentage
    DAY = "day"
    MOMENT = "moment"
    PAPER = "paper"  # the number of an identity paper: personal
    MOBILE = "mobile"  # a telephone number: personal
    ACCOUNT = "account"  # a bank account: personal

    @property
    def right(self) -> bool:
        """Whether it is a figure, set flush right."""
        return self in (Kind.COUNT, Kind.MONEY, Kind.SHARE)

    @property
    def personal(self) -> bool:
        """Whether it is masked unless somebody may see it and says what for (SE-1)."""
        return self in _MASKS


_MASKS: dict[Kind, Callable[[str], str]] = {
    Kind.PAPER: mask_paper, Kind.MOBILE: mask_mobile, Kind.ACCOUNT: mask_account,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``title`` is on paper and in files, ``english`` on an English screen.

    ``width``: its share of the page, against those of its neighbours. ``total``: it is summed up by the database.
    ``show``: what becomes of a value as it lies in the database (a code's label, fen as yuan).
    """

    title: str
    english: str
    kind: Kind = Kind.TEXT
    width: float = 1.0
    total: bool = False
    show: Callable[[object], Cell] | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; its parts in the order of the chart's names, none below nought."""

    label: str
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one to three parts each, as they are drawn on the screen and on paper."""

    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a report found. ``rows`` can be read once, inside the transaction that made it; ``count``: how many.

    ``totals``: a cell for each column, None where nothing is summed; empty when there are none. ``note``: what a
    reader has to know to read it right, in Chinese.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    count: int
    totals: tuple[Cell, ...] = ()
    chart: Chart | None = None
    note: str = ""


def masked(columns: Sequence[Column], row: Row) -> tuple[Cell, ...]:
    """``row`` with its personal columns masked (SE-1)."""
    return tuple(
        _MASKS[column.kind](str(cell)) if cell and column.kind in _MASKS else cell
        for column, cell in zip(columns, row, strict=True)
    )


def written(kind: Kind, cell: Cell) -> str:
    """A cell as it stands on the screen, on paper and in a text file; nothing for None."""
    if cell is None:
        text = ""
    elif isinstance(cell, datetime):
        text = branch_time(cell)
    elif isinstance(cell, date):
        text = cell.isoformat()
    elif kind is Kind.SHARE:
        text = f"{cell:.1%}" if isinstance(cell, Decimal | int) else str(cell)
    elif kind is Kind.MONEY and isinstance(cell, Decimal | int):
        text = f"{cell:,.2f}"
    else:
        text = str(cell)
    return text
