"""Complaints: the list with its clocks, and the ways into taking in, one complaint and the sums (CP-1 to CP-3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.complaints.domain import Complaint, Kind, Line, State
from app.complaints.taking_in import Draft
from ui.main_pages import page_title
from ui.pages.complaints.detail import ComplaintDetail
from ui.pages.complaints.figures import ComplaintFigures
from ui.pages.complaints.port import TOPIC, ComplaintProvider, Listed, Person
from ui.pages.complaints.taking_in import TakingIn
from ui.pages.complaints.words import (
    due_colour,
    due_word,
    gravity_words,
    kind_word,
    source_word,
    state_colour,
    state_word,
    step_word,
)
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice
from ui.widgets.preview import Raster
from ui.widgets.table import Column, DataTable

_FAR = 10_000


class ComplaintsPage(QWidget):
    """A list, and what opens over it. Enter opens, Ctrl+N takes one in."""

    client_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: ComplaintProvider, raster: Raster, *, today: date, counts: bool,
        ask: Asker = ask_dialog, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``counts``: whether the person sees the sums of the branch."""
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._lines: Sequence[Line] = ()
        self._drafts: Sequence[Draft] = ()
        self.table, self.empty, self.banner = DataTable(), EmptyState("ok"), InlineBanner()
        self.draft = InlineBanner()
        self.filter = QLineEdit()
        self.kind, self.state = ComboBox(), ComboBox()
        self.closed_too, self.mine, self.late = QCheckBox(), QCheckBox(), QCheckBox()
        self.new, self.sums = button("", "primary", "plus"), button("", "", "panel")
        self.taking = TakingIn(runner, provider, ask)
        self.detail = ComplaintDetail(runner, provider, raster, ask)
        self.figures = ComplaintFigures(runner, provider, ask, today)
        if not counts:
            self.sums.hide()  # ``setVisible(True)`` before it has a parent would bring it up as a window
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._card = Card(margin=6)
        self._card.add_action(self.sums)
        self._card.add_action(self.new)
        tools = QHBoxLayout()
        tools.setContentsMargins(space.S, 0, space.S, 0)
        tools.setSpacing(space.M)
        fix(self.filter, most_width=300)
        tools.addWidget(self.filter, 2)
        for box in (self.kind, self.state):
            fix(box, most_width=210)
            tools.addWidget(box, 1)
        for tick in (self.late, self.mine, self.closed_too):
            tools.addWidget(tick)
        tools.addStretch(1)
        self._card.add(self.banner)
        self._card.add(self.draft)
        self._card.body.addLayout(tools)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self._rows, 1)
        self.body = QStackedWidget()
        for part in (self._card, self.taking, self.detail, self.figures):
            self.body.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.opened.connect(lambda line: self.open(line.number))
        self.new.clicked.connect(self.new_one)
        self.sums.clicked.connect(self._open_figures)
        self.draft.acted.connect(self._go_on)
        self.filter.textChanged.connect(self.table.filter_by)
        self.closed_too.toggled.connect(lambda _: self.refresh())
        for box in (self.kind, self.state):
            box.edited.connect(self._filter)
        for tick in (self.mine, self.late):
            tick.toggled.connect(lambda _: self._filter())
        self.taking.closed.connect(self.back)
        self.taking.taken.connect(self._taken)
        self.detail.closed.connect(self.back)
        self.detail.client_wanted.connect(self.client_wanted)
        self.figures.closed.connect(self.back)
        bind(Act.NEW, self, self.new_one)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            hint(Act.NEW, self.tr("new complaint")), ("Enter", self.tr("open")), hint(Act.BACK, self.tr("back")),
            hint(Act.REFRESH, self.tr("read again")),
        ]  # fmt: skip

    # reading

    def changed(self, topic: str) -> None:
        """A complaint moved at some counter."""
        if topic == TOPIC and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read anew what is seen, off the GUI thread."""
        if self.body.currentWidget() is self.detail and self.detail.form is None:
            self.detail.refresh()
        read = partial(self._provider.listed, open_only=not self.closed_too.isChecked())
        self._latest.ask(read, done=self._show, failed=self._failed)

    def _show(self, found: Listed) -> None:
        self._lines, self._drafts = found.lines, found.drafts
        self._filter()
        self._say_drafts()

    def _say_drafts(self) -> None:
        self.draft.setVisible(bool(self._drafts))
        if self._drafts:
            text = self.tr("{count} complaint(s) that you began are not taken in yet.").format(count=len(self._drafts))
            self.draft.say(text, "warn", self.tr("Go on"))

    def _filter(self) -> None:
        kind, state = self.kind.value(), self.state.value()
        shown = [
            line
            for line in self._lines
            if (not kind or line.kind.value == kind)
            and (not state or line.state.value == state)
            and (not self.late.isChecked() or line.overdue)
            and (not self.mine.isChecked() or line.next_step is not None)
        ]
        self.table.set_rows(shown, key=lambda line: line.number)
        self._rows.setCurrentWidget(self.table if shown else self.empty)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # ways

    def back(self) -> None:
        """To the list."""
        self.body.setCurrentWidget(self._card)
        self.table.setFocus()
        self.refresh()

    def open(self, number: str) -> None:
        """Show one complaint."""
        self.detail.show_number(number)
        self.body.setCurrentWidget(self.detail)
        self.detail.back.setFocus()

    def new_one(self) -> None:
        """Take one in, from an empty page."""
        self.start()

    def start(self, known: Mapping[str, Any] | None = None) -> None:
        """Take one in; ``known``: what a call told: ``facts``, ``client_id``, ``client_name``, ``contact_id``."""
        self._with_people(lambda people: self._begin(people, None, known))

    def _go_on(self) -> None:
        if self._drafts:
            draft = self._drafts[0]
            self._with_people(lambda people: self._begin(people, draft, None))

    def _with_people(self, then: Callable[[Sequence[Person]], None]) -> None:
        self._runner.run(self._provider.people, done=then, failed=self._failed, owner=self)

    def _begin(self, people: Sequence[Person], draft: Draft | None, known: Mapping[str, Any] | None) -> None:
        self.body.setCurrentWidget(self.taking)
        self.taking.start(people, draft, known)

    def _taken(self, made: Complaint | None) -> None:
        self.refresh()
        if made is None:
            self.back()
        else:
            self.open(made.number)

    def _open_figures(self) -> None:
        self.body.setCurrentWidget(self.figures)
        self.figures.refresh()

    # words

    def _retranslate(self) -> None:
        note = self.tr("Overdue ones first. Those about oneself are not shown.")
        self._card.set_title(page_title("complaints"), note)
        self.new.setText(self.tr("New complaint"))
        self.sums.setText(self.tr("Figures"))
        self.filter.setPlaceholderText(self.tr("Filter: number, name, handler"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.kind.set_choices([Choice("", self.tr("All types")), *(Choice(one.value, kind_word(one)) for one in Kind)])
        self.state.set_choices([Choice("", self.tr("All states")),
                                *(Choice(one.value, state_word(one)) for one in State)])  # fmt: skip
        for box, text in ((self.kind, self.tr("All types")), (self.state, self.tr("All states"))):
            box.set_placeholder(text)
            box.setAccessibleName(text)
        self.late.setText(self.tr("Late only"))
        self.mine.setText(self.tr("My turn"))
        self.closed_too.setText(self.tr("Closed ones too"))
        self.empty.say(self.tr("No complaints"), self.tr("Ctrl+N takes one in."))
        self.table.setAccessibleName(self.tr("Complaints"))
        self.table.set_columns(self._columns())
        self._say_drafts()

    def _columns(self) -> tuple[Column, ...]:
        def step(line: Line) -> str:
            return step_word(line.next_step) if line.next_step is not None else ""

        return (
            Column(self.tr("Due"), due_word, 98, chip=due_colour,
                   order=lambda line: _FAR if line.days_left is None else line.days_left),
            Column(self.tr("Number"), lambda line: line.number, 162),
            Column(self.tr("Taken in"), lambda line: line.taken_on.isoformat(), 100),
            Column(self.tr("Type"), lambda line: kind_word(line.kind), 96),
            Column(self.tr("Source"), lambda line: source_word(line.source), 86),
            Column(self.tr("Who"), lambda line: line.complainant or self.tr("Anonymous"), 92),
            Column(self.tr("About whom"), lambda line: ", ".join(line.respondents)),
            Column(self.tr("State"), lambda line: state_word(line.state), 136,
                   chip=lambda line: state_colour(line.state)),
            Column(self.tr("Grave"), gravity_words, 84),
            Column(self.tr("Handler"), lambda line: line.handler_name, 92),
            Column(self.tr("My turn"), step, 96),
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
