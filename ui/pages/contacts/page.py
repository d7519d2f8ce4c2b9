"""Calls and visits: who waits for one, the call itself, the records, the problems found, the sampling plan."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.contacts.domain import TOPIC, ContactKind, ContactLine, Saved
from app.tasks.domain import TaskLine
from ui.pages.contacts.calling import CallingView
from ui.pages.contacts.plans import PlansView
from ui.pages.contacts.port import ContactProvider, Lists
from ui.pages.contacts.rounds import RoundsView
from ui.pages.contacts.words import due_word, kind_word, outcome_colour, outcome_word, saved_word
from ui.pages.tasks_words import kind_word as task_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice
from ui.widgets.table import Column, DataTable

DAYS = 90
"""So many days back the records are listed."""
TASKS_TOPIC = "tasks"
WAITING, RECORDS, PROBLEMS, ROUNDS, PLANS = "waiting", "records", "problems", "rounds", "plans"


class ContactsPage(QWidget):
    """Lists behind a bar, and over them the call that was begun.

    ``client_wanted``: id of a client to be shown; ``document_wanted``: number of an archived record.
    """

    client_wanted = Signal(str)
    document_wanted = Signal(str)
    complaint_wanted = Signal(object)
    """A record whose problem is a complaint: what a complaint can begin with, by field."""

    def __init__(
        self, runner: OpRunner, provider: ContactProvider, calling: CallingView, plans: PlansView,
        rounds: RoundsView, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._provider = provider
        self._latest, self._latest_text = Latest(runner, self), Latest(runner, self)
        self._lists: Lists | None = None
        self.calling, self.plans, self.rounds = calling, plans, rounds
        self.banner = InlineBanner()
        self.views = Segmented([Choice(key, key) for key in (WAITING, RECORDS, PROBLEMS, ROUNDS, PLANS)])
        self.waiting, self.records, self.problems = DataTable(), DataTable(), DataTable()
        self.empty = EmptyState("phone")
        self.call, self.paper = button("", "primary", "phone"), button("", "link", "document")
        self.complaint, self._complains = button("", "", "warning"), False
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._card = Card(margin=6)
        self._card.add_action(self.views)
        self._card.add_action(self.complaint)
        self._card.add_action(self.paper)
        self._card.add_action(self.call)
        self._card.add(self.banner)
        split = QSplitter()
        split.addWidget(self.records)
        split.addWidget(self.text)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self._record_view = split
        self._body = QStackedWidget()
        for widget in (self.waiting, split, self.problems, self.rounds, self.empty):
            self._body.addWidget(widget)
        self._card.add(self._body, 1)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self._plan_place = QWidget()
        place = QVBoxLayout(self._plan_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.plans)
        self.body = QStackedWidget()
        self.body.addWidget(lists)
        self.body.addWidget(self.calling)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.body)
        self._body.addWidget(self._plan_place)
        self.views.set_value(WAITING)
        self.setFocusProxy(self.waiting)

    def _connect(self) -> None:
        self.views.edited.connect(self._show_view)
        self.waiting.opened.connect(self._call)
        self.call.clicked.connect(self._call_chosen)
        self.rounds.called.connect(lambda client, task: self.start(client, ContactKind.VISIT, task))
        self.records.row_changed.connect(lambda _: self._show_record())
        self.paper.clicked.connect(self._open_paper)
        self.complaint.clicked.connect(self._complain)
        self.problems.opened.connect(self._open_client)
        self.calling.closed.connect(self._back)
        self.calling.saved.connect(self._saved)
        self.calling.client_wanted.connect(self.client_wanted)
        self.plans.client_wanted.connect(self.client_wanted)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if self.body.currentWidget() is self.calling:
            return [hint(Act.SUBMIT, self.tr("save"))]
        return [("Enter", self.tr("call")), hint(Act.REFRESH, self.tr("read again"))]

    def changed(self, topic: str) -> None:
        """Something was saved at a counter."""
        if topic in (TOPIC, TASKS_TOPIC) and self.isVisible() and self.body.currentIndex() == 0:
            self.refresh()

    def refresh(self) -> None:
        """Read the lists anew."""
        self._latest.ask(self._provider.lists, DAYS, done=self._show, failed=self._failed)

    def start(self, client_id: str, kind: ContactKind = ContactKind.OTHER, task_id: str = "") -> None:
        """Call or visit a client, for a task or of one's own accord."""
        self.body.setCurrentWidget(self.calling)
        self.calling.start(client_id, kind, task_id)

    def _call(self, row: object) -> None:
        if isinstance(row, TaskLine) and row.task.client_id:
            self.start(row.task.client_id, task_id=row.task.id)

    def _call_chosen(self) -> None:
        if self.views.value() == ROUNDS:
            self.rounds.call_chosen()
        else:
            self._call(self.waiting.row())

    def _open_client(self, row: object) -> None:
        if isinstance(row, TaskLine) and row.task.client_id:
            self.client_wanted.emit(row.task.client_id)

    def _back(self) -> None:
        self.body.setCurrentIndex(0)
        self.refresh()
        (self.rounds if self.views.value() == ROUNDS else self.waiting).setFocus()

    def _saved(self, saved: Saved | None) -> None:
        self._back()
        show_toast(self, saved_word(saved))

    def _show(self, found: Lists) -> None:
        self._lists = found
        self.banner.hide()
        self.waiting.set_rows(found.waiting, key=lambda row: row.task.id)
        self.records.set_rows(found.records, key=lambda row: row.contact.id)
        self.problems.set_rows(found.problems, key=lambda row: row.task.id)
        self._show_view()
        self._show_record()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _show_view(self) -> None:
        """The list chosen, or what stands in place of an empty one."""
        view = self.views.value()
        found = self._lists
        self.call.setVisible(view in (WAITING, ROUNDS))
        self.paper.setVisible(view == RECORDS)
        self.complaint.setVisible(view == RECORDS and self._complains)
        if view == PLANS:
            self._body.setCurrentWidget(self._plan_place)
            self.plans.refresh()
            return
        if view == ROUNDS:
            self._body.setCurrentWidget(self.rounds)
            self.rounds.refresh()
            self.call.setEnabled(True)
            return
        rows = {} if found is None else {WAITING: found.waiting, RECORDS: found.records, PROBLEMS: found.problems}
        self._say_empty()
        widget = {WAITING: self.waiting, RECORDS: self._record_view, PROBLEMS: self.problems}[view]
        self._body.setCurrentWidget(widget if rows.get(view) else self.empty)
        self.call.setEnabled(bool(rows.get(WAITING)))

    def _say_empty(self) -> None:
        told = {
            WAITING: (self.tr("Nobody waits"), self.tr("No call or visit is due that you may make.")),
            RECORDS: (self.tr("No records"), self.tr("Nobody was called or visited in the last months.")),
            PROBLEMS: (self.tr("No problems"), self.tr("Nothing found by calling waits to be solved.")),
        }.get(self.views.value(), ("", ""))
        self.empty.say(*told)

    # records

    def _show_record(self) -> None:
        row = self.records.row()
        if not isinstance(row, ContactLine):
            self.text.setPlainText("")
            self.paper.setEnabled(False)
            self.complaint.setEnabled(False)
            return
        self.paper.setEnabled(bool(row.contact.document_number))
        self.complaint.setEnabled(row.contact.has_problem)
        self._latest_text.ask(
            self._provider.record_text, row.contact.number, done=partial(self._show_text, row.contact.id),
            failed=self._failed,
        )  # fmt: skip

    def _show_text(self, contact_id: str, text: str) -> None:
        row = self.records.row()
        if isinstance(row, ContactLine) and row.contact.id == contact_id:
            self.text.setPlainText(text)

    def _open_paper(self) -> None:
        row = self.records.row()
        if isinstance(row, ContactLine) and row.contact.document_number:
            self.document_wanted.emit(row.contact.document_number)

    def offer_complaints(self) -> None:
        """For those who take complaints in: a problem that was told can be made one."""
        self._complains = True
        self._show_view()

    def _complain(self) -> None:
        row = self.records.row()
        if isinstance(row, ContactLine) and row.contact.has_problem:
            one = row.contact
            facts = "\n\n".join(part for part in (one.problem, self.text.toPlainText()) if part)
            known = {"client_id": one.client_id, "client_name": row.client_name, "contact_id": one.id}
            self.complaint_wanted.emit({"facts": facts, **known})

    # words

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Calls and visits"))
        self.views.set_choices(
            [
                Choice(WAITING, self.tr("To be called")), Choice(RECORDS, self.tr("Records")),
                Choice(PROBLEMS, self.tr("Problems")), Choice(ROUNDS, self.tr("Rhythm")),
                Choice(PLANS, self.tr("Sampling plan")),
            ]
        )  # fmt: skip
        self.call.setText(self.tr("Call or visit"))
        self.paper.setText(self.tr("Show the paper"))
        self.complaint.setText(self.tr("Take in as a complaint…"))
        self.text.setAccessibleName(self.tr("The record in full"))
        self.waiting.setAccessibleName(self.tr("To be called"))
        self.records.setAccessibleName(self.tr("Records"))
        self.problems.setAccessibleName(self.tr("Problems"))
        tasks = (
            Column(self.tr("Due"), self._due, 112, chip=self._due_colour, order=lambda row: row.task.due_on),
            Column(self.tr("Task"), lambda row: task_word(row.task.kind), 170),
            Column(self.tr("Client"), lambda row: row.client_name, 150),
            Column(self.tr("What"), lambda row: row.task.text),
            Column(self.tr("Assigned to"), lambda row: row.assigned_name, 110),
        )
        self.waiting.set_nothing(self.tr("Nobody is to be called. Calls come here when they are due."))
        self.waiting.set_columns(tasks)
        self.problems.set_nothing(
            self.tr("No problem is open. What a client tells is listed here until it is answered.")
        )
        self.problems.set_columns(tasks)
        self.records.set_nothing(self.tr('No contact was recorded yet. Press "Call or visit".'))
        self.records.set_columns(
            (
                Column(self.tr("Day"), lambda row: row.contact.on.isoformat(), 108),
                Column(self.tr("Client"), lambda row: row.client_name),
                Column(self.tr("Why"), lambda row: kind_word(row.contact.kind), 150),
                Column(
                    self.tr("Outcome"), lambda row: outcome_word(row.contact.outcome), 130,
                    chip=lambda row: outcome_colour(row.contact.outcome, problem=row.contact.has_problem),
                ),
                Column(self.tr("By"), lambda row: row.contact.by_name, 90),
            )
        )  # fmt: skip
        self._show_view()

    def _due(self, row: TaskLine) -> str:
        return due_word(row, self._lists.today)[0] if self._lists is not None else ""

    def _due_colour(self, row: TaskLine) -> str:
        return due_word(row, self._lists.today)[1] if self._lists is not None else "neutral"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
