"""Bookings: the list, and the form for one booking at the counter (AP-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.common.errors import Refused
from ui.main_pages import page_title
from ui.pages.bookings_calendar import BookingCalendar
from ui.pages.bookings_import import BookingImportPanel
from ui.pages.workbench import BookingRow, booking_colour, booking_state
from ui.refusals import clear_refusals, say, show_refusal
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, cap, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox, TickGroup
from ui.widgets.containers import Card, EmptyState, FieldGrid, button, scrolling
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from app.bookings.importing import BookingImport
    from app.common.long_work import Watch


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What was typed, not yet checked. ``day``: ISO text or as typed; ``time``: ``HH:MM`` or as typed."""

    name: str
    mobile: str
    day: str
    time: str
    staff_id: str
    business: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BookingChoices:
    """What can be chosen in the form: marketing staff who may practise, business that can be booked."""

    staff: tuple[Choice, ...] = ()
    business: tuple[Choice, ...] = ()


class BookingProvider(Protocol):
    """Where the page has it from; every method is called in a worker."""

    def bookings(self) -> Sequence[BookingRow]:
        """Open, started and lately expired bookings, by time."""
        ...

    def choices(self) -> BookingChoices:
        """What the form offers, in the person's language."""
        ...

    def book(self, booking: NewBooking) -> BookingRow:
        """Check and save. Refused with ``field`` of name, mobile, day, time, staff_id, business, note."""
        ...

    def cancel(self, booking_id: str, reason: str) -> None:
        """Cancel with a reason; kept, not deleted (AP-3)."""
        ...

    def between(self, first: date, last: date) -> Sequence[BookingRow]:
        """Bookings of some days, both included, in any state, by time."""
        ...

    def import_sheet(
        self, path: str, *, dry_run: bool, skip: bool, watch: Watch
    ) -> BookingImport:  # fmt: skip
        """Look a sheet over, or book it. Refused: ``sheet.*``."""
        ...

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        ...


class BookingPage(QWidget):
    """List at the left, one new booking at the right. What is wrong stands at its field."""

    start_booking = Signal(str)

    def __init__(
        self,
        runner: OpRunner,
        provider: BookingProvider,
        *,
        today: date | None = None,
        ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._today = today
        self._busy = False
        self._rows = Latest(runner, self)
        self._days = Latest(runner, self)
        self._offers = Latest(runner, self)
        self.table = DataTable()
        self.empty = EmptyState("calendar")
        self.banner = InlineBanner()
        self.filter = LineEdit()
        self.fields = {
            "name": LabelledField("", LineEdit(limit=60), required=True),
            "mobile": LabelledField("", LineEdit(limit=20), required=True),
            "day": LabelledField("", DateEdit(), required=True),
            "time": LabelledField("", LineEdit(limit=8, placeholder="09:30"), required=True),
            "staff_id": LabelledField("", ComboBox(), required=False),
            "business": LabelledField("", TickGroup(columns=2), required=True),
            "note": LabelledField("", TextBox(lines=2, limit=200)),
        }
        self._build()
        self._connect()
        self._retranslate()
        self.clear_form()

    def _build(self) -> None:
        self._list = Card(margin=6)
        self._start = button("", "link", "play")
        self._cancel = button("", "link", "close")
        self._show_days = button("", "link", "calendar")
        self._import = button("", "link", "folder")
        fix(self.filter, most_width=160)
        for widget in (self.filter, self._show_days, self._import):
            self._list.add_action(widget)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._list.add(self._stack, 1)
        deeds = QHBoxLayout()
        deeds.addWidget(self._start)
        deeds.addWidget(self._cancel)
        deeds.addStretch(1)
        self._list.body.addLayout(deeds)
        self._form = Card()
        fix(self._form, width=440)
        grid = FieldGrid(columns=2, narrow=180)
        wide = {"staff_id", "business", "note"}
        for key, field in self.fields.items():
            grid.add(field, 2 if key in wide else 1)
        self._form.add(self.banner)
        self._form.add(scrolling(grid), 1)
        self._clear = button("")
        self._save = button("", "primary")
        low = QHBoxLayout()
        low.addWidget(self._clear)
        low.addStretch(1)
        low.addWidget(self._save)
        self._form.body.addLayout(low)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        self._places = QStackedWidget()
        self._places.addWidget(self._list)
        row.addWidget(self._places, 1)
        row.addWidget(self._form)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self._save.clicked.connect(self.save)
        self._clear.clicked.connect(self._discard)
        self.filter.textChanged.connect(self.table.filter_by)
        self.table.opened.connect(self._start_row)
        self.table.row_changed.connect(self._row_changed)
        self._show_days.clicked.connect(self.show_calendar)
        self._import.clicked.connect(self.show_import)
        self._start.clicked.connect(lambda: self._start_row(self.table.row()))
        self._cancel.clicked.connect(self.cancel)
        self.empty.acted.connect(self.new_booking)
        bind(Act.SUBMIT, self, self.save)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.CALENDAR, self, self.show_calendar)
        bind(Act.BACK, self, self.show_list)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("start opening")),
            hint(Act.SUBMIT, self.tr("save booking")),
            hint(Act.REFRESH, self.tr("read again")),
            hint(Act.CALENDAR, self.tr("calendar")),
        ]

    # the other views, each built when it is first wanted

    @cached_property
    def calendar(self) -> BookingCalendar:
        """Day and week."""
        made = BookingCalendar(self._today or date.min)
        made.wanted.connect(self._ask_days)
        made.opened.connect(self._start_row)
        made.closed.connect(self.show_list)
        self._places.addWidget(made)
        return made

    @cached_property
    def sheet(self) -> BookingImportPanel:
        """Bookings from a sheet."""
        made = BookingImportPanel(self._runner, self._provider, self._ask)
        made.closed.connect(self.show_list)
        made.imported.connect(self.show_list)
        made.imported.connect(self.refresh)
        self._places.addWidget(made)
        return made

    def show_calendar(self) -> None:
        """Day and week instead of the list; the form makes room."""
        if self._today is not None:
            self._bring(self.calendar)
            self.calendar.ask()

    def show_import(self) -> None:
        """The sheet instead of the list."""
        self.sheet.start()
        self._bring(self.sheet)

    def show_list(self) -> None:
        """Back to the list and the form."""
        if self._places.currentWidget() is not self._list:
            self._bring(self._list)
            self.table.setFocus()

    def _bring(self, view: QWidget) -> None:
        self._form.setVisible(view is self._list)
        self._places.setCurrentWidget(view)
        view.setFocus()

    def _ask_days(self, first: date, last: date) -> None:
        self._days.ask(self._provider.between, first, last, done=self.calendar.show_rows, failed=self._failed)

    # the list

    def refresh(self) -> None:
        """Read list and choices anew, off the GUI thread."""
        self._rows.ask(self._provider.bookings, done=self._show, failed=self._failed)
        self._offers.ask(self._provider.choices, done=self._offer, failed=self._failed)
        if self._places.currentWidget() is not self._list and "calendar" in self.__dict__:
            self.calendar.ask()

    def _show(self, rows: Sequence[BookingRow]) -> None:
        self.table.set_rows(rows, key=lambda row: row.id)
        self._stack.setCurrentWidget(self.table if rows else self.empty)
        self._row_changed(self.table.row())

    def _offer(self, choices: BookingChoices) -> None:
        staff, business = self.fields["staff_id"].widget, self.fields["business"].widget
        if isinstance(staff, ComboBox) and isinstance(business, TickGroup):
            staff.set_choices(choices.staff)
            business.set_choices(choices.business)

    def _row_changed(self, row: object) -> None:
        is_open = isinstance(row, BookingRow) and row.is_open
        self._start.setEnabled(is_open)
        self._cancel.setEnabled(is_open)

    def _start_row(self, row: object) -> None:
        if isinstance(row, BookingRow) and row.is_open:
            self.start_booking.emit(row.id)

    def cancel(self) -> None:
        """Ask for the reason and cancel the booking chosen."""
        row = self.table.row()
        if not isinstance(row, BookingRow) or not row.is_open:
            return
        question = Ask(
            Kind.REASON,
            self.tr("Cancel booking"),
            self.tr("Booking {number} stays in the list as cancelled. Why is it cancelled?").format(number=row.number),
            accept=self.tr("Cancel the booking"),
            danger=True,
        )
        self._ask(self, question, lambda reason: self._cancel_for(row, reason))

    def _cancel_for(self, row: BookingRow, reason: str) -> None:
        self._runner.save(
            self._provider.cancel, row.id, reason, done=lambda _: self.refresh(), failed=self._failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    # the form

    def new_booking(self) -> None:
        """Ready for a new booking, cursor in its first field."""
        self.clear_form()
        self.fields["name"].focus_editor()

    def clear_form(self) -> None:
        """Empty the form; the day stays today's."""
        for field in self.fields.values():
            field.set_value("")
        self.fields["business"].set_value(())
        if self._today:
            self.fields["day"].set_value(self._today.isoformat())
        clear_refusals(self.fields, self.banner)

    def _discard(self) -> None:
        """Empty the form by hand; what stood there can be had back."""
        typed = {key: field.value() for key, field in self.fields.items()}
        self.clear_form()
        if typed == {key: field.value() for key, field in self.fields.items()}:
            return

        def back() -> None:
            for key, value in typed.items():
                self.fields[key].set_value(value)

        show_toast(self, self.tr("The form is empty again."), undo=back)

    def save(self) -> None:
        """Save what the form holds; the form stays as it is when it is refused."""
        if self._busy:
            return
        clear_refusals(self.fields, self.banner)
        typed = {key: field.value() for key, field in self.fields.items()}
        missing = [key for key in ("name", "mobile", "day", "time", "business") if not typed[key]]
        for key in missing:
            self.fields[key].set_error(self.tr("This is needed for a booking."))
        if missing:
            self.fields[missing[0]].focus_editor()
            return
        self._set_busy(True)
        booking = NewBooking(**typed)
        self._runner.save(self._provider.book, booking, done=self._saved, failed=self._refused, waits=self._waits)

    def _waits(self, reason: Refused | None) -> None:
        """What is on its way to the server is not typed over."""
        for field in self.fields.values():
            field.setEnabled(reason is None)
        waits_in(self.banner)(reason)

    def _saved(self, row: BookingRow | None) -> None:
        self._set_busy(False)
        self.clear_form()
        self.fields["name"].focus_editor()
        # without a row the answer was lost: the list, read anew, shows the booking with its number
        show_toast(self, self.tr("Booking {number} saved").format(number=row.number if row is not None else ""))
        self.refresh()

    def _refused(self, problem: Exception) -> None:
        self._set_busy(False)
        show_refusal(problem, self.fields, self.banner)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._save.setEnabled(not busy)

    # words

    def _set_columns(self) -> None:
        def moment(at: datetime) -> str:
            return at.strftime("%m-%d %H:%M")

        self.table.set_columns(
            (
                Column(self.tr("Number"), lambda row: row.number, 152),
                Column(self.tr("Planned"), lambda row: moment(row.at), 108, order=lambda row: row.at),
                Column(self.tr("Client"), lambda row: row.name),
                Column(self.tr("Mobile"), lambda row: row.mobile, 126),
                Column(self.tr("Brought by"), lambda row: row.staff, 96),
                Column(self.tr("State"), booking_state, 104, chip=booking_colour),
            )
        )

    def _retranslate(self) -> None:
        labels = {
            "name": self.tr("Client's name"),
            "mobile": self.tr("Mobile"),
            "day": self.tr("Day"),
            "time": self.tr("Time"),
            "staff_id": self.tr("Marketing staff"),
            "business": self.tr("Business wanted"),
            "note": self.tr("Note"),
        }
        for key, text in labels.items():
            self.fields[key].set_label(text)
        staff = self.fields["staff_id"].widget
        if isinstance(staff, ComboBox):
            staff.set_placeholder(self.tr("Nobody, the client comes unasked"))
        self._list.set_title(page_title("bookings"))
        self._form.set_title(self.tr("New booking"))
        self.table.setAccessibleName(self.tr("Bookings"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self._show_days.setText(self.tr("Calendar"))
        self._show_days.setToolTip(cap(Act.CALENDAR))
        self._import.setText(self.tr("From a sheet"))
        self._start.setText(self.tr("Start opening"))
        self._cancel.setText(self.tr("Cancel booking"))
        self._save.setText(self.tr("Save booking"))
        self._save.setToolTip(cap(Act.SUBMIT))
        self._clear.setText(self.tr("Clear"))
        self.empty.say(
            self.tr("No bookings"),
            self.tr("Enter the first one at the right: name, mobile, day, time and business are enough."),
            self.tr("New booking"),
        )
        self._set_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the words that come from the provider are read anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            clear_refusals(self.fields, self.banner)
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
