"""The receipt: what was opened, and what to hand over. Every paper is one key away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.common.clock import branch_time
from app.onboarding.view import OpeningReceipt
from ui.theme import bind_icon
from ui.widgets import Card
from ui.widgets.containers import button, label, line
from ui.widgets.document_row import DocumentRow


class DonePage(QWidget):
    """Shown instead of the steps when a case has been completed. ``next_client``: go on with the next one."""

    next_client = Signal()

    def __init__(
        self,
        view: Callable[[str], None],
        print_: Callable[[str], None],
        export: Callable[[tuple[str, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._print, self._export = view, print_, export
        self.receipt: OpeningReceipt | None = None
        self.rows: list[DocumentRow] = []
        self._facts: list[tuple[QLabel, QLabel]] = []
        self.icon = QLabel()
        bind_icon(self.icon, "ok", "ok", 40)
        self.title = label("", "title")
        self.under = label("", "muted", wrap=True)
        self.opened = Card()
        self.handed = Card()
        self.handed.body.setSpacing(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.opened.body.addLayout(self._grid)
        self.next = button("", "primary", "person-plus")
        self.save = button("", "", "download")
        self.print_all = button("", "", "print")
        for made in (self.next, self.save, self.print_all):
            made.setAutoDefault(True)
        self.next.clicked.connect(self.next_client)
        self.save.clicked.connect(self._save_all)
        self.print_all.clicked.connect(self._print_all)
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
        head.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.under)
        head.addLayout(words, 1)
        head.addWidget(self.print_all)
        head.addWidget(self.save)
        head.addWidget(self.next)
        column.addLayout(head)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.opened, 2, Qt.AlignmentFlag.AlignTop)
        cards.addWidget(self.handed, 3, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_receipt(self, receipt: OpeningReceipt) -> None:
        """Show what was opened and the papers."""
        self.receipt = receipt
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        for place, document in enumerate(receipt.documents):
            if place:
                self.handed.add(line())
            row = DocumentRow(document)
            row.viewed.connect(self._view)
            row.printed.connect(self._print)
            self.handed.add(row)
            self.rows.append(row)
        self._retranslate()

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self.receipt = None
        self.rows = []
        while self.handed.body.count() > 1:
            item = self.handed.body.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, value in self._facts:
            name.clear()
            value.clear()

    def focus_first(self) -> None:
        """The first paper, so that one key shows it."""
        (self.rows[0] if self.rows else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self, receipt: OpeningReceipt) -> list[tuple[str, str]]:
        comma = self.tr(", ")
        accounts = comma.join(f"{name} {number}".strip() for name, number in receipt.accounts)
        return [
            (self.tr("Client"), f"{receipt.client_name}  {receipt.client_number}"),
            (self.tr("Fund account"), receipt.fund_account),
            (self.tr("Securities accounts"), accounts),
            (self.tr("Business of higher risk"), comma.join(receipt.permissions) or self.tr("none")),
            (self.tr("Custody bank"), f"{receipt.bank}  {receipt.bank_account_masked}"),
            (self.tr("Risk level"), self.tr("{level}, {total} points").format(
                level=receipt.level_label, total=receipt.total)),
        ]  # fmt: skip

    def _retranslate(self) -> None:
        self.title.setText(self.tr("The account is open"))
        self.opened.set_title(self.tr("What was opened"))
        self.next.setText(self.tr("Next client"))
        self.save.setText(self.tr("Save all"))
        self.print_all.setText(self.tr("Print all"))
        for made in (self.next, self.save, self.print_all):
            made.setAccessibleName(made.text())
        receipt = self.receipt
        if receipt is None:
            return
        self.under.setText(
            self.tr("Case {number}, closed {when}").format(
                number=receipt.case_number, when=branch_time(receipt.completed_at)
            )
        )
        copies = sum(len(document.copies) for document in receipt.documents)
        note = self.tr("{papers} papers, {copies} copies").format(papers=len(receipt.documents), copies=copies)
        self.handed.set_title(self.tr("Papers to hand over"), note)
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

    def _print_all(self) -> None:
        if self.receipt is not None:
            for document in self.receipt.documents:
                self._print(document.number)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
