"""The tasks' page: overdue first, done with an outcome, put off with a reason, handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from tests.ui.manager.conftest import Stage
from tests.ui.manager.more_samples import TASKS, SampleTasks
from tests.ui.manager.samples import TODAY
from ui import i18n
from ui.pages.tasks import ALL, TasksPage
from ui.pages.tasks_words import due_word


class Desk:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.provider = SampleTasks()
        self.page = TasksPage(stage.runner, self.provider)
        stage.open(self.page)

    def choose(self, place: int) -> None:
        self.page.table.selectRow(place)

    def ids(self) -> list[str]:
        return [line.task.id for line in self.page.table.rows()]


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage)


def test_ones_own_come_first_overdue_ones_in_red_and_all_at_a_click(desk: Desk) -> None:
    assert desk.ids() == ["t1", "t2", "t3", "t4"]
    assert [due_word(line, TODAY) for line in TASKS[:4]] == [
        ("4 days overdue", "danger"), ("1 day overdue", "danger"), ("Today", "warn"), ("2026-11-25", "info"),
    ]  # fmt: skip
    desk.page.which.set_value(ALL)
    desk.page.which.edited.emit()
    desk.stage.settle()
    assert desk.provider.asked == [True, False]
    assert len(desk.ids()) == len(TASKS)
    assert "2 overdue" in desk.page._card.note.text()


@pytest.mark.rule("TO-14")
def test_the_task_chosen_is_shown_with_its_history(desk: Desk) -> None:
    desk.choose(1)
    said = desk.page.sheet.said()
    for text in ("七日内书面答复佣金能否调整", "客户出差，改期答复", "由客户所属员工跟进", "330101000002"):
        assert text in said


@pytest.mark.rule("TO-14")
def test_a_task_is_done_by_keys_with_its_outcome(desk: Desk) -> None:
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_Return)
    form = desk.page.done_form
    QTest.keyClicks(form.fields["outcome"].widget, "called, all well")
    QTest.keyClick(form.fields["outcome"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    assert desk.provider.done_with == [("done", "t3", {"outcome": "called, all well", "ends": ()})]
    assert "t3" not in desk.ids()
    assert desk.page.table.isEnabled()


def test_only_a_contact_that_comes_back_can_be_the_last(desk: Desk) -> None:
    desk.choose(2)
    desk.page.finish()
    assert not desk.page.done_form.fields["ends"].isVisible()
    desk.page._back()
    desk.choose(3)
    desk.page.finish()
    assert desk.page.done_form.fields["ends"].isVisible()


def test_a_task_is_put_off_with_a_reason(desk: Desk) -> None:
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_F6)
    form = desk.page.postpone_form
    form.fields["to"].set_value("2026-11-30")
    form.fields["why"].set_value("client abroad")
    form.submit()
    desk.stage.settle()
    assert desk.provider.done_with == [("postpone", "t3", {"to": "2026-11-30", "why": "client abroad"})]


def test_a_task_is_handed_over(desk: Desk) -> None:
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_F7)
    form = desk.page.hand_form
    form.fields["staff_id"].set_value("s2")
    form.fields["why"].set_value("on leave")
    form.submit()
    desk.stage.settle()
    assert desk.provider.done_with == [("hand_over", "t3", {"staff_id": "s2", "why": "on leave"})]


def test_what_is_refused_stands_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    desk.choose(2)
    desk.page.put_off()
    form = desk.page.postpone_form
    form.fields["to"].set_value("2026-11-01")
    form.fields["why"].set_value("client abroad")
    desk.provider.problem = Refused("tasks.not_later", field="to")
    form.submit()
    desk.stage.settle()
    assert form.fields["to"].error()
    assert form.fields["why"].value() == "client abroad"


@pytest.mark.rule("TO-6")
def test_what_its_case_finishes_cannot_be_ticked_off_here(desk: Desk) -> None:
    desk.choose(0)
    assert not desk.page._done.isEnabled()
    desk.page.finish()
    desk.page.put_off()
    desk.page.give()
    assert desk.page._side.currentWidget() is desk.page.sheet
    assert "finished by its case" in desk.page.sheet.said()


def test_the_list_stands_still_while_a_sheet_is_filled_in(desk: Desk) -> None:
    desk.choose(2)
    desk.page.finish()
    desk.provider.lines = desk.provider.lines[:1]
    desk.page.changed("tasks")
    desk.page.refresh()
    desk.stage.settle()
    assert desk.page.chosen() is not None
    assert desk.page.chosen().task.id == "t3"  # type: ignore[union-attr]  # the line above says so


def test_a_change_told_from_elsewhere_is_read(desk: Desk) -> None:
    desk.provider.lines = desk.provider.lines[1:]
    desk.page.changed("transfer")
    desk.stage.qtbot.waitUntil(lambda: "t1" not in desk.ids())


def test_client_and_case_can_be_gone_to(desk: Desk) -> None:
    told: list[str] = []
    desk.page.client_wanted.connect(told.append)
    desk.page.case_wanted.connect(told.append)
    desk.choose(1)
    desk.page._client.click()
    desk.page._case.click()
    assert told == ["k2", "ZX2026000002"]


def test_an_empty_list_says_so(stage: Stage) -> None:
    desk = Desk(stage)
    desk.provider.lines = []
    desk.page.refresh()
    stage.settle()
    assert desk.page.empty.isVisible()
    assert "Choose a task" in desk.page.sheet.said()


def test_the_language_changes_and_the_task_stays_chosen(desk: Desk, look: QApplication) -> None:
    desk.choose(1)
    i18n.install(look, "zh")
    desk.stage.qtbot.waitUntil(lambda: desk.page._done.text() == "完成…")
    desk.stage.settle()
    assert desk.ids()[desk.page.table.currentIndex().row()] == "t2"
    assert "承诺事项" in desk.page.sheet.heading.text()


def test_a_task_that_was_handed_over_meanwhile_is_told_and_the_next_try_builds_on_it(desk: Desk) -> None:
    desk.choose(2)
    desk.page.put_off()
    form = desk.page.postpone_form
    form.fields["to"].set_value("2026-11-30")
    form.fields["why"].set_value("client abroad")
    line = desk.provider.lines[2]
    now = replace(line, task=replace(line.task, due_on=date(2026, 11, 26), version=line.task.version + 1),
                  assigned_name="顾文澜")  # fmt: skip
    desk.provider.lines[2] = now
    desk.provider.problem = Refused("tasks.changed_elsewhere")
    form.submit()
    desk.stage.settle()
    assert "now due on 2026-11-26 and assigned to 顾文澜" in form.lead.text()
    assert form.values() == {"to": "2026-11-30", "why": "client abroad"}
    assert form.banner.text()
    desk.provider.problem = None
    form.submit()
    desk.stage.settle()
    assert desk.provider.done_with == [("postpone", "t3", {"to": "2026-11-30", "why": "client abroad"})]
    assert desk.provider.versions == [now.task.version]
    desk.choose(1)
    desk.page.put_off()
    assert form.lead.isHidden()


def test_a_task_is_done_once_when_the_answer_was_lost(desk: Desk) -> None:
    desk.choose(2)
    desk.page.finish()
    form = desk.page.done_form
    form.fields["outcome"].set_value("called")
    desk.provider.problem = Refused("storage.unsure")
    form.submit()
    desk.stage.settle()
    assert form.banner.text().startswith("Not saved yet")
    assert not form.area.isEnabled()
    desk.provider.problem = Refused("storage.saved_already")  # it had arrived
    desk.provider.lines = [line for line in desk.provider.lines if line.task.id != "t3"]
    desk.stage.runner.retry()
    desk.stage.settle()
    assert "t3" not in desk.ids()
    assert desk.page.table.isEnabled()
    assert desk.provider.done_with == []
