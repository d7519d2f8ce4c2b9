"""The pile: scanned pages as small pictures with their state, and the files that were not taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.scans.domain import PageState
from app.scans.view import RefusedFile, ScannedPage
from ui.pages.scans.pictures import decoded
from ui.pages.scans.words import file_place, page_name, say_refused, state_chip
from ui.support.run_op import OpRunner
from ui.theme import current, pixmap, scaled
from ui.theme.look import screen_font
from ui.widgets.table import draw_chip

PICTURE = QSize(96, 130)
TILE = QSize(136, 196)
ENTRY, IMAGE = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2

Entry = ScannedPage | RefusedFile
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def entry_key(entry: Entry) -> str:
    """What an entry is known by while lists come and go."""
    return entry.id if isinstance(entry, ScannedPage) else f"refused {entry.name}"


class _Entries(QAbstractListModel):
    """Pages and refused files; a picture is asked for when its tile is painted for the first time."""

    def __init__(self, runner: OpRunner, picture: Callable[[str], bytes], ratio: float) -> None:
        super().__init__()
        self._runner = runner
        self._picture = picture
        self._room = PICTURE * ratio
        self.entries: tuple[Entry, ...] = ()
        self._images: dict[str, QImage] = {}
        self._asked: dict[str, int] = {}
        self._turns = 0

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == IMAGE:
            return self._image(entry)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return _spoken(entry)
        return None

    def show(self, entries: Sequence[Entry]) -> None:
        """Other entries; pictures that were made stay."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()
        there = {entry_key(entry) for entry in self.entries}
        self._images = {key: image for key, image in self._images.items() if key in there}
        self._asked = {key: turn for key, turn in self._asked.items() if key in there}

    def forget(self, page_id: str) -> None:
        """The picture of a page is no longer what it was."""
        self._asked.pop(page_id, None)
        self._changed(page_id)

    def drawn(self) -> int:
        """How many pictures have come."""
        return len(self._images)

    def _image(self, entry: Entry) -> QImage | None:
        if isinstance(entry, RefusedFile):
            return None
        if entry.id not in self._asked:
            self._ask(entry.id)
        return self._images.get(entry.id)

    def _ask(self, page_id: str) -> None:
        self._turns += 1
        turn = self._asked[page_id] = self._turns

        def make() -> QImage:
            return decoded(self._picture(page_id), self._room)

        def came(image: QImage) -> None:
            if self._asked.get(page_id) == turn:
                self._images[page_id] = image
                self._changed(page_id)

        # a picture that cannot be drawn is left white: the page says why when it is chosen
        self._runner.run(make, done=came, failed=lambda _: None, owner=self)

    def _changed(self, key: str) -> None:
        for row, entry in enumerate(self.entries):
            if entry_key(entry) == key:
                place = self.index(row)
                self.dataChanged.emit(place, place, [IMAGE])


def _tile() -> QSize:
    """A tile: the picture keeps its size, the words below it have that of the text."""
    return QSize(scaled(TILE.width()), PICTURE.height() + scaled(TILE.height() - PICTURE.height()))


class _Tile(QStyledItemDelegate):
    """Draws a tile: the picture, its state, which page of which form."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return _tile()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, box = current(), QRect(option.rect).adjusted(3, 3, -3, -3)
        entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(QColor(t.focus if focused else t.border_strong), 1.5))
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(box), 6, 6)
        ground = QRect(box.center().x() - PICTURE.width() // 2, box.top() + 6, PICTURE.width(), PICTURE.height())
        self._picture(painter, ground, entry, index.data(IMAGE))
        refused = isinstance(entry, RefusedFile)
        text, colour = _refused_chip() if refused else state_chip(entry.state)
        draw_chip(
            painter,
            QRect(ground.left() - 12, ground.bottom() - scaled(27), ground.width() + 24, scaled(24)),
            text,
            colour,
        )
        self._words(painter, box, ground.bottom() + 6, entry)
        painter.restore()

    def _picture(self, painter: QPainter, ground: QRect, entry: Entry, image: object) -> None:
        t = current()
        painter.setPen(QPen(QColor(t.border_strong), 1))
        if isinstance(entry, RefusedFile):
            painter.setBrush(QColor(t.surface_alt))
            painter.drawRect(ground)
            picture = pixmap("error", "danger", 32)
            painter.drawPixmap(ground.center().x() - 16, ground.top() + 38, picture)
            return
        painter.setBrush(QColor("#ffffff"))
        if isinstance(image, QImage) and not image.isNull():
            size = image.size().scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatio)
            inside = QRect(0, 0, size.width(), size.height())
            inside.moveCenter(ground.center())
            painter.drawImage(inside, image)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(inside)
            return
        painter.drawRect(ground)

    def _words(self, painter: QPainter, box: QRect, top: int, entry: Entry) -> None:
        t, wide = current(), box.width() - 10
        high, low = _two_words(entry)
        for text, size, colour, offset in ((high, 12, t.text, 0), (low, 11, t.muted, 19)):
            painter.setFont(screen_font(size))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, wide)
            room = QRect(box.left() + 5, top + scaled(offset), wide, scaled(18))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)


class Pile(QListView):
    """The tiles. ``entry_changed`` when another one is current; several may be marked."""

    entry_changed = Signal()

    def __init__(self, runner: OpRunner, picture: Callable[[str], bytes]) -> None:
        super().__init__()
        self._entries = _Entries(runner, picture, self.devicePixelRatioF())
        self._entries.setParent(self)
        self.setModel(self._entries)
        self.setItemDelegate(_Tile(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setGridSize(_tile())
        self.setSpacing(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(lambda *_: self.entry_changed.emit())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; what was current and marked stays so as far as it is still there."""
        entries = tuple(entries)
        if entries == self._entries.entries:
            return
        marked = {entry_key(entry) for entry in self.marked()}
        now = self.current()
        place = self.currentIndex().row()
        key = entry_key(now) if now is not None else ""
        blocked = self.selectionModel().blockSignals(True)
        self._entries.show(entries)
        rows = {entry_key(entry): row for row, entry in enumerate(entries)}
        if entries:
            # what was seen to is gone: the next one takes its place, so that a stack is worked off key by key
            row = rows.get(key, min(max(place, 0), len(entries) - 1))
            self._stand_on(row)
            for other in marked:
                if other in rows:
                    flag = self.selectionModel().SelectionFlag.Select
                    self.selectionModel().select(self._entries.index(rows[other]), flag)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        self.entry_changed.emit()

    def entries(self) -> tuple[Entry, ...]:
        """What is shown, in order."""
        return self._entries.entries

    def current(self) -> Entry | None:
        """The one that is shown large."""
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, ScannedPage | RefusedFile) else None

    def marked(self) -> tuple[Entry, ...]:
        """All that are marked, in order."""
        return tuple(index.data(ENTRY) for index in sorted(self.selectedIndexes(), key=lambda index: index.row()))

    def choose(self, page_id: str) -> bool:
        """Make a page the current one; False when it is not here."""
        for row, entry in enumerate(self.entries()):
            if entry_key(entry) == page_id:
                self._stand_on(row)
                return True
        return False

    def _stand_on(self, row: int) -> None:
        """Make this one the current and the only marked one, whatever keys are held meanwhile."""
        model = self.selectionModel()
        model.setCurrentIndex(self._entries.index(row), model.SelectionFlag.ClearAndSelect)

    def drawn(self) -> int:
        """How many pictures have come."""
        return self._entries.drawn()

    def forget_picture(self, page_id: str) -> None:
        """A page was turned: its picture is fetched anew."""
        self._entries.forget(page_id)


def _refused_chip() -> tuple[str, str]:
    return QCoreApplication.translate("Scans", "Not taken in"), "danger"


def _two_words(entry: Entry) -> tuple[str, str]:
    """What stands under a tile."""
    if isinstance(entry, RefusedFile):
        return entry.name, ""
    if entry.title:
        number = f"{entry.page} / {entry.pages}" if entry.page else ""
        return entry.title, number
    return entry.file_name or "", str(entry.place)


def _spoken(entry: Entry) -> str:
    if isinstance(entry, RefusedFile):
        return f"{entry.name}: {_refused_chip()[0]}. {say_refused(entry)}"
    state = state_chip(entry.state)[0]
    named = page_name(entry)
    return f"{state}: {named}" if entry.state is PageState.UNREADABLE else f"{state}: {named} ({file_place(entry)})"
