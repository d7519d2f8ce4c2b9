"""The command box: function codes and clients in one; answers while one types, the newest question wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
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
from ui.support.shortcuts import Act, bind
from ui.theme import current, pixmap, scaled, space
from ui.theme.look import screen_font
from ui.widgets.steps import Index

_HIT = Qt.ItemDataRole.UserRole
_ICONS = {"client": "person", "function": "keyboard"}
ROWS = 8
ROW_HIGH = 48


@dataclass(frozen=True, slots=True)
class Hit:
    """One find: ``key`` to open it by, ``title`` (name), ``detail`` (masked), ``badge`` at the right.

    ``kind``: ``client``, ``function`` (its key is the code) or another thing. ``sure``: it is what was typed, whole.
    """

    key: str
    title: str
    detail: str = ""
    badge: str = ""
    kind: str = "client"
    sure: bool = False


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
        drawing = pixmap(_ICONS.get(hit.kind, "document"), "muted", scaled(20))
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
        layout.setContentsMargins(space.LINE, space.XS, space.LINE, space.XS)
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
        self.nothing.setContentsMargins(space.M, space.S, space.M, space.S)
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
    """Function codes, functions by name or initials, and clients by name, pinyin, ID tail, mobile tail or account.

    F3 or Ctrl+K from anywhere, if it is the one of the window (``everywhere``). ``find`` (clients) is called in a
    worker; while it runs, only the newest text waits. What ``set_functions`` was given is asked at once, so that a code
    and Enter need no waiting.
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
        everywhere: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._find = find
        self._functions: Callable[[str], Sequence[Hit]] = lambda _: ()
        self._why_none: Callable[[str], str] = lambda _: ""
        self._offered: tuple[Hit, ...] = ()
        self._finds = True
        self._question = ""
        self._latest = Latest(runner, self)
        self._popup: _Popup | None = None
        self.setTextMargins(26, 0, 0, 0)
        self.setMaxLength(60)
        self.setClearButtonEnabled(False)
        self.textEdited.connect(self._typed)
        self._everywhere = everywhere
        if everywhere:
            bind(Act.SEARCH, self, self.focus, window=True)
        self._retranslate()

    def set_functions(
        self, functions: Callable[[str], Sequence[Hit]], why_none: Callable[[str], str] = lambda _: ""
    ) -> None:
        """Offer functions, too. ``why_none``: what to say when nothing fits; empty for the usual words."""
        self._functions, self._why_none = functions, why_none

    def set_finding(self, finds: bool) -> None:
        """Whether clients are looked for: only for those who may read them (SE-1)."""
        self._finds = finds
        self._retranslate()

    def finds_clients(self) -> bool:
        """Whether clients are looked for."""
        return self._finds

    def ask(self, question: str) -> None:
        """Ask for a client, with ``question`` in the empty box; empty: ask no more."""
        self._question = question
        self.clear()
        self.close_hits()
        self._retranslate()
        if question:
            self.focus()

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
        self._offered = () if self._question else tuple(self._functions(wanted))
        if self._finds:
            self._latest.ask(self._find, wanted, done=self._found)
        if self._offered or not self._finds:
            self._show(self._offered)

    def _found(self, hits: Sequence[Hit]) -> None:
        sure = tuple(hit for hit in self._offered if hit.sure)
        self._show((*sure, *hits, *(hit for hit in self._offered if not hit.sure)))

    def _show(self, hits: Sequence[Hit]) -> None:
        wanted = self.text().strip()
        if not wanted or not self.hasFocus():
            return
        popup = self._the_popup()
        if self._finds:
            none = self.tr("Nobody found. Try a part of the name, pinyin initials, or the last digits.")
        else:
            none = self.tr("No such function. Type a code of four digits, a name or its pinyin initials.")
        popup.show_hits(hits, self._why_none(wanted) or none)
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
        self.ask("")
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
            self.ask("")
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
        if not self._everywhere:
            name, usual = self.tr("Find a client"), self.tr("Name / pinyin / ID tail / mobile tail / account")
        else:
            name, usual = self.tr("Command box"), self.tr("F3  Function code / name / pinyin / ID tail / account")
            if not self._finds:
                usual = self.tr("F3  Function code / name / pinyin initials")
        self.setPlaceholderText(self._question or usual)
        self.setAccessibleName(self._question or name)
