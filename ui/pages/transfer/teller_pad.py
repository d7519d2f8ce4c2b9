"""The teller signs with their own hand on their own side: one signature for all papers of the request (TO-9)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ui.customer_display.pad import SignaturePad
from ui.support.ink import ink_of
from ui.theme import fix, space
from ui.widgets import Card, StatusChip
from ui.widgets.containers import button

PAD_HEIGHT = 150


class TellerPad(Card):
    """``signed(Ink)`` when the teller confirms what was written: the button, or Enter on the pad; Backspace undoes."""

    signed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self._done = self._blocked = self._locked = self._stale = False
        self.chip = StatusChip()
        self.add_action(self.chip)
        self.pad = SignaturePad()
        fix(self.pad, height=PAD_HEIGHT)
        self.pad.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add(self.pad)
        self.clear = button("")
        self.confirm = button("", "primary", "pen")
        for made in (self.clear, self.confirm):
            made.setAutoDefault(True)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.confirm)
        row.addWidget(self.clear)
        row.addStretch(1)
        self.body.addLayout(row)
        self.clear.clicked.connect(self.pad.clear)
        self.confirm.clicked.connect(self._confirm)
        self.pad.changed.connect(self._refresh)
        self.retranslate()

    def show_case(self, name: str, *, done: bool, stale: bool, blocked: bool, locked: bool) -> None:
        """Who signs, and how it stands; ``stale``: signed before something changed."""
        self._name, self._done, self._stale, self._blocked, self._locked = name, done, stale, blocked, locked
        self.retranslate()

    def forget(self) -> None:
        """Nothing written stays."""
        self.pad.clear()

    def retranslate(self) -> None:
        """Texts."""
        self.set_title(self.tr("The teller signs"), self._name)
        if self._done:
            self.chip.show_state(self.tr("Signed"), "ok")
        elif self._stale:
            self.chip.show_state(self.tr("Changed since signed"), "warn")
        else:
            self.chip.show_state(self.tr("To be signed"), "neutral")
        self.pad.setAccessibleName(self.tr("Signature pad of the teller"))
        self.pad.set_guide(self.tr("Sign here with pen or mouse"))
        self.clear.setText(self.tr("Write again"))
        self.confirm.setText(self.tr("Confirm the signature"))
        open_ = not self._done and not self._locked
        for widget in (self.pad, self.clear, self.confirm):
            widget.setVisible(open_)
        self._refresh()

    def _refresh(self) -> None:
        self.pad.setEnabled(not self._blocked)
        self.clear.setEnabled(bool(self.pad.strokes))
        self.confirm.setEnabled(self.pad.plausible and not self._blocked)

    def _confirm(self) -> None:
        if self.confirm.isEnabled():
            self.signed.emit(ink_of(self.pad.signed()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys on the pad."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        elif event.key() == Qt.Key.Key_Backspace:
            self.pad.undo()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
