"""A heading with its tools in one line while they fit, in several when the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ui.theme import space


class ToolRow(QWidget):
    """What is added at the left stands left, what is added at the right stands right; short of room they wrap.

    Nothing in it is squeezed: a line takes what fits, the next line what comes after. Hidden tools take no room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []
        self._lines: list[list[QWidget]] = []
        self._rows: list[QHBoxLayout] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space.S)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)

    def add_left(self, widget: QWidget) -> None:
        """Put ``widget`` behind those at the left."""
        self._left.append(widget)
        self._place()

    def add_right(self, widget: QWidget) -> None:
        """Put ``widget`` behind those at the right."""
        self._right.append(widget)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest tool, as high as the lines are now."""
        widest = max((_width(one) for one in (*self._left, *self._right)), default=0)
        return QSize(widest, self._column.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        """A tool was shown, hidden or named anew."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return answer

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many in a line as fit."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is its width the one that counts."""
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        lines = self._wanted()
        if lines == self._lines:
            return
        self._lines = lines
        while len(self._rows) < len(lines):
            row = QHBoxLayout()
            row.setSpacing(space.S)
            self._rows.append(row)
            self._column.addLayout(row)
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for row, line in zip(self._rows, lines, strict=False):
            gap = next((place for place, one in enumerate(line) if one in self._right), len(line))
            if len(lines) > 1 and gap == 0:
                gap = len(line)
            for place, one in enumerate(line):
                if place == gap:
                    row.addStretch(1)
                row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
            if gap == len(line):
                row.addStretch(1)
        self.updateGeometry()

    def _wanted(self) -> list[list[QWidget]]:
        everything = [*self._left, *self._right]
        room = self.width()
        if self._line_width(everything) <= room or not self.isVisible():
            return [everything] if everything else []
        lines: list[list[QWidget]] = []
        for group in (self._left, self._right):
            line: list[QWidget] = []
            for one in group:
                if line and self._line_width([*line, one]) > room:
                    lines.append(line)
                    line = []
                line.append(one)
            if line:
                lines.append(line)
        return lines

    def _line_width(self, line: list[QWidget]) -> int:
        widths = [_width(one) for one in line if not one.isHidden()]
        return sum(widths) + space.S * max(0, len(widths) - 1)


def _width(widget: QWidget) -> int:
    """What it takes: its text as a whole, but no more than it may take and no less than it must."""
    hint = max(widget.sizeHint().width(), widget.minimumSizeHint().width())
    return min(max(hint, widget.minimumWidth()), widget.maximumWidth())
