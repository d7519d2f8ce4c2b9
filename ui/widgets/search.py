"""The search box: answers while one types, the newest question wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.support.run_op import Latest, OpRunner
from ui.theme import current, pixmap, scaled
from ui.theme.look import screen_font
from ui.widgets.steps import Index

_HIT = Qt.ItemDataRole.UserRole
ROWS = 8
ROW_HIGH = 48


@dataclass(frozen=True, slots=True)
class Hit:
    """One find: ``key`` to open it by, ``title`` (name), ``detail`` (masked), ``badge`` at the right."""

    key: str
    title: str
    detail: str = ""
    badge: str = ""
    kind: str = "client"


class _Hits(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()

    def replace(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self.hits[index.row()]
        if role == _HIT:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title} {hit.detail} {hit.badge}"
        return None


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, scaled(ROW_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = current()
        hit: Hit = index.data(_HIT)
        rect = QRect(option.rect).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(rect, 5, 5)
        drawing = pixmap("person" if hit.kind == "client" else "document", "muted", scaled(20))
        painter.drawPixmap(rect.left() + 10, rect.center().y() + 1 - scaled(20) // 2, drawing)
        small, plain = screen_font(12), screen_font(14, bold=True)
        badge = QFontMetrics(small).horizontalAdvance(hit.badge) + 14 if hit.badge else 0
        text = rect.adjusted(scaled(20) + 20, 4, -10 - badge, -4)
        left = Qt.AlignmentFlag.AlignLeft
        painter.setFont(plain)
        painter.setPen(QColor(t.text))
        title = QFontMetrics(plain).elidedText(hit.title, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, left | Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        detail = QFontMetrics(small).elidedText(hit.detail, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, left | Qt.AlignmentFlag.AlignBottom, detail)
        if hit.badge:
            painter.setPen(QColor(t.accent))
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(0, 0, -12, 0), side, hit.badge)
        painter.restore()


class _Popup(QFrame):
    """The list under the box: a child of the window, so that the box keeps the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("hits")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 5, 1, 5)
        layout.setSpacing(0)
        self.model = _Hits(self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_HitDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = QLabel()
        self.nothing.setProperty("role", "muted")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setContentsMargins(14, 8, 14, 8)
        self.nothing.setWordWrap(True)
        layout.addWidget(self.view)
        layout.addWidget(self.nothing)

    def show_hits(self, hits: Sequence[Hit], nothing: str) -> None:
        self.model.replace(hits)
        self.view.setVisible(bool(hits))
        self.nothing.setText(nothing)
        self.nothing.setVisible(not hits)
        if hits:
            self.view.setCurrentIndex(self.model.index(0))
            self.view.setFixedHeight(scaled(ROW_HIGH) * min(len(hits), ROWS))


class SearchBox(QLineEdit):
    """Find a client by name, pinyin, initials, ID tail, mobile tail or account. Ctrl+K from anywhere.

    ``find`` is called in a worker; while it runs, only the newest text waits.
    """

    chosen = Signal(object)
    """The Hit that was chosen."""
    dismissed = Signal()
    """Escape: the person goes back to the page."""

    def __init__(
        self,
        runner: OpRunner,
        find: Callable[[str], Sequence[Hit]],
        parent: QWidget | None = None,
        *,
        shortcut: str = "Ctrl+K",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._find = find
        self._latest = Latest(runner, self)
        self._popup: _Popup | None = None
        self.setTextMargins(26, 0, 0, 0)
        self.setMaxLength(60)
        self.setClearButtonEnabled(False)
        self.textEdited.connect(self._typed)
        if shortcut:
            self._shortcut = QShortcut(QKeySequence(shortcut), self)
            self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            self._shortcut.activated.connect(self.focus)
        self._retranslate()

    def focus(self) -> None:
        """Take the cursor, with the old text marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def hits(self) -> tuple[Hit, ...]:
        """What the list shows now."""
        return self._popup.model.hits if self._popup is not None and self._popup.isVisible() else ()

    def close_hits(self) -> None:
        """Put the list away."""
        self._latest.forget()
        if self._popup is not None:
            self._popup.hide()

    def _typed(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self.close_hits()
            return
        self._latest.ask(self._find, wanted, done=self._found)

    def _found(self, hits: Sequence[Hit]) -> None:
        if not self.text().strip() or not self.hasFocus():
            return
        popup = self._the_popup()
        popup.show_hits(hits, self.tr("Nobody found. Try a part of the name, pinyin initials, or the last digits."))
        corner = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        popup.setFixedWidth(max(self.width(), scaled(380)))
        popup.adjustSize()
        popup.move(corner)
        popup.show()
        popup.raise_()

    def _the_popup(self) -> _Popup:
        if self._popup is None:
            self._popup = _Popup(self.window())
            self._popup.view.clicked.connect(self._choose)
        return self._popup

    def _choose(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        self.close_hits()
        self.clear()
        self.chosen.emit(hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter chooses, Escape closes."""
        popup = self._popup
        if popup is not None and popup.isVisible() and popup.model.hits:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = (popup.view.currentIndex().row() + step) % len(popup.model.hits)
                popup.view.setCurrentIndex(popup.model.index(row))
                return
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(popup.view.currentIndex())
                return
        if event.key() == Qt.Key.Key_Escape:
            self.close_hits()
            self.clear()
            self.dismissed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the glass at the left (Qt's own leading icon stands too low beside a styled frame)."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(11, (self.height() - 18) // 2, pixmap("search", "muted", 18))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Close the list when the focus goes; follow language and theme."""
        if event.type() == QEvent.Type.FocusOut:
            self.close_hits()
        elif event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        return super().event(event)

    def _retranslate(self) -> None:
        self.setPlaceholderText(self.tr("Name / pinyin / ID tail / mobile tail / account   Ctrl+K"))
        self.setAccessibleName(self.tr("Find a client"))
