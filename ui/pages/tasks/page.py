"""What is to be done: overdue first, one's own or everybody's; done with an outcome, put off, handed over (TO-14)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.tasks.domain import BOUND, FIXED_DAY, FIXED_HANDS, Task, TaskKind, TaskLine, TaskState
from ui.pages.entry_form import EntryForm
from ui.pages.tasks.columns import CASE, columns
from ui.pages.tasks.filters import KEPT, FilterBar
from ui.pages.tasks.port import KeptFilters, TaskList, TaskProvider
from ui.pages.tasks.side import TaskSide
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import LineEdit
from ui.widgets.table import DataTable

ROOM_FOR_CASES = 900
"""A table of so many pixels has room for the numbers of the cases."""
TOPICS = frozenset({"tasks", "transfer", "approvals"})
"""Topics of the change feed that make or finish tasks."""


class TasksPage(QWidget):
    """The list at the left, the task chosen at the right; in its place what is done with it.

    ``leads``: whether something else opens to do a kind of task; then Enter wants that (``act_wanted``).
    """

    client_wanted = Signal(str)
    """Id of the client whom the task is about."""
    case_wanted = Signal(str)
    """Number of the case that it comes from."""
    act_wanted = Signal(str, str, str, str)
    """Kind and id of a task to be done elsewhere, id of its client and number of its case, either perhaps empty."""

    _told = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: TaskProvider, *, leads: Callable[[TaskKind], bool] = lambda _: False,
        kept: KeptFilters | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._leads = leads
        self._kept = kept
        self._latest = Latest(runner, self)
        self._base: Task | None = None
        self._today: date | None = None
        self._names: Mapping[str, str] = {}
        self._lines: list[TaskLine] = []
        self._count = 0
        self.table = DataTable()
        self.filters = FilterBar()
        self.filter = LineEdit()
        self.empty = EmptyState("ok")
        self.banner = InlineBanner()
        self.side = TaskSide()
        self.sheet = self.side.sheet
        self._build()
        self._connect()
        self._retranslate()
        if kept is not None:
            self.filters.set_values(kept.load())
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._card = Card(margin=6)
        fix(self.filter, most_width=150)
        for widget in (self.filters.whose, self.filters.show_, self.filter):
            self._card.add_action(widget)
        self._card.add(self.filters)
        self._card.add(self.banner)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self._rows, 1)
        self._more = button("", "link", "download")
        self._card.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.hide()
        column = QVBoxLayout()
        column.addWidget(self._card)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addLayout(column, 1)
        row.addWidget(self.side)

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.filters.edited.connect(self._look_again)
        self.filter.textChanged.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(self._selected)
        self.table.opened.connect(lambda _: self.act())
        self._more.clicked.connect(self.read_more)
        deeds = {
            "open": self.act, "done": self.finish, "later": self.put_off, "give": self.give, "take": self.take,
            "client": partial(self._tell, "client_id"), "case": partial(self._tell, "case_number"),
        }  # fmt: skip
        for name, deed in deeds.items():
            self.side.deeds[name].clicked.connect(lambda _=False, deed=deed: deed())
        side, provider = self.side, self._provider
        side.done_form.submitted.connect(lambda values: self._save(side.done_form, provider.done, values))
        side.postpone_form.submitted.connect(lambda values: self._save(side.postpone_form, provider.postpone, values))
        side.hand_form.submitted.connect(self._save_hands)
        for form in side.forms:
            form.left.connect(self._back)
        for act, deed in (
            (Act.REFRESH, self.refresh), (Act.PUT_OFF, self.put_off), (Act.GIVE, self.give), (Act.TAKE, self.take),
            (Act.FILTER, self.filter.setFocus),
        ):  # fmt: skip
            bind(act, self, deed)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("do it")),
            hint(Act.PUT_OFF, self.tr("put off")),
            hint(Act.GIVE, self.tr("hand over")),
            hint(Act.TAKE, self.tr("take over")),
            hint(Act.FILTER, self.tr("filter")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # the list

    def look_for(self, filters: Mapping[str, str]) -> None:
        """Show what ``filters`` (by the names of ``FilterBar.values``) ask for, as when a figure leads here."""
        self.filters.set_values(filters)
        self.refresh()

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic in TOPICS and self.isVisible() and not self.side.filling():
            self.refresh()

    def _look_again(self) -> None:
        if self._kept is not None:
            values = self.filters.values()
            self._kept.save({name: values[name] for name in KEPT})
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        asked = partial(self._provider.tasks, self.filters.values())
        self._latest.ask(asked, done=self._show, failed=self._failed)

    def read_more(self) -> None:
        """Read the lines after those that are shown."""
        asked = partial(self._provider.tasks, self.filters.values(), len(self._lines))
        self._latest.ask(asked, done=lambda found: self._show(found, more=True), failed=self._failed)

    def _show(self, found: TaskList, *, more: bool = False) -> None:
        self.banner.hide()
        self._today, self._names = found.today, found.names
        self.side.set_staff(found.staff)
        if not self.side.filling():
            there = {line.task.id for line in self._lines} if more else set()
            self._lines = [*(self._lines if more else ()), *(line for line in found.lines if line.task.id not in there)]
            self._count = max(found.count, len(self._lines))
            chosen = {line.task.id for line in self.chosen_lines()}
            self.table.set_rows(self._lines, key=lambda line: line.task.id)
            if len(chosen) > 1:
                self.table.choose(lambda line: line.task.id in chosen)
        self._card.set_title(self.tr("Tasks"), self._note(found))
        self._more.setVisible(len(self._lines) < self._count)
        self._rows.setCurrentWidget(self.table if self._lines else self.empty)
        self._show_task()

    def _note(self, found: TaskList) -> str:
        note = self.tr("{count} in all, {late} overdue").format(count=self._count, late=found.late)
        if len(self._lines) < self._count:
            note += self.tr("; the first {shown} are shown").format(shown=len(self._lines))
        return note

    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        self._show_task()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_task()

    def chosen(self) -> TaskLine | None:
        """The line chosen; None when there is none or several are."""
        lines = self.chosen_lines()
        return lines[0] if len(lines) == 1 else None

    def chosen_lines(self) -> list[TaskLine]:
        """All lines chosen."""
        return [line for line in self.table.chosen() if isinstance(line, TaskLine)]

    def _tell(self, name: str) -> None:
        line = self.chosen()
        signal = {"client_id": self.client_wanted, "case_number": self.case_wanted}[name]
        if line is not None and getattr(line.task, name):
            signal.emit(getattr(line.task, name))

    # the task chosen

    def _show_task(self) -> None:
        lines, line = self.chosen_lines(), self.chosen()
        may = self._may(lines)
        if line is not None:
            may |= {name for name, held in (("client", line.task.client_id), ("case", line.task.case_number)) if held}
        self.side.offer(may)
        if line is not None and self._today is not None:
            self.sheet.show_task(line, self._today, self._names, leads=self._leads(line.task.kind))
        elif len(lines) > 1:
            self.sheet.show_several(lines)
        else:
            self.sheet.show_none()

    def _may(self, lines: list[TaskLine]) -> set[str]:
        """What can be done with the tasks chosen, as far as that is known here; the service decides."""
        tasks = [line.task for line in lines]
        if not tasks or any(task.state is TaskState.DONE for task in tasks):
            return set()
        found = {"give"} if all(task.kind not in FIXED_HANDS for task in tasks) else set()
        if len(tasks) > 1:
            return found
        task = tasks[0]
        if self._leads(task.kind):
            found.add("open")
        if task.kind not in BOUND:
            found.add("done")
        if task.kind not in FIXED_DAY:
            found.add("later")
        if not task.assigned_to and "give" in found:
            found.add("take")
        return found

    def act(self) -> None:
        """Do the task: open what does it, or fill in what came of it."""
        line = self.chosen()
        if line is None or self.side.filling():
            return
        task = line.task
        if "open" in self._may([line]):
            self.act_wanted.emit(task.kind.value, task.id, task.client_id, task.case_number)
        else:
            self.finish()

    def finish(self) -> None:
        """Fill in what came of the task."""
        line = self.chosen()
        if line is not None:
            self.side.done_form.fields["ends"].setVisible(bool(line.task.repeat_months))
        self._fill(self.side.done_form, "outcome", "done")

    def put_off(self) -> None:
        """Fill in a later day."""
        self._fill(self.side.postpone_form, "to", "later")

    def give(self) -> None:
        """Fill in who does it instead."""
        self._fill(self.side.hand_form, "staff_id", "give")

    def take(self) -> None:
        """Take over what is nobody's."""
        line = self.chosen()
        if line is None or "take" not in self._may([line]) or self.side.filling():
            return

        def done(_: object) -> None:
            show_toast(self, self.tr("The task is yours now."))
            self.refresh()

        self._runner.run(self._provider.take, line.task, done=done, failed=self._failed, owner=self)

    def _fill(self, form: EntryForm, focus: str, deed: str) -> None:
        if deed not in self._may(self.chosen_lines()) or self.side.filling():
            return
        self._base = None
        self._card.setEnabled(False)
        self.side.fill(form, focus)

    def _back(self) -> None:
        self._card.setEnabled(True)
        self.side.back()
        self.table.setFocus()

    def _saved(self, form: EntryForm) -> None:
        form.accepted()
        self._back()
        show_toast(self, self.tr("Saved."))
        self.refresh()

    def _save_hands(self, values: dict[str, Any]) -> None:
        lines = self.chosen_lines()
        if len(lines) > 1:
            tasks = [line.task for line in lines]
            form = self.side.hand_form
            form.save_by(
                self._runner, self._provider.hand_over, tasks, values, done=lambda _: self._handed_over(tasks)
            )  # fmt: skip
        else:
            hand_over = lambda task, values: self._provider.hand_over([task], values)  # noqa: E731 - one call
            tasks = [line.task for line in lines]
            self._save(self.side.hand_form, hand_over, values, done=lambda: self._handed_over(tasks))

    def _handed_over(self, before: Sequence[Task]) -> None:
        """Say so; whoever still has a hand in the tasks may take it back (they are handed to whom they were)."""
        self._saved(self.side.hand_form)
        if not all(task.assigned_to for task in before):
            return  # nobody had it, and to nobody nothing can be handed

        def offer(lines: list[TaskLine | None]) -> None:
            if None not in lines:
                show_toast(self, self.tr("Handed over."), undo=lambda: self._hand_back(before))

        ids = [task.id for task in before]
        self._runner.run(
            lambda: [self._provider.get(one) for one in ids], done=offer, failed=lambda _: None, owner=self
        )  # fmt: skip

    def _hand_back(self, before: Sequence[Task]) -> None:
        why = self.tr("Taken back: handed over by mistake")

        def back() -> None:
            for task in before:
                line = self._provider.get(task.id)
                if line is not None:
                    self._provider.hand_over([line.task], {"staff_id": task.assigned_to, "why": why})

        self._runner.run(back, done=lambda _: self.refresh(), failed=self._failed, owner=self)

    def _save(
        self, form: EntryForm, function: Callable[..., Any], values: dict[str, Any], *,
        done: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        line = self.chosen()
        if line is None:
            return

        def adopt(now: TaskLine | None) -> dict[str, Any]:
            if now is not None:
                self._base = now.task  # the next try builds on it
                form.tell(self._as_it_is(now))
            return {}

        task = self._base if self._base is not None and self._base.id == line.task.id else line.task
        form.save_by(
            self._runner, function, task, values, done=lambda _: done() if done is not None else self._saved(form),
            anew=partial(self._provider.get, line.task.id), adopt=adopt,
        )  # fmt: skip

    def _as_it_is(self, line: TaskLine) -> str:
        who = line.assigned_name or self.tr("nobody")
        text = self.tr("It is now due on {day} and assigned to {name}. Save again if what you entered still holds.")
        return text.format(day=line.task.due_on.isoformat(), name=who)

    # words

    def _set_columns(self) -> None:
        self.table.set_columns(columns(lambda: self._today))
        self._show_cases()

    def _show_cases(self) -> None:
        self.table.setColumnHidden(CASE, self._card.width() < ROOM_FOR_CASES)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers of the cases stand in the list where there is room for them."""
        super().resizeEvent(event)
        self._show_cases()

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Tasks"))
        self.filters.retranslate()
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Tasks"))
        self._more.setText(self.tr("Show more"))
        self.side.retranslate()
        self.empty.say(
            self.tr("Nothing to do"), self.tr("Tasks come from the cases: contacts, promises, accounts to close.")
        )
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
