"""What the window holds once somebody is signed in: rail, search, pages, line at the bottom.

Made after the first paint: until then the window holds the sign-in page alone (docs/decisions/0041-first-window.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QLocale, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.main_pages import PageStack
from ui.main_rail import Rail
from ui.main_status import StatusLine
from ui.support.run_op import OpRunner
from ui.theme import fix, scaled, space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import StatusChip, label
from ui.widgets.look_switches import LookSwitches
from ui.widgets.search import Hit, SearchBox

if TYPE_CHECKING:
    from ui.help_drawer import HelpDrawer

HELP_WIDTH = 400


class Shell(QWidget):
    """Lays the parts out; what they do together is the window's."""

    card_wanted = Signal(str)
    """The id of a quick card that the help offers."""

    def __init__(self, runner: OpRunner, find: Callable[[str], Sequence[Hit]], branch: str, *, sample: bool) -> None:
        super().__init__()
        self.setObjectName("canvas")
        self._help: HelpDrawer | None = None
        self._focus_before: QWidget | None = None
        self._day: tuple[date, bool | None] | None = None
        self.rail = Rail(branch)
        self.status = StatusLine()
        self.banner = InlineBanner()
        self.search = SearchBox(runner, find)
        self.switches = LookSwitches()
        self.sample = StatusChip("", "warn")
        if not sample:
            self.sample.hide()
        self.date = label("", "muted")
        self.pages = PageStack()
        self._build()
        self._retranslate()

    def _build(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._top())
        inside = QVBoxLayout()
        inside.setContentsMargins(space.M, space.M, space.M, space.M)
        inside.setSpacing(space.S)
        inside.addWidget(self.banner)
        inside.addWidget(self.pages, 1)
        column.addLayout(inside, 1)
        column.addWidget(self.status)
        across.addLayout(column, 1)

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topbar")
        fix(bar, height=52)
        row = QHBoxLayout(bar)
        row.setContentsMargins(space.M, 0, space.M, 0)
        row.setSpacing(space.M)
        fix(self.search, least_width=320)
        fix(self.search, most_width=460)
        row.addWidget(self.search, 3)
        row.addStretch(2)
        row.addWidget(self.sample)
        row.addWidget(self.date)
        row.addWidget(self.switches)
        return bar

    def show_help(self, page: str) -> None:
        """Help on ``page`` in a drawer over the right side; away when it is there already."""
        if self.close_help():
            return
        if self._help is None:
            from ui.help_drawer import HelpDrawer

            self._help = HelpDrawer(self)
            self._help.closed.connect(self.close_help)
            self._help.card_wanted.connect(self.card_wanted)
        self._focus_before = self.focusWidget()
        self._help.show_page(page, self.pages.currentWidget())
        self._place_help()
        self._help.show()
        self._help.raise_()
        self._help.take_focus()

    def follow_help(self, page: str) -> None:
        """Another page is up: help that is seen is on that one."""
        if self._help is not None and self._help.isVisible():
            self._help.show_page(page, self.pages.currentWidget())

    def close_help(self) -> bool:
        """Put help away, the cursor where it was; whether it was there."""
        if self._help is None or self._help.isHidden():
            return False
        self._help.hide()
        if self._focus_before is not None and shiboken6.isValid(self._focus_before):
            self._focus_before.setFocus()
        return True

    def _place_help(self) -> None:
        if self._help is not None:
            width = min(scaled(HELP_WIDTH), self.width() // 2)
            self._help.setGeometry(self.width() - width, 0, width, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawer stays at the right."""
        super().resizeEvent(event)
        self._place_help()

    def set_branch(self, branch: str, *, sample: bool) -> None:
        """Name of the branch, and whether it is only a sample."""
        self.rail.set_branch(branch)
        self.sample.setVisible(sample)

    def set_day(self, day: date, trading: bool | None) -> None:
        """The day at the branch; ``trading`` when the calendar knows."""
        self._day = (day, trading)
        self._show_day()

    def _show_day(self) -> None:
        if self._day is None:
            return
        day, trading = self._day
        weekday = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        kinds = {True: self.tr("Trading day"), False: self.tr("No trading"), None: ""}
        self.date.setText("   ".join(filter(None, (f"{day.isoformat()} {weekday}", kinds[trading]))))

    def _retranslate(self) -> None:
        self.sample.setText(self.tr("Sample branch"))
        self._show_day()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
