"""The window: the sign-in page first; rail of pages, search and the line at the bottom come behind it.

Whatever is imported at the top of this file stands between the person and the first window: what is needed later is
imported where it is needed (docs/decisions/0041-first-window.md; tests/test_start.py keeps the list).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.sign_in import SignInPage
from ui.support.idle import IdleWatch
from ui.support.run_op import OpRunner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from ui.main_pages import Build, PageStack
    from ui.main_rail import Rail
    from ui.main_shell import Shell
    from ui.main_status import StatusLine
    from ui.support.access_keys import AccessKeys
    from ui.support.cover import Cover
    from ui.widgets.banner import InlineBanner
    from ui.widgets.look_switches import LookSwitches
    from ui.widgets.search import Hit, SearchBox

MOST_BACK = 20
"""So many pages can be gone back."""

LOCK_SECONDS = 180
"""Nobody at the counter for so long: the window locks itself (SE-1)."""


@runtime_checkable
class Refreshing(Protocol):
    """A page that reads its data anew whenever it comes up."""

    def refresh(self) -> None:
        """Read anew; returns at once, the work is done off the GUI thread."""
        ...


@runtime_checkable
class Hinting(Protocol):
    """A page with keys of its own."""

    def key_hints(self) -> list[tuple[str, str]]:
        """Pairs of key and meaning for the status line."""
        ...


@runtime_checkable
class Backing(Protocol):
    """A page with levels of its own."""

    def go_back(self) -> bool:
        """Go one level back; False when there is none."""
        ...


class MainWindow(QMainWindow):
    """Holds the sign-in page and, once somebody is signed in, the pages.

    The title names the program only: windows' titles are seen by others and are written to logs (SE-1).
    """

    painted = Signal()
    """Once, after the first paint: the moment to load what is heavy in the background."""
    shell_made = Signal()
    """Once, when rail, search, pages and status line are there."""
    hit_chosen = Signal(object)
    """A Hit chosen in the search box of the top bar."""
    card_wanted = Signal(str)
    """The id of a quick card that the help was asked for."""
    page_shown = Signal(str)
    sign_out_requested = Signal()
    preference_changed = Signal(str, str)
    locked = Signal()
    unlocked = Signal()

    def __init__(
        self,
        runner: OpRunner,
        sign_in: SignInPage,
        find: Callable[[str], Sequence[Hit]],
        *,
        branch: str = "",
        sample: bool = False,
        lock_seconds: int = LOCK_SECONDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self.sign_in = sign_in
        self._find = find
        self._branch = (branch, sample)
        self._first_paint = True
        self._who = ""
        self._before: list[str] = []
        self._access: AccessKeys | None = None
        self._root = QStackedWidget()
        self._root.addWidget(sign_in)
        self.setCentralWidget(self._root)
        self._shell: Shell | None = None
        self._cover: Cover | None = None
        self._idle = IdleWatch(lock_seconds, self)
        self._told_of_waiting = False
        runner.unhandled.connect(self.show_problem)
        self._idle.idle.connect(self.lock)
        sign_in.unlocked.connect(self._unlock)
        sign_in.other_person.connect(self.sign_out_requested)
        sign_in.preference_changed.connect(self.preference_changed)
        self._retranslate()
        self.setMinimumSize(1100, 680)

    # the shell

    @property
    def shell(self) -> Shell:
        """Rail, search, pages and status line, made now if they are not there yet."""
        if self._shell is None:
            self._shell = self._make_shell()
            self.shell_made.emit()
        return self._shell

    def _make_shell(self) -> Shell:
        from ui.main_pages import group_keys
        from ui.main_shell import Shell
        from ui.support.shortcuts import Act, bind, shortcut

        branch, sample = self._branch
        made = Shell(self.runner, self._find, branch, sample=sample)
        made.rail.chosen.connect(self._choose_page)
        made.rail.lock.clicked.connect(self.lock)
        made.rail.sign_out.clicked.connect(self.sign_out_requested)
        made.search.chosen.connect(self.hit_chosen)
        made.card_wanted.connect(self.card_wanted)
        made.search.dismissed.connect(self._focus_page)
        made.switches.preference_changed.connect(self.preference_changed)
        made.status.show_waiting(self.runner.waiting())
        self.runner.waiting_changed.connect(made.status.show_waiting)
        bind(Act.LOCK, self, self.lock, window=True)
        bind(Act.HELP, self, self.show_help, window=True)
        bind(Act.SHEET, self, self.show_keys, window=True)
        for digit in "12345678":
            shortcut(group_keys(digit), self, partial(self._go_group, digit))
        shortcut(group_keys("0"), self, self.show_first)
        self._root.addWidget(made)
        return made

    @property
    def rail(self) -> Rail:
        """The pages' buttons at the left."""
        return self.shell.rail

    @property
    def status(self) -> StatusLine:
        """The line at the bottom."""
        return self.shell.status

    @property
    def banner(self) -> InlineBanner:
        """What nobody else says is said here."""
        return self.shell.banner

    @property
    def search(self) -> SearchBox:
        """The box on top."""
        return self.shell.search

    @property
    def switches(self) -> LookSwitches:
        """Language and look, on top."""
        return self.shell.switches

    @property
    def pages(self) -> PageStack:
        """The pages by key."""
        return self.shell.pages

    # pages

    def add_page(self, key: str, icon: str, build: Build, title: Callable[[], str] | None = None) -> None:
        """Register a page: its button and its key are there at once, the page is built when it is first needed.

        It stands in the rail in the group of its function code; Alt and the group's digit go there. ``title`` is asked
        again when the language changes; None for ``page_title(key)``. A page may have ``refresh()``, called whenever
        it comes up, and ``key_hints()``, pairs of key and meaning for the status line.
        """
        from ui.main_pages import page_title

        self.pages.add(key, build)
        self.rail.add(key, title or (lambda: page_title(key)), icon)

    def has_page(self, key: str) -> bool:
        """Whether the person who is signed in has this page."""
        return self.pages.has(key)

    def page(self, key: str) -> QWidget:
        """The page registered as ``key``, built now if need be."""
        return self.pages.page(key)

    def current_page(self) -> str:
        """The key of the page that is shown; ``""`` while nobody is signed in."""
        return self.pages.current_key() if self.is_open() else ""

    def show_page(self, key: str) -> None:
        """Bring the page up; Escape leads back to the one before."""
        before = self.current_page()
        if before and before != key:
            self._before = [*self._before, before][-MOST_BACK:]
        self._bring_up(key)

    def _choose_page(self, key: str) -> None:
        """By the rail: nothing to go back to."""
        self._before = []
        self._bring_up(key)

    def go_back(self) -> None:
        """One level: help, a drawer, what the page goes back from, then the page before. Nothing typed is lost."""
        page = self.page(self.current_page())
        if self.shell.close_help() or _close_drawer(page):
            return
        if isinstance(page, Backing) and page.go_back():
            return
        if self._before:
            self._bring_up(self._before.pop())

    def _bring_up(self, key: str) -> None:
        widget = self.pages.show_page(key)
        self.shell.follow_help(key)
        self.rail.mark(key)
        self.banner.hide()
        if isinstance(widget, Refreshing):
            widget.refresh()
        self._show_hints()
        self._focus_page()
        self.page_shown.emit(key)

    def _focus_page(self) -> None:
        if self.current_page():
            self.page(self.current_page()).setFocus()

    def _go_group(self, digit: str) -> None:
        """The first page of a group; asked again, the next one."""
        pages = self.rail.groups().get(digit, [])
        if self.is_open() and pages:
            current = self.current_page()
            place = pages.index(current) + 1 if current in pages else 0
            self._choose_page(pages[place % len(pages)])

    def show_first(self) -> None:
        """The page that signing in begins with."""
        first = next(iter(self.pages.names()), "")
        if self.is_open() and first:
            self.show_page(first)

    def show_help(self) -> None:
        """Help on the page that is up, in a drawer at its side; put away when it is there already (F1)."""
        if self.is_open():
            self.shell.show_help(self.current_page())

    def show_keys(self) -> None:
        """All keys that do something here (Ctrl+/)."""
        if self.is_open():
            from ui.key_sheet import show_sheet

            show_sheet(self, self.page(self.current_page()) if self.current_page() else None)

    def refresh_hints(self) -> None:
        """Say the keys of the page that is seen anew: it shows something else now."""
        if self.current_page():
            self._show_hints()

    def _show_hints(self) -> None:
        from ui.support.shortcuts import Act, hint

        widget = self.pages.currentWidget()
        more: list[tuple[str, str]] = widget.key_hints() if isinstance(widget, Hinting) else []
        usual = [hint(act) for act in (Act.HELP, Act.SEARCH, Act.LOCK, Act.SHEET)]
        self.status.set_hints([*more, *usual])

    # who is here

    def is_open(self) -> bool:
        """Whether somebody is signed in and the window is not locked."""
        return self._shell is not None and self._root.currentWidget() is self._shell

    def set_branch(self, branch: str, *, sample: bool) -> None:
        """Name of the branch, and whether it is only a sample; known once it is open."""
        self._branch = (branch, sample)
        if self._shell is not None:
            self._shell.set_branch(branch, sample=sample)

    def set_finding(self, finds: bool) -> None:
        """Whether the box on top finds clients: only for those who may read them (SE-1)."""
        self.search.set_finding(finds)

    def enter(self, name: str, number: str, station: str) -> None:
        """Somebody has signed in: show the pages, the first one up."""
        self._who = f"{name} {number}"
        self.rail.set_person(name, number, station)
        self._root.setCurrentWidget(self.shell)
        self._idle.start()
        first = next(iter(self.pages.names()), "")
        if first:
            self.show_page(first)
            self.pages.build_rest()

    def leave(self) -> None:
        """Nobody is signed in any more."""
        self._who = ""
        self._idle.stop()
        if self._shell is not None:
            self._shell.pages.stop_building()
            self._shell.search.close_hits()
            self._shell.search.clear()
        self._root.setCurrentWidget(self.sign_in)
        self.sign_in.start()

    def lock(self) -> None:
        """Cover everything until the password was given; pages keep their state."""
        if not self.is_open():
            return
        self._idle.stop()
        self.search.close_hits()
        self._close_cover()
        self._root.setCurrentWidget(self.sign_in)
        self.sign_in.lock(self._who)
        self.locked.emit()

    def _close_cover(self) -> None:
        from ui.support.cover import Cover

        if self._cover is None:
            self._cover = Cover(self)
        self._cover.close()

    def is_locked(self) -> bool:
        """Whether somebody is signed in behind the cover."""
        return bool(self._who) and not self.is_open()

    def _unlock(self) -> None:
        self._root.setCurrentWidget(self.shell)
        self._idle.start()
        if self._cover is not None:
            self._cover.open()
        self.unlocked.emit()

    def count_as_here(self, window: QWindow) -> None:
        """What is done in ``window`` (the client's display) says that somebody is at the counter."""
        window.removeEventFilter(self._idle)
        self._idle.watch(window)

    # what the bars say

    def set_day(self, day: date, trading: bool | None = None) -> None:
        """The day at the branch; ``trading`` when the calendar knows."""
        self.shell.set_day(day, trading)

    def show_saved(self, at: datetime) -> None:
        """Everything entered is in the database; ``at`` in the branch's time."""
        self.status.show_saved(at)

    def show_unsaved(self) -> None:
        """Something was entered that is not in the database yet."""
        self.status.show_unsaved()

    def show_problem(self, problem: Exception) -> None:
        """Say what nobody else has said."""
        from ui.refusals import say

        self.banner.say(say(problem), "danger")

    def show_fault(self, kind: str) -> None:
        """A fault of the program itself: what is in the database is safe, and the support can find the place."""
        text = self.tr(
            "A fault of the program ({kind}) was noted in faults.log. What was saved is safe: look whether your last "
            "step is there, and tell the administrator."
        )
        self.banner.say(text.format(kind=kind), "danger")

    # Qt

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Branch counter"))
        if self._shell is not None and self._shell.pages.current_key():
            self._show_hints()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self._access is not None:
            self._access.hide()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What waits for the server would be lost with the program: said once, the second time the person means it."""
        waits = self.runner.waiting()
        if waits and not self._told_of_waiting and self.is_open():
            self._told_of_waiting = True
            text = self.tr(
                "{count} entries are not saved yet because the branch server does not answer. Wait until they are, or "
                "close the program once more to give them up."
            )
            self.banner.say(text.format(count=waits), "danger")
            event.ignore()
            return
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing else wanted; Alt shows the letters of the buttons."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self.current_page():
            self.go_back()
            return
        if event.key() == QtCore.Qt.Key.Key_Alt and self.current_page() and not event.isAutoRepeat():
            self._letters().show(self.page(self.current_page()))
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes in the order of reading, also over what came to the page after it was built."""
        if self.current_page():
            from ui.support.reading_order import read_in_order

            read_in_order(self.page(self.current_page()))
        return super().focusNextPrevChild(forwards)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The letters are there while Alt is down."""
        if event.key() == QtCore.Qt.Key.Key_Alt and self._access is not None:
            self._access.hide()
        super().keyReleaseEvent(event)

    def _letters(self) -> AccessKeys:
        if self._access is None:
            from ui.support.access_keys import AccessKeys

            self._access = AccessKeys(self)
        return self._access

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for signs of life from now on."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self._idle)
            self._idle.watch(handle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first paint, after it."""
        super().paintEvent(event)
        if self._first_paint:
            self._first_paint = False
            QTimer.singleShot(0, self, self.painted.emit)


def _close_drawer(page: QWidget) -> bool:
    """Close a drawer that stands over the work; whether there was one."""
    from ui.widgets.side_panel import SidePanel

    over = [panel for panel in page.findChildren(SidePanel) if panel.isVisible() and panel.stands_over()]
    for panel in over:
        panel.set_open(False)
    return bool(over)
