"""Opens the manager's pages with sample data and saves pictures: sizes, languages, themes. To be looked at.

``python -m tests.ui.manager.look FOLDER [PAGE...]``; needs no database and no screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from app.tasks.domain import TaskKind
from tests.ui.manager import more_samples as more
from tests.ui.manager import samples
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.approvals.lists import Show
from ui.pages.approvals.page import ApprovalsPage
from ui.pages.calendar import CalendarPage
from ui.pages.churn import ChurnPage
from ui.pages.day_end import DayEndPage
from ui.pages.snapshot import SnapshotPage
from ui.pages.tasks.page import TasksPage
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))
ICONS = {
    "approvals": "shield", "tasks": "list", "churn": "people", "day_end": "ok", "snapshot": "download",
    "calendar": "calendar",
}  # fmt: skip


def build(runner: OpRunner) -> MainWindow:
    """A window with the manager's pages."""
    page = SignInPage(runner, lambda login, password: (login, password), branch="示例证券杭州文三路营业部", sample=True)
    window = MainWindow(runner, page, lambda _: (), branch="示例证券杭州文三路营业部", sample=True)
    pages: dict[str, QWidget] = {
        "approvals": ApprovalsPage(runner, samples.SampleApprovals()),
        "tasks": TasksPage(runner, more.SampleTasks(), leads=lambda kind: kind is TaskKind.OPENING_CALL),
        "churn": ChurnPage(runner, more.SampleChurn(), today=samples.TODAY),
        "day_end": DayEndPage(runner, more.SampleDay()),
        "snapshot": SnapshotPage(runner, more.SampleSnapshots(), can_import=True),
        "calendar": CalendarPage(runner, samples.SampleCalendar(), can_write=True),
    }
    for key, made in pages.items():
        window.add_page(key, ICONS[key], lambda made=made: made)  # type: ignore[misc]  # keeps the loop's value
    window.set_day(samples.TODAY, trading=True)
    return window


def settle(runner: OpRunner) -> None:
    """Let everything under way arrive and be painted."""
    for _ in range(3):
        runner.wait()
        QApplication.processEvents()


def approvals(window: MainWindow, save: Callable[[str], None]) -> None:
    """The desk: mine, all with a blocked one, by telephone."""
    page = window.page("approvals")
    assert isinstance(page, ApprovalsPage)
    page.lists.show_list(Show.MINE)
    save("approvals")
    provider = page._provider
    assert isinstance(provider, samples.SampleApprovals)
    provider.screens["ZX2026000008"] = samples.screen("ZX2026000008", blocked=True)
    page.lists.show_list(Show.ALL)
    page.lists.queue.choose(7)
    save("approvals-blocked")
    page.lists.show_list(Show.TELEPHONE)
    page.lists.telephone.choose(0)
    save("approvals-telephone")


def calendar(window: MainWindow, save: Callable[[str], None]) -> None:
    """The present year, and an unknown one."""
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    page._read(2026)
    save("calendar")
    page._read(2027)
    save("calendar-unknown")


def tasks(window: MainWindow, save: Callable[[str], None]) -> None:
    """A task with a history, and the sheet for its outcome."""
    page = window.page("tasks")
    assert isinstance(page, TasksPage)
    page.look_for({"whose": "all"})
    settle(page._runner)
    page.table.selectRow(1)
    save("tasks")
    page.table.selectRow(6)
    save("tasks-call")
    page.table.choose(lambda line: line.task.id in ("t2", "t3"))
    save("tasks-several")
    page.table.selectRow(3)
    page.finish()
    save("tasks-done")
    page._back()


def churn(window: MainWindow, save: Callable[[str], None]) -> None:
    """Two breakdowns."""
    page = window.page("churn")
    assert isinstance(page, ChurnPage)
    save("churn")
    page.which.set_value("2")
    page._show_table()
    save("churn-staff")
    page.which.set_value("0")
    page._show_table()


def day_end(window: MainWindow, save: Callable[[str], None]) -> None:
    """Incomplete, then closed."""
    page = window.page("day_end")
    assert isinstance(page, DayEndPage)
    page.cases.selectRow(2)
    save("day-end")
    page._show(more.day(complete=True))
    save("day-end-complete")


def snapshot(window: MainWindow, save: Callable[[str], None]) -> None:
    """While it reads, and the report."""
    page = window.page("snapshot")
    assert isinstance(page, SnapshotPage)
    page.fields["source"].set_value("/data/zqjy_20261123.dbf")
    page.fields["mapping"].set_value("/data/dbf.toml")
    page._set_busy(True)
    page._show_progress(64_000, 128_430)
    save("snapshot-reading")
    page._done(more.report())
    save("snapshot")


SHOTS: dict[str, Callable[[MainWindow, Callable[[str], None]], None]] = {
    "approvals": approvals, "tasks": tasks, "churn": churn, "day_end": day_end, "snapshot": snapshot,
    "calendar": calendar,
}  # fmt: skip


def main(folder: Path, wanted: list[str]) -> None:
    """All pictures, or those of the pages wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    runner = OpRunner()
    i18n.install(application, "zh")
    apply_theme(application, "light")
    window = build(runner)
    window.enter("方启明", "3301001", "01")
    for (wide, high), language, theme in (
        (SIZES[0], "zh", "light"), (SIZES[0], "en", "dark"), (SIZES[1], "zh", "dark"), (SIZES[1], "en", "light"),
    ):  # fmt: skip
        window.resize(wide, high)
        window.show()
        i18n.install(application, language)
        apply_theme(application, theme)
        for key in wanted or SHOTS:
            window.show_page(key)
            settle(runner)

            def save(name: str, tag: str = f"{wide}-{language}-{theme}") -> None:
                settle(runner)
                window.grab().save(str(folder / f"{name}-{tag}.png"))

            SHOTS[key](window, save)
    window._idle.stop()
    runner.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
