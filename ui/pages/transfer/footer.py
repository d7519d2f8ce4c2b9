"""The buttons under a step: hold, cancel, the client insists; back, next, carry out."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme import set_state
from ui.widgets.containers import button


class Footer(QFrame):
    """Enter presses the button that has the focus; Alt and the letter, from anywhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.suspend = button("")
        self.cancel = button("", "link")
        self.insist = button("", "", "warning")
        self.back = button("")
        self.next = button("", "primary")
        self.complete = button("", "primary", "ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 12)
        row.setSpacing(10)
        row.addWidget(self.suspend)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for made in (self.insist, self.back, self.next, self.complete):
            row.addWidget(made)
        for made in self.buttons():
            made.setAutoDefault(True)
        self._retranslate()

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return (self.suspend, self.cancel, self.insist, self.back, self.next, self.complete)

    def show_case(
        self, *, first: bool, last: bool, complete: bool, running: bool, insists: bool, busy: bool, waits: bool
    ) -> None:
        """Which buttons there are. ``waits``: the step's own button is what comes next, so no other one stands out."""
        self.back.setEnabled(not first)
        self.next.setVisible(not last)
        self.insist.setVisible(running and not insists)
        self.insist.setEnabled(not busy)
        self.complete.setVisible((last or complete) and running)
        self.complete.setEnabled(not busy)
        self.cancel.setVisible(running)
        set_state(self.next, "" if waits or (complete and running) else "primary", "role")
        set_state(self.complete, "primary" if complete else "", "role")

    def _retranslate(self) -> None:
        self.suspend.setText(self.tr("&Hold"))
        self.suspend.setToolTip(self.tr("Leave the case; it is saved and can be resumed at any counter."))
        self.cancel.setText(self.tr("Cancel the request…"))
        self.insist.setText(self.tr("The client insists F7"))
        self.insist.setToolTip(self.tr("No more talk: straight to the approvers."))
        self.back.setText(self.tr("&Back"))
        self.next.setText(self.tr("&Next"))
        self.complete.setText(self.tr("Carry out F12"))
        for made in self.buttons():
            made.setAccessibleName(made.text().replace("&", ""))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
