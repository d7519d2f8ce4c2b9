"""A DBF file (dBASE III to FoxPro) of the trading system, read in blocks of records.

Our own reader: the library for it reads 11,000 records a second and makes binary fractions of money
(docs/decisions/0012-own-dbf-reader.md). Only what is mapped is looked at; memo fields never are.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from app.common.errors import Refused
from app.gateways.snapshot.csv_file import picker
from app.gateways.snapshot.files import regular_file, system_faults
from app.gateways.snapshot.mapping import SnapshotMapping
from app.gateways.snapshot.port import Row

_VERSIONS = frozenset({0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8C, 0xCB, 0xF5, 0xFB})
_HEAD = struct.Struct("<BxxxIHH20x")
_FIELD = struct.Struct("<11sc4xBB14x")
_HEADER_END = 0x0D
_LIVE, _DELETED = b" ", b"*"
_END_MARK = b"\x1a"
_BLOCK = 1 << 20
_MOST_FIELDS = 2_046
_JULIAN_1970 = 2_440_588

Decode = Callable[[bytes], Any]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    kind: str
    length: int


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the records begin, how many there are and how long each is (with its deletion mark), and its fields."""

    start: int
    records: int
    length: int
    fields: tuple[_Field, ...]


class DbfFile:
    """A port's source; ``mapping`` says the encoding, whatever the file's own code page mark says (it often lies)."""

    def __init__(self, path: Path, mapping: SnapshotMapping) -> None:
        self._path = path
        self._encoding = mapping.encoding
        self._records = 0

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self._path.name

    def expected(self, read: int) -> int:
        """Records in all, deleted ones with them, as the header says."""
        return max(self._records, read)

    def rows(self, columns: Sequence[str]) -> Generator[Row, None, None]:
        """See the port; deleted records come as None.

        Refused: ``snapshots.unreadable``, ``snapshots.dbf_header``, ``snapshots.dbf_truncated`` (fewer bytes than the
        header says), ``snapshots.dbf_longer`` (more: it is still being written), ``snapshots.dbf_type``,
        ``snapshots.columns_missing``.
        """
        with regular_file(self._path) as (file, size), system_faults():
            layout = _layout(file, self._encoding)
            self._records = layout.records
            _check_size(file, layout, size)
            pick = picker([field.name for field in layout.fields], columns)
            wanted = set(columns)
            unpack, decoders = _plan(layout, wanted, self._encoding)
            # what is not looked at is not there in the unpacked record: pick from the fields that are
            pick = picker([field.name for field in layout.fields if field.name in wanted], columns)
            yield from _records(file, layout, unpack, decoders, pick)


def _layout(file: BinaryIO, encoding: str) -> _Layout:
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise Refused("snapshots.dbf_header")
    version, records, start, length = _HEAD.unpack(head)
    if version not in _VERSIONS:
        raise Refused("snapshots.dbf_header")
    fields: list[_Field] = []
    while (mark := file.read(1)) and mark[0] != _HEADER_END:
        raw = mark + file.read(_FIELD.size - 1)
        if len(raw) < _FIELD.size or len(fields) >= _MOST_FIELDS:
            raise Refused("snapshots.dbf_header")
        fields.append(_field(raw, encoding))
    ends = file.tell()
    # the lengths have to agree with one another: a header of noise hardly ever does
    if not mark or not fields or not ends <= start <= ends + 512 or length != 1 + sum(field.length for field in fields):
        raise Refused("snapshots.dbf_header")
    return _Layout(start, records, length, tuple(fields))


def _field(raw: bytes, encoding: str) -> _Field:
    name, kind, length, decimals = _FIELD.unpack(raw)
    try:
        text = name.split(b"\0", 1)[0].decode(encoding).strip()
    except UnicodeDecodeError:
        raise Refused("snapshots.encoding") from None
    if not text or not (kind.isalnum() or kind in b"+@"):
        raise Refused("snapshots.dbf_header")
    # texts longer than 255 bytes keep the higher byte of their length where numbers keep their decimals
    return _Field(text, kind.decode("ascii"), length + 256 * decimals if kind == b"C" else length)


def _check_size(file: BinaryIO, layout: _Layout, size: int) -> None:
    ends = layout.start + layout.records * layout.length
    if size < ends:
        there = max(size - layout.start, 0) // layout.length
        raise Refused("snapshots.dbf_truncated", expected=layout.records, found=there)
    if size - ends >= layout.length:
        file.seek(ends)
        if file.read(1) != _END_MARK:
            raise Refused("snapshots.dbf_longer", expected=layout.records)
    file.seek(layout.start)


def _plan(layout: _Layout, wanted: set[str], encoding: str) -> tuple[struct.Struct, list[Decode]]:
    """How to take a record apart into its mark and the wanted fields, and how to read each of these."""
    form, decoders = "<c", []
    for field in layout.fields:
        if field.name in wanted:
            form += f"{field.length}s"
            decoders.append(_decoder(field, encoding))
        else:
            form += f"{field.length}x"
    return struct.Struct(form), decoders


def _decoder(field: _Field, encoding: str) -> Decode:
    match field.kind, field.length:
        case "C", _:
            return lambda raw: raw.decode(encoding).rstrip("\0 ")
        case "N" | "F" | "D", _:
            return lambda raw: raw.decode("ascii").strip("\0 ")
        case "L", 1:
            return lambda raw: "" if raw in b"? \0" else raw.decode("ascii")
        case "I", 4:
            return lambda raw: int.from_bytes(raw, "little", signed=True)
        case "Y", 8:
            return lambda raw: Decimal(int.from_bytes(raw, "little", signed=True)).scaleb(-4)
        case "T", 8:
            return _day_of_moment
    raise Refused("snapshots.dbf_type", column=field.name, type=field.kind)


def _day_of_moment(raw: bytes) -> date | None:
    day = int.from_bytes(raw[:4], "little")
    if not day or raw == b" " * 8:
        return None
    try:
        return date(1970, 1, 1) + timedelta(days=day - _JULIAN_1970)
    except OverflowError:
        raise Refused("snapshots.not_text") from None


def _records(
    file: BinaryIO,
    layout: _Layout,
    record: struct.Struct,
    decoders: list[Decode],
    pick: Callable[[Sequence[Any]], Sequence[Any]],
) -> Iterator[Row]:
    a_block = max(1, _BLOCK // layout.length)
    number = 0
    while number < layout.records:
        block = file.read(layout.length * min(a_block, layout.records - number))
        if not block or len(block) % layout.length:
            raise Refused("snapshots.dbf_truncated", expected=layout.records, found=number)
        for mark, *cells in record.iter_unpack(block):
            number += 1
            if mark == _LIVE:
                yield number, _read(cells, decoders, pick)
            else:
                yield number, None if mark == _DELETED else Refused("snapshots.dbf_mark")


def _read(
    cells: list[bytes], decoders: list[Decode], pick: Callable[[Sequence[Any]], Sequence[Any]]
) -> Sequence[Any] | Refused:
    try:
        return pick([decode(raw) for decode, raw in zip(decoders, cells, strict=True)])
    except UnicodeDecodeError:
        return Refused("snapshots.row_encoding")
    except Refused as refused:
        return refused
