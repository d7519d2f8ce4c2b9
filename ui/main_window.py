"""The window: rail of pages at the left, search on top, keys and the state of saving at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QLocale, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.main_pages import Build, PageStack, page_keys, page_title
from ui.main_rail import Rail
from ui.main_status import StatusLine
from ui.refusals import say
from ui.sign_in import SignInPage
from ui.support.cover import Cover
from ui.support.idle import IdleWatch
from ui.support.run_op import OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import StatusChip, label
from ui.widgets.look_switches import LookSwitches
from ui.widgets.search import Hit, SearchBox

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


class MainWindow(QMainWindow):
    """Holds the sign-in page and, once somebody is signed in, the pages.

    The title names the program only: windows' titles are seen by others and are written to logs (SE-1).
    """

    painted = Signal()
    """Once, after the first paint: the moment to load what is heavy in the background."""
    hit_chosen = Signal(object)
    """A Hit chosen in the search box of the top bar."""
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
        self._first_paint = True
        self._day: tuple[date, bool | None] | None = None
        self._who = ""
        self._finds = True
        self.rail = Rail(branch)
        self.status = StatusLine()
        self.banner = InlineBanner()
        self.search = SearchBox(runner, find)
        self.switches = LookSwitches()
        self._sample = StatusChip("", "warn")
        if not sample:
            self._sample.hide()
        self._date = label("", "muted")
        self.pages = PageStack()
        self._root = QStackedWidget()
        self._idle = IdleWatch(lock_seconds, self)
        self._cover = Cover(self)
        self._told_of_waiting = False
        self._build()
        self._connect()
        self._retranslate()
        self.setMinimumSize(1100, 680)

    def _build(self) -> None:
        shell = QWidget()
        shell.setObjectName("canvas")
        across = QHBoxLayout(shell)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top())
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(10)
        inside.addWidget(self.banner)
        inside.addWidget(self.pages, 1)
        column.addLayout(inside, 1)
        column.addWidget(self.status)
        across.addLayout(column, 1)
        self._root.addWidget(self.sign_in)
        self._root.addWidget(shell)
        self.setCentralWidget(self._root)
        self._shell = shell

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topbar")
        bar.setFixedHeight(52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        self.search.setMinimumWidth(320)
        self.search.setMaximumWidth(460)
        row.addWidget(self.search, 3)
        row.addStretch(2)
        row.addWidget(self._sample)
        row.addWidget(self._date)
        row.addWidget(self.switches)
        return bar

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.lock.clicked.connect(self.lock)
        self.rail.sign_out.clicked.connect(self.sign_out_requested)
        self.search.chosen.connect(self.hit_chosen)
        self.search.dismissed.connect(self._focus_page)
        self.runner.unhandled.connect(self.show_problem)
        self.runner.waiting_changed.connect(self.status.show_waiting)
        self._idle.idle.connect(self.lock)
        self.sign_in.unlocked.connect(self._unlock)
        self.sign_in.other_person.connect(self.sign_out_requested)
        for switches in (self.switches, self.sign_in):
            switches.preference_changed.connect(self.preference_changed)
        shortcut("Ctrl+L", self, self.lock)

    # pages

    def add_page(self, key: str, icon: str, build: Build, title: Callable[[], str] | None = None) -> None:
        """Register a page: its button and its key are there at once, the page is built when it is first needed.

        Alt+1 ... Alt+9 and Alt+0 go to the first ten in order. ``title`` is asked again when the language changes;
        None for ``page_title(key)``. A page may have ``refresh()``, called whenever it comes up, and ``key_hints()``,
        pairs of key and meaning for the status line.
        """
        self.pages.add(key, build)
        self.rail.add(key, title or (lambda: page_title(key)), icon)
        keys = page_keys(len(self.pages.names()))
        if keys:
            shortcut(keys, self, lambda: self._go(key))

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
        """Bring the page up."""
        widget = self.pages.show_page(key)
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

    def _go(self, key: str) -> None:
        if self.is_open():
            self.show_page(key)

    def refresh_hints(self) -> None:
        """Say the keys of the page that is seen anew: it shows something else now."""
        if self.current_page():
            self._show_hints()

    def _show_hints(self) -> None:
        widget = self.pages.currentWidget()
        more: list[tuple[str, str]] = widget.key_hints() if isinstance(widget, Hinting) else []
        pages = (f"Alt+1…{min(len(self.pages.names()), 10) % 10}", self.tr("page"))
        find = [("Ctrl+K", self.tr("find"))] if self._finds else []
        self.status.set_hints([*more, *find, ("Ctrl+L", self.tr("lock")), pages])

    # who is here

    def is_open(self) -> bool:
        """Whether somebody is signed in and the window is not locked."""
        return self._root.currentWidget() is self._shell

    def set_branch(self, branch: str, *, sample: bool) -> None:
        """Name of the branch, and whether it is only a sample; known once it is open."""
        self.rail.set_branch(branch)
        self._sample.setVisible(sample)

    def set_finding(self, finds: bool) -> None:
        """Whether there is a search box: only for those who may read clients (SE-1)."""
        self._finds = finds
        self.search.setVisible(finds)

    def enter(self, name: str, number: str, station: str) -> None:
        """Somebody has signed in: show the pages, the first one up."""
        self._who = f"{name} {number}"
        self.rail.set_person(name, number, station)
        self._root.setCurrentWidget(self._shell)
        self._idle.start()
        first = next(iter(self.pages.names()), "")
        if first:
            self.show_page(first)
            self.pages.build_rest()

    def leave(self) -> None:
        """Nobody is signed in any more."""
        self._who = ""
        self.pages.stop_building()
        self._idle.stop()
        self.search.close_hits()
        self.search.clear()
        self._root.setCurrentWidget(self.sign_in)
        self.sign_in.start()

    def lock(self) -> None:
        """Cover everything until the password was given; pages keep their state."""
        if not self.is_open():
            return
        self._idle.stop()
        self.search.close_hits()
        self._cover.close()
        self._root.setCurrentWidget(self.sign_in)
        self.sign_in.lock(self._who)
        self.locked.emit()

    def is_locked(self) -> bool:
        """Whether somebody is signed in behind the cover."""
        return bool(self._who) and not self.is_open()

    def _unlock(self) -> None:
        self._root.setCurrentWidget(self._shell)
        self._idle.start()
        self._cover.open()
        self.unlocked.emit()

    def count_as_here(self, window: QWindow) -> None:
        """What is done in ``window`` (the client's display) says that somebody is at the counter."""
        window.removeEventFilter(self._idle)
        self._idle.watch(window)

    # what the bars say

    def set_day(self, day: date, trading: bool | None = None) -> None:
        """The day at the branch; ``trading`` when the calendar knows."""
        self._day = (day, trading)
        self._show_day()

    def _show_day(self) -> None:
        if self._day is None:
            return
        day, trading = self._day
        weekday = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        kinds = {True: self.tr("Trading day"), False: self.tr("No trading"), None: ""}
        self._date.setText("   ".join(filter(None, (f"{day.isoformat()} {weekday}", kinds[trading]))))

    def show_saved(self, at: datetime) -> None:
        """Everything entered is in the database; ``at`` in the branch's time."""
        self.status.show_saved(at)

    def show_unsaved(self) -> None:
        """Something was entered that is not in the database yet."""
        self.status.show_unsaved()

    def show_problem(self, problem: Exception) -> None:
        """Say what nobody else has said."""
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
        self._sample.setText(self.tr("Sample branch"))
        self._show_day()
        if self.pages.current_key():
            self._show_hints()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
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
