"""Marks on the client's page and of one's own clients: saved all at once, filtered, fund tiers only where kept."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.marks.domain import MarkKind
from tests.ui.reclass.samples import MarkSample
from ui.pages.marks.page import MarksPage
from ui.pages.marks.panel import MarkPanel
from ui.support.run_op import OpRunner

HABIT, VALUE, STYLE, FUND = MarkKind


def settle(runner: OpRunner) -> None:
    for _ in range(3):
        assert runner.wait()
        QApplication.processEvents()


def panel_of(runner: OpRunner, qtbot: QtBot, data: MarkSample, client: str = "c1") -> MarkPanel:
    panel = MarkPanel(runner, data)
    qtbot.addWidget(panel)
    panel.show_client(client)
    settle(runner)
    return panel


@pytest.mark.rule("CL-2")
def test_marks_are_seen_in_a_row_and_set_all_at_once(runner: OpRunner, qtbot: QtBot) -> None:
    data = MarkSample()
    panel = panel_of(runner, qtbot, data)
    assert [panel.chips[kind].text() for kind in (HABIT, VALUE, FUND)] == ["swing", "star of tomorrow", "高级净值客户"]
    assert panel.chips[STYLE].isHidden()
    opened: list[bool] = []
    panel.opened.connect(opened.append)
    panel.toggle.click()
    settle(runner)
    assert opened == [True]
    assert len(panel.history.rows()) == 3
    panel.fields["style"].set_value("averse")
    panel.fields["amount"].set_value("5,000,000")
    panel.fields["reason"].set_value("面谈")
    panel.save.click()
    settle(runner)
    assert data.asked == [
        ("c1", {HABIT: "swing", VALUE: "rising", STYLE: "averse", FUND: Decimal(5_000_000)}, "面谈")
    ]  # fmt: skip
    assert panel.chips[FUND].text() == "VIP客户"
    assert len(panel.history.rows()) == 5


def test_what_is_no_amount_is_said_at_its_field_and_a_refusal_above(runner: OpRunner, qtbot: QtBot) -> None:
    data = MarkSample()
    panel = panel_of(runner, qtbot, data)
    panel.open(True)
    panel.fields["amount"].set_value("五百万")
    panel.save_marks()
    assert "not a figure" in panel.fields["amount"].message_label().text()
    assert data.asked == []
    panel.fields["amount"].set_value("")
    data.problem = Refused("marks.changed_meanwhile")
    panel.save_marks()
    settle(runner)
    assert "somebody else in the meantime" in panel.banner.text()
    assert panel.save.isEnabled()


@pytest.mark.rule("CL-2")
def test_who_is_not_the_manager_only_looks_and_fund_tiers_are_hidden_when_off(runner: OpRunner, qtbot: QtBot) -> None:
    data = MarkSample(may_set=False, fund=False)
    panel = panel_of(runner, qtbot, data)
    panel.open(True)
    assert panel._form.isHidden()
    assert panel.fields["amount"].isHidden()
    assert panel.chips[FUND].isHidden()
    panel.save_marks()
    assert data.asked == []


def test_a_client_without_marks_has_none_and_a_failing_read_hides_the_row(runner: OpRunner, qtbot: QtBot) -> None:
    panel = panel_of(runner, qtbot, MarkSample(), "c2")
    assert panel._none.text() == "none"
    assert not panel._none.isHidden()
    panel.show_client("unknown")
    settle(runner)
    assert panel.isHidden()


@pytest.mark.rule("CL-2")
def test_ones_own_clients_are_filtered_by_any_mark(runner: OpRunner, qtbot: QtBot) -> None:
    data = MarkSample()
    page = MarksPage(runner, data)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    settle(runner)
    assert [row.client_id for row in page.table.rows()] == ["c1", "c2"]
    for kind, value, found in ((HABIT, "swing", ["c1"]), (HABIT, "short", []), (FUND, "-", ["c2"])):
        page.filters[kind].set_value(value)
        page.filters[kind].edited.emit()
        assert [row.client_id for row in page.table.rows()] == found
        page.filters[kind].set_value("")
        page.filters[kind].edited.emit()
    page.text.setText("欧阳")
    assert [row.client_id for row in page.table.rows()] == ["c2"]
    settle(runner)
    page.panel.fields["habit"].set_value("short")
    page.panel.save_marks()
    settle(runner)
    assert [row.marks.of(HABIT).label for row in page.table.rows()] == ["短线投资"]
