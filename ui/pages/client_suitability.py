"""How a client stands with the risk assessment, on the client's page; without a valid one it is to be made (RA-1)."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.suitability.standing import Standing
from ui.pages.suitability.words import standing_word
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets.containers import StatusChip, button


class Standings(Protocol):
    """Where it is known; called in a worker."""

    def standing(self, client_id: str) -> Standing:
        """How the client stands today."""
        ...


class ClientSuitability(QWidget):
    """A chip, and for those at a counter the way to assess anew or to check a product."""

    wanted = Signal(str)
    """Id of the client whose suitability is to be looked at."""

    def __init__(self, runner: OpRunner, standings: Standings, *, offers: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standings, self._offers = standings, offers
        self._latest = Latest(runner, self)
        self._client = ""
        self._standing: Standing | None = None
        self.chip = StatusChip()
        self.go = button("", "link", "list")
        self.go.clicked.connect(lambda: self.wanted.emit(self._client))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.chip)
        row.addWidget(self.go)
        self.hide()

    def show_client(self, client_id: str) -> None:
        """Ask how this client stands."""
        if client_id != self._client:
            self.hide()
        self._client = client_id
        if client_id:
            self._latest.ask(
                self._standings.standing, client_id, done=lambda found: self._show(client_id, found),
                failed=lambda _: self.hide(),
            )  # fmt: skip

    def _show(self, client_id: str, found: Standing) -> None:
        if client_id == self._client:
            self._standing = found
            self._say()
            self.show()

    def _say(self) -> None:
        if self._standing is not None:
            self.chip.show_state(*standing_word(self._standing))
            self.go.setVisible(self._offers)
            self.go.setText(self.tr("Suitability…") if self._standing.valid else self.tr("Assess first…"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
