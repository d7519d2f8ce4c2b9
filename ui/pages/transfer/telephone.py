"""An approval that was given by telephone, written down by the teller (TO-6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.approvals.domain import StepKind
from app.common.clock import BRANCH_ZONE, Clock, branch_day, branch_time
from app.common.errors import Refused
from ui.pages.transfer.words import approval_title
from ui.support.client_session import Sentence
from ui.widgets import Card, Choice, ComboBox, FieldGrid, LabelledField, LineEdit, TextBox
from ui.widgets.containers import button

NAMES = {"approver_id": "approver", "called_number": "number", "called_at": "time", "words": "words"}


class TelephoneForm(Card):
    """Who, when, what was said, which number was called.

    Signals: ``recorded(step, approver, words, number, at)``, ``closed``.
    """

    recorded = Signal(object, str, str, str, object)
    closed = Signal()

    def __init__(self, clock: Clock, sentence: Sentence) -> None:
        super().__init__()
        self._clock = clock
        self._sentence = sentence
        self.step: StepKind | None = None
        self.approver, self.number, self.time = ComboBox(), LineEdit(limit=20), LineEdit(limit=5, placeholder="10:30")
        self.words = TextBox(lines=2, limit=500)
        editors = {"approver": self.approver, "number": self.number, "time": self.time, "words": self.words}
        self.fields = {
            name: LabelledField("", editor, required=True, enter_moves_on=False) for name, editor in editors.items()
        }
        grid = FieldGrid(columns=3, narrow=170)
        for name in ("approver", "number", "time"):
            grid.add(self.fields[name])
        grid.add_heading(self.fields["words"])
        self.add(grid)
        self.keep = button("", "primary", "phone")
        self.stop = button("")
        for made in (self.keep, self.stop):
            made.setAutoDefault(True)
        self.keep.clicked.connect(self.record)
        self.stop.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.stop)
        row.addStretch(1)
        self.body.addLayout(row)
        self.retranslate()

    def begin(self, step: StepKind) -> None:
        """Empty, for this step; the time is now unless it is changed."""
        self.step = step
        self.forget()
        self.step = step
        self.time.set_value(branch_time(self._clock.now())[-5:])
        self.retranslate()
        self.show()

    def offer(self, staff: Sequence[tuple[str, str, str]]) -> None:
        """Who can be called."""
        self.approver.set_choices([Choice(staff_id, f"{name} {number}") for staff_id, name, number in staff])
        if len(staff) == 1:
            self.approver.set_value(staff[0][0])
        self.fields["approver"].set_hint(
            "" if staff else self.tr("Nobody who could give this step now. Check the tier and who took the case in.")
        )

    def record(self) -> None:
        """Hand over what was typed."""
        at = self._called_at()
        if self.step is None or at is None:
            self.fields["time"].set_error(self.tr("Enter the time of the call, like 10:30."))
            self.fields["time"].focus_editor()
            return
        self.recorded.emit(self.step, self.approver.value(), self.words.value(), self.number.value(), at)

    def refuse(self, refused: Refused) -> bool:
        """Show what is wrong at its field."""
        field = self.fields.get(NAMES.get(refused.field or "", refused.field or ""))
        if field is None or self.isHidden():
            return False
        field.set_error(self._sentence(refused))
        field.focus_editor()
        return True

    def forget(self) -> None:
        """Nothing is left of it."""
        self.step = None
        self.approver.set_choices([])
        for field in self.fields.values():
            field.set_value("")
            field.clear_error()

    def first_widget(self) -> QWidget:
        """Where typing begins."""
        return self.number if self.approver.value() else self.approver

    def _called_at(self) -> datetime | None:
        """The typed time of day on the branch's present day; just after midnight a late one is of the day before."""
        text = self.time.value().strip().replace("：", ":")
        hours, colon, minutes = text.partition(":")
        if not colon or not (hours.isdecimal() and minutes.isdecimal()) or int(hours) > 23 or int(minutes) > 59:
            return None
        now = self._clock.now()
        at = datetime.combine(branch_day(now), time(int(hours), int(minutes)), BRANCH_ZONE)
        return at - timedelta(days=1) if at > now + timedelta(hours=12) else at

    def retranslate(self) -> None:
        """Texts."""
        title = self.tr("Approved by telephone")
        if self.step is not None:
            title = self.tr("Approved by telephone: {step}").format(step=approval_title(self.step))
        self.set_title(title, self.tr("to be confirmed by the approver by the end of the next trading day"))
        self.fields["approver"].set_label(self.tr("Who"))
        self.fields["number"].set_label(self.tr("Number called"))
        self.fields["time"].set_label(self.tr("When today"))
        self.fields["words"].set_label(self.tr("What was said"))
        self.keep.setText(self.tr("Record the approval"))
        self.stop.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
