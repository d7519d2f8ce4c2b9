from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import samples
from tests.ui.samples import SampleBookings
from ui.pages.bookings import BookingPage
from ui.pages.bookings_calendar import lines_of
from ui.support.ask import Ask
from ui.support.run_op import OpRunner


class Desk:
    def __init__(self, runner: OpRunner) -> None:
        self.provider = SampleBookings()
        self.asked: list[Ask] = []
        self.page = BookingPage(runner, self.provider, today=samples.TODAY, ask=self.answer)

    def answer(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered("client telephoned")


@pytest.fixture
def desk(runner: OpRunner, qtbot: QtBot) -> Desk:
    made = Desk(runner)
    qtbot.addWidget(made.page)
    made.page.resize(1180, 660)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(made.page.isActiveWindow)
    made.page.refresh()
    assert runner.wait()
    return made


def fill(desk: Desk, mobile: str = "13857127712") -> None:
    fields = desk.page.fields
    fields["name"].set_value("林梓萱")
    fields["mobile"].set_value(mobile)
    fields["time"].set_value("09:30")
    fields["business"].set_value(("sh",))


@pytest.mark.rule("AP-1")
def test_a_booking_is_saved_by_key_and_the_form_is_empty_again(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    fill(desk)
    QTest.keyClick(desk.page.fields["name"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    assert desk.provider.rows[-1].name == "林梓萱"
    assert desk.page.table.rows()[-1].id == "n1"
    assert desk.page.fields["name"].value() == ""
    assert desk.page.fields["day"].value() == "2026-11-23"
    assert desk.page.fields["name"].widget.hasFocus()


@pytest.mark.rule("AP-1")
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(desk: Desk, runner: OpRunner) -> None:
    fill(desk, mobile="1385712")
    desk.page.save()
    assert runner.wait()
    assert desk.page.fields["mobile"].error()
    assert desk.page.fields["mobile"].widget.hasFocus()
    assert desk.page.fields["name"].value() == "林梓萱"
    assert desk.page.fields["business"].value() == ("sh",)
    assert len(desk.provider.rows) == len(samples.BOOKINGS)


@pytest.mark.parametrize("key", ["name", "mobile", "day", "time", "business"])
def test_what_is_needed_and_missing_is_told_at_the_field(desk: Desk, key: str) -> None:
    fill(desk)
    desk.page.fields[key].set_value("")
    desk.page.save()
    assert desk.page.fields[key].error()
    assert len(desk.provider.rows) == len(samples.BOOKINGS)


def test_saving_twice_saves_once(desk: Desk, runner: OpRunner) -> None:
    fill(desk)
    desk.page.save()
    desk.page.save()
    assert runner.wait()
    assert len(desk.provider.rows) == len(samples.BOOKINGS) + 1


@pytest.mark.rule("AP-3")
def test_cancelling_asks_for_the_reason_and_only_what_is_open_can_be(desk: Desk, runner: OpRunner) -> None:
    desk.page.table.selectRow(0)
    desk.page.cancel()
    assert desk.asked == []
    desk.page.table.selectRow(2)
    desk.page.cancel()
    assert runner.wait()
    assert desk.provider.cancelled == [("b3", "client telephoned")]


def test_enter_on_an_open_booking_starts_the_opening(desk: Desk, qtbot: QtBot) -> None:
    desk.page.table.selectRow(3)
    with qtbot.waitSignal(desk.page.start_booking) as told:
        QTest.keyClick(desk.page.table, Qt.Key.Key_Return)
    assert told.args == ["b4"]


def test_the_list_is_filtered_as_one_types(desk: Desk, qtbot: QtBot) -> None:
    desk.page.filter.insert("何佳宁")
    assert [row.id for row in desk.page.table.rows()] == ["b4", "b6"]


def test_an_empty_list_says_what_to_do(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    desk.provider.rows.clear()
    desk.page.refresh()
    assert runner.wait()
    assert desk.page.empty.isVisible()
    desk.page.empty.acted.emit()
    assert desk.page.fields["name"].widget.hasFocus()


# the calendar


@pytest.mark.rule("AP-1")
def test_the_week_and_the_day_are_seen_and_walked_through_by_key(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    page = desk.page
    QTest.keyClick(page.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    calendar = page.calendar
    assert calendar.span() == (date(2026, 11, 23), date(2026, 11, 29))
    assert not page.fields["name"].isVisible()
    opened: list[str] = []
    page.start_booking.connect(opened.append)
    shown = calendar.sheet.currentIndex()
    while shown.data(Qt.ItemDataRole.UserRole + 2) is None or not shown.data(Qt.ItemDataRole.UserRole + 2).is_open:
        QTest.keyClick(calendar.sheet, Qt.Key.Key_Down)
        assert calendar.sheet.currentIndex().row() > shown.row()
        shown = calendar.sheet.currentIndex()
    wanted = shown.data(Qt.ItemDataRole.UserRole + 2).id
    QTest.keyClick(calendar.sheet, Qt.Key.Key_Return)
    assert opened == [wanted]
    QTest.keyClick(calendar.sheet, Qt.Key.Key_PageDown)
    assert runner.wait()
    assert calendar.span()[0] == date(2026, 11, 30)
    QTest.keyClick(calendar.sheet, Qt.Key.Key_T)
    QTest.keyClick(calendar.sheet, Qt.Key.Key_D)
    assert runner.wait()
    assert calendar.span() == (date(2026, 11, 23), date(2026, 11, 23))
    titles = [calendar.sheet.model().headerData(n, Qt.Orientation.Horizontal) for n in range(2)]
    assert titles == sorted({row.staff for row in desk.provider.rows})[:2]
    QTest.keyClick(calendar.sheet, Qt.Key.Key_Escape)
    assert page.fields["name"].isVisible()


def test_no_booking_is_left_out_of_the_calendar() -> None:
    rows = [
        replace(samples.BOOKINGS[0], id=str(n), at=samples.NOW.replace(hour=hour))
        for n, hour in enumerate((7, 9, 9, 20))
    ]
    lines = lines_of(rows, [samples.TODAY], by_day=True)
    found = [line.cells[0].id for line in lines if line.cells[0] is not None]
    assert found == ["0", "1", "2", "3"]
    assert [line.hour for line in lines if line.first] == list(range(7, 21))


# the sheet


@pytest.mark.rule("AP-1")
def test_a_sheet_is_looked_over_before_it_can_be_booked(desk: Desk, runner: OpRunner) -> None:
    page, panel = desk.page, desk.page.sheet
    page.show_import()
    panel.choose_file()
    assert runner.wait()
    assert (panel.take.isEnabled(), [found.row for found in panel.table.rows()]) == (False, [3])
    panel.take_all()
    assert runner.wait()
    assert desk.provider.sheets == [("client telephoned", True, False)]
    panel.skip.setChecked(True)
    assert runner.wait()
    assert panel.take.isEnabled()
    panel.take.click()
    assert runner.wait()
    assert [(dry, skip) for _, dry, skip in desk.provider.sheets] == [(True, False), (True, True), (False, True)]
    assert page.fields["name"].isVisible()


def test_everything_that_is_missing_is_said_at_once_and_stays_said(desk: Desk, runner: OpRunner) -> None:
    fields = desk.page.fields
    fields["name"].set_value("秦若兰")
    fields["mobile"].set_value("1385712")
    desk.page.save()
    assert runner.wait()
    assert [key for key, field in fields.items() if field.error()] == ["time", "business"]
    assert fields["time"].widget.hasFocus()
