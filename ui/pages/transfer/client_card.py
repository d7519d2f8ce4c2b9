"""Who asks, in one card: class, tier, figures and where they are from, the client's own staff member (CL-1, TO-4)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLabel

from app.transfer_out.view import TransferView
from ui.pages.transfer.words import tier_word, yuan
from ui.theme import space
from ui.widgets import Card, StatusChip
from ui.widgets.containers import button, label


class ClientCard(Card):
    """Numbers are masked (SE-1). ``client_wanted(client_id)``: show the client's own page."""

    client_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._view: TransferView | None = None
        self.kind = StatusChip("", "info")
        self.tier = StatusChip("", "neutral")
        self.open = button("", "link", "person")
        self.open.clicked.connect(self._open)
        for widget in (self.kind, self.tier, self.open):
            self.add_action(widget)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.M)
        self._grid.setVerticalSpacing(space.XS)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)
        self._facts: list[tuple[QLabel, QLabel]] = []
        for place in range(6):
            name, value = label("", "label"), label("", wrap=True)
            row, side = divmod(place, 2)
            self._grid.addWidget(name, row, side * 2)
            self._grid.addWidget(value, row, side * 2 + 1)
            self._facts.append((name, value))
        self._retranslate()

    def show_view(self, view: TransferView | None) -> None:
        """The client of a request."""
        self._view = view
        self._retranslate()

    def _open(self) -> None:
        if self._view is not None:
            self.client_wanted.emit(self._view.client.client_id)

    def _retranslate(self) -> None:
        self.open.setText(self.tr("Client page"))
        view = self._view
        if view is None:
            return
        client = view.client
        self.set_title(client.name, client.number)
        kind = self.tr("Institution") if client.institution else self.tr("Natural person")
        if client.client_class:
            kind = self.tr("{kind}, class {letter}").format(kind=kind, letter=client.client_class)
        self.kind.show_state(kind, "info")
        self.tier.show_state(tier_word(view.case.tier), "neutral" if view.case.tier is not None else "warn")
        unknown = self.tr("not known")
        source = {
            "snapshot": self.tr("trading system"),
            "classification": self.tr("last classification"),
            "by-hand": self.tr("typed by hand"),
        }.get(client.figures_from, "")
        assets = yuan(client.assets) if client.assets is not None else unknown
        facts = [
            (self.tr("Identity paper"), client.paper_masked),
            (self.tr("Fund account"), "\n".join((client.fund_account, *client.auxiliaries))),
            (self.tr("Mobile"), client.mobile_masked),
            (self.tr("Own staff member"), client.own_staff or self.tr("none")),
            (self.tr("Assets"), f"{assets}（{source}）" if source else assets),
            (self.tr("Yearly turnover"), f"{client.turnover}" if client.turnover is not None else unknown),
        ]
        for (name, value), (what, text) in zip(self._facts, facts, strict=True):
            name.setText(what)
            value.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
