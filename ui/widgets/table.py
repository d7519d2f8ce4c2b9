"""Tables: an own model that sorts and filters the list and resets (a proxy model takes seconds at 100 k rows)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.theme import current, fix, scaled, text_size
from ui.theme.look import screen_font
from ui.widgets.column_widths import share
from ui.widgets.steps import Index

ROW_HIGH = 36
"""Of a row, for text of normal size."""
_TEXT_ROOM, _CHIP_ROOM, _HEAD_ROOM = 22, 34, 24
"""Pixels that stand beside a text in its cell, in a chip, and in a heading."""
_MEASURED, _REST_MOST, _REST_LEAST, _SCROLLED_MOST = 60, 420, 84, 220
"""Rows that are looked at for their width; pixels that a column which takes the rest is granted before others grow,
those that it is left with in any case; and those of a column of a table that has to be scrolled sideways."""
_CHIP = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``text`` of a row; ``chip`` gives the state colour when the text stands in a chip; ``order`` the value to sort by
    (the text when absent); ``width`` in pixels, 0 for the column that takes the rest.
    """

    title: str
    text: Callable[[Any], str]
    width: int = 0
    chip: Callable[[Any], str] | None = None
    order: Callable[[Any], Any] | None = None
    right: bool = False


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.all: list[Any] = []
        self.shown: list[Any] = []
        self.filter_text = ""
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column, row = self.columns[index.column()], self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == _CHIP:
            return column.chip(row) if column.chip else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return right | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by = (column, order)
        self.renew()

    def renew(self) -> None:
        """Filter and sort the list and show it."""
        self.beginResetModel()
        rows = self.all
        if wanted := self.filter_text.strip().lower():
            rows = [row for row in rows if any(wanted in column.text(row).lower() for column in self.columns)]
        if self.sorted_by is not None and 0 <= self.sorted_by[0] < len(self.columns):
            column = self.columns[self.sorted_by[0]]
            down = self.sorted_by[1] == Qt.SortOrder.DescendingOrder
            rows = sorted(rows, key=column.order or column.text, reverse=down)
        self.shown = list(rows)
        self.endResetModel()


class _Cell(QStyledItemDelegate):
    """Draws chips; everything else as usual."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state = index.data(_CHIP)
        if state is None:
            super().paint(painter, option, index)
            return
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        text, ground.text = ground.text, ""
        view = self.parent()
        assert isinstance(view, QWidget)  # noqa: S101 - made by DataTable only
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, view)
        painter.save()
        if text:
            draw_chip(painter, QRect(option.rect).adjusted(10, 0, -4, 0), text, str(state))
        painter.restore()


def draw_chip(painter: QPainter, room: QRect, text: str, state: str) -> None:
    """Draw a chip at the left of ``room``."""
    t = current()
    fill, ink = {
        "ok": (t.ok_soft, t.ok),
        "warn": (t.warn_soft, t.warn),
        "danger": (t.danger_soft, t.danger),
        "info": (t.accent_soft, t.accent),
    }.get(state, (t.hover, t.muted))
    font, high = screen_font(12), scaled(20)
    wide = min(QFontMetrics(font).horizontalAdvance(text) + 18, room.width())
    chip = QRectF(room.left(), room.center().y() - high / 2 + 0.5, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(chip, high / 2, high / 2)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    short = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(wide) - 14)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, short)


class DataTable(QTableView):
    """Rows of plain values. Enter or a double click opens (``opened``), Space looks (``looked``)."""

    opened = Signal(object)
    looked = Signal(object)
    row_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Rows(self)
        self.setModel(self._model)
        self.setItemDelegate(_Cell(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        fix(header, height=34)
        header.sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.shown[index.row()]))
        self._text_size = ""
        self._nothing = ""
        self._needed: list[int] = []
        self._laying_out = self._by_hand = False
        header.sectionResized.connect(self._note_hand)
        self._follow_text()

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show ``columns`` (again, when the language changes)."""
        self._model.beginResetModel()
        self._model.columns = tuple(columns)
        self._model.endResetModel()
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(self._model.columns):
            stretch = column.width == 0
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
        self._measure()

    def _note_hand(self, section: int, _before: int, _after: int) -> None:
        """Who draws a column wider wants it so."""
        if not self._laying_out and section < len(self._model.columns) and self._model.columns[section].width:
            self._by_hand = True

    def _measure(self) -> None:
        """What the headings and the texts of the first rows need."""
        texts, heads = QFontMetrics(self.font()), QFontMetrics(screen_font(13))
        small, rows = QFontMetrics(screen_font(12)), self._model.shown[:_MEASURED]
        self._needed = []
        for column in self._model.columns:
            metrics, around = (small, _CHIP_ROOM) if column.chip else (texts, _TEXT_ROOM)
            widest = max((metrics.horizontalAdvance(column.text(row)) + around for row in rows), default=0)
            self._needed.append(max(widest, heads.horizontalAdvance(column.title) + _HEAD_ROOM))
        self._share_room()

    def _share_room(self) -> None:
        columns = self._model.columns
        fixed = [number for number, column in enumerate(columns) if column.width]
        if self._by_hand or len(self._needed) != len(columns):
            return
        others = [number for number in range(len(columns)) if number not in fixed]
        rest = sum(min(self._needed[n], scaled(_REST_MOST)) for n in others)
        least = scaled(_REST_LEAST) * len(others)
        room = self.viewport().width()
        wanted, needed = [scaled(columns[n].width) for n in fixed], [self._needed[n] for n in fixed]
        widths = share(wanted, needed, rest, room, least)
        # a column that takes the rest of nothing would vanish: then the table is scrolled, and every text is whole
        short = room - sum(widths) < min(rest, least)
        header = self.horizontalHeader()
        self._laying_out = True
        for number, width, need in zip(fixed, widths, needed, strict=True):
            header.resizeSection(number, min(need, scaled(_SCROLLED_MOST)) if short else width)
        for number in others:
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Interactive if short else QHeaderView.ResizeMode.Stretch
            )
            if short:
                header.resizeSection(number, min(self._needed[number], scaled(_SCROLLED_MOST)))
        self._laying_out = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._share_room()

    def _follow_text(self) -> None:
        """Rows as high and columns as wide as the size of the text wants them."""
        if self._text_size != text_size():
            self._text_size = text_size()
            self.verticalHeader().setDefaultSectionSize(scaled(ROW_HIGH))
            self._lay_out_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_text_size"):
            self._follow_text()

    def set_rows(self, rows: Sequence[Any], key: Callable[[Any], Any] | None = None) -> None:
        """Show ``rows``; with ``key`` the chosen row stays chosen, otherwise the first is."""
        old = self.row()
        self._model.all = list(rows)
        self._model.renew()
        self._measure()
        self._tell_nothing()
        wanted = key(old) if key and old is not None else None
        place = next((n for n, row in enumerate(self._model.shown) if key and key(row) == wanted), 0)
        if self._model.shown:
            self.selectRow(place)

    def set_nothing(self, text: str) -> None:
        """What stands in the table while it has no rows: what it is for, and what to do about it."""
        self._nothing = text
        self._tell_nothing()

    def nothing(self) -> str:
        """What stands there now instead of rows; empty when there are rows."""
        if self._model.shown:
            return ""
        if self._model.all:
            return self.tr("Nothing matches the filter. Clear it to see all {count}.").format(
                count=len(self._model.all)
            )
        return self._nothing

    def _tell_nothing(self) -> None:
        self.setAccessibleDescription(self.nothing())
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or in words why there are none."""
        super().paintEvent(event)
        text = self.nothing()
        if not text:
            return
        painter = QPainter(self.viewport())
        painter.setFont(screen_font(13))
        painter.setPen(QColor(current().muted))
        room = self.viewport().rect().adjusted(16, scaled(12), -16, -4)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, text)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """A text that its column cuts is told whole by the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            text = str(index.data() or "") if index.isValid() else ""
            if text and not index.data(Qt.ItemDataRole.ToolTipRole) and self._is_cut(index, text):
                # what somebody typed is text, also where it looks like a page
                told = f"<qt>{escape(text)}</qt>" if "<" in text or "&" in text else text
                QToolTip.showText(event.globalPos(), told, self)
                return True
        return super().viewportEvent(event)

    def _is_cut(self, index: QModelIndex, text: str) -> bool:
        chip = index.data(_CHIP) is not None
        font, taken = (screen_font(12), _CHIP_ROOM) if chip else (self.font(), _TEXT_ROOM)
        return QFontMetrics(font).horizontalAdvance(text) + taken > self.visualRect(index).width()

    def filter_by(self, text: str) -> None:
        """Show only rows with ``text`` in any column."""
        self._model.filter_text = text
        self._model.renew()
        self._tell_nothing()
        if self._model.shown:
            self.selectRow(0)

    def rows(self) -> list[Any]:
        """The rows as shown."""
        return self._model.shown

    def row(self) -> Any | None:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self._model.shown[index.row()] if index.isValid() and index.row() < len(self._model.shown) else None

    def selectRow(self, row: int) -> None:
        """Choose this row alone, whatever keys are held down just then."""
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), mode)

    def chosen(self) -> list[Any]:
        """All chosen rows, in order, where several can be; otherwise the one."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.shown[place] for place in places if place < len(self._model.shown)]

    def choose(self, wanted: Callable[[Any], bool]) -> None:
        """Choose every row that is ``wanted`` as well; for tables in which several can be chosen."""
        mode = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for place, row in enumerate(self._model.shown):
            if wanted(row):
                self.selectionModel().select(self._model.index(place, 0), mode)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is chosen now."""
        super().currentChanged(current, previous)
        self.row_changed.emit(self.row())

    def _sort_by(self, section: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        order = down if self._model.sorted_by == (section, up) else up
        self._model.sort(section, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(section, order)
        if self._model.shown:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space looks, the rest moves."""
        row = self.row()
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_Space:
            self.looked.emit(row)
        else:
            super().keyPressEvent(event)
