"""Texts that paint themselves: plain text only, wrapped anywhere, nothing inherited from another theme."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from .style import INK, START, Metrics, Role, shade

SPACING = 1.12
READING_SPACING = 1.3


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
        painter.setPen(QColor(shade(colour)))
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
