"""The end of a request: carried out, or the client stays; what to hand over, every paper one key away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.transfer_out.view import TransferReceipt
from ui.pages.transfer.words import yuan
from ui.theme import bind_icon
from ui.widgets import Card
from ui.widgets.containers import button, label, line
from ui.widgets.document_row import DocumentRow


class DonePage(QWidget):
    """Shown instead of the steps when a case has ended. ``next_client``: go on with the next one."""

    next_client = Signal()

    def __init__(
        self, view: Callable[[str], None], print_: Callable[[str], None], export: Callable[[tuple[str, ...]], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._view, self._print, self._export = view, print_, export
        self.receipt: TransferReceipt | None = None
        self.rows: list[DocumentRow] = []
        self._icon = QLabel()
        bind_icon(self._icon, "ok", "ok", 32)
        self.title = label("", "title")
        self.under = label("", "muted")
        self.facts, self.papers = Card(), Card(margin=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.facts.body.addLayout(self._grid)
        self._facts: list[tuple[QLabel, QLabel]] = []
        self.next = button("", "primary", "list")
        self.save = button("", "", "download")
        self.print_all = button("", "", "print")
        for made in (self.next, self.save, self.print_all):
            made.setAutoDefault(True)
        self.next.clicked.connect(self.next_client)
        self.save.clicked.connect(self._save_all)
        self.print_all.clicked.connect(self._print_every)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.under)
        head.addLayout(words, 1)
        for made in (self.print_all, self.save, self.next):
            head.addWidget(made)
        column.addLayout(head)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.facts, 2, Qt.AlignmentFlag.AlignTop)
        cards.addWidget(self.papers, 3, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_receipt(self, receipt: TransferReceipt) -> None:
        """Show how it ended and the papers."""
        self.forget()
        self.receipt = receipt
        for place, document in enumerate(receipt.documents):
            if place:
                self.papers.add(line())
            row = DocumentRow(document)
            row.viewed.connect(self._view)
            row.printed.connect(self._print)
            self.papers.add(row)
            self.rows.append(row)
        self._retranslate()

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self.receipt = None
        self.rows = []
        while self.papers.body.count() > 1:
            item = self.papers.body.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, value in self._facts:
            name.clear()
            value.clear()

    def focus_first(self) -> None:
        """The first paper, so that one key shows it."""
        (self.rows[0] if self.rows else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, receipt: TransferReceipt) -> list[tuple[str, str]]:
        lines = [(self.tr("Client"), receipt.client_name)]
        if receipt.left:
            fee = yuan(receipt.fee_total)
            lines.append((self.tr("Fee"), f"{fee}  {receipt.receipt_number}".strip()))
        lines.append((self.tr("Tasks made"), self.tr("{count} for the follow-up").format(count=receipt.tasks)))
        return lines

    def _retranslate(self) -> None:
        self.next.setText(self.tr("To the list"))
        self.save.setText(self.tr("Save all"))
        self.print_all.setText(self.tr("Print all"))
        for made in (self.next, self.save, self.print_all):
            made.setAccessibleName(made.text())
        receipt = self.receipt
        if receipt is None:
            return
        self.title.setText(self.tr("Carried out") if receipt.left else self.tr("The client stays"))
        self.facts.set_title(self.tr("How it ended"))
        when = branch_time(receipt.ended_at)
        self.under.setText(self.tr("Case {number}, closed {when}").format(number=receipt.case_number, when=when))
        copies = sum(len(document.copies) for document in receipt.documents)
        note = self.tr("{papers} papers, {copies} copies").format(papers=len(receipt.documents), copies=copies)
        self.papers.set_title(self.tr("Papers"), note)
        lines = self._lines(receipt)
        while len(self._facts) < len(lines):
            name, value = label("", "label"), label("", wrap=True)
            self._grid.addWidget(name, len(self._facts), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, len(self._facts), 1)
            self._facts.append((name, value))
        for (name, value), (what, text) in zip(self._facts, lines, strict=False):
            name.setText(what)
            value.setText(text)
        for row in self.rows:
            row.retranslate()

    def _save_all(self) -> None:
        if self.receipt is not None:
            self._export(tuple(document.number for document in self.receipt.documents))

    def _print_every(self) -> None:
        if self.receipt is not None:
            for document in self.receipt.documents:
                self._print(document.number)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
