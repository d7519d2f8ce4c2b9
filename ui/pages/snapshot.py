"""The trading system's snapshot: what is in force, and loading a newer one after a dry run (TO-2)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from app.gateways.snapshot.port import RowProblem
from app.snapshots.domain import SnapshotInfo
from app.snapshots.report import ImportReport, Outcome
from ui.i18n import language
from ui.pages.approvals.words import DASH, age, moment
from ui.refusals import clear_refusals, say, show_refusal
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, cap, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState, FieldGrid, StatusChip, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField
from ui.widgets.table import Column, DataTable

_THOUSAND = 1000
_FILES = "CSV, DBF (*.csv *.txt *.dbf);;* (*)"


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """What is in force, None without one. ``too_old``: it no longer counts, the counter states conditions by hand."""

    info: SnapshotInfo | None
    age_minutes: int | None
    too_old: bool
    hours: int


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What was typed, not yet checked. ``taken_at``: branch time as typed, empty where the mapping tells the moment."""

    source: str
    mapping: str
    taken_at: str
    dry_run: bool


class SnapshotProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def state(self) -> SnapshotState:
        """What is in force."""
        ...

    def load(
        self, order: ImportOrder, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> ImportReport:
        """Import, or only try to. ``progress``: rows read and rows expected (0: not known).

        Refused with ``field`` of source, mapping or taken_at, or without one.
        """
        ...


class SnapshotPage(QWidget):
    """In force on top, file and mapping below, then the report by rows. The window stays free while it reads."""

    _read = Signal(int, int)

    def __init__(
        self,
        runner: OpRunner,
        provider: SnapshotProvider,
        *,
        can_import: bool,
        ask: Asker = ask_dialog,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner = runner
        self._provider = provider
        self._can_import = can_import
        self._ask = ask
        self._latest = Latest(runner, self)
        self._state: SnapshotState | None = None
        self._report: ImportReport | None = None
        self._stop = threading.Event()
        self._busy = False
        self.table = DataTable()
        self.banner = InlineBanner()
        self.bar = QProgressBar()
        self.source_button, self.mapping_button = button(""), button("")
        self.fields = {
            "source": LabelledField("", LineEdit(limit=500), required=True, extra=(self.source_button,)),
            "mapping": LabelledField("", LineEdit(limit=500), required=True, extra=(self.mapping_button,)),
            "taken_at": LabelledField("", LineEdit(limit=16, placeholder="2026-11-20 09:30")),
        }
        self._build()
        self._connect()
        self._retranslate()
        self._set_busy(False)
        self.setFocusProxy(self.fields["source"] if can_import else self.table)
        self.fields["source"].setFocusProxy(self.fields["source"].widget)

    def _build(self) -> None:
        self._force = Card()
        self.chip = StatusChip()
        self._when, self._about = label("", "title"), label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(space.M)
        row.addWidget(self._when)
        row.addWidget(self.chip)
        row.addWidget(self._about, 1)
        self._force.body.addLayout(row)
        self._load = Card()
        if not self._can_import:
            self._load.hide()
        grid = FieldGrid(columns=3, narrow=260)
        for field in self.fields.values():
            grid.add(field)
        self._load.add(grid)
        self.check, self.start = button("", "", "search"), button("", "primary", "download")
        self.cancel = button("", "link", "close")
        self._rows = label("", "small")
        self.bar.setTextVisible(False)
        fix(self.bar, height=8)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addWidget(self.bar, 1)
        low.addWidget(self._rows)
        low.addWidget(self.cancel)
        low.addStretch(0)
        low.addWidget(self.check)
        low.addWidget(self.start)
        self._load.body.addLayout(low)
        self._result = Card(margin=6)
        self._counts = label("", "muted", wrap=True)
        self._counts.setContentsMargins(space.S, 0, space.S, space.XS)
        self._verdict = StatusChip()
        self._result.add_action(self._verdict)
        self._result.add(self._counts)
        self.empty = EmptyState("document")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        self._result.add(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self.banner)
        column.addWidget(self._force)
        column.addWidget(self._load)
        column.addWidget(self._result, 1)

    def _connect(self) -> None:
        self._read.connect(self._show_progress)
        self.check.clicked.connect(lambda: self.run(dry_run=True))
        self.start.clicked.connect(lambda: self.run(dry_run=False))
        self.cancel.clicked.connect(self.stop)
        self.source_button.clicked.connect(lambda: self._choose("source"))
        self.mapping_button.clicked.connect(lambda: self._choose("mapping"))
        self.destroyed.connect(self._stop.set)
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self._stop.set)
        bind(Act.REFRESH, self, self.refresh)
        if self._can_import:
            bind(Act.TRY_OUT, self, lambda: self.run(dry_run=True))
            bind(Act.SUBMIT, self, lambda: self.run(dry_run=False))
            bind(Act.BACK, self, self.stop)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        if not self._can_import:
            return [hint(Act.REFRESH, self.tr("read again"))]
        return [
            hint(Act.TRY_OUT, self.tr("dry run")),
            hint(Act.SUBMIT, self.tr("import")),
            hint(Act.BACK, self.tr("cancel")),
        ]

    # reading and loading

    def refresh(self) -> None:
        """Read anew what is in force, off the GUI thread."""
        self._latest.ask(self._provider.state, done=self._show, failed=self._failed)

    def _show(self, state: SnapshotState) -> None:
        self._state = state
        self._say_force()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def is_busy(self) -> bool:
        """Whether a file is being read."""
        return self._busy

    def run(self, *, dry_run: bool) -> None:
        """Read the file; without ``dry_run`` put it in force when it has no mistake."""
        if self._busy or not self._can_import:
            return
        clear_refusals(self.fields, self.banner)
        typed = {key: str(field.value()).strip() for key, field in self.fields.items()}
        for key in ("source", "mapping"):
            if not typed[key]:
                self.fields[key].set_error(self.tr("Choose a file."))
                self.fields[key].focus_editor()
                return
        self._stop.clear()
        self._set_busy(True)
        self._show_progress(0, 0)
        order = ImportOrder(typed["source"], typed["mapping"], typed["taken_at"], dry_run)
        # not in the lane of saves: a million rows take minutes, and others' saves must not wait for them
        self._runner.run(
            self._provider.load, order, self._read.emit, self._stop.is_set,
            done=self._done, failed=self._refused, owner=self,
        )  # fmt: skip

    def stop(self) -> None:
        """Stop reading; what is in force stays so."""
        if self._busy:
            self._stop.set()
            self.cancel.setEnabled(False)

    def _show_progress(self, rows: int, expected: int) -> None:
        if not self._busy:
            return
        self.bar.setRange(0, max(expected // _THOUSAND, 1) if expected else 0)
        if expected:
            self.bar.setValue(min(rows // _THOUSAND, self.bar.maximum()))
        text = self.tr("{rows} rows read") if rows else self.tr("Reading…")
        self._rows.setText(text.format(rows=f"{rows:,}"))

    def _done(self, report: ImportReport) -> None:
        self._set_busy(False)
        self._report = report
        self._say_report()
        self.refresh()

    def _refused(self, problem: Exception) -> None:
        self._set_busy(False)
        self._report = None
        self._say_report()
        show_refusal(problem, self.fields, self.banner)

    def _choose(self, key: str) -> None:
        if key == "source":
            question = Ask(Kind.OPEN_FILE, self.tr("File of the trading system"), files=_FILES)
        else:
            question = Ask(Kind.OPEN_FILE, self.tr("Mapping file"), files="*.toml (*.toml)")
        self._ask(self, question, lambda path: self._chosen(key, path))

    def _chosen(self, key: str, path: str) -> None:
        self.fields[key].set_value(str(Path(path)))
        self.fields[key].clear_error()

    def _set_busy(self, busy: bool) -> None:
        here = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self._busy = busy
        for shown in (self.bar, self._rows, self.cancel):
            shown.setVisible(busy)
        self.cancel.setEnabled(busy)
        if busy and here:
            self.cancel.setFocus()  # what had it is disabled next, and Escape has to be heard
        for widget in (*self.fields.values(), self.check, self.start):
            widget.setEnabled(not busy)
        if not busy and here:
            self.start.setFocus()

    # words

    def _say_force(self) -> None:
        state = self._state
        info = state.info if state else None
        self._force.set_title(self.tr("In force"))
        if state is None or info is None:
            self._when.setText(self.tr("No snapshot") if state else DASH)
            self._about.setText(self.tr("The counter states the conditions by hand, and the form says so."))
            self.chip.hide()
            return
        self._when.setText(moment(info.taken_at))
        text = self.tr("{rows} accounts from {source}, imported {moment}")
        self._about.setText(text.format(rows=f"{info.rows:,}", source=info.source, moment=moment(info.imported_at)))
        old = age(state.age_minutes)
        if state.too_old:
            words = self.tr("{age}, too old: it counts for {hours} hours").format(age=old, hours=state.hours)
            self.chip.show_state(words, "danger")
        else:
            self.chip.show_state(old, "ok")
        self.chip.show()

    def _say_report(self) -> None:
        report = self._report
        self._result.set_title(self.tr("Report"), report.source if report else "")
        self._verdict.setVisible(report is not None)
        self._counts.setVisible(report is not None)
        self.table.set_rows(report.problems if report else ())
        self._stack.setCurrentWidget(self.table if report and report.problems else self.empty)
        if report is None:
            self.empty.say(
                self.tr("Nothing read yet"),
                self.tr("A dry run finds every mistake of a file by its row and changes nothing."),
            )
            return
        self._verdict.show_state(*self._outcome(report.outcome))
        self._counts.setText(self._told(report))
        self.empty.say(self.tr("No mistakes") if report.ok else self.tr("Cancelled"), self._next(report))

    def _outcome(self, outcome: Outcome) -> tuple[str, str]:
        return {
            Outcome.IN_FORCE: (self.tr("In force now"), "ok"),
            Outcome.CHECKED: (self.tr("Checked, nothing changed"), "ok"),
            Outcome.MISTAKES: (self.tr("Mistakes, nothing changed"), "danger"),
            Outcome.CANCELLED: (self.tr("Cancelled, nothing changed"), "warn"),
        }[outcome]

    def _next(self, report: ImportReport) -> str:
        if report.outcome is Outcome.CHECKED:
            return self.tr("It can be imported.")
        if report.outcome is Outcome.CANCELLED:
            return self.tr("The snapshot that was in force before still is.")
        return ""

    def _told(self, report: ImportReport) -> str:
        text = self.tr(
            "Taken {moment}: {rows} rows read, {accounts} accounts, {skipped} skipped, {mistakes} mistakes. "
            "{unknown} accounts are not the branch's; {missing} of the branch's are not in it."
        )
        told = text.format(
            moment=moment(report.taken_at), rows=f"{report.rows:,}", accounts=f"{report.accounts:,}",
            skipped=f"{report.skipped:,}", mistakes=f"{report.problem_count:,}", unknown=f"{report.unknown:,}",
            missing=f"{report.missing:,}",
        )  # fmt: skip
        more = report.problem_count - len(report.problems)
        if more > 0:
            told += " " + self.tr("The first {count} are listed.").format(count=len(report.problems))
        return told

    def _retranslate(self) -> None:
        def reason(found: RowProblem) -> str:
            return found.reason(language())

        self._load.set_title(self.tr("Load a snapshot"))
        self.fields["source"].set_label(self.tr("File of the trading system"))
        self.fields["mapping"].set_label(self.tr("Mapping file"))
        self.fields["taken_at"].set_label(self.tr("Taken at"))
        self.fields["source"].set_hint(self.tr("CSV or DBF; for a view env:NAME of its address"))
        self.fields["mapping"].set_hint(self.tr("Says which column holds what"))
        self.fields["taken_at"].set_hint(self.tr("Only where the mapping asks for it"))
        for made in (self.source_button, self.mapping_button):
            made.setText(self.tr("Choose…"))
        self.check.setText(self.tr("Dry run"))
        self.check.setToolTip(cap(Act.TRY_OUT))
        self.start.setText(self.tr("Import"))
        self.start.setToolTip(cap(Act.SUBMIT))
        self.cancel.setText(self.tr("Cancel"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.table.setAccessibleName(self.tr("Mistakes by row"))
        self.table.set_columns(
            (
                Column(self.tr("Row"), lambda found: str(found.row), 100, order=lambda found: found.row, right=True),
                Column(self.tr("Column"), lambda found: found.column or DASH, 200),
                Column(self.tr("What is wrong"), reason),
            )
        )
        self._say_force()
        self._say_report()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was chosen stays."""
        if event.type() == QEvent.Type.LanguageChange:
            clear_refusals(self.fields, self.banner)
            self._retranslate()
        super().changeEvent(event)
