"""The dashboard: numbers, charts by mouse and keys, rows behind them, what is slow, what fails, what is left."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.common.clock import branch_time
from app.common.errors import Refused
from app.figures.catalogue import FIGURES
from app.figures.domain import Shape, Span, Target
from tests.ui.dashboard.board import BARS, DISK, MONEY, MONTHS, TILE, Board, rows
from ui import i18n
from ui.pages.dashboard import words
from ui.pages.dashboard.cards import FigureCard, FigureTile
from ui.pages.dashboard.charts import ROW
from ui.pages.dashboard.page import DashboardPage
from ui.pages.dashboard.port import Loaded, When
from ui.support.ask import Ask
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

TODAY = date(2026, 11, 22)


def settle(runner: OpRunner) -> None:
    for _ in range(3):
        assert runner.wait()


def shown(board: Board, runner: OpRunner, qtbot: QtBot, **more: Any) -> DashboardPage:
    page = DashboardPage(runner, board, today=TODAY, **more)
    qtbot.addWidget(page)
    page.resize(1186, 680)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.refresh()
    if board.held is None:
        settle(runner)
    return page


def tile(page: DashboardPage, code: str) -> FigureTile:
    found = page.cards[code]
    assert isinstance(found, FigureTile)
    return found


def card(page: DashboardPage, code: str) -> FigureCard:
    found = page.cards[code]
    assert isinstance(found, FigureCard)
    return found


@pytest.mark.rule("TO-16")
def test_every_figure_is_read_by_itself_and_shown_with_what_it_was_before(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    assert sorted(code for code, _ in board.asked) == sorted(figure.code for figure in board.shown)
    assert tile(page, TILE.code).number.text() == "7"
    assert tile(page, TILE.code).accessibleDescription() == "7. +3 · before: 4"
    assert tile(page, TILE.code).spark.trail[-1] == 7
    assert tile(page, MONEY.code).number.text() == "1.23 m"
    assert card(page, BARS.code).total.text() == "3"
    assert card(page, DISK.code).total.text() == "5.0 GB"


def test_a_figure_that_was_counted_a_while_ago_says_when_and_f5_counts_it_anew(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    value = replace(board.values[TILE.code], kept=True)
    page._came(TILE, Loaded(value))
    moment = branch_time(value.at)[-5:]
    assert tile(page, TILE.code).accessibleDescription() == f"7. +3 · before: 4 · as of {moment}"
    board.asked.clear()
    QTest.keyClick(page, Qt.Key.Key_F5)
    settle(runner)
    assert (TILE.code, When(Span.MONTH, fresh=True)) in board.asked
    assert page.when == When(Span.MONTH)


def test_a_chart_says_what_it_shows_and_can_be_read_as_a_table(runner: OpRunner, qtbot: QtBot) -> None:
    page = shown(Board(), runner, qtbot)
    one = card(page, BARS.code)
    assert one.chart.accessibleName() == "Transfer deadlines"
    assert one.chart.accessibleDescription() == "Overdue: 2; Due today: 1"
    one.as_table.click()
    assert one.table.isVisible()
    assert not one.chart.isVisible()
    assert [bar.label for bar in one.table.rows()] == ["Overdue", "Due today"]
    months = card(page, MONTHS.code)
    assert months.chart.accessibleDescription().startswith("Jan: 1 (before: 3)")


@pytest.mark.rule("TO-15")
def test_the_first_rows_of_the_deadlines_stand_in_their_card_and_open(runner: OpRunner, qtbot: QtBot) -> None:
    page = shown(Board(), runner, qtbot)
    opened: list[str] = []
    page.case_wanted.connect(opened.append)
    one = card(page, BARS.code)
    assert one.preview is not None
    assert [row.number for row in one.preview.rows()] == ["ZX0000", "ZX0001"]
    one.preview.opened.emit(one.preview.rows()[0])
    assert opened == ["ZX0000"]


def test_a_bar_leads_to_its_rows_and_escape_back(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    chart = card(page, BARS.code).chart
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(20, ROW + 5))
    settle(runner)
    assert board.listed == [("deadlines", "today", When(Span.MONTH), 0)]
    assert page.rows.isVisible()
    assert page.rows._title.text() == "Transfer deadlines · Due today"
    QTest.keyClick(page.rows.table, Qt.Key.Key_Escape)
    assert not page.rows.isVisible()
    assert chart.hasFocus()


def test_a_chart_is_walked_through_and_chosen_from_with_keys(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    chart = card(page, MONTHS.code).chart
    chart.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(chart, key)
    settle(runner)
    assert board.listed == [("openings", "2026-02", When(Span.MONTH), 0)]


def test_a_tile_leads_to_its_rows_by_key_and_by_click(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    QTest.keyClick(tile(page, TILE.code), Qt.Key.Key_Return)
    QTest.mouseClick(tile(page, MONEY.code), Qt.MouseButton.LeftButton)
    settle(runner)
    assert [code for code, *_ in board.listed] == [TILE.code, MONEY.code]


def test_what_has_no_rows_offers_none(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    assert not card(page, DISK.code).total.isEnabled()
    card(page, DISK.code).chart.chosen.emit("free")
    settle(runner)
    assert board.listed == []


def test_rows_come_some_at_a_time_until_all_are_there(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board(behind=rows(5))
    page = shown(board, runner, qtbot)
    page.show_rows(TILE.code)
    settle(runner)
    while page.rows.more.isVisible():
        page.rows.more.click()
        settle(runner)
    assert [row.id for row in page.rows.table.rows()] == [f"r{n}" for n in range(5)]
    assert [offset for *_, offset in board.listed] == [0, 2, 4]
    assert page.rows._shown.text() == "5 of 5"


@pytest.mark.parametrize(
    ("target", "signal"), [(Target.CASE, "case_wanted"), (Target.CLIENT, "client_wanted"), (Target.PAGE, "page_wanted")]
)
def test_a_row_leads_where_it_belongs(target: Target, signal: str, runner: OpRunner, qtbot: QtBot) -> None:
    page = shown(Board(behind=rows(1, target)), runner, qtbot)
    heard: list[str] = []
    getattr(page, signal).connect(heard.append)
    page.show_rows(TILE.code)
    settle(runner)
    QTest.keyClick(page.rows.table, Qt.Key.Key_Return)
    assert heard == ["ZX0000"]


def test_what_takes_its_time_says_so_and_what_is_left_is_broken_off(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board(held=threading.Event())
    page = shown(board, runner, qtbot)
    one = card(page, BARS.code)
    qtbot.waitUntil(lambda: one._stack.currentWidget() is one.skeleton)
    assert tile(page, TILE.code).number.text() == "…"
    page.hide()
    assert page.loading.idle()
    assert board.held is not None
    board.held.set()
    settle(runner)
    assert sorted(board.stopped) == sorted(figure.code for figure in board.shown)
    assert one._loaded is None


def test_a_late_answer_of_another_period_is_forgotten(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board(shown=(TILE,), held=threading.Event())
    page = shown(board, runner, qtbot)
    page.step(1)
    assert board.held is not None
    board.held.set()
    settle(runner)
    assert sorted(when.back for _, when in board.asked) == [0, 1]
    assert board.stopped == [TILE.code]


def test_what_fails_is_said_in_its_place_and_can_be_tried_again(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board(problem=Refused("storage.busy"))
    page = shown(board, runner, qtbot)
    assert tile(page, TILE.code).accessibleDescription() == "–. not read; click to try again"
    assert card(page, BARS.code)._again.isVisible()
    board.problem = None
    card(page, BARS.code)._again.click()
    QTest.mouseClick(tile(page, TILE.code), Qt.MouseButton.LeftButton)
    settle(runner)
    assert tile(page, TILE.code).number.text() == "7"
    assert card(page, BARS.code).chart.isVisible()


def test_only_what_a_change_moves_is_read_anew_once_for_many(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    board.asked.clear()
    for topic in ("transfer", "transfer", "users", "transfer"):
        page.changed(topic)
    assert board.asked == []
    page._together.timeout.emit()
    settle(runner)
    assert board.asked == [(BARS.code, When(Span.MONTH))]


def test_another_period_moves_only_what_has_one(runner: OpRunner, qtbot: QtBot) -> None:
    board = Board()
    page = shown(board, runner, qtbot)
    board.asked.clear()
    page.step(1)
    settle(runner)
    assert {code for code, _ in board.asked} == {TILE.code, MONEY.code, MONTHS.code}
    assert page._days.text() == "2026-10-01 – 10-31, beside 2026-09-01 – 09-30"
    page.step(-1)
    page.step(-1)
    assert page.when.back == 0


def test_files_and_paper_are_of_the_period_that_is_seen(runner: OpRunner, qtbot: QtBot) -> None:
    board, asked = Board(), []

    def ask(parent: QWidget, question: Ask, answered: Any) -> None:
        asked.append(question.suggestion)
        answered("/somewhere/figures")

    page = shown(board, runner, qtbot, ask=ask, prints=True)
    page.step(1)
    page.save_pdf()
    page.save_xlsx()
    page.print_figures()
    settle(runner)
    when = When(Span.MONTH, 1)
    assert board.files == [("/somewhere/figures.pdf", when), ("/somewhere/figures.xlsx", when), ("print", when)]
    assert asked == ["经营看板_2026-10-01_2026-10-31.pdf", "经营看板_2026-10-01_2026-10-31.xlsx"]


def test_nothing_to_show_says_what_to_do(runner: OpRunner, qtbot: QtBot) -> None:
    page = shown(Board(shown=()), runner, qtbot)
    assert page.empty.isVisible()


def test_a_narrow_window_has_fewer_columns_and_everything_follows_language_and_theme(
    runner: OpRunner, qtbot: QtBot, look: QApplication
) -> None:
    page = shown(Board(), runner, qtbot)
    before = page._columns
    page.resize(700, 680)
    assert page._columns[1] < before[1]
    apply_theme(look, "dark")
    i18n.install(look, "zh")
    QApplication.processEvents()
    assert tile(page, MONEY.code).number.text() == "123.46万元"
    assert card(page, BARS.code).chart.accessibleDescription() == "已逾期: 2; 今日到期: 1"
    assert not page.grab().isNull()
    apply_theme(look, "light")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_and_part_has_its_name_in_both_languages(look: QApplication, language: str) -> None:
    i18n.install(look, language)
    han = {code: any("一" <= sign <= "鿿" for sign in words.title(figure)) for code, figure in FIGURES.items()}
    assert set(han.values()) == {language == "zh"}
    for figure in FIGURES.values():
        assert words.empty(figure)
        if figure.shape is Shape.BARS:
            said = [words.part(figure, key, label) for key, label in figure.parts.items()]
            assert len(set(said)) == len(said), figure.code
            assert {any("一" <= sign <= "鿿" for sign in word) for word in said} <= {language == "zh"}
