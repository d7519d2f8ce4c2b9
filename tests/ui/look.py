"""Opens the window with sample data and saves pictures of every page: sizes, languages, themes. To be looked at.

``python -m tests.ui.look FOLDER``; needs no database and no screen (``QT_QPA_PLATFORM=offscreen``).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import samples
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.bookings import BookingPage
from ui.pages.clients import ClientPage
from ui.pages.workbench import Workbench, WorkbenchPage
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1600, 900), (1920, 1080))


def build(runner: OpRunner) -> MainWindow:
    """A window with the three pages."""
    page = SignInPage(runner, lambda login, password: (login, password), branch="示例证券杭州文三路营业部", sample=True)
    window = MainWindow(runner, page, samples.find, branch="示例证券杭州文三路营业部", sample=True)

    def bench() -> WorkbenchPage:
        made = WorkbenchPage(runner, samples.SampleWorkbench(), lambda: samples.NOW)
        made.set_person("周敏")
        return made

    # made when the window asks for it, as the program does: a page that no window took would stay for good
    window.add_page("workbench", "home", bench)
    window.add_page("clients", "people", lambda: ClientPage(runner, samples.SampleClients(), samples.sheet))
    window.add_page("bookings", "calendar", lambda: BookingPage(runner, samples.SampleBookings(), today=samples.TODAY))
    window.set_day(samples.TODAY, trading=True)
    return window


def settle(runner: OpRunner) -> None:
    """Let everything under way arrive and be painted."""
    for _ in range(3):
        runner.wait()
        QApplication.processEvents()


def shoot(window: MainWindow, runner: OpRunner, folder: Path, tag: str) -> None:
    """Save a picture of every page."""

    def save(name: str) -> None:
        settle(runner)
        window.grab().save(str(folder / f"{tag}-{name}.png"))

    window.leave()
    save("signin")
    window.sign_in.password.set_error("密码错误次数过多，1:29 后可以重试。")
    save("signin-error")
    window.enter("周敏", "3301017", "02")
    window.show_saved(samples.NOW)
    save("workbench")
    window.search.setFocus()
    QTest.keyClicks(window.search, "lz")
    settle(runner)
    save("search")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    window.show_page("clients")
    clients = window.page("clients")
    assert isinstance(clients, ClientPage)
    clients.show_client("k1")
    save("client")
    clients.documents.selectRow(3)
    QTest.keyClick(clients.documents, Qt.Key.Key_Space)
    save("client-document")
    clients.side.set_open(False)
    window.show_page("bookings")
    bookings = window.page("bookings")
    assert isinstance(bookings, BookingPage)
    bookings.fields["name"].set_value("林梓萱")
    bookings.fields["mobile"].set_value("1385712")
    bookings.fields["mobile"].set_error("手机号应为 11 位数字，现为 7 位。")
    window.show_unsaved()
    save("bookings")
    bookings.clear_form()


def main(folder: Path) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    i18n.install(application, "zh")
    apply_theme(application, "light")
    runner = OpRunner()
    window = build(runner)
    for wide, high in SIZES:
        window.resize(wide, high)
        window.show()
        for language in ("zh", "en"):
            i18n.install(application, language)
            for theme in ("light", "dark"):
                apply_theme(application, theme)
                shoot(window, runner, folder, f"{wide}-{language}-{theme}")
    bench = window.page("workbench")
    assert isinstance(bench, WorkbenchPage)
    bench._provider = samples.SampleWorkbench(Workbench())
    window.resize(1366, 768)
    i18n.install(application, "zh")
    apply_theme(application, "light")
    window.show_page("workbench")
    settle(runner)
    window.grab().save(str(folder / "empty.png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
