"""What each role finds in the window after signing in (SE-1, OP-4)."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from tests.builders import actor
from tests.ui.pages.office import Office
from tests.ui.pages.page_keys import check_page
from ui.customer_display.prompts import Confirmation, Welcome
from ui.desk import furnish
from ui.main_window import MainWindow
from ui.pages.staff import StaffPage
from ui.sign_in import SignInPage

PAGES = {
    Role.TELLER: ["workbench", "opening", "transfer", "suitability", "clients", "bookings", "tasks", "contacts",
                  "messages", "dashboard", "day_end", "complaints", "education", "dossier", "scans", "changes",
                  "staff", "printing", "snapshot", "pledge", "account"],
    Role.GENERAL_MANAGER: ["dashboard", "approvals", "clients", "bookings", "tasks", "contacts", "messages",
                           "unusual", "churn", "classes", "reports", "reclass", "satisfaction", "complaints",
                           "education", "dossier", "staff", "users", "watch", "policy", "audit", "printing",
                           "snapshot", "calendar", "pledge", "account"],
    Role.MARKETING: ["bookings", "approvals", "marks", "tasks", "dashboard", "staff", "pledge", "account"],
    Role.COMPLIANCE: ["dashboard", "clients", "tasks", "messages", "unusual", "churn", "classes", "reports",
                      "reclass", "satisfaction", "complaints", "dossier", "staff", "watch", "screening", "policy",
                      "audit", "pledge", "account"],
    Role.ARCHIVIST: ["dashboard", "clients", "tasks", "reports", "dossier", "scans", "printing", "pledge", "account"],
    Role.ADMIN: ["dashboard", "staff", "users", "audit", "snapshot", "pledge", "account"],
}  # fmt: skip


def window_of(office: Office, role: Role, qtbot: QtBot) -> MainWindow:
    sign_in = SignInPage(office.runner, lambda _login, _password: None)
    window = MainWindow(office.runner, sign_in, lambda _: [])
    qtbot.addWidget(window)
    furnish(window, office.runner, office.services, actor(role), office.display, printer=office.paper)
    window.resize(1366, 768)
    window.show()
    window.enter("测试", "9000", "01")
    office.settle()
    return window


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("role", list(PAGES))
def test_everybody_finds_the_pages_of_the_role_and_work_on_the_first(office: Office, role: Role, qtbot: QtBot) -> None:
    window = window_of(office, role, qtbot)
    assert window.pages.names() == PAGES[role]
    assert window.search.isVisible()
    assert window.search.finds_clients() == ("clients" in PAGES[role])
    for key in PAGES[role]:
        window.show_page(key)
        office.settle()
        assert window.current_page() == key
        assert window.banner.isHidden()
        check_page(window, window.page(key))
    window._idle.stop()


class Windows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.came.append(type(watched).__name__)
        return False


@pytest.mark.parametrize("role", list(PAGES))
def test_building_pages_brings_up_no_window_that_would_take_the_keyboard(
    office: Office, role: Role, qtbot: QtBot, look: QApplication
) -> None:
    windows = Windows()
    look.installEventFilter(windows)
    window = window_of(office, role, qtbot)
    qtbot.waitUntil(lambda: all(window.pages.is_built(key) for key in PAGES[role]), timeout=60_000)
    look.removeEventFilter(windows)
    assert windows.came == ["MainWindow"]
    window._idle.stop()


def test_the_public_part_does_not_stay_on_the_display_when_the_window_goes(office: Office, qtbot: QtBot) -> None:
    window = window_of(office, Role.ADMIN, qtbot)
    window._idle.stop()
    window.show_page("staff")
    office.settle()
    page = window.page("staff")
    assert isinstance(page, StaffPage)
    for place, row in enumerate(page.table.rows()):
        if row.kind == "marketing":
            page.table.selectRow(place)
    office.settle()
    page.show_to_client()
    office.settle()
    assert isinstance(office.display.prompt, Confirmation)
    page.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(page))
    assert isinstance(office.display.prompt, Welcome)
