"""A new watch list from a file: say whose it is and of when, see every mistake by row, then put it in force (KY-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.common.long_work import Cancelled, Progress
from ui.pages.screening.port import ScreeningProvider
from ui.support.ask import Asker
from ui.support.run_op import OpRunner
from ui.support.sheet_import import FileImportPanel, ImportWords
from ui.widgets import LabelledField, LineEdit
from ui.widgets.editors import DateEdit

if TYPE_CHECKING:
    from app.due_diligence.importing import ListImport


class ListImportPanel(FileImportPanel["ListImport"]):
    """Nothing is in force before the file was looked over without a mistake."""

    source: LabelledField
    dated: LabelledField

    def __init__(
        self, runner: OpRunner, provider: ScreeningProvider, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(runner, provider, ask, parent)
        self._lists = provider

    def fields(self) -> Sequence[LabelledField]:
        """Whose list it is, and of which day."""
        self.source = LabelledField("", LineEdit(limit=100), required=True)
        self.dated = LabelledField("", DateEdit(), required=True)
        return self.source, self.dated

    def words(self) -> ImportWords:
        """What it is called."""
        return ImportWords(
            title=self.tr("New watch list"),
            empty=self.tr(
                "A file with columns 姓名或名称, 证件号码, 备注; the first is needed. It is looked over first."
            ),
            take=self.tr("Put in force"),
            back=self.tr("Back to the hits"),
        )

    def template_name(self) -> str:
        """The name proposed for the empty sheet."""
        from app.due_diligence.sheet_rows import FILE_NAME

        return FILE_NAME

    def count(self, report: ListImport) -> int:
        """Rows."""
        return report.rows

    def counted(self, report: ListImport) -> str:
        """The counts of a list."""
        text = self.tr("{file}: {rows} rows, {mistakes} mistakes.")
        return text.format(file=report.source, rows=report.rows, mistakes=report.problem_count)

    def made(self, report: ListImport) -> str:
        """Which list is in force; nothing when the file is another one by now."""
        text = self.tr("List {version} is in force.")
        return text.format(version=report.version) if report.version else ""

    def read(self, path: str, *, dry_run: bool, skip: bool) -> Callable[[Progress, Cancelled], ListImport]:
        """With whose list it is; there is never anything to leave out."""
        source, dated = str(self.source.value()), str(self.dated.value())

        def work(progress: Progress, cancelled: Cancelled) -> ListImport:
            return self._lists.import_list(
                path, source, dated, dry_run=dry_run, progress=progress, cancelled=cancelled
            )  # fmt: skip

        return work

    def _retranslate(self) -> None:
        self.source.set_label(self.tr("Source of the list"))
        self.dated.set_label(self.tr("As of"))
        super()._retranslate()
