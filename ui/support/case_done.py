"""The end of a case: what was done, and the papers to hand over, every one a key away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.common.clock import branch_time
from ui.theme import bind_icon, space
from ui.widgets import Card
from ui.widgets.containers import button, label, line
from ui.widgets.document_row import DocumentRow

Receipt = TypeVar("Receipt")
Papers = tuple[Callable[[str], None], Callable[[str], None], Callable[[tuple[str, ...]], None]]
"""What the receipt can have done with document numbers: look at one, print one, save several."""


class CaseDone(QWidget, Generic[Receipt]):
    """Shown instead of the steps when a case has ended; a flow says the words. ``next_client``: go on."""

    next_client = Signal()

    def __init__(self, papers: Papers, next_icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._print, self._export = papers
        self.receipt: Receipt | None = None
        self.rows: list[DocumentRow] = []
        self._icon = QLabel()
        bind_icon(self._icon, "ok", "ok", 36)
        self.title = label("", "title")
        self.under = label("", "muted", wrap=True)
        self.facts, self.papers = Card(), Card(margin=8)
        self.papers.body.setSpacing(space.LINE)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.S)
        self._grid.setColumnStretch(1, 1)
        self.facts.body.addLayout(self._grid)
        self._facts: list[tuple[QLabel, QLabel]] = []
        self.next = button("", "primary", next_icon)
        self.save = button("", "", "download")
        self.print_all = button("", "", "print")
        for made in self.buttons():
            made.setAutoDefault(True)
        self.next.clicked.connect(self.next_client)
        self.save.clicked.connect(self._save_all)
        self.print_all.clicked.connect(self._print_every)
        self._build()
        self.retranslate()

    # what a flow says

    def heading(self, receipt: Receipt | None) -> str:
        """How it ended. Overridden."""
        raise NotImplementedError

    def next_word(self) -> str:
        """Where ``next_client`` leads. Overridden."""
        raise NotImplementedError

    def titles(self) -> tuple[str, str]:
        """Over what was done, and over the papers. Overridden."""
        raise NotImplementedError

    def ended_at(self, receipt: Receipt) -> datetime:
        """When the case ended. Overridden."""
        raise NotImplementedError

    def lines(self, receipt: Receipt) -> list[tuple[str, str]]:
        """What was done, label and text. Overridden."""
        raise NotImplementedError

    # for the page

    def buttons(self) -> tuple[Any, ...]:
        """All of them."""
        return (self.print_all, self.save, self.next)

    def show_receipt(self, receipt: Receipt) -> None:
        """Show how it ended and the papers."""
        self.forget()
        self.receipt = receipt
        for place, document in enumerate(self._documents()):
            if place:
                self.papers.add(line())
            row = DocumentRow(document)
            row.viewed.connect(self._view)
            row.printed.connect(self._print)
            self.papers.add(row)
            self.rows.append(row)
        self.retranslate()

    def forget(self) -> None:
        """The next client must see nothing of this one."""
        self.receipt = None
        self.rows = []
        while self.papers.body.count() > 1:
            item = self.papers.body.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.under.clear()
        for name, value in self._facts:
            name.clear()
            value.clear()

    def focus_first(self) -> None:
        """The first paper, so that one key shows it."""
        (self.rows[0] if self.rows else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    # inside

    def _documents(self) -> tuple[Any, ...]:
        receipt: Any = self.receipt
        return tuple(receipt.documents) if receipt is not None else ()

    def _build(self) -> None:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(space.XS, space.XS, space.XS, space.XS)
        column.setSpacing(space.M)
        head = QHBoxLayout()
        head.setSpacing(space.M)
        head.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(space.HAIR)
        words.addWidget(self.title)
        words.addWidget(self.under)
        head.addLayout(words, 1)
        for made in self.buttons():
            head.addWidget(made)
        column.addLayout(head)
        cards = QHBoxLayout()
        cards.setSpacing(space.M)
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

    def retranslate(self) -> None:
        """Texts."""
        self.title.setText(self.heading(self.receipt))
        self.next.setText(self.next_word())
        self.save.setText(self.tr("Save all"))
        self.print_all.setText(self.tr("Print all"))
        for made in self.buttons():
            made.setAccessibleName(made.text())
        done, papers = self.titles()
        self.facts.set_title(done)
        receipt = self.receipt
        if receipt is None:
            return
        whole: Any = receipt
        when = branch_time(self.ended_at(receipt))
        self.under.setText(self.tr("Case {number}, closed {when}").format(number=whole.case_number, when=when))
        documents = self._documents()
        copies = sum(len(document.copies) for document in documents)
        self.papers.set_title(
            papers, self.tr("{papers} papers, {copies} copies").format(papers=len(documents), copies=copies)
        )  # fmt: skip
        self._say_lines(self.lines(receipt))
        for row in self.rows:
            row.retranslate()

    def _say_lines(self, lines: list[tuple[str, str]]) -> None:
        while len(self._facts) < len(lines):
            name, value = label("", "label"), label("", wrap=True)
            self._grid.addWidget(name, len(self._facts), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, len(self._facts), 1)
            self._facts.append((name, value))
        for (name, value), (what, text) in zip(self._facts, lines, strict=False):
            name.setText(what)
            value.setText(text)

    def _save_all(self) -> None:
        if self.receipt is not None:
            self._export(tuple(document.number for document in self._documents()))

    def _print_every(self) -> None:
        for document in self._documents():
            self._print(document.number)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
