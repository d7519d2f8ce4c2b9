"""CSV files as trading systems, spreadsheets and broken disks make them."""

from __future__ import annotations

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.common.errors import Refused
from app.gateways.snapshot.csv_file import LONGEST_LINE
from tests.app.gateways.snapshot.reading import read
from tests.app.gateways.snapshot.sources import BUSY, CSV_COLUMNS, PLAIN, changed, csv_bytes, shipped, write_csv

UTF8 = ('encoding = "gbk"', 'encoding = "utf-8"')


def cells(*changes: tuple[str, str], row: tuple[str, ...] = PLAIN) -> tuple[str, ...]:
    """A row with some columns changed."""
    new = dict(changes)
    return tuple(new.get(column, cell) for column, cell in zip(CSV_COLUMNS, row, strict=True))


def numbered(count: int) -> list[tuple[str, ...]]:
    return [cells(("资金账号", f"3301{number:08d}")) for number in range(count)]


def refusal(path: Path, *changes: tuple[str, str]) -> Refused:
    with pytest.raises(Refused) as caught:
        read(path, changed("csv", *changes))
    return caught.value


@pytest.mark.rule("TO-2")
def test_a_gbk_file_is_read_exactly(tmp_path: Path) -> None:
    (plain, busy), mistakes, reading = read(write_csv(tmp_path, PLAIN, BUSY), shipped("csv"))
    assert mistakes == []
    assert (reading.rows, reading.accounts, reading.skipped) == (2, 2, 0)
    assert (plain.assets, plain.turnover, plain.sh_designated) == (Decimal("1250000.00"), Decimal("3.2"), True)
    assert (plain.repo_until, plain.agreements, plain.depository_block_sh) == (None, (), "")
    assert str(busy.cash) == "-0.10"
    assert (busy.orders_today, busy.orders_unfilled, busy.repo_registered) == (3, 2, True)
    assert (busy.repo_until, busy.new_share_release) == (date(2026, 12, 1), date(2026, 11, 24))
    assert busy.agreements == ("融资融券合同", "期权经纪合同")
    assert (busy.depository_block_sh, busy.depository_block_sz) == ("司法冻结", "质押登记")
    assert (busy.sh_designated, busy.sz_custody) == (False, False)


@pytest.mark.parametrize(("encoding", "change"), [("utf-8", UTF8), ("utf-8-sig", UTF8)])
def test_utf8_is_read_with_and_without_its_mark(tmp_path: Path, encoding: str, change: tuple[str, str]) -> None:
    states, mistakes, _ = read(write_csv(tmp_path, PLAIN, BUSY, encoding=encoding), changed("csv", change))
    assert (len(states), mistakes) == (2, [])


def test_characters_beyond_gbk_are_read_from_a_gb18030_file(tmp_path: Path) -> None:
    row = cells(("客户姓名", "𬭎㑊"))
    assert len(read(write_csv(tmp_path, row, encoding="gb18030"), shipped("csv"))[0]) == 1


@pytest.mark.parametrize(("name", "mark"), [("tab", "\t"), ("semicolon", ";"), ("pipe", "|")])
def test_other_delimiters_are_named_by_the_mapping(tmp_path: Path, name: str, mark: str) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    lines = [CSV_COLUMNS, cells(("未了协议", "R"))]
    path.write_bytes("\n".join(mark.join(line) for line in lines).encode("gbk"))
    states, mistakes, _ = read(path, changed("csv", ('delimiter = "comma"', f'delimiter = "{name}"')))
    assert (mistakes, [state.agreements for state in states]) == ([], [("融资融券合同",)])


def test_a_file_without_a_heading_has_its_columns_by_number(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(PLAIN, BUSY, header=False))
    numbers = [(f'"{name}"', f'"{place}"') for place, name in enumerate(CSV_COLUMNS, 1) if name != "客户姓名"]
    states, mistakes, reading = read(path, changed("csv", ("header = true", "header = false"), *numbers))
    assert (len(states), mistakes, reading.rows) == (2, [], 2)


def test_one_more_delimiter_at_the_end_of_every_row_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes((*PLAIN, ""), (*BUSY, " ")))
    assert len(read(path, shipped("csv"))[0]) == 2


def test_empty_lines_count_as_lines_but_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(PLAIN) + b"\r\n\r\n" + csv_bytes(cells(("总资产", "x"), row=BUSY), header=False))
    states, mistakes, reading = read(path, shipped("csv"))
    assert (len(states), reading.rows, mistakes) == (1, 2, [(5, "总资产", "not_a_number")])


def test_a_cell_over_two_lines_is_one_cell_and_later_rows_keep_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    first = csv_bytes(cells(("客户姓名", "NAME"))).replace(b"NAME", '"两\n行"'.encode("gbk"))
    path.write_bytes(first + csv_bytes(cells(("总资产", "x"), row=BUSY), header=False))
    states, mistakes, _ = read(path, shipped("csv"))
    assert (len(states), mistakes) == (1, [(4, "总资产", "not_a_number")])


def test_ragged_rows_are_told_by_line_and_the_rest_is_read_on(tmp_path: Path) -> None:
    path = write_csv(tmp_path, PLAIN, PLAIN[:-2], (*BUSY, "x"), BUSY)
    states, mistakes, _ = read(path, shipped("csv"))
    assert (len(states), mistakes) == (2, [(3, "", "row_ragged"), (4, "", "row_ragged")])


def test_nul_wrong_bytes_and_endless_lines_are_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    endless = b"9" * (3 * LONGEST_LINE) + b"\r\n"
    wrong = csv_bytes(PLAIN, header=False).replace("张三".encode("gbk"), b"\xff\xff")
    nul = csv_bytes(PLAIN, header=False).replace(b"3.2", b"3\0002")
    path.write_bytes(csv_bytes(PLAIN) + nul + wrong + endless + csv_bytes(BUSY, header=False))
    states, mistakes, reading = read(path, shipped("csv"))
    assert mistakes == [(3, "", "row_nul"), (4, "", "row_encoding"), (5, "", "row_long")]
    assert (len(states), reading.rows) == (2, 5)


def test_a_quotation_mark_that_never_closes_is_told_and_does_not_swallow_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(PLAIN) + b'"3301,' + csv_bytes(*numbered(3_000), header=False))
    states, mistakes, _ = read(path, shipped("csv"))
    assert mistakes[0] == (3, "", "row_quotes")
    assert len(states) > 1_000


def test_without_quotes_a_quotation_mark_is_a_character(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(cells(("客户姓名", '"张'), ("总资产", "1.00"))))
    assert len(read(path, changed("csv", ("header = true", "header = true\nquotes = false")))[0]) == 1


def test_what_a_spreadsheet_does_to_keep_noughts_is_undone(tmp_path: Path) -> None:
    states, mistakes, _ = read(write_csv(tmp_path, cells(("资金账号", '="000123"'))), shipped("csv"))
    assert ([state.fund_account for state in states], mistakes) == (["000123"], [])


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3"])
def test_a_formula_comes_in_nowhere(tmp_path: Path, formula: str) -> None:
    plain_text = [
        (
            'depository_block_sh = { column = "沪市限制", codes = "blocks" }',
            'depository_block_sh = { column = "沪市限制" }',
        )
    ]
    columns = ("资金账号", "总资产", "未了协议", "沪市限制")
    path = write_csv(tmp_path, cells(*((column, formula) for column in columns)))
    states, mistakes, _ = read(path, changed("csv", *plain_text))
    assert states == []
    assert {column for _, column, _ in mistakes} == set(columns)


def test_utf16_and_a_wrong_encoding_of_the_heading_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(PLAIN, encoding="utf-16"))
    assert refusal(path).code == "snapshots.encoding"
    path.write_bytes(csv_bytes(PLAIN, encoding="utf-8-sig"))
    assert refusal(path).code == "snapshots.encoding"
    path.write_bytes(csv_bytes(PLAIN, encoding="gbk"))
    assert refusal(path, UTF8).code == "snapshots.encoding"


def test_missing_and_ambiguous_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a_20261120_0930.csv"
    path.write_bytes(csv_bytes(PLAIN).replace("总资产".encode("gbk"), b"x").replace("可取资金".encode("gbk"), b"y"))
    refused = refusal(path)
    assert (refused.code, refused.facts["columns"]) == ("snapshots.columns_missing", "总资产, 可取资金")
    path.write_bytes(csv_bytes(PLAIN).replace("客户姓名".encode("gbk"), "总资产".encode("gbk")))
    assert refusal(path).code == "snapshots.column_twice"
    path.write_bytes(b"")
    assert refusal(path).facts["count"] == 16


def test_only_ordinary_files_are_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "a_20261120_0930.csv"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path, tmp_path / "none.csv", tmp_path / "a\0b.csv"):
        assert refusal(path).code == "snapshots.unreadable"


def test_progress_can_be_told_from_the_share_of_bytes(tmp_path: Path) -> None:
    from app.gateways.snapshot.opening import open_source

    mapping = shipped("csv")
    source = open_source(write_csv(tmp_path, *numbered(1_000)), mapping)
    assert source.expected(0) == 0
    for read_so_far, _ in enumerate(source.rows(mapping.columns), 1):
        if read_so_far == 500:
            assert 900 <= source.expected(500) <= 1_100
