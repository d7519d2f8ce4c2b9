"""A client found again: what is known (masked), accounts, cases, and every document with one keystroke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.accounts.panel import AccountsPanel
from ui.pages.client_details import ClientDetails
from ui.pages.client_password import CounterPassword, PasswordLock
from ui.pages.client_view import (
    WANTED,
    AccountRow,
    CheckedFile,
    ClientCaseRow,
    ClientProvider,
    ClientView,
    Detail,
    DocumentRow,
)
from ui.pages.client_words import (
    account_colour,
    account_kind,
    account_state,
    case_colour,
    case_state,
    case_title,
)
from ui.pages.document_check import COLOURS, DocumentCheck, verdict
from ui.pages.history.panel import HistoryPanel
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.preview import PdfPreview, Raster
from ui.widgets.purpose_bar import PurposeBar
from ui.widgets.side_panel import SidePanel
from ui.widgets.table import Column, DataTable

__all__ = ["AccountRow", "ClientCaseRow", "ClientPage", "ClientProvider", "ClientView", "Detail", "DocumentRow"]


_PAPER_STATES = {"expired": "danger", "soon": "warn"}


class ClientPage(QWidget):
    """Shows one client. Enter or Space on a document shows it at the right; F8 puts the drawer away.

    ``lock``: given to those who may lift the lock of a client's counter password (TO-8), None for others.
    ``print_`` gets the number of a document to print and says itself what comes of it; without it the provider prints.
    """

    resume_case = Signal(str)
    new_opening = Signal()
    find_requested = Signal()
    leave_wanted = Signal(str)
    change_wanted = Signal(str, str)
    call_wanted = Signal(str)
    """Id of the client who is to be called or visited."""
    shown = Signal()
    """Another client, or the same one anew, is shown."""
    """Id of the client who asks to transfer out."""

    def __init__(
        self,
        runner: OpRunner,
        provider: ClientProvider,
        raster: Raster,
        *,
        ask: Asker = ask_dialog,
        lock: PasswordLock | None = None,
        print_: Callable[[str], None] | None = None,
        purposes: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.purpose = PurposeBar(purposes)
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._latest_document = Latest(runner, self)
        self._document_wanted = ""
        self._ask = ask
        self._print_by = print_
        self._client: ClientView | None = None
        self._wanted = ""
        self.password = CounterPassword(runner, lock, ask)
        self.banner = InlineBanner()
        self.preview = PdfPreview(runner, raster)
        self.details = ClientDetails()
        self.documents = DataTable()
        self.accounts = DataTable()
        self.accounts.setSelectionMode(DataTable.SelectionMode.NoSelection)
        self.cases = DataTable()
        self.empty = EmptyState("search")
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._name = label("", "title")
        self._level = StatusChip("", "info")
        self._number = label("", "small")
        self._head = Card()
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._name)
        top.addWidget(self._level)
        top.addWidget(self._number)
        self._top = top
        top.addStretch(1)
        top.addWidget(self.password)
        self.call = button("", "", "phone")
        self.call.hide()
        top.addWidget(self.call)
        self.change = button("", "", "pen")
        self.change.hide()
        top.addWidget(self.change)
        self.leave = button("", "", "sign-out")
        self.leave.hide()
        top.addWidget(self.leave)
        self._head.body.addLayout(top)
        self._head.add(self.details)
        self._build_papers()
        self._build_low()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self._head)
        column.addWidget(self._paper, 3)
        low = QHBoxLayout()
        low.setSpacing(12)
        low.addWidget(self._account_card, 1)
        low.addWidget(self._case_card, 1)
        column.addLayout(low, 2)
        self.side = SidePanel(page, self._panel)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.side)
        self.setFocusProxy(self.documents)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _build_low(self) -> None:
        """Accounts, cases, and the drawer with a document or the picture of the accounts."""
        self._account_card, self._case_card = Card(margin=6), Card(margin=6)
        self.picture = button("", "link", "panel")
        self.picture.hide()
        self._account_card.add_action(self.picture)
        self.history = button("", "link", "clock")
        self.history.hide()
        self._case_card.add_action(self.history)
        self._account_card.add(self.accounts, 1)
        self._case_card.add(self.cases, 1)
        self._panel = Card(margin=1)
        self._panel.body.setContentsMargins(1, 1, 1, 1)
        self._drawer = QStackedWidget()
        self._drawer.addWidget(self.preview)
        self._panel.add(self._drawer, 1)

    def _build_papers(self) -> None:
        self._paper = Card(margin=6)
        self._export = button("", "link", "download")
        self._print = button("", "link", "print")
        self._view = button("", "link", "eye")
        self.check = DocumentCheck(self, self._runner, self._provider, self._ask, self._print_by)
        for tool in (self._view, self.check.of_document, self.check.of_file, self._export, self._print):
            self._paper.add_action(tool)
        self._papers = QStackedWidget()
        self._papers.addWidget(self.documents)
        self._papers.addWidget(self.purpose)
        self._paper.add(self._papers, 1)

    def _connect(self) -> None:
        self.documents.opened.connect(self._look)
        self.documents.looked.connect(self._look)
        self.purpose.stated.connect(self._stated)
        self.cases.opened.connect(self._resume)
        self.details.unmask.connect(self._unmask)
        self.details.change.connect(self._change_advertising)
        self.empty.acted.connect(self.find_requested)
        self.leave.clicked.connect(self._leave)
        self.change.clicked.connect(self._change)
        self.call.clicked.connect(self._call)
        self._view.clicked.connect(lambda: self._look(self.documents.row()))
        self.check.of_document.clicked.connect(self._check)
        self.check.begun.connect(self._check_begun)
        self.check.checked.connect(self._checked)
        self.check.failed.connect(self._failed)
        self._export.clicked.connect(self.export)
        self._print.clicked.connect(self.print_document)
        self.preview.print_requested.connect(self.print_document)
        self.preview.closed.connect(self._close_drawer)
        bind(Act.EXPORT, self, self.export)
        for act in (Act.PRINT, Act.PRINT_ASKING):  # with Shift whoever prints asks how
            bind(act, self, self.print_document)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Space", self.tr("view document")),
            hint(Act.EXPORT, self.tr("export")),
            hint(Act.PRINT, self.tr("print")),
            hint(Act.PAPER, self.tr("document")),
        ]

    def show_client(self, client_id: str) -> None:
        """Read and show a client; the newest asking counts."""
        self._wanted = client_id
        self._latest.ask(self._provider.client, client_id, done=self._show, failed=self._failed)

    def show_document(self, client_id: str, document_id: str) -> None:
        """Show a client with one of the documents open."""
        self._document_wanted = document_id
        self.show_client(client_id)

    def offer_leaving(self, offered: bool) -> None:
        """Whether this person takes requests in: to transfer out, and changes."""
        self.leave.setVisible(offered)
        self.change.setVisible(offered)

    def offer_picture(self, panel: AccountsPanel) -> None:
        """Show accounts and banks as a picture in the drawer, beside the documents."""
        self.shown.connect(lambda: panel.show_client(self._client.id if self._client else ""))
        self._offer_drawer(panel, self.picture)

    def offer_history(self, panel: HistoryPanel) -> None:
        """Show everything that has happened with the client in the drawer."""
        panel.document_wanted.connect(self._show_paper_of)
        self.shown.connect(lambda: panel.show_client(self._client.id if self._client and panel.isVisible() else ""))
        self._offer_drawer(panel, self.history)

    def _offer_drawer(self, panel: AccountsPanel | HistoryPanel, opener: QPushButton) -> None:
        self._drawer.addWidget(panel)
        panel.closed.connect(self._close_drawer)

        def show() -> None:
            self.check.forget()
            self._drawer.setCurrentWidget(panel)
            self.side.set_open(True)
            panel.show_client(self._client.id if self._client else "")

        opener.clicked.connect(show)
        opener.show()

    def offer_calling(self) -> None:
        """Whether this person calls and visits clients (FU-1)."""
        self.call.show()

    def _call(self) -> None:
        if self._client is not None:
            self.call_wanted.emit(self._client.id)

    def _show_paper_of(self, number: str) -> None:
        for place, row in enumerate(self._client.documents if self._client else ()):
            if row.number == number:
                self.documents.selectRow(place)
                self._look(row)

    def add_chip(self, chip: QWidget) -> None:
        """A word beside the client's name."""
        self._top.insertWidget(3, chip)

    def add_strip(self, strip: QWidget) -> None:
        """A row below the client's details."""
        self._head.add(strip)

    def make_room(self, wanted: bool) -> None:
        """Put accounts and cases away while something above needs their place."""
        for card in (self._account_card, self._case_card):
            card.setVisible(not wanted)

    def _stated(self, why: str) -> None:
        """The purpose holds for this client until the person signs out (AR-3)."""
        if self._client is not None:
            self._provider.state_purpose(self._client.id, why)
            self.refresh()

    def _change(self) -> None:
        if self._client is not None:
            self.change_wanted.emit(self._client.id, self._client.name)

    def _leave(self) -> None:
        if self._client is not None:
            self.leave_wanted.emit(self._client.id)

    def refresh(self) -> None:
        """Read the client shown anew."""
        if self._wanted:
            self.show_client(self._wanted)

    def client(self) -> ClientView | None:
        """Who is shown."""
        return self._client

    def _show(self, client: ClientView) -> None:
        other = self._client is None or self._client.id != client.id
        self._client = client
        self.shown.emit()
        self.password.show_client(client.id)
        self._show_paper(client)
        self._name.setText(client.name)
        self._level.setText(client.level)
        self._level.setVisible(bool(client.level))
        self._number.setText(client.number)
        self._show_details()
        self.documents.set_rows(client.documents, key=lambda row: row.id)
        self.accounts.set_rows(client.accounts)
        self.cases.set_rows(client.cases, key=lambda row: row.id)
        for tool in (self._view, self.check.of_document, self._export, self._print):
            tool.setEnabled(bool(client.documents))
        self._stack.setCurrentWidget(self.side)
        self._show_papers(client, other=other)
        if client.purpose_needed:
            return  # what is wanted is shown when it is stated
        wanted, self._document_wanted = self._document_wanted, ""
        for place, row in enumerate(client.documents):
            if row.id == wanted:
                self.documents.selectRow(place)
                self._look(row)

    def _show_paper(self, client: ClientView) -> None:
        """Whoever opens a client sees that the identity paper has expired, or soon will (KY-1), and of older ones."""
        told = {
            "expired": self.tr("The identity paper has expired: renew it first (Changes), before any other business."),
            "soon": self.tr("The identity paper expires soon: ask the client to renew it."),
        }.get(client.paper, "")
        older = self.tr("Older client: explain twice, in large type.") if client.older else ""
        if told or older:
            self.banner.say(" ".join(part for part in (told, older) if part), _PAPER_STATES.get(client.paper, "info"))
        else:
            self.banner.hide()

    def _show_papers(self, client: ClientView, *, other: bool) -> None:
        """The list of documents, or the question what they are needed for."""
        asked = self._papers.currentWidget() is self.purpose
        self._papers.setCurrentWidget(self.purpose if client.purpose_needed else self.documents)
        if other:
            self.purpose.clear()
            self._drawer.setCurrentWidget(self.preview)
            self.preview.show_nothing(self.tr("Choose a document and press Space."))
            self.side.set_open(False)
        if other or asked != client.purpose_needed:
            (self.purpose if client.purpose_needed else self.documents).setFocus()

    def _show_details(self) -> None:
        if self._client is not None:
            self.details.show_details(self._client.details, self._names(), self.tr("Show in full"), self.tr("Change"))

    def _failed(self, problem: Exception) -> None:
        self._stack.setCurrentWidget(self.side if self._client else self.empty)
        text = say(problem)
        if self._client is None:
            self.empty.say(self.tr("The client cannot be shown"), text, self.tr("Find a client"))
        else:
            self.banner.say(text, "danger")

    # documents

    def _look(self, row: object) -> None:
        if not isinstance(row, DocumentRow):
            return
        self.check.forget()
        self._open_preview()
        if row.destroyed:
            self.preview.show_nothing(self._destroyed(row))
            return
        self.preview.show_pressing()

        def came(pdf: bytes) -> None:
            self.preview.show_pdf(pdf, row.pages, row.title)

        self._latest_document.ask(self._provider.document, row.id, done=came, failed=self._failed)

    def _open_preview(self) -> None:
        self._drawer.setCurrentWidget(self.preview)
        self.side.set_open(True)

    def _destroyed(self, row: DocumentRow) -> str:
        """Why a document cannot be shown any more (AR-4)."""
        text = self.tr("Destroyed on {on} by list {number}, after its keeping period.")
        return text.format(on=row.destroyed_on.isoformat() if row.destroyed_on else "", number=row.destroyed)

    def _check(self) -> None:
        row = self.documents.row()
        if isinstance(row, DocumentRow):
            self.check.check(row.id)

    def _check_begun(self) -> None:
        self.banner.hide()
        self._open_preview()
        self.preview.show_pressing()

    def _checked(self, found: CheckedFile) -> None:
        """Say the verdict, and show the page that proves it; it is what is printed then."""
        self.banner.say(verdict(found), COLOURS[found.verdict])
        self.preview.show_pdf(found.page, found.pages, self.tr("Verification page"))

    def _close_drawer(self) -> None:
        self.check.forget()
        self.side.set_open(False)
        self.documents.setFocus()

    def export(self) -> None:
        """Ask where to, and write the sealed PDF of the document chosen."""
        row = self.documents.row()
        if not isinstance(row, DocumentRow):
            return
        question = Ask(Kind.SAVE_FILE, self.tr("Export document"), suggestion=f"{row.number}.pdf", files="PDF (*.pdf)")
        self._ask(self, question, lambda path: self._export_to(row, path))

    def _export_to(self, row: DocumentRow, path: str) -> None:
        def written(_: object) -> None:
            show_toast(self, self.tr("{number} exported").format(number=row.number))

        self._runner.run(self._provider.export, row.id, path, done=written, failed=self._failed, owner=self)

    def print_document(self) -> None:
        """Send the document chosen to the printer, or the verification page while it is shown."""
        if self.check.print_page():
            return
        row = self.documents.row()
        if not isinstance(row, DocumentRow):
            return
        if self._print_by is not None:
            self._print_by(row.number)
            return

        def sent(_: object) -> None:
            show_toast(self, self.tr("{number} sent to the printer").format(number=row.number))

        self._runner.run(self._provider.print_document, row.id, done=sent, failed=self._failed, owner=self)

    # masking

    def _unmask(self, key: str) -> None:
        text = self.tr('Showing "{what}" in full is registered with your name, the time and this reason.')
        question = Ask(
            Kind.REASON,
            self.tr("Show in full"),
            text.format(what=self._names().get(key, key)),
            accept=self.tr("Show"),
        )
        self._ask(self, question, lambda reason: self._unmask_for(key, reason))

    def _unmask_for(self, key: str, reason: str) -> None:
        client = self._client
        if client is None:
            return

        def came(value: str) -> None:
            if self._client is client:
                self.details.show_value(key, value)

        self._runner.run(self._provider.unmask, client.id, key, reason, done=came, failed=self._failed, owner=self)

    def _change_advertising(self, _: str) -> None:
        """Keep that the client wants no advertising, or wants it again; duties are sent all the same (FU-2)."""
        client = self._client
        if client is None:
            return
        wants = any(one.key == "advertising" and one.value == WANTED for one in client.details)
        title = self.tr("Client wants no advertising") if wants else self.tr("Client wants advertising again")
        told = self.tr("How did the client say so? Reminders that the branch owes its clients are sent all the same.")

        def asked(why: str) -> None:
            self._runner.save(
                partial(self._provider.set_advertising, client.id, not wants, why),
                done=lambda _: self.refresh(), failed=self._failed, waits=waits_in(self.banner), owner=self,
            )  # fmt: skip

        self._ask(self, Ask(Kind.REASON, title, told, self.tr("Record")), asked)

    def _resume(self, row: object) -> None:
        if isinstance(row, ClientCaseRow) and row.unfinished:
            self.resume_case.emit(row.id)

    # words

    def _names(self) -> dict[str, str]:
        return {
            "number": self.tr("Client number"),
            "paper_kind": self.tr("Identity paper"),
            "paper_number": self.tr("Paper number"),
            "paper_until": self.tr("Valid until"),
            "sex": self.tr("Sex"),
            "birth_date": self.tr("Birth date"),
            "founded": self.tr("Established on"),
            "institution_type": self.tr("Type of institution"),
            "representative": self.tr("Legal representative"),
            "agent": self.tr("Agent"),
            "letter": self.tr("Letter of authorisation"),
            "owners": self.tr("Beneficial owners"),
            "seals": self.tr("Seals kept"),
            "mobile": self.tr("Mobile"),
            "telephone": self.tr("Telephone"),
            "email": self.tr("E-mail"),
            "address": self.tr("Address"),
            "occupation": self.tr("Occupation"),
            "bank": self.tr("Custody bank"),
            "bank_account": self.tr("Bank account"),
            "staff": self.tr("Served by"),
            "contact_way": self.tr("Contact later"),
            "advertising": self.tr("Advertising messages"),
            "opened_on": self.tr("Client since"),
        }

    def _set_columns(self) -> None:
        sealed, unsealed, gone = self.tr("Sealed"), self.tr("Unsealed"), self.tr("Destroyed")
        moment: Callable[[datetime], str] = lambda at: at.strftime("%Y-%m-%d %H:%M")  # noqa: E731 - a format, named
        self.documents.set_nothing(self.tr("No document yet. What the client signs is filed here by itself."))
        self.documents.set_columns(
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
        self.accounts.set_nothing(self.tr("No account yet. Accounts come with an opening."))
        self.accounts.set_columns(
            (
                Column(self.tr("Account"), account_kind),
                Column(self.tr("Number"), lambda row: row.number, 124),
                Column(self.tr("State"), account_state, 92, chip=account_colour),
            )
        )
        self.cases.set_nothing(self.tr("No case yet. Begin one with the buttons above."))
        self.cases.set_columns(
            (
                Column(self.tr("Case"), lambda row: row.number, 172),
                Column(self.tr("Business"), case_title),
                Column(self.tr("State"), case_state, 100, chip=case_colour),
            )
        )

    def _retranslate(self) -> None:
        self.leave.setText(self.tr("Transfer out"))
        self.change.setText(self.tr("Change…"))
        self.call.setText(self.tr("Call or visit…"))
        self.history.setText(self.tr("History…"))
        self._paper.set_title(self.tr("Documents"))
        self._account_card.set_title(self.tr("Accounts"))
        self.picture.setText(self.tr("Picture…"))
        self._case_card.set_title(self.tr("Cases"))
        self.documents.setAccessibleName(self.tr("Documents"))
        self.accounts.setAccessibleName(self.tr("Accounts"))
        self.cases.setAccessibleName(self.tr("Cases"))
        self._view.setText(self.tr("View"))
        self.check.retranslate()
        self._export.setText(self.tr("Export"))
        self._print.setText(self.tr("Print"))
        self.empty.say(
            self.tr("No client chosen"),
            self.tr("Find one by name, pinyin initials, or the last digits of paper, mobile or account."),
            self.tr("Find a client"),
        )
        self._set_columns()
        self._show_details()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; the words that come from the provider are read anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)
