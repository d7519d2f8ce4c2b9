"""A small table that somebody filled in by hand, read from CSV or .xlsx as plain texts (AP-1).

Nothing in it is ever worked out: a cell with a formula is told by its place, and what stands in the others is text.
Size and rows are limited before anything is unpacked or decoded.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from app.common.errors import Refused

MOST_BYTES = 5 * 1024 * 1024
"""A larger file is refused unread."""

MOST_UNPACKED = 40 * 1024 * 1024
"""An .xlsx that says to be larger than this when unpacked is refused before."""

MOST_ROWS = 2_000
"""Rows below the heading."""

MOST_COLUMNS = 60
LONGEST_CELL = 2_000
FORMULA = "\0formula"
"""Stands for a cell with a formula; no text can be it, for NUL is refused."""

_ZIP = b"PK\x03\x04"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the heading: its number as the table program shows it, and the text of each cell."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading. Rows without any text are left out; each row has a cell for every heading."""

    name: str
    heading: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    sha256: str


def read_sheet(path: Path) -> Sheet:
    """The table in a file; an .xlsx is known by its content, everything else is CSV in UTF-8 or GB18030.

    Refused: ``sheet.unreadable``, ``sheet.too_large`` (``most`` in MB), ``sheet.damaged``, ``sheet.encoding``,
    ``sheet.empty``, ``sheet.too_many_rows`` (``most``), ``sheet.too_wide`` (``most``), ``sheet.long_cell`` (``row``).
    """
    found = long_sheet(path, most_bytes=MOST_BYTES, most_rows=MOST_ROWS)
    return Sheet(found.name, found.heading, tuple(found.rows()), found.sha256)


class LongSheet:
    """A table that is read row by row, as often as is wished: only the file itself is held in memory."""

    def __init__(self, name: str, content: bytes, most_rows: int) -> None:
        from hashlib import sha256

        self.name = name
        self.sha256 = sha256(content).hexdigest()
        self._content = content
        self._most_rows = most_rows
        self.heading: tuple[str, ...] = next((cells for _, cells in self._lines()), ())
        if not self.heading:
            raise Refused("sheet.empty")

    def rows(self) -> Iterator[SheetRow]:
        """The rows below the heading, without empty ones. Refused: as :func:`read_sheet`, where it is met."""
        count = 0
        lines = self._lines()
        next(lines)
        for number, cells in lines:
            if count == self._most_rows:
                raise Refused("sheet.too_many_rows", most=self._most_rows)
            count += 1
            yield SheetRow(number, (*cells, *("",) * (len(self.heading) - len(cells))))
        if not count:
            raise Refused("sheet.empty")

    def _lines(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        content = self._content
        for number, cells in _workbook(content) if content.startswith(_ZIP) else _csv(content):
            checked = _checked(number, cells)
            if any(checked):
                yield number, checked


def long_sheet(path: Path, *, most_bytes: int, most_rows: int) -> LongSheet:
    """A table of other size. Refused: as :func:`read_sheet`; limits in bytes of the file and rows below the heading."""
    return LongSheet(path.name, _content(path, most_bytes), most_rows)


def _content(path: Path, most_bytes: int) -> bytes:
    try:
        if not path.is_file():  # a pipe would wait for ever
            raise Refused("sheet.unreadable")
        with path.open("rb") as file:
            content = file.read(most_bytes + 1)
    except (OSError, ValueError):
        raise Refused("sheet.unreadable") from None
    if len(content) > most_bytes:
        raise Refused("sheet.too_large", most=most_bytes // 1024 // 1024)
    return content


def _checked(number: int, cells: Iterable[str]) -> tuple[str, ...]:
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    if len(found) > MOST_COLUMNS:
        raise Refused("sheet.too_wide", most=MOST_COLUMNS)
    if any(len(cell) > LONGEST_CELL for cell in found):
        raise Refused("sheet.long_cell", row=number, most=LONGEST_CELL)
    # what a table program would take for a formula is one here, too: nobody's name or number begins like that
    return tuple(FORMULA if cell.startswith("=") else cell for cell in found)


def _csv(content: bytes) -> Iterator[tuple[int, Iterable[str]]]:
    if content.startswith(_UTF16):
        raise Refused("sheet.encoding")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = content.decode("gb18030")
        except UnicodeDecodeError:
            raise Refused("sheet.encoding") from None
    if "\0" in text:
        raise Refused("sheet.encoding")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # the first of them when there is none
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise Refused("sheet.damaged") from None


def _workbook(content: bytes) -> Iterator[tuple[int, Iterable[str]]]:
    """The rows of the first sheet. Values as stored: nothing is worked out, links are not followed."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Refused("sheet.too_large", most=MOST_UNPACKED // 1024 // 1024)
            if any(b"<!ENTITY" in packed.read(part) for part in packed.infolist() if part.filename.endswith(".xml")):
                raise Refused("sheet.damaged")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            for number, row in enumerate(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS + 1), 1):
                yield number, [_text(cell) for cell in row]
        finally:
            book.close()
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - a broken file makes openpyxl raise anything, and it is all the same to a person
        raise Refused("sheet.damaged") from None


def _text(cell: Any) -> str:
    if cell.data_type == "f":
        return FORMULA
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat() if isinstance(value, date) else value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\0", "\ufffd")
