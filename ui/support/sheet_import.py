"""Rows of a sheet taken in at the window: choose the file, see every mistake by row and column, then all or none."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app.common.long_work import Cancelled, Progress, Watch
from ui.i18n import language
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.widgets import FieldGrid, LabelledField
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button, label
from ui.widgets.long_work import LongWork, tone
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


class TemplateProvider(Protocol):
    """Where the panel has the empty sheet from; called in a worker."""

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        ...


class ImportProvider(TemplateProvider, Protocol[Found_co]):
    """Where the panel has it from; called in a worker."""

    def import_sheet(self, path: str, *, dry_run: bool, skip: bool, watch: Watch) -> Found_co:
        """Look a sheet over, or take it in. Refused: ``sheet.*``, ``work.cancelled``."""
        ...


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What a panel is called, and its buttons; ``empty``: what is said while no file was chosen.

    ``skip``: of the box that leaves out what is there already; without a word there is no box.
    """

    title: str
    empty: str
    take: str
    back: str
    skip: str = ""


class FileImportPanel(Card, Generic[Found]):
    """Nothing is taken in before the sheet was looked over without a mistake. Signals: ``closed``, ``imported``."""

    closed = Signal()
    imported = Signal()

    def __init__(
        self, runner: OpRunner, provider: TemplateProvider, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._runner = runner
        self._templates = provider
        self._ask = ask
        self._path = ""
        self._report: Found | None = None
        self.banner, self.table = InlineBanner(), DataTable()
        self.summary, self.work = label("", wrap=True), LongWork(runner)
        self.skip = QCheckBox()
        self.choose, self.template = button("", "primary", "folder"), button("", "", "download")
        self.take, self.back = button("", "primary"), button("")
        self._fields = tuple(self.fields())
        self._lay_out()
        self.choose.clicked.connect(self.choose_file)
        self.template.clicked.connect(self.save_template)
        self.skip.toggled.connect(lambda _: self._look() if self._path else None)
        self.take.clicked.connect(self.take_all)
        self.back.clicked.connect(self.closed)
        for field in self._fields:
            field.edited.connect(self._changed)
        self.setFocusProxy(self._fields[0].widget if self._fields else self.choose)
        self._retranslate()
        self.start()

    def _lay_out(self) -> None:
        if self._fields:
            grid = FieldGrid()
            for field in self._fields:
                grid.add(field)
            self.add(grid)
        tools = QHBoxLayout()
        for widget in (self.choose, self.template, self.skip):
            tools.addWidget(widget)
        if not self.words().skip:
            self.skip.hide()
        tools.addStretch(1)
        self.body.addLayout(tools)
        self.add(self.banner)
        self.add(self.summary)
        self.add(self.work)
        self.add(self.table, 1)
        low = QHBoxLayout()
        low.addWidget(self.back)
        low.addStretch(1)
        low.addWidget(self.take)
        self.body.addLayout(low)

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

    @abstractmethod
    def read(self, path: str, *, dry_run: bool, skip: bool) -> Callable[[Progress, Cancelled], Found]:
        """What a worker is to do to look ``path`` over, or to take it in."""

    def fields(self) -> Sequence[LabelledField]:
        """What has to be told with the file, made once. Overridden by those who ask for anything."""
        return ()

    def told(self, report: Found) -> Sequence[Any]:
        """What the table shows. Overridden by those with more than mistakes."""
        return report.problems

    # what is done

    def start(self) -> None:
        """Empty, ready for a file."""
        self._path, self._report = "", None
        self.skip.setChecked(False)
        for field in self._fields:
            field.set_value("")
            field.clear_error()
        self.table.set_rows(())
        self.banner.hide()
        self._tell()

    def _changed(self) -> None:
        """What was looked over was looked over for something else."""
        self._path, self._report = "", None
        self._tell()

    def choose_file(self) -> None:
        """Ask for the sheet and look it over."""
        missing = [field for field in self._fields if not str(field.value()).strip()]
        for field in missing:
            field.set_error(self.tr("Fill this in first."))
        if missing:
            missing[0].focus_editor()
            return
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
        def failed(problem: Exception) -> None:
            self._report = None
            self.table.set_rows(())
            self._tell()
            self.banner.say(say(problem), tone(problem))

        self.banner.hide()
        for widget in (self.take, self.choose, self.skip):
            widget.setEnabled(False)
        work = self.read(self._path, dry_run=dry_run, skip=self.skip.isChecked())
        self.work.run(work, words=self.tr("The sheet is being read…"), done=done, failed=failed)

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

            self._runner.run(self._templates.save_template, path, done=saved, failed=failed, owner=self)

        self._ask(self, question, save)

    def _tell(self) -> None:
        report = self._report
        for widget in (self.choose, self.skip):
            widget.setEnabled(True)
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
        self.back.setText(words.back)
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


class SheetImportPanel(FileImportPanel[Found]):
    """A sheet with nothing to be told beside it."""

    def __init__(
        self, runner: OpRunner, provider: ImportProvider[Found], ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(runner, provider, ask, parent)
        self._sheets = provider

    def read(self, path: str, *, dry_run: bool, skip: bool) -> Callable[[Progress, Cancelled], Found]:
        """As the provider does it."""

        def work(progress: Progress, cancelled: Cancelled) -> Found:
            return self._sheets.import_sheet(path, dry_run=dry_run, skip=skip, watch=Watch(progress, cancelled))

        return work
