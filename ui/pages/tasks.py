"""What is to be done: overdue first, one's own or everybody's; done with an outcome, put off, handed over (TO-14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.tasks.domain import BOUND, Task, TaskLine
from ui.pages.approvals.section import DASH, Section
from ui.pages.approvals.words import moment
from ui.pages.entry_form import EntryForm
from ui.pages.tasks_words import due_word, kind_word
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import shortcut
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox, Segmented, TickGroup
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

PANEL = 420
"""Width of the sheet at the right, in pixels."""
MINE, ALL = "mine", "all"
TOPICS = frozenset({"tasks", "transfer", "approvals"})
"""Topics of the change feed that make or finish tasks."""


@dataclass(frozen=True, slots=True)
class TaskList:
    """Open tasks as they were read, overdue first; ``staff`` who can take one over."""

    lines: tuple[TaskLine, ...]
    staff: tuple[Choice, ...]
    today: date


class TaskProvider(Protocol):
    """Where the page has it from; called in a worker. Refusals name the fields of the sheets."""

    def tasks(self, *, mine: bool) -> TaskList:
        """Open tasks."""
        ...

    def done(self, task: Task, values: Mapping[str, Any]) -> None:
        """``outcome``; ``ends`` holds ``yes`` when no next one is wanted."""
        ...

    def postpone(self, task: Task, values: Mapping[str, Any]) -> None:
        """``to`` (ISO), ``why``."""
        ...

    def hand_over(self, task: Task, values: Mapping[str, Any]) -> None:
        """``staff_id``, ``why``."""
        ...


class TasksPage(QWidget):
    """The list at the left, the task chosen at the right; in its place what is done with it."""

    client_wanted = Signal(str)
    """Id of the client whom the task is about."""
    case_wanted = Signal(str)
    """Number of the case that it comes from."""

    _told = Signal(str)

    def __init__(self, runner: OpRunner, provider: TaskProvider, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._base: Task | None = None
        self._today: date | None = None
        self.table = DataTable()
        self.which = Segmented()
        self.filter = LineEdit()
        self.empty = EmptyState("ok")
        self.banner = InlineBanner()
        self.sheet = Section()
        self.done_form = EntryForm(
            {
                "outcome": LabelledField("", TextBox(lines=5, limit=500), required=True),
                "ends": LabelledField("", TickGroup(columns=1)),
            },
            wide=("outcome", "ends"),
        )
        self.postpone_form = EntryForm(
            {
                "to": LabelledField("", DateEdit(), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
            },
            wide=("why",),
        )
        self.hand_form = EntryForm(
            {
                "staff_id": LabelledField("", ComboBox(), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
            },
            wide=("staff_id", "why"),
        )
        self._build()
        self._connect()
        self._retranslate()
        self.which.set_value(MINE)
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._card = Card(margin=6)
        self.filter.setMaximumWidth(180)
        self._card.add_action(self.which)
        self._card.add_action(self.filter)
        self._card.add(self.banner)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self._rows, 1)
        self._done, self._later, self._give = button("", "primary", "tick"), button("", "", "clock"), button("")
        self._client, self._case = button("", "link", "person"), button("", "link", "list")
        ways = QHBoxLayout()
        ways.addWidget(self._client)
        ways.addWidget(self._case)
        ways.addStretch(1)
        self.sheet.body.addLayout(ways)
        self.sheet.body.addStretch(1)
        low = QHBoxLayout()
        low.addWidget(self._give)
        low.addWidget(self._later)
        low.addStretch(1)
        low.addWidget(self._done)
        self.sheet.body.addLayout(low)
        self._side = QStackedWidget()
        self._side.setFixedWidth(PANEL)
        for widget in (self.sheet, self.done_form, self.postpone_form, self.hand_form):
            self._side.addWidget(widget)
        column = QVBoxLayout()
        column.addWidget(self._card)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(column, 1)
        row.addWidget(self._side)

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.which.edited.connect(self.refresh)
        self.filter.textChanged.connect(self._filter)
        self.table.row_changed.connect(lambda _: self._show_task())
        self.table.opened.connect(lambda _: self.finish())
        self._done.clicked.connect(self.finish)
        self._later.clicked.connect(self.put_off)
        self._give.clicked.connect(self.give)
        self._client.clicked.connect(lambda: self._tell(self.client_wanted, "client_id"))
        self._case.clicked.connect(lambda: self._tell(self.case_wanted, "case_number"))
        self.done_form.submitted.connect(lambda values: self._save(self.done_form, self._provider.done, values))
        self.postpone_form.submitted.connect(
            lambda values: self._save(self.postpone_form, self._provider.postpone, values)
        )
        self.hand_form.submitted.connect(lambda values: self._save(self.hand_form, self._provider.hand_over, values))
        for form in (self.done_form, self.postpone_form, self.hand_form):
            form.left.connect(self._back)
        shortcut("F5", self, self.refresh, window=False)
        shortcut("F6", self, self.put_off, window=False)
        shortcut("F7", self, self.give, window=False)
        shortcut("Ctrl+F", self, self.filter.setFocus, window=False)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("done")),
            ("F6", self.tr("put off")),
            ("F7", self.tr("hand over")),
            ("Ctrl+F", self.tr("filter")),
            ("F5", self.tr("read again")),
        ]

    # the list

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic in TOPICS and self.isVisible() and not self._filling():
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        mine = self.which.value() == MINE
        self._latest.ask(lambda: self._provider.tasks(mine=mine), done=self._show, failed=self._failed)

    def _show(self, found: TaskList) -> None:
        self.banner.hide()
        self._today = found.today
        staff = self.hand_form.fields["staff_id"].widget
        if isinstance(staff, ComboBox):
            staff.set_choices(found.staff)
        if not self._filling():
            self.table.set_rows(found.lines, key=lambda line: line.task.id)
        late = sum(line.overdue for line in found.lines)
        note = self.tr("{count} open, {late} overdue").format(count=len(found.lines), late=late)
        self._card.set_title(self.tr("Tasks"), note)
        self._rows.setCurrentWidget(self.table if found.lines else self.empty)
        self._show_task()

    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        self._show_task()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def chosen(self) -> TaskLine | None:
        """The line chosen."""
        row = self.table.row()
        return row if isinstance(row, TaskLine) else None

    def _tell(self, signal: Any, name: str) -> None:
        line = self.chosen()
        if line is not None and getattr(line.task, name):
            signal.emit(getattr(line.task, name))

    # the task chosen

    def _show_task(self) -> None:
        line = self.chosen()
        self.sheet.clear()
        for made in (self._done, self._later, self._give):
            made.setEnabled(line is not None and line.task.kind not in BOUND)
        self._client.setVisible(line is not None and bool(line.task.client_id))
        self._case.setVisible(line is not None and bool(line.task.case_number))
        self.sheet.set_title(kind_word(line.task.kind) if line else self.tr("Task"))
        if line is None:
            self.sheet.paragraph(self.tr("Choose a task at the left."), "muted")
            return
        task, sheet = line.task, self.sheet
        if self._today is not None:
            sheet.chip_line(due_word(line, self._today), task.due_on.isoformat())
        sheet.paragraph(task.text)
        sheet.pair(self.tr("Client"), f"{line.client_name} {line.client_number}".strip())
        sheet.pair(self.tr("Case"), task.case_number)
        sheet.pair(self.tr("Assigned to"), line.assigned_name or self.tr("nobody"))
        if task.repeat_months:
            sheet.pair(self.tr("Comes back"), self.tr("after {count} months").format(count=task.repeat_months))
        if task.kind in BOUND:
            sheet.paragraph(self.tr("This one is finished by its case itself, on the page of approvals."), "warning")
        self._show_history(task)

    def _show_history(self, task: Task) -> None:
        for late in task.postponed:
            self.sheet.gap()
            text = self.tr("Put off from {before} to {after}: {why}")
            self.sheet.paragraph(text.format(before=late.from_due, after=late.to_due, why=late.why))
            self.sheet.paragraph(f"{moment(late.at)} {late.by_name}", "small")
        for given in task.handed_over:
            self.sheet.gap()
            self.sheet.paragraph(self.tr("Handed over: {why}").format(why=given.why or DASH))
            self.sheet.paragraph(f"{moment(given.at)} {given.by_name}", "small")

    def finish(self) -> None:
        """Fill in what came of the task."""
        line = self.chosen()
        if line is not None:
            self.done_form.fields["ends"].setVisible(bool(line.task.repeat_months))
            self._open(self.done_form, "outcome")

    def put_off(self) -> None:
        """Fill in a later day."""
        self._open(self.postpone_form, "to")

    def give(self) -> None:
        """Fill in who does it instead."""
        self._open(self.hand_form, "staff_id")

    def _filling(self) -> bool:
        return isinstance(self._side.currentWidget(), EntryForm)

    def _open(self, form: EntryForm, focus: str) -> None:
        line = self.chosen()
        if line is None or line.task.kind in BOUND or self._filling():
            return
        self._base = None
        self._side.setCurrentWidget(form)
        self._card.setEnabled(False)
        form.tell("")
        form.start(focus=focus)

    def _back(self) -> None:
        self._card.setEnabled(True)
        self._side.setCurrentWidget(self.sheet)
        self.table.setFocus()

    def _save(self, form: EntryForm, function: Callable[..., Any], values: dict[str, Any]) -> None:
        line = self.chosen()
        if line is None:
            return

        def done(_: Any) -> None:
            form.accepted()
            self._back()
            show_toast(self, self.tr("Saved."))
            self.refresh()

        def adopt(found: TaskList) -> dict[str, Any]:
            now = next((one for one in found.lines if one.task.id == line.task.id), None)
            if now is not None:
                self._base = now.task  # the next try builds on it
                form.tell(self._as_it_is(now))
            return {}

        task = self._base if self._base is not None and self._base.id == line.task.id else line.task
        form.save_by(
            self._runner, function, task, values, done=done, anew=partial(self._provider.tasks, mine=False), adopt=adopt
        )

    def _as_it_is(self, line: TaskLine) -> str:
        who = line.assigned_name or self.tr("nobody")
        text = self.tr("It is now due on {day} and assigned to {name}. Save again if what you entered still holds.")
        return text.format(day=line.task.due_on.isoformat(), name=who)

    # words

    def _set_columns(self) -> None:
        def due(line: TaskLine) -> tuple[str, str]:
            return due_word(line, self._today or line.task.due_on)

        def who(line: TaskLine) -> str:
            return line.assigned_name or DASH

        self.table.set_columns(
            (
                Column(
                    self.tr("Due"), lambda line: due(line)[0], 116, chip=lambda line: due(line)[1],
                    order=lambda line: line.task.due_on,
                ),
                Column(self.tr("Kind"), lambda line: kind_word(line.task.kind), 160),
                Column(self.tr("Client"), lambda line: line.client_name or DASH, 120),
                Column(self.tr("What is to be done"), lambda line: line.task.text.replace("\n", " ")),
                Column(self.tr("Assigned to"), who, 96),
            )
        )  # fmt: skip

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Tasks"))
        self.which.set_choices((Choice(MINE, self.tr("Mine")), Choice(ALL, self.tr("All"))))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Tasks"))
        self._done.setText(self.tr("Done…"))
        self._later.setText(self.tr("Put off…"))
        self._give.setText(self.tr("Hand over…"))
        self._client.setText(self.tr("Client"))
        self._case.setText(self.tr("Case"))
        self.empty.say(
            self.tr("Nothing to do"), self.tr("Tasks come from the cases: contacts, promises, accounts to close.")
        )
        self.done_form.say(
            self.tr("Task done"),
            self.tr("Done"),
            labels={"outcome": self.tr("What came of it"), "ends": self.tr("Next one")},
        )
        self.postpone_form.say(
            self.tr("Put off"), self.tr("Put off"), labels={"to": self.tr("To the day"), "why": self.tr("Why")}
        )
        self.hand_form.say(
            self.tr("Hand over"), self.tr("Hand over"), labels={"staff_id": self.tr("To"), "why": self.tr("Why")}
        )
        ends = self.done_form.fields["ends"].widget
        if isinstance(ends, TickGroup):
            ends.set_choices((Choice("yes", self.tr("No next contact is wanted")),))
        chosen = self.table.currentIndex().row()
        self._set_columns()
        if 0 <= chosen < len(self.table.rows()):
            self.table.selectRow(chosen)
        self._show_task()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was typed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
