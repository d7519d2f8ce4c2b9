"""An editor for the text of a policy file: numbers beside the lines, mistakes marked, headings and notes in colour."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.theme import current, scaled
from ui.theme.look import screen_font

PIXELS = 13
_HEADING = re.compile(r"^\s*\[.*")
_KEY = re.compile(r'^\s*[\w."-]+(?=\s*=)')
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')


class PolicyEditor(QPlainTextEdit):
    """Plain text with line numbers; ``mark`` colours the lines with mistakes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wrong: frozenset[int] = frozenset()
        self._numbers = _Numbers(self)
        self._colours = _Colours(self.document())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(screen_font(PIXELS))
        self.setTabChangesFocus(True)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scrolled)
        self._make_room()

    def show_text(self, text: str) -> None:
        """Show another text; what was typed before cannot be undone into it."""
        self.setPlainText(text)
        self.mark(())

    def replace_line(self, line: int, text: str) -> None:
        """Write ``text`` in place of a line (from 1), as if it had been typed."""
        cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of a line (from 1), in the middle of what is seen."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
        self.setFocus()

    def mark(self, lines: Collection[int]) -> None:
        """Colour these lines (from 1): there is a mistake in them."""
        self._wrong = frozenset(lines)
        ground = QColor(current().danger_soft)
        marks = []
        for line in sorted(self._wrong):
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(ground)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def numbers_width(self) -> int:
        """Pixels that the numbers take."""
        digits = max(3, len(str(self.blockCount())))
        return 16 + QFontMetrics(self.font()).horizontalAdvance("9") * digits

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        self._place()

    def _place(self) -> None:
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))

    def _scrolled(self, room: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, room.y(), self._numbers.width(), room.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers are as high as the editor."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_colours"):
            if self.font().pixelSize() != scaled(PIXELS):
                self.setFont(screen_font(PIXELS))
            self._colours.rehighlight()
            self.mark(self._wrong)

    def paint_numbers(self, painter: QPainter, room: QRect) -> None:
        """Draw the numbers of the lines that are seen."""
        t = current()
        painter.fillRect(room, QColor(t.surface_alt))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= room.bottom():
            height = self.blockBoundingRect(block).height()
            if block.isVisible() and top + height >= room.top():
                number = block.blockNumber() + 1
                painter.setPen(QColor(t.danger if number in self._wrong else t.faint))
                place = QRect(0, int(top), self._numbers.width() - 8, int(height))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            top += height
            block = block.next()


class _Numbers(QWidget):
    def __init__(self, editor: PolicyEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._editor.paint_numbers(painter, event.rect())
        painter.end()


class _Colours(QSyntaxHighlighter):
    """Headings, keys, texts and notes of TOML; a note is what follows a ``#`` outside of a text."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        t = current()
        note = _note_at(text)
        code = text[:note]
        if _HEADING.match(code):
            self._colour(0, len(code), t.accent, bold=True)
        elif key := _KEY.match(code):
            self._colour(0, key.end(), t.accent)
        for found in _TEXT.finditer(code):
            if not _HEADING.match(code):
                self._colour(found.start(), found.end() - found.start(), t.ok)
        if note < len(text):
            self._colour(note, len(text) - note, t.faint)

    def _colour(self, start: int, length: int, colour: str, *, bold: bool = False) -> None:
        shape = QTextCharFormat()
        shape.setForeground(QColor(colour))
        if bold:
            shape.setFontWeight(700)
        self.setFormat(start, length, shape)


def _note_at(text: str) -> int:
    inside = False
    for place, character in enumerate(text):
        if character == '"' and (place == 0 or text[place - 1] != "\\"):
            inside = not inside
        elif character == "#" and not inside:
            return place
    return len(text)
