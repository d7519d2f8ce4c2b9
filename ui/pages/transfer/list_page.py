"""The requests that run, nearest deadline first: what is late is red, and what each waits for (TO-15)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.common.actor import Actor
from app.transfer_out.case import RUNNING, Status
from app.transfer_out.view import CaseLine
from ui.pages.transfer.port import Transfer
from ui.pages.transfer.words import approval_title, clock_words, join, status_word, tier_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.theme import fix, space
from ui.widgets import (
    Card,
    Choice,
    Column,
    DataTable,
    EmptyState,
    InlineBanner,
    LineEdit,
    Segmented,
)
from ui.widgets.containers import button


class TransferListPage(QWidget):
    """``opened(number)``: go on with a request; ``find_requested``: find the client who asks for a new one."""

    opened = Signal(str)
    find_requested = Signal()

    def __init__(self, service: Transfer, actor: Actor, runner: OpRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._service = service
        self.actor = actor
        self._latest = Latest(runner, self)
        self._read = False
        self.banner = InlineBanner()
        self.table = DataTable()
        self.empty = EmptyState("inbox")
        self.filter = LineEdit()
        self.which = Segmented()
        self.new = button("", "primary", "search")
        self.new.setAutoDefault(True)
        self._card = Card(margin=6)
        self._stack = QStackedWidget()
        self._build()
        self._retranslate()
        self.which.set_value("running")

    def _build(self) -> None:
        fix(self.filter, most_width=220)
        self._card.add_action(self.which)
        self._card.add_action(self.filter)
        self._card.add_action(self.new)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.banner)
        column.addWidget(self._card, 1)
        self.table.opened.connect(lambda row: self.opened.emit(row.number))
        self.filter.textChanged.connect(self._filter)
        self.which.edited.connect(self.refresh)
        self.empty.acted.connect(self.find_requested)
        self.new.clicked.connect(self.find_requested)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        """Read the list anew; the row that is chosen stays chosen."""
        cases = partial(self._service.cases, running=self.which.value() != "all")
        self._latest.ask(cases, self.actor, done=self._show, failed=self._failed)

    def rows(self) -> list[CaseLine]:
        """The rows as shown."""
        return list(self.table.rows())

    def _show(self, lines: Sequence[CaseLine]) -> None:
        self._read = True
        self.banner.hide()
        self.table.set_rows(lines, key=lambda row: row.number)
        self._filter()
        late = sum(line.clock.late for line in lines if line.status in RUNNING)
        note = self.tr("{count} requests").format(count=len(lines))
        if late:
            note += self.tr(", {count} late").format(count=late)
        self._card.set_title(self.tr("Requests"), note)

    def _filter(self) -> None:
        self.table.filter_by(self.filter.text())
        shown = bool(self.table.rows()) or not self._read
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self._say_empty()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _say_empty(self) -> None:
        if self.filter.text().strip():
            self.empty.say(self.tr("No request fits"), self.tr("Take something out of the filter."))
            return
        self.empty.say(
            self.tr("No request is running"),
            self.tr("When a client asks to transfer out or close: find the client, and the request is taken in."),
            self.tr("Find the client"),
        )

    def _set_columns(self) -> None:
        self.table.set_columns(
            (
                Column(self.tr("Number"), lambda row: row.number, 150),
                Column(self.tr("Client"), lambda row: row.client_name),
                Column(self.tr("Class"), lambda row: row.client_class or "—", 52),
                Column(self.tr("Tier"), lambda row: tier_word(row.tier), 112),
                Column(self.tr("State"), lambda row: status_word(row.status)[0], 124,
                       chip=lambda row: status_word(row.status)[1]),
                Column(self.tr("Clock"), _clock, 248, chip=_clock_colour, order=_deadline),
                Column(self.tr("Waits for"), _waits, 196, chip=_waits_colour),
                Column(self.tr("Taken in by"), lambda row: row.taken_in_by, 90),
            )
        )  # fmt: skip

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Requests"))
        self.table.setAccessibleName(self.tr("Requests"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.which.setAccessibleName(self.tr("Which requests"))
        self.which.set_choices((Choice("running", self.tr("Running")), Choice("all", self.tr("All"))))
        self.new.setText(self.tr("New request: find the client"))
        self._set_columns()
        self._say_empty()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the words that come from the service are read anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)


def _clock(row: CaseLine) -> str:
    return clock_words(row.clock)[0] if row.status in RUNNING else "—"


def _clock_colour(row: CaseLine) -> str:
    return clock_words(row.clock)[1] if row.status in RUNNING else "neutral"


def _deadline(row: CaseLine) -> tuple[date, str]:
    running = row.status in RUNNING and row.clock.deadline is not None
    return (row.clock.deadline if running and row.clock.deadline is not None else date.max, row.number)


def _waits(row: CaseLine) -> str:
    parts = [approval_title(step) for step in row.waiting_for]
    if row.blocked and row.status in RUNNING:
        parts.insert(0, _blocked())
    if row.unconfirmed or row.late_confirmation:
        parts.append(_unconfirmed(late=row.late_confirmation))
    return join(parts)


def _waits_colour(row: CaseLine) -> str:
    if row.late_confirmation or row.unconfirmed:
        return "danger"
    if row.blocked:
        return "warn"
    return "warn" if row.status is Status.SENT_BACK else "info"


def _blocked() -> str:
    return QCoreApplication.translate("TransferListPage", "a block to go")


def _unconfirmed(*, late: bool) -> str:
    if late:
        return QCoreApplication.translate("TransferListPage", "confirmation late")
    return QCoreApplication.translate("TransferListPage", "confirmation")
