"""The papers of a dossier as small pictures, part by part; each drawn by a worker when the dossier is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.dossier.domain import Paper, Section
from ui.pages.dossier.words import paper_chip, section_word
from ui.support.run_op import OpRunner
from ui.theme import current, scaled
from ui.theme.look import screen_font
from ui.widgets.containers import label
from ui.widgets.preview import Raster
from ui.widgets.steps import Index
from ui.widgets.table import draw_chip

PICTURE = QSize(78, 110)
TILE = QSize(140, 188)
GAP = 10
"""Pixels of the picture of a page, and of a tile around it."""
_SCALE = PICTURE.width() / 595.28
_PAPER, _IMAGE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2

Glance = Callable[[str], bytes]
"""Document number -> its file; called in a worker."""


def _tile() -> QSize:
    """A tile: the picture keeps its size, the words below it have that of the text."""
    return QSize(scaled(TILE.width()), PICTURE.height() + scaled(TILE.height() - PICTURE.height()))


class _Tile(QStyledItemDelegate):
    """Draws a tile: the page, its title in two lines, its state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return _tile()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = current(), QRect(option.rect).adjusted(3, 3, -3, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if chosen:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(t.focus if focused else t.border_strong), 1.5))
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        page = QRect(box.center().x() - PICTURE.width() // 2, box.top() + 6, PICTURE.width(), PICTURE.height())
        paper, image = index.data(_PAPER), index.data(_IMAGE)
        painter.setPen(QPen(QColor(t.border_strong), 1))
        painter.setBrush(QColor("#ffffff" if paper.destroyed is None else t.hover))
        painter.drawRect(page)
        if isinstance(image, QImage):
            painter.drawImage(page.adjusted(1, 1, 0, 0), image)
        text, colour = paper_chip(paper)
        if colour != "ok" and text:  # what is as it should be needs no word
            draw_chip(
                painter, QRect(page.left() - 8, page.bottom() - scaled(26), page.width() + 16, scaled(24)), text, colour
            )
        self._words(painter, box, page.bottom() + 6, paper)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, top: int, paper: Paper) -> None:
        t, room = current(), QRect(box.left() + 5, top, box.width() - 10, scaled(36))
        painter.setFont(screen_font(12))
        painter.setPen(QColor(t.text if paper.destroyed is None else t.muted))
        flags = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(room, flags, _two_lines(painter, paper.document.title, room.width()))
        painter.setFont(screen_font(11))
        painter.setPen(QColor(t.muted))
        low = QRect(box.left() + 4, top + scaled(36), box.width() - 8, scaled(18))
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, paper.document.number[-14:])


def _two_lines(painter: QPainter, text: str, width: int) -> str:
    metrics = painter.fontMetrics()
    end = len(text)
    while end and metrics.horizontalAdvance(text[:end]) > 2 * width - 16:
        end -= 1
    return text if end == len(text) else f"{text[: end - 1]}…"


class _Grid(QListWidget):
    """The tiles of one part, as high as they need."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        super().__init__()
        self.setObjectName("tiles")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(_tile())
        self.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Tile(self))
        self.viewport().setAutoFillBackground(False)
        for paper in papers:
            item = QListWidgetItem(paper.document.title)
            item.setData(_PAPER, paper)
            document = paper.document
            item.setToolTip(f"{document.title}\n{document.number}\n{document.form_code} {document.form_version}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{document.title} {document.number}")
            self.addItem(item)

    def fit(self, room: int) -> int:
        """Take as many columns as ``room`` (pixels) has and as are needed; the width taken."""
        tile = _tile()
        self.setGridSize(tile)
        across = max(1, min(self.count(), (room - 2) // tile.width()))
        self.setFixedSize(across * tile.width() + 2, -(-self.count() // across) * tile.height() + 4)
        return self.width()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open; at an end the arrows leave for the next part."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None:
                self.itemActivated.emit(item)
            return
        before = self.currentRow()
        super().keyPressEvent(event)
        if self.currentRow() == before and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)


class _Flow(QWidget):
    """The parts one after another, several in a row where there is room, each under its heading."""

    def __init__(self, parts: Sequence[tuple[Section, tuple[Paper, ...]]]) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.blocks: list[tuple[QWidget, _Grid]] = []
        for section, papers in parts:
            heading = label(f"{section_word(section)}　{len(papers)}", "label")
            grid = _Grid(papers)
            grid.setAccessibleName(section_word(section))
            for widget in (heading, grid):
                widget.setParent(self)
            self.blocks.append((heading, grid))

    def lay_out(self, room: int) -> None:
        """Place the parts within ``room`` pixels across."""
        x, y, high = 0, 0, 0
        for heading, grid in self.blocks:
            wide = max(grid.fit(room), min(heading.sizeHint().width(), room))
            if x and x + wide > room:
                x, y, high = 0, y + high + GAP, 0
            heading.setGeometry(x + 4, y, wide - 4, scaled(22))
            grid.move(x, y + scaled(24))
            high = max(high, scaled(24) + grid.height())
            x += wide + GAP
        self.setMinimumHeight(y + high + GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew."""
        super().resizeEvent(event)
        self.lay_out(event.size().width())


class PaperTiles(QScrollArea):
    """All parts under one another; ``chosen(number)`` when a paper is to be shown."""

    chosen = Signal(str)

    def __init__(self, runner: OpRunner, raster: Raster, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._raster = raster
        self._generation = 0
        self._grids: list[_Grid] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the grids have it
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.show_papers((), lambda _: b"")

    def show_papers(self, sections: Sequence[tuple[Section, tuple[Paper, ...]]], glance: Glance) -> None:
        """Show the papers by part and have their pictures drawn."""
        self._generation += 1
        inside = _Flow(sections)
        self._grids = [grid for _, grid in inside.blocks]
        for grid in self._grids:
            grid.itemActivated.connect(self._open)
            grid.itemClicked.connect(self._open)
            grid.currentItemChanged.connect(lambda now, _, grid=grid: self._only(grid) if now else None)
        self.setWidget(inside)
        for grid in self._grids:
            for row in range(grid.count()):
                self._draw(grid.item(row), glance)
        if self._grids:
            self.setFocusProxy(self._grids[0])

    def numbers(self) -> list[str]:
        """The numbers of what is shown, in order."""
        return [grid.item(row).data(_PAPER).document.number for grid in self._grids for row in range(grid.count())]

    def drawn(self) -> int:
        """How many pictures have come."""
        items = (grid.item(row) for grid in self._grids for row in range(grid.count()))
        return sum(item.data(_IMAGE) is not None for item in items)

    def choose(self, number: str) -> None:
        """Mark one paper."""
        for grid in self._grids:
            for row in range(grid.count()):
                if grid.item(row).data(_PAPER).document.number == number:
                    grid.setCurrentRow(row)

    def _only(self, grid: _Grid) -> None:
        for other in self._grids:
            if other is not grid:
                other.setCurrentRow(-1)
                other.clearSelection()

    def _open(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_PAPER).document.number)

    def _draw(self, item: QListWidgetItem, glance: Glance) -> None:
        paper: Paper = item.data(_PAPER)
        if paper.destroyed is not None:
            return
        generation, scale = self._generation, _SCALE * self.devicePixelRatioF()
        number = paper.document.number

        def make() -> tuple[int, int, bytes]:
            return self._raster(glance(number), 0, scale)

        def came(answer: tuple[int, int, bytes]) -> None:
            if generation != self._generation:
                return
            wide, high, data = answer
            image = QImage(data, wide, high, wide * 4, QImage.Format.Format_RGB32).copy()
            item.setData(_IMAGE, image)

        # a picture that cannot be drawn is left white: the paper itself says why when it is opened
        self._runner.run(make, done=came, failed=lambda _: None, owner=self)
