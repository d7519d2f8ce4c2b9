"""The left of the page of suitability: who it is, how the client stands, and whether a product may be bought."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.suitability.products import Fit, Match
from app.suitability.standing import Standing
from ui.pages.suitability.words import fit_word, standing_word
from ui.theme import space
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import LineEdit


class ClientPanel(QWidget):
    """Signals: ``assess_wanted``, ``other_wanted`` (client), ``check_wanted(code)``, ``acknowledge_wanted``."""

    assess_wanted = Signal()
    other_wanted = Signal()
    check_wanted = Signal(str)
    acknowledge_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._standing: Standing | None = None
        self._match: Match | None = None
        self.standing, self.fit = StatusChip(), StatusChip()
        self.product = LineEdit(limit=32)
        self._person, self._products = Card(), Card()
        self._assess, self._other = button("", "primary", "list"), button("", "link", "person")
        self._check, self._acknowledge = button("", "", "search"), button("", "", "pen")
        self._others, self._found = label("", "muted", wrap=True), label("", "", wrap=True)
        self._person.add_action(self._other)
        for widget in (self.standing, self._others, self._assess):
            self._person.add(widget)
        row = QHBoxLayout()
        row.addWidget(self.product, 1)
        row.addWidget(self._check)
        self._products.body.addLayout(row)
        for widget in (self._found, self.fit, self._acknowledge):
            self._products.add(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self._person)
        column.addWidget(self._products)
        column.addStretch(1)
        self._other.clicked.connect(self.other_wanted)
        self._assess.clicked.connect(self.assess_wanted)
        self._acknowledge.clicked.connect(self.acknowledge_wanted)
        self._check.clicked.connect(self.check)
        self.product.returnPressed.connect(self.check)
        self.retranslate()

    def check(self) -> None:
        """Ask about the product whose code was typed."""
        if code := self.product.value():
            self.check_wanted.emit(code)

    def show_client(self, name: str, number: str, standing: Standing) -> None:
        """Who it is, and how the client stands."""
        self._person.set_title(name, number)
        self._standing = standing
        self._say_standing()

    def show_match(self, found: Match | None) -> None:
        """What was found of the product; None: nothing was asked, or there is none of that code."""
        self._match = found
        self._say_match()

    def offer(self, *, assess: bool, acknowledge: bool) -> None:
        """What can be begun: not what is under way already."""
        self._assess.setEnabled(assess)
        self._acknowledge.setEnabled(acknowledge)

    def forget(self) -> None:
        """Another client comes."""
        self.product.clear()
        self._standing = None
        self._say_standing()
        self.show_match(None)

    def _say_standing(self) -> None:
        standing = self._standing
        self.standing.setVisible(standing is not None)
        self._others.setVisible(standing is not None and bool(standing.others))
        if standing is not None:
            self.standing.show_state(*standing_word(standing))
            levels = "、".join(f"{one.level.upper()} ({one.valid_until.isoformat()})" for one in standing.others)
            self._others.setText(self.tr("Another pack: {levels}").format(levels=levels))

    def _say_match(self) -> None:
        found = self._match
        self._found.setVisible(found is not None)
        self.fit.setVisible(found is not None)
        self._acknowledge.setVisible(found is not None and found.fit is Fit.ABOVE)
        if found is not None:
            self._found.setText(f"{found.product.name} · {found.product_class}")
            self.fit.show_state(*fit_word(found.fit))

    def retranslate(self) -> None:
        """Texts."""
        self._other.setText(self.tr("Another client"))
        self._assess.setText(self.tr("Assess anew"))
        self._products.set_title(self.tr("May the client buy a product?"))
        self.product.setPlaceholderText(self.tr("Code of the product"))
        self.product.setAccessibleName(self.tr("Code of the product"))
        self._check.setText(self.tr("Check"))
        self._acknowledge.setText(self.tr("Have it acknowledged"))
        self._say_standing()
        self._say_match()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
