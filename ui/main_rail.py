"""The rail at the left: pages in groups that fold, each with its function code; and who sits here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
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

from ui import i18n
from ui.main_pages import group_keys
from ui.theme import bind_icon, fix, space
from ui.widgets.containers import StatusChip, label, line

WIDTH = 208


class RailGroup(QWidget):
    """Pages whose codes begin with the same digit, under a heading that folds them; pages without a code have none."""

    toggled = Signal()

    def __init__(self, digit: str, names: tuple[str, str]) -> None:
        super().__init__()
        self.digit = digit
        self._names = names
        self.keys: list[str] = []
        self.head = QPushButton()
        self.head.setProperty("role", "group")
        self.head.clicked.connect(self.toggled)
        if not digit:
            self.head.hide()  # and never shown before it has a parent: it would come up as a window
        self._inside = QWidget()
        self._inside.setObjectName("rail_pages")
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(space.LINE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.LINE)
        column.addWidget(self.head)
        column.addWidget(self._inside)
        self.retranslate()

    def is_open(self) -> bool:
        """Whether its pages are to be seen."""
        return not self._inside.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show or fold its pages."""
        self._inside.setHidden(not opened)
        bind_icon(self.head, "chevron-down" if opened else "chevron-right", "rail_muted", 14, gap=6)
        self._say()

    def retranslate(self) -> None:
        """The name in the language of the windows."""
        self.head.setText(self._names[0 if i18n.language() == i18n.CHINESE else 1])
        self._say()

    def _say(self) -> None:
        state = self.tr("unfolded") if self.is_open() else self.tr("folded")
        self.head.setAccessibleName(f"{self.head.text()} ({state})")
        self.head.setToolTip(f"{self.head.text()} ({group_keys(self.digit)})")


class Rail(QFrame):
    """Buttons for the pages that exist, one of them down; name, number and station; lock and sign out.

    Unfolded are the group of the page that is up, those that the person unfolded, and as many others as find room.
    """

    chosen = Signal(str)

    def __init__(self, branch: str) -> None:
        super().__init__()
        self.setObjectName("rail")
        fix(self, width=WIDTH)
        self._titles: dict[str, Callable[[], str]] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._badges: dict[str, StatusChip] = {}
        self._waiting: dict[str, int] = {}
        self._codes: dict[str, str] = {}
        self._groups: dict[str, RailGroup] = {}
        self._unfolded: dict[str, bool] = {}
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
        column.setContentsMargins(space.S, space.M, space.S, space.S)
        column.setSpacing(space.HAIR)
        head = QHBoxLayout()
        head.setContentsMargins(space.S, 0, 0, 0)
        head.setSpacing(space.S)
        mark = QLabel()
        bind_icon(mark, "mark", "rail_on", 24)
        head.addWidget(mark)
        head.addWidget(self._brand, 1)
        column.addLayout(head)
        self._branch.setContentsMargins(space.S, 0, 0, space.S)
        column.addWidget(self._branch)
        column.addWidget(self._pages(), 1)
        column.addWidget(line())
        self._name.setContentsMargins(space.S, space.S, 0, 0)
        self._place.setContentsMargins(space.S, 0, 0, space.XS)
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
        self._nav.setSpacing(space.HAIR)
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
        """Add a page's button to the group of its code."""
        from app.functions.catalogue import page_function

        known = page_function(key)
        self._codes[key] = known.code if known is not None else ""
        made = QPushButton()
        made.setCheckable(True)
        bind_icon(made, icon, "rail_muted", 20, on="rail_on", gap=6)
        made.clicked.connect(lambda: self.chosen.emit(key))
        self._titles[key], self._buttons[key] = title, made
        self._group.addButton(made)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, space.S, 0)
        row.setSpacing(space.S)
        row.addStretch(1)
        if known is not None:
            code = label(known.code, "code")
            code.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(code)
        group = self._group_of(self._codes[key][:1])
        place = sum(self._codes[other] < self._codes[key] for other in group.keys) if known else len(group.keys)
        group.keys.insert(place, key)
        group.column.insertWidget(place, made)
        self._name_page(key)
        self._fold()

    def _group_of(self, digit: str) -> RailGroup:
        if digit not in self._groups:
            from app.functions.catalogue import groups

            made = self._groups[digit] = RailGroup(digit, groups().get(digit, ("", "")))
            made.toggled.connect(lambda: self._toggle(digit))
            self._nav.insertWidget(sorted(self._groups).index(digit), made)
        return self._groups[digit]

    def groups(self) -> dict[str, list[str]]:
        """The pages of each group in the order of their codes, by the first digit."""
        return {digit: list(self._groups[digit].keys) for digit in sorted(self._groups)}

    def unfolded(self) -> list[str]:
        """The digits of the groups whose pages are to be seen."""
        return [digit for digit in sorted(self._groups) if self._groups[digit].is_open()]

    def _toggle(self, digit: str) -> None:
        self._unfolded[digit] = not self._groups[digit].is_open()
        self._fold()

    def _fold(self) -> None:
        """The group of the page that is up, those unfolded by hand, and of the others as many as there is room for."""
        current = next((key for key, made in self._buttons.items() if made.isChecked()), "")
        wanted = {digit for digit, group in self._groups.items() if not digit or current in group.keys}
        wanted |= {digit for digit, opened in self._unfolded.items() if opened}
        heads = sum(group.head.sizeHint().height() + 4 for digit, group in self._groups.items() if digit)
        room = self._room.viewport().height() - heads - sum(map(self._height_of, wanted))
        for digit in sorted(self._groups):
            if digit not in wanted and self._unfolded.get(digit) is not False:
                needed = self._height_of(digit)
                if needed <= room:
                    wanted.add(digit)
                    room -= needed
        for digit, group in self._groups.items():
            group.set_open(digit in wanted)

    def _height_of(self, digit: str) -> int:
        return sum(self._buttons[key].sizeHint().height() + 2 for key in self._groups[digit].keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A higher window has room for more groups."""
        super().resizeEvent(event)
        self._fold()

    def button(self, key: str) -> QPushButton:
        """The button of a page."""
        return self._buttons[key]

    def set_badge(self, key: str, number: int) -> None:
        """Show at the button of a page how much waits there; nothing for 0, and for a page that is not there."""
        made = self._buttons.get(key)
        if made is None:
            return
        if key not in self._badges:
            chip = self._badges[key] = StatusChip()
            chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row = made.layout()
            assert isinstance(row, QHBoxLayout)  # noqa: S101 - made in add
            row.insertWidget(1, chip)
        self._badges[key].show_state(str(number) if number < 100 else "99+", "warn")
        self._badges[key].setVisible(number > 0)
        self._waiting[key] = number
        self._name_page(key)

    def mark(self, key: str) -> None:
        """Show which page is up."""
        self._buttons[key].setChecked(True)
        self._unfolded.pop(self._codes[key][:1], None)
        self._fold()
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
        for key in self._titles:
            self._name_page(key)
        for group in self._groups.values():
            group.retranslate()
        for made, text in ((self.lock, self.tr("Lock")), (self.sign_out, self.tr("Sign out"))):
            made.setText(text)
            made.setAccessibleName(text)
        self.lock.setToolTip(self.tr("Lock (Ctrl+L)"))

    def _name_page(self, key: str) -> None:
        title, code, made = self._titles[key](), self._codes[key], self._buttons[key]
        waiting = self._waiting.get(key, 0)
        made.setText(title)
        made.setAccessibleName(f"{title} ({waiting})" if waiting else title)
        made.setToolTip(f"{title} ({code})" if code else title)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
