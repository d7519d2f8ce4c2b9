"""The trading calendar: the closed days of each year, kept by the branch's manager (TO-15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.errors import Refused
from app.trading_days.domain import NAME_LIMIT, CalendarYear, ClosedDay, Source
from ui.pages.calendar_grid import YearGrid
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.record_clash import is_clash
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import PERIODS, Act, bind, cap, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

SOON = 10
"""From this month on the page asks for the coming year's closed days; the exchanges announce them in December."""
_FRIDAY = 4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """One year as it was read, the years that are known, and the day at the branch."""

    year: CalendarYear
    known: tuple[int, ...]
    today: date


class CalendarProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def sheet(self, year: int) -> CalendarSheet:
        """One year (0: the present one)."""
        ...

    def save(self, year: int, closed: Sequence[ClosedDay], seen_version: int) -> CalendarSheet:
        """Set the closed days of a year. Refused: ``calendar.*``."""
        ...


class CalendarPage(QWidget):
    """The year at the left, its closed days with their names at the right. What was changed is saved as a whole."""

    def __init__(
        self,
        runner: OpRunner,
        provider: CalendarProvider,
        *,
        can_write: bool,
        ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._can_write = can_write
        self._ask = ask
        self._latest = Latest(runner, self)
        self._sheet: CalendarSheet | None = None
        self._closed: dict[date, str] = {}
        self._last_name = ""
        self._busy = False
        self.grid = YearGrid()
        self.table = DataTable()
        self.banner = InlineBanner()
        self.coming = InlineBanner()
        self.chooser = ComboBox()
        self.source = StatusChip()
        self.name = LabelledField("", LineEdit(limit=NAME_LIMIT))
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.grid)

    def _build(self) -> None:
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        fix(self.chooser, width=110)
        self._card = Card(margin=8)
        for widget in (self.source, self._before, self.chooser, self._after):
            self._card.add_action(widget)
        self._card.add(self.grid, 1)
        self._low = label("", "small", wrap=True)
        self._card.add(self._low)
        self._side = Card(margin=8)
        fix(self._side, width=340)
        self._side.add(self.table, 1)
        self._side.add(self.name)
        self._undo, self._save = button(""), button("", "primary")
        low = QHBoxLayout()
        low.addWidget(self._undo)
        low.addStretch(1)
        low.addWidget(self._save)
        self._side.body.addLayout(low)
        for changing in (self.name, self._undo, self._save):
            changing.setVisible(self._can_write)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addWidget(self._card, 1)
        across.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.coming)
        column.addWidget(self.banner)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.grid.toggled.connect(self.toggle)
        self.grid.moved.connect(self._follow)
        self.table.row_changed.connect(self._row_chosen)
        self.name.edited.connect(self._rename)
        self.chooser.edited.connect(lambda: self._go(int(self.chooser.value() or 0)))
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._save.clicked.connect(self.save)
        self._undo.clicked.connect(self.undo)
        self.coming.acted.connect(self._go_unknown)
        self.banner.acted.connect(self._take_theirs)
        bind(Act.SUBMIT, self, self.save)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.BEFORE, self, lambda: self._step(-1))
        bind(Act.AFTER, self, lambda: self._step(1))

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        hints = [(PERIODS, self.tr("year")), ("← ↑ ↓ →", self.tr("day"))]
        if self._can_write:
            hints += [(self.tr("Space"), self.tr("open or close")), hint(Act.SUBMIT, self.tr("save"))]
        return hints

    # reading

    def refresh(self) -> None:
        """Read the year shown anew, off the GUI thread; not while there are changes that are not saved."""
        if not self.is_changed():
            self._read(self._sheet.year.year if self._sheet else 0)

    def _read(self, year: int) -> None:
        self._latest.ask(self._provider.sheet, year, done=self._show, failed=self._failed)

    def _show(self, sheet: CalendarSheet) -> None:
        self._sheet = sheet
        self._closed = {each.day: each.name for each in sheet.year.closed}
        self.banner.hide()
        self._fill()

    def _failed(self, problem: Exception) -> None:
        self._set_busy(False)
        self.banner.say(say(problem), "danger")

    def shown_year(self) -> int:
        """The year shown, 0 before the first."""
        return self._sheet.year.year if self._sheet else 0

    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self._sheet is not None and self._closed != {each.day: each.name for each in self._sheet.year.closed}

    def _step(self, step: int) -> None:
        if self._sheet is not None:
            self._go(self._sheet.year.year + step)

    def _go(self, year: int) -> None:
        if self._sheet is None or not year or year == self._sheet.year.year:
            return
        if not self.is_changed():
            self._read(year)
            return
        question = Ask(
            Kind.CONFIRM,
            self.tr("Changes are not saved"),
            self.tr("The changes to {year} will be lost.").format(year=self._sheet.year.year),
            accept=self.tr("Leave without saving"),
            danger=True,
        )
        self._ask(self, question, lambda _: self._read(year))
        self.chooser.set_value(str(self._sheet.year.year))

    def _go_unknown(self) -> None:
        year = self._missing_year()
        if year:
            self._go(year)

    def _missing_year(self) -> int:
        """The year that is needed soonest and not known; 0 for none."""
        if self._sheet is None:
            return 0
        today, known = self._sheet.today, self._sheet.known
        wanted = [today.year, *([today.year + 1] if today.month >= SOON else [])]
        return next((year for year in wanted if year not in known), 0)

    # changing

    def toggle(self, day: date) -> None:
        """Open or close a weekday; days that are over stay as they are, deadlines were counted with them."""
        if not self._can_write or self._sheet is None or self._busy or day.weekday() > _FRIDAY:
            return
        if self._is_past(day):
            self.banner.say(say(Refused("calendar.past_day", day=day.isoformat())), "warn")
            return
        self.banner.hide()
        if day in self._closed:
            del self._closed[day]
        else:
            self._closed[day] = self._name_near(day)
        self._fill()
        self._select(day)

    def _is_past(self, day: date) -> bool:
        sheet = self._sheet
        return sheet is not None and sheet.year.source is not Source.UNKNOWN and day < sheet.today

    def _name_near(self, day: date) -> str:
        """The name of the holiday that touches ``day``, else the one written last."""
        for step in (-1, 1):
            beside = day + step * _DAY
            while beside.weekday() > _FRIDAY:
                beside += step * _DAY
            if beside in self._closed:
                return self._closed[beside]
        return self._last_name

    def _rename(self) -> None:
        """The name is that of the whole holiday: days that touch each other and were called the same."""
        row = self.table.row()
        if not isinstance(row, ClosedDay):
            return
        name = str(self.name.value())
        self._last_name = name
        for day in self._run_of(row.day):
            self._closed[day] = name
        self._fill()
        self._select(row.day)

    def _run_of(self, day: date) -> list[date]:
        name, found = self._closed.get(day, ""), [day]
        for step in (-1, 1):
            beside = day + step * _DAY
            while beside.weekday() > _FRIDAY or self._closed.get(beside) == name:
                if beside.weekday() <= _FRIDAY:
                    found.append(beside)
                beside += step * _DAY
        return found

    def undo(self) -> None:
        """Take the changes back."""
        if self._sheet is not None:
            self._show(self._sheet)

    def save(self) -> None:
        """Save the year; nothing when nothing was changed."""
        sheet = self._sheet
        if sheet is None or self._busy or not self._can_write or not (self.is_changed() or self._is_new()):
            return
        nameless = next((day for day, name in sorted(self._closed.items()) if not name.strip()), None)
        if nameless is not None:
            self._select(nameless)
            self.name.set_error(self.tr("Give the holiday a name."))
            self.name.focus_editor()
            return
        self._set_busy(True)
        closed = tuple(ClosedDay(day, name) for day, name in sorted(self._closed.items()))
        self._runner.save(
            self._provider.save, sheet.year.year, closed, sheet.year.version,
            done=self._saved, failed=self._not_saved, waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _is_new(self) -> bool:
        return self._sheet is not None and self._sheet.year.source is Source.UNKNOWN

    def _saved(self, sheet: CalendarSheet | None) -> None:
        self._set_busy(False)
        year = self.shown_year()
        if sheet is not None:
            self._show(sheet)
        else:  # it is saved, but the answer was lost
            self._read(year)
        show_toast(self, self.tr("Calendar {year} saved").format(year=year))

    def _not_saved(self, problem: Exception) -> None:
        self._set_busy(False)
        if is_clash(problem):
            self._latest.ask(
                self._provider.sheet, self.shown_year(), done=lambda sheet: self._clashed(problem, sheet),
                failed=self._failed,
            )  # fmt: skip
            return
        self.banner.say(say(problem), "danger")

    def _clashed(self, problem: Exception, theirs: CalendarSheet) -> None:
        """Put what was changed here on top of what somebody else has saved, and say which days differ."""
        if self._sheet is None:
            return
        before = {each.day: each.name for each in self._sheet.year.closed}
        stored = {each.day: each.name for each in theirs.year.closed}
        changed = {day for day in before.keys() | self._closed.keys() if before.get(day) != self._closed.get(day)}
        differing = sorted(day for day in changed if stored.get(day) not in (before.get(day), self._closed.get(day)))
        mine = {day: self._closed[day] for day in changed if day in self._closed}
        self._sheet = theirs
        self._closed = {day: name for day, name in stored.items() if day not in changed} | mine
        self._fill()
        self.banner.say(
            " ".join((say(problem), self._words_of(differing, stored))), "danger", self.tr("Show theirs, drop mine")
        )

    def _words_of(self, differing: list[date], stored: Mapping[date, str]) -> str:
        text = self.tr("Theirs is taken over here, with your changes on top: save again, or drop yours.")
        if differing:
            open_ = self.tr("open")
            days = "、".join(f"{day.isoformat()} ({stored.get(day) or open_})" for day in differing)
            both = self.tr("Days that both changed, with theirs: {days}").format(days=days)
            text = f"{text} {both}"
        return text

    def _take_theirs(self) -> None:
        self._read(self.shown_year())

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._enable()

    # showing

    def _fill(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        rows = [ClosedDay(day, name) for day, name in sorted(self._closed.items())]
        self.table.set_rows(rows, key=lambda row: row.day)
        self.grid.show_year(sheet.year.year, self._closed, sheet.today)
        self._offer_years(sheet)
        self._say_state(sheet)
        self._enable()
        self._row_chosen(self.table.row())

    def _offer_years(self, sheet: CalendarSheet) -> None:
        years = {*sheet.known, sheet.year.year, max(sheet.known, default=sheet.today.year) + 1}
        self.chooser.set_choices([Choice(str(year), str(year)) for year in sorted(years)])
        self.chooser.set_value(str(sheet.year.year))

    def _say_state(self, sheet: CalendarSheet) -> None:
        states = {
            Source.SHIPPED: (self.tr("As shipped"), "neutral"),
            Source.BRANCH: (self.tr("Kept by the branch"), "ok"),
            Source.UNKNOWN: (self.tr("Not entered yet"), "danger"),
        }
        chip = (self.tr("Not saved"), "warn") if self.is_changed() else states[sheet.year.source]
        self.source.show_state(*chip)
        self._card.set_title(self.tr("Trading calendar {year}").format(year=sheet.year.year))
        self._side.set_title(self.tr("Closed days"), self.tr("{count} weekdays").format(count=len(self._closed)))
        self._say_coming()

    def _say_coming(self) -> None:
        missing = self._missing_year()
        if not missing or self._sheet is None:
            self.coming.hide()
            return
        here = missing == self._sheet.year.year
        if not self._can_write:
            text = self.tr(
                "The closed days of {year} are not entered yet; the counter supervisor or general manager does."
            )
        elif here:
            text = self.tr("Enter the closed days that the exchanges announced for {year}, then save.")
        else:
            text = self.tr(
                "The closed days of {year} are not entered yet. Deadlines that reach into it cannot be counted."
            )
        action = self.tr("Add {year}").format(year=missing) if self._can_write and not here else ""
        kind = "danger" if missing == self._sheet.today.year else "warn"
        self.coming.say(text.format(year=missing), kind, action)

    def _enable(self) -> None:
        changed = self.is_changed()
        self._save.setEnabled((changed or self._is_new()) and not self._busy)
        self._undo.setEnabled(changed and not self._busy)

    def _row_chosen(self, row: object) -> None:
        chosen = row if isinstance(row, ClosedDay) else None
        if not self.name.widget.hasFocus():
            self.name.set_value(chosen.name if chosen else "")
        self.name.setEnabled(chosen is not None and self._can_write)
        if chosen is not None and self.table.hasFocus():
            self.grid.go(chosen.day)

    def _follow(self, day: date) -> None:
        if day in self._closed and not self.table.hasFocus():
            self._select(day)

    def _select(self, day: date) -> None:
        for place, row in enumerate(self.table.rows()):
            if row.day == day:
                self.table.selectRow(place)

    def _retranslate(self) -> None:
        def weekday(row: ClosedDay) -> str:
            return QLocale().standaloneDayName(row.day.isoweekday(), QLocale.FormatType.ShortFormat)

        self.table.setAccessibleName(self.tr("Closed days"))
        self.grid.setAccessibleName(self.tr("Trading calendar"))
        self.chooser.setAccessibleName(self.tr("Year"))
        self._before.setToolTip(self.tr("Year before (Ctrl+Left)"))
        self._before.setAccessibleName(self.tr("Year before (Ctrl+Left)"))
        self._after.setToolTip(self.tr("Year after (Ctrl+Right)"))
        self._after.setAccessibleName(self.tr("Year after (Ctrl+Right)"))
        self.name.set_label(self.tr("Name of the holiday"))
        self.name.set_hint(self.tr("For all its days that touch each other."))
        self._save.setText(self.tr("Save"))
        self._save.setToolTip(cap(Act.SUBMIT))
        self._undo.setText(self.tr("Undo"))
        self._low.setText(
            self.tr("Red days are closed. Saturdays and Sundays never trade, not even those worked to make up for one.")
        )
        self.table.set_nothing(self.tr("No closed day in this year. Choose a day and press Space to close it."))
        self.table.set_columns(
            (
                Column(self.tr("Day"), lambda row: row.day.isoformat(), 108),
                Column(self.tr("Weekday"), weekday, 80),
                Column(self.tr("Holiday"), lambda row: row.name),
            )
        )
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was changed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
