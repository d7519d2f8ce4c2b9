"""Cards, chips, empty states, labels by role, and the grid that fields stand in."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import bind_icon, scaled, set_state, space
from ui.widgets.labels import button, label, line
from ui.widgets.tool_row import ToolRow

__all__ = ["Card", "EmptyState", "FieldGrid", "StatusChip", "button", "label", "line"]


class Card(QFrame):
    """A white sheet with a heading, room for buttons at its right, and a body."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, margin: int = 16) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(margin, space.M, margin, margin)
        self._outer.setSpacing(space.S)
        self._head = ToolRow()
        around = QHBoxLayout()
        around.setContentsMargins(max(0, space.L - margin), 0, max(0, space.M - margin), 0)
        around.addWidget(self._head)
        self.heading = label(title, "heading")
        self.note = label("", "small")
        self._head.add_left(self.heading)
        self._head.add_left(self.note)
        self._outer.addLayout(around)
        self.heading.setVisible(bool(title))
        self.note.hide()

    def set_title(self, title: str, note: str = "") -> None:
        """Heading and a small note beside it."""
        self.heading.setText(title)
        self.heading.setVisible(bool(title))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the heading."""
        self._head.add_right(widget)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put ``widget`` below."""
        self._outer.addWidget(widget, stretch)

    @property
    def body(self) -> QVBoxLayout:
        """The layout of the card, for spacing and stretches."""
        return self._outer


class StatusChip(QLabel):
    """A short state in colour: ``neutral``, ``info``, ``ok``, ``warn`` or ``danger``. The words say it too."""

    def __init__(self, text: str = "", state: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("chip")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        set_state(self, state)

    def show_state(self, text: str, state: str) -> None:
        """Show ``text`` in the colour of ``state``."""
        self.setText(text)
        set_state(self, state)


class EmptyState(QWidget):
    """What stands where a list is empty: what it is, and what to do about it."""

    acted = Signal()

    def __init__(self, icon: str = "inbox", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.XL, space.XL, space.XL, space.XL)
        layout.setSpacing(space.S)
        layout.addStretch(1)
        self._picture = QLabel()
        bind_icon(self._picture, icon, "border_strong", 40)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._picture)
        self._title = label("", "heading")
        self._text = label("", "muted", wrap=True)
        for text in (self._title, self._text):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(text)
        self._action = button("", "link")
        self._action.clicked.connect(self.acted)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self._action.hide()

    def minimumSizeHint(self) -> QSize:
        """Room for the words; the picture goes when there is no more."""
        words = [one for one in (self._title, self._text, self._action) if not one.isHidden()]
        return QSize(scaled(160), sum(one.sizeHint().height() for one in words) + space.L)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the words come before the picture, which would be cut."""
        super().resizeEvent(event)
        words = [one for one in (self._title, self._text, self._action) if not one.isHidden()]
        room = self.width() - 2 * space.XL
        heights = (max(one.sizeHint().height(), one.heightForWidth(room)) + space.S for one in words)
        needed = 2 * (space.XL + space.XL) + sum(heights)  # the picture is forty high, and what stands above and below
        self._picture.setVisible(event.size().height() >= needed)

    def say(self, title: str, text: str, action: str = "") -> None:
        """Show ``title``, what to do in ``text``, and a button when ``action`` is given."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))


def scrolling(inside: QWidget) -> QScrollArea:
    """``inside`` in an area that scrolls up and down where the window is too low for it; Tab does not stop at it."""
    area = QScrollArea()
    inside.setObjectName("scrolled")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


class FieldGrid(QWidget):
    """Fields in ``columns`` equal columns; one column when there is less than ``narrow`` pixels a column."""

    def __init__(self, parent: QWidget | None = None, *, columns: int = 2, narrow: int = 240) -> None:
        super().__init__(parent)
        self._columns = columns
        self._narrow = narrow
        self._now = columns
        self._placed: list[tuple[QWidget, int]] = []
        self._kept: set[QWidget] = set()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.HAIR)

    def add(self, widget: QWidget, span: int = 1) -> None:
        """Put ``widget`` next, ``span`` columns wide."""
        self._placed.append((widget, span))
        self._lay_out()

    def keep_place(self, widget: QWidget) -> None:
        """Leave the place of ``widget`` empty while it is hidden, so that what comes after does not move up."""
        self._kept.add(widget)

    def add_heading(self, widget: QWidget) -> None:
        """Put ``widget`` across the whole width."""
        self.add(widget, self._columns)

    def lay_out_again(self) -> None:
        """Close up after a field was hidden or shown with ``setVisible``."""
        self._lay_out()

    def _lay_out(self) -> None:
        row = column = 0
        for widget, wanted in self._placed:
            self._grid.removeWidget(widget)
            if widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                if widget in self._kept:
                    column += min(wanted, self._now)
                continue
            span = min(wanted, self._now)
            if column + span > self._now:
                row, column = row + 1, 0
            self._grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for number in range(self._grid.rowCount()):
            self._grid.setRowStretch(number, 0)
        self._grid.setRowStretch(row + 1, 1)  # what room there is beyond the fields stays under them
        for number in range(self._columns):
            self._grid.setColumnStretch(number, 1 if number < self._now else 0)
            self._grid.setColumnMinimumWidth(number, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns that fits."""
        super().resizeEvent(event)
        fits = max(1, min(self._columns, event.size().width() // self._narrow))
        if fits != self._now:
            self._now = fits
            self._lay_out()
