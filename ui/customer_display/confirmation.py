"""A statement the client agrees to or not, with lines to check."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from .buttons import BigButton, Kind
from .column import Column
from .prompts import Confirmation
from .style import ACCENT_DARK, HAIR, INK, QUIET, Metrics, Role
from .texts import READING_SPACING, Text
from .view import PromptView


class LinesTable(QFrame):
    """Label and value pairs under one another, on a card; a thin rule between them."""

    def __init__(self, lines: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, value) in enumerate(lines):
            if row:
                rule = QFrame()
                rule.setObjectName("rule")
                self._grid.addWidget(rule, row * 2 - 1, 0, 1, 2)
            self._grid.addWidget(Text(label, Role.BODY, QUIET), row * 2, 0, top)
            self._grid.addWidget(Text(value, Role.BODY, INK), row * 2, 1, top)

    def apply(self, metrics: Metrics) -> None:
        """Room round the lines."""
        self._grid.setContentsMargins(metrics.gap * 2, metrics.gap, metrics.gap * 2, metrics.gap)
        self._grid.setHorizontalSpacing(metrics.base)
        self._grid.setVerticalSpacing(max(4, metrics.gap // 2))
        self._grid.setColumnMinimumWidth(0, metrics.base * 5)


class ConfirmationView(PromptView):
    """``confirmed`` carries whether the client agreed. Agreeing needs the end to have been in sight.

    Enter presses the main button; declining needs its own button to have the focus. ``progressed``: ``scrolled``.
    """

    confirmed = Signal(bool)

    def __init__(self, prompt: Confirmation) -> None:
        super().__init__()
        self.prompt = prompt
        self._end_seen = False
        self.page = Column()
        self.title = Text(prompt.title, Role.TITLE)
        self.text = Text(prompt.text, Role.LEAD, spacing=READING_SPACING)
        self.emphasis = Text(prompt.emphasis, Role.DISPLAY, ACCENT_DARK, align=Qt.AlignmentFlag.AlignHCenter)
        self.emphasis_card = QFrame()
        self.emphasis_card.setObjectName("card")
        self._emphasis_box = QVBoxLayout(self.emphasis_card)
        self._emphasis_box.addWidget(self.emphasis)
        self.table = LinesTable(prompt.lines)
        if not prompt.lines:
            self.page.box.addStretch(1)  # a short statement stands in the upper middle
        for part, wanted in (
            (self.title, prompt.title),
            (self.emphasis_card, prompt.emphasis),
            (self.table, prompt.lines),
            (self.text, prompt.text),
        ):
            self.page.box.addWidget(part)
            part.setVisible(bool(wanted))
        self.page.box.addStretch(3)
        self.body.addWidget(self.page, 1)
        self.decline = BigButton()
        self.agree = BigButton(kind=Kind.PRIMARY)
        self.decline.clicked.connect(self._decline)
        self.agree.clicked.connect(self.confirm)
        self.foot.addWidget(self.decline)
        self.foot.addWidget(self.agree, 1)
        self.page.verticalScrollBar().valueChanged.connect(self._look)
        self.page.verticalScrollBar().rangeChanged.connect(self._look)
        self._started = False
        self.retranslate()

    def retranslate(self) -> None:
        """Head and buttons; the owner's own wording goes first."""
        self.caption.setText(self.tr("Please check"))
        self.decline.rename(self.prompt.decline or self.tr("I do not agree"))
        self._refresh()

    def apply(self, metrics: Metrics) -> None:
        """Room between the parts."""
        super().apply(metrics)
        self.page.box.setSpacing(metrics.gap + metrics.gap // 2)
        self.page.box.setContentsMargins(0, 0, HAIR, 0)
        self._emphasis_box.setContentsMargins(metrics.gap, metrics.gap, metrics.gap, metrics.gap)

    def start(self) -> None:
        """See whether the end is in sight at once."""
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)
        self._started = True
        QTimer.singleShot(0, self, self._look)  # the layout is done by then

    def confirm(self) -> None:
        """The main button: a page on, or, with the end seen, agreed."""
        if not self._end_seen:
            self.page.page_down()
            self._look()
        elif self.finish():
            self.confirmed.emit(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys and arrows scroll."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Down):
            self.page.page_down()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_Up):
            self.page.page_up()
        else:
            super().keyPressEvent(event)

    def _decline(self) -> None:
        if self.finish():
            self.confirmed.emit(False)

    def _look(self) -> None:
        if self._started and not self._end_seen and self.page.at_end():
            self._end_seen = True
            self.progressed.emit("scrolled")
            self._refresh()

    def _refresh(self) -> None:
        if self._end_seen:
            self.agree.rename(self.prompt.agree or self.tr("I agree"))
        else:
            self.agree.rename(self.tr("Continue reading"))
