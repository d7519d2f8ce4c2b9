"""The window itself: cannot be left or closed by the client, finds its screen, speaks both languages."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRect, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

import resources
import ui.customer_display
from tests.ui.customer_display.conftest import Heard
from tests.ui.customer_display.samples import ALL, CONFIRMATION, MESSAGE, RESULT, SINGLE, WELCOME
from ui.customer_display.buttons import BigButton
from ui.customer_display.confirmation import ConfirmationView
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.placing import SMALLEST, beside
from ui.customer_display.prompts import Confirmation, Message, Prompt, Welcome
from ui.customer_display.style import Metrics
from ui.customer_display.view import PromptView

LEFT = Qt.MouseButton.LeftButton
TRANSLATIONS = Path(resources.__file__).parent / "translations"


@pytest.fixture
def chinese() -> Iterator[QTranslator]:
    translator = QTranslator()
    assert translator.load(str(TRANSLATIONS / "display_zh_CN.qm"))
    yield translator
    QApplication.removeTranslator(translator)


def confirmation(display: CustomerDisplay, prompt: Confirmation, qtbot: QtBot) -> ConfirmationView:
    display.show_prompt(prompt)
    view = display.view
    assert isinstance(view, ConfirmationView)
    qtbot.waitUntil(lambda: view.page.viewport().height() > 100)
    QApplication.processEvents()
    return view


@pytest.mark.parametrize("name", ALL)
def test_every_prompt_has_its_view(display: CustomerDisplay, name: str) -> None:
    display.show_prompt(ALL[name])
    QApplication.processEvents()
    assert display.prompt is ALL[name]
    assert display.view.isVisible()
    assert not display.grab().toImage().isNull()


def test_the_client_cannot_close_the_window(display: CustomerDisplay, qtbot: QtBot) -> None:
    assert not display.close()
    QTest.keyClick(display.view, Qt.Key.Key_Escape)
    QTest.keyClick(display.view, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    assert display.isVisible()
    display.close_for_good()
    assert not display.isVisible()


def test_no_shortcut_of_the_program_fires_from_here(display: CustomerDisplay, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    fired: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+K"), other)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(lambda: fired.append("reached"))
    other.show()
    other.activateWindow()
    QTest.keyClick(other, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["reached"]
    display.show_prompt(SINGLE)
    display.activateWindow()
    QTest.keyClick(display.windowHandle(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert fired == ["reached"]


def test_there_are_no_menus_and_the_title_names_nobody(display: CustomerDisplay) -> None:
    display.show_prompt(CONFIRMATION)
    assert display.findChildren(QMenu) == []
    assert display.actions() == []
    assert display.contextMenuPolicy() == Qt.ContextMenuPolicy.PreventContextMenu
    assert display.windowTitle() == "Customer display"


def test_showing_it_leaves_the_keyboard_with_the_teller(display: CustomerDisplay) -> None:
    assert display.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_agreeing_by_mouse_and_by_key(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    view = confirmation(display, RESULT, qtbot)
    assert view.agree.text() == RESULT.agree
    QTest.mouseClick(view.agree, LEFT)
    view = confirmation(display, RESULT, qtbot)
    QTest.keyClick(view.agree, Qt.Key.Key_Return)
    view = confirmation(display, RESULT, qtbot)
    QTest.mouseClick(view.decline, LEFT)
    assert heard.of("confirmed") == [("result", True), ("result", True), ("result", False)]


def test_what_does_not_fit_is_seen_to_the_end_before_agreeing(
    display: CustomerDisplay, heard: Heard, qtbot: QtBot
) -> None:
    lines = tuple((f"第 {n} 行", "内容" * 10) for n in range(40))
    view = confirmation(display, Confirmation("long", "请核对", "无误", lines), qtbot)
    QTest.mouseClick(view.agree, LEFT)
    assert heard.of("confirmed") == []
    for _ in range(30):
        if heard.of("confirmed"):
            break
        QTest.keyClick(view.agree, Qt.Key.Key_Return)
    assert heard.of("confirmed") == [("long", True)]
    assert heard.of("progressed") == [("long", "scrolled")]


def test_the_client_can_decline_at_once(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    lines = tuple((f"第 {n} 行", "内容" * 10) for n in range(40))
    view = confirmation(display, Confirmation("long", "请核对", "无误", lines), qtbot)
    view.decline.setFocus()
    QTest.keyClick(view.decline, Qt.Key.Key_Return)
    assert heard.of("confirmed") == [("long", False)]


def test_markup_in_a_name_is_printed_literally(display: CustomerDisplay, qtbot: QtBot) -> None:
    name = "<b>张</b><img src='x'> \u202e&amp;三"
    view = confirmation(display, Confirmation("c", name, name, ((name, name),)), qtbot)
    texts = [label for label in view.findChildren(QLabel) if label.text() == name]
    assert len(texts) == 4
    assert {label.textFormat() for label in texts} == {Qt.TextFormat.PlainText}


def test_an_answer_of_a_view_that_was_replaced_is_not_heard(display: CustomerDisplay, heard: Heard) -> None:
    display.show_prompt(SINGLE)
    old = display.view
    display.show_prompt(MESSAGE)
    old.confirm()
    assert heard.all == []


def test_a_prompt_may_be_shown_from_within_the_signal(display: CustomerDisplay, heard: Heard, qtbot: QtBot) -> None:
    def show(*_facts: object) -> None:
        display.show_prompt(WELCOME)

    display.answered.connect(show)
    display.show_prompt(SINGLE)
    view = display.view
    view.confirm()
    QApplication.processEvents()
    assert display.prompt is WELCOME
    assert heard.of("answered") == [("q5", ("C",), 0)]


@pytest.mark.parametrize("prompt", ALL.values(), ids=list(ALL))
def test_the_language_can_change_while_a_prompt_is_shown(
    display: CustomerDisplay, chinese: QTranslator, prompt: Prompt
) -> None:
    display.show_prompt(prompt)
    QApplication.processEvents()
    before = own_texts(display)
    QApplication.installTranslator(chinese)
    QApplication.processEvents()
    after = own_texts(display)
    assert display.windowTitle() == "客户屏"
    english = [text for text in after if text.isascii() and any(part.isalpha() for part in text)]
    assert [text for text in english if text in before and len(text) > 3 and " " in text] == []


def own_texts(display: CustomerDisplay) -> list[str]:
    texts = [label.text() for label in display.view.findChildren(QLabel)]
    return texts + [button.text() for button in display.view.findChildren(BigButton)]


def test_the_chinese_translation_is_complete() -> None:
    text = (TRANSLATIONS / "display_zh_CN.ts").read_text(encoding="utf-8")
    assert "unfinished" not in text
    assert "<translation></translation>" not in text
    sources = {
        str(node.args[0].value)
        for file in Path(next(iter(ui.customer_display.__path__))).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tr"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(sources) > 30
    assert [source for source in sources if f"<source>{source}</source>" not in text] == []


def test_nothing_but_qt_and_the_standard_library_is_imported() -> None:
    allowed = {
        "__future__", "ast", "collections", "dataclasses", "enum", "itertools", "math", "secrets", "time", "typing",
        "PySide6",
    }  # fmt: skip
    for file in Path(next(iter(ui.customer_display.__path__))).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                names = [node.module or ""]
            assert {name.split(".")[0] for name in names} <= allowed, file.name


# where it stands


def test_with_one_screen_it_stands_beside_the_first_window(display: CustomerDisplay, qtbot: QtBot) -> None:
    first = QWidget()
    qtbot.addWidget(first)
    first.setGeometry(0, 0, 300, 300)
    first.show()
    display.show_prompt(Message("请稍候", "正在办理"))
    display.place(QGuiApplication.screens()[:1], first)
    assert display.isVisible()
    assert not display.isFullScreen()


def test_on_a_shared_screen_it_is_there_only_while_the_client_acts(display: CustomerDisplay, qtbot: QtBot) -> None:
    first = QWidget()
    qtbot.addWidget(first)
    first.setGeometry(0, 0, 300, 300)
    first.show()
    display.show_prompt(Welcome("营业部"))
    display.place(QGuiApplication.screens()[:1], first)
    assert not display.isVisible()
    display.show_prompt(Message("请稍候", "正在办理"))
    assert display.isVisible()
    display.show_prompt(Welcome("营业部"))
    assert not display.isVisible()


def test_it_moves_when_a_screen_goes(display: CustomerDisplay, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    display.place(QGuiApplication.screens())
    calls: list[int] = []
    monkeypatch.setattr(CustomerDisplay, "place", lambda self, screens, first=None: calls.append(len(screens)))
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.screenRemoved.emit(QGuiApplication.primaryScreen())
    QApplication.processEvents()
    application.screenAdded.emit(QGuiApplication.primaryScreen())
    QApplication.processEvents()
    assert len(calls) == 2


TWO_SCREENS = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from ui.customer_display.display import CustomerDisplay
from ui.customer_display.prompts import Message
application = QApplication(sys.argv)
teller = QWidget()
teller.setGeometry(0, 0, 800, 600)
teller.show()
display = CustomerDisplay()
display.show_prompt(Message("t", "t"))
for screens in (application.screens(), [teller.screen()], application.screens()):
    display.place(screens, teller)
    application.processEvents()
    place = display.frameGeometry()
    on = [screen.name() for screen in application.screens() if screen.geometry().contains(place)]
    whole = place.size() == display.screen().size()
    print(*on, display.isFullScreen(), whole, display.isVisible(), display.close())
"""


def test_with_two_screens_it_fills_the_second_and_comes_back_when_that_goes(tmp_path: Path) -> None:
    screens = [
        {"name": name, "x": x, "y": 0, "width": 1600, "height": 900, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for name, x in (("teller", 0), ("client", 1600))
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": False, "screens": screens}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    root = Path(next(iter(ui.customer_display.__path__))).parents[1]
    said = subprocess.run(
        [sys.executable, "-c", TWO_SCREENS], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines() == [
        "client True True True False",
        "teller False False True False",
        "client True True True False",
    ]


def test_views_that_were_replaced_are_gone(display: CustomerDisplay) -> None:
    for _ in range(5):
        for prompt in ALL.values():
            display.show_prompt(prompt)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert display.findChildren(PromptView) == [display.view]


@pytest.mark.parametrize(
    ("screen", "first"),
    [
        (QRect(0, 0, 2944, 1080), QRect(0, 0, 1600, 900)),
        (QRect(0, 0, 1920, 1080), QRect(900, 50, 1020, 900)),
        (QRect(0, 0, 1920, 1080), QRect(0, 0, 1920, 1080)),
        (QRect(0, 30, 1366, 738), QRect(0, 30, 1366, 738)),
        (QRect(-1280, 0, 1280, 1024), QRect(-1280, 0, 500, 500)),
    ],
)
def test_its_place_is_on_the_screen_and_large_enough(screen: QRect, first: QRect) -> None:
    place = beside(screen, first)
    assert screen.contains(place)
    assert place.width() >= SMALLEST.width()
    assert place.height() >= SMALLEST.height()


def test_where_there_is_room_it_covers_nothing_of_the_first_window() -> None:
    screen = QRect(0, 0, 2944, 1080)
    first = QRect(0, 0, 1600, 900)
    assert not beside(screen, first).intersects(first)
    assert not beside(screen, first.translated(1344, 100)).intersects(first.translated(1344, 100))


@pytest.mark.parametrize(("size", "least"), [((1024, 600), 18), ((1366, 768), 21), ((1920, 1080), 26)])
def test_type_grows_with_the_screen_and_touch_targets_never_shrink(size: tuple[int, int], least: int) -> None:
    metrics = Metrics.fit(*size)
    large = Metrics.fit(*size, large_type=True)
    assert metrics.base >= least
    assert large.base >= metrics.base * 1.2
    assert min(metrics.touch, large.touch) >= 56
