"""The print queue: what waits for a printer and why, tried again, sent elsewhere or taken back (SR-2, AR-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.common.errors import Refused
from app.gateways.printing import PrinterInfo
from app.printing.domain import UNDONE, JobState, Note, PrintJob
from app.printing.storage import TOPIC
from ui.pages.approvals.section import DASH, Section
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

PANEL = 350
"""Width of the sheet at the right, in pixels."""
HERE, ALL = "here", "all"
SAME = "*"
"""The key of the printer that the job has."""


class QueueProvider(Protocol):
    """Where the page has it from; called in a worker (``ui.print_data.PrintData``)."""

    oversees: bool
    """Whether this person may see the jobs of all counters."""

    def jobs(self, *, everybody: bool) -> Sequence[PrintJob]:
        """Jobs, undone ones first."""
        ...

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers of this computer."""
        ...

    def retry(self, job: PrintJob, printer: str | None) -> None:
        """Try at once, at another printer when given."""
        ...

    def cancel(self, job: PrintJob) -> None:
        """Take back."""
        ...


@dataclass(frozen=True, slots=True)
class _Found:
    jobs: tuple[PrintJob, ...]
    printers: tuple[PrinterInfo, ...]


class PrintQueuePage(QWidget):
    """Jobs at the left, the one chosen at the right with what is wrong and what can be done."""

    waiting_changed = Signal(int)
    """How many of the jobs shown are not printed yet."""
    _told = Signal(str)

    def __init__(self, runner: OpRunner, provider: QueueProvider, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._printers: tuple[PrinterInfo, ...] = ()
        self.table = DataTable()
        self.which = Segmented()
        self.filter = LineEdit()
        self.empty = EmptyState("print")
        self.banner = InlineBanner()
        self.sheet = Section()
        self.printer = LabelledField("", ComboBox())
        self.again, self.back = button("", "primary", "refresh"), button("", "", "close")
        self._build()
        self._connect()
        self._retranslate()
        self.which.set_value(HERE)
        self.which.setVisible(provider.oversees)
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._card = Card(margin=6)
        fix(self.filter, most_width=180)
        self._card.add_action(self.which)
        self._card.add_action(self.filter)
        self._card.add(self.banner)
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        self._card.add(self._rows, 1)
        fix(self.sheet, width=PANEL)
        self.sheet.body.addStretch(1)
        self.sheet.add(self.printer)
        low = QHBoxLayout()
        low.addWidget(self.back)
        low.addStretch(1)
        low.addWidget(self.again)
        self.sheet.body.addLayout(low)
        column = QVBoxLayout()
        column.addWidget(self._card)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addLayout(column, 1)
        row.addWidget(self.sheet)

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.which.edited.connect(self.refresh)
        self.filter.textChanged.connect(self._filter)
        self.table.row_changed.connect(lambda _: self._show_job())
        self.table.opened.connect(lambda _: self.retry())
        self.again.clicked.connect(self.retry)
        self.back.clicked.connect(self.cancel)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.AGAIN, self, self.retry)
        bind(Act.REMOVE, self.table, self.cancel)
        bind(Act.FILTER, self, self.filter.setFocus)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("try now")),
            hint(Act.REMOVE, self.tr("take back")),
            hint(Act.FILTER, self.tr("filter")),
            hint(Act.REFRESH, self.tr("read again")),
        ]

    # the list

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic == TOPIC and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        everybody = self.which.value() == ALL
        printers = self._printers

        def read() -> _Found:
            jobs = tuple(self._provider.jobs(everybody=everybody))
            undone = any(job.state in UNDONE for job in jobs)
            # asking the system takes a moment: only when there is something to choose a printer for
            return _Found(jobs, self._provider.printers() if undone or not printers else printers)

        self._latest.ask(read, done=self._show, failed=self._failed)

    def _show(self, found: _Found) -> None:
        self.banner.hide()
        self._printers = found.printers
        self.table.set_rows(found.jobs, key=lambda job: job.id)
        waiting = sum(job.state in UNDONE for job in found.jobs)
        self._card.set_title(self.tr("Print queue"), self.tr("{count} not printed yet").format(count=waiting))
        self._rows.setCurrentWidget(self.table if found.jobs else self.empty)
        self.waiting_changed.emit(waiting)
        self._show_job()

    def _filter(self, text: str) -> None:
        self.table.filter_by(text)
        self._show_job()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def chosen(self) -> PrintJob | None:
        """The job chosen."""
        row = self.table.row()
        return row if isinstance(row, PrintJob) else None

    # the job chosen

    def _show_job(self) -> None:
        job = self.chosen()
        self.sheet.clear()
        can_try = job is not None and job.state in (JobState.WAITING, JobState.FAILED, JobState.CANCELLED)
        can_cancel = job is not None and job.state in UNDONE
        self.again.setEnabled(can_try)
        self.back.setEnabled(can_cancel)
        self.printer.setVisible(can_try)
        self.sheet.set_title(job.title if job is not None else self.tr("Print job"))
        if job is None:
            self.sheet.paragraph(self.tr("Choose a job at the left."), "muted")
            return
        self._show_printers(job)
        sheet = self.sheet
        sheet.chip_line(state_word(job), job.number)
        if job.error:
            sheet.paragraph(say(Refused(job.error)), "warning" if job.state is not JobState.FAILED else "error")
        if note := note_text(job.note):
            sheet.paragraph(note, "warning")
        if job.state is JobState.WAITING and job.tries:
            sheet.pair(self.tr("Next try"), self.tr("{when} ({count} so far)").format(
                when=_clock(job.next_at), count=job.tries))  # fmt: skip
        sheet.pair(self.tr("Copy"), job.copy_label)
        if job.copy_number:
            sheet.pair(self.tr("Print no."), copy_word(job))
        sheet.pair(self.tr("Printer"), job.options.printer or self.tr("Default printer"))
        sheet.pair(self.tr("Asked for by"), job.staff_name)
        sheet.pair(self.tr("Counter"), job.station)
        sheet.pair(self.tr("Asked for at"), branch_time(job.created_at))
        sheet.pair(self.tr("Last change"), branch_time(job.changed_at))
        if job.why:
            sheet.pair(self.tr("Why"), job.why)

    def _show_printers(self, job: PrintJob) -> None:
        box = self.printer.widget
        if not isinstance(box, ComboBox):
            return
        usual = job.options.printer or self.tr("Default printer")
        others = (printer for printer in self._printers if printer.name != job.options.printer)
        box.set_choices([Choice(SAME, usual), *(Choice(each.name, each.name) for each in others)])
        if not box.value():
            box.set_value(SAME)

    def retry(self) -> None:
        """Have the job chosen tried at once, at the printer chosen."""
        job = self.chosen()
        if job is None or not self.again.isEnabled():
            return
        chosen = str(self.printer.value())
        printer = None if chosen in ("", SAME) else chosen

        def done(_: object) -> None:
            show_toast(self, self.tr("Tried again."))
            self.printer.set_value(SAME)
            self.refresh()

        self._runner.save(
            self._provider.retry, job, printer, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )

    def cancel(self) -> None:
        """Take the job chosen back."""
        job = self.chosen()
        if job is None or not self.back.isEnabled():
            return

        def done(_: object) -> None:
            show_toast(self, self.tr("Taken back."))
            self.refresh()

        self._runner.save(
            self._provider.cancel, job, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )

    # words

    def _set_columns(self) -> None:
        self.table.set_columns(
            (
                Column(self.tr("State"), lambda job: state_word(job)[0], 100, chip=lambda job: state_word(job)[1]),
                Column(self.tr("Document"), lambda job: job.title),
                Column(self.tr("Copy"), lambda job: job.copy_label or DASH, 98),
                Column(self.tr("Print no."), copy_word, 84),
                Column(self.tr("Number"), lambda job: job.number, 162),
                Column(self.tr("Printer"), lambda job: job.options.printer or self.tr("Default printer"), 104),
                Column(self.tr("At"), lambda job: branch_time(job.created_at)[5:], 98, order=_age),
            )
        )

    def _retranslate(self) -> None:
        self._card.set_title(self.tr("Print queue"))
        self.which.set_choices((Choice(HERE, self.tr("This counter")), Choice(ALL, self.tr("All"))))
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Print queue"))
        self.printer.set_label(self.tr("Try at"))
        self.again.setText(self.tr("Try now"))
        self.back.setText(self.tr("Take back"))
        self.empty.say(
            self.tr("Nothing was printed yet"),
            self.tr("What waits for a printer stands here. A case goes on without it."),
        )
        chosen = self.table.currentIndex().row()
        self._set_columns()
        if 0 <= chosen < len(self.table.rows()):
            self.table.selectRow(chosen)
        self._show_job()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)


def state_word(job: PrintJob) -> tuple[str, str]:
    """How far a job is, in words and as the colour of its chip."""
    translate = QCoreApplication.translate
    if job.state is JobState.SENDING and job.error:
        return translate("PrintQueue", "At the printer"), "warn"
    if job.state is JobState.WAITING and not job.tries:
        return translate("PrintQueue", "Next"), "info"
    return {
        JobState.WAITING: (translate("PrintQueue", "Waiting"), "warn"),
        JobState.SENDING: (translate("PrintQueue", "Printing"), "info"),
        JobState.PRINTED: (translate("PrintQueue", "Printed"), "ok"),
        JobState.FAILED: (translate("PrintQueue", "Failed"), "danger"),
        JobState.CANCELLED: (translate("PrintQueue", "Taken back"), "neutral"),
    }[job.state]


def copy_word(job: PrintJob) -> str:
    """The how manieth print of this copy it is."""
    if not job.copy_number:
        return DASH
    if job.reprint:
        return QCoreApplication.translate("PrintQueue", "{number}, reprint").format(number=job.copy_number)
    return str(job.copy_number)


def note_text(note: Note) -> str:
    """What is to be known of a job beside its state."""
    translate = QCoreApplication.translate
    return {
        Note.NONE: "",
        Note.TWICE: translate(
            "PrintQueue",
            "The program ended while this was being handed over: it may have come out twice. Look at the printer.",
        ),
        Note.UNCONFIRMED: translate(
            "PrintQueue", "The printing system does not tell whether the paper came out. Look at the printer."
        ),
    }[note]


def _age(job: PrintJob) -> datetime:
    return job.created_at


def _clock(at: datetime) -> str:
    return branch_time(at)[11:]
