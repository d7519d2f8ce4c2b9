"""One client's dossier: found, opened with a purpose; its papers, its place, what is missing (AR-1, AR-3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.common.long_work import Watch
from app.dossier.view import DossierView
from ui.pages.approvals.words import moment
from ui.pages.dossier.folder_side import FolderSide
from ui.pages.dossier.port import COVER, INDEX, LOANS, Abilities, DossierProvider, Found, Page
from ui.pages.dossier.tiles import PaperTiles
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.long_work import LongWork, tone
from ui.widgets.preview import PdfPreview, Raster
from ui.widgets.side_panel import SidePanel

_NUMBER = Qt.ItemDataRole.UserRole + 1


class FolderView(QWidget):
    """Finds a client, asks for a purpose where it is needed, shows the dossier."""

    def __init__(
        self, runner: OpRunner, provider: DossierProvider, raster: Raster, able: Abilities, ask: Asker
    ) -> None:
        super().__init__()
        self._runner, self._provider, self._able, self._ask = runner, provider, able, ask
        self._latest, self._latest_document = Latest(runner, self), Latest(runner, self)
        self._view: DossierView | None = None
        self._paper = ""
        self.banner, self.work = InlineBanner(), LongWork(runner)
        self.asked = LineEdit(limit=100)
        self.hits = QListWidget()
        self.tiles = PaperTiles(runner, raster)
        self.preview = PdfPreview(runner, raster)
        self.beside = FolderSide(runner, provider, able)
        self.empty = EmptyState("archive")
        self._build()
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.asked)

    def _build(self) -> None:
        self._open = button("", "primary", "search")
        search = QHBoxLayout()
        search.setSpacing(space.S)
        fix(self.asked, most_width=380)
        search.addWidget(self.asked, 1)
        search.addWidget(self._open)
        search.addStretch(1)
        self._name, self._number = label("", "title"), label("", "heading")
        self._complete, self._lent = StatusChip(), StatusChip()
        self._tools = {
            "cover": button("", "link", "document"), "index": button("", "link", "list"),
            "loans": button("", "link", "clock"), "place": button("", "link", "archive"),
            "lend": button("", "link", "arrow-right"), "export": button("", "link", "download"),
        }  # fmt: skip
        self._head = Card(margin=12)
        top = QHBoxLayout()
        top.setSpacing(space.S)
        for widget in (self._name, self._number, self._complete, self._lent):
            top.addWidget(widget)
        top.addStretch(1)
        for tool in self._tools.values():
            top.addWidget(tool)
        self._head.body.addLayout(top)
        self._papers = Card(margin=8)
        self._papers.add(self.tiles, 1)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addWidget(self._papers, 1)
        across.addWidget(self.beside)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self._head)
        column.addLayout(across, 1)
        panel = Card(margin=1)
        panel.body.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        panel.add(self.preview, 1)
        self.side = SidePanel(page, panel)
        self._body = QStackedWidget()
        for shown in (self.empty, self.hits, self.side):
            self._body.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space.S)
        outer.addLayout(search)
        outer.addWidget(self.banner)
        outer.addWidget(self.work)
        outer.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.asked.returnPressed.connect(self.look_up)
        self._open.clicked.connect(self.look_up)
        self.hits.itemActivated.connect(self._hit)
        self.tiles.chosen.connect(self.show_document)
        self.preview.print_requested.connect(self.print_shown)
        self.preview.closed.connect(lambda: self.side.set_open(False))
        acts: dict[str, Callable[[], None]] = {
            "cover": lambda: self.show_paper(COVER), "index": lambda: self.show_paper(INDEX),
            "loans": lambda: self.show_paper(LOANS), "place": self.beside.edit_place, "lend": self.beside.edit_loan,
            "export": self.export,
        }  # fmt: skip
        for name, act in acts.items():
            self._tools[name].clicked.connect(act)
        self.beside.changed.connect(self.refresh)
        self.beside.failed.connect(self._failed)
        bind(Act.PRINT, self, self.print_shown)

    # finding and opening

    def look_up(self) -> None:
        """Find by archive number, client number, name or whatever clients are found by."""
        text = self.asked.text().strip()
        if text:
            self._latest.ask(self._provider.find, text, done=self._came, failed=self._failed)

    def _came(self, found: Sequence[Found]) -> None:
        self.banner.hide()
        if len(found) == 1:
            self.open_client(found[0].client_id)
            return
        self.hits.clear()
        for one in found:
            item = QListWidgetItem(f"{one.name}　{one.number}　{one.paper}")
            item.setData(_NUMBER, one.client_id)
            self.hits.addItem(item)
        if not found:
            self.banner.say(self.tr("Nobody was found by that. Try the archive number or part of the name."), "warn")
            return
        self._body.setCurrentWidget(self.hits)
        self.hits.setCurrentRow(0)
        self.hits.setFocus()

    def _hit(self, item: QListWidgetItem) -> None:
        self.open_client(str(item.data(_NUMBER)))

    def open_client(self, client_id: str) -> None:
        """Open a client's dossier; where it is not one's own work, ask what for."""
        self._latest.ask(
            self._provider.own_work,
            client_id,
            done=lambda own: self._read(client_id, "") if own else self._ask_why(client_id),
            failed=self._failed,
        )

    def _ask_why(self, client_id: str) -> None:
        question = Ask(
            Kind.REASON,
            self.tr("What do you need this dossier for?"),
            self.tr("It is not your own work. Your name, the time and the purpose are registered."),
            accept=self.tr("Open the dossier"),
            choices=self._able.purposes,
        )
        self._ask(self, question, lambda why: self._read(client_id, why))

    def _read(self, client_id: str, why: str) -> None:
        self._latest.ask(self._provider.look, client_id, why, done=self._show, failed=self._failed)

    def refresh(self) -> None:
        """Read the dossier shown anew."""
        if self._view is not None and self._view.why:
            self._read(self._view.client_id, self._view.why)
        elif self._view is not None:
            self.open_client(self._view.client_id)

    def view(self) -> DossierView | None:
        """What is shown."""
        return self._view

    def _show(self, view: DossierView) -> None:
        other = self._view is None or self._view.client_id != view.client_id
        self._view = view
        self.banner.hide()
        self._say_view(view)
        self.tiles.show_papers(view.sections, lambda number: self._provider.glance(view.client_id, number))
        self._body.setCurrentWidget(self.side)
        self.beside.leave_sheet()
        if other:
            self._paper = ""
            self.preview.show_nothing(self.tr("Choose a paper and press Enter."))
            self.side.set_open(False)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), tone(problem))

    # papers

    def show_document(self, number: str) -> None:
        """Show a paper of the dossier; the look is registered."""
        view = self._view
        if view is None:
            return
        paper = next((one for one in view.papers if one.document.number == number), None)
        if paper is None:
            return
        if paper.destroyed is not None:
            gone = paper.destroyed
            text = self.tr("Destroyed on {at} by {name}, witness {witness}, list {number}: {why}")
            self.banner.say(
                text.format(
                    at=moment(gone.at), name=gone.by_name, witness=gone.witness_name, number=gone.destruction,
                    why=gone.why,
                ), "warn",
            )  # fmt: skip
            return
        if paper.replaced_by:
            text = self.tr("Replaced by {number}; kept for reference.")
            self.banner.say(text.format(number=paper.replaced_by), "info")
        document = paper.document
        self.side.set_open(True)
        self.preview.show_pressing()
        self._paper = number
        self._latest_document.ask(
            self._provider.document, view.client_id, number, view.why,
            done=lambda pdf: self.preview.show_pdf(pdf, document.pages, document.title), failed=self._failed,
        )  # fmt: skip

    def show_paper(self, form: str) -> None:
        """Show the cover, the index or the register of loans as of now."""
        view = self._view
        if view is None:
            return
        self.side.set_open(True)
        self.preview.show_pressing()
        self._paper = form

        def came(page: Page) -> None:
            self.preview.show_pdf(page.pdf, page.pages, page.title)

        self._latest_document.ask(
            self._provider.paper, view.client_id, form, view.why, done=came, failed=self._failed
        )  # fmt: skip

    def print_shown(self) -> None:
        """Print what the preview shows."""
        view, paper = self._view, self._paper
        if view is None or not paper or not self._able.prints:
            return
        act = self._provider.print_paper if paper in (COVER, INDEX, LOANS) else self._provider.print_document

        def sent(_: object) -> None:
            show_toast(self, self.tr("Sent to the printer."))

        self._runner.run(act, view.client_id, paper, view.why, done=sent, failed=self._failed, owner=self)

    def export(self) -> None:
        """Take the whole dossier out of the house, with a purpose."""
        view = self._view
        if view is None:
            return
        why = Ask(
            Kind.REASON,
            self.tr("Export the whole dossier"),
            self.tr("All papers, the data and how to check them go into one file. What is it needed for?"),
            accept=self.tr("Choose the file"),
            suggestion=view.why,
        )
        self._ask(self, why, lambda reason: self._export_where(view, reason))

    def _export_where(self, view: DossierView, why: str) -> None:
        name = f"{view.archive_number}.zip"
        question = Ask(Kind.SAVE_FILE, self.tr("Export the whole dossier"), suggestion=name, files="ZIP (*.zip)")

        def written(_: object) -> None:
            show_toast(self, self.tr("{number} exported").format(number=view.archive_number))

        def to(path: str) -> None:
            self.work.run(
                lambda *asked: self._provider.export(view.client_id, path, why, Watch(*asked)),
                words=self.tr("The dossier is being packed…"), done=written, failed=self._failed, serial=False,
            )  # fmt: skip

        self._ask(self, question, to)

    # what stands beside the papers

    def _say_view(self, view: DossierView) -> None:
        self._name.setText(view.client_name)
        self._number.setText(view.archive_number)
        if view.complete:
            self._complete.show_state(self.tr("Complete"), "ok")
        else:
            self._complete.show_state(self.tr("Papers missing"), "danger")
        self._complete.setVisible(bool(view.sets))
        loan = view.loan
        self._lent.setVisible(loan is not None)
        if loan is not None:
            text = self.tr("Lent to {name} until {day}").format(name=loan.borrower_name, day=loan.due_on)
            self._lent.show_state(text, "danger" if view.loan_overdue else "warn")
        self._tools["place"].setVisible(self._able.writes)
        self._tools["loans"].setVisible(self._able.writes)
        self._tools["lend"].setVisible(self._able.writes and loan is None and view.destruction_state != "done")
        self._tools["export"].setVisible(self._able.exports)
        pages = sum(paper.document.pages for paper in view.papers)
        note = self.tr("{count} documents, {pages} pages").format(count=len(view.papers), pages=pages)
        self._papers.set_title(self.tr("Papers"), note)
        self.beside.show_view(view)

    def retranslate(self) -> None:
        """Texts."""
        hint = self.tr("Archive number, client number or name")
        self.asked.setPlaceholderText(hint)
        self.asked.setAccessibleName(hint)
        self.hits.setAccessibleName(self.tr("Clients found"))
        self._open.setText(self.tr("Open"))
        for name, text in (
            ("cover", self.tr("Cover")), ("index", self.tr("Index")), ("loans", self.tr("Loans")),
            ("place", self.tr("Place")), ("lend", self.tr("Lend")), ("export", self.tr("Export")),
        ):  # fmt: skip
            self._tools[name].setText(text)
        self.empty.say(
            self.tr("No dossier open"),
            self.tr("Scan the barcode of a cover, or type a number or part of a name, and press Enter."),
        )
        if self._view is not None:
            self._say_view(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self._view is not None and self.isVisible():
                view = self._view
                self.tiles.show_papers(view.sections, lambda number: self._provider.glance(view.client_id, number))
        super().changeEvent(event)
