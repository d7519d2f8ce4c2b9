"""The line at the bottom: what the keys do, and whether everything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ui.backup_note import BackupNote
from ui.theme import fix, set_state, space
from ui.widgets.containers import label


class StatusLine(QFrame):
    """Key caps with their meaning at the left; the state of backups and of saving at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        fix(self, height=30)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.M, 0, space.M, 0)
        row.setSpacing(space.L)
        self._hints = QHBoxLayout()
        self._hints.setSpacing(space.S)
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._saved = label("")
        self._at: datetime | None = None
        self._state = ""
        self._waiting = self._hints_shown = 0
        row.addLayout(self._hints)
        row.addStretch(1)
        self.client = label("", "muted")
        self.client.hide()
        row.addWidget(self.client)
        self.backup = BackupNote()
        row.addWidget(self.backup)
        row.addWidget(self._saved)

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show pairs of key and meaning."""
        while len(self._pairs) < len(hints):
            cap, words = label(""), label("")
            cap.setObjectName("key")
            words.setContentsMargins(0, 0, space.S, 0)
            self._hints.addWidget(cap)
            self._hints.addWidget(words)
            self._pairs.append((cap, words))
        for number, (cap, words) in enumerate(self._pairs):
            key, meaning = hints[number] if number < len(hints) else ("", "")
            cap.setText(key)
            words.setText(meaning)
        self._hints_shown = len(hints)
        self._fit_hints()

    def _fit_hints(self) -> None:
        """Those of the page come first; what has no room is left out rather than cut."""
        beside = (self.client, self.backup, self._saved)
        room = (
            self.width() - sum(one.sizeHint().width() + space.L for one in beside if not one.isHidden()) - 2 * space.L
        )
        for number, pair in enumerate(self._pairs):
            needed = sum(one.sizeHint().width() + space.S for one in pair)
            fits = number < self._hints_shown and (needed <= room or not self.isVisible())
            room = room - needed if fits else 0
            for one in pair:
                one.setVisible(fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many hints as fit."""
        super().resizeEvent(event)
        self._fit_hints()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is its width the one that counts."""
        super().showEvent(event)
        self._fit_hints()

    def show_saved(self, at: datetime) -> None:
        """All is in the database since ``at``."""
        self._at, self._state = at, "ok"
        self._say()

    def show_unsaved(self) -> None:
        """Something is not saved yet."""
        self._state = "warn"
        self._say()

    def show_failed(self) -> None:
        """The last save did not succeed; what was entered stays in the window."""
        self._state = "danger"
        self._say()

    def show_waiting(self, count: int) -> None:
        """So many saves wait for a server that does not answer; before anything else that could be said."""
        self._waiting = count
        self._say()

    def show_client(self, at_it: bool) -> None:
        """Whether a client gives a mark on the customer display; which, nobody here ever learns (SF-1)."""
        self.client.setVisible(at_it)
        self._say()

    def clear(self) -> None:
        """Nothing to be saved on this page."""
        self._state = ""
        self._say()

    def text(self) -> str:
        """What is said about saving."""
        return self._saved.text()

    def _say(self) -> None:
        self.client.setText(self.tr("The client is giving a mark"))
        saved = self._at.strftime("%H:%M:%S") if self._at else ""
        words = {
            "ok": self.tr("Saved {time}").format(time=saved),
            "warn": self.tr("Not saved yet"),
            "danger": self.tr("Saving failed; what was entered stays here"),
            "": "",
        }
        text, state = words[self._state], self._state
        if self._waiting:
            text, state = self.tr("Not saved yet - no answer; trying again ({count})"), "danger"
        self._saved.setText(text.format(count=self._waiting))
        set_state(self._saved, state)
        self._fit_hints()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
