"""The teller's day: what is missing by case, what was taken, and the day sheet that the teller signs (TO-11)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.archive.press import Ink
from app.common.errors import Refused
from app.day_end.domain import ClosedDay, DayView, MissingCopy
from app.day_end.facts import DayCase
from ui.pages.approvals.words import moment, money
from ui.pages.transfer.teller_pad import TellerPad
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.table import Column, DataTable

PANEL = 380
"""Width of the column at the right, in pixels."""


class DayEndProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def day(self, day: date | None, staff_id: str) -> DayView:
        """A day, None for today, of a teller, empty for oneself."""
        ...

    def tellers(self, day: date) -> Sequence[Choice]:
        """Who had something to do on ``day``, for those who may look at others' days; nobody for the rest."""
        ...

    def close(self, day: date, ink: Ink, shown: str) -> str:
        """File the day sheet, signed for what was ``shown``; its number."""
        ...

    def add_copy(self, copy: MissingCopy, path: str) -> None:
        """Add the scan of a document that a finished case lacks (TO-10)."""
        ...

    def days(self) -> Sequence[ClosedDay]:
        """The day sheets that are filed, newest first."""
        ...


class DayEndPage(QWidget):
    """Cases with what is missing, receipts, what stays open; at the right the signature and the filed sheets."""

    case_wanted = Signal(str)
    """Number of the case to go to."""
    document_wanted = Signal(str)
    """Number of the day sheet to look at."""
    print_wanted = Signal(str)
    """Number of the day sheet to print again."""
    closed = Signal(object)
    """The day (a date) that was closed just now."""

    def __init__(
        self, runner: OpRunner, provider: DayEndProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self._others = Latest(runner, self)
        self._filed_ones = Latest(runner, self)
        self._day: date | None = None
        self._view: DayView | None = None
        self._busy = False
        self.banner = InlineBanner()
        self.cases, self.receipts, self.unfinished, self.filed = (DataTable() for _ in range(4))
        self.pad = TellerPad()
        self.teller = ComboBox()
        fix(self.teller, width=190)
        self.teller.hide()
        self._build()
        self._connect()
        self._retranslate()
        self.setFocusProxy(self.cases)

    def _build(self) -> None:
        self._cases, self._receipts, self._unfinished, self._filed = (Card(margin=6) for _ in range(4))
        self.state = StatusChip()
        self._go, self._today = button("", "link", "arrow-right"), button("", "link", "calendar")
        self._copy = button("", "link", "document")
        for widget in (self.teller, self.state, self._copy, self._go):
            self._cases.add_action(widget)
        self._cases.add(self.cases, 1)
        self._receipts.add(self.receipts, 1)
        self._unfinished.add(self.unfinished, 1)
        self._look, self._print = button("", "link", "eye"), button("", "link", "print")
        for made in (self._today, self._look, self._print):
            self._filed.add_action(made)
        self._filed.add(self.filed, 1)
        self._why = label("", "muted", wrap=True)
        self._close = Card()
        self._close.add(self._why)
        two = QHBoxLayout()
        two.setSpacing(space.M)
        two.addWidget(self._receipts, 1)
        two.addWidget(self._unfinished, 1)
        left = QVBoxLayout()
        left.setSpacing(space.M)
        left.addWidget(self._cases, 3)
        left.addLayout(two, 2)
        side = QWidget()
        fix(side, width=PANEL)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(space.M)
        right.addWidget(self._close)
        right.addWidget(self.pad)
        right.addWidget(self._filed, 1)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addLayout(left, 1)
        across.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.banner)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self.cases.opened.connect(lambda row: self.case_wanted.emit(row.number))
        self.unfinished.opened.connect(lambda row: self.case_wanted.emit(row[0]))
        self.receipts.opened.connect(lambda row: self.case_wanted.emit(row.case_number))
        self.cases.row_changed.connect(lambda _: self._say_copy())
        self.teller.edited.connect(self.refresh)
        self._copy.clicked.connect(self.add_copy)
        self._go.clicked.connect(self._go_to_case)
        self.filed.opened.connect(lambda row: self.show_day(row.day))
        self.filed.row_changed.connect(lambda _: self._enable())
        self._today.clicked.connect(lambda: self.show_day(None))
        self._look.clicked.connect(lambda: self._with_filed(self.document_wanted.emit))
        self._print.clicked.connect(self.reprint)
        self.pad.signed.connect(self.close_day)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.PRINT, self, self.reprint)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("go to the case")),
            hint(Act.PRINT, self.tr("print the day sheet")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # reading

    def refresh(self) -> None:
        """Read the day and the filed sheets anew, off the GUI thread."""
        self._latest.ask(self._provider.day, self._day, self.teller.value(), done=self._show, failed=self._failed)
        self._filed_ones.ask(self._provider.days, done=self._show_filed, failed=self._failed)

    def show_day(self, day: date | None) -> None:
        """Look at a day; None for today."""
        self._day = day
        self.refresh()

    def _show(self, view: DayView) -> None:
        if self._view is not None and (self._view.day, self._view.staff_id) != (view.day, view.staff_id):
            self.pad.forget()
        self._view = view
        self._others.ask(self._provider.tellers, view.day, done=self._show_tellers, failed=self._failed)
        self.cases.set_rows(view.cases, key=lambda row: row.number)
        self.receipts.set_rows(view.receipts, key=lambda row: row.number)
        self.unfinished.set_rows(view.unfinished, key=lambda row: row[0])
        self._say_day()

    def _show_tellers(self, tellers: Sequence[Choice]) -> None:
        self.teller.set_choices(tellers)
        self.teller.setVisible(bool(tellers))

    def _show_filed(self, days: Sequence[ClosedDay]) -> None:
        self.filed.set_rows(days, key=lambda row: row.document_number)
        self._enable()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _go_to_case(self) -> None:
        row = self.cases.row()
        if isinstance(row, DayCase):
            self.case_wanted.emit(row.number)

    # closing and printing

    def close_day(self, ink: Ink) -> None:
        """File the day sheet with the teller's signature."""
        view = self._view
        if view is None or self._busy or not view.may_close:
            return
        self._set_busy(True)
        self._runner.save(
            self._provider.close, view.day, ink, view.shown, done=self._closed, failed=self._not_closed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _closed(self, number: str | None) -> None:
        self._set_busy(False)
        self.pad.forget()
        self.banner.hide()
        # without a number the answer was lost: the list of filed sheets, read anew, shows it
        show_toast(self, self.tr("Day closed, day sheet {number} filed").format(number=number or ""))
        self.refresh()
        if self._view is not None:
            self.closed.emit(self._view.day)

    def say_reports(self, problem: Exception) -> None:
        """The reports that the end of a day brings could not be made; the day stays closed."""
        text = self.tr("The day is closed. Its reports could not be made: {why} They are made at the next closing.")
        self.banner.say(text.format(why=say(problem)), "warn")

    def _not_closed(self, problem: Exception) -> None:
        self._set_busy(False)
        if isinstance(problem, Refused) and problem.code.startswith("archive.ink"):
            self.pad.forget()
        self._failed(problem)
        self.refresh()

    def missing_copy(self) -> MissingCopy | None:
        """The first copy that the case chosen lacks and that can be scanned now."""
        row = self.cases.row()
        copies = self._view.copies if self._view and isinstance(row, DayCase) else ()
        return next((copy for copy in copies if copy.case_number == row.number), None) if row else None

    def add_copy(self) -> None:
        """Ask for the scan of the copy that the case chosen lacks, and add it."""
        copy = self.missing_copy()
        if copy is None or self._busy:
            return

        def chosen(path: str) -> None:
            self._set_busy(True)
            self._runner.save(
                self._provider.add_copy, copy, path, done=self._added, failed=self._not_closed,
                waits=waits_in(self.banner), owner=self,
            )  # fmt: skip

        self._ask(self, Ask(Kind.OPEN_FILE, copy.label, files="PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"), chosen)

    def _added(self, _: object) -> None:
        self._set_busy(False)
        self.banner.hide()
        show_toast(self, self.tr("Copy added."))
        self.refresh()

    def reprint(self) -> None:
        """Print the filed day sheet chosen."""
        row = self.filed.row()
        if isinstance(row, ClosedDay):
            self.print_wanted.emit(row.document_number)

    def _with_filed(self, act: object) -> None:
        row = self.filed.row()
        if isinstance(row, ClosedDay) and callable(act):
            act(row.document_number)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._say_pad()

    def _enable(self) -> None:
        chosen = isinstance(self.filed.row(), ClosedDay)
        self._look.setEnabled(chosen)
        self._print.setEnabled(chosen)

    # words

    def _say_day(self) -> None:
        view = self._view
        if view is None:
            return
        lacking = sum(bool(case.missing) for case in view.cases)
        if view.closed:
            chip = (self.tr("Closed"), "ok")
        elif view.complete:
            chip = (self.tr("Complete"), "ok")
        else:
            chip = (self.tr("{count} cases lack something").format(count=lacking), "warn")
        self.state.show_state(*chip)
        self._cases.set_title(self.tr("Finished on {day}").format(day=view.day.isoformat()), str(len(view.cases)))
        self._receipts.set_title(self.tr("Receipts"), self.tr("{sum} yuan taken").format(sum=money(view.taken)))
        self._unfinished.set_title(self.tr("Still open"), str(len(view.unfinished)))
        self._close.set_title(self.tr("Close the day"))
        if view.closed:
            text = self.tr("Closed; its day sheet is {number}.").format(number=view.closed)
        elif view.problem is not None:
            text = say(view.problem)
        else:
            text = self.tr("Look through cases and receipts, then sign: the day sheet is filed with your signature.")
        self._why.setText(text)
        self._today.setVisible(self._day is not None)
        if view.after_closing:
            late = self.tr("Ended after the day was closed, so not on its sheet: {cases}")
            self.banner.say(late.format(cases=", ".join(view.after_closing)), "warn")
        self._say_pad()
        self._say_copy()

    def _say_copy(self) -> None:
        copy = self.missing_copy()
        self._copy.setVisible(copy is not None)
        self._copy.setText(self.tr("Add copy: {label}").format(label=copy.label) if copy else "")

    def _say_pad(self) -> None:
        view = self._view
        if view is not None:
            blocked = self._busy or not view.may_close
            self.pad.show_case(view.teller, done=bool(view.closed), stale=False, blocked=blocked, locked=False)

    def _missing(self, case: DayCase) -> str:
        return "；".join(case.missing) if case.missing else self.tr("Complete")

    def _set_columns(self) -> None:
        self.cases.set_nothing(self.tr("Nothing was finished on this day. A case is listed here once it is completed."))
        self.cases.set_columns(
            (
                Column(self.tr("Case"), lambda row: row.number, 150),
                Column(self.tr("Kind"), lambda row: row.kind, 84),
                Column(self.tr("Client"), lambda row: row.client, 110),
                Column(self.tr("Ended"), lambda row: f"{moment(row.ended_at)[11:]} {row.ended}", 120),
                Column(self.tr("Papers"), lambda row: str(row.papers), 62, right=True),
                Column(self.tr("Missing"), self._missing, chip=lambda row: "warn" if row.missing else "ok"),
            )
        )
        self.receipts.set_nothing(self.tr("No receipt on this day. Receipts are made with the cases they belong to."))
        self.receipts.set_columns(
            (
                Column(self.tr("Receipt"), lambda row: row.number, 130),
                Column(self.tr("Amount"), lambda row: money(row.amount), 96, right=True),
                Column(self.tr("Voided"), lambda row: row.void, chip=lambda row: "danger"),
            )
        )
        self.unfinished.set_nothing(self.tr("Nothing is left open. The day can be closed."))
        self.unfinished.set_columns(
            (
                Column(self.tr("Case"), lambda row: row[0], 150),
                Column(self.tr("Kind"), lambda row: row[1], 84),
                Column(self.tr("Stands at"), lambda row: row[2]),
            )
        )
        self.filed.set_nothing(self.tr("No day sheet yet. It is made when the day is closed."))
        self.filed.set_columns(
            (
                Column(self.tr("Day"), lambda row: row.day.isoformat(), 104),
                Column(self.tr("Teller"), lambda row: row.teller),
            )
        )

    def _retranslate(self) -> None:
        self.teller.set_placeholder(self.tr("My own day"))
        self.teller.setAccessibleName(self.tr("Teller"))
        self._go.setText(self.tr("Go to the case"))
        self._today.setText(self.tr("Today"))
        self._look.setText(self.tr("View"))
        self._print.setText(self.tr("Print again"))
        self._filed.set_title(self.tr("Day sheets"))
        for table, name in (
            (self.cases, self.tr("Finished cases")), (self.receipts, self.tr("Receipts")),
            (self.unfinished, self.tr("Still open")), (self.filed, self.tr("Day sheets")),
        ):  # fmt: skip
            table.setAccessibleName(name)
        self._set_columns()
        self._say_day()
        self._enable()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what is written on the pad stays."""
        if event.type() == QEvent.Type.LanguageChange:
            self.banner.hide()
            self._retranslate()
        super().changeEvent(event)
