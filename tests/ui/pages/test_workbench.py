from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from tests.ui import samples
from tests.ui.samples import SampleWorkbench
from ui import i18n
from ui.pages.workbench import Workbench, WorkbenchPage
from ui.support.run_op import OpRunner


class Bench:
    """The page with its provider and the clock in hand."""

    def __init__(self, runner: OpRunner, shown: Workbench | None = None) -> None:
        self.now: datetime = samples.NOW
        self.provider = SampleWorkbench(shown)
        self.page = WorkbenchPage(runner, self.provider, lambda: self.now)
        self.started: list[str] = []
        self.resumed: list[str] = []
        self.page.start_booking.connect(self.started.append)
        self.page.resume_case.connect(self.resumed.append)


def shown(runner: OpRunner, qtbot: QtBot, what: Workbench | None = None) -> Bench:
    bench = Bench(runner, what)
    qtbot.addWidget(bench.page)
    bench.page.resize(1180, 660)
    bench.page.show()
    bench.page.activateWindow()
    qtbot.waitUntil(bench.page.isActiveWindow)
    bench.page.refresh()
    assert runner.wait()
    return bench


@pytest.fixture
def bench(runner: OpRunner, qtbot: QtBot) -> Bench:
    return shown(runner, qtbot)


def test_numbers_and_lists_are_what_the_provider_gives(bench: Bench) -> None:
    assert [tile.number.text() for tile in bench.page._tiles] == ["7", "4", "3", "4"]
    assert bench.page.bookings().rows() == list(samples.BOOKINGS)
    assert bench.page.cases().rows() == list(samples.CASES)


@pytest.mark.rule("AP-2")
def test_enter_on_an_expected_booking_starts_its_opening_and_on_others_nothing(bench: Bench, qtbot: QtBot) -> None:
    table = bench.page.bookings()
    for row in range(len(samples.BOOKINGS)):
        table.selectRow(row)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert bench.page._start.isEnabled() == (samples.BOOKINGS[row].state == "open")
    assert bench.started == [row.id for row in samples.BOOKINGS if row.state == "open"]


@pytest.mark.rule("OP-6")
def test_enter_on_an_unfinished_case_resumes_it(bench: Bench, qtbot: QtBot) -> None:
    table = bench.page.cases()
    table.selectRow(2)
    QTest.keyClick(table, Qt.Key.Key_Return)
    bench.page._resume.click()
    assert bench.resumed == ["c3", "c3"]


def test_a_new_opening_is_one_key_away(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.page.new_opening):
        QTest.keyClick(bench.page.bookings(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def test_empty_lists_say_what_to_do(runner: OpRunner, qtbot: QtBot) -> None:
    bench = shown(runner, qtbot, Workbench())
    assert not bench.page.bookings().isVisible()
    assert bench.page._bookings.empty.isVisible()
    with qtbot.waitSignal(bench.page.new_booking):
        bench.page._bookings.empty.acted.emit()
    with qtbot.waitSignal(bench.page.new_opening):
        bench.page._cases.empty.acted.emit()


def test_a_refusal_is_told_and_what_was_shown_stays(bench: Bench, runner: OpRunner) -> None:
    bench.provider.problem = Refused("auth.denied", right="counter")
    bench.page.refresh()
    assert runner.wait()
    assert "counter" in bench.page.banner.text()
    assert bench.page.bookings().rows()
    bench.provider.problem = None
    bench.page.refresh()
    assert runner.wait()
    assert bench.page.banner.text() == ""


@pytest.mark.parametrize(("hours", "hello"), [(-2, "Good morning"), (4, "Good afternoon"), (9, "Good evening")])
def test_the_greeting_fits_the_hour(bench: Bench, hours: int, hello: str) -> None:
    bench.now = samples.NOW + timedelta(hours=hours)
    bench.page.set_person("周敏")
    assert bench.page._hello.text() == f"{hello}, 周敏"


def test_the_page_speaks_the_other_language_at_once(bench: Bench, runner: OpRunner, look: QApplication) -> None:
    i18n.install(look, "zh")
    QApplication.processEvents()
    assert runner.wait()
    model = bench.page.bookings().model()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "时间"
    assert model.index(0, 4).data() == "已开户"


def test_reading_again_keeps_the_chosen_row(bench: Bench, runner: OpRunner) -> None:
    bench.page.bookings().selectRow(3)
    bench.page.refresh()
    assert runner.wait()
    assert bench.page.bookings().row() == samples.BOOKINGS[3]
