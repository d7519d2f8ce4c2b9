"""The sheet of all keys that do something here (Ctrl+/), made from what is bound: it cannot be out of date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.main_pages import group_keys
from ui.main_window import Hinting, MainWindow
from ui.support.shortcuts import GLOBAL, PAIRS, Act, Key, cap, caps, meaning
from ui.theme import space
from ui.widgets.containers import button, label

Rows = Sequence[tuple[str, str]]


def key_lines(page: QWidget | None) -> list[tuple[str, str]]:
    """Keys and what they do on ``page``, as it stands: those bound in what is seen, then what only its hints tell."""
    if page is None:
        return []
    found: dict[str, str] = {}
    hints = dict(page.key_hints()) if isinstance(page, Hinting) else {}
    for key in page.findChildren(Key):
        if key.isEnabled() and key.owner.isVisibleTo(page) and key.act not in GLOBAL:
            first = caps(key.act).split(" · ")[0]
            found.setdefault(caps(key.act), hints.get(first, key.words()))
    shown = {one for keys in found for one in keys.split(" · ")}
    shown |= {pair for pair, acts in PAIRS.items() if {cap(act) for act in acts} <= shown}
    found.update({keys: words for keys, words in hints.items() if keys not in shown})
    return list(found.items())


def window_lines(window: MainWindow) -> list[tuple[str, str]]:
    """The keys of the window: everywhere the same."""
    groups = " … ".join(
        group_keys(digit) for digit in list(window.rail.groups())[:: max(1, len(window.rail.groups()) - 1)]
    )
    return [
        *((caps(act), meaning(act)) for act in GLOBAL),
        (caps(Act.BACK), meaning(Act.BACK)),
        (groups or group_keys("1"), _say("group of pages; again: its next page")),
        (group_keys("0"), _say("first page")),
        ("Alt", _say("hold: the letters of the buttons")),
    ]


def field_lines() -> list[tuple[str, str]]:
    """The keys inside forms."""
    return [
        ("Enter", _say("next field; in the last one: go on")),
        ("Shift+Enter", _say("field before")),
        ("Tab · Shift+Tab", _say("next and previous place, also buttons")),
        ("1 … 9", _say("choose the answer of this number")),
        (_say("Space"), _say("tick or choose")),
        ("Alt+↓", _say("open a list of choices")),
    ]


def key_rows(rows: Rows) -> QWidget:
    """Keys at the left, meanings at the right."""
    made = QWidget()
    made.setObjectName("scrolled")
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space.M)
    grid.setVerticalSpacing(space.XS)
    for row, (keys, words) in enumerate(rows):
        cap = label(keys)
        cap.setObjectName("keycap")
        grid.addWidget(cap, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words, wrap=True), row, 1)
    grid.setColumnStretch(1, 1)
    return made


class KeySheet(QDialog):
    """Three columns: this page, forms, the window. Ctrl+/ or Escape puts it away."""

    def __init__(self, window: MainWindow, page: QWidget | None) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_say("All keys"))
        self.setModal(True)
        self.columns = ((_say("On this page"), key_lines(page)), (_say("In forms"), field_lines()),
                        (_say("Everywhere"), window_lines(window)))  # fmt: skip
        inside = QWidget()
        inside.setObjectName("scrolled")
        across = QHBoxLayout(inside)
        across.setSpacing(space.XXL)
        for title, rows in self.columns:
            column = QVBoxLayout()
            column.addWidget(label(title, "heading"))
            column.addWidget(key_rows(rows or [("", _say("No keys of its own."))]))
            column.addStretch(1)
            across.addLayout(column, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(area.Shape.NoFrame)
        area.setAccessibleName(_say("All keys"))
        area.setWidget(inside)
        close = button(_say("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.L, space.L, space.M)
        layout.addWidget(area, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(min(1040, window.width() - 80), min(inside.sizeHint().height() + 110, window.height() - 80))
        sheet = Key(Act.SHEET, self)
        sheet.activated.connect(self.accept)


def show_sheet(window: MainWindow, page: QWidget | None) -> KeySheet:
    """Bring the sheet up."""
    made = KeySheet(window, page)
    made.open()
    return made


def _say(text: str) -> str:
    return QCoreApplication.translate("KeySheet", text)


def _marked() -> tuple[str, ...]:
    """The texts of ``_say``, where the translation tool can see them."""
    translate = QCoreApplication.translate
    return (
        translate("KeySheet", "All keys"),
        translate("KeySheet", "On this page"),
        translate("KeySheet", "In forms"),
        translate("KeySheet", "Everywhere"),
        translate("KeySheet", "No keys of its own."),
        translate("KeySheet", "Close"),
        translate("KeySheet", "group of pages; again: its next page"),
        translate("KeySheet", "first page"),
        translate("KeySheet", "hold: the letters of the buttons"),
        translate("KeySheet", "next field; in the last one: go on"),
        translate("KeySheet", "field before"),
        translate("KeySheet", "next and previous place, also buttons"),
        translate("KeySheet", "choose the answer of this number"),
        translate("KeySheet", "Space"),
        translate("KeySheet", "tick or choose"),
        translate("KeySheet", "open a list of choices"),
    )
