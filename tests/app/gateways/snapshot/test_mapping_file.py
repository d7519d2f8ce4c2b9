"""Mapping files: those that ship are right, and what is wrong is told with its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.errors import Refused
from app.gateways.snapshot.mapping import KINDS, MomentFrom, SourceFormat
from app.gateways.snapshot.mapping_file import EXAMPLES, load_mapping, read_mapping

CSV = (EXAMPLES / "csv.toml").read_text("utf-8")
DBF = (EXAMPLES / "dbf.toml").read_text("utf-8")
SQL = (EXAMPLES / "sql.toml").read_text("utf-8")


@pytest.mark.parametrize("name", ["csv", "dbf", "sql"])
def test_every_shipped_mapping_is_right_and_says_where_each_field_comes_from(name: str) -> None:
    mapping = load_mapping(EXAMPLES / f"{name}.toml")
    assert mapping.source is SourceFormat(name)
    assert list(mapping.fields) == list(KINDS)


def test_what_a_mapping_says_is_what_it_means() -> None:
    csv, dbf, sql = (load_mapping(EXAMPLES / f"{name}.toml") for name in ("csv", "dbf", "sql"))
    assert (csv.encoding, csv.delimiter, csv.thousands) == ("gb18030", ",", ",")
    assert csv.no_day == frozenset({"", "0", "00000000"})
    assert (csv.moment.origin, dbf.moment.origin, sql.moment.origin) == (
        MomentFrom.FILE_NAME, MomentFrom.COLUMN, MomentFrom.READING,
    )  # fmt: skip
    assert dbf.only == {"YYBDM": {"3301"}}
    assert dbf.fields["interest_unsettled"].factor == Decimal("0.01")
    assert (dbf.fields["sz_custody"].column, dbf.fields["sz_custody"].constant) == ("", True)
    assert dbf.columns[-2:] == ("KZSJ", "YYBDM")
    assert sql.view == "v_account_state"


def changed(text: str, old: str, new: str) -> list[tuple[int, str]]:
    assert old in text, old
    mapping, problems = read_mapping(text.replace(old, new))
    assert (mapping is None) == bool(problems)
    return [(found.line, found.key) for found in problems]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "old", "new", "key"),
    [
        (CSV, '"snapshot-mapping"', '"branch"', "kind"),
        (CSV, '"csv-1"', '""', "version"),
        (CSV, 'format = "csv"', 'format = "xls"', "source.format"),
        (CSV, '"gbk"', '"latin-1"', "source.encoding"),
        (CSV, '"comma"     #', '","     #', "source.delimiter"),
        (CSV, "header = true", 'header = "yes"', "source.header"),
        (CSV, 'from = "file-name"', 'from = "reading"', "moment.from"),
        (CSV, r"'(\d{8})_(\d{4})'", "'[0-9]+'", "moment.pattern"),
        (CSV, r"'(\d{8})_(\d{4})'", "'(['", "moment.pattern"),
        (CSV, '"%Y%m%d%H%M"', '"%H%M"', "moment.format"),
        (CSV, 'day = "%Y%m%d"', 'day = "%Q"', "formats.day"),
        (CSV, 'no_day = ["", "0", "00000000"]', "no_day = 0", "formats.no_day"),
        (CSV, 'thousands = "comma"', 'thousands = "dot"', "formats.thousands"),
        (CSV, 'assets = { column = "总资产" }', "assets = {}", "fields.assets.column"),
        (CSV, 'assets = { column = "总资产" }', 'assets = "总资产"', "fields.assets"),
        (CSV, 'cash = { column = "可取资金" }', "", "fields.cash"),
        (CSV, 'cash = { column = "可取资金" }', "cash = { value = 0.5 }", "fields.cash.value"),
        (CSV, 'cash = { column = "可取资金" }', 'cash = { column = "x", factor = "3" }', "fields.cash.factor"),
        (CSV, 'fund_account = { column = "资金账号" }', 'fund_account = { value = "1" }', "fields.fund_account.column"),
        (CSV, "orders_today = { column = \"当日成交笔数\", empty = 0 }", "orders_today = { value = -1 }",
         "fields.orders_today.value"),
        (CSV, '{ column = "回购到期日" }', '{ value = "20261201" }', "fields.repo_until.value"),
        (CSV, '沪市指定", codes = "yes_no"', '沪市指定", codes = "none"', "fields.sh_designated.codes"),
        (CSV, '沪市指定", codes = "yes_no"', '沪市指定", codes = "blocks"', "fields.sh_designated.codes"),
        (CSV, '"R" = "融资融券合同"', '"R" = 1.5', "codes.agreements.R"),
        (CSV, 'column = "可取资金"', 'colum = "可取资金"', "fields.cash.column"),
        (DBF, 'YYBDM = ["3301"]', "YYBDM = []", "only.YYBDM"),
        (DBF, 'sz_custody = { value = true }', 'sz_custody = { value = "1" }', "fields.sz_custody.value"),
        (DBF, '"Y" = 1', '"Y" = true', "fields.orders_unfilled.codes"),
        (SQL, '"v_account_state"', '"v; DROP TABLE x"', "source.view"),
        (SQL, 'from = "reading"', 'from = "file-name"', "moment.from"),
        (SQL, '[moment] ', '[moment]\nhour = "2460"\n#', "moment.hour"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_key(text: str, old: str, new: str, key: str) -> None:
    found = changed(text, old, new)
    assert key in [where for _, where in found]
    line = {where: line for line, where in found}[key]
    # a missing key stands at its table, and codes of the wrong kind where they are used
    assert 0 <= line - line_of(text, old) <= 1 or key in ("fields.cash", "fields.orders_unfilled.codes")


def test_unknown_keys_anywhere_are_mistakes() -> None:
    for place in ("[source]", "[moment] ", "[formats]", "[fields]"):
        assert changed(CSV, place, f"{place}\nunknown = 1\n#") != []


def test_bad_toml_is_told_with_its_line() -> None:
    assert changed(CSV, "header = true", "header == true") == [(line_of(CSV, "header = true"), "")]
    assert changed(CSV, "header = true", "header = true\nheader = true") != []
    assert read_mapping("a = \ufffd")[1][0].line == 1


def test_the_first_mistake_of_a_file_is_in_the_refusal(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(CSV.replace('"gbk"', '"x"').replace('"%Y%m%d"', '"x"'), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        load_mapping(path)
    assert caught.value.code == "snapshots.mapping_broken"
    assert (caught.value.facts["file"], caught.value.facts["count"]) == ("m.toml", 2)
    path.write_bytes(CSV.encode("utf-8-sig"))
    assert load_mapping(path).version == "csv-1"


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * 1_000_001)
    for path in (tmp_path / "none.toml", large, tmp_path, tmp_path / "a\0b"):
        with pytest.raises(Refused, match="mapping_unreadable"):
            load_mapping(path)


LINES = CSV.splitlines(keepends=True)


@given(st.lists(st.sampled_from(LINES), max_size=40), st.text(max_size=20))
def test_any_text_is_a_mapping_or_has_mistakes(lines: list[str], more: str) -> None:
    mapping, problems = read_mapping("".join(lines) + more)
    assert (mapping is None) == bool(problems)
