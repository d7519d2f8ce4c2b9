"""The same in numbers: classes before as rows, after as columns; Enter on a number asks for its clients."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.reclassification.domain import Matrix, Movement, movement
from ui.pages.reclass.words import class_word
from ui.theme import current
from ui.theme.look import screen_font
from ui.widgets.steps import Index

FONT, PADDING = 13, 6
"""Of the numbers, in pixels."""


class _Cells(QAbstractTableModel):
    """Counts, and a sum at the end of each row and column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._matrix: Matrix | None = None
        self._counts: dict[tuple[str, str], int] = {}
        self.befores: tuple[str, ...] = ()
        self.afters: tuple[str, ...] = ()

    def show_matrix(self, matrix: Matrix | None) -> None:
        self.beginResetModel()
        self._matrix = matrix
        self._counts = {(cell.before, cell.after): cell.clients for cell in matrix.cells} if matrix else {}
        self.befores = matrix.befores if matrix else ()
        self.afters = matrix.afters if matrix else ()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() or not self.befores else len(self.befores) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() or not self.afters else len(self.afters) + 1

    def cell(self, index: Index) -> tuple[str, str] | None:
        """The classes of a number; None for a sum."""
        if index.row() < len(self.befores) and index.column() < len(self.afters):
            return self.befores[index.row()], self.afters[index.column()]
        return None

    def count(self, index: Index) -> int:
        """The number."""
        befores = self.befores[index.row() : index.row() + 1] or self.befores
        afters = self.afters[index.column() : index.column() + 1] or self.afters
        return sum(self._counts.get((before, after), 0) for before in befores for after in afters)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        count, cell = self.count(index), self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{count:,}" if count or cell is None else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if cell is None or self._matrix is None:
            return QColor(current().muted) if role == Qt.ItemDataRole.ForegroundRole else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(cell, count)
        said = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{class_word(cell[0])} → {class_word(cell[1])}: {count:,}" if said else None

    def _ground(self, cell: tuple[str, str], count: int) -> QColor | None:
        t = current()
        assert self._matrix is not None  # noqa: S101 - asked above
        way = movement(self._matrix.order, *cell)
        if not count:
            return QColor(t.surface_alt) if way is Movement.SAME else None
        soft = {
            Movement.UP: t.ok_soft, Movement.DOWN: t.danger_soft, Movement.NEW: t.accent_soft, Movement.SAME: t.hover,
            Movement.NO_FIGURES: t.warn_soft,
        }  # fmt: skip
        return QColor(soft[way])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        names = self.afters if orientation == Qt.Orientation.Horizontal else self.befores
        if role == Qt.ItemDataRole.DisplayRole:
            return class_word(names[section]) if section < len(names) else "Σ"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class _Number(QStyledItemDelegate):
    """Draws a number on the colour of its movement; the style sheet would paint over it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, room = current(), QRect(option.rect)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.save()
        painter.fillRect(room, ground if isinstance(ground, QColor) else QColor(t.surface))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(QColor(t.accent), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink if isinstance(ink, QColor) else QColor(t.text))
        painter.setFont(screen_font(FONT))
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(2, 0, -PADDING, 0), align, str(index.data() or ""))
        painter.restore()


class MatrixTable(QTableView):
    """A matrix in numbers."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Cells(self)
        self.setModel(self._model)
        self.setItemDelegate(_Number(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            corner.hide()  # nothing is to be chosen there, and it would be drawn in another look
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(30)
        self.verticalHeader().setMinimumSectionSize(20)
        self.doubleClicked.connect(self._choose)

    def show_matrix(self, matrix: Matrix | None) -> None:
        """Show this one."""
        self._model.show_matrix(matrix)
        self._set_widths()
        if matrix is not None and matrix.cells:
            self.setCurrentIndex(self._model.index(0, 0))

    def _set_widths(self) -> None:
        """The classes share what the sums and the column without figures leave."""
        header, metrics = self.horizontalHeader(), QFontMetrics(screen_font(FONT))
        last = self._model.columnCount() - 1
        for column in range(last + 1):
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            wide = column == last or len(title) > 2
            mode = QHeaderView.ResizeMode.Fixed if wide else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
            if wide:
                rows = range(self._model.rowCount())
                texts = [title, *(str(self._model.index(row, column).data() or "") for row in rows)]
                header.resizeSection(column, max(map(metrics.horizontalAdvance, texts)) + 5 * PADDING)

    def _choose(self, index: Index) -> None:
        cell = self._model.cell(index)
        if cell is not None and self._model.count(index):
            self.chosen.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks for the clients of a number."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the size of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_model"):
            self._set_widths()
        elif event.type() == QEvent.Type.LanguageChange and self._model.befores:
            self._model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._model.afters))
            self._model.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._model.befores))
            self._set_widths()
