"""What is known of a client, masked, with an eye beside each number that can be opened with a reason (SE-1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from ui.pages.client_view import Detail
from ui.pages.client_words import detail_text
from ui.theme import bind_icon, space
from ui.widgets.containers import label

UNMASK_SECONDS = 60
"""So long a number stays to be seen when the policy says nothing else."""


class DetailValue(QWidget):
    """One value with its eye.

    Made once and filled again: taking nested layouts apart (``takeAt``) for each client crashed PySide6 6.11 in a
    long run.
    """

    def __init__(self, unmask: Callable[[str], None], change: Callable[[str], None]) -> None:
        super().__init__()
        self.name = label("", "label")
        self.text = label("")
        self.eye = QToolButton()
        self.eye.setProperty("role", "tiny")
        bind_icon(self.eye, "eye", "muted", 16)
        self.key = ""
        self.pen = QToolButton()
        self.pen.setProperty("role", "tiny")
        bind_icon(self.pen, "pen", "muted", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.text)
        row.addWidget(self.eye)
        row.addWidget(self.pen)
        row.addStretch(1)
        self.eye.clicked.connect(lambda: unmask(self.key))
        self.pen.clicked.connect(lambda: change(self.key))

    def fill(self, detail: Detail, name: str, eye: str, pen: str = "") -> None:
        """Show ``detail`` under ``name``; ``eye``, ``pen``: what the two buttons do, in words."""
        self.key = detail.key
        self.name.setText(name)
        self.text.setText(detail_text(detail) or "—")
        self.eye.setVisible(detail.masked)
        self.eye.setToolTip(f"{eye}: {name}")
        self.eye.setAccessibleName(self.eye.toolTip())
        self.pen.setVisible(detail.changes)
        self.pen.setToolTip(f"{pen}: {name}")
        self.pen.setAccessibleName(self.pen.toolTip())
        self.name.show()
        self.show()

    def put_away(self) -> None:
        """Show nothing and keep nothing of the last client."""
        self.key = ""
        self.text.clear()
        self.name.hide()
        self.hide()


class ClientDetails(QWidget):
    """Label and value pairs in two columns, an eye beside what is masked."""

    unmask = Signal(str)
    change = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._masked: dict[str, str] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.mask_again)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space.S)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._cells: list[DetailValue] = []
        self.seconds = UNMASK_SECONDS

    def show_details(self, details: Sequence[Detail], names: dict[str, str], eye: str, pen: str = "") -> None:
        """Show ``details`` in order, masked again; ``names``: labels by key; ``eye``, ``pen``: what they do."""
        self.mask_again()
        while len(self._cells) < len(details):
            place = len(self._cells)
            cell = DetailValue(self.unmask.emit, self.change.emit)
            self._grid.addWidget(cell.name, place // 2, place % 2 * 2)
            self._grid.addWidget(cell, place // 2, place % 2 * 2 + 1)
            self._grid.setRowMinimumHeight(place // 2, 26)
            self._cells.append(cell)
        for cell, detail in zip(self._cells, details, strict=False):
            cell.fill(detail, names.get(detail.key, detail.key), eye, pen)
        for cell in self._cells[len(details) :]:
            cell.put_away()

    def cell(self, key: str) -> DetailValue:
        """Where the detail ``key`` stands."""
        return next(cell for cell in self._cells if cell.key == key)

    def show_value(self, key: str, value: str) -> None:
        """Show the detail ``key`` in full, for ``seconds``; then it is masked again, as it is when the page is left."""
        if not self.isVisible():
            return  # the answer came when nobody looks at this page any more
        cell = self.cell(key)
        self._masked.setdefault(key, cell.text.text())
        cell.text.setText(value)
        cell.eye.hide()
        self._again.start(self.seconds * 1000)

    def mask_again(self) -> None:
        """Hide every number that is shown in full; each look takes a reason of its own."""
        self._again.stop()
        masked, self._masked = self._masked, {}
        for cell in self._cells:
            if cell.key in masked:
                cell.text.setText(masked[cell.key])
                cell.eye.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, another person, a locked window: nothing stays open."""
        self.mask_again()
        super().hideEvent(event)

    def value(self, key: str) -> str:
        """What is shown of the detail ``key``."""
        return self.cell(key).text.text()
