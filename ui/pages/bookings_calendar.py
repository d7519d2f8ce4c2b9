"""The bookings of a day by marketing staff, and of a week by day, on one sheet for the keyboard (AP-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QLocale, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.pages.workbench import BookingRow, booking_colour, booking_state
from ui.support.shortcuts import Act, cap
from ui.theme import current, fix, scaled
from ui.theme.look import screen_font
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice
from ui.widgets.steps import Index

FIRST_HOUR, LAST_HOUR = 9, 16
"""The hours that are always there; earlier and later ones come with their bookings."""
WEEK = 7
_BOOKING = Qt.ItemDataRole.UserRole + 2
_LEAST_COLUMNS = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet: an hour (``first`` of it or not) with one booking at most in each column."""

    hour: int
    first: bool
    cells: tuple[BookingRow | None, ...]


def lines_of(rows: Sequence[BookingRow], keys: Sequence[object], *, by_day: bool) -> list[Line]:
    """The lines of ``rows`` in columns ``keys``: days (``by_day``) or names of staff. No booking is left out."""
    hours = [FIRST_HOUR, LAST_HOUR, *(row.at.hour for row in rows)]
    made: list[Line] = []
    for hour in range(min(hours), max(hours) + 1):
        columns = [
            [row for row in rows if row.at.hour == hour and (row.at.date() if by_day else row.staff) == key]
            for key in keys
        ]
        for place in range(max([1, *map(len, columns)])):
            cells = tuple(column[place] if place < len(column) else None for column in columns)
            made.append(Line(hour, place == 0, cells))
    return made


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.titles: list[str] = []
        self.lines: list[Line] = []
        self.with_staff = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found = self.lines[index.row()].cells[index.column()]
        if role == _BOOKING:
            return found
        if found is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            who = f" · {found.staff}" if self.with_staff else ""
            return f"{found.at:%H:%M} {found.name}{who}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{found.at:%m-%d %H:%M} {found.name} {found.mobile} {found.staff} {booking_state(found)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self.titles[section]
        line = self.lines[section]
        return f"{line.hour:02d}:00" if line.first else ""

    def renew(self, titles: list[str], lines: list[Line], *, with_staff: bool) -> None:
        self.beginResetModel()
        self.titles, self.lines, self.with_staff = titles, lines, with_staff
        self.endResetModel()


class _Cell(QStyledItemDelegate):
    """A booking stands on the soft colour of its state; the cell of the cursor has a frame."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = current()
        painter.save()
        room = QRect(option.rect)
        found = index.data(_BOOKING)
        if found is not None:
            fill, ink = {
                "ok": (t.ok_soft, t.ok), "warn": (t.warn_soft, t.warn), "danger": (t.danger_soft, t.danger),
                "info": (t.accent_soft, t.accent),
            }.get(booking_colour(found), (t.hover, t.muted))  # fmt: skip
            chip = room.adjusted(2, 2, -2, -2)
            painter.fillRect(chip, QColor(fill))
            font = screen_font(13)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            text = QFontMetrics(font).elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, chip.width() - 12
            )  # fmt: skip
            painter.drawText(chip.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(t.accent))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.restore()


class _Sheet(QTableView):
    """Arrows go from cell to cell, Enter opens, T goes to today, D and W change day and week, page keys turn."""

    opened = Signal(object)
    turned = Signal(int)
    today_wanted = Signal()
    mode_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Cell(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        fix(self.horizontalHeader(), height=34)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(scaled(32))
        self.doubleClicked.connect(lambda index: self._open(index.data(_BOOKING)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.verticalHeader().setDefaultSectionSize(scaled(32))

    def _open(self, found: object) -> None:
        if found is not None:
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().data(_BOOKING))
        elif key == Qt.Key.Key_T:
            self.today_wanted.emit()
        elif key in (Qt.Key.Key_D, Qt.Key.Key_W):
            self.mode_wanted.emit("day" if key == Qt.Key.Key_D else "week")
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)


class BookingCalendar(Card):
    """Shows what it is given; ``wanted`` tells which days it needs."""

    wanted = Signal(object, object)
    """The first and the last day."""
    opened = Signal(object)
    """The ``BookingRow`` that was chosen."""
    closed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=6)
        self._today = today
        self._day = today
        self._rows: tuple[BookingRow, ...] = ()
        self.sheet = _Sheet()
        self._model = _Model(self)
        self.sheet.setModel(self._model)
        self.mode = Segmented()
        self._span = label("", "title")
        self._before, self._after = button("", "link", "chevron-left"), button("", "link", "chevron-right")
        self._now, self._back = button(""), button("", "link", "list")
        tools = QHBoxLayout()
        for widget in (self._before, self._span, self._after, self._now):
            tools.addWidget(widget)
        tools.addStretch(1)
        tools.addWidget(self.mode)
        tools.addWidget(self._back)
        self.body.addLayout(tools)
        self.add(self.sheet, 1)
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        self._now.clicked.connect(self.go_today)
        self._back.clicked.connect(self.closed)
        self.mode.edited.connect(self.ask)
        self.sheet.opened.connect(self.opened)
        self.sheet.turned.connect(self.turn)
        self.sheet.today_wanted.connect(self.go_today)
        self.sheet.mode_wanted.connect(self.set_mode)
        self.setFocusProxy(self.sheet)
        self._retranslate()
        self.mode.set_value("week")

    def span(self) -> tuple[date, date]:
        """The first and the last day shown."""
        if self.mode.value() == "day":
            return self._day, self._day
        monday = self._day - timedelta(days=self._day.weekday())
        return monday, monday + timedelta(days=WEEK - 1)

    def ask(self, *_: object) -> None:
        """Tell which days are needed."""
        first, last = self.span()
        self._span.setText(f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%m-%d}")
        self.wanted.emit(first, last)

    def show_rows(self, rows: Sequence[BookingRow]) -> None:
        """Show bookings of the days asked for; those of other days, late answers, are left out."""
        first, last = self.span()
        self._rows = tuple(row for row in rows if first <= row.at.date() <= last)
        by_day = self.mode.value() != "day"
        keys: list[Any] = (
            [first + timedelta(days=place) for place in range(WEEK)]
            if by_day
            else sorted({row.staff for row in self._rows}) or [""]
        )
        titles = [self._day_title(key) if by_day else key for key in keys]
        self._model.renew(titles, lines_of(self._rows, keys, by_day=by_day), with_staff=by_day)
        self._put_cursor(keys)

    def _put_cursor(self, keys: Sequence[object]) -> None:
        """On the first booking from the day on, else on the day itself."""
        column = keys.index(self._day) if self._day in keys else 0
        places = [(row, column) for row, line in enumerate(self._model.lines) if line.cells[column] is not None]
        row, column = places[0] if places else (0, column)
        self.sheet.setCurrentIndex(self._model.index(row, column))

    def turn(self, by: int) -> None:
        """Go ``by`` days or weeks on."""
        self._day += timedelta(days=by * (1 if self.mode.value() == "day" else WEEK))
        self.ask()

    def go_today(self) -> None:
        """Back to today."""
        self._day = self._today
        self.ask()

    def set_mode(self, mode: str) -> None:
        """``day`` (of the column of the cursor) or ``week``."""
        if mode == "day" and self.mode.value() == "week" and self.sheet.currentIndex().isValid():
            self._day = self.span()[0] + timedelta(days=self.sheet.currentIndex().column())
        self.mode.set_value(mode)
        self.ask()

    def _day_title(self, day: date) -> str:
        name = QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        today = self.tr("today")
        return f"{name} {day:%m-%d} {today}" if day == self._today else f"{name} {day:%m-%d}"

    def _retranslate(self) -> None:
        mode = self.mode.value()
        self.mode.set_choices((Choice("day", self.tr("Day")), Choice("week", self.tr("Week"))))
        if mode:
            self.mode.set_value(mode)
        self.set_title(self.tr("Calendar of bookings"))
        self.sheet.setAccessibleName(self.tr("Calendar of bookings"))
        for tool, text, key in (
            (self._before, self.tr("Earlier"), "PgUp"), (self._after, self.tr("Later"), "PgDown"),
            (self._now, self.tr("Today"), "T"), (self._back, self.tr("List"), cap(Act.BACK)),
        ):  # fmt: skip
            tool.setText(text)
            tool.setToolTip(key)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.show_rows(self._rows)
        super().changeEvent(event)
