"""Lists of unusual accounts at the left, the lines of the one chosen at the right with what became of each (FU-5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.tasks.domain import TaskState
from app.unusual_trading.domain import LineState, ListState, Suspicion
from app.unusual_trading.importing import UnusualImport
from app.unusual_trading.storage import TOPIC
from ui.pages.approvals.section import DASH
from ui.pages.unusual.importing import UnusualImportPanel
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.sheet_import import ImportProvider
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState, button, label
from ui.widgets.table import Column, DataTable

LISTS = 310
"""Width of the lists, in pixels."""


class UnusualProvider(ImportProvider[UnusualImport], Protocol):
    """Where the page has it from; called in a worker."""

    def lists(self) -> Sequence[ListState]:
        """The lists, the newest first."""
        ...

    def lines(self, list_id: str) -> Sequence[LineState]:
        """The lines of a list with what became of them."""
        ...


class UnusualPage(QWidget):
    """Lists and lines; a new list is taken in on a panel of its own."""

    client_wanted = Signal(str)
    _told = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: UnusualProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._provider = provider
        self._latest, self._latest_lines = Latest(runner, self), Latest(runner, self)
        self.lists, self.lines = DataTable(), DataTable()
        self.banner, self.empty = InlineBanner(), EmptyState("warning")
        self.remark = label("", "small", wrap=True)
        self.load, self.client = button("", "primary", "download"), button("", "", "person")
        self.panel = UnusualImportPanel(runner, provider, ask)
        self._build()
        self._told.connect(self._take_notice)
        self.lists.row_changed.connect(lambda _: self._look())
        self.lines.row_changed.connect(lambda _: self._show_line())
        self.lines.opened.connect(lambda _: self._open_client())
        self.client.clicked.connect(self._open_client)
        self.load.clicked.connect(self.start_import)
        self.panel.closed.connect(self._back)
        self.panel.imported.connect(self._back)
        bind(Act.REFRESH, self, self.refresh)
        self._retranslate()
        self.setFocusProxy(self.lists)

    def _build(self) -> None:
        self._left, self._right = Card(margin=6), Card(margin=6)
        self._left.add_action(self.load)
        self._left.add(self.lists, 1)
        fix(self._left, width=LISTS)
        self._right.add_action(self.client)
        self._right.add(self.banner)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.lines)
        self._shown.addWidget(self.empty)
        self._right.add(self._shown, 1)
        self.remark.setContentsMargins(space.S, space.XS, space.S, space.XS)
        self._right.add(self.remark)
        main = QWidget()
        row = QHBoxLayout(main)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        self.body = QStackedWidget()
        self.body.addWidget(main)
        self.body.addWidget(self.panel)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", self.tr("client")), hint(Act.REFRESH, self.tr("read again"))]

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic in (TOPIC, "contacts", "tasks") and self.isVisible():
            self.refresh()

    def start_import(self) -> None:
        """Take a new list in."""
        self.panel.start()
        self.body.setCurrentWidget(self.panel)
        self.panel.setFocus()

    def _back(self) -> None:
        self.body.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists anew, off the GUI thread."""
        self._latest.ask(self._provider.lists, done=self._show, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _show(self, found: Sequence[ListState]) -> None:
        self.banner.hide()
        self.lists.set_rows(found, key=lambda one: one.listed.id)
        if found and self.chosen() is None:
            self.lists.selectRow(0)
        self._shown.setCurrentWidget(self.lines if found else self.empty)
        self._look()

    def chosen(self) -> ListState | None:
        """The list chosen."""
        row = self.lists.row()
        return row if isinstance(row, ListState) else None

    def _look(self) -> None:
        one = self.chosen()
        if one is None:
            self._show_lines(())
            return
        wanted = one.listed.id
        self._latest_lines.ask(lambda: self._provider.lines(wanted), done=self._show_lines, failed=self._failed)

    def _show_lines(self, found: Sequence[LineState]) -> None:
        one = self.chosen()
        told = ""
        if one is not None:
            told = self.tr("{rows} lines, {calls} calls, {still} of them open").format(
                rows=one.listed.rows, calls=one.listed.calls, still=one.open_calls
            )
        self._right.set_title(one.listed.source if one is not None else self.tr("Lines"), told)
        self.lines.set_rows(found, key=lambda line: (line.line.list_id, line.line.row))
        self._show_line()

    def _line(self) -> LineState | None:
        row = self.lines.row()
        return row if isinstance(row, LineState) else None

    def _show_line(self) -> None:
        line = self._line()
        self.client.setEnabled(line is not None)
        told = [] if line is None else [line.line.remark, "、".join(line.misconduct)]
        if line is not None and line.contact_number:
            told.append(self.tr("Record {number}").format(number=line.contact_number))
        self.remark.setText("\n".join(text for text in told if text))
        self.remark.setVisible(any(told))

    def _open_client(self) -> None:
        line = self._line()
        if line is not None:
            self.client_wanted.emit(line.line.client_id)

    def _retranslate(self) -> None:
        self._left.set_title(self.tr("Lists"))
        self.load.setText(self.tr("Take a list in…"))
        self.client.setText(self.tr("Client"))
        self.lists.setAccessibleName(self.tr("Lists"))
        self.lines.setAccessibleName(self.tr("Lines"))
        self.empty.say(
            self.tr("No list yet"), self.tr("Take one in: each client and suspicion becomes a call to be made.")
        )
        self.lists.set_nothing(self.tr('No list was taken in yet. Press "Import a list…".'))
        self.lists.set_columns(
            (
                Column(self.tr("Taken in"), lambda one: branch_time(one.listed.imported_at)[5:], 100),
                Column(self.tr("List"), lambda one: one.listed.source),
                Column(self.tr("Open"), lambda one: str(one.open_calls), 60, order=lambda one: one.open_calls),
            )
        )
        self.lines.set_nothing(self.tr("Choose a list at the left."))
        self.lines.set_columns(
            (
                Column(self.tr("Row"), lambda one: str(one.line.row), 48, order=lambda one: one.line.row),
                Column(self.tr("Client"), lambda one: one.client_name, 84),
                Column(self.tr("Fund account"), lambda one: one.line.fund_account or DASH, 108),
                Column(self.tr("Day"), lambda one: one.line.on.isoformat(), 98, order=_day),
                Column(self.tr("Suspicion"), lambda one: suspicion_word(one.line.suspicion), 168),
                Column(self.tr("Call"), lambda one: state_word(one)[0], 90, chip=lambda one: state_word(one)[1]),
                Column(self.tr("By"), lambda one: one.assigned_name or DASH, 76),
                Column(self.tr("Outcome"), lambda one: one.outcome or DASH),
            )
        )
        self._show_line()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)


def _day(one: LineState) -> date:
    return one.line.on


def suspicion_word(suspicion: Suspicion) -> str:
    """A suspicion in words."""
    translate = QCoreApplication.translate
    return {
        Suspicion.TRADING_FOR_CLIENT: translate("Unusual", "Trading for the client"),
        Suspicion.CHURNING: translate("Unusual", "Churning"),
        Suspicion.FALSE_INFORMATION: translate("Unusual", "False information"),
        Suspicion.ILLEGAL_PROMISE: translate("Unusual", "Illegal promises"),
        Suspicion.OTHER: translate("Unusual", "Other"),
    }[suspicion]


def state_word(one: LineState) -> tuple[str, str]:
    """How it stands with the call of a line, and the colour of its chip."""
    translate = QCoreApplication.translate
    if one.task_state is TaskState.DONE:
        return translate("Unusual", "Done"), "ok"
    if one.attempts:
        return translate("Unusual", "Tried {count}×").format(count=one.attempts), "warn"
    return translate("Unusual", "To call"), "info"
