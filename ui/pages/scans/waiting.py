"""The forms that wait for their signed paper: a row each, with a dot for every page that is there or missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.scans.view import FormToSign
from ui.pages.scans.words import form_spoken, form_words
from ui.theme import current, scaled
from ui.theme.look import screen_font
from ui.widgets.steps import Index
from ui.widgets.table import draw_chip

FORM = Qt.ItemDataRole.UserRole + 1
DOT, STEP, LEFT = 20, 25, 14
"""Pixels: the size of a dot, from one to the next, from the edge to the first."""
_HEAD = 46
_NOWHERE = QModelIndex()


def dot_box(row: QRect, page: int) -> QRect:
    """Where the dot of a page (from 1) lies within its row; a long form goes on in further lines."""
    step, dot = scaled(STEP), scaled(DOT)
    across = max(1, (row.width() - 2 * LEFT) // step)
    line, place = divmod(page - 1, across)
    return QRect(row.left() + LEFT + place * step, row.top() + scaled(_HEAD) + line * step, dot, dot)


def row_height(width: int, pages: int) -> int:
    """How high the row of a form with so many pages is."""
    across = max(1, (width - 2 * LEFT) // scaled(STEP))
    return scaled(_HEAD) + -(-max(1, pages) // across) * scaled(STEP) + scaled(36)


class _Forms(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.forms: tuple[FormToSign, ...] = ()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.forms)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.forms):
            return None
        form = self.forms[index.row()]
        if role == FORM:
            return form
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return form_spoken(form)
        return None

    def show(self, forms: Sequence[FormToSign]) -> None:
        self.beginResetModel()
        self.forms = tuple(forms)
        self.endResetModel()


class _Row(QStyledItemDelegate):
    """Title, case and client; the dots; how far it is in words."""

    def __init__(self, view: WaitingForms) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        form: FormToSign = index.data(FORM)
        wide = self._view.viewport().width()
        return QSize(wide, row_height(wide, form.pages))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = current(), QRect(option.rect)
        form: FormToSign = index.data(FORM)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QPen(QColor(t.focus), 1.5) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(box.adjusted(2, 1, -2, -2)), 6, 6)
        painter.setPen(QPen(QColor(t.border), 1))
        painter.drawLine(box.left() + LEFT, box.bottom(), box.right() - LEFT, box.bottom())
        self._texts(painter, box, form)
        dot = self._view.dot() if chosen and focused else 0
        for page in range(1, form.pages + 1):
            self._dot(painter, dot_box(box, page), page, here=page in form.have, marked=page == dot)
        text, colour = form_words(form)
        low = QRect(box.left() + LEFT, box.bottom() - scaled(33), box.width() - 2 * LEFT, scaled(26))
        draw_chip(painter, low, text, colour)
        painter.restore()

    def _texts(self, painter: QPainter, box: QRect, form: FormToSign) -> None:
        t, wide = current(), box.width() - 2 * LEFT
        about = "　".join(filter(None, (form.client_name, form.case_number or form.number)))
        for text, size, colour, top in ((form.title, 13, t.text, 5), (about, 12, t.muted, 24)):
            painter.setFont(screen_font(size))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, wide)
            room = QRect(box.left() + LEFT, box.top() + scaled(top), wide, scaled(19))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _dot(self, painter: QPainter, box: QRect, page: int, *, here: bool, marked: bool) -> None:
        t = current()
        painter.setPen(QPen(QColor(t.ok if here else t.border_strong), 1.4))
        if not here:
            painter.setPen(QPen(QColor(t.border_strong), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(t.ok_soft) if here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        painter.setFont(screen_font(11))
        painter.setPen(QColor(t.ok if here else t.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(page))
        if marked:
            painter.setPen(QPen(QColor(t.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(-3, -3, 3, 3))


class WaitingForms(QListView):
    """The forms. Left and right go from dot to dot; Enter, Space or a click on one show that page."""

    form_changed = Signal()
    page_wanted = Signal(str, int)
    """Number of the form and page, of a dot that was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._forms = _Forms()
        self._forms.setParent(self)
        self._dot = 0
        self.setModel(self._forms)
        self.setItemDelegate(_Row(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._other_form)

    def show_forms(self, forms: Sequence[FormToSign]) -> None:
        """Show these; the one chosen stays so while it is there."""
        forms = tuple(forms)
        if forms == self._forms.forms:
            return
        before, row = self.current(), max(self.currentIndex().row(), 0)
        blocked = self.selectionModel().blockSignals(True)
        self._forms.show(forms)
        numbers = [form.number for form in forms]
        if forms:
            kept = before is not None and before.number in numbers
            place = numbers.index(before.number) if kept and before is not None else min(row, len(forms) - 1)
            self.setCurrentIndex(self._forms.index(place))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        self.form_changed.emit()

    def forms(self) -> tuple[FormToSign, ...]:
        """What is shown, in order."""
        return self._forms.forms

    def current(self) -> FormToSign | None:
        """The form chosen."""
        form = self.currentIndex().data(FORM)
        return form if isinstance(form, FormToSign) else None

    def choose(self, number: str) -> None:
        """Choose a form."""
        for row, form in enumerate(self.forms()):
            if form.number == number:
                self.setCurrentIndex(self._forms.index(row))

    def dot(self) -> int:
        """The page (from 1) that the keyboard stands on, 0 for none."""
        return self._dot

    def _other_form(self) -> None:
        self._dot = 0
        self.form_changed.emit()

    def _move(self, by: int) -> None:
        form = self.current()
        if form is not None:
            self._dot = max(1, min(form.pages, self._dot + by)) if self._dot else (1 if by > 0 else form.pages)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dots by the arrows to the sides; Enter and Space show the page."""
        key, form = event.key(), self.current()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and form is not None:
            self.page_wanted.emit(form.number, self._dot or next(iter(form.have), 1))
        else:
            super().keyPressEvent(event)

    def page_at(self, point: QPoint) -> int:
        """The page whose dot is at a point of the view, 0 for none."""
        index = self.indexAt(point)
        form = index.data(FORM)
        if not isinstance(form, FormToSign):
            return 0
        row = self.visualRect(index)
        return next((page for page in range(1, form.pages + 1) if dot_box(row, page).contains(point)), 0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a dot shows that page."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        page, form = self.page_at(point), self.indexAt(point).data(FORM)
        if page and isinstance(form, FormToSign) and event.button() == Qt.MouseButton.LeftButton:
            self._dot = page
            self.viewport().update()
            self.page_wanted.emit(form.number, page)
