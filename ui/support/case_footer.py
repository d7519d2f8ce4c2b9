"""The buttons under a step of a case: hold and cancel; back, next, and closing it when everything is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme import bind_icon, set_state, space
from ui.widgets.containers import button


class CaseFooter(QFrame):
    """Enter presses the button that has the focus; Alt and the letter, from anywhere.

    ``extra``: buttons of one flow, before the last three. A flow says what cancelling and closing are called.
    """

    def __init__(self, extra: tuple[QPushButton, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.suspend, self.cancel = button(""), button("", "link")
        self.back, self.next, self.complete = button(""), button("", "primary"), button("", "primary", "ok")
        self._extra = extra
        row = QHBoxLayout(self)
        row.setContentsMargins(space.L, space.S, space.L, space.M)
        row.setSpacing(space.S)
        row.addWidget(self.suspend)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for made in (*extra, self.back, self.next, self.complete):
            row.addWidget(made)
        for made in self.buttons():
            made.setAutoDefault(True)
        self.retranslate()

    def cancel_word(self) -> str:
        """What cancelling is called. Overridden."""
        raise NotImplementedError

    def complete_word(self) -> str:
        """What closing the case is called. Overridden."""
        raise NotImplementedError

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return (self.suspend, self.cancel, *self._extra, self.back, self.next, self.complete)

    def show_buttons(self, *, first: bool, last: bool, complete: bool, running: bool, busy: bool, waits: bool) -> None:
        """Which buttons there are. Closing is offered when everything is there, and at the last step anyway.

        ``waits``: the step's own button is what comes next, so no other one stands out.
        """
        self.back.setEnabled(not first)
        self.next.setHidden(last)
        self.complete.setHidden(not ((last or complete) and running))
        self.complete.setEnabled(not busy)
        self.cancel.setHidden(not running)
        set_state(self.next, "" if waits or (complete and running) else "primary", "role")
        set_state(self.complete, "primary" if complete else "", "role")
        bind_icon(self.complete, "ok", "on_accent" if complete else "muted", 18, gap=6)

    def retranslate(self) -> None:
        """Texts."""
        self.suspend.setText(self.tr("&Hold"))
        self.suspend.setToolTip(self.tr("Leave the case; it is saved and can be resumed at any counter."))
        self.cancel.setText(self.cancel_word())
        self.back.setText(self.tr("&Back"))
        self.next.setText(self.tr("&Next"))
        self.complete.setText(self.complete_word())
        for made in self.buttons():
            made.setAccessibleName(made.text().replace("&", ""))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
