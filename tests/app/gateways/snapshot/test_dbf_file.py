"""DBF files: sound ones as others write them, and broken ones."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.errors import Refused
from app.gateways.snapshot.dbf_file import DbfFile
from tests.app.gateways.snapshot.reading import read
from tests.app.gateways.snapshot.sources import (
    DBF_BUSY,
    DBF_FIELDS,
    DBF_PLAIN,
    changed,
    dbf_bytes,
    dbf_header,
    shipped,
    write_dbf,
)

HERE = Path(__file__).parent
UTF8 = ('encoding = "gbk"', 'encoding = "utf-8"')


def replaced(row: tuple[str, ...], **changes: str | bytes) -> list[str | bytes]:
    names = [field[0] for field in DBF_FIELDS]
    return [changes.get(name, cell) for name, cell in zip(names, row, strict=True)]


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read(path, shipped("dbf"))
    return caught.value


@pytest.mark.rule("TO-2")
@pytest.mark.parametrize("name", ["gbk", "utf8"])
def test_a_file_of_another_programs_making_is_read_exactly(name: str) -> None:
    """Written by the Python library dbf 0.99.11: two accounts, one of another branch, one deleted."""
    mapping = shipped("dbf") if name == "gbk" else changed("dbf", UTF8)
    (plain, busy), mistakes, reading = read(HERE / "data" / f"by-library-{name}.dbf", mapping)
    assert (mistakes, reading.rows, reading.skipped) == ([], 4, 2)
    assert (plain.fund_account, plain.assets, plain.repo_registered) == ("330100000001", Decimal("1250000.00"), False)
    assert (busy.assets, str(busy.cash), busy.interest_unsettled) == (Decimal("99.99"), "-0.10", Decimal("0.01"))
    assert (busy.repo_until, busy.new_share_release) == (date(2026, 12, 1), date(2026, 11, 24))
    assert (busy.repo_registered, busy.orders_unfilled, busy.sh_designated) == (True, 1, False)
    assert (busy.agreements, busy.depository_block_sz) == (("融资融券合同", "期权经纪合同"), "质押登记")
    assert reading.moment is not None
    assert reading.moment.isoformat() == "2026-11-20T09:30:00+08:00"


def test_deleted_records_are_skipped_and_numbers_of_records_count_them(tmp_path: Path) -> None:
    wrong = replaced(DBF_BUSY, ZZC="1.2.3")
    states, mistakes, reading = read(write_dbf(tmp_path, DBF_PLAIN, DBF_PLAIN, wrong, deleted=[1]), shipped("dbf"))
    assert (len(states), reading.skipped, mistakes) == (1, 1, [(3, "ZZC", "not_a_number")])


def test_a_record_that_is_neither_valid_nor_deleted_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    content = bytearray(dbf_bytes(DBF_PLAIN, DBF_BUSY))
    content[len(dbf_header(2))] = 0xFF
    path.write_bytes(content)
    states, mistakes, _ = read(path, shipped("dbf"))
    assert (len(states), mistakes) == (1, [(1, "", "dbf_mark")])


def test_wrong_bytes_matter_only_where_they_are_looked_at(tmp_path: Path) -> None:
    unseen, seen = replaced(DBF_PLAIN, KHXM=b"\xff\xff"), replaced(DBF_BUSY, HSXZ=b"\xd6")  # half a character
    states, mistakes, _ = read(write_dbf(tmp_path, unseen, seen), shipped("dbf"))
    assert (len(states), mistakes) == (1, [(2, "", "row_encoding")])


def test_an_overflown_number_and_an_unknown_truth_are_mistakes(tmp_path: Path) -> None:
    row = replaced(DBF_PLAIN, ZZC="*" * 18, HGDJ="?", WCJBZ="X", HGDQR="20261301", ZJZH="")
    _, mistakes, _ = read(write_dbf(tmp_path, row), shipped("dbf"))
    assert sorted(mistakes) == [
        (1, "HGDJ", "cell_empty"),
        (1, "HGDQR", "not_a_day"),
        (1, "WCJBZ", "unknown_code"),
        (1, "ZJZH", "cell_empty"),
        (1, "ZZC", "not_a_number"),
    ]


def test_one_moment_for_all(tmp_path: Path) -> None:
    later = replaced(DBF_BUSY, KZSJ="20261120093001")
    _, mistakes, _ = read(write_dbf(tmp_path, DBF_PLAIN, later), shipped("dbf"))
    assert mistakes == [(2, "KZSJ", "moment_differs")]


def test_a_file_that_was_cut_off_tells_how_much_is_there(tmp_path: Path) -> None:
    whole = dbf_bytes(DBF_PLAIN, DBF_BUSY)
    path = tmp_path / "a.dbf"
    path.write_bytes(whole[:-50])
    refused = refusal(path)
    assert (refused.code, refused.facts) == ("snapshots.dbf_truncated", {"expected": 2, "found": 1})
    path.write_bytes(whole[:-1])  # the mark of its end is not needed
    assert len(read(path, shipped("dbf"))[0]) == 2


def test_a_file_that_goes_on_after_its_records_is_still_being_written(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(dbf_header(1) + dbf_bytes(DBF_PLAIN, DBF_BUSY)[len(dbf_header(2)) :])
    assert refusal(path).code == "snapshots.dbf_longer"
    path.write_bytes(dbf_bytes(DBF_PLAIN) + b"\0" * 4_096)  # after the mark of the end anything may stand
    assert len(read(path, shipped("dbf"))[0]) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x03",
        b"PK\x03\x04" + b"\0" * 200,
        dbf_header(1)[:40],
        dbf_header(1)[:-1],
        b"\x99" + dbf_header(0)[1:],
        dbf_header(0)[:10] + b"\1\0" + dbf_header(0)[12:],
        dbf_header(0, [("", "C", 5, 0)]),
        dbf_header(0, [("A", "\1", 5, 0)]),
        dbf_header(0)[:8] + b"\xff\xff" + dbf_header(0)[10:],
    ],
)
def test_a_damaged_header_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(content)
    assert refusal(path).code == "snapshots.dbf_header"


def test_a_missing_field_and_one_of_a_type_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.dbf"
    path.write_bytes(dbf_header(0, [field for field in DBF_FIELDS if field[0] != "ZZC"]))
    assert refusal(path).facts["columns"] == "ZZC"
    path.write_bytes(dbf_header(0, [("ZZC", "M", 10, 0) if field[0] == "ZZC" else field for field in DBF_FIELDS]))
    refused = refusal(path)
    assert (refused.code, refused.facts) == ("snapshots.dbf_type", {"column": "ZZC", "type": "M"})


def test_a_foxpro_file_with_its_own_types_and_a_longer_header(tmp_path: Path) -> None:
    fields = [("N", "I", 4, 0), ("Y", "Y", 8, 0), ("T", "T", 8, 0), ("D", "D", 8, 0), ("M", "M", 4, 0)]
    record = b" " + struct.pack("<iqii", -7, -123_456_789, 2_461_365, 0) + b"20261120" + b"\0" * 4
    path = tmp_path / "a.dbf"
    path.write_bytes(dbf_header(1, fields, version=0x30, tail=b"\0" * 263) + record + b"\x1a")
    ((number, cells),) = DbfFile(path, shipped("dbf")).rows(["T", "N", "Y", "D"])
    assert number == 1
    assert not isinstance(cells, Refused)
    assert cells is not None
    assert list(cells) == [date(2026, 11, 20), -7, Decimal("-12345.6789"), "20261120"]


@given(st.binary(max_size=600))
def test_no_noise_behind_a_sound_header_does_harm(tmp_path_factory: pytest.TempPathFactory, noise: bytes) -> None:
    path = tmp_path_factory.mktemp("noise") / "a.dbf"
    length = 1 + sum(field[2] for field in DBF_FIELDS)
    path.write_bytes(dbf_header(len(noise) // length) + noise)
    states, mistakes, reading = read(path, shipped("dbf"))
    assert len({row for row, *_ in mistakes}) + reading.skipped == reading.rows
    assert states == []
