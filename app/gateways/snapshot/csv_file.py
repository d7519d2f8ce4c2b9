"""A CSV file of the trading system, line by line; endless lines, NUL and wrong bytes are told, not swallowed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from app.common.errors import Refused
from app.gateways.snapshot.files import regular_file, system_faults
from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.port import Row

LONGEST_LINE = 65_536
"""Bytes; longer is no row of a table."""

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class CsvFile:
    """A port's source; ``mapping`` says encoding, delimiter, quotes and whether there is a heading."""

    def __init__(self, path: Path, mapping: SnapshotMapping) -> None:
        self._path = path
        self._mapping = mapping
        self._size = 0
        self._at = 0

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self._path.name

    def expected(self, read: int) -> int:
        """Rows in all, from the share of bytes that ``read`` rows took; 0 before any."""
        return read * self._size // self._at if self._at else 0

    def rows(self, columns: Sequence[str]) -> Generator[Row, None, None]:
        """See the port. Refused: ``snapshots.unreadable``, ``snapshots.encoding``, ``snapshots.columns_missing``."""
        with regular_file(self._path) as (file, self._size), system_faults():
            lines = _Lines(file, self._mapping.encoding)
            reader = csv.reader(
                lines,
                delimiter=self._mapping.delimiter,
                quoting=csv.QUOTE_MINIMAL if self._mapping.quotes else csv.QUOTE_NONE,
                strict=True,
            )
            width, pick = self._heading(reader, lines, columns)
            yield from self._records(reader, lines, width, pick)

    def _heading(
        self, reader: Iterator[list[str]], lines: _Lines, columns: Sequence[str]
    ) -> tuple[int, Callable[[list[str]], Sequence[Any]]]:
        """The number of cells in a row, and how to take ``columns`` out of one."""
        if self._mapping.header:
            try:
                names = [name.strip() for name in next(reader, [])]
            except csv.Error:
                raise Refused("snapshots.heading") from None
            if lines.fault is not None:
                raise Refused("snapshots.encoding")
        else:
            names = [str(place) for place in range(1, lines.peek_width(self._mapping) + 1)]
        return len(names), picker(names, columns)

    def _records(
        self, reader: Iterator[list[str]], lines: _Lines, width: int, pick: Callable[[list[str]], Sequence[Any]]
    ) -> Iterator[Row]:
        while True:
            number = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield number, lines.take_fault() or Refused("snapshots.row_quotes")
                continue
            self._at = lines.bytes
            if lines.fault is not None:
                yield lines.number, lines.take_fault() or Refused("snapshots.row_quotes")
            elif len(cells) == width or (len(cells) == width + 1 and not cells[-1].strip()):
                yield number, pick(cells)  # some systems end every row with one more delimiter
            elif cells:
                yield number, Refused("snapshots.row_ragged", found=len(cells), expected=width)


def picker(names: Sequence[str], columns: Sequence[str]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """Takes ``columns`` out of a row whose cells are called ``names``.

    Refused: ``snapshots.columns_missing``, ``snapshots.column_twice``.
    """
    missing = [column for column in columns if column not in names]
    if missing:
        raise Refused("snapshots.columns_missing", columns=", ".join(missing), count=len(missing))
    twice = [column for column in columns if names.count(column) > 1]
    if twice:
        raise Refused("snapshots.column_twice", columns=", ".join(twice))
    places = [names.index(column) for column in columns]
    return itemgetter(*places) if len(places) > 1 else lambda cells: [cells[places[0]]]


class _Lines:
    """The lines of a file as text. A line that cannot be read comes as an empty one, with its ``fault``."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self.number = 0
        self.bytes = 0
        self.fault: Refused | None = None
        start = file.read(len(_UTF8_MARK))
        file.seek(len(start) if start == _UTF8_MARK else 0)
        if start[:2] in _UTF16_MARKS or (start == _UTF8_MARK and encoding != "utf-8"):
            raise Refused("snapshots.encoding")

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._line()
        if not line:
            raise StopIteration
        self.number += 1
        self.bytes += len(line)
        if len(line) > LONGEST_LINE:
            return self._faulty("snapshots.row_long")
        if b"\0" in line:
            return self._faulty("snapshots.row_nul")
        try:
            return line.decode(self._encoding)
        except UnicodeDecodeError:
            return self._faulty("snapshots.row_encoding")

    def take_fault(self) -> Refused | None:
        """The fault of the lines that were read last, once."""
        fault, self.fault = self.fault, None
        return fault

    def peek_width(self, mapping: SnapshotMapping) -> int:
        """How many cells the first line has; it stays to be read. Refused: ``snapshots.encoding``."""
        at = self._file.tell()
        first = self._line()
        self._file.seek(at)
        try:
            cells = next(
                csv.reader([first.decode(self._encoding)], delimiter=mapping.delimiter, quoting=_quoting(mapping)), []
            )
        except (UnicodeDecodeError, csv.Error):
            raise Refused("snapshots.encoding") from None
        return len(cells) - 1 if cells and not cells[-1].strip() else len(cells)

    def _line(self) -> bytes:
        """The next line, at most one byte more than the longest allowed: the rest of a longer one is skipped."""
        line = self._file.readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                self.bytes += len(rest)
        return line

    def _faulty(self, code: str) -> str:
        self.fault = Refused(code)
        return "\n"


def _quoting(mapping: SnapshotMapping) -> Any:
    return csv.QUOTE_MINIMAL if mapping.quotes else csv.QUOTE_NONE
