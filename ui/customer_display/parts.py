"""Texts and buttons that paint themselves: plain text only, wrapped anywhere, nothing inherited from another theme."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QScroller, QSizePolicy, QVBoxLayout, QWidget

from .style import (
    ACCENT,
    ACCENT_DARK,
    ACCENT_SOFT,
    CARD,
    EDGE,
    EDGE_STRONG,
    FAINT,
    GROUND,
    INK,
    QUIET,
    START,
    Metrics,
    Role,
)

SPACING = 1.12
READING_SPACING = 1.3
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@runtime_checkable
class Scaled(Protocol):
    """A widget whose sizes follow from the window's."""

    def apply(self, metrics: Metrics) -> None:
        """Take over these sizes."""
        ...


class TextPainter:
    """Plain text laid out to a width; a word too long for the line is broken, so nothing is ever cut off."""

    def __init__(
        self, text: str, font: QFont, width: float, *, align: Qt.AlignmentFlag, spacing: float = SPACING
    ) -> None:
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout = QTextLayout(text.replace("\r\n", "\n").replace("\n", "\u2028"), font)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        self.height = 0.0
        self.lines = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            line.setPosition(QPointF(0, self.height + line.height() * (spacing - 1) / 2))
            self.height += line.height() * spacing
            self.lines += 1
        self._layout.endLayout()

    def natural_width(self) -> float:
        """Width of the widest line."""
        return max((self._layout.lineAt(i).naturalTextWidth() for i in range(self.lines)), default=0.0)

    def draw(self, painter: QPainter, left: float, top: float, colour: str) -> None:
        """Paint with the top left corner there."""
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(left, top))


class Text(QLabel):
    """A text in one of the roles. Plain text always: whatever a client's name contains, it is printed literally."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        colour: str = INK,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        spacing: float = SPACING,
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._role = role
        self._colour = colour
        self._align = align
        self._spacing = spacing
        self._font = START.font(role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def recolour(self, colour: str) -> None:
        """Change the colour of the text."""
        self._colour = colour
        self.update()

    def apply(self, metrics: Metrics) -> None:
        """Take over these sizes."""
        self._font = metrics.font(self._role)
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: float) -> TextPainter:
        return TextPainter(self.text(), self._font, width, align=self._align, spacing=self._spacing)

    def hasHeightForWidth(self) -> bool:
        """Wrapped text: yes."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of all lines at this width."""
        return round(self._laid_out(width).height + 0.5)

    def sizeHint(self) -> QSize:
        """The text on one line."""
        wide = self._laid_out(100_000)
        return QSize(round(wide.natural_width() + 1.5), round(wide.height + 0.5))

    def minimumSizeHint(self) -> QSize:
        """Room for a few characters of one line."""
        em = self._font.pixelSize()
        return QSize(min(self.sizeHint().width(), 4 * em), round(em * 1.3))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wrapped lines, centred in height."""
        painter = QPainter(self)
        laid_out = self._laid_out(self.width())
        laid_out.draw(painter, 0, max(0.0, (self.height() - laid_out.height) / 2), self._colour)


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
            painter.setPen(QPen(QColor(ACCENT), 2, Qt.PenStyle.DotLine))
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
        return max(self.metrics.touch, round(self.metrics.base * 2.9))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button that has the focus presses that one."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def _colours(self) -> tuple[str, str, str]:
        if self._kind is Kind.PRIMARY:
            if not self.isEnabled():
                return "#c3cfdf", "#c3cfdf", "#ffffff"
            ground = ACCENT_DARK if self.isDown() else ACCENT
            return ground, ground, "#ffffff"
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
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(edge), 1.5))
        painter.drawRoundedRect(rect, radius, radius)
        self._paint_text(painter, ink)
        if self.hasFocus() and self._kind is Kind.PRIMARY:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor("#ffffff"), 2))
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
        return max(self.metrics.touch, round(text.height + self.metrics.base * (0.7 if self.metrics.low else 1.0)))

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
        painter.setBrush(QColor(ACCENT_SOFT if chosen or self.isDown() else CARD))
        painter.setPen(QPen(QColor(ACCENT if chosen else EDGE), 2.5 if chosen else 1.5))
        painter.drawRoundedRect(rect, radius, radius)
        self._paint_badge(painter, chosen=chosen)
        text = self._text(self.width())
        left = self._badge() + self.metrics.base * 1.5
        text.draw(painter, left, (self.height() - text.height) / 2, ACCENT_DARK if chosen else INK)
        self.paint_focus(painter, rect, radius)

    def _paint_badge(self, painter: QPainter, *, chosen: bool) -> None:
        size = self._badge()
        box = QRectF(self.metrics.base * 0.75, (self.height() - size) / 2, size, size)
        painter.setBrush(QColor(ACCENT if chosen else CARD))
        painter.setPen(QPen(QColor(ACCENT if chosen else EDGE_STRONG), 2))
        corner = size * 0.22 if self._several else size / 2
        painter.drawRoundedRect(box, corner, corner)
        painter.setFont(self.metrics.font(Role.STRONG))
        painter.setPen(QColor("#ffffff" if chosen else QUIET))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.letter)


class ProgressLine(QWidget):
    """A thin line: how far the client has come."""

    def __init__(self, done: int, of: int) -> None:
        super().__init__()
        self._part = done / of if of else 0.0
        self.setFixedHeight(6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track and the part that is done."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(EDGE))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setBrush(QColor(ACCENT))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._part, self.height()), 3, 3)


class MoreBelow(QWidget):
    """A fading edge with an arrow: the column goes on below."""

    def __init__(self, ground: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = QColor(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fade and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clear = QColor(self._ground)
        clear.setAlpha(0)
        fade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        fade.setColorAt(0, clear)
        fade.setColorAt(0.75, self._ground)
        painter.fillRect(self.rect(), fade)
        size = self.height() * 0.22
        middle, foot = self.width() / 2, self.height() * 0.8
        painter.setPen(QPen(QColor(ACCENT), max(2.0, size / 4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(
            [QPointF(middle - size, foot - size), QPointF(middle, foot), QPointF(middle + size, foot - size)]
        )


class Column(QScrollArea):
    """A column that scrolls when it does not fit; by finger too. Its lower edge fades while there is more below."""

    def __init__(self, ground: str = GROUND) -> None:
        super().__init__()
        self._more = MoreBelow(ground, self)
        self._fade = 40
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.content.setObjectName("plain")
        self.viewport().setObjectName("plain")
        self.box = QVBoxLayout(self.content)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self.content)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

        self.verticalScrollBar().valueChanged.connect(self._show_more)
        self.verticalScrollBar().rangeChanged.connect(self._show_more)

    def apply(self, metrics: Metrics) -> None:
        """Height of the fading edge."""
        self._fade = round(metrics.base * 1.8)
        self._show_more()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys are the view's."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The fading edge follows."""
        super().resizeEvent(event)
        self._show_more()

    def _show_more(self) -> None:
        view = self.viewport().geometry()
        height = self._fade_height()
        self._more.setGeometry(view.left(), view.bottom() + 1 - height, view.width(), height)
        self._more.setVisible(not self.at_end())
        self._more.raise_()

    def page_down(self) -> None:
        """Scroll on by a screenful, two lines short so that the eye finds its place."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.viewport().height() - self._overlap())

    def page_up(self) -> None:
        """Scroll back by a screenful."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() - self.viewport().height() + self._overlap())

    def window_on_content(self) -> tuple[int, int, int]:
        """Top and bottom of what can be seen, and the height of the whole, in pixels; the faded edge is not seen."""
        top = self.verticalScrollBar().value()
        faded = 0 if self.at_end() else self._fade_height()
        return top, top + self.viewport().height() - faded, max(1, self.content.height())

    def _fade_height(self) -> int:
        return min(self._fade, self.viewport().height() // 4)

    def _overlap(self) -> int:
        return min(self.viewport().height() // 2, self._fade_height() + 20)

    def at_end(self) -> bool:
        """Whether the end is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - 1

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that this part can be seen."""
        self.ensureVisible(0, QRect(widget.mapTo(self.content, widget.rect().topLeft()), widget.size()).center().y())
