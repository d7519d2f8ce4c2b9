"""One section to read: large type, and no way on before it was on the screen whole and long enough (OP-3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from .buttons import BigButton, Kind
from .column import Column, ProgressLine
from .meter import ReadingMeter
from .prompts import Reading
from .style import CARD, PROBLEM, QUIET, Metrics, Role
from .texts import READING_SPACING, Text
from .view import NowMs, PromptView, monotonic_ms

TICK_MS = 200
PAGE_KEYS = {
    Qt.Key.Key_PageDown: "page_down",
    Qt.Key.Key_Space: "page_down",
    Qt.Key.Key_PageUp: "page_up",
}


def on_screen(widget: QWidget) -> bool:
    """Whether a person could be looking at it: visible, exposed by the window system, not minimised."""
    window = widget.window()
    handle = window.windowHandle()
    return widget.isVisible() and not window.isMinimized() and handle is not None and handle.isExposed()


class ReadingView(PromptView):
    """``section_read`` carries the whole seconds that the section was on the screen.

    The main button turns pages until the end was reached, then shows the seconds that are left, then reads "read".
    Keys: Space and page keys turn pages, arrows scroll, Enter presses the main button. ``progressed``: ``scrolled``
    when the end was reached, ``time`` when the time is over.
    """

    section_read = Signal(int)

    def __init__(
        self, prompt: Reading, now_ms: NowMs = monotonic_ms, visible: Callable[[QWidget], bool] = on_screen
    ) -> None:
        super().__init__(now_ms)
        self.prompt = prompt
        self._visible = visible
        self._last: int | None = None
        self._told: set[str] = set()
        self.meter = ReadingMeter(prompt.seconds)
        self.card = QFrame()
        self.card.setObjectName("card")
        self.inner = QVBoxLayout(self.card)
        self.page = Column(CARD)
        self.title = Text(prompt.title, Role.TITLE, spacing=READING_SPACING)
        self.paragraphs = [Text(paragraph, Role.LEAD, spacing=READING_SPACING) for paragraph in prompt.paragraphs]
        self.page.box.addWidget(self.title)
        for paragraph in self.paragraphs:
            self.page.box.addWidget(paragraph)
        self.page.box.addStretch(1)
        self.inner.addWidget(self.page)
        self.hint = Text("", Role.SMALL, QUIET)
        self.up = BigButton()
        self.next = BigButton(kind=Kind.PRIMARY)
        self.body.addWidget(ProgressLine(prompt.number, prompt.of))
        self.body.addWidget(self.card, 1)
        self.body.addWidget(self.hint)
        self.foot.addWidget(self.up)
        self.foot.addWidget(self.next, 1)
        self.up.clicked.connect(self.page.page_up)
        self.next.clicked.connect(self.confirm)
        self.page.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.retranslate()

    def retranslate(self) -> None:
        """Head and buttons."""
        self.caption.setText(self.prompt.document)
        self.count.setText(f"{self.prompt.number} / {self.prompt.of}")
        self.up.rename(self.tr("Page up"))
        self._refresh()

    def apply(self, metrics: Metrics) -> None:
        """Room round the text."""
        super().apply(metrics)
        room = metrics.gap if metrics.low else metrics.gap * 2
        self.inner.setContentsMargins(room, room, metrics.gap, room)
        self.page.box.setSpacing(metrics.gap)
        self.page.box.setContentsMargins(metrics.gap, 0, metrics.gap, 0)

    def start(self) -> None:
        """Start the time."""
        self._last = None
        self._timer.start()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tick()
        QTimer.singleShot(0, self, self.tick)  # the layout is done by then: a short section is seen at once

    def tick(self) -> None:
        """Count the time since the last tick, if the section could be seen at both ends of it."""
        if self.answered_already:
            return
        if not self._visible(self):
            self._last = None
            return
        now = self.now_ms()
        if self._last is not None:
            self.meter.spend(now - self._last)
            self.meter.look(*self.page.window_on_content())
        self._last = now
        self._refresh()

    def confirm(self) -> None:
        """The main button: a page on, or, when all was read, done."""
        if self.meter.complete:
            if self.finish():
                self._timer.stop()
                self.section_read.emit(self.meter.seconds)
        elif not self.meter.seen_all:
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys and arrows."""
        key = Qt.Key(event.key())
        bar = self.page.verticalScrollBar()
        if key in PAGE_KEYS:
            getattr(self.page, PAGE_KEYS[key])()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = self.metrics.base * 2
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_Down else -step))
        else:
            super().keyPressEvent(event)
        event.accept()

    def _turn(self) -> None:
        top, _, height = self.page.window_on_content()
        if self.meter.skipped(top, height):
            self.page.verticalScrollBar().setValue(0)
        else:
            self.page.page_down()

    def _scrolled(self) -> None:
        if self._last is not None and self._visible(self):
            self.meter.look(*self.page.window_on_content())
            self._refresh()

    def _tell(self, what: str) -> None:
        if what not in self._told:
            self._told.add(what)
            self.progressed.emit(what)

    def _refresh(self) -> None:
        meter = self.meter
        top, _, height = self.page.window_on_content()
        skipped = not meter.seen_all and self._last is not None and meter.skipped(top, height)
        self.hint.recolour(PROBLEM if skipped else QUIET)
        self.up.setEnabled(top > 0)
        if meter.seen_all:
            self._tell("scrolled")
        if meter.remaining == 0:
            self._tell("time")
        if skipped:
            self.hint.setText(self.tr("A part was passed over. Please go back and read from there."))
            self.next.rename(self.tr("Back to the start"))
        elif not meter.seen_all:
            self.hint.setText(self.tr("Please read to the end of this section."))
            self.next.rename(self.tr("Continue reading"))
        elif meter.remaining:
            self.hint.setText(self.tr("Please take your time to read this section."))
            self.next.rename(self.tr("I have read this section ({0} s)").format(meter.remaining))
        else:
            self.hint.setText(self.tr("If something is unclear, please ask the teller before you go on."))
            self.next.rename(self.tr("I have read and understood this section"))
        self.next.setEnabled(not self.answered_already and (meter.complete or not meter.seen_all))
