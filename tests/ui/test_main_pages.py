"""Pages are known from the start and built when they are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.functions.catalogue import functions
from ui import i18n
from ui.main_pages import group_keys, page_title
from ui.main_rail import WIDTH, Rail
from ui.main_window import MainWindow
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import space

KEYS = ("workbench", "clients", "bookings", "staff")


class Sheet(QLabel):
    """A page that notes when it is read anew."""

    def __init__(self, name: str, told: list[str]) -> None:
        super().__init__(name)
        self._told = told

    def refresh(self) -> None:
        self._told.append(f"read {self.text()}")


class Pages:
    """A window with pages, and what happened to them in order."""

    def __init__(self, runner: OpRunner, qtbot: QtBot, *, own: bool = True) -> None:
        self.told: list[str] = []
        self.window = MainWindow(runner, SignInPage(runner, lambda _login, _password: None), lambda _: [])
        if own:
            qtbot.addWidget(self.window)
        for key in KEYS:
            self.window.add_page(key, "home", self.builder(key))
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def builder(self, key: str) -> Callable[[], QWidget]:
        def build() -> QWidget:
            self.told.append(f"built {key}")
            return Sheet(key, self.told)

        return build

    def enter(self) -> None:
        self.window.enter("周敏", "3301017", "02")
        self.window._idle.stop()

    def built(self) -> list[str]:
        return [key for key in self.window.pages.names() if self.window.pages.is_built(key)]


@pytest.fixture
def pages(runner: OpRunner, qtbot: QtBot) -> Pages:
    return Pages(runner, qtbot)


def test_signing_in_builds_the_first_page_only_and_every_button_is_there(pages: Pages) -> None:
    assert pages.told == []
    pages.enter()
    assert pages.told == ["built workbench", "read workbench"]
    assert [pages.window.rail.button(key).text() for key in KEYS] == [page_title(key) for key in KEYS]


def test_the_other_pages_come_one_a_turn_and_are_not_read_before_they_are_seen(pages: Pages, qtbot: QtBot) -> None:
    pages.enter()
    counts = []
    while len(pages.built()) < len(KEYS):
        QApplication.processEvents()
        counts.append(len(pages.built()))
    assert set(counts) == set(range(min(counts), len(KEYS) + 1))
    assert [said for said in pages.told if said.startswith("read")] == ["read workbench"]
    assert [said for said in pages.told if said.startswith("built")] == [f"built {key}" for key in KEYS]


def test_a_key_or_a_button_leads_to_a_page_that_was_not_built_yet(pages: Pages) -> None:
    pages.enter()
    pages.window.pages.stop_building()
    QTest.keyClick(pages.window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert pages.window.current_page() == "staff"
    pages.window.rail.button("clients").click()
    assert pages.window.current_page() == "clients"
    assert pages.built() == ["workbench", "clients", "staff"]
    assert pages.told[2:] == ["built staff", "read staff", "built clients", "read clients"]


def test_a_page_is_built_once_however_often_it_is_asked_for(pages: Pages, qtbot: QtBot) -> None:
    pages.enter()
    first = pages.window.page("bookings")
    qtbot.waitUntil(lambda: len(pages.built()) == len(KEYS))
    pages.window.show_page("bookings")
    assert pages.window.page("bookings") is first
    assert pages.told.count("built bookings") == 1


@pytest.mark.rule("SE-1")
def test_signing_out_in_the_middle_builds_nothing_more(pages: Pages) -> None:
    pages.enter()
    pages.window.leave()
    before = pages.built()
    for _ in range(2 * len(KEYS)):
        QApplication.processEvents()
    assert pages.built() == before == ["workbench"]


def test_a_window_that_goes_in_the_middle_takes_its_unbuilt_pages_with_it(runner: OpRunner, qtbot: QtBot) -> None:
    pages = Pages(runner, qtbot, own=False)
    pages.enter()
    window = pages.window
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not shiboken6.isValid(window))
    before = list(pages.told)
    for _ in range(len(KEYS)):
        QApplication.processEvents()
    assert pages.told == before


def test_a_page_that_cannot_be_built_is_not_tried_each_turn(pages: Pages) -> None:
    def broken() -> QWidget:
        pages.told.append("tried")
        raise KeyError("no such thing")

    pages.window.add_page("users", "home", broken)
    with capture_exceptions() as problems:
        pages.enter()
        for _ in range(4 * len(KEYS)):
            QApplication.processEvents()
    assert pages.told.count("tried") == 1
    assert len(problems) == 1
    assert pages.built() == list(KEYS)


def test_pages_built_later_speak_the_language_chosen_before(pages: Pages, look: QApplication) -> None:
    pages.enter()
    i18n.install(look, "zh")
    QApplication.processEvents()
    assert pages.window.rail.button("clients").text() == page_title("clients") == "客户信息"


def test_a_group_of_pages_has_the_key_of_its_digit_and_leads_from_page_to_page(pages: Pages) -> None:
    assert [group_keys(digit) for digit in ("1", "8", "")] == ["Alt+1", "Alt+8", ""]
    pages.enter()
    assert pages.window.rail.groups() == {"1": ["workbench", "bookings"], "2": ["clients"], "8": ["staff"]}
    seen = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_7, Qt.Key.Key_0):
        QTest.keyClick(pages.window, key, Qt.KeyboardModifier.AltModifier)
        seen.append(pages.window.current_page())
    assert seen == ["bookings", "workbench", "clients", "clients", "workbench"]


def test_escape_leads_back_to_the_page_one_came_from_and_no_further(pages: Pages) -> None:
    pages.enter()
    pages.window.show_page("clients")
    pages.window.show_page("bookings")
    seen = []
    for _ in range(3):
        QTest.keyClick(pages.window, Qt.Key.Key_Escape)
        seen.append(pages.window.current_page())
    assert seen == ["clients", "workbench", "workbench"]
    pages.window.rail.button("staff").click()
    QTest.keyClick(pages.window, Qt.Key.Key_Escape)
    assert pages.window.current_page() == "staff"  # by the rail: nothing to go back to


def test_what_finds_no_room_is_folded_and_the_present_group_never_is(runner: OpRunner, qtbot: QtBot) -> None:
    pages = Pages(runner, qtbot)
    for key in (
        "opening",
        "changes",
        "transfer",
        "suitability",
        "classes",
        "reclass",
        "tasks",
        "contacts",
        "messages",
        "unusual",
        "complaints",
        "education",
        "dossier",
        "scans",
        "printing",
        "reports",
        "churn",
        "users",
    ):
        pages.window.add_page(key, "home", pages.builder(key))  # fmt: skip
    pages.enter()
    rail = pages.window.rail
    pages.window.resize(1366, 768)
    QApplication.processEvents()
    low = rail.unfolded()
    assert "1" in low
    assert "8" not in low
    pages.window.rail.button("users").click()
    assert {"8"} <= set(rail.unfolded())
    pages.window.resize(1366, 1200)
    QApplication.processEvents()
    assert rail.unfolded() == list("12345678")[: len(rail.groups())]
    rail._groups["2"].head.click()
    assert "2" not in rail.unfolded()
    pages.window.show_page("clients")
    assert "2" in rail.unfolded()


def test_many_pages_find_room_on_the_lowest_window(runner: OpRunner, qtbot: QtBot) -> None:
    pages = Pages(runner, qtbot)
    for number in range(len(KEYS), 15):
        pages.window.add_page(f"more{number}", "home", pages.builder(f"more{number}"))
    pages.enter()
    pages.window.resize(1100, 680)
    QApplication.processEvents()
    rail = pages.window.rail
    last = rail.button("more14")
    assert rail.minimumSizeHint().height() <= 680
    assert last.mapTo(rail, last.rect().bottomLeft()).y() < rail.lock.geometry().top()
    assert last.height() >= 24


def test_the_button_of_the_page_that_is_up_stays_in_sight_when_the_window_becomes_lower(
    runner: OpRunner, qtbot: QtBot
) -> None:
    pages = Pages(runner, qtbot)
    for number in range(30):
        pages.window.add_page(f"more{number}", "home", pages.builder(f"more{number}"))
    pages.enter()
    pages.window.resize(1100, 1400)
    pages.window.show_page("more29")
    QApplication.processEvents()
    pages.window.resize(1100, 680)
    rail, last = pages.window.rail, pages.window.rail.button("more29")
    qtbot.waitUntil(lambda: last.mapTo(rail, last.rect().bottomLeft()).y() <= rail.lock.geometry().top())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_name_of_the_rail_has_room_beside_its_code(look: QApplication, qtbot: QtBot, language: str) -> None:
    i18n.install(look, language)
    rail = Rail("")
    qtbot.addWidget(rail)
    keys = sorted({one.page for one in functions()})
    for key in keys:
        rail.add(key, partial(page_title, key), "home")
    rail.show()
    cut = []
    for key in keys:
        button = rail.button(key)
        button.setChecked(True)  # the one that is up is bold
        button.ensurePolished()
        code = next(one for one in button.findChildren(QLabel))
        taken = button.sizeHint().width() + code.sizeHint().width()
        if taken > WIDTH - 2 * space.S:
            cut.append((key, button.text(), taken))
    assert cut == []
