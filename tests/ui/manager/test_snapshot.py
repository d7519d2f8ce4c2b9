"""The snapshot's page: what is in force, a dry run with its report, an import that can be watched and stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.common.errors import Refused
from app.snapshots.report import Outcome
from tests.ui.manager.conftest import Answering, Stage
from tests.ui.manager.more_samples import SampleSnapshots
from ui import i18n
from ui.pages.snapshot import ImportOrder, SnapshotPage

CTRL = Qt.KeyboardModifier.ControlModifier


class Desk:
    def __init__(self, stage: Stage, ask: Answering, *, can_import: bool = True) -> None:
        self.stage, self.ask = stage, ask
        self.provider = SampleSnapshots()
        self.page = SnapshotPage(stage.runner, self.provider, can_import=can_import, ask=ask)
        stage.open(self.page)

    def fill(self) -> None:
        self.page.fields["source"].set_value("/data/snap.dbf")
        self.page.fields["mapping"].set_value("/data/dbf.toml")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifier)

    def finish(self) -> None:
        self.provider.go_on.set()
        self.stage.settle()


@pytest.fixture
def desk(stage: Stage, ask: Answering) -> Desk:
    return Desk(stage, ask)


@pytest.mark.rule("TO-2")
def test_what_is_in_force_is_shown_with_its_age(desk: Desk) -> None:
    assert desk.page._when.text() == "2026-11-23 09:07"
    assert desk.page.chip.text() == "1 h old"
    assert "128,430" in desk.page._about.text()


@pytest.mark.rule("TO-2")
def test_one_that_is_too_old_is_red_and_none_at_all_says_what_happens_then(desk: Desk) -> None:
    desk.provider.too_old = True
    desk.page.refresh()
    desk.stage.settle()
    assert desk.page.chip.property("state") == "danger"
    desk.provider.info = None
    desk.page.refresh()
    desk.stage.settle()
    assert desk.page._when.text() == "No snapshot"
    assert "by hand" in desk.page._about.text()


@pytest.mark.parametrize("key", ["source", "mapping"])
def test_a_file_that_is_missing_is_told_at_its_field(desk: Desk, key: str) -> None:
    desk.fill()
    desk.page.fields[key].set_value("")
    desk.page.run(dry_run=True)
    assert desk.page.fields[key].error()
    assert desk.provider.orders == []


def test_a_dry_run_lists_the_mistakes_by_row_and_says_that_nothing_changed(desk: Desk) -> None:
    desk.fill()
    desk.press(Qt.Key.Key_D)
    desk.finish()
    assert desk.provider.orders == [ImportOrder("/data/snap.dbf", "/data/dbf.toml", "", dry_run=True)]
    assert [found.row for found in desk.page.table.rows()] == [17, 2_004, 2_004, 118_022]
    assert desk.page._verdict.text() == "Mistakes, nothing changed"
    assert "4 mistakes" in desk.page._counts.text()


def test_an_import_shows_how_far_it_is_and_comes_into_force(desk: Desk) -> None:
    desk.provider.outcome = Outcome.IN_FORCE
    desk.fill()
    desk.press(Qt.Key.Key_Return)
    desk.stage.qtbot.waitUntil(lambda: desk.page.bar.value() == 64)
    assert desk.page.bar.maximum() == 128
    assert desk.page._rows.text() == "64,000 rows read"
    assert not desk.page.start.isEnabled()
    desk.finish()
    assert not desk.provider.orders[0].dry_run
    assert desk.page._verdict.text() == "In force now"
    assert not desk.page.bar.isVisible()
    assert desk.page.start.isEnabled()


def test_an_import_is_stopped_by_escape_and_nothing_changes(desk: Desk) -> None:
    desk.fill()
    desk.press(Qt.Key.Key_Return)
    desk.stage.qtbot.waitUntil(lambda: desk.page.bar.value() == 64)
    desk.press(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    desk.stage.settle()
    assert desk.page._verdict.text() == "Cancelled, nothing changed"
    assert not desk.page.is_busy()


def test_a_stopped_import_can_be_begun_again(desk: Desk) -> None:
    desk.fill()
    desk.page.run(dry_run=True)
    desk.page.stop()
    desk.stage.settle()
    desk.page.run(dry_run=True)
    desk.finish()
    assert len(desk.provider.orders) == 2
    assert desk.page._verdict.text() == "Mistakes, nothing changed"


def test_two_cannot_run_at_once(desk: Desk) -> None:
    desk.fill()
    desk.page.run(dry_run=True)
    desk.page.run(dry_run=False)
    desk.finish()
    assert len(desk.provider.orders) == 1


def test_the_page_going_away_stops_the_import(stage: Stage, ask: Answering) -> None:
    page = SnapshotPage(stage.runner, SampleSnapshots(), can_import=True, ask=ask)
    page.fields["source"].set_value("/data/snap.dbf")
    page.fields["mapping"].set_value("/data/dbf.toml")
    page.run(dry_run=False)
    stop = page._stop
    page.deleteLater()
    stage.qtbot.waitUntil(stop.is_set)
    stage.settle()


@pytest.mark.parametrize("field", ["source", "mapping", "taken_at"])
def test_what_is_refused_stands_at_its_field(desk: Desk, field: str) -> None:
    desk.fill()
    desk.provider.problem = Refused("snapshots.unreadable", field=field)
    desk.page.run(dry_run=False)
    desk.stage.settle()
    assert desk.page.fields[field].error()
    assert desk.page.start.isEnabled()


def test_what_is_refused_as_a_whole_is_said_above(desk: Desk) -> None:
    desk.fill()
    desk.provider.problem = Refused("snapshots.nothing", rows=3)
    desk.page.run(dry_run=False)
    desk.stage.settle()
    assert desk.page.banner.isVisible()


def test_files_are_chosen_by_a_question(desk: Desk) -> None:
    desk.ask.answer = "/data/chosen.csv"
    desk.page.source_button.click()
    assert desk.page.fields["source"].value() == "/data/chosen.csv"
    desk.ask.answer = "/data/chosen.toml"
    desk.page.mapping_button.click()
    assert desk.page.fields["mapping"].value() == "/data/chosen.toml"


def test_who_may_only_look_sees_what_is_in_force_and_nothing_to_press(stage: Stage, ask: Answering) -> None:
    desk = Desk(stage, ask, can_import=False)
    desk.fill()
    desk.page.run(dry_run=False)
    stage.settle()
    assert desk.provider.orders == []
    assert not desk.page.start.isVisible()
    assert desk.page._when.text() == "2026-11-23 09:07"


def test_the_report_follows_the_language(desk: Desk, look: QApplication) -> None:
    desk.fill()
    desk.page.run(dry_run=True)
    desk.finish()
    i18n.install(look, "zh")
    desk.stage.qtbot.waitUntil(lambda: desk.page.start.text() == "导入")
    assert desk.page._verdict.text() == "有错误，未作改变"
    assert desk.page.fields["source"].value() == "/data/snap.dbf"
