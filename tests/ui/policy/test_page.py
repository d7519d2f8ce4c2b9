"""The page of policy files: written with a live check, nothing typed lost, decided by somebody else (RA-3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.policy.composing import BRANCH_FILE, Base
from app.policy.loader import load_policy
from app.policy.service import PolicyService
from tests.app.policy.test_service import LONGER, TRANSFER, shipped
from tests.builders import Actors
from ui import i18n
from ui.pages.policy.page import PolicyPage
from ui.pages.policy.rendered import compared, rendered
from ui.pages.policy.writing import head_line
from ui.policy_providers import PolicyData
from ui.support.ask import Ask, Kind
from ui.support.run_op import OpRunner


class Desk:
    """The page on the real service of a branch, and one who answers every question."""

    def __init__(self, branch: OpenBranch, runner: OpRunner, qtbot: QtBot) -> None:
        self.service, self.runner, self.qtbot = PolicyService(branch.db, Base()), runner, qtbot
        self.asked: list[Ask] = []
        self.actors = Actors()

    def answer(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered("因为制度修订" if question.kind is Kind.REASON else "yes")

    def open(self, who: Actor) -> PolicyPage:
        data: Any = PolicyData.__new__(PolicyData)
        data._policies, data._actor, data.me = self.service, who, who.staff_id
        page = PolicyPage(self.runner, data, ask=self.answer)
        self.qtbot.addWidget(page)
        page.resize(1180, 660)
        page.show()
        page.refresh()
        self.settle()
        return page

    def settle(self) -> None:
        for _ in range(3):
            assert self.runner.wait()

    def written(self, page: PolicyPage, file: str, text: str) -> None:
        page.lists.choose_file(file)
        page.write()
        page.writing.editor.setPlainText(text)
        page._check()
        self.settle()


@pytest.fixture
def desk(sqlite_branch: OpenBranch, runner: OpRunner, qtbot: QtBot) -> Desk:
    return Desk(sqlite_branch, runner, qtbot)


@pytest.mark.rule("RA-3")
def test_one_writes_and_proposes_and_another_decides(desk: Desk) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, TRANSFER, shipped(TRANSFER, LONGER))
    assert page.buttons["propose"].isEnabled()
    page.buttons["propose"].click()
    desk.settle()
    own = page.lists.version()
    assert own is not None
    assert (own.version, own.state.value) == ("NEW-1", "proposed")
    assert not page.buttons["agree"].isVisible(), "not one's own"
    other = desk.open(desk.actors.general_manager)
    other.lists.choose_file(TRANSFER)
    desk.settle()
    assert "因为制度修订" in other.told.text()
    other.tabs.set_value("changes")
    other._show_tab()
    assert "deadline_days = 4" in other.sheet.toPlainText()
    other.buttons["agree"].click()
    desk.settle()
    row = other.lists.version()
    assert row is not None
    assert row.state.value == "coming"
    other.buttons["withdraw"].click()
    desk.settle()
    assert [one.act.value for one in desk.service.overview(desk.actors.compliance).waiting] == ["withdraw"]


def test_mistakes_stand_at_their_lines_and_nothing_wrong_can_be_proposed(desk: Desk) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, BRANCH_FILE, shipped(BRANCH_FILE, ("\ntries = 3", "\ntries = 300")))
    assert not page.buttons["propose"].isEnabled()
    item = page.writing.problems.item(0)
    assert "password.tries" in item.text()
    page.writing.problems.itemClicked.emit(item)
    assert page.writing.editor.textCursor().block().text() == "tries = 300"
    page.tabs.set_value("preview")
    page._show_tab()
    assert "mistakes" in page.sheet.toPlainText()
    page.propose()
    assert desk.asked == []


def test_a_date_of_today_is_told_before_anybody_proposes_it(desk: Desk) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, TRANSFER, shipped(TRANSFER, LONGER, effective="2026-11-20"))
    assert "retroactively" in page.writing.state.text()
    assert not page.buttons["propose"].isEnabled()
    page.writing.effective.set_value("2026-12-24")
    page.writing.effective.left.emit()
    page.writing.version.set_value("TO-X")
    page.writing.version.left.emit()
    page._check()
    desk.settle()
    assert [head_line(page.writing.text(), key)[1] for key in ("effective", "version")] == ["2026-12-24", "TO-X"]
    assert page.buttons["propose"].isEnabled()


def test_what_was_typed_is_kept_when_the_page_is_left_and_thrown_away_only_on_purpose(desk: Desk) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, TRANSFER, "kind = ")
    page.hide()
    desk.settle()
    again = desk.open(desk.actors.compliance)
    again.lists.choose_file(TRANSFER)
    again.write()
    assert again.writing.text() == "kind = "
    again.buttons["discard"].click()
    desk.settle()
    assert again.buttons["write"].isVisible()
    assert desk.service.overview(desk.actors.compliance).file(TRANSFER).draft is None


def test_a_refusal_leaves_the_text_where_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, TRANSFER, shipped(TRANSFER, LONGER))

    def refuse(*_: object) -> None:
        raise Refused("policy.date_taken", date="2026-12-01", version="Z")

    monkeypatch.setattr(desk.service, "propose", refuse)
    page.propose()
    desk.settle()
    assert "2026-12-01" in page.banner.text()
    assert "deadline_days = 4" in page.writing.text()


def test_every_kind_of_file_can_be_seen_as_it_reads(look: QApplication) -> None:
    policy = load_policy()
    for value in (policy, policy.questionnaire, policy.transfer, policy.dossier):
        assert "<table" in rendered(value)
    assert "手头有一笔暂时用不着的钱" in rendered(policy.questionnaire)
    assert rendered(None) == ""


def test_a_text_is_shown_as_it_stands_not_as_markup(look: QApplication) -> None:
    html = compared('a = "x"', 'a = "<img src=x>&"')
    assert "&lt;img src=x&gt;&amp;" in html
    assert "<img" not in html
    assert compared("a", "a") == ""


def test_the_page_follows_the_language_and_keeps_what_is_written(desk: Desk, look: QApplication) -> None:
    page = desk.open(desk.actors.compliance)
    desk.written(page, TRANSFER, "kind = ")
    i18n.install(look, "zh")
    look.processEvents()
    assert page.buttons["propose"].text() == "提出…"
    assert page.writing.text() == "kind = "
