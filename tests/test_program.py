"""The program itself on the sample branch: signing in and out, what each person finds, locking, both languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QEvent, QSettings, Qt, QtMsgType
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from app.audit.storage import audit_log
from app.bookings.domain import BUSINESS
from app.counter.services import Services
from app.policy.loader import load_policy
from app.samples.people import BRANCH, CLIENTS, STAFF
from tests.demo import TOP, Demo, person
from tests.ui.conftest import HARMLESS
from tests.ui.fitting import beyond, cut
from ui import i18n
from ui.bootstrap import Program
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.client_view import ClientView
from ui.theme import apply_text_size, apply_theme

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LIN = CLIENTS[0].fields
KEY = Qt.Key


@pytest.fixture(autouse=True)
def no_qt_warnings(qtlog: Any) -> Iterator[None]:
    """Fail on anything Qt warns of."""
    yield
    bad = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    assert [r.message for r in qtlog.records if r.type in bad and not r.message.startswith(HARMLESS)] == []


@pytest.fixture
def preferences(tmp_path: Path) -> Iterator[None]:
    """Settings of a person of this test's own: English, light."""
    own = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(*own, str(tmp_path / "settings"))
    settings = QSettings(*own, "guitai", "guitai")
    settings.setValue("language", "en")
    settings.sync()
    yield
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    i18n.install(application, i18n.ENGLISH)


class Counter:
    """One run of the program and a person's keys."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        self.program = Program(application, folder, station="01")
        self.program.show()
        self.settle()

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def services(self) -> Services:
        return self.program.branch.services()

    def settle(self) -> None:
        """Let everything under way arrive and be painted."""
        for _ in range(4):
            QApplication.processEvents()
            assert self.program.runner.wait()

    def sign_in(self, login: str, password: str = "") -> None:
        """Type login and password, and Enter."""
        page = self.window.sign_in
        self.window.activateWindow()
        self.settle()
        for field, text in ((page.login, login), (page.password, password or person(login).password)):
            field.focus_editor()
            focus = QApplication.focusWidget()
            assert isinstance(focus, QLineEdit)
            focus.clear()
            QTest.keyClicks(focus, text)
        assert focus is not None
        QTest.keyClick(focus, KEY.Key_Return)
        self.settle()

    def find(self, text: str) -> list[str]:
        """Type in the search box; the names found."""
        self.window.search.setFocus()
        self.window.search.clear()
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.window.search, event)
        self.settle()
        return [hit.title for hit in self.window.search.hits()]

    def acts(self) -> list[str]:
        """What the audit log says was done."""
        with self.services.branch.db.read() as connection:
            query = sa.select(audit_log.c.act).where(audit_log.c.station == "01").order_by(audit_log.c.seq)
            return list(connection.execute(query).scalars())

    def close(self) -> None:
        """End the run."""
        self.settle()
        self.window.close()
        self.program.close()
        assert self.program.runner.close()
        for window in (self.window, self.program.display):
            if window is not None:
                window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def counter(qapp: QApplication, preferences: None, demo_branch: Path) -> Iterator[Counter]:
    made = Counter(qapp, demo_branch)
    try:
        yield made
    finally:
        made.close()


def words(top: QWidget) -> list[str]:
    """Everything that ``top`` says to eyes and to assistive programs, without the cells of tables and lists."""
    said: list[str] = [top.windowTitle(), top.toolTip(), top.accessibleName(), top.accessibleDescription()]
    for widget in top.findChildren(QWidget):
        said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QLabel() | QAbstractButton():
                said.append(widget.text())
            case QLineEdit():
                said += [widget.text(), widget.placeholderText()]
            case QGroupBox():
                said.append(widget.title())
            case QComboBox():
                said += [widget.itemText(row) for row in range(widget.count())]
            case QTabBar():
                said += [widget.tabText(tab) for tab in range(widget.count())]
            case QTableView():
                model = widget.model()
                columns = range(model.columnCount()) if model is not None else ()
                said += [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    said += [action.text() for action in top.findChildren(QAction)]
    return [text for text in said if text]


def cells(top: QWidget) -> list[str]:
    """What stands in tables and lists."""
    found: list[str] = []
    for view in top.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            found += [
                str(model.index(row, column).data() or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount() if isinstance(model, QAbstractTableModel) else 1)
            ]
    return found


def desk_of(counter: Counter) -> Desk:
    """The pages of the person who is signed in."""
    desk = counter.program._desk
    assert desk is not None
    return desk


# signing in and out


@pytest.mark.rule("SE-1")
def test_a_wrong_password_is_refused_at_its_field_and_the_right_one_opens(counter: Counter) -> None:
    counter.sign_in("teller", "Falsches-Passwort-1")
    assert not counter.window.is_open()
    assert "wrong" in counter.window.sign_in.password.error()
    counter.sign_in("teller")
    assert counter.window.is_open()
    assert counter.window.current_page() == "workbench"
    assert [act for act in counter.acts() if act.startswith("auth.")][-2:] == ["auth.failed", "auth.signed-in"]


def test_the_branch_and_that_it_is_a_sample_are_told_before_signing_in(counter: Counter) -> None:
    said = words(counter.window.sign_in)
    assert BRANCH["name"] in said
    assert any(text.startswith("Sample branch") for text in said)
    assert not any(member.name in text or (member.login and member.login == text) for text in said for member in STAFF)


def test_a_branch_that_cannot_be_opened_is_told_on_the_sign_in_page(
    qapp: QApplication, preferences: None, tmp_path: Path
) -> None:
    counter = Counter(qapp, tmp_path / "none")
    try:
        assert any("no branch in this folder" in text for text in words(counter.window.sign_in))
        counter.sign_in("teller")
        assert not counter.window.is_open()
    finally:
        counter.close()


@pytest.mark.rule("SE-1")
def test_signing_out_leaves_nothing_of_the_person_and_the_clients(counter: Counter) -> None:
    counter.sign_in("teller")
    assert counter.find("lzx") == [LIN["name"]]
    QTest.keyClick(counter.window.search, KEY.Key_Return)
    counter.settle()
    old = counter.window
    old.sign_out_requested.emit()
    counter.settle()
    assert counter.window is not old
    assert not old.isVisible()
    assert counter.program.display is not None
    assert not counter.program.display.isVisible()
    everything = [*words(counter.window), *cells(counter.window)]
    for name in ("周敏", LIN["name"], "lzx", LIN["mobile"], "3301017"):
        assert not any(name in text for text in everything), name
    assert counter.window.current_page() == ""
    assert counter.program._find("lzx") == []
    assert counter.acts()[-1] == "auth.signed-out"
    counter.sign_in("teller2")
    assert any("何嘉文" in text for text in words(counter.window))
    assert not any("周敏" in text for text in words(counter.window.rail))


@pytest.mark.rule("SE-1")
def test_locking_covers_everything_and_only_the_password_of_the_same_person_unlocks(counter: Counter) -> None:
    counter.sign_in("teller")
    counter.window.show_page("bookings")
    QTest.keyClick(counter.window, KEY.Key_L, Qt.KeyboardModifier.ControlModifier)
    counter.settle()
    assert counter.window.is_locked()
    assert not any(widget.isVisible() for widget in counter.window.pages.findChildren(QWidget))
    page = counter.window.sign_in
    for password, opens in (("Falsches-Passwort-1", False), (person("teller2").password, False),
                            (person("teller").password, True)):  # fmt: skip
        page.password.set_value(password)
        page.submit()
        counter.settle()
        assert counter.window.is_open() is opens
    assert counter.window.current_page() == "bookings"


CLOSING = """
import sys
from pathlib import Path
from PySide6.QtCore import QAbstractTableModel, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from ui.bootstrap import start
from ui.main_window import MainWindow
from ui.pages.client_view import ClientView

application = QApplication([])
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, sys.argv[2])
window = lambda: next(w for w in application.topLevelWidgets() if isinstance(w, MainWindow))

def enter():
    page = window().sign_in
    page.login.set_value("teller")
    page.password.set_value(sys.argv[3])
    page.signed_in.connect(lambda _: QTimer.singleShot(0, window().close))
    page.submit()

QTimer.singleShot(0, enter)
sys.exit(start(Path(sys.argv[1])))
"""


def test_closing_the_window_ends_the_program_though_the_customer_display_never_closes(
    demo_branch: Path, tmp_path: Path
) -> None:
    password = person("teller").password
    done = subprocess.run(
        [sys.executable, "-c", CLOSING, str(demo_branch), str(tmp_path / "settings"), password],
        cwd=TOP, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if not line.startswith(HARMLESS)]
    assert (done.returncode, done.stdout, said) == (0, "", [])


# what each person finds


def test_the_workbench_shows_the_bookings_of_the_day_and_the_unfinished_opening(counter: Counter, demo: Demo) -> None:
    counter.sign_in("teller")
    said = cells(counter.window.page("workbench"))
    for name in ("林梓萱", "宋雅楠", "冯立", "萧然"):
        assert name in said
    assert demo.report["unfinished"][0]["case"] in said
    assert "赵一凡" in said
    desk = desk_of(counter)
    assert desk.workbench is not None
    assert [tile.number.text() for tile in desk.workbench._tiles] == ["4", "3", "1", "4"]


def shown_client(counter: Counter) -> ClientView:
    """The client on the clients' page."""
    clients = desk_of(counter).clients
    assert clients is not None
    client = clients.client()
    assert client is not None
    return client


def test_a_client_is_found_by_every_key_and_opened_with_enter(counter: Counter, demo: Demo) -> None:
    counter.sign_in("teller")
    for text in ("lzx", "linzi", "梓萱", "0424", "7120001", "8801000007"):
        counter.window.show_page("workbench")
        assert LIN["name"] in counter.find(text), text
        QTest.keyClick(counter.window.search, KEY.Key_Return)
        counter.settle()
        assert counter.window.current_page() == "clients"
        assert shown_client(counter).name == LIN["name"]
    clients, shown = desk_of(counter).clients, shown_client(counter)
    assert clients is not None
    told = {document["number"] for document in demo.report["completed"][0]["documents"]}
    assert {row.number for row in shown.documents} >= told
    assert {row.number for row in clients.documents.rows()} == {row.number for row in shown.documents}
    everything = [*words(counter.window), *cells(counter.window)]
    for secret in (LIN["mobile"], LIN["paper_number"], LIN["bank_account"]):
        assert not any(secret in said for said in everything)


def test_an_unfinished_opening_goes_on_where_it_was_left(counter: Counter, demo: Demo) -> None:
    counter.sign_in("teller2")
    desk_of(counter).resume(demo.report["unfinished"][0]["case"])
    counter.settle()
    opening = desk_of(counter).opening
    assert opening is not None
    assert counter.window.current_page() == "opening"
    assert opening.case.number == demo.report["unfinished"][0]["case"]
    assert opening.case.view is not None
    assert opening.case.view.draft.text("name") == "赵一凡"
    opening.case.leave()
    counter.settle()


@pytest.mark.rule("OP-4")
@pytest.mark.parametrize(
    ("login", "forbidden"),
    [
        ("marketer", {"workbench", "opening", "clients", "users", "audit"}),
        ("admin", {"workbench", "opening", "clients", "bookings"}),
        ("teller", {"users", "audit"}),
    ],
)
def test_everybody_finds_the_pages_of_their_role_and_no_other(
    counter: Counter, login: str, forbidden: set[str]
) -> None:
    counter.sign_in(login)
    assert counter.window.is_open()
    pages = set(counter.window.pages.names())
    assert pages & forbidden == set()
    assert pages >= {"marketer": {"bookings"}, "admin": {"users", "audit"}, "teller": {"workbench", "clients"}}[login]
    for key in sorted(pages):
        counter.window.show_page(key)
        counter.settle()
        assert not counter.window.banner.isVisible()
    if login != "teller":
        everything = [*words(counter.window), *cells(counter.window)]
        # a booking names who comes; a client's papers and accounts are the counter's business
        for client in CLIENTS:
            for name in ("paper_number", "mobile", "bank_account"):
                assert not any(client.fields[name] in text for text in everything)
        assert login == "marketer" or not any(client.fields["name"] in t for t in everything for client in CLIENTS)


# both languages


# Chinese in every language: what staff, branch and clients are called, the business that is done, the other language
DATA = {
    *(BRANCH[part] for part in ("name", "company")),
    *(text for member in STAFF for text in (member.name, member.post)),
    *(text for client in CLIENTS for text in client.fields.values() if HAN.search(text)),
    *BUSINESS,
    *(reason.label for reason in load_policy(None).transfer.reasons),
    *load_policy(None).dossier.purposes,
    *(bank.label for bank in load_policy(None).banks),
    *(one.label for one in (*load_policy(None).education.kinds, *load_policy(None).education.topics)),
    "Assessed: 中",
    "无",  # what a client has no longer is written so, in every language
    *("元旦", "居民身份证", "中文", "切换为中文", "浙江省杭州市****"),
    # the sample branch's list of unusual accounts and its event for clients who left
    *("异常交易账户", "与他人账户使用同一终端下单", "营业部二楼会议室", "老客户市场交流会"),
    "客户信息保密承诺书",  # a form is called by its name in every language
}
SHORT = {"中", "女", "高", "低", "极低", "极高"}  # risk levels, a sex: data only where nothing else is said


def chinese(window: MainWindow) -> list[str]:
    """What is said in Chinese and is no data."""
    said = {text for text in words(window) if HAN.search(text) and text not in SHORT}
    return sorted(text for text in said if not any(part in text for part in DATA))


def test_in_english_no_word_of_the_windows_is_chinese_but_data(counter: Counter) -> None:
    assert chinese(counter.window) == []
    for login in ("manager", "admin"):
        counter.sign_in(login)
        for key in counter.window.pages.names():
            counter.window.show_page(key)
            counter.settle()
            assert chinese(counter.window) == [], key
        if login == "manager":
            counter.find("lzx")
            QTest.keyClick(counter.window.search, KEY.Key_Return)
            counter.settle()
            assert counter.window.current_page() == "clients"
            assert chinese(counter.window) == []
            counter.window.sign_out_requested.emit()
            counter.settle()


def test_no_text_is_cut_in_the_largest_size_and_high_contrast_on_a_small_screen(
    qapp: QApplication, preferences: None, demo_branch: Path
) -> None:
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai")
    settings.setValue("text_size", "largest")
    settings.setValue("theme", "contrast")
    settings.sync()
    counter = Counter(qapp, demo_branch)
    try:
        counter.sign_in("manager")
        window = counter.window
        window.showNormal()
        window.resize(1366, 768)
        problems = []
        for key in window.pages.names():
            window.show_page(key)
            counter.settle()
            problems += [f"{key}: {text}" for text in (*cut(window), beyond(window.page(key))) if text]
        assert problems == []
        assert (window.width(), window.height()) == (1366, 768)
        assert counter.program.display is not None
    finally:
        counter.close()
        apply_text_size(qapp, "normal")
        apply_theme(qapp, "light")


def test_chinese_is_the_language_until_somebody_chooses_the_other_and_that_is_remembered(
    qapp: QApplication, preferences: None, demo_branch: Path
) -> None:
    QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "guitai", "guitai").clear()
    counter = Counter(qapp, demo_branch)
    try:
        assert counter.window.sign_in.go.text() == "登录"
        QTest.mouseClick(counter.window.sign_in.switches.language, Qt.MouseButton.LeftButton)
        counter.settle()
        assert counter.window.sign_in.go.text() == "Sign in"
        counter.sign_in("teller")
        assert chinese(counter.window) == []
        QTest.mouseClick(counter.window.switches.language, Qt.MouseButton.LeftButton)
        counter.settle()
        assert any(text == "工作台" for text in words(counter.window.rail))
        QTest.mouseClick(counter.window.switches.language, Qt.MouseButton.LeftButton)
        counter.settle()
    finally:
        counter.close()
    again = Counter(qapp, demo_branch)
    try:
        assert again.window.sign_in.go.text() == "Sign in"
    finally:
        again.close()
