"""Checking at the counter: a document of the archive, or a PDF that somebody brought."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from tests.ui.pages.test_clients import Desk
from ui.support.ask import Kind
from ui.support.run_op import OpRunner


@pytest.fixture
def desk(runner: OpRunner, qtbot: QtBot) -> Desk:
    """A client's page with documents."""
    made = Desk(runner)
    qtbot.addWidget(made.page)
    made.page.resize(1180, 660)
    made.page.show()
    made.page.show_client("k1")
    assert runner.wait()
    return made


@pytest.mark.rule("AR-1")
def test_a_document_of_the_archive_is_checked_and_its_page_shown_and_printed(desk: Desk, runner: OpRunner) -> None:
    printed: list[str] = []
    desk.page.check._print = printed.append
    desk.page.documents.selectRow(1)
    desk.page.check.of_document.click()
    assert runner.wait()
    assert desk.provider.asked[-1] == ("check", "d2")
    assert desk.page.preview.pdf() == b"%PDF-samplepage"
    assert "KH2026112300003-02" in desk.page.banner.text()
    assert desk.page.banner.kind == "ok"
    QTest.keyClick(desk.page.documents, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    assert desk.provider.asked[-1] == ("print-page", "%PDF-samplepage")
    assert printed == ["YQ20261122154301-ABCDEF12"]


def test_a_pdf_that_came_back_is_asked_for_and_its_verdict_told(desk: Desk, runner: OpRunner) -> None:
    desk.ask.answer = "/somewhere/returned.pdf"
    desk.page.check.of_file.click()
    assert runner.wait()
    assert desk.ask.asked[-1].kind is Kind.OPEN_FILE
    assert desk.provider.asked[-1] == ("check-file", "/somewhere/returned.pdf")
    assert desk.page.banner.kind == "danger"
    assert desk.page.preview.pdf() == b"%PDF-sampleother page"


def test_a_question_that_is_not_answered_checks_nothing(desk: Desk, runner: OpRunner) -> None:
    desk.ask.answer = None
    desk.page.check.of_file.click()
    assert runner.wait()
    assert all(asked[0] != "check-file" for asked in desk.provider.asked)


def test_once_another_document_is_shown_it_is_the_document_that_is_printed(desk: Desk, runner: OpRunner) -> None:
    desk.page.check.of_document.click()
    assert runner.wait()
    QTest.keyClick(desk.page.documents, Qt.Key.Key_Space)
    assert runner.wait()
    QTest.keyClick(desk.page.documents, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert runner.wait()
    assert desk.provider.asked[-1][0] == "print"


def test_a_check_that_is_refused_is_told(desk: Desk, runner: OpRunner) -> None:
    desk.provider.problem = Refused("archive.cannot_read")
    desk.ask.answer = "/gone.pdf"
    desk.page.check.of_file.click()
    assert runner.wait()
    assert desk.page.banner.kind == "danger"
    assert desk.page.check.shown is None
