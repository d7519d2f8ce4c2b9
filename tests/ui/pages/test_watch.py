"""Compliance looks into what was noticed; numbers shown in full are masked again by themselves (SE-1)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.policy.values import WatchRule
from app.watch import storage
from tests.ui.pages.office import Office
from ui.pages.client_details import ClientDetails
from ui.pages.client_view import Detail
from ui.pages.watch import WatchPage
from ui.staff_providers import WatchData
from ui.support.ask import Ask, Kind


def noticed(office: Office, who: str = "teller") -> None:
    """One who has shown too many numbers in full."""
    rule = WatchRule(unmaskings=2)
    with office.branch.db.write(getattr(office.actors, who)) as tx:
        for _ in range(2):
            storage.note_unmasked(tx, "c1", "mobile", "回拨", rule)


def found(_: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
    assert question.kind is Kind.REASON
    answered("季度抽查，正常")


def page(office: Office, who: str = "compliance") -> WatchPage:
    return office.open(WatchPage(office.runner, WatchData(office.services, getattr(office.actors, who)), ask=found))


@pytest.mark.rule("SE-1")
def test_a_notice_says_who_and_how_many_and_is_marked_with_a_note(office: Office) -> None:
    noticed(office)
    shown = page(office)
    (row,) = shown.table.rows()
    assert (row.who, row.count) == (f"{office.actors.teller.name} {office.actors.teller.staff_number}", 2)
    shown.table.selectRow(0)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    office.settle()
    (row,) = shown.table.rows()
    assert (row.reviewed_by, row.note) == (office.actors.compliance.name, "季度抽查，正常")
    assert not shown.mark.isEnabled()
    assert "watch.reviewed" in office.acts()


@pytest.mark.rule("TO-5")
def test_nobody_is_offered_the_notice_about_themselves(office: Office) -> None:
    noticed(office, "general_manager")
    shown = page(office, "general_manager")
    shown.table.selectRow(0)
    assert not shown.mark.isEnabled()
    shown.review()
    office.settle()
    assert not shown.table.rows()[0].reviewed_by


def test_the_page_hears_of_new_notices(office: Office) -> None:
    shown = page(office)
    assert shown.table.rows() == []
    noticed(office)
    shown.changed("tasks")
    office.settle()
    assert shown.table.rows() == []
    shown.changed("watch")
    office.settle()
    assert len(shown.table.rows()) == 1


DETAILS = (Detail("mobile", "138****8000", masked=True), Detail("email", "z***@example.com", masked=True))
NAMES = {"mobile": "Mobile", "email": "E-mail"}


@pytest.fixture
def details(qtbot: QtBot) -> ClientDetails:
    made = ClientDetails()
    qtbot.addWidget(made)
    made.show_details(DETAILS, NAMES, "Show")
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.rule("SE-1")
def test_a_number_shown_in_full_is_masked_again_after_its_time(details: ClientDetails, qtbot: QtBot) -> None:
    assert details.seconds == 60
    details.show_value("mobile", "13800138000")
    assert details.value("mobile") == "13800138000"
    assert details._again.remainingTime() > 0
    details._again.timeout.emit()  # the minute is over
    assert details.value("mobile") == "138****8000"
    assert details.cell("mobile").eye.isVisible()


@pytest.mark.rule("SE-1")
def test_leaving_the_page_masks_everything_and_a_late_answer_shows_nothing(details: ClientDetails) -> None:
    details.show_value("mobile", "13800138000")
    details.show_value("email", "zhang@example.com")
    details.hide()
    assert {details.value("mobile"), details.value("email")} == {"138****8000", "z***@example.com"}
    details.show_value("mobile", "13800138000")
    details.show()
    assert details.value("mobile") == "138****8000"
