"""The lock of a client's counter password, on the client's page: said, and lifted by those who may (TO-8)."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets.banner import show_toast
from ui.widgets.containers import StatusChip, button


class PasswordLock(Protocol):
    """Where the lock is; both methods are called in a worker. Only for those who have ``Right.CLIENT_UNLOCK``."""

    def locked(self, client_id: str) -> bool:
        """Whether too many wrong tries have locked the client's password."""
        ...

    def unlock(self, client_id: str, why: str, identity_checked: bool) -> None:
        """Lift the lock; registered with who, when and why. Refused as ``ClientService.unlock_password``."""
        ...


class CounterPassword(QWidget):
    """Nothing to see while the password is not locked, or for those who may not lift the lock."""

    def __init__(self, runner: OpRunner, lock: PasswordLock | None, ask: Asker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._lock = lock
        self._ask = ask
        self._latest = Latest(runner, self)
        self._client = ""
        self.chip = StatusChip("", "danger")
        self.lift = button("", "link", "lock")
        self.lift.setAutoDefault(True)
        self.lift.clicked.connect(self.ask_identity)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.chip)
        row.addWidget(self.lift)
        self._retranslate()
        self.hide()

    def show_client(self, client_id: str) -> None:
        """Look whether this client's password is locked."""
        if client_id != self._client:
            self.hide()
        self._client = client_id
        if self._lock is not None and client_id:
            self._latest.ask(self._lock.locked, client_id, done=lambda locked: self._show(client_id, locked))

    def ask_identity(self) -> None:
        """First whether the identity was checked again; then the reason."""
        client_id = self._client
        question = Ask(
            Kind.CONFIRM, self.tr("Lift the lock"),
            self.tr("The client is here, and you have checked the client's identity paper against the client again?"),
            self.tr("Yes, checked again"), danger=True,
        )  # fmt: skip
        self._ask(self, question, lambda _: self._ask_why(client_id))

    def _ask_why(self, client_id: str) -> None:
        question = Ask(
            Kind.REASON, self.tr("Lift the lock"),
            self.tr("This is registered with your name and the time. The password itself stays as it is. Why?"),
            self.tr("Lift the lock"),
        )  # fmt: skip
        self._ask(self, question, lambda why: self._unlock(client_id, why))

    def _unlock(self, client_id: str, why: str) -> None:
        if self._lock is None or client_id != self._client:
            return  # another client came up while the question stood open

        def done(_: object) -> None:
            self._show(client_id, False)
            show_toast(self, self.tr("The lock is lifted. The client can enter the password again."))

        def failed(problem: Exception) -> None:
            show_toast(self, say(problem), "danger", 8000)
            self.show_client(self._client)

        self._runner.run(self._lock.unlock, client_id, why, True, done=done, failed=failed, owner=self)

    def _show(self, client_id: str, locked: bool) -> None:
        if client_id == self._client:
            self.setVisible(locked)

    def _retranslate(self) -> None:
        self.chip.setText(self.tr("Counter password locked"))
        self.lift.setText(self.tr("Lift the lock…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
