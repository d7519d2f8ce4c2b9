"""The newest acts of the audit log, in words (SE-2). Shows who did what to what, never what clients' data say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.pages.audit_words import act_word, subject_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import LineEdit
from ui.widgets.table import Column, DataTable

PROGRAM = "program"
"""``who`` of what the program did by itself, when the branch was made."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act. ``at`` in the branch's time; ``subject`` is never personal.

    ``who``: a member of staff, :data:`PROGRAM`, or empty for somebody unknown.
    """

    id: str
    at: datetime
    who: str
    station: str
    act: str
    subject_kind: str
    subject: str


class AuditProvider(Protocol):
    """Called in a worker."""

    def acts(self) -> Sequence[AuditRow]:
        """The newest acts, newest first."""
        ...


class AuditPage(QWidget):
    """A table to read and to filter; nothing can be changed here."""

    def __init__(self, runner: OpRunner, provider: AuditProvider, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._provider = provider
        self._latest = Latest(runner, self)
        self.table = DataTable()
        self.filter = LineEdit()
        self.banner = InlineBanner()
        self.empty = EmptyState("list")
        self._card = Card(margin=6)
        self._again = button("", "link", "refresh")
        fix(self.filter, most_width=240)
        self._card.add_action(self.filter)
        self._card.add_action(self._again)
        self._card.add(self.banner)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self._card.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.setFocusProxy(self.table)
        self.filter.textChanged.connect(self._filter)
        self._again.clicked.connect(self.refresh)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.FILTER, self, self.filter.setFocus)
        self._retranslate()

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.FILTER, self.tr("filter")), hint(Act.REFRESH, self.tr("read again"))]

    def refresh(self) -> None:
        """Read anew, off the GUI thread."""
        self._latest.ask(self._provider.acts, done=self._show, failed=self._failed)

    def _show(self, rows: Sequence[AuditRow]) -> None:
        self.banner.hide()
        self.table.set_rows(rows, key=lambda row: row.id)
        self._choose()

    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        self._choose()

    def _choose(self) -> None:
        self._stack.setCurrentWidget(self.table if self.table.rows() else self.empty)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Audit log"), self.tr("The newest acts; the log cannot be changed."))
        self.table.setAccessibleName(self.tr("Audit log"))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self._again.setText(self.tr("Read again"))
        self.empty.say(self.tr("No acts"), self.tr("Nothing fits the filter, or nothing was done yet."))
        others = {"": self.tr("unknown"), PROGRAM: self.tr("set-up")}
        self.table.set_columns(
            (
                Column(self.tr("When"), lambda row: row.at.strftime("%Y-%m-%d %H:%M:%S"), 170),
                Column(self.tr("Who"), lambda row: others.get(row.who, row.who), 170),
                Column(self.tr("Counter"), lambda row: row.station, 80),
                Column(self.tr("Act"), lambda row: act_word(row.act)),
                Column(self.tr("Subject"), lambda row: subject_word(row.subject_kind), 100),
                Column(self.tr("Which"), lambda row: row.subject, 190),
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
