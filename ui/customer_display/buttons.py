"""Buttons for fingers: they paint themselves, and a slip of the hand presses nothing twice."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from .style import (
    ACCENT,
    ACCENT_DARK,
    ACCENT_SOFT,
    CARD,
    EDGE,
    EDGE_STRONG,
    FAINT,
    INK,
    OFF,
    ON_ACCENT,
    QUIET,
    START,
    Metrics,
    Role,
    in_contrast,
    shade,
)
from .texts import TextPainter

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TouchButton(QAbstractButton):
    """What all buttons here have in common: big enough, no repeats, and the second half of a double tap is not a tap.

    A double tap on "agree" would otherwise agree to the next statement too, unread.
    """

    passed_on: ClassVar[tuple[Qt.Key, ...]] = (*ENTER, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setText(text)
        self.metrics = START
        self._pressed_before = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def rename(self, text: str) -> None:
        """Set the text and the name that assistive programs read."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def apply(self, metrics: Metrics) -> None:
        """Take over these sizes."""
        self.metrics = metrics
        self.updateGeometry()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that the first tap was on this button."""
        self._pressed_before = True
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second tap counts only when the first one was on this button too."""
        if self._pressed_before:
            super().mousePressEvent(event)
        else:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key held down is one press; Enter and the arrows are left to the view."""
        if event.isAutoRepeat() or event.key() in self.passed_on:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paint_focus(self, painter: QPainter, rect: QRectF, radius: float) -> None:
        """A ring round the button that the keyboard is on."""
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(shade(ACCENT)), 2, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), radius - 3, radius - 3)


class Kind(Enum):
    """How much a button stands out."""

    PRIMARY = "primary"
    PLAIN = "plain"


class BigButton(TouchButton):
    """A button of the foot of a page."""

    def __init__(self, text: str = "", kind: Kind = Kind.PLAIN) -> None:
        super().__init__(text)
        self._kind = kind
        horizontal = QSizePolicy.Policy.Expanding if kind is Kind.PRIMARY else QSizePolicy.Policy.Preferred
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        return self.metrics.font(Role.STRONG if self._kind is Kind.PRIMARY else Role.BODY)

    def sizeHint(self) -> QSize:
        """Text on one line with room to the sides; at least the touch size."""
        wide = TextPainter(self.text(), self._font(), 100_000, align=Qt.AlignmentFlag.AlignLeft).natural_width()
        return QSize(max(self.metrics.touch * 2, round(wide + self.metrics.base * 2.4)), self._height())

    def minimumSizeHint(self) -> QSize:
        """May be narrower than its text: then the text wraps to two lines."""
        return QSize(min(self.sizeHint().width(), self.metrics.base * 8), self._height())

    def _height(self) -> int:
        return max(self.metrics.touch, round(self.metrics.base * (2.4 if self.metrics.low else 2.9)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button that has the focus presses that one."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _colours(self) -> tuple[str, str, str]:
        if self._kind is Kind.PRIMARY:
            if not self.isEnabled():
                return (CARD, EDGE, FAINT) if in_contrast() else (OFF, OFF, ON_ACCENT)
            ground = ACCENT_DARK if self.isDown() else ACCENT
            return ground, ground, ON_ACCENT
        if not self.isEnabled():
            return CARD, EDGE, FAINT
        return (ACCENT_SOFT if self.isDown() else CARD), EDGE_STRONG, INK

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, text, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = self._colours()
        rect = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        radius = self.metrics.base * 0.5
        painter.setBrush(QColor(shade(ground)))
        painter.setPen(QPen(QColor(shade(edge)), 1.5))
        painter.drawRoundedRect(rect, radius, radius)
        self._paint_text(painter, ink)
        if self.hasFocus() and self._kind is Kind.PRIMARY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(shade(ON_ACCENT)), 2))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), radius - 3, radius - 3)
        else:
            self.paint_focus(painter, rect, radius)

    def _paint_text(self, painter: QPainter, ink: str) -> None:
        room = self.width() - self.metrics.base
        font = self._font()
        text = TextPainter(self.text(), font, room, align=Qt.AlignmentFlag.AlignHCenter)
        while text.height > self.height() - 4 and font.pixelSize() > 12:
            font.setPixelSize(font.pixelSize() - 1)
            text = TextPainter(self.text(), font, room, align=Qt.AlignmentFlag.AlignHCenter)
        text.draw(painter, self.metrics.base / 2, (self.height() - text.height) / 2, ink)


class OptionButton(TouchButton):
    """One answer: a badge with its letter and the text. The badge is square when several may be chosen."""

    def __init__(self, letter: str, text: str, *, several: bool) -> None:
        super().__init__(text)
        self.letter = letter
        self._several = several
        self.setCheckable(True)
        self.setAccessibleName(f"{letter}. {text}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _badge(self) -> float:
        return self.metrics.base * 1.55

    def _text(self, width: int) -> TextPainter:
        room = width - self._badge() - self.metrics.base * 2.2
        return TextPainter(self.text(), self.metrics.font(Role.BODY), room, align=Qt.AlignmentFlag.AlignLeft)

    def hasHeightForWidth(self) -> bool:
        """The text wraps: yes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Room for all lines; at least the touch size."""
        text = self._text(width)
        return max(self.metrics.touch, round(text.height + self.metrics.base * (0.6 if self.metrics.low else 1.0)))

    def sizeHint(self) -> QSize:
        """One line; more lines come in by ``heightForWidth``."""
        return QSize(self.metrics.base * 20, self.metrics.touch)

    def minimumSizeHint(self) -> QSize:
        """The touch size."""
        return QSize(self.metrics.base * 8, self.metrics.touch)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, badge, text, focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        radius = self.metrics.base * 0.5
        painter.setBrush(QColor(shade(ACCENT_SOFT if chosen or self.isDown() else CARD)))
        painter.setPen(QPen(QColor(shade(ACCENT if chosen else EDGE)), 2.5 if chosen else 1.5))
        painter.drawRoundedRect(rect, radius, radius)
        self._paint_badge(painter, chosen=chosen)
        text = self._text(self.width())
        left = self._badge() + self.metrics.base * 1.5
        text.draw(painter, left, (self.height() - text.height) / 2, ACCENT_DARK if chosen else INK)
        self.paint_focus(painter, rect, radius)

    def _paint_badge(self, painter: QPainter, *, chosen: bool) -> None:
        size = self._badge()
        box = QRectF(self.metrics.base * 0.75, (self.height() - size) / 2, size, size)
        painter.setBrush(QColor(shade(ACCENT if chosen else CARD)))
        painter.setPen(QPen(QColor(shade(ACCENT if chosen else EDGE_STRONG)), 2))
        corner = size * 0.22 if self._several else size / 2
        painter.drawRoundedRect(box, corner, corner)
        painter.setFont(self.metrics.font(Role.STRONG))
        painter.setPen(QColor(shade(ON_ACCENT if chosen else QUIET)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.letter)
