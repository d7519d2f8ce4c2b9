"""What stands where there is nothing yet, or nothing that was looked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from ui.widgets.table import Column, DataTable

UI = Path(__file__).resolve().parents[2] / "ui"
NEVER_EMPTY = {
    ("ui/pages/policy/lists.py", "files"),  # the program brings its policy files with it
    ("ui/pages/reports/page.py", "list"),  # and its reports
    ("ui/pages/dashboard/cards.py", "preview"),  # hidden while there are no rows
    ("ui/pages/dashboard/cards.py", "_table"),  # a row for each part of the figure
}
_MADE = re.compile(r"^\s*(?P<names>(?:self\.\w+(?:, )?)+) = .*\bDataTable\(\).*$", re.M)


def tables() -> list[tuple[str, str]]:
    """File and name of every table in the windows."""
    found = []
    for file in sorted(UI.rglob("*.py")):
        for line in _MADE.finditer(file.read_text(encoding="utf-8")):
            names = [name.removeprefix("self.") for name in line["names"].split(", ")]
            made = re.split(r",\s*(?![^()]*\))", line[0].split(" = ", 1)[1])
            kinds = made if len(made) == len(names) else ["DataTable()"] * len(names)
            relative = file.relative_to(UI.parent).as_posix()
            found += [(relative, name) for name, kind in zip(names, kinds, strict=True) if "DataTable" in kind]
    return found


@pytest.mark.parametrize(("file", "name"), sorted(set(tables()) - NEVER_EMPTY))
def test_every_table_says_what_to_do_while_it_is_empty(file: str, name: str) -> None:
    source = (UI.parent / file).read_text(encoding="utf-8")
    assert f"self.{name}.set_nothing(" in source or "EmptyState(" in source


def test_the_search_for_tables_finds_them() -> None:
    assert len(tables()) > 55


@pytest.fixture
def table(look: QApplication, qtbot: QtBot) -> DataTable:
    made = DataTable()
    qtbot.addWidget(made)
    made.set_columns([Column("Name", str, 60)])
    made.set_nothing("Nothing yet. Press “New”.")
    made.show()
    return made


def test_an_empty_table_says_so_on_the_screen_and_to_a_screen_reader(table: DataTable) -> None:
    before = table.viewport().grab().toImage()
    assert table.nothing() == table.accessibleDescription() == "Nothing yet. Press “New”."
    table.set_rows(["one"])
    assert table.nothing() == table.accessibleDescription() == ""
    table.set_rows([])
    assert table.viewport().grab().toImage() == before


def test_a_filter_without_hits_is_told_apart_from_an_empty_list(table: DataTable) -> None:
    table.set_rows(["one", "two"])
    table.filter_by("three")
    assert table.nothing() == "Nothing matches the filter. Clear it to see all 2."
    table.filter_by("")
    assert table.nothing() == ""


def test_a_text_that_its_column_cuts_is_told_whole_and_no_other(table: DataTable) -> None:
    table.set_rows(["a", "a text that is longer than its column is wide"])
    for row in (0, 1):
        spot = table.visualRect(table.model().index(row, 0)).center()
        help_wanted = QHelpEvent(QEvent.Type.ToolTip, spot, table.viewport().mapToGlobal(QPoint(spot)))
        QToolTip.hideText()
        QApplication.sendEvent(table.viewport(), help_wanted)
        assert (QToolTip.text() == table.model().index(row, 0).data()) == (row == 1)
    QToolTip.hideText()
    assert table.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_what_looks_like_a_page_in_a_cell_is_told_as_it_was_typed(table: DataTable) -> None:
    table.set_rows(['<img src="/etc/passwd"> <font color="white">a text that nobody is to see</font> & more'])
    spot = table.visualRect(table.model().index(0, 0)).center()
    QApplication.sendEvent(
        table.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, table.viewport().mapToGlobal(QPoint(spot)))
    )
    shown = QTextDocument()
    shown.setHtml(QToolTip.text())
    assert shown.toPlainText() == table.model().index(0, 0).data()
    QToolTip.hideText()
