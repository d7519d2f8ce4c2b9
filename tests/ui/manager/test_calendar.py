"""The trading calendar's page: closed days by click and key, names by holiday, saved as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from app.trading_days.domain import ClosedDay, Source
from tests.ui.manager.conftest import Answering, Stage
from tests.ui.manager.samples import CLOSED, SampleCalendar
from ui import i18n
from ui.pages.calendar import CalendarPage

CTRL = Qt.KeyboardModifier.ControlModifier
FRIDAY = date(2026, 12, 25)


class Desk:
    def __init__(self, stage: Stage, ask: Answering, *, can_write: bool = True) -> None:
        self.stage, self.ask = stage, ask
        self.provider = SampleCalendar()
        self.page = CalendarPage(stage.runner, self.provider, can_write=can_write, ask=ask)
        stage.open(self.page)

    def click(self, day: date) -> None:
        QTest.mouseClick(
            self.page.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            self.page.grid.rect_of(day).center(),
        )  # fmt: skip

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.grid, key)

    def save(self) -> None:
        QTest.keyClick(self.page.grid, Qt.Key.Key_Return, CTRL)
        self.stage.settle()

    def closed(self) -> dict[date, str]:
        return {row.day: row.name for row in self.page.table.rows()}

    def name(self, text: str) -> None:
        self.page.name.focus_editor()
        self.page.name.widget.selectAll()  # type: ignore[attr-defined]  # it is a LineEdit
        QTest.keyClicks(self.page.name.widget, text)


@pytest.fixture
def desk(stage: Stage, ask: Answering) -> Desk:
    return Desk(stage, ask)


def test_the_present_year_comes_up_with_its_closed_days(desk: Desk) -> None:
    assert desk.page.shown_year() == 2026
    assert len(desk.closed()) == len(CLOSED)
    assert not desk.page.is_changed()


@pytest.mark.rule("TO-15")
def test_a_day_is_closed_with_a_click_and_saved_with_the_version_seen(desk: Desk) -> None:
    desk.click(FRIDAY)
    assert FRIDAY in desk.closed()
    desk.name("Christmas")
    desk.save()
    year, closed, version = desk.provider.saved[0]
    assert (year, version) == (2026, 0)
    assert ClosedDay(FRIDAY, "Christmas") in closed
    assert len(closed) == len(CLOSED) + 1
    assert not desk.page.is_changed()


def test_keys_go_from_day_to_day_and_the_space_bar_closes_and_opens(desk: Desk) -> None:
    grid = desk.page.grid
    assert grid.day() == date(2026, 11, 23)
    desk.press(Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up)
    assert grid.day() == date(2026, 12, 23)
    desk.press(Qt.Key.Key_End)
    assert grid.day() == date(2026, 12, 31)
    desk.press(Qt.Key.Key_Right)
    assert grid.day() == date(2026, 12, 31)  # the year ends here
    desk.press(Qt.Key.Key_Space)
    assert date(2026, 12, 31) in desk.closed()
    desk.press(Qt.Key.Key_Space)
    assert date(2026, 12, 31) not in desk.closed()
    desk.press(Qt.Key.Key_Home, Qt.Key.Key_PageUp)
    assert grid.day() == date(2026, 11, 1)


def test_the_day_under_the_cursor_is_told_to_those_who_do_not_see_it(desk: Desk) -> None:
    desk.page.grid.go(date(2026, 10, 1))
    assert desk.page.grid.accessibleDescription() == "2026-10-01 closed"
    desk.page.grid.go(date(2026, 10, 9))
    assert desk.page.grid.accessibleDescription() == "2026-10-09 open"


@pytest.mark.rule("TO-15")
def test_a_weekend_is_never_a_closed_day(desk: Desk) -> None:
    desk.click(date(2026, 12, 26))
    assert not desk.page.is_changed()


@pytest.mark.rule("TO-15")
def test_a_day_that_is_over_stays_as_it_was_and_the_page_says_why(desk: Desk) -> None:
    desk.click(date(2026, 11, 20))
    assert not desk.page.is_changed()
    assert "2026-11-20" in desk.page.banner.text()


def test_a_name_is_that_of_the_whole_holiday(desk: Desk) -> None:
    for day in (24, 25, 28):
        desk.click(date(2026, 12, day))
    desk.name("Winter")
    assert [desk.closed()[date(2026, 12, day)] for day in (24, 25, 28)] == ["Winter"] * 3
    assert desk.closed()[date(2026, 10, 1)] == "国庆节"
    desk.click(date(2026, 12, 29))  # beside it: the same holiday
    assert desk.closed()[date(2026, 12, 29)] == "Winter"


def test_a_holiday_without_a_name_is_not_saved(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.save()
    assert desk.provider.saved == []
    assert desk.page.name.error()


def test_nothing_is_saved_when_nothing_was_changed(desk: Desk) -> None:
    desk.save()
    assert desk.provider.saved == []


def test_changes_can_be_taken_back(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.page.undo()
    assert not desk.page.is_changed()
    assert len(desk.closed()) == len(CLOSED)


def test_a_year_that_somebody_else_changed_is_told_and_theirs_can_be_taken(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.name("Mine")
    desk.provider.problem = Refused("calendar.changed_meanwhile")
    desk.save()
    assert desk.page.banner.kind == "danger"
    assert desk.closed()[FRIDAY] == "Mine"
    desk.page.banner.acted.emit()
    desk.stage.settle()
    assert FRIDAY not in desk.closed()


@pytest.mark.rule("TO-15")
def test_an_unknown_year_is_asked_for_and_added(desk: Desk) -> None:
    assert "2027" in desk.page.coming.text()
    desk.page.coming.acted.emit()
    desk.stage.settle()
    assert desk.page.shown_year() == 2027
    desk.click(date(2027, 1, 1))
    desk.name("New Year")
    desk.save()
    assert desk.provider.saved == [(2027, (ClosedDay(date(2027, 1, 1), "New Year"),), 0)]
    assert desk.page.coming.isHidden()


def test_days_of_a_year_that_nobody_knew_can_be_entered_though_they_are_over(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    del desk.provider.years[2026]
    desk.page.refresh()
    stage.settle()
    assert desk.page.coming.kind == "danger"
    desk.click(date(2026, 1, 1))
    assert date(2026, 1, 1) in desk.closed()


def test_leaving_a_changed_year_is_asked(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.ask.answer = None
    desk.page._step(-1)
    desk.stage.settle()
    assert desk.page.shown_year() == 2026
    assert desk.page.is_changed()
    desk.ask.answer = "yes"
    desk.page._step(-1)
    desk.stage.settle()
    assert desk.page.shown_year() == 2025


def test_reading_anew_does_not_lose_changes(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.page.refresh()
    desk.stage.settle()
    assert FRIDAY in desk.closed()


def test_who_may_only_look_changes_nothing(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask, can_write=False)
    desk.click(FRIDAY)
    desk.press(Qt.Key.Key_Space)
    desk.save()
    assert not desk.page.is_changed()
    assert desk.provider.saved == []
    assert not desk.page._save.isVisible()
    assert "does" in desk.page.coming.text()


def test_the_language_changes_and_the_changes_stay(desk: Desk, look: QApplication) -> None:
    desk.click(FRIDAY)
    i18n.install(look, "zh")
    desk.stage.qtbot.waitUntil(lambda: desk.page._save.text() == "保存")
    assert FRIDAY in desk.closed()
    assert desk.page.source.text() == "未保存"


def test_what_somebody_else_closed_is_taken_over_and_ones_own_changes_stand_on_top(desk: Desk) -> None:
    theirs, both = date(2026, 12, 31), FRIDAY
    desk.click(both)
    desk.name("Mine")
    now = desk.provider.years[2026]
    closed = (*now.closed, ClosedDay(theirs, "Theirs"), ClosedDay(both, "Other"))
    desk.provider.years[2026] = replace(now, closed=closed, version=1, source=Source.BRANCH)
    desk.provider.problem = Refused("calendar.changed_meanwhile")
    desk.save()
    assert (desk.closed()[theirs], desk.closed()[both]) == ("Theirs", "Mine")
    assert f"with theirs: {both.isoformat()} (Other)" in desk.page.banner.text()
    desk.provider.problem = None
    desk.save()
    year, saved, version = desk.provider.saved[0]
    assert (year, version) == (2026, 1)
    assert {ClosedDay(theirs, "Theirs"), ClosedDay(both, "Mine")} <= set(saved)


def test_a_year_is_kept_on_the_page_while_the_server_is_away(desk: Desk) -> None:
    desk.click(FRIDAY)
    desk.name("Mine")
    desk.provider.problem = Refused("branch.unreachable")
    desk.save()
    assert desk.page.banner.text().startswith("Not saved yet")
    assert FRIDAY in desk.closed()
    desk.provider.problem = None
    desk.stage.runner.retry()
    desk.stage.settle()
    assert not desk.page.is_changed()
    assert desk.page.banner.text() == ""
    assert len(desk.provider.saved) == 1
