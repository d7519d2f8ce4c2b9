"""The views that ask nothing: the resting screen and a short message."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from .prompts import Message, Welcome
from .style import ACCENT, INK, QUIET, Metrics, Role, shade
from .texts import Text
from .view import PromptView

CENTRE = Qt.AlignmentFlag.AlignHCenter


class WelcomeView(PromptView):
    """The resting screen: the branch's name and a greeting; nothing moves, nothing can be touched."""

    def __init__(self, prompt: Welcome) -> None:
        super().__init__()
        self.branch = Text(prompt.branch, Role.DISPLAY, INK, align=CENTRE)
        self.greeting = Text("", Role.LEAD, QUIET, align=CENTRE)
        self.hint = Text("", Role.SMALL, QUIET, align=CENTRE)
        self.body.addStretch(4)
        self.body.addWidget(self.branch)
        self.body.addWidget(self.greeting)
        self.body.addStretch(5)
        self.body.addWidget(self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Greeting and hint."""
        self.greeting.setText(self.tr("Welcome. We are glad to serve you."))
        self.hint.setText(self.tr("What you need to check, answer and sign will be shown on this screen."))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A calm ground with two wide waves at the foot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        ground.setColorAt(0, QColor("#fbfcfe"))
        ground.setColorAt(1, QColor("#dfeafa"))
        painter.fillRect(self.rect(), ground)
        painter.setPen(Qt.PenStyle.NoPen)
        width, height = float(self.width()), float(self.height())
        for colour, top, shift in ((QColor(31, 95, 191, 20), 0.74, -0.25), (QColor(31, 95, 191, 26), 0.82, 0.15)):
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(width * (shift - 0.2), height * top, width * 1.4, height * 0.9))
        painter.fillRect(QRectF(0, 0, width, 6), QColor(shade(ACCENT)))


class MessageView(PromptView):
    """A short message on a card: thanks, please wait."""

    def __init__(self, prompt: Message) -> None:
        super().__init__()
        self.card = QFrame()
        self.card.setObjectName("card")
        self.inner = QVBoxLayout(self.card)
        self.title = Text(prompt.title, Role.TITLE, INK, align=CENTRE)
        self.text = Text(prompt.text, Role.LEAD, QUIET, align=CENTRE)
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.text)
        self.body.addStretch(3)
        self.body.addWidget(self.card)
        self.body.addStretch(4)

    def apply(self, metrics: Metrics) -> None:
        """Room inside the card."""
        super().apply(metrics)
        room = metrics.margin + metrics.gap
        self.column.setMaximumWidth(metrics.column * 3 // 4)
        self.inner.setContentsMargins(room, room, room, room)
        self.inner.setSpacing(metrics.gap * 2)
