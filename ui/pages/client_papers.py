"""The documents of a client: looked at, checked, exported and printed, each with one keystroke (AR-1, AR-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.client_view import CheckedFile, ClientProvider, ClientView, DocumentRow
from ui.pages.document_check import COLOURS, DocumentCheck, verdict
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind
from ui.widgets.banner import show_toast
from ui.widgets.containers import Card, button
from ui.widgets.preview import PdfPreview
from ui.widgets.purpose_bar import PurposeBar
from ui.widgets.table import Column, DataTable


class ClientPapers(Card):
    """The list, or the question what the documents are needed for. What is looked at is shown in ``preview``.

    ``page``: where its keys hold. ``print_``: as in ``ClientPage``.
    """

    opened = Signal()
    """The preview is to be seen."""
    told = Signal(str, str)
    """A sentence, and its tone."""
    failed = Signal(Exception)

    def __init__(
        self, page: QWidget, runner: OpRunner, provider: ClientProvider, preview: PdfPreview, ask: Asker,
        print_: Callable[[str], None] | None, purposes: Sequence[str],
    ) -> None:  # fmt: skip
        super().__init__(margin=6)
        self._runner = runner
        self._provider = provider
        self._preview = preview
        self._ask = ask
        self._print_by = print_
        self._latest = Latest(runner, self)
        self._rows: Sequence[DocumentRow] = ()
        self.table, self.purpose = DataTable(), PurposeBar(purposes)
        self.check = DocumentCheck(page, runner, provider, ask, print_)
        self._view, self._export = button("", "link", "eye"), button("", "link", "download")
        self._print = button("", "link", "print")
        for tool in (self._view, self.check.of_document, self.check.of_file, self._export, self._print):
            self.add_action(tool)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.purpose)
        self.add(self._body, 1)
        self._connect(page)

    def _connect(self, page: QWidget) -> None:
        self.table.opened.connect(self._look)
        self.table.looked.connect(self._look)
        self._view.clicked.connect(lambda: self._look(self.table.row()))
        self.check.of_document.clicked.connect(self._check)
        self.check.begun.connect(self._check_begun)
        self.check.checked.connect(self._checked)
        self.check.failed.connect(self.failed)
        self._export.clicked.connect(self.export)
        self._print.clicked.connect(self.print_document)
        self._preview.print_requested.connect(self.print_document)
        bind(Act.EXPORT, page, self.export)
        for act in (Act.PRINT, Act.PRINT_ASKING):  # with Shift whoever prints asks how
            bind(act, page, self.print_document)

    def show_client(self, client: ClientView, *, other: bool) -> None:
        """List the documents of ``client``, or ask what they are needed for; ``other``: not who was shown before."""
        self._rows = client.documents
        self.table.set_rows(client.documents, key=lambda row: row.id)
        for tool in (self._view, self.check.of_document, self._export, self._print):
            tool.setEnabled(bool(client.documents))
        asked = self._body.currentWidget() is self.purpose
        shown = self.purpose if client.purpose_needed else self.table
        self._body.setCurrentWidget(shown)
        if other:
            self.purpose.clear()
            self._preview.show_nothing(self.tr("Choose a document and press Space."))
        if other or asked != client.purpose_needed:
            shown.setFocus()

    def look_by_id(self, document_id: str) -> None:
        """Show one of the documents."""
        self._look_where(lambda row: row.id == document_id)

    def look_by_number(self, number: str) -> None:
        """Show one of the documents."""
        self._look_where(lambda row: row.number == number)

    def _look_where(self, wanted: Callable[[DocumentRow], bool]) -> None:
        for place, row in enumerate(self._rows):
            if wanted(row):
                self.table.selectRow(place)
                self._look(row)

    def _look(self, row: object) -> None:
        if not isinstance(row, DocumentRow):
            return
        self.check.forget()
        self.opened.emit()
        if row.destroyed:
            self._preview.show_nothing(self._destroyed(row))
            return
        self._preview.show_pressing()

        def came(pdf: bytes) -> None:
            self._preview.show_pdf(pdf, row.pages, row.title)

        self._latest.ask(self._provider.document, row.id, done=came, failed=self.failed.emit)

    def _destroyed(self, row: DocumentRow) -> str:
        """Why a document cannot be shown any more (AR-4)."""
        text = self.tr("Destroyed on {on} by list {number}, after its keeping period.")
        return text.format(on=row.destroyed_on.isoformat() if row.destroyed_on else "", number=row.destroyed)

    def _check(self) -> None:
        row = self.table.row()
        if isinstance(row, DocumentRow):
            self.check.check(row.id)

    def _check_begun(self) -> None:
        self.opened.emit()
        self._preview.show_pressing()

    def _checked(self, found: CheckedFile) -> None:
        """Say the verdict, and show the page that proves it; it is what is printed then."""
        self.told.emit(verdict(found), COLOURS[found.verdict])
        self._preview.show_pdf(found.page, found.pages, self.tr("Verification page"))

    def export(self) -> None:
        """Ask where to, and write the sealed PDF of the document chosen."""
        row = self.table.row()
        if not isinstance(row, DocumentRow):
            return
        question = Ask(Kind.SAVE_FILE, self.tr("Export document"), suggestion=f"{row.number}.pdf", files="PDF (*.pdf)")
        self._ask(self, question, lambda path: self._export_to(row, path))

    def _export_to(self, row: DocumentRow, path: str) -> None:
        def written(_: object) -> None:
            show_toast(self, self.tr("{number} exported").format(number=row.number))

        self._runner.run(self._provider.export, row.id, path, done=written, failed=self.failed.emit, owner=self)

    def print_document(self) -> None:
        """Send the document chosen to the printer, or the verification page while it is shown."""
        if self.check.print_page():
            return
        row = self.table.row()
        if not isinstance(row, DocumentRow):
            return
        if self._print_by is not None:
            self._print_by(row.number)
            return

        def sent(_: object) -> None:
            show_toast(self, self.tr("{number} sent to the printer").format(number=row.number))

        self._runner.run(self._provider.print_document, row.id, done=sent, failed=self.failed.emit, owner=self)

    def retranslate(self) -> None:
        """Say everything in the present language."""
        self.set_title(self.tr("Documents"))
        self.table.setAccessibleName(self.tr("Documents"))
        self._view.setText(self.tr("View"))
        self.check.retranslate()
        self._export.setText(self.tr("Export"))
        self._print.setText(self.tr("Print"))
        sealed, unsealed, gone = self.tr("Sealed"), self.tr("Unsealed"), self.tr("Destroyed")
        moment: Callable[[datetime], str] = lambda at: at.strftime("%Y-%m-%d %H:%M")  # noqa: E731 - a format, named
        self.table.set_nothing(self.tr("No document yet. What the client signs is filed here by itself."))
        self.table.set_columns(
            (
                Column(self.tr("Document"), lambda row: row.title),
                Column(self.tr("Number"), lambda row: row.number, 190),
                Column(self.tr("Version"), lambda row: row.version, 84),
                Column(self.tr("Made"), lambda row: moment(row.made_at), 144),
                Column(self.tr("Pages"), lambda row: str(row.pages), 62, order=lambda row: row.pages),
                Column(
                    self.tr("Seal"),
                    lambda row: gone if row.destroyed else sealed if row.sealed else unsealed,
                    92,
                    chip=lambda row: "neutral" if row.destroyed else "ok" if row.sealed else "warn",
                ),
            )
        )
