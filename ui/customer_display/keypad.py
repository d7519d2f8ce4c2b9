"""The shuffled keypad: ten digits in an order nobody can read off the movement of a hand (OP-5)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, MutableSequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from .buttons import ENTER, TouchButton
from .style import ACCENT, ACCENT_SOFT, CARD, EDGE_STRONG, FAINT, INK, Metrics, Role, shade
from .texts import TextPainter

Shuffle = Callable[[MutableSequence[int]], None]


def fair_shuffle(order: MutableSequence[int]) -> None:
    """Shuffle with the system's randomness."""
    secrets.SystemRandom().shuffle(order)


class Key(TouchButton):
    """One key. Its digit is painted only: no text and no accessible name carries it, only the place on the pad."""

    passed_on = ENTER  # the arrows move over the pad

    def __init__(self) -> None:
        super().__init__()
        self.face = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Wide enough for a thumb."""
        return QSize(round(self.metrics.touch * 1.6), round(self.metrics.touch * 1.15))

    def minimumSizeHint(self) -> QSize:
        """The touch size."""
        return QSize(self.metrics.touch, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and digit (or word)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = self.metrics.base * 0.5
        word = len(self.face) != 1
        # no pressed look on digits: a bystander sees a lit key from further away than a finger
        lit = word and self.isDown()
        painter.setBrush(QColor(shade(ACCENT_SOFT if lit else CARD)))
        painter.setPen(QPen(QColor(shade(EDGE_STRONG)), 1.5))
        painter.drawRoundedRect(rect, radius, radius)
        font = self.metrics.font(Role.BODY if word else Role.KEY)
        text = TextPainter(self.face, font, self.width() - 8, align=Qt.AlignmentFlag.AlignHCenter)
        text.draw(painter, 4, (self.height() - text.height) / 2, INK if self.isEnabled() else FAINT)
        self.paint_focus(painter, rect, radius)


class Keypad(QWidget):
    """Ten digits, clear and backspace. ``pressed_digit`` carries the digit to the password view and nowhere else."""

    pressed_digit = Signal(int)
    cleared = Signal()
    took_back = Signal()

    def __init__(self, shuffle: Shuffle = fair_shuffle) -> None:
        super().__init__()
        self.setObjectName("plain")
        self._shuffle = shuffle
        self._order = list(range(10))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.keys = [Key() for _ in range(10)]
        self.clear = Key()
        self.back = Key()
        for place, key in enumerate(self.keys[:9]):
            self._grid.addWidget(key, place // 3, place % 3)
        self._grid.addWidget(self.clear, 3, 0)
        self._grid.addWidget(self.keys[9], 3, 1)
        self._grid.addWidget(self.back, 3, 2)
        for key in self.keys:
            key.clicked.connect(self._pressed)
        self.clear.clicked.connect(self.cleared)
        self.back.clicked.connect(self.took_back)
        self.retranslate()
        self.reshuffle()

    def retranslate(self) -> None:
        """Words and accessible names; the names tell places, not digits."""
        self.clear.face = self.tr("Clear")
        self.back.face = self.tr("Delete")
        self.clear.setAccessibleName(self.clear.face)
        self.back.setAccessibleName(self.back.face)
        for place, key in enumerate(self.keys):
            row, column = (place // 3 + 1, place % 3 + 1) if place < 9 else (4, 2)
            key.setAccessibleName(self.tr("Key in row {0}, column {1}").format(row, column))
        self.update()

    def apply(self, metrics: Metrics) -> None:
        """Room between the keys (each key takes its own sizes)."""
        self._grid.setSpacing(metrics.gap)

    def reshuffle(self) -> None:
        """A new order, never the one before."""
        before = list(self._order)
        for _ in range(100):
            self._shuffle(self._order)
            if self._order != before:
                break
        for key, digit in zip(self.keys, self._order, strict=True):
            key.face = str(digit)
            key.update()

    def key_for(self, digit: int) -> Key:
        """The key that carries this digit now."""
        return self.keys[self._order.index(digit)]

    def _pressed(self) -> None:
        key = self.sender()
        if isinstance(key, Key):
            self.pressed_digit.emit(self._order[self.keys.index(key)])


class Dots(QWidget):
    """How many digits were entered: filled and empty dots, nothing else."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self._length = length
        self._filled = 0
        self._dot = 24
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fill(self, count: int) -> None:
        """Show this many as entered."""
        self._filled = count
        self.setAccessibleName(self.tr("{0} of {1} digits entered").format(count, self._length))
        self.update()

    def apply(self, metrics: Metrics) -> None:
        """Size of the dots."""
        self._dot = metrics.base
        self.setFixedHeight(round(metrics.base * 1.8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dots from the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = min(self._dot * 2.0, (self.width() - self._dot) / max(1, self._length - 1))
        for place in range(self._length):
            filled = place < self._filled
            painter.setBrush(QColor(shade(ACCENT if filled else CARD)))
            painter.setPen(QPen(QColor(shade(ACCENT if filled else EDGE_STRONG)), 2))
            top = (self.height() - self._dot) / 2
            painter.drawEllipse(QRectF(2 + place * step, top, self._dot - 4, self._dot - 4))
