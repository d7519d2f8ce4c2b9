"""Access keys: while Alt is held down every button and field of the page shows a letter; Alt and the letter go there.

The letters are given out anew each time, so they cannot clash: what a page has set itself (``&Next``) is kept, a button
gets a letter of its own name, a Chinese one the pinyin initial of its first free character.
"""

from __future__ import annotations

import string
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QMainWindow, QPushButton, QToolButton, QWidget

from ui.widgets.choices import Segmented

_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"),
    (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"),
    (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"),
    (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
"""The 3,755 usual characters stand in GB 2312 in the order of their reading: where each initial begins."""
_LAST = 0xD7F9


def initial(character: str) -> str:
    """The letter that stands for a character: itself for a Latin one, the pinyin initial of a usual Chinese one."""
    if character.isascii():
        return character.lower() if character.isalpha() else ""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if not _STARTS[0][0] <= code <= _LAST:
        return ""
    return _STARTS[bisect_right([start for start, _ in _STARTS], code) - 1][1]


def letters(names: list[str], taken: set[str]) -> list[str]:
    """A letter for each name, none twice and none of ``taken``; empty where the alphabet is used up.

    The first of a name's own letters that is free (those that begin a word before the others), else any.
    """
    given: list[str] = []
    used = set(taken)
    for name in names:
        words = name.replace("-", " ").split()
        own = [initial(word[0]) for word in words] + [initial(character) for character in name]
        found = next((one for one in [*own, *string.ascii_lowercase] if one and one not in used), "")
        used.add(found)
        given.append(found)
    return given


def reachable(page: QWidget) -> list[QWidget]:
    """What gets a letter on ``page`` as it stands: its buttons, then its fields, as they are seen from the top."""
    buttons = [one for one in page.findChildren(QAbstractButton) if _wants(one, page)]
    labels = [one for one in page.findChildren(QLabel) if one.buddy() is not None and _seen(one, page)]
    fields = [one for one in labels if _seen(one.buddy(), page) and one.buddy().isEnabled()]
    return [*_in_order(buttons, page), *_in_order(fields, page)]


class AccessKeys(QObject):
    """The letters over one window while Alt is down."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._tips: list[QLabel] = []
        self._keys: list[QShortcut] = []

    def show(self, page: QWidget) -> dict[str, QWidget]:
        """Give out letters on ``page`` and show them; the widget of each."""
        self.hide()
        targets = reachable(page)
        own = [_own_letter(one) for one in targets]
        rest = [one for one, letter in zip(targets, own, strict=True) if not letter]
        given = dict(zip(rest, letters([_name(one) for one in rest], set(filter(None, own))), strict=True))
        found: dict[str, QWidget] = {}
        for one, letter in zip(targets, own, strict=True):
            key = letter or given[one]
            if not key:
                continue
            found[key] = one
            self._tip(one, key)
            if not letter:
                self._key(one, key)
        return found

    def hide(self) -> None:
        """Take the letters away."""
        for tip in self._tips:
            tip.hide()
            tip.deleteLater()
        for key in self._keys:
            key.setEnabled(False)
            key.deleteLater()
        self._tips, self._keys = [], []

    def shown(self) -> bool:
        """Whether the letters are to be seen."""
        return bool(self._tips)

    def _key(self, target: QWidget, letter: str) -> None:
        made = QShortcut(QKeySequence(f"Alt+{letter.upper()}"), self._window)
        made.activated.connect(lambda: self._go(target))
        self._keys.append(made)

    def _go(self, target: QWidget) -> None:
        self.hide()
        if isinstance(target, QLabel):
            target.buddy().setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif isinstance(target, QAbstractButton):
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            target.click()

    def _tip(self, target: QWidget, letter: str) -> None:
        tip = QLabel(letter.upper(), self._window)
        tip.setObjectName("accesskey")
        tip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tip.adjustSize()
        corner = target.mapTo(self._window, QPoint(-2, -2 if isinstance(target, QLabel) else target.height() // 2))
        tip.move(max(0, corner.x() - tip.width() // 2), max(0, corner.y()))
        tip.show()
        self._tips.append(tip)


def _wants(one: QAbstractButton, page: QWidget) -> bool:
    parent = one.parentWidget()
    if not isinstance(one, QPushButton | QToolButton) or isinstance(parent, Segmented):
        return False
    return bool(_name(one)) and one.isEnabled() and _seen(one, page)


def _seen(one: QWidget, page: QWidget) -> bool:
    return one.isVisibleTo(page) and (not page.isVisible() or not one.visibleRegion().isEmpty())


def _in_order(found: Sequence[QWidget], page: QWidget) -> Iterator[QWidget]:
    def place(one: QWidget) -> tuple[int, int]:
        corner = one.mapTo(page, QPoint(0, 0))
        return corner.y() // 8, corner.x()

    return iter(sorted(found, key=place))


def _name(one: QWidget) -> str:
    if isinstance(one, QAbstractButton):
        return one.text().replace("&", "") or one.accessibleName()
    return one.text() if isinstance(one, QLabel) else ""


def _own_letter(one: QWidget) -> str:
    """The letter that the page itself has set (``&Next``), empty for none."""
    text = one.text() if isinstance(one, QAbstractButton) else ""
    keys = QKeySequence.mnemonic(text).toString()
    return keys.rpartition("+")[2].lower() if keys else ""
