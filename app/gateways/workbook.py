"""Workbooks (.xlsx) that leave the branch: made in memory, no text is what a spreadsheet would calculate (SE-1)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.common.clock import BRANCH_ZONE
from app.common.long_work import UNWATCHED, Watch

if TYPE_CHECKING:
    import xlsxwriter

RISKY = tuple("=+-@\t\r\n＝＋－＠")
"""What a text may not begin with: a spreadsheet would calculate it."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
"""How a workbook is opened for writing: nothing in a file beside it, nothing guessed from a text."""


EACH = 1000
"""Lines between two looks at whether a file is still wanted."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a line of headings over ``lines`` of texts, whole numbers and amounts; nothing for an empty cell.

    ``about``: label and text, above the headings; ``width``: of a column, in characters.
    """

    name: str
    heading: Sequence[str]
    lines: Iterable[Sequence[Any]]
    about: Sequence[tuple[str, str]] = ()
    width: int = 18


def safe_text(text: str) -> str:
    """``text`` as it may stand in a cell: an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(RISKY) else text


def tables(
    sheets: Sequence[Sheet], *, title: str, author: str, company: str, made_at: datetime, watch: Watch = UNWATCHED
) -> bytes:
    """The sheets as one .xlsx file that says who made it and when.

    Laying the lines down is half of the work and for the lines themselves to tell of; ``watch`` is told of the other
    half, the file: of twice as many units. Refused: ``work.cancelled``.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    created = made_at.astimezone(BRANCH_ZONE).replace(tzinfo=None)
    book.set_properties({"title": title, "author": author, "company": company, "created": created})
    for sheet in sheets:
        _watch(_write(book, sheet), watch)
    book.close()
    return target.getvalue()


def _watch(sheet: xlsxwriter.worksheet.Worksheet, watch: Watch) -> None:
    """Have the library ask, as it writes the rows of a long sheet into the file: it knows no way to be stopped."""
    write, rows = sheet._write_row, (sheet.dim_rowmax or 0) + 1
    if rows <= EACH:
        return

    def asking(row: int, *more: Any, **others: Any) -> Any:
        if row % EACH == 0:
            watch.step(rows + row, rows * 2)
        return write(row, *more, **others)

    sheet._write_row = asking


def _write(book: xlsxwriter.Workbook, made: Sheet) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(made.name)
    bold = book.add_format({"bold": True, "bg_color": "#E8ECF2", "bottom": 1})
    money = book.add_format({"num_format": "#,##0.00##"})
    top = 0
    for label, text in made.about:
        sheet.write_string(top, 0, label, bold)
        sheet.write_string(top, 1, safe_text(text))
        top += 1
    top += bool(made.about)
    for column, label in enumerate(made.heading):
        sheet.write_string(top, column, label, bold)
    sheet.set_column(0, len(made.heading) - 1, made.width)
    for place, line in enumerate(made.lines, top + 1):
        for column, value in enumerate(line):
            if isinstance(value, Decimal):
                sheet.write_number(place, column, float(value), money)
            elif isinstance(value, int):
                sheet.write_number(place, column, value)
            elif value:
                sheet.write_string(place, column, safe_text(value))
    if not made.about:
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    return sheet
