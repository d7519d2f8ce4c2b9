from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import samples
from ui.support.run_op import OpRunner
from ui.widgets.search import Hit, SearchBox
from ui.widgets.side_panel import SidePanel
from ui.widgets.steps import Step, StepList, StepState
from ui.widgets.table import Column, DataTable

STEPS = (
    Step("identity", "Identity", StepState.DONE),
    Step("contact", "Contact", StepState.PARTIAL, "mobile missing"),
    Step("sign", "Signatures", StepState.BLOCKED, "first the disclosure"),
)


KEPT: list[QWidget] = []
"""Windows in use: Python would throw them away as soon as the helper returns."""


def shown(qtbot: QtBot, widget: QWidget, wide: int = 700, high: int = 500) -> QWidget:
    window = QWidget()
    KEPT.append(window)
    qtbot.addWidget(window, before_close_func=lambda _: KEPT.clear())
    QVBoxLayout(window).addWidget(widget)
    window.resize(wide, high)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    widget.setFocus()
    return window


def test_any_step_can_be_entered_by_keys_even_a_blocked_one(look: QApplication, qtbot: QtBot) -> None:
    steps = StepList()
    steps.set_steps(STEPS)
    steps.set_current("identity")
    shown(qtbot, steps)
    chosen: list[str] = []
    steps.chosen.connect(chosen.append)
    QTest.keyClick(steps, Qt.Key.Key_Down)
    QTest.keyClick(steps, Qt.Key.Key_Down)
    QTest.keyClick(steps, Qt.Key.Key_Return)
    QTest.keyClick(steps, Qt.Key.Key_Up)
    QTest.keyClick(steps, Qt.Key.Key_Space)
    assert chosen == ["sign", "contact"]


def test_a_click_on_a_step_goes_there(look: QApplication, qtbot: QtBot) -> None:
    steps = StepList()
    steps.set_steps(STEPS)
    shown(qtbot, steps)
    place = steps.visualRect(steps.model().index(1, 0)).center()
    with qtbot.waitSignal(steps.chosen) as told:
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["contact"]


def test_a_step_says_its_state_and_reason_to_a_screen_reader(look: QApplication, qtbot: QtBot) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.set_steps(STEPS)
    said = steps.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Signatures，blocked，first the disclosure"


def test_new_states_keep_the_current_step(look: QApplication, qtbot: QtBot) -> None:
    steps = StepList()
    qtbot.addWidget(steps)
    steps.set_steps(STEPS)
    steps.set_current("contact")
    steps.set_steps([Step(step.key, step.title, StepState.DONE) for step in STEPS])
    assert steps.current() == "contact"
    assert steps.currentIndex().row() == 1
    steps.set_steps(STEPS[1:])
    assert steps.currentIndex().row() == 0
    steps.grab()


def table(rows: Sequence[tuple[str, int, str]]) -> DataTable:
    made = DataTable()
    made.set_columns(
        (
            Column("Name", lambda row: row[0]),
            Column("Number", lambda row: str(row[1]), 80, order=lambda row: row[1]),
            Column("State", lambda row: row[2], 80, chip=lambda row: "ok"),
        )
    )
    made.set_rows(rows, key=lambda row: row[0])
    return made


ROWS = (("b", 10, "x"), ("a", 9, "y"), ("c", 100, "z"))


def test_enter_opens_the_chosen_row_and_space_looks_at_it(look: QApplication, qtbot: QtBot) -> None:
    rows = table(ROWS)
    shown(qtbot, rows)
    opened: list[object] = []
    looked: list[object] = []
    rows.opened.connect(opened.append)
    rows.looked.connect(looked.append)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert opened == looked == [ROWS[1]]


def test_rows_sort_by_value_and_not_by_text_and_back(look: QApplication, qtbot: QtBot) -> None:
    rows = table(ROWS)
    qtbot.addWidget(rows)
    header = rows.horizontalHeader()
    header.sectionClicked.emit(1)
    assert [row[1] for row in rows.rows()] == [9, 10, 100]
    header.sectionClicked.emit(1)
    assert [row[1] for row in rows.rows()] == [100, 10, 9]


def test_filtering_shows_rows_with_the_text_in_any_column(look: QApplication, qtbot: QtBot) -> None:
    rows = table(ROWS)
    qtbot.addWidget(rows)
    rows.filter_by("10")
    assert [row[0] for row in rows.rows()] == ["b", "c"]
    rows.filter_by("nothing")
    assert rows.rows() == []
    assert rows.row() is None
    rows.filter_by("")
    assert len(rows.rows()) == 3


def test_new_rows_keep_the_chosen_one(look: QApplication, qtbot: QtBot) -> None:
    rows = table(ROWS)
    qtbot.addWidget(rows)
    rows.selectRow(2)
    rows.set_rows((("n", 1, "n"), *ROWS), key=lambda row: row[0])
    assert rows.row() == ROWS[2]
    rows.set_rows(())
    assert rows.row() is None
    rows.set_rows(ROWS)
    assert rows.row() == ROWS[0]


def test_a_table_with_chips_and_a_chosen_row_paints(look: QApplication, qtbot: QtBot) -> None:
    rows = table(ROWS)
    shown(qtbot, rows)
    assert not rows.grab().isNull()


@pytest.fixture
def box(runner: OpRunner, qtbot: QtBot) -> SearchBox:
    made = SearchBox(runner, samples.find)
    shown(qtbot, made)
    return made


def test_the_first_find_is_marked_and_enter_takes_it(box: SearchBox, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "lz")
    assert runner.wait()
    assert [hit.title for hit in box.hits()] == ["刘泽", "吕梓杰"]
    with qtbot.waitSignal(box.chosen) as told:
        QTest.keyClick(box, Qt.Key.Key_Down)
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert told.args == [samples.HITS[1]]
    assert box.text() == ""
    assert box.hits() == ()


def test_escape_closes_and_tells(box: SearchBox, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "lz")
    assert runner.wait()
    with qtbot.waitSignal(box.dismissed):
        QTest.keyClick(box, Qt.Key.Key_Escape)
    assert (box.text(), box.hits()) == ("", ())


def test_nothing_found_says_what_to_try(box: SearchBox, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "qqqq")
    assert runner.wait()
    assert box.hits() == ()
    assert box._popup is not None
    assert box._popup.nothing.isVisible()
    assert "pinyin" in box._popup.nothing.text()
    QTest.keyClick(box, Qt.Key.Key_Return)


def test_the_newest_text_wins_over_a_slow_older_answer(runner: OpRunner, qtbot: QtBot) -> None:
    gate, asked = threading.Event(), list[str]()

    def slow(text: str) -> list[Hit]:
        asked.append(text)
        gate.wait(5)
        return [Hit(text, text)]

    box = SearchBox(runner, slow)
    shown(qtbot, box)
    QTest.keyClicks(box, "abcdef")
    gate.set()
    assert runner.wait()
    assert asked == ["a", "abcdef"]
    assert [hit.title for hit in box.hits()] == ["abcdef"]


def test_the_list_goes_when_the_focus_goes(box: SearchBox, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClicks(box, "lz")
    assert runner.wait()
    box.clearFocus()
    assert box.hits() == ()


def test_the_panel_is_a_drawer_on_a_narrow_window_and_beside_on_a_wide_one(look: QApplication, qtbot: QtBot) -> None:
    main, panel = QWidget(), QWidget()
    side = SidePanel(main, panel)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    layout.addWidget(side)
    window.resize(1366, 700)
    window.show()
    assert side.is_drawer()
    assert not panel.isVisible()
    side.toggle()
    assert panel.isVisible()
    assert side.is_open()
    side.toggle()
    assert not panel.isVisible()
    window.resize(1600, 700)
    qtbot.waitUntil(panel.isVisible)
    assert not side.button().isVisible()
    assert main.geometry().right() < panel.parentWidget().geometry().left()  # type: ignore[union-attr] # has a frame
