"""How it stands with the backups, in the status line: what runs, when the last good one was, what failed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.common.errors import Refused
from ui.refusals import say
from ui.theme import fix, set_state, space
from ui.widgets.containers import label

if TYPE_CHECKING:
    from app.backup.worker import State


class BackupNote(QWidget):
    """One line of text; who may make backups can cancel one and start one."""

    cancel_wanted = Signal()
    now_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: State | None = None
        self._allowed = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        self._text = label("")
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        fix(self._button, height=22)
        self._button.clicked.connect(self._clicked)
        row.addWidget(self._text)
        row.addWidget(self._button)
        self.hide()

    def allow(self, allowed: bool) -> None:
        """Whether the person may cancel and start backups."""
        self._allowed = allowed
        self._say()

    def show_state(self, state: State) -> None:
        """Show how it stands."""
        self._state = state
        self._say()

    def text(self) -> str:
        """What is said."""
        return self._text.text()

    @property
    def button(self) -> QPushButton:
        """Cancels what runs, else starts a backup."""
        return self._button

    def _clicked(self) -> None:
        if self._state is not None and self._state.part:
            self.cancel_wanted.emit()
        else:
            self.now_wanted.emit()

    def _say(self) -> None:
        state = self._state
        if state is None or not (state.shown or state.part or state.problem):
            self.hide()
            return
        text, tone = self._words(state)
        self._text.setText(text)
        self._text.setToolTip(say(Refused(state.problem)) if state.problem and not state.part else "")
        set_state(self._text, tone)
        self._button.setText(self.tr("Cancel backup") if state.part else self.tr("Back up now"))
        self._button.setVisible(self._allowed)
        self.show()

    def _words(self, state: State) -> tuple[str, str]:
        if state.part:
            percent = state.done * 100 // max(state.total, 1)
            parts = {
                "database": self.tr("Backing up the database: {percent} %"),
                "documents": self.tr("Backing up documents: {percent} %"),
                "check": self.tr("Checking the backup: {percent} %"),
            }
            return parts.get(state.part, parts["documents"]).format(percent=percent), ""
        when = "" if state.good_at is None else _local(state.good_at)
        if state.problem:
            last = self.tr("last good one {time}").format(time=when) if when else self.tr("there is none yet")
            return self.tr("Backup failed; {last}").format(last=last), "danger"
        if not when:
            return self.tr("No backup yet"), "danger"
        if state.overdue:
            return self.tr("Backup overdue: last one {time}").format(time=when), "danger"
        return self.tr("Backup {time}").format(time=when), ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)


def _local(moment: datetime) -> str:
    from app.common.clock import branch_time

    return branch_time(moment)[5:]
