"""How tools and columns share the room there is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.column_widths import share
from ui.widgets.table import Column, DataTable
from ui.widgets.tool_row import ToolRow

WIDTH = st.integers(min_value=20, max_value=600)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WIDTH, WIDTH), max_size=8), WIDTH, st.integers(min_value=0, max_value=2000))
def test_no_column_grows_beyond_its_need_nor_gives_what_it_needs(
    columns: list[tuple[int, int]], rest: int, room: int
) -> None:
    wanted, needed = [one for one, _ in columns], [one for _, one in columns]
    widths = share(wanted, needed, rest, room)
    for before, need, now in zip(wanted, needed, widths, strict=True):
        assert min(before, need) <= now <= max(before, need)
    if sum(wanted) + rest <= room:
        assert sum(widths) + rest <= room  # growing takes nothing from the column that has the rest
    else:
        assert sum(widths) <= sum(wanted)


def test_the_column_that_misses_least_becomes_whole_first() -> None:
    assert share([100, 100], [110, 190], 50, 300) == [110, 140]


def test_a_column_grows_for_its_text_and_what_was_drawn_by_hand_stays(look: QApplication, qtbot: QtBot) -> None:
    table = DataTable()
    qtbot.addWidget(table)
    table.resize(700, 200)
    table.set_columns([Column("No.", lambda row: row[0], 60), Column("What", lambda row: row[1])])
    table.show()
    table.set_rows([("YY20261123000001", "short")])
    header = table.horizontalHeader()
    assert header.sectionSize(0) > 120
    header.resizeSection(0, 90)
    table.set_rows([("YY20261123000001 and more", "short")])
    assert header.sectionSize(0) == 90


def test_no_column_vanishes_a_table_that_is_too_narrow_is_scrolled_with_whole_texts(
    look: QApplication, qtbot: QtBot
) -> None:
    table = DataTable()
    qtbot.addWidget(table)
    table.resize(260, 200)
    table.set_columns([*(Column("No.", lambda row: row[0], 150) for _ in range(3)), Column("What", lambda row: row[1])])
    table.show()
    table.set_rows([("YY20261123000001", "an event of a longer name")])
    header = table.horizontalHeader()
    needed = [max(table.sizeHintForColumn(place) - 8, 60) for place in range(4)]
    assert [header.sectionSize(place) >= need for place, need in enumerate(needed)] == [True] * 4
    assert table.horizontalScrollBar().maximum() > 0
    table.resize(1200, 200)
    assert table.horizontalScrollBar().maximum() == 0
    assert header.length() == table.viewport().width()


@pytest.fixture
def row(look: QApplication, qtbot: QtBot) -> ToolRow:
    made = ToolRow()
    qtbot.addWidget(made)
    for name in ("one", "two"):
        made.add_left(QPushButton(name))
    for name in ("three", "four"):
        made.add_right(QPushButton(name))
    return made


def lines(row: ToolRow) -> list[list[str]]:
    """The texts of the tools by line, from left to right."""
    for _ in range(2):  # the tools are put into their lines first, then the lines are laid out
        QApplication.processEvents()
    found: dict[int, list[QPushButton]] = {}
    for one in row.findChildren(QPushButton):
        if one.isVisible():
            found.setdefault(one.y(), []).append(one)
    return [[one.text() for one in sorted(found[y], key=QPushButton.x)] for y in sorted(found)]


def test_tools_wrap_when_there_is_no_room_and_come_back(row: ToolRow) -> None:
    row.resize(800, 40)
    row.show()
    assert lines(row) == [["one", "two", "three", "four"]]
    assert row.findChildren(QPushButton)[3].geometry().right() > 790
    row.resize(row.findChildren(QPushButton)[0].width() * 2 + 40, 200)
    assert lines(row) == [["one", "two"], ["three", "four"]]
    assert all(one.width() >= one.sizeHint().width() for one in row.findChildren(QPushButton))
    row.resize(800, 200)
    assert lines(row) == [["one", "two", "three", "four"]]


def test_a_hidden_tool_takes_no_room(row: ToolRow) -> None:
    row.resize(800, 40)
    row.show()
    four = {one.text(): one for one in row.findChildren(QPushButton)}
    assert len(lines(row)) == 1
    row.resize(sum(four[name].width() + 8 for name in ("one", "two", "three")), 200)
    assert len(lines(row)) == 2
    four["four"].hide()
    assert lines(row) == [["one", "two", "three"]]


def test_the_column_of_the_rest_never_vanishes() -> None:
    assert share([200, 120, 60], [200, 120, 60], 300, 400, 84) == [136, 120, 60]
