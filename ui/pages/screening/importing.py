"""A new watch list from a file: say whose it is and of when, see every mistake by row, then put it in force (KY-3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.i18n import language
from ui.pages.screening.port import ScreeningProvider
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.widgets import FieldGrid, LabelledField, LineEdit
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import DateEdit
from ui.widgets.long_work import LongWork, Progress
from ui.widgets.table import Column, DataTable

if TYPE_CHECKING:
    from app.due_diligence.importing import ListImport
    from app.gateways.snapshot.port import RowProblem

_FILES = "CSV, Excel (*.csv *.xlsx)"


class ImportPanel(Card):
    """Nothing is in force before the file was looked over without a mistake."""

    closed = Signal()
    imported = Signal()

    def __init__(
        self, runner: OpRunner, provider: ScreeningProvider, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._path = ""
        self._report: ListImport | None = None
        self.source = LabelledField("", LineEdit(limit=100), required=True)
        self.dated = LabelledField("", DateEdit(), required=True)
        self.banner, self.table = InlineBanner(), DataTable()
        self.summary, self.work = label("", wrap=True), LongWork(runner)
        self.choose, self.put = button("", "primary", "folder"), button("", "primary")
        self.back = button("")
        self._lay_out()
        self.choose.clicked.connect(self.choose_file)
        self.put.clicked.connect(self.put_in_force)
        self.back.clicked.connect(self.closed)
        for field in (self.source, self.dated):
            field.edited.connect(self._changed)
        self.setFocusProxy(self.source.widget)
        self._retranslate()
        self.start()

    def _lay_out(self) -> None:
        grid = FieldGrid()
        grid.add(self.source)
        grid.add(self.dated)
        self.add(grid)
        tools = QHBoxLayout()
        tools.addWidget(self.choose)
        tools.addStretch(1)
        self.body.addLayout(tools)
        self.add(self.banner)
        self.add(self.summary)
        self.add(self.work)
        self.add(self.table, 1)
        low = QHBoxLayout()
        low.addWidget(self.back)
        low.addStretch(1)
        low.addWidget(self.put)
        self.body.addLayout(low)

    def start(self) -> None:
        """Empty, ready for a file."""
        self._path, self._report = "", None
        for field in (self.source, self.dated):
            field.set_value("")
            field.clear_error()
        self.table.set_rows(())
        self.banner.hide()
        self._tell()

    def _changed(self) -> None:
        self._report = None
        self._tell()

    def choose_file(self) -> None:
        """Ask for the file and look it over."""
        missing = [field for field in (self.source, self.dated) if not str(field.value()).strip()]
        for field in missing:
            field.set_error(self.tr("Fill this in first."))
        if missing:
            missing[0].focus_editor()
            return
        self._ask(self, Ask(Kind.OPEN_FILE, self.tr("Choose the list"), files=_FILES), self._chosen)

    def _chosen(self, path: str) -> None:
        self._path = path
        self._run(dry_run=True, done=self._looked)

    def _looked(self, report: ListImport) -> None:
        self._report = report
        self.table.set_rows(report.problems)
        self._tell()

    def put_in_force(self) -> None:
        """Put the list that was looked over in force."""
        if self._report is not None and self._report.ok:
            self._run(dry_run=False, done=self._put)

    def _put(self, report: ListImport) -> None:
        if not report.version:  # the file is another one by now
            self._looked(report)
            return
        show_toast(self, self.tr("List {version} is in force.").format(version=report.version))
        self.start()
        self.imported.emit()

    def _run(self, *, dry_run: bool, done: Callable[[ListImport], None]) -> None:
        source, dated = str(self.source.value()), str(self.dated.value())

        def work(progress: Progress, cancelled: Callable[[], bool]) -> ListImport:
            return self._provider.import_list(
                self._path, source, dated, dry_run=dry_run, progress=progress, cancelled=cancelled
            )

        def failed(problem: Exception) -> None:
            self._report = None
            self.table.set_rows(())
            self._tell()
            self.banner.say(say(problem), "danger")

        self.banner.hide()
        self.put.setEnabled(False)
        self.choose.setEnabled(False)
        self.summary.hide()
        self.work.run(work, words=self.tr("The list is being read…"), done=done, failed=failed)

    def _tell(self) -> None:
        report = self._report
        self.summary.show()
        self.choose.setEnabled(True)
        self.put.setEnabled(report is not None and report.ok and report.rows > 0)
        if report is None:
            self.summary.setText(
                self.tr("A file with columns 姓名或名称, 证件号码, 备注; the first is needed. It is looked over first.")
            )
            return
        told = self.tr("{file}: {rows} rows, {mistakes} mistakes.").format(
            file=report.source, rows=report.rows, mistakes=report.problem_count
        )
        verdict = self.tr("No mistakes.") if report.ok else self.tr("Mend the file and choose it again.")
        self.summary.setText(f"{told} {verdict}")

    def _retranslate(self) -> None:
        def row(found: RowProblem) -> str:
            return str(found.row)

        self.set_title(self.tr("New watch list"))
        self.source.set_label(self.tr("Source of the list"))
        self.dated.set_label(self.tr("As of"))
        self.choose.setText(self.tr("Choose the list…"))
        self.put.setText(self.tr("Put in force"))
        self.back.setText(self.tr("Back to the hits"))
        self.table.setAccessibleName(self.tr("Mistakes of the list"))
        self.table.set_nothing(self.tr("Choose a file. What is wrong in it is listed here row by row."))
        self.table.set_columns(
            (
                Column(self.tr("Row"), row, 70, order=lambda found: found.row),
                Column(self.tr("Column"), lambda found: found.column, 130),
                Column(self.tr("What is wrong, and what to do"), lambda found: found.reason(language())),
            )
        )
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
