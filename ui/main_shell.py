"""What the window holds once somebody is signed in: rail, search, pages, line at the bottom.

Made after the first paint: until then the window holds the sign-in page alone (docs/decisions/0041-first-window.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.main_pages import PageStack
from ui.main_rail import Rail
from ui.main_status import StatusLine
from ui.support.run_op import OpRunner
from ui.theme import fix
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import StatusChip, label
from ui.widgets.look_switches import LookSwitches
from ui.widgets.search import Hit, SearchBox


class Shell(QWidget):
    """Lays the parts out; what they do together is the window's."""

    def __init__(self, runner: OpRunner, find: Callable[[str], Sequence[Hit]], branch: str, *, sample: bool) -> None:
        super().__init__()
        self.setObjectName("canvas")
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
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(10)
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
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(12)
        fix(self.search, least_width=320)
        fix(self.search, most_width=460)
        row.addWidget(self.search, 3)
        row.addStretch(2)
        row.addWidget(self.sample)
        row.addWidget(self.date)
        row.addWidget(self.switches)
        return bar

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
