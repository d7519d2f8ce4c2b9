"""The tasks' page: overdue first, done with an outcome, put off with a reason, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.common.errors import Refused
from app.tasks.domain import Show, TaskKind, Wanted, Whose
from tests.ui.manager.conftest import Stage
from tests.ui.manager.more_samples import TASKS, SampleTasks
from tests.ui.manager.samples import TODAY
from ui import i18n
from ui.pages.tasks.filters import read_filters
from ui.pages.tasks.page import TasksPage
from ui.pages.tasks_words import due_word
from ui.widgets.banner import _Toast


class Memory:
    """Filters kept by hand."""

    def __init__(self, **kept: str) -> None:
        self.kept: Mapping[str, str] = kept

    def load(self) -> Mapping[str, str]:
        return self.kept

    def save(self, filters: Mapping[str, str]) -> None:
        self.kept = filters


class Desk:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.provider = SampleTasks()
        self.kept = Memory()
        self.acted: list[tuple[str, str, str, str]] = []
        self.page = TasksPage(
            stage.runner, self.provider, leads=lambda kind: kind is TaskKind.OPENING_CALL, kept=self.kept
        )
        self.page.act_wanted.connect(lambda *told: self.acted.append(told))
        stage.open(self.page)

    def choose(self, place: int) -> None:
        self.page.table.selectRow(place)

    def all(self) -> None:
        """Everybody's tasks."""
        self.page.filters.whose.set_value("all")
        self.page.filters.edited.emit()
        self.stage.settle()

    def ids(self) -> list[str]:
        return [line.task.id for line in self.page.table.rows()]


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage)


def test_ones_own_come_first_overdue_ones_in_red_and_all_at_a_click(desk: Desk) -> None:
    assert desk.ids() == ["t1", "t2", "t3", "t4"]
    assert [due_word(line, TODAY) for line in TASKS[:5]] == [
        ("2 working days late", "danger"), ("1 working day late", "danger"), ("Today", "warn"),
        ("2 working days left", "info"), ("14 working days left", "neutral"),
    ]  # fmt: skip
    assert due_word(TASKS[5], TODAY) == ("2027-01-02", "neutral")
    desk.all()
    assert [asked["whose"] for asked in desk.provider.asked] == ["mine", "all"]
    assert len(desk.ids()) == len(TASKS)
    assert desk.page._card.note.text() == "7 in all, 2 overdue"


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
    form = desk.page.side.done_form
    QTest.keyClicks(form.fields["outcome"].widget, "called, all well")
    QTest.keyClick(form.fields["outcome"].widget, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    assert desk.provider.done_with == [("done", "t3", {"outcome": "called, all well", "ends": ()})]
    assert "t3" not in desk.ids()
    assert desk.page.table.isEnabled()


def test_only_a_contact_that_comes_back_can_be_the_last(desk: Desk) -> None:
    desk.choose(2)
    desk.page.finish()
    assert not desk.page.side.done_form.fields["ends"].isVisible()
    desk.page._back()
    desk.choose(3)
    desk.page.finish()
    assert desk.page.side.done_form.fields["ends"].isVisible()


def test_a_task_is_put_off_with_a_reason(desk: Desk) -> None:
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    form = desk.page.side.postpone_form
    form.fields["to"].set_value("2026-11-30")
    form.fields["why"].set_value("client abroad")
    form.submit()
    desk.stage.settle()
    assert desk.provider.done_with == [("postpone", "t3", {"to": "2026-11-30", "why": "client abroad"})]


def test_a_task_is_handed_over(desk: Desk) -> None:
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    form = desk.page.side.hand_form
    form.fields["staff_id"].set_value("s2")
    form.fields["why"].set_value("on leave")
    form.submit()
    desk.stage.settle()
    assert desk.provider.done_with == [("hand_over", "t3", {"staff_id": "s2", "why": "on leave"})]


def test_a_task_handed_over_by_mistake_goes_back_to_whom_it_was_by_undo(desk: Desk) -> None:
    desk.choose(2)
    line = desk.page.chosen()
    assert line is not None
    before = line.task.assigned_to
    desk.page.give()
    form = desk.page.side.hand_form
    form.fields["staff_id"].set_value("s2")
    form.fields["why"].set_value("on leave")
    form.submit()
    desk.stage.settle()
    QTest.keyClick(desk.page.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    what, task_id, values = desk.provider.done_with[-1]
    assert (what, task_id, values["staff_id"]) == ("hand_over", "t3", before)
    assert desk.page.window().findChildren(_Toast) == []
    assert len(desk.provider.done_with) == 2


def test_what_is_refused_stands_at_its_field_and_what_was_typed_stays(desk: Desk) -> None:
    desk.choose(2)
    desk.page.put_off()
    form = desk.page.side.postpone_form
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
    assert not desk.page.side.deeds["done"].isVisible()
    desk.page.finish()
    desk.page.put_off()
    desk.page.give()
    assert not desk.page.side.filling()
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
    desk.page.side.deeds["client"].click()
    desk.page.side.deeds["case"].click()
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
    desk.stage.qtbot.waitUntil(lambda: desk.page.side.deeds["done"].text() == "完成…")
    desk.stage.settle()
    assert desk.ids()[desk.page.table.currentIndex().row()] == "t2"
    assert "承诺事项" in desk.page.sheet.heading.text()


def test_a_task_that_was_handed_over_meanwhile_is_told_and_the_next_try_builds_on_it(desk: Desk) -> None:
    desk.choose(2)
    desk.page.put_off()
    form = desk.page.side.postpone_form
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
    form = desk.page.side.done_form
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


@pytest.mark.rule("FU-1")
def test_enter_opens_what_does_the_task_where_something_does_it(desk: Desk) -> None:
    desk.all()
    desk.choose(6)
    assert not desk.page.side.deeds["done"].isVisible()
    QTest.keyClick(desk.page.table, Qt.Key.Key_Return)
    assert desk.acted == [("opening-call", "t7", "k7", "ZX2026000007")]
    assert "saved record of the call" in desk.page.sheet.said()
    desk.choose(2)
    desk.page.act()
    assert desk.page.side.currentWidget() is desk.page.side.done_form
    assert len(desk.acted) == 1


def test_what_is_nobodys_is_taken_over_at_a_key(desk: Desk) -> None:
    desk.all()
    desk.choose(2)
    QTest.keyClick(desk.page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    assert desk.provider.done_with == []
    desk.choose(6)
    assert desk.page.side.deeds["take"].isVisible()
    QTest.keyClick(desk.page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    desk.stage.settle()
    assert desk.provider.done_with == [("take", "t7", {})]


def test_taking_over_what_a_colleague_took_is_told(desk: Desk) -> None:
    desk.all()
    desk.choose(6)
    desk.provider.problem = Refused("tasks.somebodys")
    desk.page.take()
    desk.stage.settle()
    assert "somebody's already" in desk.page.banner.text()


def test_several_tasks_are_handed_over_with_one_reason(desk: Desk) -> None:
    desk.all()
    desk.choose(1)
    desk.page.table.choose(lambda line: line.task.id in ("t3", "t7"))
    assert "3 tasks chosen" in desk.page.sheet.heading.text()
    assert [desk.page.side.deeds[name].isVisible() for name in ("give", "later", "done")] == [True, False, False]
    desk.page.refresh()
    desk.stage.settle()
    assert [line.task.id for line in desk.page.chosen_lines()] == ["t2", "t3", "t7"]
    QTest.keyClick(desk.page.table, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    form = desk.page.side.hand_form
    form.fields["staff_id"].set_value("s2")
    form.fields["why"].set_value("on leave")
    form.submit()
    desk.stage.settle()
    given = {"staff_id": "s2", "why": "on leave"}
    assert desk.provider.done_with == [("hand_over", each, given) for each in ("t2", "t3", "t7")]
    desk.choose(1)
    desk.page.table.choose(lambda line: line.task.id == "t1")  # whose hands are fixed
    assert not desk.page.side.deeds["give"].isVisible()


def test_filters_are_asked_for_and_kept_but_for_what_names_a_client(desk: Desk, stage: Stage) -> None:
    bar = desk.page.filters
    bar.kind.set_value("promise")
    bar.show_.set_value("overdue")
    bar.due.set_value("week")
    bar.client.set_value("赵")
    bar.case.set_value("ZX2026")
    bar.edited.emit()
    stage.settle()
    asked = {"whose": "mine", "show": "overdue", "kind": "promise", "client": "赵", "case": "ZX2026", "due": "week"}
    assert desk.provider.asked[-1] == asked
    assert desk.kept.kept == {"whose": "mine", "show": "overdue", "kind": "promise", "due": "week"}
    again = TasksPage(stage.runner, SampleTasks(), kept=Memory(**desk.kept.kept))
    assert again.filters.values() == {**asked, "client": "", "case": ""}
    again.deleteLater()
    bar.clear.click()
    stage.settle()
    assert desk.provider.asked[-1] == {**dict.fromkeys(asked, ""), "whose": "mine", "show": "overdue"}


def test_filters_are_read_as_the_service_takes_them() -> None:
    asked = {"whose": "nobodys", "show": "done", "kind": "problem", "client": "赵", "case": "ZX", "due": "month"}
    assert read_filters(asked, TODAY) == Wanted(
        whose=Whose.NOBODYS, show=Show.DONE, kind=TaskKind.PROBLEM, client="赵", case_number="ZX",
        since=date(2026, 11, 1), until=date(2026, 11, 30),
    )  # fmt: skip
    days = [read_filters({"due": due}, TODAY) for due in ("today", "week", "next-month", "")]
    assert [(each.since, each.until) for each in days] == [
        (None, TODAY), (TODAY, date(2026, 11, 29)), (date(2026, 12, 1), date(2026, 12, 31)), (None, None),
    ]  # fmt: skip
    assert read_filters({"whose": "x", "show": "y", "kind": "z"}, TODAY) == Wanted(whose=Whose.MINE)


def test_a_long_list_says_so_and_shows_more_at_a_click(stage: Stage) -> None:
    desk = Desk(stage)
    desk.provider.at_once = 4
    desk.all()
    assert len(desk.ids()) == 4
    assert desk.page._card.note.text() == "7 in all, 2 overdue; the first 4 are shown"
    desk.page._more.click()
    stage.settle()
    assert len(desk.ids()) == len(TASKS)
    assert not desk.page._more.isVisible()


def test_cleared_filters_come_back_by_undo_and_only_when_there_were_some(desk: Desk) -> None:
    bar = desk.page.filters
    bar.clear.click()
    assert desk.page.window().findChildren(_Toast) == []
    bar.set_values({**bar.values(), "client": "林"})
    before = bar.values()
    bar.clear.click()
    assert bar.values()["client"] == ""
    toast = desk.page.window().findChildren(_Toast)[-1]
    toast.findChildren(QPushButton)[0].click()
    assert bar.values() == before
    assert toast.isHidden()
