"""Rows of a sheet taken in at the window: choose the file, see every mistake by row and column, then all or none."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui.i18n import language
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button, label
from ui.widgets.table import Column, DataTable

if TYPE_CHECKING:  # the database's library comes with it, and it is not needed before the first window
    from app.gateways.snapshot.port import RowProblem

_FILES = "Excel, CSV (*.xlsx *.csv)"


class Report(Protocol):
    """What was found in a sheet, or taken in from it."""

    # ruff: noqa: D102 - each is told of at the reports
    @property
    def ok(self) -> bool: ...
    @property
    def problems(self) -> Sequence[RowProblem]: ...


Found = TypeVar("Found", bound=Report)
Found_co = TypeVar("Found_co", bound=Report, covariant=True)


class ImportProvider(Protocol[Found_co]):
    """Where the panel has it from; called in a worker."""

    def import_sheet(self, path: str, *, dry_run: bool, skip: bool) -> Found_co:
        """Look a sheet over, or take it in. Refused: ``sheet.*``."""
        ...

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        ...


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What a panel is called, and its buttons; ``empty``: what is said while no file was chosen."""

    title: str
    empty: str
    skip: str
    take: str
    back: str


class SheetImportPanel(Card, Generic[Found]):
    """Nothing is taken in before the sheet was looked over without a mistake. Signals: ``closed``, ``imported``."""

    closed = Signal()
    imported = Signal()

    def __init__(
        self, runner: OpRunner, provider: ImportProvider[Found], ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._path = ""
        self._report: Found | None = None
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

    # what the flow says

    @abstractmethod
    def words(self) -> ImportWords:
        """What it is called, in the present language."""

    @abstractmethod
    def template_name(self) -> str:
        """The name proposed for the empty sheet."""

    @abstractmethod
    def count(self, report: Found) -> int:
        """How many would be made, or were."""

    @abstractmethod
    def counted(self, report: Found) -> str:
        """The counts of a sheet in one sentence."""

    @abstractmethod
    def made(self, report: Found) -> str:
        """What was made, in words; empty when nothing was, for somebody was faster."""

    def told(self, report: Found) -> Sequence[Any]:
        """What the table shows. Overridden by those with more than mistakes."""
        return report.problems

    # what is done

    def start(self) -> None:
        """Empty, ready for a file."""
        self._path, self._report = "", None
        self.skip.setChecked(False)
        self.table.set_rows(())
        self.banner.hide()
        self._tell()

    def choose_file(self) -> None:
        """Ask for the sheet and look it over."""
        self._ask(self, Ask(Kind.OPEN_FILE, self.tr("Choose the sheet"), files=_FILES), self._chosen)

    def _chosen(self, path: str) -> None:
        self._path = path
        self._look()

    def _look(self) -> None:
        self._run(dry_run=True, done=self._looked)

    def _looked(self, report: Found) -> None:
        self._report = report
        self.banner.hide()
        self.table.set_rows(self.told(report))
        self._tell()
        if report.ok:
            self.take.setFocus()

    def take_all(self) -> None:
        """Take in every row of the sheet that was looked over; all of them or none."""
        if self._report is not None and self._report.ok and self.count(self._report):
            self._run(dry_run=False, done=self._taken)

    def _taken(self, report: Found) -> None:
        word = self.made(report)
        if not word:
            self._looked(report)
            return
        show_toast(self, word)
        self.start()
        self.imported.emit()

    def _run(self, *, dry_run: bool, done: Callable[[Found], None]) -> None:
        def look() -> Found:
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
            Kind.SAVE_FILE, self.tr("Save the empty sheet"), suggestion=self.template_name(), files="Excel (*.xlsx)"
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
        self.take.setEnabled(report is not None and report.ok and self.count(report) > 0)
        if report is None:
            self.summary.setText(self.words().empty)
            return
        verdict = self.tr("No mistakes.") if report.ok else self.tr("Mend the sheet, save it and choose it again.")
        self.summary.setText(f"{self.counted(report)} {verdict}")

    def _retranslate(self) -> None:
        def row(found: RowProblem) -> str:
            return str(found.row)

        words = self.words()
        self.set_title(words.title)
        self.choose.setText(self.tr("Choose the sheet"))
        self.template.setText(self.tr("Empty sheet"))
        self.skip.setText(words.skip)
        self.take.setText(words.take)
        self._back.setText(words.back)
        self.table.setAccessibleName(self.tr("Mistakes of the sheet"))
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
