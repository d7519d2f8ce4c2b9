"""The line over the steps: case, client, how the case stands, whether everything is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.common.clock import branch_day
from app.onboarding.draft import Status
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import Saved
from ui.pages.opening.with_client import SessionState, Stage
from ui.pages.opening.words import step_title
from ui.theme import bind_icon
from ui.widgets import StatusChip
from ui.widgets.containers import label


class Header(QWidget):
    """Title, case number, name, chip, saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: OpeningView | None = None
        self._saved = Saved.SAVED
        self.title = label("", "title")
        self.number = label("", "muted")
        self.client = label("", "heading")
        self.chip = StatusChip()
        self.session = StatusChip("", "warn")
        self.session.hide()
        self._state = SessionState()
        self._icon = QLabel()
        self.saved = label("", "small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 0, 4, 0)
        self._row.setSpacing(12)
        for widget in (self.title, self.number, self.client, self.chip, self.session):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.saved)
        self._retranslate()

    def add(self, widget: QWidget) -> None:
        """A button at the right end."""
        self._row.addWidget(widget)

    def show_view(self, view: OpeningView | None) -> None:
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
        self.title.setText(self.tr("Account opening"))
        view = self._view
        self.number.setText(view.draft.case_number if view is not None else "")
        self.client.setText(view.draft.text("name").strip()[:40] if view is not None else "")
        for widget in (self.number, self.client):
            widget.setVisible(bool(widget.text()))
        self.chip.setVisible(view is not None)
        self._icon.setVisible(view is not None)
        self.saved.setVisible(view is not None)
        if view is not None:
            self.chip.show_state(*self._status(view))
        with_client = self._state.stage is Stage.WITH_CLIENT and self._state.step is not None
        self.session.setVisible(with_client)
        if with_client and self._state.step is not None:
            words = self.tr("Client: {step}").format(step=step_title(Step(self._state.step)))
            if self._state.of:
                words += f" {self._state.at}/{self._state.of}"
            self.session.show_state(words, "info")
        text, icon, colour = {
            Saved.SAVED: (self.tr("Everything is saved"), "ok", "ok"),
            Saved.SAVING: (self.tr("Saving…"), "clock", "muted"),
            Saved.UNSAVED: (self.tr("Not saved yet"), "warning", "danger"),
        }[self._saved]
        self.saved.setText(text)
        bind_icon(self._icon, icon, colour, 16)

    def _status(self, view: OpeningView) -> tuple[str, str]:
        gone = view.draft.erased
        if gone is not None:
            text = self.tr("Destroyed by list {number} on {on}")
            return text.format(number=gone.destruction, on=branch_day(gone.at).isoformat()), "neutral"
        if view.draft.status is Status.COMPLETED:
            return self.tr("Completed"), "ok"
        if view.draft.status is Status.CANCELLED:
            return self.tr("Cancelled"), "danger"
        if view.complete:
            return self.tr("Ready to complete"), "ok"
        done = sum(step.state in (State.DONE, State.NOT_NEEDED) for step in view.steps)
        return self.tr("{done} of {of} steps").format(done=done, of=len(view.steps)), "info"

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
