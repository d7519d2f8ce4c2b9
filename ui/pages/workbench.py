"""The workbench: who comes today, what is unfinished, and the way to begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.transfer_out.view import CaseLine, DueAccount
from ui.pages.workbench_day import DayStrip
from ui.pages.workbench_leaving import LeavingLists, ListCard
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, cap, hint
from ui.theme import bind_icon, space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import button, label
from ui.widgets.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking.

    ``at`` in the branch's time; ``mobile`` masked; ``state``: open, no-show, started, kept, expired, cancelled.
    """

    id: str
    number: str
    at: datetime
    name: str
    mobile: str
    staff: str
    state: str

    @property
    def is_open(self) -> bool:
        """Whether the client can still be served from it; who is late can."""
        return self.state in ("open", "no-show")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An unfinished opening. ``step``: the step reached, in words; ``since`` in the branch's time."""

    id: str
    number: str
    client: str
    step: str
    since: datetime
    teller: str
    counter: str


@dataclass(frozen=True, slots=True)
class Workbench:
    """All the page shows. ``opened_today``: openings completed today; ``leaving``: running requests; ``due``: TO-12."""

    bookings: tuple[BookingRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    opened_today: int = 0
    leaving: tuple[CaseLine, ...] = ()
    due: tuple[DueAccount, ...] = ()


class WorkbenchProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def workbench(self) -> Workbench:
        """Bookings of today in order of time, unfinished cases of the branch, the newest first."""
        ...


_STATE_COLOURS = {
    "open": "info",
    "no-show": "warn",
    "started": "warn",
    "kept": "ok",
    "expired": "danger",
    "cancelled": "neutral",
}


def booking_state(row: BookingRow) -> str:
    """The state of a booking in words."""
    return {
        "open": QCoreApplication.translate("Bookings", "Expected"),
        "started": QCoreApplication.translate("Bookings", "In progress"),
        "no-show": QCoreApplication.translate("Bookings", "Did not come"),
        "kept": QCoreApplication.translate("Bookings", "Opened"),
        "expired": QCoreApplication.translate("Bookings", "Expired"),
        "cancelled": QCoreApplication.translate("Bookings", "Cancelled"),
    }.get(row.state, row.state)


def booking_colour(row: BookingRow) -> str:
    """The colour of the state's chip."""
    return _STATE_COLOURS.get(row.state, "neutral")


class _Tile(QFrame):
    """A number with its meaning."""

    def __init__(self, icon: str, role: str) -> None:
        super().__init__()
        self.setObjectName("tile")
        row = QHBoxLayout(self)
        row.setContentsMargins(space.L, space.S, space.L, space.S)
        row.setSpacing(space.M)
        picture = QLabel()
        bind_icon(picture, icon, role, 26)
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.number = label("–", "number")
        self.meaning = label("", "muted")
        words.addWidget(self.number)
        words.addWidget(self.meaning)
        row.addLayout(words, 1)


class WorkbenchPage(QWidget):
    """Today at a glance. Enter on a booking starts its opening, Enter on a case resumes it."""

    start_booking = Signal(str)
    resume_case = Signal(str)
    new_opening = Signal()
    new_booking = Signal()
    open_transfer = Signal(str)
    close_account = Signal(str)
    find_requested = Signal()

    def __init__(
        self,
        runner: OpRunner,
        provider: WorkbenchProvider,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._provider = provider
        self._latest = Latest(runner, self)
        self._now = now
        self._person = ""
        self._shown = Workbench()
        self._day: DayStrip | None = None
        self.banner = InlineBanner()
        self._hello = label("", "title")
        self._new_opening = button("", "primary", "person-plus")
        self._new_booking = button("", "", "calendar")
        self._tiles = [
            _Tile("calendar", "accent"),
            _Tile("clock", "warn"),
            _Tile("list", "accent"),
            _Tile("ok", "ok"),
        ]
        self._bookings = ListCard("calendar")
        self._cases = ListCard("inbox")
        self.leaving = LeavingLists()
        self._start = button("", "link", "play")
        self._resume = button("", "link", "arrow-right")
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self._bookings.table)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)  # in the largest text a smaller screen has no room for more
        head = QHBoxLayout()
        head.setSpacing(space.S)
        head.addWidget(self._hello, 1)
        head.addWidget(self._new_booking)
        head.addWidget(self._new_opening)
        column.addLayout(head)
        column.addWidget(self.banner)
        tiles = QGridLayout()
        tiles.setSpacing(space.M)
        for number, tile in enumerate(self._tiles):
            tiles.addWidget(tile, 0, number)
            tiles.setColumnStretch(number, 1)
        column.addLayout(tiles)
        self._strips = QVBoxLayout()
        column.addLayout(self._strips)
        lists = QHBoxLayout()
        lists.setSpacing(space.M)
        self._bookings.add_action(self._start)
        self._cases.add_action(self._resume)
        lists.addWidget(self._bookings, 1)
        lists.addWidget(self._cases, 1)
        column.addLayout(lists, 1)
        column.addWidget(self.leaving, 1)

    def _connect(self) -> None:
        self._new_opening.clicked.connect(self.new_opening)
        self._new_booking.clicked.connect(self.new_booking)
        self._bookings.empty.acted.connect(self.new_booking)
        self._cases.empty.acted.connect(self.new_opening)
        self._bookings.table.opened.connect(self._start_row)
        self._cases.table.opened.connect(lambda row: self.resume_case.emit(row.id))
        self._start.clicked.connect(lambda: self._start_row(self._bookings.table.row()))
        self._resume.clicked.connect(self._resume_chosen)
        self._bookings.table.row_changed.connect(self._row_changed)
        self.leaving.opened.connect(self.open_transfer)
        self.leaving.closing.connect(self.close_account)
        self.leaving.wanted.connect(self.find_requested)
        bind(Act.NEW, self, self.new_opening.emit)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("start / resume")),
            hint(Act.NEW, self.tr("new opening")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    def set_person(self, name: str) -> None:
        """Whom to greet."""
        self._person = name
        self._greet()

    def add_strip(self, strip: DayStrip) -> None:
        """Put the numbers of the teller's day below the tiles; they are read with the page."""
        self._strips.addWidget(strip)
        self._day = strip

    def bookings(self) -> DataTable:
        """The table of today's bookings."""
        return self._bookings.table

    def cases(self) -> DataTable:
        """The table of unfinished cases."""
        return self._cases.table

    def refresh(self) -> None:
        """Read everything anew, off the GUI thread."""
        self._latest.ask(self._provider.workbench, done=self._show, failed=self._failed)
        if self._day is not None:
            self._day.refresh()

    def changed(self, topic: str) -> None:
        """Somebody changed something of ``topic``: read anew when that is on this page and it is seen."""
        if topic in ("transfer", "approvals") and self.isVisible():
            self.refresh()

    def _show(self, shown: Workbench) -> None:
        self._shown = shown
        self.banner.hide()
        self._bookings.set_rows(shown.bookings, key=lambda row: row.id)
        self._cases.set_rows(shown.cases, key=lambda row: row.id)
        self.leaving.show_lists(shown.leaving, shown.due)
        waiting = sum(row.state == "open" for row in shown.bookings)
        for tile, number in zip(
            self._tiles, (len(shown.bookings), waiting, len(shown.cases), shown.opened_today), strict=True
        ):
            tile.number.setText(str(number))
        self._start.setVisible(bool(shown.bookings))
        self._resume.setVisible(bool(shown.cases))
        self._row_changed(self._bookings.table.row())
        self._greet()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _row_changed(self, row: object) -> None:
        self._start.setEnabled(isinstance(row, BookingRow) and row.is_open)

    def _start_row(self, row: object) -> None:
        if isinstance(row, BookingRow) and row.is_open:
            self.start_booking.emit(row.id)

    def _resume_chosen(self) -> None:
        row = self._cases.table.row()
        if isinstance(row, CaseRow):
            self.resume_case.emit(row.id)

    def _greet(self) -> None:
        hour = self._now().hour
        hello = self.tr("Good morning") if hour < 12 else self.tr("Good afternoon")
        if hour >= 18:
            hello = self.tr("Good evening")
        self._hello.setText(
            self.tr("{hello}, {name}").format(hello=hello, name=self._person) if self._person else hello
        )

    def _set_columns(self) -> None:
        self._bookings.table.set_columns(
            (
                Column(self.tr("Time"), lambda row: row.at.strftime("%H:%M"), 70, order=lambda row: row.at),
                Column(self.tr("Client"), lambda row: row.name),
                Column(self.tr("Mobile"), lambda row: row.mobile, 126),
                Column(self.tr("Brought by"), lambda row: row.staff, 100),
                Column(self.tr("State"), booking_state, 104, chip=booking_colour),
            )
        )
        self._cases.table.set_columns(
            (
                Column(self.tr("Case"), lambda row: row.number, 172),
                Column(self.tr("Client"), lambda row: row.client),
                Column(self.tr("Step reached"), lambda row: row.step, 112),
                Column(
                    self.tr("Since"), lambda row: row.since.strftime("%m-%d %H:%M"), 102, order=lambda row: row.since
                ),
                Column(self.tr("Teller"), lambda row: f"{row.teller} · {row.counter}", 112),
            )
        )

    def _retranslate(self) -> None:
        self._new_opening.setText(self.tr("New opening"))
        self._new_booking.setText(self.tr("New booking"))
        self._new_opening.setToolTip(cap(Act.NEW))
        meanings = (
            self.tr("bookings today"),
            self.tr("still expected"),
            self.tr("unfinished cases"),
            self.tr("opened today"),
        )
        for tile, meaning in zip(self._tiles, meanings, strict=True):
            tile.meaning.setText(meaning)
        self._bookings.set_title(self.tr("Today's bookings"))
        self._cases.set_title(self.tr("Unfinished openings"))
        self._start.setText(self.tr("Start opening"))
        self._resume.setText(self.tr("Resume"))
        self._bookings.table.setAccessibleName(self.tr("Today's bookings"))
        self._cases.table.setAccessibleName(self.tr("Unfinished openings"))
        self._bookings.empty.say(
            self.tr("No bookings today"),
            self.tr("A client who walks in needs none. Book a visit that was announced by telephone."),
            self.tr("New booking"),
        )
        self._cases.empty.say(
            self.tr("Nothing is left unfinished"),
            self.tr("An opening that is interrupted waits here and can be resumed at any counter."),
            self.tr("New opening"),
        )
        self._set_columns()
        self._greet()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the words that come from the provider are read anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
