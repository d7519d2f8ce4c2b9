"""The box on top, the sheet of keys, help in place and the letters of the buttons, in the window of each role."""

from __future__ import annotations

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from app.functions.catalogue import function, functions
from tests.builders import actor
from tests.ui.pages.office import Office
from tests.ui.pages.test_rights import PAGES, window_of
from ui import i18n
from ui.desk_functions import Deeds, FunctionBox
from ui.help_drawer import FOLDER, help_on
from ui.key_sheet import KeySheet, field_lines
from ui.main_pages import page_title
from ui.main_window import MainWindow
from ui.support.access_keys import initial, letters
from ui.support.reading_order import stops
from ui.widgets.print_panel import PrintPanel
from ui.widgets.search import Hit

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def enter(window: MainWindow, office: Office, typed: str) -> None:
    """Type into the box and press Enter."""
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(window.search, typed)
    office.settle()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    office.settle()


@pytest.fixture
def teller(office: Office, qtbot: QtBot) -> MainWindow:
    window = window_of(office, Role.TELLER, qtbot)
    window._idle.stop()
    return window


def test_a_code_and_enter_bring_its_page_up_without_waiting(teller: MainWindow, office: Office) -> None:
    QTest.keyClick(teller, Qt.Key.Key_F3)
    assert teller.search.hasFocus()
    QTest.keyClicks(teller.search, "5001")
    QTest.keyClick(teller.search, Qt.Key.Key_Return)
    assert teller.current_page() == "tasks"
    enter(teller, office, "gzt")
    assert teller.current_page() == "workbench"
    QTest.keyClick(teller, Qt.Key.Key_K, CONTROL)
    assert teller.search.hasFocus()


def test_a_code_that_is_not_ones_own_is_answered_with_a_sentence(teller: MainWindow, office: Office) -> None:
    QTest.keyClick(teller, Qt.Key.Key_F3)
    for typed, said in (("8005", "your role does not include this"), ("4321", "Nobody found")):
        teller.search.clear()
        QTest.keyClicks(teller.search, typed)
        office.settle()
        popup = teller.search._popup
        assert popup is not None
        assert said in popup.nothing.text()
        assert teller.search.hits() == ()
        QTest.keyClick(teller.search, Qt.Key.Key_Return)
        assert teller.current_page() == "workbench"


def test_who_reads_no_clients_has_the_box_for_functions_only(office: Office, qtbot: QtBot) -> None:
    window = window_of(office, Role.MARKETING, qtbot)
    window._idle.stop()
    asked: list[str] = []
    window.search._find = lambda text: asked.append(text) or []  # type: ignore[func-returns-value]  # notes it on the way
    enter(window, office, "1003")
    assert window.current_page() == "bookings"
    QTest.keyClick(window, Qt.Key.Key_F3)
    QTest.keyClicks(window.search, "zhang")
    office.settle()
    assert asked == []
    popup = window.search._popup
    assert popup is not None
    assert "No such function" in popup.nothing.text()


class Ways:
    """A box at work, with a client in sight or not."""

    def __init__(self, window: MainWindow) -> None:
        self.told: list[tuple[str, ...]] = []
        self.client = ("", "")
        self.box = FunctionBox(
            window,
            Deeds(
                {("opening", "new"): lambda: self.told.append(("new",))},
                {("transfer", "leave"): lambda *client: self.told.append(("leave", *client))},
            ),
            lambda: self.client,
            lambda client_id: self.told.append(("show", client_id)),
        )


def test_what_is_done_for_a_client_takes_the_one_in_sight_or_asks_for_one(teller: MainWindow) -> None:
    ways = Ways(teller)
    leaving, opening = function("3001"), function("1001")
    assert leaving is not None
    assert opening is not None
    ways.client = ("k1", "欧阳")
    ways.box.run(leaving)
    ways.client = ("", "")
    ways.box.run(leaving)
    assert teller.search.hasFocus()
    assert "which client?" in teller.search.placeholderText()
    ways.box.chosen(Hit("k2", "林梓萱"))
    ways.box.chosen(Hit("k3", "冯立"))
    ways.box.run(opening)
    assert ways.told == [("leave", "k1", "欧阳"), ("leave", "k2", "林梓萱"), ("show", "k3"), ("new",)]


def test_escape_in_the_box_forgets_what_a_client_was_asked_for(teller: MainWindow) -> None:
    ways = Ways(teller)
    leaving = function("3001")
    assert leaving is not None
    ways.box.run(leaving)
    QTest.keyClick(teller.search, Qt.Key.Key_Escape)
    assert "which client?" not in teller.search.placeholderText()
    ways.box.chosen(Hit("k3", "冯立"))
    assert ways.told == [("show", "k3")]


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("role", list(PAGES))
def test_pages_are_offered_to_those_that_the_catalogue_names(role: Role) -> None:
    who = actor(role)
    for one in functions():
        if one.page in PAGES[role]:
            assert not one.rights or any(who.may(right) for right in one.rights), one.code
    hidden = {one.page for one in functions() if one.rights} - set(PAGES[role])
    for page in hidden:
        rights = {right for one in functions() if one.page == page for right in one.rights}
        if page not in (
            "policy",
            "approvals",
        ):  # an administrator never changes policy; who approves is named by policy
            assert not any(who.may(right) for right in rights), page


# help


def test_every_page_has_help_in_both_languages() -> None:
    pages = {one.page for one in functions()}
    assert {file.stem for file in FOLDER.glob("*.toml")} == pages
    for page in pages:
        words = tomllib.loads((FOLDER / f"{page}.toml").read_text(encoding="utf-8"))
        assert set(words) == {"zh", "en"}
        for language in ("zh", "en"):
            said = help_on(page, language)
            assert said is not None
            assert said.about
            assert said.first
            assert said.blocked
            han = sum("\u4e00" <= character <= "\u9fff" for character in said.about + said.blocked)
            assert (han > 20) == (language == "zh"), page


def test_f1_shows_help_on_the_page_and_follows_it_and_f1_or_escape_put_it_away(
    teller: MainWindow, office: Office, look: QApplication
) -> None:
    QTest.keyClick(teller, Qt.Key.Key_F1)
    drawer = teller.shell._help
    assert drawer is not None
    assert drawer.isVisible()
    said = help_on("workbench", "en")
    assert said is not None
    assert said.about in drawer.text()
    assert "Ctrl+N" in drawer.text()
    teller.show_page("tasks")
    office.settle()
    said = help_on("tasks", "en")
    assert said is not None
    assert said.about in drawer.text()
    assert "5001" in drawer.text()
    i18n.install(look, "zh")
    QApplication.processEvents()
    said = help_on("tasks", "zh")
    assert said is not None
    assert said.about in drawer.text()
    assert page_title("tasks") == drawer._title.text()
    i18n.install(look, "en")
    QTest.keyClick(teller, Qt.Key.Key_F1)
    assert drawer.isHidden()
    QTest.keyClick(teller, Qt.Key.Key_F1)
    QTest.keyClick(drawer._area, Qt.Key.Key_Escape)
    assert drawer.isHidden()
    assert teller.current_page() == "tasks"


def test_help_on_a_flow_offers_its_quick_card_which_comes_up_as_a_paper_to_print(
    teller: MainWindow, office: Office
) -> None:
    teller.show_page("scans")
    office.settle()
    QTest.keyClick(teller, Qt.Key.Key_F1)
    drawer = teller.shell._help
    assert drawer is not None
    (offered,) = [one for one in drawer.findChildren(QPushButton) if one.text() == "Signed on paper, scanned back"]
    offered.click()
    office.settle()
    panel = teller.findChild(PrintPanel)
    assert panel is not None
    assert panel.preview._pdf
    panel.reject()
    teller.show_page("account")
    office.settle()
    assert not [one for one in drawer.findChildren(QPushButton) if one.property("role") == "link"]
    QTest.keyClick(teller, Qt.Key.Key_F1)


# the sheet


def test_the_sheet_tells_the_keys_that_do_something_here(teller: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(teller, Qt.Key.Key_Slash, CONTROL)
    sheet = teller.findChild(KeySheet)
    assert sheet is not None
    assert sheet.isVisible()
    here, forms, everywhere = (dict(rows) for _, rows in sheet.columns)
    assert here["Ctrl+N"] == "new opening"
    assert here["F5"] == "read again"
    assert forms == dict(field_lines())
    assert {"F1", "F3 · Ctrl+K", "Ctrl+L", "Ctrl+/", "Esc"} <= set(everywhere)
    assert "Alt+1 … Alt+8" in everywhere
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClick(sheet, Qt.Key.Key_Slash, CONTROL)
    assert not sheet.isVisible()


def test_nothing_is_told_while_the_window_is_locked(teller: MainWindow) -> None:
    teller.lock()
    QTest.keyClick(teller, Qt.Key.Key_F1)
    QTest.keyClick(teller, Qt.Key.Key_Slash, CONTROL)
    assert teller.shell._help is None
    assert teller.findChild(KeySheet) is None


# letters


def test_letters_are_of_the_name_and_never_twice() -> None:
    assert [initial(character) for character in "打印Na1"] == ["d", "y", "n", "a", ""]
    assert letters(["打印", "补打", "Delete", "Do it"], {"b"}) == ["d", "a", "e", "i"]
    given = letters([f"Button {number}" for number in range(30)], set())
    assert sum(map(bool, given)) == 26
    assert len(set(filter(None, given))) == 26


def test_alt_shows_a_letter_at_each_button_and_alt_and_the_letter_press_it(teller: MainWindow) -> None:
    QTest.keyPress(teller, Qt.Key.Key_Alt)
    keys = teller._access
    assert keys is not None
    assert keys.shown()
    tips = [tip.text() for tip in teller.findChildren(QLabel, "accesskey")]
    assert tips
    assert len(tips) == len(set(tips))
    QTest.keyRelease(teller, Qt.Key.Key_Alt)
    assert not keys.shown()
    page = teller.page("workbench")
    wanted = {letter: one for letter, one in keys.show(page).items() if getattr(one, "text", str)() == "New opening"}
    keys.hide()
    letter = next(iter(wanted))
    QTest.keyClick(teller, getattr(Qt.Key, f"Key_{letter.upper()}"), ALT)
    assert teller.current_page() == "opening"


def test_tab_walks_over_the_page_as_one_reads_it(teller: MainWindow, office: Office) -> None:
    page = teller.page("workbench")
    wanted = stops(page)
    assert len(wanted) > 5
    wanted[0].setFocus()
    seen = [wanted[0]]
    for _ in wanted[1:]:
        QTest.keyClick(seen[-1], Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused)
    assert seen == wanted
    QTest.keyClick(seen[-1], Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is wanted[-2]
