from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from tests.ui import samples
from tests.ui.look import build
from ui import i18n
from ui.main_window import MainWindow
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

HEAVY = ("sqlalchemy", "reportlab", "pyhanko", "pikepdf", "pypinyin", "pypdfium2", "cryptography")


@pytest.fixture
def window(runner: OpRunner, qtbot: QtBot) -> MainWindow:
    made = build(runner)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def sign_in(window: MainWindow, runner: OpRunner) -> None:
    window.enter("周敏", "3301017", "02")
    assert runner.wait()


def test_importing_the_window_imports_nothing_heavy() -> None:
    code = (
        "import sys; import ui.main_window, ui.pages.workbench, ui.pages.clients, ui.pages.bookings, ui.support.raster;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.rule("SE-1")
def test_before_somebody_signs_in_nothing_of_the_pages_can_be_reached(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.is_open()
    assert window.current_page() == ""
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.is_open()
    assert not window.is_locked()


def test_every_entry_of_the_rail_leads_to_its_page(window: MainWindow, runner: OpRunner, qtbot: QtBot) -> None:
    sign_in(window, runner)
    assert window.current_page() == "workbench"
    for number, key in ((2, "clients"), (1, "workbench"), (1, "bookings")):
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number}"), Qt.KeyboardModifier.AltModifier)
        assert window.current_page() == key
        assert window.rail.button(key).isChecked()
    window.rail.button("clients").click()
    assert window.current_page() == "clients"


def test_search_is_one_key_away_from_every_page_and_escape_leads_back(
    window: MainWindow, runner: OpRunner, qtbot: QtBot
) -> None:
    sign_in(window, runner)
    for key in ("workbench", "bookings"):
        window.show_page(key)
        assert runner.wait()
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.search.hasFocus()
        QTest.keyClick(window.search, Qt.Key.Key_Escape)
        assert not window.search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(window.search, "lz")
    assert runner.wait()
    with qtbot.waitSignal(window.hit_chosen) as told:
        QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert told.args == [samples.HITS[0]]


@pytest.mark.rule("SE-1")
def test_locking_covers_everything_and_keeps_the_page(window: MainWindow, runner: OpRunner, qtbot: QtBot) -> None:
    sign_in(window, runner)
    window.show_page("bookings")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked()
    assert not window.pages.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not window.is_open()
    window.sign_in.unlocked.emit()
    assert window.is_open()
    assert window.current_page() == "bookings"


def test_closing_while_something_waits_to_be_saved_is_told_once(window: MainWindow, runner: OpRunner) -> None:
    sign_in(window, runner)

    def away() -> None:
        raise Refused("branch.unreachable")

    saving = runner.save(away, done=lambda _: None, failed=lambda _: None, waits=lambda _: None, owner=window)
    assert runner.wait()
    assert runner.waiting() == 1
    assert not window.close()
    assert "not saved yet" in window.banner.text()
    assert window.close()
    saving.stop()


@pytest.mark.rule("SE-1")
def test_nobody_at_the_counter_locks_the_window(window: MainWindow, runner: OpRunner) -> None:
    assert not window._idle.counting()
    sign_in(window, runner)
    assert window._idle.counting()
    window._idle.idle.emit()
    assert window.is_locked()
    assert not window._idle.counting()


def test_another_person_at_a_locked_window_means_signing_out(
    window: MainWindow, runner: OpRunner, qtbot: QtBot
) -> None:
    sign_in(window, runner)
    window.lock()
    with qtbot.waitSignal(window.sign_out_requested):
        window.sign_in.other_person.emit()
    window.leave()
    assert not window.is_locked()
    assert not window.is_open()


@pytest.mark.rule("SE-1")
def test_the_title_of_the_window_names_no_person(window: MainWindow, runner: OpRunner, look: QApplication) -> None:
    sign_in(window, runner)
    for language, title in (("en", "Branch counter"), ("zh", "柜台业务系统")):
        i18n.install(look, language)
        QApplication.processEvents()
        assert window.windowTitle() == title


def test_what_nobody_else_tells_is_told_in_the_window(window: MainWindow, runner: OpRunner) -> None:
    sign_in(window, runner)

    def broken() -> None:
        raise KeyError("33010619960214042X")

    runner.run(broken)
    assert runner.wait()
    assert "KeyError" in window.banner.text()
    assert "3301" not in window.banner.text()


def test_the_state_of_saving_is_always_in_sight(window: MainWindow, look: QApplication) -> None:
    window.show_unsaved()
    assert window.status.text() == "Not saved yet"
    window.show_saved(samples.NOW)
    assert window.status.text() == "Saved 10:42:07"
    window.status.show_failed()
    assert "stays here" in window.status.text()
    i18n.install(look, "zh")
    QApplication.processEvents()
    assert "保留" in window.status.text()


def test_the_first_paint_is_told_once(runner: OpRunner, qtbot: QtBot) -> None:
    made = build(runner)
    qtbot.addWidget(made)
    told: list[int] = []
    made.painted.connect(lambda: told.append(1))
    with qtbot.waitSignal(made.painted):
        made.show()
    made.hide()
    made.show()
    QApplication.processEvents()
    assert told == [1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", ["workbench", "clients", "bookings"])
def test_nothing_is_cut_off_at_the_smallest_size(
    window: MainWindow, runner: OpRunner, look: QApplication, language: str, page: str
) -> None:
    i18n.install(look, language)
    sign_in(window, runner)
    clients = window.page("clients")
    clients.show_client("k1")  # type: ignore[attr-defined] # the page of that name
    window.show_page(page)
    assert runner.wait()
    QApplication.processEvents()
    cut = [
        found.text()
        for found in window.findChildren(QLabel)
        if found.isVisible() and found.text() and not found.wordWrap() and found.width() < found.sizeHint().width()
    ]
    assert cut == []
    assert window.width() == 1366
    assert window.height() == 768


def test_language_and_theme_change_in_the_open_window(window: MainWindow, runner: OpRunner, look: QApplication) -> None:
    sign_in(window, runner)
    i18n.install(look, "zh")
    apply_theme(look, "dark")
    QApplication.processEvents()
    assert runner.wait()
    assert window.rail.button("workbench").text() == "工作台"
    assert window.grab().toImage().pixelColor(400, 760).lightness() < 80
    apply_theme(look, "light")
    i18n.install(look, "en")
    QApplication.processEvents()
    assert runner.wait()
    assert window.rail.button("workbench").text() == "Workbench"
    assert window.grab().toImage().pixelColor(400, 760).lightness() > 200
