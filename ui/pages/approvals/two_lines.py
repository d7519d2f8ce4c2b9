"""A list of rows with two lines each: the second small, either with a state. Ten thousand rows cost what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import current, fix, scaled, text_size
from ui.theme.look import screen_font
from ui.widgets.steps import Index
from ui.widgets.table import draw_chip

ROW_HEIGHT = 52
_CELL = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. ``chip``: state of the chip that ``top`` stands in; ``tone``: state of ``below``."""

    top: str
    below: str = ""
    chip: str = ""
    tone: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TwoLines:
    """One column; ``width`` in pixels, 0 for the one that takes the rest."""

    title: str
    cell: Callable[[Any], Cell]
    width: int = 0


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[TwoLines, ...] = ()
        self.rows: Sequence[Any] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _CELL):
            return None
        cell = self.columns[index.column()].cell(self.rows[index.row()])
        return cell if role == _CELL else "\n".join(filter(None, (cell.top, cell.below)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def replace(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show_columns(self, columns: Sequence[TwoLines]) -> None:
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        view = self.parent()
        assert isinstance(view, QWidget)  # noqa: S101 - made by TwoLineTable only
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, view)
        cell = index.data(_CELL)
        if isinstance(cell, Cell):
            painter.save()
            _draw(painter, QRect(option.rect).adjusted(10, 5, -6, -5), cell)
            painter.restore()


def _draw(painter: QPainter, room: QRect, cell: Cell) -> None:
    half = room.height() // 2
    top = QRect(room.left(), room.top(), room.width(), half)
    below = QRect(room.left(), room.top() + half, room.width(), room.height() - half)
    t = current()
    if cell.chip:
        draw_chip(painter, top, cell.top, cell.chip)
    else:
        _line(painter, top, cell.top, screen_font(bold=cell.bold), t.text)
    tones = {"danger": t.danger, "warn": t.warn, "ok": t.ok}
    _line(painter, below, cell.below, screen_font(12), tones.get(cell.tone, t.muted))


def _line(painter: QPainter, room: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


class TwoLineTable(QTableView):
    """Rows of plain values that keeps its place: the row chosen and the scrolling outlive ``set_rows``.

    When the row chosen is no longer there none is, and the arrows go on from its place: nobody is taken to another
    request unasked.
    """

    chosen = Signal(object)
    """The person chose another row; not sent when the same row comes anew."""
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self._key: Callable[[Any], str] = str
        self._place = 0
        self._quiet = False
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        fix(header, height=34)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.rows[index.row()]))
        self._text_size = ""
        self._follow_text()

    def _follow_text(self) -> None:
        if self._text_size != text_size():
            self._text_size = text_size()
            self.verticalHeader().setDefaultSectionSize(scaled(ROW_HEIGHT))
            self._lay_out_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_text_size"):
            self._follow_text()

    def set_columns(self, columns: Sequence[TwoLines], key: Callable[[Any], str]) -> None:
        """Show ``columns`` (again, when the language changes); ``key`` tells rows apart."""
        wanted = self.current_key()
        self._key = key
        self._quietly(lambda: self._model.show_columns(columns), wanted)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self._model.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(number, mode)
            if column.width:
                header.resizeSection(number, scaled(column.width))

    def set_rows(self, rows: Sequence[Any], wanted: str = "") -> None:
        """Show ``rows``; the row chosen stays so, else the one whose key is ``wanted``, else none. Says nothing."""
        self._quietly(lambda: self._model.replace(rows), self.current_key() or wanted)

    def _quietly(self, change: Callable[[], None], wanted: str) -> None:
        scrolled = self.verticalScrollBar().value()
        self._quiet = True
        try:
            change()
            place = self.place_of(wanted) if wanted else -1
            if place >= 0:
                self._place = place
                self.setCurrentIndex(self._model.index(place, 0))
        finally:
            self._quiet = False
        self.updateGeometries()
        self.verticalScrollBar().setValue(scrolled)

    def place_of(self, key: str) -> int:
        """The place of the row with this key, -1 for none."""
        return next((n for n, row in enumerate(self._model.rows) if self._key(row) == key), -1)

    def rows(self) -> Sequence[Any]:
        """The rows as shown."""
        return self._model.rows

    def row(self) -> Any | None:
        """The row chosen, or None."""
        place = self.currentIndex().row()
        return self._model.rows[place] if 0 <= place < len(self._model.rows) else None

    def current_key(self) -> str:
        """The key of the row chosen, empty for none."""
        row = self.row()
        return self._key(row) if row is not None else ""

    def choose(self, place: int) -> None:
        """Choose the row at ``place`` as if by hand; the last one when there are not so many."""
        if self._model.rows:
            self.selectRow(max(0, min(place, len(self._model.rows) - 1)))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row was chosen, by hand only."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._quiet:
            self._place = current.row()
            if current.row() != previous.row():
                self.chosen.emit(self.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; an arrow goes on from where the row chosen was, should it be gone."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.row() is not None:
                self.opened.emit(self.row())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.row() is None:
            self.choose(self._place)
        else:
            super().keyPressEvent(event)
