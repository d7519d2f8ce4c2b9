"""The end of the day: what is missing by case, the signature, the filed sheets (TO-11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from tests.ui.manager.conftest import Answering, Stage
from tests.ui.manager.more_samples import COPY, FILED, SampleDay, day
from tests.ui.manager.samples import TODAY
from ui import i18n
from ui.pages.day_end import DayEndPage
from ui.widgets.editors import Choice


class Desk:
    def __init__(self, stage: Stage, ask: Answering, **changes: object) -> None:
        self.stage, self.ask = stage, ask
        self.provider = SampleDay(**changes)  # type: ignore[arg-type]  # names are checked by the class
        self.page = DayEndPage(stage.runner, self.provider, ask=ask)
        stage.open(self.page)

    def sign(self) -> None:
        pad = self.page.pad.pad
        for row in range(3):
            QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 30 + 30 * row))
            for step in range(1, 24):
                QTest.mouseMove(pad, QPoint(40 + 9 * step, 30 + 30 * row + (step % 5) * 6))
            QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(260, 30 + 30 * row))
        self.page.pad.confirm.click()
        self.stage.settle()


@pytest.mark.rule("TO-11")
def test_what_is_missing_is_listed_by_case_and_the_day_cannot_be_signed(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    shown = {row.number: desk.page._missing(row) for row in desk.page.cases.rows()}
    assert shown["ZX2026000002"] == "居民身份证复印件；转销户工作备忘录"
    assert shown["ZX2026000001"] == "Complete"
    assert "ZX2026000002" in desk.page._why.text()
    assert not desk.page.pad.pad.isEnabled()
    assert desk.page.state.text() == "1 cases lack something"


@pytest.mark.rule("TO-11")
def test_receipts_are_listed_with_what_was_taken_and_voided_ones_with_their_reason(
    stage: Stage, ask: Answering
) -> None:
    desk = Desk(stage, ask)
    assert desk.page._receipts.note.text() == "30.00 yuan taken"
    assert [row.void for row in desk.page.receipts.rows()] == ["", "金额录入有误"]


@pytest.mark.rule("TO-11")
def test_the_teller_signs_for_what_was_shown_and_the_sheet_is_filed(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask, complete=True)
    desk.sign()
    (signed,) = desk.provider.inks
    assert signed[0] == TODAY
    assert len(signed[1].strokes) == 3
    assert signed[2] == "abc"
    assert desk.page.state.text() == "Closed"
    assert "RZ202611233301017-01" in desk.page._why.text()
    assert not desk.page.pad.confirm.isVisible()


def test_a_day_that_changed_meanwhile_is_not_closed_and_is_read_anew(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask, complete=True, problem=Refused("dayend.changed_meanwhile"))
    before = len(desk.provider.asked)
    desk.sign()
    assert desk.provider.inks == []
    assert desk.page.banner.isVisible()
    assert len(desk.provider.asked) > before


@pytest.mark.rule("TO-10")
def test_a_copy_that_is_missing_is_scanned_and_added(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    assert desk.page.missing_copy() is None  # the first case lacks nothing
    desk.page.cases.selectRow(2)
    assert COPY.label in desk.page._copy.text()
    ask.answer = "/data/scan.pdf"
    desk.page._copy.click()
    desk.stage.settle()
    assert desk.provider.copies == [(COPY, "/data/scan.pdf")]
    assert desk.page.pad.pad.isEnabled()


def test_enter_goes_to_the_case(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    told: list[str] = []
    desk.page.case_wanted.connect(told.append)
    desk.page.cases.selectRow(2)
    QTest.keyClick(desk.page.cases, Qt.Key.Key_Return)
    QTest.keyClick(desk.page.unfinished, Qt.Key.Key_Return)
    QTest.keyClick(desk.page.receipts, Qt.Key.Key_Return)
    desk.page._go.click()
    assert told == ["ZX2026000002", "20261123000004", "ZX2026000001", "ZX2026000002"]


@pytest.mark.rule("TO-11")
def test_a_filed_sheet_is_printed_again_and_looked_at(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    wanted: list[str] = []
    printed: list[str] = []
    desk.page.document_wanted.connect(wanted.append)
    desk.page.print_wanted.connect(printed.append)
    desk.page.filed.selectRow(1)
    QTest.keyClick(desk.page.cases, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    desk.page._look.click()
    assert printed == [FILED[1].document_number]
    assert wanted == [FILED[1].document_number]


def test_another_day_is_opened_from_the_filed_sheets_and_today_again(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    QTest.keyClick(desk.page.filed, Qt.Key.Key_Return)
    desk.stage.settle()
    asked = desk.provider.asked
    assert asked[-1] == (TODAY - timedelta(days=3), "")
    assert desk.page._today.isVisible()
    desk.page._today.click()
    desk.stage.settle()
    assert asked[len(asked) - 1] == (None, "")
    assert not desk.page._today.isVisible()


def test_a_supervisor_looks_at_other_tellers(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    assert not desk.page.teller.isVisible()
    desk.provider.others = (Choice("s9", "王磊（工号3301018）"),)
    desk.page.refresh()
    stage.settle()
    assert desk.page.teller.isVisible()
    desk.page.teller.set_value("s9")
    desk.page.teller.edited.emit()
    stage.settle()
    assert desk.provider.asked[-1] == (None, "s9")


def test_cases_that_ended_after_the_closing_are_told(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask)
    desk.page._show(replace(day(closed="RZ1-01", complete=True), after_closing=("ZX2026000009",)))
    assert "ZX2026000009" in desk.page.banner.text()


def test_what_is_on_the_pad_stays_when_the_language_changes_and_goes_with_another_day(
    stage: Stage, ask: Answering, look: QApplication
) -> None:
    desk = Desk(stage, ask, complete=True)
    pad = desk.page.pad.pad
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 30))
    QTest.mouseMove(pad, QPoint(90, 60))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    i18n.install(look, "zh")
    stage.qtbot.waitUntil(lambda: desk.page._go.text() == "打开业务")
    assert pad.strokes
    desk.page.show_day(TODAY - timedelta(days=3))
    stage.settle()
    assert not pad.strokes
