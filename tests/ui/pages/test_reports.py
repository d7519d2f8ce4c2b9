"""The reports page: chosen, asked, looked at, printed, saved, registered, made by itself (SE-1, RA-7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor, Right
from app.reports.run_rows import Frequency, Way
from tests.app.contacts.calls import task_of
from tests.ui.pages.office import Office
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.port import Abilities
from ui.pages.reports.shown import CHART, PAPER, REGISTER, SCHEDULE, TABLE
from ui.report_providers import ReportsData
from ui.support.ask import Ask

ALL = Abilities(prints=True, unmasks=True, schedules=True, oversees=True)


def raster(pdf: bytes, number: int, scale: float) -> tuple[int, int, bytes]:
    """A blank page."""
    return 10, 14, bytes(10 * 14 * 4)


class Answers:
    """Answers where a file goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[Ask] = []

    def __call__(self, _: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered(str(self.folder / f"r{len(self.asked)}"))


def page(office: Office, who: Actor, folder: Path, able: Abilities = ALL) -> ReportsPage:
    made = ReportsPage(
        office.runner, ReportsData(office.services, who), raster, able, today=date(2026, 11, 20), ask=Answers(folder)
    )
    return office.open(made)


def view(shown: ReportsPage, key: str, office: Office) -> None:
    shown.view.set_value(key)
    shown.view.edited.emit()
    office.settle()


def test_a_report_is_chosen_asked_and_shown(office: Office, tmp_path: Path) -> None:
    shown = page(office, office.actors.general_manager, tmp_path)
    shown.search.setText("certificates that end")
    shown.search.edited.emit()
    assert [offer.report.name for offer in shown.list.rows()] == ["certificates"]
    shown.show_report("certificates")
    assert shown.asked.values() == {"within": "60"}
    shown.look()
    office.settle()
    assert shown.table.rows()
    assert not shown.is_busy()
    assert office.services.report_runs.runs(office.actors.general_manager)[0].way is Way.SCREEN


def test_what_cannot_be_asked_stands_under_its_field(office: Office, tmp_path: Path) -> None:
    shown = page(office, office.actors.general_manager, tmp_path)
    shown.show_report("openings")
    shown.asked.fields["since"].set_value("2026-11-21")
    shown.look()
    office.settle()
    assert shown.asked.fields["since"].error()
    assert shown.banner.isHidden()
    shown.asked.choose_period("before")
    assert shown.asked.values() == {"since": "2026-10-01", "until": "2026-10-31", "staff": "", "kind": ""}
    shown.look()
    office.settle()
    assert not shown.asked.fields["since"].error()


@pytest.mark.rule("SE-1")
def test_files_are_saved_and_registered_and_the_register_leads_back(office: Office, tmp_path: Path) -> None:
    who = office.actors.general_manager
    shown = page(office, who, tmp_path)
    shown.show_report("open-tasks")
    for kind in ("pdf", "xlsx", "csv"):
        shown.save(kind)
        office.settle()
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.stem[0] == "r") == [".csv", ".pdf", ".xlsx"]
    view(shown, REGISTER, office)
    assert {run.way for run in shown.register.rows()} == {Way.PDF, Way.XLSX, Way.CSV}
    shown.register.opened.emit(shown.register.rows()[0])  # none is archived: asked for anew
    office.settle()
    assert shown.view.value() == TABLE
    assert shown.shown.seen is not None


@pytest.mark.rule("SR-2")
def test_print_archives_the_paper_and_leads_to_the_print_panel(office: Office, tmp_path: Path) -> None:
    who = office.actors.general_manager
    shown = page(office, who, tmp_path)
    wanted: list[str] = []
    shown.print_wanted.connect(wanted.append)
    shown.show_report("open-tasks")
    shown.print_report()
    office.settle()
    (number,) = wanted
    assert office.services.archive.get(who, number).form_id == "report"
    shown.show_run(number)
    office.settle()
    assert shown.view.value() == PAPER
    assert shown.paper.page_count() == 1


@pytest.mark.rule("SE-1")
def test_who_may_unmask_is_asked_for_a_reason_only_where_there_are_numbers(office: Office, tmp_path: Path) -> None:
    shown = page(office, office.actors.general_manager, tmp_path)
    for name, personal in (("expiring-papers", True), ("open-tasks", False)):
        shown.show_report(name)
        shown.look()
        office.settle()
        assert shown.head.why.isVisible() == personal
    other = page(office, office.actors.compliance, tmp_path, replace(ALL, unmasks=False, schedules=False))
    other.show_report("expiring-papers")
    other.look()
    office.settle()
    assert not other.head.why.isVisible()
    assert SCHEDULE not in other.view._keys


@pytest.mark.rule("RA-7")
def test_the_manager_says_what_is_made_by_itself_and_makes_it_now(office: Office, tmp_path: Path) -> None:
    who = office.actors.general_manager
    assert who.may(Right.REPORT_SCHEDULE)
    shown = page(office, who, tmp_path)
    shown.show_report("open-tasks")
    view(shown, SCHEDULE, office)
    shown.schedule.frequency.set_value(Frequency.DAILY.value)
    shown.schedule.frequency.edited.emit()
    shown.schedule.save.click()
    office.settle()
    assert not shown.banner.isHidden()  # nobody receives it
    shown.schedule.roles.set_value(("general-manager",))
    shown.schedule.save.click()
    office.settle()
    assert shown.banner.isHidden()
    shown.schedule.due.click()
    office.settle()
    (run,) = office.services.report_runs.runs(who, "open-tasks")
    assert run.way is Way.SCHEDULED
    assert {"reports.scheduled", "reports.made"} <= set(office.acts())


def test_a_report_under_way_can_be_stopped(office: Office, tmp_path: Path) -> None:
    shown = page(office, office.actors.general_manager, tmp_path)
    shown.show_report("open-tasks")
    shown.look()
    shown.stop()
    office.settle()
    assert not shown.is_busy()
    assert shown.head.show_it.isEnabled()


def test_a_report_with_something_to_draw_has_a_chart_and_others_have_none(office: Office, tmp_path: Path) -> None:
    shown = page(office, office.actors.general_manager, tmp_path)
    shown.show_report("open-tasks")
    shown.look()
    office.settle()
    assert not shown.view.label_of(CHART)
    task_of(office.branch, office.actors.teller)
    shown.look()
    office.settle()
    assert shown.view.label_of(CHART)
    view(shown, CHART, office)
    chart = shown.shown.chart.chart
    (bar,) = chart.bars
    assert (bar.text, shown.shown._stack.currentWidget()) == ("0 / 1", shown.shown.chart)
    assert chart.accessibleDescription() == f"{bar.label}: 逾期 0, 未逾期 1"
    assert chart.grab().toImage().pixelColor(chart.width() - 4, 4).isValid()
    shown.show_report("certificates")
    office.settle()
    assert (shown.view.value(), shown.view.label_of(CHART)) == (TABLE, "")
