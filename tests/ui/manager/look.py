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

from tests.ui.manager import samples
from ui import i18n
from ui.main_window import MainWindow
from ui.pages.approvals.lists import Show
from ui.pages.approvals.page import ApprovalsPage
from ui.pages.calendar import CalendarPage
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))
ICONS = {"approvals": "shield", "calendar": "calendar"}


def build(runner: OpRunner) -> MainWindow:
    """A window with the manager's pages."""
    page = SignInPage(runner, lambda login, password: (login, password), branch="示例证券杭州文三路营业部", sample=True)
    window = MainWindow(runner, page, lambda _: (), branch="示例证券杭州文三路营业部", sample=True)
    pages: dict[str, QWidget] = {
        "approvals": ApprovalsPage(runner, samples.SampleApprovals()),
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


SHOTS: dict[str, Callable[[MainWindow, Callable[[str], None]], None]] = {"approvals": approvals, "calendar": calendar}


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
