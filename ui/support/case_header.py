"""The line over the steps: title, number, client, how the case stands, what the client does, whether it is saved."""

from __future__ import annotations

from typing import Any, Generic

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.support.client_session import SessionState, Stage
from ui.support.open_case import Saved, View
from ui.theme import bind_icon, space
from ui.widgets import StatusChip
from ui.widgets.containers import label

MOST_OF_A_NAME = 40
"""So many characters of a client's name stand in the line."""


class CaseHeader(QWidget, Generic[View]):
    """``chips``: how the case stands, after the client. A flow says the words."""

    def __init__(self, *chips: StatusChip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._saved = Saved.SAVED
        self._state = SessionState()
        self._chips = chips
        self.title = label("", "title")
        self.number = label("", "muted")
        self.client = label("", "heading")
        self.session = StatusChip("", "info")
        self._icon = QLabel()
        self.saved = label("", "small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(space.XS, 0, space.XS, 0)
        self._row.setSpacing(space.S)
        for widget in (self.title, self.number, self.client, *chips, self.session):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.saved)
        self.retranslate()

    # what a flow says

    def heading(self) -> str:
        """What the page is called. Overridden."""
        raise NotImplementedError

    def step_title(self, step: Any) -> str:
        """The name of a step. Overridden."""
        raise NotImplementedError

    def who(self, view: View) -> tuple[str, str]:
        """Number of the case and name of its client. Overridden."""
        raise NotImplementedError

    def show_chips(self, view: View) -> None:
        """How the case stands; the chips are shown by then. Overridden."""
        raise NotImplementedError

    # for the page

    def add(self, widget: QWidget) -> None:
        """A word or a button at the right end."""
        self._row.addWidget(widget)

    def show_view(self, view: View | None) -> None:
        """The case as it stands."""
        self._view = view
        self.retranslate()

    def show_saved(self, saved: Saved) -> None:
        """Whether everything typed is saved."""
        self._saved = saved
        self.retranslate()

    def show_session(self, state: SessionState) -> None:
        """What the client does meanwhile, whatever step the teller is at."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Everything anew, in the present language."""
        self.title.setText(self.heading())
        view = self._view
        for widget in (*self._chips, self._icon, self.saved):
            widget.setHidden(view is None)
        number, client = self.who(view) if view is not None else ("", "")
        for shown, text in ((self.number, number), (self.client, client[:MOST_OF_A_NAME])):
            shown.setText(text)  # hidden is not gone
            shown.setHidden(not text)
        if view is not None:
            self.show_chips(view)
        with_client = self._state.stage is Stage.WITH_CLIENT and self._state.step is not None
        self.session.setHidden(not with_client)
        if with_client:
            words = self.tr("Client: {step}").format(step=self.step_title(self._state.step))
            self.session.setText(f"{words} {self._state.at}/{self._state.of}" if self._state.of > 1 else words)
        said, icon, colour = {
            Saved.SAVED: (self.tr("Everything is saved"), "ok", "ok"),
            Saved.SAVING: (self.tr("Saving…"), "clock", "muted"),
            Saved.UNSAVED: (self.tr("Not saved yet"), "warning", "danger"),
        }[self._saved]
        self.saved.setText(said)
        bind_icon(self._icon, icon, colour, 16)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
