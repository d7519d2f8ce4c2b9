"""The end of a change: what was changed, the papers to hand over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.changes.view import ChangeReceipt
from ui.theme import space
from ui.widgets import Card
from ui.widgets.containers import button, label
from ui.widgets.document_row import DocumentRow


class ChangeDone(QWidget):
    """Shown instead of the steps. ``client_wanted(client_id)``: back to the client's page."""

    client_wanted = Signal(str)

    def __init__(
        self, view: Callable[[str], None], print_: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._print = view, print_
        self._receipt: ChangeReceipt | None = None
        self.rows: list[DocumentRow] = []
        self.title = label("", "title")
        self.under = label("", "muted", wrap=True)
        self.lines = label("", wrap=True)
        self.facts, self.papers = Card(), Card(margin=8)
        self.facts.add(self.lines)
        self.client = button("", "primary", "person")
        self.client.setAutoDefault(True)
        self.client.clicked.connect(self._to_client)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self.under)
        head.addLayout(words, 1)
        head.addWidget(self.client)
        column = QVBoxLayout(self)
        column.setSpacing(space.M)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self.papers)
        column.addStretch(1)
        self._retranslate()

    def show_receipt(self, receipt: ChangeReceipt) -> None:
        """Show what was changed and the papers."""
        self.forget()
        self._receipt = receipt
        for document in receipt.documents:
            row = DocumentRow(document)
            row.viewed.connect(self._view)
            row.printed.connect(self._print)
            self.papers.add(row)
            self.rows.append(row)
        self._retranslate()

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self._receipt = None
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        self.under.clear()
        self.lines.clear()

    def focus_first(self) -> None:
        """The first paper, so that one key shows it."""
        (self.rows[0] if self.rows else self.client).setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_client(self) -> None:
        if self._receipt is not None:
            self.client_wanted.emit(self._receipt.client_id)

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Changed"))
        self.client.setText(self.tr("To the client"))
        self.facts.set_title(self.tr("What was changed"))
        self.papers.set_title(self.tr("Papers"))
        receipt = self._receipt
        if receipt is not None:
            self.under.setText(f"{receipt.case_number}  {receipt.client_name[:40]}  {receipt.what}")
            changed = [f"{line.label}: {line.before or '—'} → {line.after}" for line in receipt.lines]
            if receipt.tells:
                changed += ["", self.tr("Tasks made: the banks are to be told."), *receipt.tells]
            self.lines.setText("\n".join(changed))
        for row in self.rows:
            row.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
