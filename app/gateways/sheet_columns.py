"""The columns of a sheet that people fill in: how a heading finds its field, how cells are taken, the empty sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.common.errors import Refused
from app.gateways.sheet import FORMULA, MOST_ROWS, LongSheet, Sheet, SheetRow
from app.gateways.snapshot.port import RowProblem

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading in the template, with width (characters) and help there, and ``others`` that mean it.

    ``needed``: a sheet without it is refused. ``choices``: offered in the template; with ``only_these`` no other text
    can be typed there.
    """

    heading: str
    help: str
    width: int
    others: tuple[str, ...] = ()
    needed: bool = True
    choices: tuple[str, ...] = ()
    only_these: bool = True


class SheetColumns:
    """All columns of one kind of sheet, by field, in the template's order."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self._columns = dict(columns)
        self._known = {
            name.lower(): field
            for field, column in columns.items() for name in (column.heading, field, *column.others)
        }  # fmt: skip

    @property
    def headings(self) -> tuple[str, ...]:
        """As the template has them."""
        return tuple(column.heading for column in self._columns.values())

    def heading(self, field: str) -> str:
        """What the column of ``field`` is called to people."""
        return self._columns[field].heading

    def places(self, sheet: Sheet | LongSheet) -> dict[str, int]:
        """The place of each field's column. Refused: ``sheet.columns_missing``, ``sheet.column_twice``."""
        places: dict[str, int] = {}
        for place, heading in enumerate(sheet.heading):
            field = self._known.get(" ".join(heading.lower().replace("*", "").split()))
            if field is None:
                continue
            if field in places:
                raise Refused("sheet.column_twice", columns=self.heading(field))
            places[field] = place
        missing = [one.heading for field, one in self._columns.items() if one.needed and field not in places]
        if missing:
            raise Refused("sheet.columns_missing", columns="、".join(missing))
        return places

    def problem(self, row: int, field: str, refused: Refused) -> RowProblem:
        """A mistake in the cell of ``field``."""
        return RowProblem(row, self.heading(field), refused)

    def cells(self, row: SheetRow, places: Mapping[str, int]) -> Cells:
        """The cells of a row, to be taken one after the other."""
        return Cells(self, row, places)

    def template(self, name: str, closing: Sequence[str] = (), *, most_rows: int = MOST_ROWS) -> bytes:
        """The empty sheet as .xlsx: headings, columns of text, choices; a second sheet of help ends with ``closing``.

        ``most_rows``: so many are taken, as the help says. It holds no formula and nothing about anybody.
        """
        import xlsxwriter

        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
            head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "num_format": "@"})
            text = book.add_format({"num_format": "@"})  # or a table program makes figures of numbers and of dates
            wrapped = book.add_format({"text_wrap": True, "valign": "top"})
            sheet, told = book.add_worksheet(name), book.add_worksheet("填写说明")
            sheet.freeze_panes(1, 0)
            told.set_column(0, 0, 20)
            told.set_column(1, 1, 70)
            for place, column in enumerate(self._columns.values()):
                sheet.set_column(place, place, column.width, text)
                sheet.write_string(0, place, column.heading + ("*" if column.needed else ""), head)
                if column.choices:
                    offered = {"validate": "list", "source": list(column.choices)}
                    warned = {} if column.only_these else {"error_type": "warning"}
                    sheet.data_validation(1, place, most_rows, place, {**offered, **warned})
                told.write_string(place, 0, column.heading + ("（必填）" if column.needed else ""), wrapped)
                told.write_string(place, 1, column.help, wrapped)
            last = f"每个文件最多{most_rows}行。请直接填写内容，不要使用公式。"
            for place, line in enumerate((last, *closing), len(self._columns) + 1):
                told.write_string(place, 1, line, wrapped)
        return target.getvalue()


class Cells:
    """The cells of one row; what is refused becomes a problem of its column."""

    def __init__(self, columns: SheetColumns, row: SheetRow, places: Mapping[str, int]) -> None:
        self._columns = columns
        self._row = row
        self._places = places
        self.problems: list[RowProblem] = []

    def text(self, field: str) -> str:
        """What stands in the cell; empty when the column is missing."""
        place = self._places.get(field)
        return self._row.cells[place] if place is not None else ""

    def take(self, field: str, check: Callable[[str], _Value]) -> _Value | None:
        """What ``check`` makes of the cell; None when it refused, or the cell holds a formula (``sheet.formula``)."""
        text = self.text(field)
        try:
            if text == FORMULA:
                raise Refused("sheet.formula")
            return check(text)
        except Refused as refused:
            self.problems.append(self._columns.problem(self._row.number, field, refused))
            return None
