"""On the workbench: requests to transfer out with their clocks (TO-15), fund accounts due for closing (TO-12)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.transfer_out.view import CaseLine, DueAccount
from ui.pages.transfer.words import clock_words, join, status_word
from ui.theme import space
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.table import Column, DataTable


class ListCard(Card):
    """A table, or what to do when it is empty."""

    def __init__(self, icon: str) -> None:
        super().__init__(margin=6)
        self.table = DataTable()
        self.empty = EmptyState(icon)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.add(self._stack, 1)

    def set_rows(self, rows: Sequence[Any], key: Callable[[Any], str]) -> None:
        """Show the rows; a row that was chosen stays chosen by its ``key``."""
        self.table.set_rows(rows, key=key)
        self._stack.setCurrentWidget(self.table if rows else self.empty)


class LeavingLists(QWidget):
    """Two lists side by side. ``opened`` and ``closing`` give a request's number and a fund account's."""

    opened = Signal(str)
    closing = Signal(str)
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.requests, self.due = ListCard("inbox"), ListCard("ok")
        self._open, self._close = button("", "link", "arrow-right"), button("", "link", "tick")
        self.requests.add_action(self._open)
        self.due.add_action(self._close)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self.requests, 1)
        row.addWidget(self.due, 1)
        self.requests.table.opened.connect(lambda line: self.opened.emit(line.number))
        self.due.table.opened.connect(self._close_row)
        self._open.clicked.connect(self._open_chosen)
        self._close.clicked.connect(lambda: self._close_row(self.due.table.row()))
        self.due.table.row_changed.connect(self._row_changed)
        self.requests.empty.acted.connect(self.wanted)
        self._retranslate()

    def show_lists(self, requests: Sequence[CaseLine], due: Sequence[DueAccount]) -> None:
        """Show what the workbench was given."""
        self.requests.set_rows(requests, key=lambda line: line.number)
        self.due.set_rows(due, key=lambda account: account.fund_account)
        late = sum(line.clock.late for line in requests)
        self.requests.set_title(self._title(), self.tr("{count} late").format(count=late) if late else "")
        self._open.setVisible(bool(requests))
        self._close.setVisible(bool(due))
        self._row_changed(self.due.table.row())

    def _title(self) -> str:
        return self.tr("Transfers out")

    def _open_chosen(self) -> None:
        line = self.requests.table.row()
        if isinstance(line, CaseLine):
            self.opened.emit(line.number)

    def _close_row(self, account: object) -> None:
        if isinstance(account, DueAccount):
            self.closing.emit(account.fund_account)

    def _row_changed(self, account: object) -> None:
        self._close.setEnabled(isinstance(account, DueAccount))

    def _set_columns(self) -> None:
        self.requests.table.set_columns(
            (
                Column(self.tr("Case"), lambda line: line.number, 150),
                Column(self.tr("Client"), lambda line: line.client_name),
                Column(self.tr("State"), lambda line: status_word(line.status)[0], 96,
                       chip=lambda line: status_word(line.status)[1]),
                Column(self.tr("Clock"), lambda line: clock_words(line.clock)[0], 216,
                       chip=lambda line: clock_words(line.clock)[1],
                       order=lambda line: line.clock.deadline or date.max),
            )
        )  # fmt: skip
        self.due.table.set_columns(
            (
                Column(self.tr("Fund account"), lambda account: account.fund_account, 110),
                Column(self.tr("Client"), lambda account: account.client_name, 110),
                Column(self.tr("Left on"), lambda account: account.left_on.isoformat(), 100),
                Column(self.tr("Still open"), self._matters, chip=lambda account: "ok" if account.due else "neutral"),
            )
        )  # fmt: skip

    def _matters(self, account: DueAccount) -> str:
        return self.tr("nothing: close it") if account.due else join(list(account.waits_for))

    def _retranslate(self) -> None:
        self.requests.set_title(self._title())
        self.due.set_title(self.tr("Fund accounts to close"))
        self.requests.table.setAccessibleName(self._title())
        self.due.table.setAccessibleName(self.tr("Fund accounts to close"))
        self._open.setText(self.tr("Open"))
        self._close.setText(self.tr("Close the account"))
        self.requests.empty.say(
            self.tr("Nobody is leaving"),
            self.tr("A client who asks to transfer out: find the client, then begin the request on the client's page."),
            self.tr("Find the client"),
        )
        self.due.empty.say(
            self.tr("No account to close"),
            self.tr("The fund account of a client who left comes here until nothing is open on it and it is closed."),
        )
        self._set_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
