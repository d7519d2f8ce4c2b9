"""The page of tasks, its filters kept by person at this station, and what opens to do a task of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSettings

from app.common.actor import Actor
from app.counter.services import Services
from app.tasks.domain import TaskKind
from ui.desk_providers import TaskData
from ui.feed import Feed
from ui.main_window import MainWindow
from ui.pages.tasks.page import TasksPage
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs
from ui.task_bell import TaskBell
from ui.widgets.banner import show_toast

PAGE = "tasks"


class FiltersOf:
    """The filters that a person used last, in this station's settings; codes only, nothing about clients."""

    def __init__(self, settings: QSettings, actor: Actor) -> None:
        self._settings = settings
        self._group = f"people/{actor.staff_id}/tasks"

    def load(self) -> Mapping[str, str]:
        """As it was kept; empty at first."""
        self._settings.beginGroup(self._group)
        found = {name: str(self._settings.value(name, "")) for name in self._settings.childKeys()}
        self._settings.endGroup()
        return found

    def save(self, filters: Mapping[str, str]) -> None:
        """Keep it."""
        for name, value in filters.items():
            self._settings.setValue(f"{self._group}/{name}", value)


def tasks_page(
    services: Services, actor: Actor, runner: OpRunner, acts: TaskActs, feed: Feed, settings: QSettings | None
) -> TasksPage:
    """What is to be done, by everybody whose right it is to see it."""
    data = TaskData(services.tasks, services.staff, actor, services.clock, services.papers)
    kept = FiltersOf(settings, actor) if settings is not None else None
    page = TasksPage(runner, data, leads=acts.has, kept=kept)
    page.act_wanted.connect(acts.do)
    feed.changed.connect(page.changed)
    return page


def ring(window: MainWindow, services: Services, actor: Actor, runner: OpRunner, feed: Feed) -> TaskBell:
    """Show how many of one's own tasks are due at the page's button, and say when one comes."""
    bell = TaskBell(runner, services.tasks, actor, services.clock, window)
    bell.due.connect(lambda count: window.rail.set_badge(PAGE, count))
    bell.told.connect(lambda text: show_toast(window, text, "info"))
    feed.changed.connect(bell.changed)
    return bell


def add_usual(
    acts: TaskActs,
    *,
    case: Callable[[str], None],
    client: Callable[[str], None],
    page: Callable[[str], None],
    has_page: Callable[[str], bool],
) -> None:
    """What the usual pages do: cases resumed, clients' papers renewed, approvals confirmed, certificates seen."""
    acts.add((TaskKind.CLOSE_FUND_ACCOUNT,), lambda wanted: case(wanted.case_number))
    if has_page("classes"):
        acts.add((TaskKind.CLASS_TABLE,), lambda wanted: case(wanted.case_number))
    if has_page("reports"):
        acts.add((TaskKind.REPORT,), lambda wanted: case(wanted.case_number))
    if has_page("clients"):
        acts.add((TaskKind.EXPIRING_PAPER,), lambda wanted: client(wanted.client_id))
    for kind, key in ((TaskKind.CONFIRM_TELEPHONE, "approvals"), (TaskKind.CERTIFICATE, "staff")):
        if has_page(key):
            acts.add((kind,), lambda _, key=key: page(key))  # type: ignore[misc]  # keeps the loop's value
