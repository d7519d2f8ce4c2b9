"""The rail at the left: pages, and who sits here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.main_pages import page_keys
from ui.theme import bind_icon, fix, set_state
from ui.widgets.containers import StatusChip, label, line

WIDTH = 180
ROOMY = 11
"""So many pages have room on a window 680 pixels high; with more of them the buttons are lower."""


class Rail(QFrame):
    """Buttons for the pages that exist, one of them down; name, number and station; lock and sign out."""

    chosen = Signal(str)

    def __init__(self, branch: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        fix(self, width=WIDTH)
        self._titles: dict[str, Callable[[], str]] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, StatusChip] = {}
        self._waiting: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._station = ""
        self._brand = label("", "brand")
        self._branch = label(branch, "small", wrap=True)
        self._name = label("")
        self._place = label("", "small")
        self.lock = self._foot("lock")
        self.sign_out = self._foot("sign-out")
        self._build()
        self._retranslate()

    def _foot(self, icon: str) -> QPushButton:
        made = QPushButton()
        bind_icon(made, icon, "rail_muted", 18, gap=8)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 10, 10)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 0, 0)
        head.setSpacing(8)
        mark = QLabel()
        bind_icon(mark, "mark", "rail_on", 24)
        head.addWidget(mark)
        head.addWidget(self._brand, 1)
        column.addLayout(head)
        self._branch.setContentsMargins(8, 0, 0, 8)
        column.addWidget(self._branch)
        column.addWidget(self._pages(), 1)
        column.addWidget(line())
        self._name.setContentsMargins(8, 6, 0, 0)
        self._place.setContentsMargins(8, 0, 0, 4)
        column.addWidget(self._name)
        column.addWidget(self._place)
        column.addWidget(self.lock)
        column.addWidget(self.sign_out)

    def _pages(self) -> QScrollArea:
        # somebody with many roles has more pages than a small screen is high
        inside = QWidget()
        inside.setObjectName("rail_pages")
        self._nav = QVBoxLayout(inside)
        self._nav.setContentsMargins(0, 0, 0, 0)
        self._nav.setSpacing(3)
        self._nav.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._room = QScrollArea()
        self._room.setObjectName("rail_room")
        self._room.setWidgetResizable(True)
        self._room.setFrameShape(QFrame.Shape.NoFrame)
        self._room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(inside)
        self._room.verticalScrollBar().rangeChanged.connect(self._show_current)
        return self._room

    def add(self, key: str, title: Callable[[], str], icon: str) -> None:
        """Add a page's button."""
        made = QPushButton()
        made.setCheckable(True)
        bind_icon(made, icon, "rail_muted", 20, on="rail_on", gap=6)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._titles[key], self._buttons[key] = title, made
        self._group.addButton(made)
        self._nav.addWidget(made)
        self._name_page(len(self._titles), key)
        if len(self._titles) > ROOMY:
            set_state(self, "yes", "dense")
            self._nav.setSpacing(1)

    def button(self, key: str) -> QPushButton:
        """The button of a page."""
        return self._buttons[key]

    def set_badge(self, key: str, number: int) -> None:
        """Show at the button of a page how much waits there; nothing for 0, and for a page that is not there."""
        made = self._buttons.get(key)
        if made is None:
            return
        if key not in self._badges:
            row = QHBoxLayout(made)
            row.setContentsMargins(0, 0, 6, 0)
            row.addStretch(1)
            chip = self._badges[key] = StatusChip()
            chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(chip)
        self._badges[key].show_state(str(number) if number < 100 else "99+", "warn")
        self._badges[key].setVisible(number > 0)
        self._waiting[key] = number
        self._name_page(list(self._titles).index(key) + 1, key)

    def mark(self, key: str) -> None:
        """Show which page is up."""
        self._buttons[key].setChecked(True)
        self._show_current()

    def _show_current(self) -> None:
        """The button of the page that is up stands in sight, also when the window becomes lower."""
        current = self._group.checkedButton()
        if current is not None:
            self._room.ensureWidgetVisible(current, 0, 12)

    def set_branch(self, branch: str) -> None:
        """Name of the branch, known once it is open."""
        self._branch.setText(branch)
        self._branch.setVisible(bool(branch))

    def set_person(self, name: str, number: str, station: str) -> None:
        """Who is signed in, and at which counter."""
        self._name.setText(name)
        self._station, self._number = station, number
        self._retranslate()

    def _retranslate(self) -> None:
        self._brand.setText(self.tr("Branch counter"))
        self._branch.setVisible(bool(self._branch.text()))
        if self._station:
            text = self.tr("No. {number} · counter {station}")
            self._place.setText(text.format(number=self._number, station=self._station))
        for number, key in enumerate(self._titles, 1):
            self._name_page(number, key)
        for made, text in ((self.lock, self.tr("Lock")), (self.sign_out, self.tr("Sign out"))):
            made.setText(text)
            made.setAccessibleName(text)
        self.lock.setToolTip(self.tr("Lock (Ctrl+L)"))

    def _name_page(self, number: int, key: str) -> None:
        title, keys, made = self._titles[key](), page_keys(number), self._buttons[key]
        waiting = self._waiting.get(key, 0)
        made.setText(title)
        made.setAccessibleName(f"{title} ({waiting})" if waiting else title)
        made.setToolTip(f"{title} ({keys})" if keys else title)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
