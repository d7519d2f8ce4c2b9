"""The list of steps: what is done, missing, blocked and why. Steps can be entered in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import current, fix, pixmap, scaled
from ui.theme.look import screen_font

Index = QModelIndex | QPersistentModelIndex
_STEP = Qt.ItemDataRole.UserRole
_TALL, _SHORT = 52, 42
"""Height of a step with a reason below its title, and of one without; both shrink to the second to be all in sight."""


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    PARTIAL = "partial"
    MISSING = "missing"
    BLOCKED = "blocked"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``reason``: what is missing or why it is blocked, in the person's language."""

    key: str
    title: str
    state: StepState = StepState.MISSING
    reason: str = ""


class _Steps(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.steps: tuple[Step, ...] = ()

    def replace(self, steps: Sequence[Step]) -> None:
        """Show ``steps``; the same keys in the same order keep place and focus."""
        same = [step.key for step in steps] == [step.key for step in self.steps]
        if same:
            self.steps = tuple(steps)
            self.dataChanged.emit(self.index(0), self.index(len(self.steps) - 1))
        else:
            self.beginResetModel()
            self.steps = tuple(steps)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.steps[index.row()]
        if role == _STEP:
            return step
        if role == Qt.ItemDataRole.DisplayRole:
            return step.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return step.reason or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (step.title, state_word(step.state), step.reason)))
        return None


def state_word(state: StepState) -> str:
    """The state in words, for those who do not see the colours."""
    return {
        StepState.DONE: QCoreApplication.translate("StepList", "done"),
        StepState.PARTIAL: QCoreApplication.translate("StepList", "begun"),
        StepState.MISSING: QCoreApplication.translate("StepList", "to do"),
        StepState.BLOCKED: QCoreApplication.translate("StepList", "blocked"),
        StepState.OPTIONAL: QCoreApplication.translate("StepList", "not needed"),
    }[state]


class _StepDelegate(QStyledItemDelegate):
    """Draws a numbered circle, the line to the next step, the title and the reason."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        assert isinstance(view, StepList)  # noqa: S101 - made by it only
        return QSize(120, min(scaled(_TALL if index.data(_STEP).reason else _SHORT), view.row_height()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, StepList)  # noqa: S101 - made by it only
        step: Step = index.data(_STEP)
        chosen = step.key == view.current()
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option, chosen=chosen)
        squeezed = (scaled(_TALL) - rect.height()) // 2 if step.reason else 0
        circle = QRect(rect.left() + 12, rect.top() + scaled(10) - squeezed, scaled(22), scaled(22))
        self._joint(painter, rect, circle, index)
        self._circle(painter, circle, step, index.row() + 1, chosen=chosen)
        self._words(painter, rect.adjusted(scaled(22) + 22, -squeezed, -8, 0), step, chosen=chosen)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, *, chosen: bool) -> None:
        t = current()
        inside = rect.adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(inside, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(t.hover))
            painter.drawRoundedRect(inside, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.focus), 1.5))
            painter.drawRoundedRect(inside, 6, 6)

    def _joint(self, painter: QPainter, rect: QRect, circle: QRect, index: Index) -> None:
        t = current()
        x = circle.center().x() + 1
        painter.setPen(QPen(QColor(t.border), 1.5))
        if index.row() > 0:
            painter.drawLine(x, rect.top() - 1, x, circle.top() - 3)
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(x, circle.bottom() + 4, x, rect.bottom() + 1)

    def _circle(self, painter: QPainter, circle: QRect, step: Step, number: int, *, chosen: bool) -> None:
        t = current()
        fill, edge, ink = {
            StepState.DONE: (t.ok_soft, t.ok, t.ok),
            StepState.PARTIAL: (t.warn_soft, t.warn, t.warn),
            StepState.MISSING: (t.surface, t.border_strong, t.muted),
            StepState.BLOCKED: (t.surface_alt, t.border, t.faint),
            StepState.OPTIONAL: (t.surface_alt, t.border, t.faint),
        }[step.state]
        if chosen and step.state is not StepState.DONE:
            fill, edge, ink = t.accent, t.accent, t.on_accent
        painter.setPen(QPen(QColor(edge), 1.3))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(circle)
        drawing = {StepState.DONE: "tick", StepState.BLOCKED: "lock", StepState.OPTIONAL: "minus"}.get(step.state)
        if drawing:
            painter.drawPixmap(circle.left() + 4, circle.top() + 4, pixmap(drawing, ink, circle.width() - 8))
            return
        painter.setFont(screen_font(12, bold=True))
        painter.setPen(QColor(ink))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))

    def _words(self, painter: QPainter, rect: QRect, step: Step, *, chosen: bool) -> None:
        t = current()
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        font = screen_font(14, bold=chosen)
        painter.setFont(font)
        quiet = step.state in (StepState.BLOCKED, StepState.OPTIONAL) and not chosen
        painter.setPen(QColor(t.muted if quiet else t.text))
        title = QRect(rect.left(), rect.top() + scaled(10), rect.width(), scaled(22))
        wide = QFontMetrics(font).elidedText(step.title, Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, left, wide)
        if step.reason:
            small = screen_font(12)
            painter.setFont(small)
            warning = step.state in (StepState.PARTIAL, StepState.MISSING) and not quiet
            painter.setPen(QColor(t.warn if warning and step.state is StepState.PARTIAL else t.muted))
            under = QRect(rect.left(), rect.top() + scaled(30), rect.width(), scaled(18))
            short = QFontMetrics(small).elidedText(step.reason, Qt.TextElideMode.ElideRight, under.width())
            painter.drawText(under, left, short)


class StepList(QListView):
    """The steps, one under the other. Arrows move, Enter or a click goes there (``chosen`` with the key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._model = _Steps(self)
        self._current = ""
        self.setModel(self._model)
        self.setItemDelegate(_StepDelegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        fix(self, least_width=196)
        self.clicked.connect(self._choose)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show ``steps``, keeping the current one."""
        self._model.replace(steps)
        self.scheduleDelayedItemsLayout()
        self.set_current(self._current)

    def row_height(self) -> int:
        """How high a row may be so that all steps are in sight; the full height where they cannot be."""
        count = len(self._model.steps)
        tall, short = scaled(_TALL), scaled(_SHORT)
        room = self.viewport().height() // count if count else tall
        return min(room, tall) if room >= short else tall

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All steps in sight on a low window, too."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def steps(self) -> tuple[Step, ...]:
        """What is shown."""
        return self._model.steps

    def current(self) -> str:
        """The key of the step that is open, ``""`` for none."""
        return self._current

    def set_current(self, key: str) -> None:
        """Mark the step that is open; says nothing to anyone."""
        self._current = key
        for row, step in enumerate(self._model.steps):
            if step.key == key:
                self.setCurrentIndex(self._model.index(row))
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(_STEP).key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space goes to the step under the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)
