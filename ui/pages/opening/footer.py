"""The buttons under a step: suspend, back, next; complete when everything is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import set_state
from ui.widgets.containers import button


class Footer(QFrame):
    """Enter presses the button that has the focus; Alt and the letter, from anywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.suspend = button("")
        self.cancel = button("", "link")
        self.back = button("")
        self.next = button("", "primary")
        self.complete = button("", "primary", "ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 12)
        row.setSpacing(10)
        row.addWidget(self.suspend)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for made in (self.back, self.next, self.complete):
            row.addWidget(made)
        for made in (self.suspend, self.cancel, self.back, self.next, self.complete):
            made.setAutoDefault(True)
        self._retranslate()

    def show_case(self, *, first: bool, last: bool, complete: bool, locked: bool, busy: bool, waits: bool) -> None:
        """Which buttons there are. Completing is offered when everything is there, and at the last step anyway.

        ``waits``: the step's own button is what comes next, so no other one stands out.
        """
        self.back.setEnabled(not first)
        self.next.setVisible(not last)
        self.complete.setVisible((last or complete) and not locked)
        self.complete.setEnabled(not busy)
        self.cancel.setVisible(not locked)
        set_state(self.next, "" if waits or (complete and not locked) else "primary", "role")

    def _retranslate(self) -> None:
        self.suspend.setText(self.tr("&Hold"))
        self.suspend.setToolTip(self.tr("Leave the case; it is saved and can be resumed at any counter."))
        self.cancel.setText(self.tr("Cancel the opening…"))
        self.back.setText(self.tr("&Back"))
        self.next.setText(self.tr("&Next"))
        self.complete.setText(self.tr("Complete F12"))
        for made in (self.suspend, self.cancel, self.back, self.next, self.complete):
            made.setAccessibleName(made.text().replace("&", ""))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
