"""The client's picture so far, at the left while one calls: who it is, numbers to dial, accounts, tasks, history."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.pages.approvals.section import Section
from ui.pages.client_view import ClientView
from ui.pages.client_words import account_kind, account_state, detail_text
from ui.pages.contacts.port import Calling
from ui.pages.contacts.words import due_word
from ui.pages.tasks_words import kind_word as task_word
from ui.theme import space

NUMBERS = ("mobile", "telephone")
TOLD = (
    "institution_type", "representative", "agent", "address", "occupation", "staff", "contact_way", "advertising",
    "opened_on",
)  # fmt: skip
MOST_HISTORY = 8
"""Lines of history here; the client page has all."""


class Picture(QScrollArea):
    """Written anew for each client; ``dial``: the key of a number to be shown in full."""

    dial = Signal(str)
    client_wanted = Signal()

    def __init__(self, *, unmasks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unmasks = unmasks
        self._calling: Calling | None = None
        self._shown: dict[str, str] = {}
        self.who, self.accounts, self.tasks, self.history = Section(), Section(), Section(), Section()
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, space.XS, 0)
        column.setSpacing(space.S)
        for section in (self.who, self.accounts, self.tasks, self.history):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(inside)

    def show_calling(self, calling: Calling | None) -> None:
        """Show a client; numbers shown in full are forgotten when it is another one."""
        if calling is None or self._calling is None or calling.client.id != self._calling.client.id:
            self._shown = {}
        self._calling = calling
        self._write()

    def show_number(self, key: str, value: str) -> None:
        """A number in full, for as long as this call is open."""
        self._shown[key] = value
        self._write()

    def hide_numbers(self) -> None:
        """The time for which numbers may be seen is over (SE-1)."""
        if self._shown:
            self._shown = {}
            self._write()

    def said(self) -> str:
        """Everything on it."""
        return "\n".join(section.said() for section in (self.who, self.accounts, self.tasks, self.history))

    def _write(self) -> None:
        for section in (self.who, self.accounts, self.tasks, self.history):
            section.clear()
        if self._calling is None:
            return
        self._write_who(self._calling.client, self._calling.classes)
        self._write_rest(self._calling)

    def _write_who(self, client: ClientView, classes: tuple[str, ...]) -> None:
        who = self.who
        who.set_title(client.name, client.number)
        if client.level:
            who.pair(self.tr("Risk level"), client.level)
        if classes:
            who.pair(self.tr("Class and marks"), "、".join(classes))
        if client.paper == "expired":
            who.paragraph(self.tr("The identity paper has expired."), "warning")
        if client.older:
            who.paragraph(self.tr("Older client: speak slowly, explain twice."), "warning")
        details = {detail.key: detail for detail in client.details}
        names = self._names()
        for key in NUMBERS:
            if key not in details or not details[key].value:
                continue
            who.pair(names[key], self._shown.get(key, details[key].value))
            if self._unmasks and key not in self._shown and details[key].masked:
                made = who.act(self.tr("Show to dial"), partial(self.dial.emit, key))
                made.setAccessibleName(f"{names[key]}: {made.text()}")
        for key in TOLD:
            if key in details and details[key].value:
                who.pair(names[key], detail_text(details[key]))
        who.act(self.tr("Client page"), self.client_wanted.emit)

    def _write_rest(self, calling: Calling) -> None:
        self.accounts.set_title(self.tr("Accounts"))
        for row in calling.client.accounts:
            self.accounts.pair(account_kind(row), f"{row.number}  {account_state(row)}")
        self.tasks.set_title(self.tr("Open tasks"), str(len(calling.tasks)))
        for line in calling.tasks:
            self.tasks.chip_line(due_word(line, calling.today), task_word(line.task.kind))
            self.tasks.paragraph(line.task.text, "small")
        self.history.set_title(self.tr("Before"), str(len(calling.history)))
        for one in calling.history[:MOST_HISTORY]:
            self.history.chip_line((one.outcome, one.state), one.what)
            self.history.paragraph(f"{one.at:%Y-%m-%d} {one.by}", "small")

    def _names(self) -> dict[str, str]:
        return {
            "mobile": self.tr("Mobile"),
            "telephone": self.tr("Telephone"),
            "institution_type": self.tr("Type"),
            "representative": self.tr("Legal representative"),
            "agent": self.tr("Agent"),
            "address": self.tr("Address"),
            "occupation": self.tr("Occupation"),
            "staff": self.tr("Served by"),
            "contact_way": self.tr("Contact later"),
            "advertising": self.tr("Advertising messages"),
            "opened_on": self.tr("Client since"),
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
