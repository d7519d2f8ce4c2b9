"""A client found again: what is known (masked), accounts, cases, and every document with one keystroke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.accounts.panel import AccountsPanel
from ui.pages.client_details import ClientDetails
from ui.pages.client_papers import ClientPapers
from ui.pages.client_password import CounterPassword, PasswordLock
from ui.pages.client_view import (
    WANTED,
    AccountRow,
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
    detail_names,
)
from ui.pages.history.panel import HistoryPanel
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, hint
from ui.theme import space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, EmptyState, StatusChip, button, label
from ui.widgets.preview import PdfPreview, Raster
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
    """Id of the client who asks to transfer out."""
    change_wanted = Signal(str, str)
    """Id and name of the client of whom something is to be changed."""
    call_wanted = Signal(str)
    """Id of the client who is to be called or visited."""
    shown = Signal()
    """Another client, or the same one anew, is shown."""

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
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._document_wanted = ""
        self._ask = ask
        self._client: ClientView | None = None
        self._wanted = ""
        self.password = CounterPassword(runner, lock, ask)
        self.banner = InlineBanner()
        self.preview = PdfPreview(runner, raster)
        self.details = ClientDetails()
        self.papers = ClientPapers(self, runner, provider, self.preview, ask, print_, purposes)
        self.documents, self.check = self.papers.table, self.papers.check
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
        top.setSpacing(space.S)
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
        self._build_low()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self.banner)
        column.addWidget(self._head)
        column.addWidget(self.papers, 3)
        low = QHBoxLayout()
        low.setSpacing(space.M)
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
        self._panel.body.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        self._drawer = QStackedWidget()
        self._drawer.addWidget(self.preview)
        self._panel.add(self._drawer, 1)

    def _connect(self) -> None:
        self.papers.opened.connect(self._open_preview)
        self.papers.told.connect(self.banner.say)
        self.papers.check.begun.connect(self.banner.hide)
        self.papers.failed.connect(self._failed)
        self.papers.purpose.stated.connect(self._stated)
        self.cases.opened.connect(self._resume)
        self.details.unmask.connect(self._unmask)
        self.details.change.connect(self._change_advertising)
        self.empty.acted.connect(self.find_requested)
        self.leave.clicked.connect(self._leave)
        self.change.clicked.connect(self._change)
        self.call.clicked.connect(self._call)
        self.preview.closed.connect(self._close_drawer)

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
        panel.document_wanted.connect(self.papers.look_by_number)
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
        self.accounts.set_rows(client.accounts)
        self.cases.set_rows(client.cases, key=lambda row: row.id)
        self._stack.setCurrentWidget(self.side)
        if other:
            self._drawer.setCurrentWidget(self.preview)
            self.side.set_open(False)
        self.papers.show_client(client, other=other)
        if client.purpose_needed:
            return  # what is wanted is shown when it is stated
        wanted, self._document_wanted = self._document_wanted, ""
        self.papers.look_by_id(wanted)

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

    def _show_details(self) -> None:
        if self._client is not None:
            self.details.show_details(self._client.details, detail_names(), self.tr("Show in full"), self.tr("Change"))

    def _failed(self, problem: Exception) -> None:
        self._stack.setCurrentWidget(self.side if self._client else self.empty)
        text = say(problem)
        if self._client is None:
            self.empty.say(self.tr("The client cannot be shown"), text, self.tr("Find a client"))
        else:
            self.banner.say(text, "danger")

    def _open_preview(self) -> None:
        self._drawer.setCurrentWidget(self.preview)
        self.side.set_open(True)

    def _close_drawer(self) -> None:
        self.check.forget()
        self.side.set_open(False)
        self.documents.setFocus()

    # masking

    def _unmask(self, key: str) -> None:
        text = self.tr('Showing "{what}" in full is registered with your name, the time and this reason.')
        question = Ask(
            Kind.REASON,
            self.tr("Show in full"),
            text.format(what=detail_names().get(key, key)),
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

    def _set_columns(self) -> None:
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
        self.papers.retranslate()
        self._account_card.set_title(self.tr("Accounts"))
        self.picture.setText(self.tr("Picture…"))
        self._case_card.set_title(self.tr("Cases"))
        self.accounts.setAccessibleName(self.tr("Accounts"))
        self.cases.setAccessibleName(self.tr("Cases"))
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
