from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from tests.ui import samples
from tests.ui.samples import SampleClients
from ui import i18n
from ui.pages.client_details import DetailValue
from ui.pages.client_view import LONG_TERM, UNWANTED, Detail
from ui.pages.clients import ClientPage
from ui.support.ask import Ask, Kind
from ui.support.run_op import OpRunner


class Asking:
    """Answers every question with what it was given; None is a no."""

    def __init__(self) -> None:
        self.answer: str | None = "the client asked"
        self.asked: list[Ask] = []

    def __call__(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.answer is not None:
            answered(self.answer)


class Desk:
    def __init__(self, runner: OpRunner) -> None:
        self.provider = SampleClients()
        self.ask = Asking()
        self.page = ClientPage(runner, self.provider, samples.sheet, ask=self.ask)


@pytest.fixture
def desk(runner: OpRunner, qtbot: QtBot) -> Desk:
    made = Desk(runner)
    qtbot.addWidget(made.page)
    made.page.resize(1180, 660)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(made.page.isActiveWindow)
    made.page.show_client("k1")
    assert runner.wait()
    return made


def test_without_a_client_the_page_says_how_to_find_one(runner: OpRunner, qtbot: QtBot) -> None:
    page = ClientPage(runner, SampleClients(), samples.sheet)
    qtbot.addWidget(page)
    page.show()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.find_requested):
        page.empty.acted.emit()


@pytest.mark.rule("SE-1")
def test_numbers_are_masked_until_a_reason_is_given(desk: Desk, runner: OpRunner) -> None:
    assert desk.page.details.value("mobile") == "138****7712"
    eye = desk.page.details.cell("mobile").eye
    desk.ask.answer = None
    eye.click()
    assert runner.wait()
    assert desk.page.details.value("mobile") == "138****7712"
    assert all(asked[0] != "unmask" for asked in desk.provider.asked)
    desk.ask.answer = "the client asked"
    eye.click()
    assert runner.wait()
    assert desk.provider.asked[-1] == ("unmask", "k1", "mobile", "the client asked")
    assert desk.page.details.value("mobile") == "13857127712"
    assert eye.isHidden()
    assert desk.ask.asked[-1].kind is Kind.REASON


@pytest.mark.rule("SE-1")
def test_the_next_client_is_masked_again(desk: Desk, runner: OpRunner) -> None:
    desk.page.details.cell("mobile").eye.click()
    assert runner.wait()
    desk.page.show_client("k2")
    assert runner.wait()
    assert desk.page.details.value("mobile") == "138****7712"
    shown = [cell for cell in desk.page.details.findChildren(DetailValue) if cell.eye.isVisible()]
    assert len(shown) == 4


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_one_keystroke_shows_a_document(desk: Desk, runner: OpRunner, qtbot: QtBot, key: Qt.Key) -> None:
    assert desk.page.documents.hasFocus()
    desk.page.documents.selectRow(2)
    QTest.keyClick(desk.page.documents, key)
    assert runner.wait()
    assert desk.page.preview.pdf() == b"%PDF-sampled3"
    assert desk.page.preview.isVisible()
    assert desk.page.preview.image(0) is not None


def test_escape_puts_the_drawer_away(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClick(desk.page.documents, Qt.Key.Key_Space)
    assert runner.wait()
    QTest.keyClick(desk.page.preview.area, Qt.Key.Key_Escape)
    assert not desk.page.preview.isVisible()
    assert desk.page.documents.hasFocus()


def test_a_document_is_exported_where_the_person_says(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    desk.ask.answer = "/somewhere/form.pdf"
    desk.page.documents.selectRow(1)
    QTest.keyClick(desk.page.documents, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    assert desk.ask.asked[-1].suggestion == "KH2026112300003-02.pdf"
    assert desk.provider.asked[-1] == ("export", "d2", "/somewhere/form.pdf")


def test_a_document_is_printed_by_key(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    QTest.keyClick(desk.page.documents, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    assert desk.provider.asked[-1] == ("print", "d1")


def test_a_refused_document_is_told_and_the_client_stays(desk: Desk, runner: OpRunner, qtbot: QtBot) -> None:
    desk.provider.problem = Refused("auth.denied", right="document.read")
    QTest.keyClick(desk.page.documents, Qt.Key.Key_Space)
    assert runner.wait()
    assert "document.read" in desk.page.banner.text()
    assert desk.page.client() is not None


def test_a_client_that_cannot_be_shown_is_told(runner: OpRunner, qtbot: QtBot) -> None:
    provider = SampleClients()
    provider.problem = Refused("auth.denied", right="client.read")
    page = ClientPage(runner, provider, samples.sheet)
    qtbot.addWidget(page)
    page.show()
    page.show_client("k1")
    assert runner.wait()
    assert page.empty.isVisible()
    assert "client.read" in page.empty._text.text()


def test_a_closed_case_is_not_resumed(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.page.resume_case):
        QTest.keyClick(desk.page.cases, Qt.Key.Key_Return)


def test_showing_clients_one_after_the_other_never_tires(desk: Desk, runner: OpRunner) -> None:
    for number in range(120):
        desk.page.show_client(f"k{number}")
        assert runner.wait()
    assert desk.page.details.value("mobile") == "138****7712"


@pytest.mark.parametrize(
    ("language", "kinds", "states", "case"),
    [
        ("en", ["Fund account · 示例银行 ***4471", "Shanghai A shares"], ["In use", "Registered"],
         ["Account opening", "Completed"]),
        ("zh", ["资金账户 · 示例银行 ***4471", "沪市A股账户"], ["正常", "已登记"], ["个人开户", "已办结"]),
    ],
)  # fmt: skip
def test_accounts_and_cases_are_told_in_the_language_of_the_window(
    desk: Desk,
    look: QApplication,
    runner: OpRunner,
    language: str,
    kinds: list[str],
    states: list[str],
    case: list[str],
) -> None:
    i18n.install(look, language)
    QApplication.processEvents()
    assert runner.wait()
    cells = [[desk.page.accounts.model().index(row, column).data() for column in (0, 2)] for row in (0, 1)]
    assert cells == [[kind, state] for kind, state in zip(kinds, states, strict=True)]
    assert [desk.page.cases.model().index(0, column).data() for column in (1, 2)] == case


@pytest.mark.parametrize(("language", "words"), [("en", "Long term"), ("zh", "长期")])
def test_a_paper_without_an_end_says_so(
    desk: Desk, look: QApplication, runner: OpRunner, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    i18n.install(look, language)
    another = replace(samples.CLIENT, details=(Detail("paper_until", LONG_TERM),))
    monkeypatch.setattr(desk.provider, "client", lambda _: another)
    desk.page.show_client("k2")
    assert runner.wait()
    assert desk.page.details.value("paper_until") == words


@pytest.mark.rule("AR-3")
def test_papers_that_are_not_ones_own_work_are_listed_after_a_purpose_was_stated_once_a_client(
    desk: Desk, runner: OpRunner
) -> None:
    desk.provider.needs_purpose = True
    desk.page.show_client("k2")
    assert runner.wait()
    bar = desk.page.papers.purpose
    assert bar.isVisible()
    assert not desk.page.documents.isVisible()
    assert not bar.go.isEnabled()
    bar.box.setEditText("客户来访查询本人资料")
    bar.go.click()
    assert runner.wait()
    assert ("purpose", "k2", "客户来访查询本人资料") in desk.provider.asked
    assert desk.page.documents.isVisible()
    assert desk.page.documents.hasFocus()
    desk.page.show_client("k3")
    assert runner.wait()
    assert bar.isVisible()
    assert bar.box.currentText() == ""
    desk.page.show_client("k2")
    assert runner.wait()
    assert not bar.isVisible()


@pytest.mark.rule("AR-3")
def test_a_document_wanted_from_elsewhere_is_shown_once_the_purpose_is_stated(desk: Desk, runner: OpRunner) -> None:
    desk.provider.needs_purpose = True
    desk.page.show_document("k2", "d2")
    assert runner.wait()
    assert all(asked[0] != "document" for asked in desk.provider.asked)
    desk.page.papers.purpose.box.setEditText("业务复核")
    QTest.keyClick(desk.page.papers.purpose.box, Qt.Key.Key_Return)
    assert runner.wait()
    assert desk.provider.asked[-1] == ("document", "d2")


@pytest.mark.rule("AR-4")
def test_a_destroyed_document_is_told_with_its_list_and_is_not_asked_for(desk: Desk, runner: OpRunner) -> None:
    gone = replace(samples.CLIENT.documents[0], destroyed="XH20471122000001", destroyed_on=date(2047, 11, 22))
    desk.provider.documents = (gone, *samples.CLIENT.documents[1:])
    desk.page.show_client("k2")
    assert runner.wait()
    desk.page.documents.selectRow(0)
    QTest.keyClick(desk.page.documents, Qt.Key.Key_Space)
    assert runner.wait()
    said = " ".join(found.text() for found in desk.page.preview.findChildren(QLabel) if found.isVisible())
    assert "XH20471122000001" in said
    assert "2047-11-22" in said
    assert all(asked[0] != "document" for asked in desk.provider.asked)


@pytest.mark.rule("FU-2")
def test_a_client_who_wants_no_advertising_says_so_on_the_page(desk: Desk, runner: OpRunner) -> None:
    cell = desk.page.details.cell("advertising")
    assert (cell.text.text(), cell.pen.isVisible()) == ("Allowed", True)
    assert not desk.page.details.cell("mobile").pen.isVisible()
    desk.ask.answer = "said so at the counter"
    cell.pen.click()
    assert runner.wait()
    assert ("advertising", "k1", "False", "said so at the counter") in desk.provider.asked
    assert "sent all the same" in desk.ask.asked[-1].text
    out = replace(samples.CLIENT, details=(Detail("advertising", UNWANTED),))
    desk.page._show(out)
    cell = desk.page.details.cell("advertising")
    assert (cell.text.text(), cell.pen.isVisible()) == ("None wanted; duties are sent", False)
