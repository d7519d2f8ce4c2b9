"""Cells become figures exactly, or are refused without telling what stood there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.common.errors import Refused
from app.gateways.snapshot.conversion import RowConverter, moment_of, text_of
from app.gateways.snapshot.mapping import KINDS, FieldRule, Kind, SnapshotMapping
from app.gateways.snapshot.values import AccountState
from tests.app.gateways.snapshot.sources import SQL_PLAIN, changed, shipped

SQL = shipped("sql")


def row(**cells: Any) -> Sequence[Any]:
    plain = dict(zip(KINDS, SQL_PLAIN, strict=True))
    return list({**plain, **cells}.values())


def state(mapping: SnapshotMapping = SQL, **cells: Any) -> AccountState:
    return RowConverter(mapping).state(row(**cells))


def mistake(mapping: SnapshotMapping = SQL, **cells: Any) -> str:
    converter = RowConverter(mapping)
    with pytest.raises(Refused) as caught:
        converter.state(row(**cells))
    ((column, refused),) = converter.mistakes(row(**cells))
    assert column == next(iter(cells))
    assert refused.code == caught.value.code
    return refused.code.removeprefix("snapshots.")


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=8, allow_nan=False))
def test_an_amount_comes_back_as_it_was_written(amount: Decimal) -> None:
    assert state(cash=f"{amount:f}").cash == amount


@given(st.decimals(min_value=0, max_value=10**10, places=2, allow_nan=False))
def test_a_binary_fraction_of_a_view_is_the_amount_that_was_written_there(amount: Decimal) -> None:
    assert state(assets=float(amount)).assets == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1", "1"), ("+1.5", "1.5"), (".5", "0.5"), ("5.", "5"), (" -0.00 ", "0.00"), ("007", "7"), ('="12"', "12")],
)
def test_the_usual_ways_to_write_a_number(text: str, amount: str) -> None:
    assert str(state(cash=text).cash) == amount


@pytest.mark.parametrize(
    "text",
    ["1e5", "NaN", "Infinity", "1_000", "１２", "1,000", "12 34", "--1", "-", ".", "0x10", "9" * 16, "1." + "1" * 13,
     "张三", "9999999999999999999999", "=1+1"],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    assert mistake(assets=text) == "not_a_number"


def test_marks_between_thousands_only_where_the_mapping_names_them() -> None:
    assert state(
        changed("sql", ("[formats]", '[formats]\nthousands = "comma"')), assets="1,234,567.8"
    ).assets == Decimal("1234567.8")


def test_an_amount_in_fen_is_yuan_afterwards() -> None:
    mapping = changed("sql", ('cash = { column = "cash" }', 'cash = { column = "cash", factor = "0.01" }'))
    assert str(state(mapping, cash="12345").cash) == "123.45"


def test_empty_cells_are_mistakes_unless_the_mapping_says_what_they_count_as() -> None:
    assert mistake(assets="") == "cell_empty"
    assert mistake(cash=None) == "cell_empty"
    assert mistake(sh_designated="") == "cell_empty"
    assert mistake(fund_account="  ") == "cell_empty"
    assert state(turnover="", orders_today=None).turnover == 0
    assert state(orders_today=" ").orders_today == 0


def test_what_cannot_be_below_nought() -> None:
    assert state(cash="-1", assets="-0.03").assets == Decimal("-0.03")
    assert mistake(turnover="-0.1") == "negative"
    assert mistake(new_share_frozen="-1") == "negative"
    assert mistake(orders_today="-1") == "not_a_count"
    assert mistake(orders_unfilled="1.5") == "not_a_count"
    assert mistake(orders_unfilled="2000000000") == "not_a_count"


@pytest.mark.parametrize("cell", ["2026-12-01", date(2026, 12, 1), datetime(2026, 12, 1, 9, tzinfo=UTC)])
def test_a_day_as_text_or_as_the_database_has_it(cell: Any) -> None:
    assert state(repo_until=cell).repo_until == date(2026, 12, 1)


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-29", "0001-01-01", "9999-12-31", "tomorrow", "2026-12-01x"])
def test_what_is_no_day(text: str) -> None:
    assert mistake(repo_until=text) == "not_a_day"


def test_a_day_without_marks_has_all_its_digits() -> None:
    """Strptime itself reads 2026111 as the first of November, and the eleventh of January would be as good."""
    mapping = changed("sql", ('day = "%Y-%m-%d"', 'day = "%Y%m%d"\nno_day = ["0", "00000000"]'))
    assert mistake(mapping, repo_until="2026111") == "not_a_day"
    assert [state(mapping, repo_until=text).repo_until for text in ("20261101", "0", "00000000", "")] == [
        date(2026, 11, 1), None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(("cell", "flag"), [("是", True), ("否", False), (1, True), (0, False), ("Y", True)])
def test_yes_and_no_where_the_mapping_has_no_codes(cell: Any, flag: bool) -> None:
    assert state(sh_designated=cell).sh_designated is flag


def test_an_unknown_code_is_told_only_when_it_is_short_enough_to_be_one() -> None:
    for cell, told in (("X9", "X9"), ("110101199003078515", "…"), ("张三", "…")):
        ((_, refused),) = RowConverter(SQL).mistakes(row(sz_custody=cell))
        assert (refused.code, refused.facts) == ("snapshots.unknown_code", {"value": told})


def test_labels_are_plain_short_texts() -> None:
    found = state(agreements=" 甲; ;乙;甲 ", depository_block_sh=" 司法冻结 ")
    assert (found.agreements, found.depository_block_sh) == (("甲", "乙"), "司法冻结")
    assert mistake(depository_block_sh="=1") == "formula"
    assert mistake(depository_block_sz="字" * 61) == "label_long"
    assert mistake(depository_block_sz="司\u202e法") == "label_invisible"


@pytest.mark.parametrize("cell", [[1], {"a": 1}, b"1", object()])
def test_what_is_neither_text_nor_number_nor_day_is_refused(cell: Any) -> None:
    assert mistake(assets=cell) == "not_text"
    assert mistake(fund_account=cell) == "not_text"


@pytest.mark.parametrize("text", ["", "a b", "-1", "1" * 33, "３３", "1;2", "1\n"])
def test_a_fund_account_is_letters_and_digits(text: str) -> None:
    if text.strip() != "1":
        assert mistake(fund_account=text) in ("not_an_account", "cell_empty")
    assert state(fund_account="A-01").fund_account == "A-01"


def test_every_mistake_of_a_row_is_told() -> None:
    found = RowConverter(SQL).mistakes(row(assets="x", cash="y", repo_until="z"))
    assert [column for column, _ in found] == ["assets", "cash", "repo_until"]


def test_constants_and_repeated_columns() -> None:
    fields = {**SQL.fields, "sz_custody": FieldRule(constant=False), "cash": FieldRule(column="assets")}
    mapping = SnapshotMapping("x", SQL.source, SQL.moment, fields)
    cells = [cell for name, cell in zip(KINDS, row(assets="5"), strict=True) if name not in ("sz_custody", "cash")]
    found = RowConverter(mapping).state(cells)
    assert found.assets == found.cash == 5
    assert found.sz_custody is False


def test_more_different_texts_than_are_remembered_change_nothing() -> None:
    converter = RowConverter(SQL)
    for number in range(20_000):
        assert converter.state(row(cash=str(number))).cash == number


CELL = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.binary(), st.dates(),
    st.datetimes(), st.lists(st.integers(), max_size=2),
)  # fmt: skip


@given(st.lists(CELL, min_size=16, max_size=16))
def test_any_cells_give_a_sound_state_or_mistakes(cells: list[Any]) -> None:
    converter = RowConverter(SQL)
    try:
        found = converter.state(cells)
    except Refused:
        assert converter.mistakes(cells)
    else:
        assert converter.mistakes(cells) == []
        for name, kind in KINDS.items():
            value = getattr(found, name)
            assert kind is not Kind.AMOUNT or value.is_finite()
            assert kind is not Kind.COUNT or value >= 0
            assert kind is not Kind.LABEL or not value.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("text", "form", "hour", "moment"),
    [
        ("20261120093000", "%Y%m%d%H%M%S", "0000", "2026-11-20T09:30:00+08:00"),
        ("2026-11-20", "%Y-%m-%d", "1530", "2026-11-20T15:30:00+08:00"),
        ("2026-11-20T01:30:00+00:00", "", "0000", "2026-11-20T01:30:00+00:00"),
    ],
)
def test_a_moment_is_the_branchs_time_unless_it_says_otherwise(text: str, form: str, hour: str, moment: str) -> None:
    assert moment_of(text, form, hour).isoformat() == moment


@pytest.mark.parametrize(("text", "form"), [("2026112", "%Y%m%d"), ("", "%Y"), ("T", "%Y"), ("18991231", "%Y%m%d")])
def test_what_is_no_moment(text: str, form: str) -> None:
    with pytest.raises(Refused, match="not_a_moment"):
        moment_of(text, form, "0000")


def test_an_account_number_that_a_view_keeps_as_a_number_keeps_its_digits() -> None:
    assert [text_of(cell) for cell in (330100000001, 330100000001.0, Decimal(330100000001))] == ["330100000001"] * 3
