"""When a report is made by itself, and into whose in-trays it goes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.common.actor import Role
from app.reports.run_rows import Frequency
from app.reports.run_service import Offer
from app.reports.scheduling import may_receive
from ui.pages.reports.words import frequency_word
from ui.pages.staff_words import role_word
from ui.theme import space
from ui.widgets.choices import Segmented, TickGroup
from ui.widgets.containers import button, label
from ui.widgets.editors import Choice


class SchedulePanel(QWidget):
    """Frequency and roles of one report; ``saved`` with what is wished for."""

    saved = Signal(str, object, tuple, int)
    due_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offer: Offer | None = None
        self.frequency, self.roles = Segmented(), TickGroup(columns=5)
        self.save, self.due = button("", "primary"), button("", "link", "clock")
        self.about = label("", "small", wrap=True)
        self._how, self._who = label("", "label"), label("", "label")
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(space.S, space.XS, space.S, space.XS)
        row.setSpacing(space.M)
        row.addWidget(self.save)
        row.addWidget(self.due)
        row.addStretch(1)
        for widget in (self.about, self._how, self.frequency, self._who, self.roles):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)
        self.frequency.edited.connect(self._changed)
        self.roles.edited.connect(self._changed)
        self.save.clicked.connect(self._save)
        self.due.clicked.connect(self.due_wanted)
        self._retranslate()

    def show_offer(self, offer: Offer) -> None:
        """Show what holds for a report."""
        self._offer = offer
        schedule = offer.schedule
        self._say()
        self.frequency.set_value(schedule.frequency.value if schedule is not None else Frequency.NEVER.value)
        self.roles.set_value(schedule.roles if schedule is not None else ())
        self.save.setEnabled(False)

    def _changed(self) -> None:
        self.save.setEnabled(self._offer is not None)

    def _save(self) -> None:
        offer = self._offer
        if offer is not None:
            version = offer.schedule.version if offer.schedule is not None else 0
            self.saved.emit(offer.report.name, Frequency(self.frequency.value()), self.roles.value(), version)

    def _say(self) -> None:
        offer = self._offer
        if offer is None:
            return
        self.roles.set_choices([Choice(role, role_word(Role(role))) for role in may_receive(offer.report)])
        schedule = offer.schedule
        told = self.tr("Made when the last teller closes the day: on every day, on the last trading day of the week or "
                       "of the month. It is archived and goes into the task lists of these roles.")  # fmt: skip
        if schedule is not None and schedule.at is not None:
            told += " " + self.tr("Last changed by {who}.").format(who=schedule.by_name)
        self.about.setText(told)

    def _retranslate(self) -> None:
        self._how.setText(self.tr("How often"))
        self._who.setText(self.tr("For whom"))
        self.frequency.set_choices([Choice(one.value, frequency_word(one)) for one in Frequency])
        self.save.setText(self.tr("Save"))
        self.due.setText(self.tr("Make now what is due"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
