"""The lists at the left of the manager's desk: what waits for me, all that is open, approvals by telephone."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from app.transfer_out.view import QueueLine
from ui.pages.approvals.port import TelephoneRow
from ui.pages.approvals.two_lines import Cell, TwoLines, TwoLineTable
from ui.pages.approvals.words import DASH, clock_note, clock_word, mark_of, short_day, status_word, step_word, tier_word
from ui.theme import space
from ui.theme.look import screen_font
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState
from ui.widgets.editors import Choice


class Show(StrEnum):
    """Which list is up."""

    MINE = "mine"
    ALL = "all"
    TELEPHONE = "telephone"


class Lists(Card):
    """One list at a time; each keeps its place while it is read anew."""

    chosen = Signal(object)
    """A ``QueueLine`` or a ``TelephoneRow``."""
    opened = Signal(object)
    show_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, margin=6)
        self._lines: Sequence[QueueLine] = ()
        self._mine: Sequence[QueueLine] = ()
        self._rows: Sequence[TelephoneRow] = ()
        self.which = Segmented()
        self.queue = TwoLineTable()
        self.telephone = TwoLineTable()
        self.empty = EmptyState("inbox")
        self._stack = QStackedWidget()
        for widget in (self.queue, self.telephone, self.empty):
            self._stack.addWidget(widget)
        top = QHBoxLayout()
        top.setContentsMargins(space.S, 0, space.S, 0)
        top.addWidget(self.which)
        top.addStretch(1)
        self.body.addLayout(top)
        self.add(self._stack, 1)
        for table in (self.queue, self.telephone):
            table.chosen.connect(self.chosen)
            table.opened.connect(self.opened)
        self.which.edited.connect(self._switch)
        self._retranslate()
        self.which.set_value(Show.MINE.value)
        self._show()

    def set_queue(self, lines: Sequence[QueueLine]) -> None:
        """Show the queue as it was given, nearest deadline first."""
        self._lines = lines
        self._mine = [line for line in lines if line.mine]
        self._fill_queue()
        self._name_lists()
        self._show()

    def set_telephone(self, rows: Sequence[TelephoneRow]) -> None:
        """Show the approvals by telephone."""
        self._rows = rows
        self.telephone.set_rows(rows)
        self._name_lists()
        self._show()

    def waiting(self) -> int:
        """How many requests and telephone approvals wait for this person."""
        return len(self._mine) + sum(row.mine for row in self._rows)

    def anything(self) -> bool:
        """Whether the list that is up has rows."""
        return bool(self.table().rows())

    def table(self) -> TwoLineTable:
        """The table of the list that is up."""
        return self.telephone if self.shown() is Show.TELEPHONE else self.queue

    def shown(self) -> Show:
        """Which list is up."""
        return Show(self.which.value() or Show.MINE.value)

    def row(self) -> object:
        """The row chosen, or None."""
        return self.table().row()

    def begin(self) -> None:
        """Choose the first row when none is chosen; tell of the one that is."""
        table = self.table()
        if table.row() is None:
            table.choose(0)
        else:
            self.chosen.emit(table.row())

    def show_list(self, wanted: Show) -> None:
        """Bring a list up."""
        self.which.set_value(wanted.value)
        self._switch()

    def _switch(self) -> None:
        self._fill_queue()
        self._show()
        self.show_changed.emit(self.shown())

    def _fill_queue(self) -> None:
        if self.shown() is not Show.TELEPHONE:
            self.queue.set_rows(self._mine if self.shown() is Show.MINE else self._lines)

    def _show(self) -> None:
        table = self.table()
        self._stack.setCurrentWidget(table if table.rows() else self.empty)
        self.setFocusProxy(table if table.rows() else self.which)
        self._say_empty()

    def _say_empty(self) -> None:
        texts = {
            Show.MINE: (self.tr("Nothing waits for you"), self.tr('Under "All" are the requests of the branch.')),
            Show.ALL: (self.tr("No open request"), self.tr("Requests appear as soon as a counter takes one in.")),
            Show.TELEPHONE: (self.tr("Nothing to confirm"), self.tr("Every approval by telephone is confirmed.")),
        }
        self.empty.say(*texts[self.shown()])

    def _name_lists(self) -> None:
        self.which.set_choices(
            (
                Choice(Show.MINE.value, self.tr("For me {count}").format(count=len(self._mine))),
                Choice(Show.ALL.value, self.tr("All {count}").format(count=len(self._lines))),
                Choice(Show.TELEPHONE.value, self.tr("By telephone {count}").format(count=len(self._rows))),
            )
        )
        bold = QFontMetrics(screen_font(bold=True))
        for made in self.which.findChildren(QPushButton):
            made.setMinimumWidth(bold.horizontalAdvance(made.text()) + 34)

    def _retranslate(self) -> None:
        self._name_lists()
        self.queue.setAccessibleName(self.tr("Requests by deadline"))
        self.telephone.setAccessibleName(self.tr("Approvals by telephone"))
        self.queue.set_columns(
            (
                TwoLines(self.tr("Client"), client_cell),
                TwoLines(self.tr("Deadline"), clock_cell, 124),
                TwoLines(self.tr("Waits for"), step_cell, 148),
            ),
            key=lambda line: line.line.number,
        )
        self.telephone.set_columns(
            (
                TwoLines(self.tr("Client"), lambda row: Cell(row.client, row.number, bold=row.mine)),
                TwoLines(self.tr("Confirm by"), self._confirm_cell, 116),
                TwoLines(self.tr("Approver"), lambda row: Cell(row.approver, step_word(row.step)), 148),
            ),
            key=lambda row: row.decision_id,
        )
        self._say_empty()

    def _confirm_cell(self, row: TelephoneRow) -> Cell:
        day = short_day(row.confirm_by) if row.confirm_by else DASH
        text = self.tr("Late") if row.late else self.tr("Unconfirmed")
        return Cell(text, day, "danger" if row.late else "warn", "danger" if row.late else "")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def client_cell(row: QueueLine) -> Cell:
    """Who, class, tier and why."""
    line = row.line
    about = (line.client_class or DASH, tier_word(line.tier), line.reason)
    return Cell(line.client_name, " · ".join(filter(None, about)), bold=bool(row.mine))


def clock_cell(row: QueueLine) -> Cell:
    """How long there is, and until when (TO-15)."""
    text, state = clock_word(row.line.clock)
    return Cell(text, clock_note(row.line.clock), state, "danger" if row.line.clock.late else "")


def step_cell(row: QueueLine) -> Cell:
    """Whose turn it is, and what is special."""
    steps = row.mine or row.line.waiting_for
    text = step_word(steps[0]) if steps else status_word(row.line.status)[0]
    mark, tone = mark_of(row.line)
    return Cell(text, mark, "", tone)
