"""The drawer of the client page with everything that has happened, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.history.port import History, HistoryLine
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import EmptyState, button, label
from ui.widgets.table import Column, DataTable

TOPICS = frozenset({"contacts"})
"""What changes it."""


class HistoryPanel(QWidget):
    """Shows one client's history; ``closed``: it is to be put away."""

    closed = Signal()
    document_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, history: History, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._history = history
        self._ask = ask
        self._latest = Latest(runner, self)
        self._client = ""
        self.banner, self.table, self.empty = InlineBanner(), DataTable(), EmptyState("clock")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.title = label("", "heading")
        self.close_button = button("", "link")
        self.paper, self.correct = button("", "link", "document"), button("", "link", "pen")
        self._lay_out()
        self.table.row_changed.connect(lambda _: self._offer())
        self.close_button.clicked.connect(self.closed)
        self.paper.clicked.connect(self._open_paper)
        self.correct.clicked.connect(self._ask_words)
        self._retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(space.M, space.S, space.M, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        low = QHBoxLayout()
        low.setContentsMargins(space.M, 0, space.M, space.S)
        low.addWidget(self.paper)
        low.addStretch(1)
        low.addWidget(self.correct)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._body, 3)
        column.addWidget(self.text, 2)
        column.addLayout(low)

    def show_client(self, client_id: str) -> None:
        """Read and show a client's history."""
        if client_id != self._client:
            self.table.set_rows(())
            self.banner.hide()
            self._offer()
        self._client = client_id
        if client_id:
            self._latest.ask(
                self._history.lines, client_id, done=partial(self._show, client_id), failed=self._failed
            )  # fmt: skip

    def changed(self, topic: str) -> None:
        """Something was added at a counter."""
        if topic in TOPICS and self.isVisible():
            self.show_client(self._client)

    def _show(self, client_id: str, found: Sequence[HistoryLine]) -> None:
        if client_id != self._client:
            return
        self.table.set_rows(found, key=lambda row: f"{row.at.isoformat()} {row.what}")
        self._body.setCurrentWidget(self.table if found else self.empty)
        for part in (self.text, self.paper, self.correct):
            part.setVisible(bool(found))
        if found and self.table.row() is None:
            self.table.selectRow(0)
        self._offer()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _chosen(self) -> HistoryLine | None:
        row = self.table.row()
        return row if isinstance(row, HistoryLine) else None

    def _offer(self) -> None:
        row = self._chosen()
        self.text.setPlainText("\n".join([row.text, *row.added]) if row is not None else "")
        self.paper.setEnabled(row is not None and bool(row.document))
        self.correct.setEnabled(row is not None and bool(row.correct))

    def _open_paper(self) -> None:
        row = self._chosen()
        if row is not None and row.document:
            self.document_wanted.emit(row.document)

    # correcting: added, never changed

    def _ask_words(self) -> None:
        row = self._chosen()
        if row is None or not row.correct:
            return
        text = self.tr("What is right instead? It is added under the record; the record itself stays as it is.")
        question = Ask(Kind.REASON, self.tr("Correct the record"), text, accept=self.tr("Next"))
        self._ask(self, question, partial(self._ask_why, row.correct))

    def _ask_why(self, number: str, words: str) -> None:
        question = Ask(Kind.REASON, self.tr("Why was it wrong?"), "", accept=self.tr("Add the correction"))
        self._ask(self, question, partial(self._send, number, words))

    def _send(self, number: str, words: str, why: str) -> None:
        def done(_: object) -> None:
            show_toast(self, self.tr("Saved."))
            self.show_client(self._client)

        self._runner.save(
            self._history.correct, number, words, why, done=done, failed=self._failed, waits=waits_in(self.banner),
            owner=self,
        )  # fmt: skip

    def _retranslate(self) -> None:
        self.title.setText(self.tr("History"))
        self.close_button.setText(self.tr("Close"))
        self.paper.setText(self.tr("Show the paper"))
        self.correct.setText(self.tr("Correct…"))
        self.table.setAccessibleName(self.tr("History"))
        self.text.setAccessibleName(self.tr("The record in full"))
        self.empty.say(self.tr("Nothing yet"), self.tr("Calls and visits appear here."))
        self.table.set_columns(
            (
                Column(self.tr("When"), lambda row: f"{row.at:%Y-%m-%d %H:%M}", 142),
                Column(self.tr("What"), lambda row: row.what),
                Column(self.tr("Outcome"), lambda row: row.outcome, 110, chip=lambda row: row.state),
                Column(self.tr("By"), lambda row: row.by, 90),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
