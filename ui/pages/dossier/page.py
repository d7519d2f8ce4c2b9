"""Dossiers in views: a client's own, hand-over, loans, destruction; who may do nothing in one does not see it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.dossier.destruction import DestructionView
from ui.pages.dossier.folder import FolderView
from ui.pages.dossier.handing import HandingView
from ui.pages.dossier.loans import LoansView
from ui.pages.dossier.port import Abilities, DossierProvider, Page
from ui.pages.dossier.receiving import ReceivingView
from ui.support.ask import Asker, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card
from ui.widgets.editors import Choice
from ui.widgets.preview import PdfPreview, Raster

FOLDER, HANDING, RECEIVING, LOANS, DESTRUCTION = "folder", "handing", "receiving", "loans", "destruction"
TOPIC = "dossier"
"""Topic of the change feed that these lists follow."""

View = FolderView | HandingView | ReceivingView | LoansView | DestructionView


class DossierPage(QWidget):
    """The views of the archive. F5 reads anew."""

    _told = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: DossierProvider, raster: Raster, able: Abilities, *,
        ask: Asker = ask_dialog, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._provider = provider
        self._latest = Latest(runner, self)
        self.folder = FolderView(runner, provider, raster, able, ask)
        self.loans = LoansView(runner, provider, able, ask)
        self.destruction = DestructionView(runner, provider, able, ask)
        self.handing = HandingView(runner, provider) if able.hands else None
        self.receiving = ReceivingView(runner, provider) if able.writes else None
        self.sheet = PdfPreview(runner, raster)
        self._views: dict[str, View] = {FOLDER: self.folder}
        for key, view in ((HANDING, self.handing), (RECEIVING, self.receiving)):
            if view is not None:
                self._views[key] = view
        self._views |= {LOANS: self.loans, DESTRUCTION: self.destruction}
        self.which = Segmented()
        self._build()
        self._connect()
        self.retranslate()
        self.show_view(FOLDER)
        self.setFocusProxy(self.folder)

    def _build(self) -> None:
        self.views = QStackedWidget()
        for view in self._views.values():
            self.views.addWidget(view)
        top = QHBoxLayout()
        top.addWidget(self.which)
        top.addStretch(1)
        panel = Card(margin=1)
        panel.body.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        panel.add(self.sheet, 1)
        fix(panel, width=460)
        panel.hide()
        self._panel = panel
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addWidget(self.views, 1)
        across.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addLayout(top)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.which.edited.connect(lambda: self.show_view(self.which.value()))
        for view in (self.loans, self.destruction):
            view.client_wanted.connect(self.show_client)
        for sheets in (self.handing, self.receiving):
            if sheets is not None:
                sheets.sheet_wanted.connect(self.show_sheet)
        self.sheet.closed.connect(self._panel.hide)
        bind(Act.REFRESH, self, self.refresh)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        hints = {
            FOLDER: [
                ("Enter", self.tr("show a paper")),
                hint(Act.PRINT, self.tr("print")),
                hint(Act.PAPER, self.tr("paper")),
            ],
            HANDING: [("Space", self.tr("mark")), hint(Act.SUBMIT, self.tr("hand over"))],
            RECEIVING: [hint(Act.SUBMIT, self.tr("receive"))],
            LOANS: [("Enter", self.tr("open the dossier"))],
            DESTRUCTION: [("Space", self.tr("mark"))],
        }
        return [*hints[self.shown()], hint(Act.REFRESH, self.tr("read again"))]

    def shown(self) -> str:
        """The view that is seen."""
        current = self.views.currentWidget()
        return next(key for key, view in self._views.items() if view is current)

    def show_view(self, key: str) -> None:
        """Show one of the views, read anew."""
        if key not in self._views:
            return
        self.which.set_value(key)
        self._panel.hide()
        self.views.setCurrentWidget(self._views[key])
        if key != FOLDER:
            self._views[key].refresh()

    def show_client(self, client_id: str) -> None:
        """Open a client's dossier; a purpose is asked where it is needed."""
        self.show_view(FOLDER)
        self.folder.open_client(client_id)

    def show_sheet(self, number: str) -> None:
        """Show a hand-over sheet at the right."""
        self._panel.show()
        self.sheet.show_pressing()

        def came(page: Page) -> None:
            self.sheet.show_pdf(page.pdf, page.pages, page.title)

        view = self._views[self.shown()]
        failed = view._failed
        self._latest.ask(self._provider.sheet, number, done=came, failed=failed)

    def refresh(self) -> None:
        """Read what is seen anew."""
        self._views[self.shown()].refresh()

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        # a dossier that is open is not read anew by itself: each reading is a registered look
        if topic == TOPIC and self.isVisible() and self.shown() not in (FOLDER, RECEIVING):
            self.refresh()

    def retranslate(self) -> None:
        """Texts."""
        words = {
            FOLDER: self.tr("Dossier"), HANDING: self.tr("Hand over"), RECEIVING: self.tr("Receive"),
            LOANS: self.tr("Loans"), DESTRUCTION: self.tr("Destruction"),
        }  # fmt: skip
        self.which.set_choices([Choice(key, words[key]) for key in self._views])
        self.which.setAccessibleName(self.tr("View"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
