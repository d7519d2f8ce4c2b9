"""The panel of a step that the client does: one button to hand over, the progress, one button to take back."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.support.client_session import SessionState, Stage
from ui.theme import bind_icon, current, fix, set_state, space
from ui.widgets.containers import button, label


class ProgressLine(QWidget):
    """A thin line: how far the client is."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        fix(self, height=6)

    def show_part(self, at: int, of: int) -> None:
        """``at`` parts of ``of`` are done."""
        self.share = min(1.0, at / of) if of else 0.0
        self.setAccessibleDescription(f"{at} / {of}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track and the part that is done."""
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, width in ((tokens.border, self.width()), (tokens.accent, round(self.width() * self.share))):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(0, 0, width, self.height(), 3, 3)
        painter.end()


class HandOver(QFrame):
    """``handed`` and ``taken_back`` when the buttons are pressed. Shows how far the client is, never what was given.

    ``step_title`` names the steps of the flow; ``once``: nothing is left to do here once the step is done.
    """

    handed = Signal()
    taken_back = Signal()

    def __init__(
        self, step: StrEnum, step_title: Callable[[StrEnum], str], *, once: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._step = step
        self._step_title = step_title
        self._once = once
        self._state = SessionState()
        self._done = False
        self._blocked = False
        self._locked = False
        self._note = ""
        self._icon = QLabel()
        fix(self._icon, width=28, height=28)
        self.title = label("", "heading")
        self.text = label("", "muted", wrap=True)
        self.bar = ProgressLine()
        self.give = button("", "primary", "display")
        self.take = button("", "", "arrow-right")
        self.give.setAutoDefault(True)
        self.give.clicked.connect(self.handed)
        self.take.clicked.connect(self.taken_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.M, space.L, space.M)
        layout.setSpacing(space.S)
        head = QHBoxLayout()
        head.setSpacing(space.M)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(space.HAIR)
        words.addWidget(self.title)
        words.addWidget(self.text)
        head.addLayout(words, 1)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.give)
        row.addWidget(self.take)
        row.addStretch(1)
        layout.addLayout(row)
        self.retranslate()

    def show_state(self, state: SessionState) -> None:
        """What the session does now; only a state of this step concerns this panel."""
        self._state = state
        self.retranslate()

    def show_case(self, *, done: bool, blocked: bool, locked: bool, note: str = "") -> None:
        """How the step stands in the case; ``note`` says what of it is there."""
        self._done, self._blocked, self._locked, self._note = done, blocked, locked, note
        self.retranslate()

    def waiting_widget(self) -> QWidget:
        """The button that has something to do."""
        return self.take if self._running() else self.give

    def _mine(self) -> bool:
        return self._state.step is self._step

    def _running(self) -> bool:
        return self._mine() and self._state.stage is Stage.WITH_CLIENT

    def retranslate(self) -> None:
        """Everything anew, in the present language."""
        running = self._running()
        elsewhere = self._state.stage is Stage.WITH_CLIENT and not running
        self.take.setText(self.tr("Take back"))
        self.give.setText(self._give_text())
        self.give.setVisible(not running and not self._locked and not (self._done and self._once))
        set_state(self.give, "" if self._done else "primary", "role")
        bind_icon(self.give, "display", "muted" if self._done else "on_accent", 18, gap=6)
        self.give.setEnabled(not self._blocked and not elsewhere)
        self.take.setVisible(running)
        self.bar.setVisible(running and self._state.of > 0)
        self.bar.show_part(self._state.at, self._state.of)
        icon, colour, title, text = self._words(running=running, elsewhere=elsewhere)
        bind_icon(self._icon, icon, colour, 24)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        for widget in (self.give, self.take):
            widget.setAccessibleName(widget.text().replace("&", ""))
        self.bar.setAccessibleName(title)

    def _give_text(self) -> str:
        if self._done:
            return self.tr("Hand to the client again")
        if self._mine() and self._state.stage in (Stage.STOPPED, Stage.TROUBLE, Stage.REFUSED, Stage.DECLINED):
            return self.tr("Hand to the client again")
        return self.tr("Hand to the client")

    def _words(self, *, running: bool, elsewhere: bool) -> tuple[str, str, str, str]:
        if running:
            parts = [self._state.what]
            if self._state.of:
                parts.append(self.tr("{at} of {of}").format(at=self._state.at, of=self._state.of))
            return "display", "accent", self.tr("The client is at it"), " · ".join(part for part in parts if part)
        if self._done:
            return "ok", "ok", self.tr("Done"), self._note
        if self._mine() and not self._locked and (said := self._outcome()):
            return said
        if elsewhere and self._state.step is not None:
            text = self.tr("The display is in use for: {step}").format(step=self._step_title(self._state.step))
            return "display", "muted", self.tr("Not yet"), text
        if self._blocked:
            return "lock", "muted", self.tr("Not yet"), self._note
        return "display", "muted", self.tr("Ready for the client"), self._note

    def _outcome(self) -> tuple[str, str, str, str] | None:
        return {
            Stage.STOPPED: ("info", "warn", self.tr("Taken back"),
                            self.tr("What the client has done so far is kept; it goes on from there.")),
            Stage.DECLINED: ("warning", "warn", self.declined(self._state.word),
                             self.tr("Talk with the client. Nothing of it can go on without the client's yes.")),
            Stage.REFUSED: ("error", "danger", self.tr("This did not work"), self._state.word),
            Stage.TROUBLE: ("error", "danger", self.tr("The database could not be reached"),
                            self.tr("What was done last is perhaps not saved. Hand it over again in a moment.")),
        }.get(self._state.stage)  # fmt: skip

    def declined(self, what: str) -> str:
        """What it means that the client declined ``what``. Overridden by flows with more than one question."""
        return self.tr("The client declined")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
