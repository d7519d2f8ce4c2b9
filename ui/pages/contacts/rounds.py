"""Large and active clients by the day of their next contact: since when, by whom begun, called from here (FU-4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.rhythm.domain import DueVisit
from ui.pages.contacts.port import ContactProvider
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import EmptyState, label
from ui.widgets.table import Column, DataTable


class RoundsView(QWidget):
    """One line a client. ``called``: id of the client and of the task (empty: none yet) whom to call or visit."""

    called = Signal(str, str)

    def __init__(self, runner: OpRunner, provider: ContactProvider, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider, self._today = provider, today
        self._latest = Latest(runner, self)
        self._found: Sequence[DueVisit] = ()
        self.banner, self.sums = InlineBanner(), label("", "small")
        self.table, self.empty = DataTable(), EmptyState("refresh")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.banner, self.sums):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._call)
        self._retranslate()

    def refresh(self) -> None:
        """Read it anew."""
        self._latest.ask(self._provider.rounds, done=self._show, failed=self._failed)

    def call_chosen(self) -> None:
        """Call the client whose line is chosen."""
        self._call(self.table.row())

    def _call(self, row: object) -> None:
        if isinstance(row, DueVisit):
            self.called.emit(row.client.client_id, row.task_id)

    def _show(self, found: Sequence[DueVisit]) -> None:
        self._found = found
        self.banner.hide()
        self.table.set_rows(found, key=lambda row: row.client.client_id)
        self._body.setCurrentWidget(self.table if found else self.empty)
        self._say()

    def _say(self) -> None:
        late = sum(one.overdue for one in self._found)
        never = sum(one.client.last_on is None for one in self._found)
        self.sums.setText(
            self.tr("{all} large and active clients by the snapshot in force; {late} late, {never} never reached.")
            .format(all=len(self._found), late=late, never=never)
        )  # fmt: skip
        self.sums.setVisible(bool(self._found))

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _due(self, row: DueVisit) -> str:
        if row.overdue:
            return self.tr("{day}, {days} days late").format(
                day=row.due_on.isoformat(), days=(self._today - row.due_on).days
            )  # fmt: skip
        return row.due_on.isoformat()

    def _colour(self, row: DueVisit) -> str:
        return "danger" if row.overdue else "warn" if row.task_id else "neutral"

    def _last(self, row: DueVisit) -> str:
        return row.client.last_on.isoformat() if row.client.last_on is not None else self.tr("Never")

    def _retranslate(self) -> None:
        self.table.setAccessibleName(self.tr("Rhythm"))
        self.empty.say(
            self.tr("No large or active clients"),
            self.tr("The snapshot in force has nobody who reaches the figures of the policy."),
        )
        self.table.set_columns(
            (
                Column(self.tr("Next by"), self._due, 190, chip=self._colour, order=lambda row: row.due_on),
                Column(self.tr("Client"), lambda row: row.client.name),
                Column(self.tr("Number"), lambda row: row.client.number, 130),
                Column(self.tr("Why"), lambda row: row.why, 140),
                Column(self.tr("Assets"), lambda row: f"{row.client.assets:,.2f}", 150,
                       order=lambda row: row.client.assets, right=True),
                Column(self.tr("Last reached"), self._last, 120, order=lambda row: row.client.last_on or date.min),
                Column(self.tr("Client since"), lambda row: row.client.since.isoformat(), 120),
                Column(self.tr("Task"), lambda row: self.tr("Made") if row.task_id else self.tr("Not yet"), 90),
            )
        )  # fmt: skip
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
