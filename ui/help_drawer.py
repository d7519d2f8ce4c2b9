"""Help in place: what the page that is up is for, what to do first, what "blocked" means, and its keys (F1)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.functions.catalogue import functions
from forms.quick_cards.card import cards_of
from ui import i18n
from ui.key_sheet import key_lines, key_rows
from ui.main_pages import page_title
from ui.theme import space
from ui.widgets.containers import button, label

FOLDER = Path(__file__).with_name("help")


@dataclass(frozen=True, slots=True)
class Help:
    """The words on one page in one language."""

    about: str
    first: tuple[str, ...]
    blocked: str


@lru_cache(maxsize=64)
def help_on(page: str, language: str) -> Help | None:
    """What is said of a page in ``zh`` or ``en``; None for a page without help."""
    file = FOLDER / f"{page}.toml"
    if not file.is_file():
        return None
    words = tomllib.loads(file.read_text(encoding="utf-8"))[language]
    return Help(words["about"], tuple(words["first"]), words["blocked"])


class HelpDrawer(QFrame):
    """Stands over the right side of the window. F1 or Escape puts it away."""

    closed = Signal()
    card_wanted = Signal(str)
    """The id of a quick card that is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self._page = ""
        self._shown: QWidget | None = None
        self._title = label("", "title", wrap=True)
        self._close = button("", "", "close")
        self._close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.L, space.M, space.L)
        layout.setSpacing(space.S)
        layout.addLayout(head)
        layout.addWidget(self._area, 1)

    def show_page(self, page: str, widget: QWidget | None) -> None:
        """Help on ``page``, whose own keys ``widget`` knows."""
        self._page, self._shown = page, widget
        self._fill()

    def take_focus(self) -> None:
        """The arrows scroll at once."""
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def text(self) -> str:
        """Everything that is said, for tests and for reading aloud."""
        return self._area.accessibleDescription()

    def _fill(self) -> None:
        said = help_on(self._page, i18n.language())
        self._title.setText(page_title(self._page))
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close the help (Esc)"))
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, space.S, 0)
        column.setSpacing(space.S)
        lines: list[str] = []

        def put(text: str, role: str = "") -> None:
            column.addWidget(label(text, role, wrap=True))
            lines.append(text)

        if said is not None:
            put(said.about)
            put(self.tr("What to do first"), "heading")
            for number, step in enumerate(said.first, 1):
                put(f"{number}. {step}")
            put(self.tr("When something is blocked"), "heading")
            put(said.blocked)
        cards = cards_of(self._page)
        if cards:
            put(self.tr("Quick card"), "heading")
        for each in cards:
            title = each.title if i18n.language() == i18n.CHINESE else each.title_en
            column.addWidget(self._card_button(each.id, title), 0, Qt.AlignmentFlag.AlignLeft)
            lines.append(title)
        codes = [one for one in functions() if one.page == self._page]
        if codes:
            put(self.tr("Function codes"), "heading")
            for one in codes:
                put(f"{one.code}  {one.name(i18n.language())}")
        put(self.tr("Keys"), "heading")
        rows = key_lines(self._shown)
        column.addWidget(key_rows(rows))
        lines += [f"{keys}  {meaning}" for keys, meaning in rows]
        column.addStretch(1)
        old = self._area.takeWidget()
        if old is not None:
            old.deleteLater()
        self._area.setWidget(inside)
        self._area.setAccessibleName(self.tr("Help"))
        self._area.setAccessibleDescription("\n".join(lines))

    def _card_button(self, card_id: str, title: str) -> QPushButton:
        made = button(title, "link", "document")
        made.setAccessibleName(self.tr("Show the quick card: {title}").format(title=title))
        made.setToolTip(self.tr("One page to lay beside the keyboard: look at it or print it"))
        made.clicked.connect(lambda: self.card_wanted.emit(card_id))
        return made

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._page:
            self._fill()
        super().changeEvent(event)
