"""The line over the steps: case, client, how it stands, the clock (TO-15), whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.common.clock import branch_day
from app.transfer_out.case import RUNNING
from app.transfer_out.view import TransferView
from ui.pages.transfer.words import clock_words, status_word, step_title, tier_word
from ui.support.client_session import SessionState, Stage
from ui.support.open_case import Saved
from ui.theme import bind_icon
from ui.widgets import StatusChip
from ui.widgets.containers import label


class Header(QWidget):
    """Title, number, name, class and tier, state, clock, what the client does, saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: TransferView | None = None
        self._saved = Saved.SAVED
        self._state = SessionState()
        self.title = label("", "title")
        self.number = label("", "muted")
        self.client = label("", "heading")
        self.tier = StatusChip()
        self.status = StatusChip()
        self.insists = StatusChip("", "warn")
        self.clock = StatusChip()
        self.session = StatusChip("", "info")
        self._icon = QLabel()
        self.saved = label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(10)
        for widget in (
            self.title, self.number, self.client, self.tier, self.status, self.insists, self.clock, self.session,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self.saved)
        self._row = row
        self._retranslate()

    def add(self, widget: QWidget) -> None:
        """A word or a button at the right end."""
        self._row.addWidget(widget)

    def show_view(self, view: TransferView | None) -> None:
        """The case as it stands."""
        self._view = view
        self._retranslate()

    def show_saved(self, saved: Saved) -> None:
        """Whether everything typed is saved."""
        self._saved = saved
        self._retranslate()

    def show_session(self, state: SessionState) -> None:
        """What the client does meanwhile, whatever step the teller is at."""
        self._state = state
        self._retranslate()

    def _retranslate(self) -> None:
        self.title.setText(self.tr("Transfer out"))
        view = self._view
        for widget in (
            self.number, self.client, self.tier, self.status, self.insists, self.clock, self._icon, self.saved,
        ):  # fmt: skip
            widget.setVisible(view is not None)
        if view is not None:
            self._show_case(view)
        else:
            self.number.clear()
            self.client.clear()  # hidden is not gone
        with_client = self._state.stage is Stage.WITH_CLIENT and self._state.step is not None
        self.session.setVisible(with_client)
        if with_client and self._state.step is not None:
            self.session.setText(self.tr("Client: {step}").format(step=step_title(self._state.step)))
        text, icon, colour = {
            Saved.SAVED: (self.tr("Everything is saved"), "ok", "ok"),
            Saved.SAVING: (self.tr("Saving…"), "clock", "muted"),
            Saved.UNSAVED: (self.tr("Not saved yet"), "warning", "danger"),
        }[self._saved]
        self.saved.setText(text)
        bind_icon(self._icon, icon, colour, 16)

    def _show_case(self, view: TransferView) -> None:
        self.number.setText(view.case.number)
        self.client.setText(view.client.name[:40])
        letter = view.client.client_class
        tier = tier_word(view.case.tier)
        self.tier.show_state(f"{letter} · {tier}" if letter else tier, "neutral")
        self.status.show_state(*self._status(view))
        running = view.case.status in RUNNING
        self.insists.setText(self.tr("Insists"))
        self.insists.setVisible(view.case.insisted_at is not None and running)
        self.clock.setVisible(running)
        self.clock.show_state(*clock_words(view.clock))
        self.clock.setToolTip(self.tr("Asked for on {day}").format(day=view.clock.asked_on.isoformat()))

    def _status(self, view: TransferView) -> tuple[str, str]:
        gone = view.case.erased
        if gone is None:
            return status_word(view.case.status)
        text = self.tr("Destroyed by list {number} on {on}")
        return text.format(number=gone.destruction, on=branch_day(gone.at).isoformat()), "neutral"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
