"""A list of unusual accounts from a file: choose it, see every mistake by row, then take in all or none (FU-5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.i18n import language
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button, label
from ui.widgets.table import Column, DataTable

_FILES = "Excel, CSV (*.xlsx *.csv)"

if TYPE_CHECKING:  # the database's library comes with them, and it is not needed before the first window
    from app.gateways.snapshot.port import RowProblem
    from app.unusual_trading.importing import UnusualImport


class ImportProvider(Protocol):
    """Where the panel has it from; called in a worker."""

    def import_sheet(self, path: str, *, dry_run: bool, skip: bool) -> UnusualImport:
        """Look a sheet over, or take it in. Refused: ``sheet.*``."""
        ...

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        ...


class UnusualImportPanel(Card):
    """Nothing is taken in before the file was looked over without a mistake."""

    closed = Signal()
    imported = Signal()

    def __init__(
        self, runner: OpRunner, provider: ImportProvider, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._path = ""
        self._report: UnusualImport | None = None
        self.banner = InlineBanner()
        self.table = DataTable()
        self.summary = label("", wrap=True)
        self.skip = QCheckBox()
        self.choose, self.template = button("", "primary", "folder"), button("", "", "download")
        self.take, self._back = button("", "primary"), button("")
        tools = QHBoxLayout()
        for widget in (self.choose, self.template, self.skip):
            tools.addWidget(widget)
        tools.addStretch(1)
        self.body.addLayout(tools)
        self.add(self.banner)
        self.add(self.summary)
        self.add(self.table, 1)
        low = QHBoxLayout()
        low.addWidget(self._back)
        low.addStretch(1)
        low.addWidget(self.take)
        self.body.addLayout(low)
        self.choose.clicked.connect(self.choose_file)
        self.template.clicked.connect(self.save_template)
        self.skip.toggled.connect(lambda _: self._look() if self._path else None)
        self.take.clicked.connect(self.take_all)
        self._back.clicked.connect(self.closed)
        self.setFocusProxy(self.choose)
        self._retranslate()
        self.start()

    def start(self) -> None:
        """Empty, ready for a file."""
        self._path, self._report = "", None
        self.skip.setChecked(False)
        self.table.set_rows(())
        self.banner.hide()
        self._tell()

    def choose_file(self) -> None:
        """Ask for the sheet and look it over."""
        question = Ask(Kind.OPEN_FILE, self.tr("Choose the sheet"), files=_FILES)
        self._ask(self, question, self._chosen)

    def _chosen(self, path: str) -> None:
        self._path = path
        self._look()

    def _look(self) -> None:
        self._run(dry_run=True, done=self._looked)

    def _looked(self, report: UnusualImport) -> None:
        self._report = report
        self.banner.hide()
        self.table.set_rows(report.problems)
        self._tell()
        if report.ok:
            self.take.setFocus()

    def take_all(self) -> None:
        """Take in the whole list that was looked over."""
        if self._report is not None and self._report.ok and self._report.calls:
            self._run(dry_run=False, done=self._taken)

    def _taken(self, report: UnusualImport) -> None:
        from app.unusual_trading.importing import ImportOutcome

        if report.outcome is not ImportOutcome.IMPORTED:  # somebody took one of them in meanwhile
            self._looked(report)
            return
        show_toast(self, self.tr("{count} calls made").format(count=report.calls))
        self.start()
        self.imported.emit()

    def _run(self, *, dry_run: bool, done: Callable[[UnusualImport], None]) -> None:
        def look() -> UnusualImport:
            return self._provider.import_sheet(self._path, dry_run=dry_run, skip=skip)

        def failed(problem: Exception) -> None:
            self._report = None
            self.table.set_rows(())
            self._tell()
            self.banner.say(say(problem), "danger")

        skip = self.skip.isChecked()
        self.take.setEnabled(False)
        self._runner.run(look, done=done, failed=failed, owner=self, serial=True)

    def save_template(self) -> None:
        """Ask where to, and write the empty sheet."""
        question = Ask(
            Kind.SAVE_FILE, self.tr("Save the empty sheet"), suggestion=_template_name(), files="Excel (*.xlsx)"
        )  # fmt: skip

        def save(path: str) -> None:
            def saved(_: object) -> None:
                show_toast(self, self.tr("Saved."))

            def failed(problem: Exception) -> None:
                self.banner.say(say(problem), "danger")

            self._runner.run(self._provider.save_template, path, done=saved, failed=failed, owner=self)

        self._ask(self, question, save)

    def _tell(self) -> None:
        report = self._report
        self.take.setEnabled(report is not None and report.ok and report.calls > 0)
        if report is None:
            self.summary.setText(
                self.tr("Fill in the empty sheet and choose it. It is looked over first; nothing is taken in unasked.")
            )
            return
        counts = self.tr(
            "{file}: {rows} rows, {calls} calls, {skipped} left out, {mistakes} mistakes."
        ).format(
            file=report.source, rows=report.rows, calls=report.calls, skipped=report.skipped,
            mistakes=report.problem_count,
        )  # fmt: skip
        verdict = self.tr("No mistakes.") if report.ok else self.tr("Mend the sheet, save it and choose it again.")
        self.summary.setText(f"{counts} {verdict}")

    def _retranslate(self) -> None:
        def row(found: RowProblem) -> str:
            return str(found.row)

        self.set_title(self.tr("List of unusual accounts"))
        self.choose.setText(self.tr("Choose the sheet"))
        self.template.setText(self.tr("Empty sheet"))
        self.skip.setText(self.tr("Leave out what was in an earlier list"))
        self.take.setText(self.tr("Take the list in"))
        self._back.setText(self.tr("Back to the lists"))
        self.table.setAccessibleName(self.tr("Mistakes of the sheet"))
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


def _template_name() -> str:
    from app.unusual_trading.template import FILE_NAME

    return FILE_NAME
