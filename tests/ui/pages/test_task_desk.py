"""The page of tasks in the whole window: badge, filters kept by person, what opens to do a task."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.common.actor import Role
from app.common.clock import branch_day
from app.tasks import storage
from app.tasks.domain import NewTask, TaskKind
from tests.builders import actor
from tests.people import add_client
from tests.ui.pages.office import Office
from ui.desk import Desk, furnish
from ui.desk_tasks import tasks_page
from ui.feed import Feed
from ui.main_window import MainWindow
from ui.pages.tasks.page import TasksPage
from ui.sign_in import SignInPage
from ui.task_acts import TaskActs
from ui.widgets.containers import StatusChip


class Window:
    """The window of somebody at the office, with this station's settings."""

    def __init__(self, office: Office, role: Role, settings: QSettings, qtbot: QtBot) -> None:
        self.office, self.who = office, actor(role)
        self.window = MainWindow(office.runner, SignInPage(office.runner, lambda _login, _password: None), lambda _: [])
        qtbot.addWidget(self.window)
        self.desk: Desk = furnish(
            self.window, office.runner, office.services, self.who, office.display, printer=office.paper,
            settings=settings,
        )  # fmt: skip
        self.window.resize(1366, 768)
        self.window.show()
        self.window.enter("测试", "9000", "01")
        page = self.window.page("tasks")
        assert isinstance(page, TasksPage)
        self.page = page
        self.window.show_page("tasks")
        self.told()

    def told(self) -> None:
        """What the change feed would tell."""
        self.desk.feed.changed.emit("tasks")
        self.office.settle()

    def badge(self) -> str:
        """The number at the button, nothing where there is none."""
        return "".join(
            chip.text() for chip in self.window.rail.button("tasks").findChildren(StatusChip) if not chip.isHidden()
        )

    def close(self) -> None:
        self.window._idle.stop()
        self.office.settle()


def add(office: Office, kind: TaskKind, days: int, to: str, client_id: str = "") -> str:
    with office.branch.db.write(actor(Role.SUPERVISOR)) as tx:
        due = branch_day(tx.at) + timedelta(days=days)
        new = NewTask(
            kind=kind, client_id=client_id, case_number="", due_on=due, text="联系客户", rule="FU-1", assigned_to=to
        )
        return storage.add(tx.conn, new, at=tx.at, by="staff-supervisor").id


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.mark.rule("FU-1")
def test_a_task_is_seen_at_the_button_taken_over_and_its_act_opened(
    office: Office, settings: QSettings, qtbot: QtBot
) -> None:
    with office.branch.db.write(actor(Role.TELLER)) as tx:
        paper_until = branch_day(tx.at) + timedelta(days=200)
        client_id = add_client(tx.conn, paper_until=paper_until).id
    own = add(office, TaskKind.EXPIRING_PAPER, -1, "staff-teller", client_id)
    add(office, TaskKind.PROMISE, 5, "staff-teller", client_id)
    here = Window(office, Role.TELLER, settings, qtbot)
    assert here.badge() == "1"
    nobodys = add(office, TaskKind.PROMISE, 0, "", client_id)
    here.page.look_for({"whose": "nobodys"})
    office.settle()
    assert [line.task.id for line in here.page.table.rows()] == [nobodys]
    here.page.take()
    office.settle()
    here.told()
    assert here.badge() == "2"
    here.page.look_for({"whose": "mine", "show": "overdue"})
    office.settle()
    assert [line.task.id for line in here.page.table.rows()] == [own]
    here.page.act()
    office.settle()
    assert here.window.pages.current_key() == "clients"
    here.close()


def test_filters_are_kept_for_the_person_and_clients_that_were_looked_for_are_not(
    office: Office, settings: QSettings, qtbot: QtBot
) -> None:
    feed = Feed(office.branch.db)

    def page_of(role: Role) -> TasksPage:
        page = tasks_page(office.services, actor(role), office.runner, TaskActs(), feed, settings)
        qtbot.addWidget(page)
        return page

    here = page_of(Role.TELLER)
    here.filters.whose.set_value("all")
    here.filters.kind.set_value("promise")
    here.filters.client.set_value("张三丰")
    here.filters.edited.emit()
    office.settle()
    settings.sync()
    assert "张三丰" not in Path(settings.fileName()).read_text(encoding="utf-8")
    assert page_of(Role.TELLER).filters.values() == {
        "whose": "all", "show": "open", "kind": "promise", "client": "", "case": "", "due": "",
    }  # fmt: skip
    other = page_of(Role.SUPERVISOR).filters.values()
    assert (other["whose"], other["kind"]) == ("mine", "")
