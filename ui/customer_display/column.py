"""A column that scrolls, and the thin line of progress above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QVBoxLayout, QWidget

from .style import ACCENT, EDGE, GROUND, Metrics, shade


def _scroll_by_finger(view: QWidget) -> None:
    QScroller.grabGesture(view, QScroller.ScrollerGestureType.TouchGesture)
    # each gesture has a new number, for which PySide makes a class of its own and keeps it: 50 in an opening
    getattr(Qt.GestureType, "_sbk_missing_", {}).clear()


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
        painter.setBrush(QColor(shade(EDGE)))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setBrush(QColor(shade(ACCENT)))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._part, self.height()), 3, 3)


class MoreBelow(QWidget):
    """A fading edge with an arrow: the column goes on below."""

    def __init__(self, ground: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fade and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        solid = QColor(shade(self._ground))
        clear = QColor(solid)
        clear.setAlpha(0)
        fade = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        fade.setColorAt(0, clear)
        fade.setColorAt(0.75, solid)
        painter.fillRect(self.rect(), fade)
        size = self.height() * 0.22
        middle, foot = self.width() / 2, self.height() * 0.8
        painter.setPen(QPen(QColor(shade(ACCENT)), max(2.0, size / 4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
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
        _scroll_by_finger(self.viewport())
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
