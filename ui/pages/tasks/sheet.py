"""One task: what is to be done and until when, where it comes from, and its whole history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from app.tasks.domain import FINISHED_BY, RECORDED, FinishedBy, Task, TaskLine, TaskState
from ui.pages.approvals.section import DASH, Section
from ui.pages.approvals.words import moment
from ui.pages.tasks_words import due_word, kind_word

_Event = tuple[datetime, str, str]


class TaskSheet(Section):
    """Written anew for each task chosen."""

    def show_none(self) -> None:
        """No task is chosen."""
        self.clear()
        self.set_title(self.tr("Task"))
        self.paragraph(self.tr("Choose a task at the left."), "muted")

    def show_several(self, lines: list[TaskLine]) -> None:
        """Several tasks are chosen."""
        self.clear()
        self.set_title(self.tr("{count} tasks chosen").format(count=len(lines)))
        self.paragraph(self.tr("They can be handed over together, with one reason."), "muted")
        kinds: dict[str, int] = {}
        for line in lines:
            word = kind_word(line.task.kind)
            kinds[word] = kinds.get(word, 0) + 1
        for word, count in sorted(kinds.items()):
            self.pair(word, str(count))

    def show_task(self, line: TaskLine, today: date, names: Mapping[str, str], *, leads: bool) -> None:
        """One task; ``names`` of staff by id; ``leads``: something else opens to do it."""
        task = line.task
        self.clear()
        self.set_title(kind_word(task.kind))
        self.chip_line(due_word(line, today), task.due_on.isoformat())
        self.paragraph(task.text)
        self.pair(self.tr("Client"), f"{line.client_name} {line.client_number}".strip())
        self.pair(self.tr("Case"), task.case_number)
        self.pair(self.tr("Assigned to"), line.assigned_name or self.tr("nobody"))
        if task.repeat_months:
            self.pair(self.tr("Comes back"), self.tr("after {count} months").format(count=task.repeat_months))
        self.pair(self.tr("Rule"), task.rule)
        finished = self._finished_by(task)
        if finished and task.state is TaskState.OPEN:
            self.paragraph(finished, "muted" if leads else "warning")
        for at, what, who in self._history(task, names):
            self.gap()
            self.paragraph(what)
            self.paragraph(f"{moment(at)} {who}", "small")

    def _finished_by(self, task: Task) -> str:
        """What finishes a task that nobody ticks off; empty for one that is ticked off."""
        if task.kind in RECORDED:
            return self.tr(
                "Finished by the saved record of the call or visit; a sentence is for the client's own staff."
            )
        return {
            FinishedBy.WORD: "",
            FinishedBy.CASE: self.tr("This one is finished by its case itself, on the page of approvals."),
            FinishedBy.CONTACT: self.tr("This one is finished by the saved record of the call or visit."),
            FinishedBy.COMPLAINT: self.tr("This one is finished by its step of the complaint."),
        }[FINISHED_BY.get(task.kind, FinishedBy.WORD)]

    def _history(self, task: Task, names: Mapping[str, str]) -> list[_Event]:
        """Everything that became of it, in order: who did it is named as of then."""

        def name(staff_id: str) -> str:
            return names.get(staff_id, staff_id) if staff_id else self.tr("nobody")

        entered = self.tr("Made by the task before it") if task.follows else self.tr("Entered")
        events: list[_Event] = [(task.created_at, entered, name(task.created_by))]
        for late in task.postponed:
            text = self.tr("Put off from {before} to {after}: {why}")
            what = text.format(before=late.from_due, after=late.to_due, why=late.why)
            events.append((late.at, what, late.by_name))
        for given in task.handed_over:
            text = self.tr("From {before} to {after}: {why}")
            what = text.format(before=name(given.from_staff), after=name(given.to_staff), why=given.why or DASH)
            events.append((given.at, what, given.by_name))
        if task.done is not None:
            events.append(
                (task.done.at, self.tr("Done: {outcome}").format(outcome=task.done.outcome), task.done.by_name)
            )
        return sorted(events, key=lambda event: event[0])
