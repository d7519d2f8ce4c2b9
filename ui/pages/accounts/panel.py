"""The drawer of the client page: the picture of accounts and banks, and whether money may be moved."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.custody.orders import MoneyOrder, Permitted
from app.custody.picture import Pictured
from ui.pages.accounts.check import OrderCheck
from ui.pages.accounts.map import AccountMap
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets import InlineBanner
from ui.widgets.containers import button, label


class Accounts(Protocol):
    """Where it is known; called in a worker."""

    def picture(self, client_id: str) -> tuple[Pictured, ...]:
        """The open accounts with their banks."""
        ...

    def bank_codes(self) -> dict[str, str]:
        """The codes of banks by name."""
        ...

    def check(self, client_id: str, order: MoneyOrder) -> Permitted:
        """Whether an order keeps to the rules."""
        ...


class AccountsPanel(QWidget):
    """Shows one client's accounts; ``closed``: it is to be put away."""

    closed = Signal()

    def __init__(self, runner: OpRunner, accounts: Accounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider = accounts
        self._latest, self._asked = Latest(runner, self), Latest(runner, self)
        self._client = ""
        self.title = label("", "heading")
        self.close_button = button("", "link")
        self.close_button.clicked.connect(self.closed)
        self.problem = InlineBanner()
        self.problem.hide()
        self.map = AccountMap()
        self.check = OrderCheck()
        self.check.wanted.connect(self._ask)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.close_button)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(space.M, space.S, space.M, space.M)
        column.setSpacing(space.M)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.map)
        column.addWidget(self.check)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)
        self._retranslate()

    def show_client(self, client_id: str) -> None:
        """Read and show a client's accounts."""
        if client_id != self._client:
            self.map.show_accounts(())
            self.check.show_accounts((), {})
        self._client = client_id
        if client_id:
            self._latest.ask(self._read, client_id, done=partial(self._show, client_id), failed=self._failed)

    def _read(self, client_id: str) -> tuple[tuple[Pictured, ...], dict[str, str]]:
        return self._provider.picture(client_id), self._provider.bank_codes()

    def _show(self, client_id: str, found: tuple[tuple[Pictured, ...], dict[str, str]]) -> None:
        if client_id == self._client:
            self.problem.hide()
            self.map.show_accounts(found[0])
            self.check.show_accounts(*found)

    def _ask(self, order: MoneyOrder) -> None:
        self._asked.ask(self._provider.check, self._client, order, done=self._permitted, failed=self._refused)

    def _permitted(self, found: Permitted) -> None:
        self.check.permitted(found)
        self._show_answer()

    def _refused(self, problem: Exception) -> None:
        self.check.refuse(problem)
        self._show_answer()

    def _show_answer(self) -> None:
        """On a low window the answer lies below the edge; it is scrolled to once it has its place."""
        QTimer.singleShot(0, self, lambda: self.area.ensureWidgetVisible(self.check.answer))

    def _failed(self, problem: Exception) -> None:
        self.problem.say(say(problem), "danger")

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Accounts and banks"))
        self.area.setAccessibleName(self.title.text())
        self.close_button.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
