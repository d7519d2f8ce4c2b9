"""One event: its plan, who is invited, who was there; and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.education.domain import Attendance, EventState, Invitation
from app.education.events import EventView
from ui.pages.education.words import arrival_word, state_colour, state_word, way_word
from ui.support.run_op import OpRunner
from ui.theme import space
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.search import Hit, SearchBox
from ui.widgets.table import Column, DataTable
from ui.widgets.tool_row import ToolRow

INVITED, THERE = "invited", "there"


class EventPanel(Card):
    """Asks for what is to be done; the page does it.

    Signals: ``wanted(deed)`` with one of ``change``, ``cancel``, ``invite``, ``hold``, ``sheet``, ``document``;
    ``came(Hit, text)`` somebody who was there, as found by ``text``; ``back(Attendance)`` an entry taken back.
    """

    wanted = Signal(str)
    came = Signal(object, str)
    back = Signal(object)

    def __init__(self, runner: OpRunner, find: Callable[[str], Sequence[Hit]], *, keeps: bool) -> None:
        super().__init__(margin=12)
        self._keeps = keeps
        self.view: EventView | None = None
        self.state = StatusChip()
        self.facts, self.end = label("", "muted", wrap=True), label("", "muted", wrap=True)
        self.which = Segmented()
        self.search = SearchBox(runner, find, everywhere=False)
        self.invited, self.there = DataTable(), DataTable()
        self.empty = EmptyState("calendar")
        self.deeds = {
            "invite": button("", "primary", "person-plus"), "hold": button("", "", "tick"),
            "sheet": button("", "", "download"), "change": button("", "", "pen"), "cancel": button("", "link", "close"),
            "document": button("", "link", "document"),
        }  # fmt: skip
        self.take_back = button("", "link", "close")
        self._build()
        self._retranslate()
        self.show_event(None)

    def _build(self) -> None:
        self._whole = QWidget()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        tools = ToolRow()
        tools.add_left(self.state)
        for name, made in self.deeds.items():
            made.clicked.connect(lambda _=False, deed=name: self.wanted.emit(deed))
            tools.add_left(made)
        column.addWidget(tools)
        column.addWidget(self.facts)
        column.addWidget(self.end)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.which)
        row.addWidget(self.search, 4)
        row.addWidget(self.take_back)
        row.addStretch(1)
        column.addLayout(row)
        self._tables = QStackedWidget()
        self._tables.addWidget(self.invited)
        self._tables.addWidget(self.there)
        column.addWidget(self._tables, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._whole)
        self.add(self._stack, 1)
        self.which.edited.connect(self._show_lists)
        self.search.chosen.connect(self._chosen)
        self.take_back.clicked.connect(self._take_back)
        self.there.row_changed.connect(lambda _: self._show_tools())

    def show_event(self, view: EventView | None) -> None:
        """Show an event, or that none is chosen."""
        fresh = view is None or self.view is None or view.event.number != self.view.event.number
        self.view = view
        self._stack.setCurrentIndex(0 if view is None else 1)
        if view is None:
            self.set_title("")
            return
        if fresh:
            self.which.set_value(INVITED if view.event.state is EventState.PLANNED else THERE)
        self.invited.set_rows(view.invitations, key=lambda row: row.client_id)
        self.there.set_rows(view.attendances, key=lambda row: row.id)
        self._retranslate()

    def _show_lists(self) -> None:
        there = self.which.value() == THERE
        self._tables.setCurrentIndex(1 if there else 0)
        self._show_tools()

    def _show_tools(self) -> None:
        view = self.view
        if view is None:
            return
        state, there = view.event.state, self.which.value() == THERE
        planned, keeps = state is EventState.PLANNED, self._keeps
        shown = {
            "invite": planned and keeps, "hold": planned and keeps, "sheet": planned, "change": planned and keeps,
            "cancel": planned and keeps, "document": bool(view.event.end and view.event.end.document_number),
        }  # fmt: skip
        for name, made in self.deeds.items():
            made.setVisible(shown[name])
        self.search.setVisible(there and state is not EventState.CANCELLED)
        row = self.there.row()
        self.take_back.setVisible(there and isinstance(row, Attendance) and not row.taken_back)

    def _chosen(self, hit: Hit) -> None:
        text = self.search.text().strip()
        self.search.clear()
        self.came.emit(hit, text)

    def _take_back(self) -> None:
        row = self.there.row()
        if isinstance(row, Attendance):
            self.back.emit(row)

    def _say(self) -> None:
        view = self.view
        if view is None:
            return
        event = view.event
        self.set_title(event.title, event.number)
        self.state.show_state(state_word(event.state), state_colour(event.state))
        parts = [f"{event.on.isoformat()} {event.at:%H:%M}", event.place, event.speaker]
        parts.append(self.tr("{count} seats").format(count=event.capacity))
        if view.material:
            parts.append(view.material)
        if event.for_former:
            parts.append(self.tr("for clients who left"))
        self.facts.setText(" · ".join(parts))
        end = event.end
        self.end.setVisible(end is not None)
        if end is not None:
            text = end.words
            if end.state is EventState.HELD:
                walked = self.tr("{clients} clients, {others} others").format(clients=view.came, others=end.walk_ins)
                text = " · ".join(part for part in (walked, end.words) if part)
            self.end.setText(text)

    def _retranslate(self) -> None:
        names = {
            "invite": self.tr("Invite…"), "hold": self.tr("Was held…"), "sheet": self.tr("Signing sheet"),
            "change": self.tr("Change…"), "cancel": self.tr("Cancel…"), "document": self.tr("Signed sheet"),
        }  # fmt: skip
        for name, made in self.deeds.items():
            made.setText(names[name])
            made.setAccessibleName(names[name])
        self.take_back.setText(self.tr("Was not there…"))
        self.search.setPlaceholderText(self.tr("Who came? Name, pinyin, last digits, client number"))
        self.search.setAccessibleName(self.tr("Who came"))
        count = len(self.view.invitations) if self.view is not None else 0
        came = self.view.came if self.view is not None else 0
        self.which.set_choices(
            [
                Choice(INVITED, self.tr("Invited ({count})").format(count=count)),
                Choice(THERE, self.tr("There ({count})").format(count=came)),
            ]
        )
        self.empty.say(self.tr("No event chosen"), self.tr("Choose one from the list, or plan a new one."))
        self.invited.setAccessibleName(self.tr("Invited"))
        self.there.setAccessibleName(self.tr("There"))
        self._set_columns()
        self._say()
        self._show_lists()

    def _set_columns(self) -> None:
        def came(row: Any) -> str:
            return self.tr("came") if isinstance(row, Invitation) and row.came else ""

        def how(row: Any) -> str:
            return (
                self.tr("taken back: {why}").format(why=row.taken_back) if row.taken_back else arrival_word(row.arrival)
            )

        number, name = self.tr("Client number"), self.tr("Client")
        self.invited.set_nothing(self.tr('Nobody is invited yet. Press "Invite…".'))
        self.invited.set_columns(
            (
                Column(number, lambda row: row.client_number, 120), Column(name, lambda row: row.client_name),
                Column(self.tr("How"), lambda row: way_word(row.way), 110), Column(self.tr("Came"), came, 80),
            )
        )  # fmt: skip
        self.there.set_nothing(self.tr("Nobody is signed in yet. Enter the guests after the event."))
        self.there.set_columns(
            (
                Column(number, lambda row: row.client_number, 120), Column(name, lambda row: row.client_name),
                Column(self.tr("How"), how, 190),
                Column(self.tr("Invited"), lambda row: self.tr("yes") if row.invited else "", 80),
            )
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
