"""The page of satisfaction: what may be shown, in words, and as files (SF-1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.app.satisfaction.test_asking import Counter
from tests.people import TODAY
from tests.ui.pages.office import Office
from ui.customer_display.rating import RatingView
from ui.desk import furnish
from ui.main_window import MainWindow
from ui.pages.satisfaction.page import SatisfactionPage
from ui.pages.satisfaction.rows import Which
from ui.satisfaction_providers import SatisfactionData
from ui.sign_in import SignInPage
from ui.support.ask import Ask


@pytest.fixture
def counter(office: Office) -> Counter:
    return Counter(office.branch, office.actors, office.services)


def page_of(office: Office, path: str = "", today: date = date(2026, 12, 20)) -> SatisfactionPage:
    def ask(_: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        answered(path)

    data = SatisfactionData(office.services.satisfaction, office.actors.general_manager)
    return office.open(SatisfactionPage(office.runner, data, today=today, ask=ask))


def show(office: Office, page: SatisfactionPage, which: Which) -> list[tuple[str, str]]:
    page.which.set_value(which.value)
    page.which.edited.emit()
    return [(row.label, row.average) for row in page.table.rows()]


@pytest.mark.rule("SF-1")
def test_the_page_shows_averages_reasons_and_words_of_months_that_are_over(office: Office, counter: Counter) -> None:
    counter.given(5, 4, 5, 3, 5, None, words="排队太久")
    counter.later(30)
    page = page_of(office)
    assert page.months() == (date(2026, 9, 1), date(2026, 11, 1))
    assert show(office, page, Which.MONTHS) == [("2026-11", "4.40")]
    (who,) = show(office, page, Which.STAFF)
    assert who[1] == "4.40"
    assert show(office, page, Which.REASONS) == [("等候时间过长", "1")]
    assert show(office, page, Which.WORDS) == [("排队太久", "")]
    assert page._chart.isHidden()
    assert show(office, page, Which.EACH)[0][0].startswith("2026-11")
    assert [row.label for row in page.bars.rows()] == [row.label for row in page.table.rows()]
    page.step(1)
    office.settle()
    assert page._stack.currentWidget() is page.empty


def test_too_few_answers_are_told_in_words_and_have_no_bar(office: Office, counter: Counter) -> None:
    counter.given(5, 4)
    counter.later(30)
    page = page_of(office)
    ((_, said),) = show(office, page, Which.STAFF)
    assert said == "too few answers"
    assert page.bars.rows()[0].value is None


def test_the_running_month_has_nothing_to_show(office: Office, counter: Counter) -> None:
    counter.given(5, 5, 5, 5, 5)
    page = page_of(office, today=TODAY)
    assert page._stack.currentWidget() is page.empty


def test_the_table_is_saved_as_a_workbook_and_a_paper(office: Office, counter: Counter, tmp_path: Path) -> None:
    counter.given(5, 4, 5, 3, 5)
    counter.later(30)
    page = page_of(office, str(tmp_path / "out"))
    page.save_xlsx()
    page.save_pdf()
    office.settle()
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "out.pdf").exists()
    assert office.acts()[:2] == ["reports.exported", "reports.exported"]


@pytest.mark.rule("SF-1")
def test_the_desk_asks_after_a_case_and_says_only_that_the_client_is_at_it(
    office: Office, counter: Counter, qtbot: QtBot
) -> None:
    window = MainWindow(office.runner, SignInPage(office.runner, lambda _login, _password: None), lambda _: [])
    qtbot.addWidget(window)
    desk = furnish(window, office.runner, office.services, counter.teller, office.display, printer=office.paper)
    window.enter("测试", "9000", "01")
    office.settle()
    office.display._placed, office.display._shares_screen = True, False
    page = desk.suitability
    assert page is not None
    page.finished.emit(SimpleNamespace(number=counter.filed()))
    office.settle()
    assert isinstance(office.display.view, RatingView)
    assert not window.status.client.isHidden()
    office.display.view.marks[4].click()
    office.display.view.next.click()
    office.settle()
    assert window.status.client.isHidden()
    assert counter.marks() == [5]
    window._idle.stop()
