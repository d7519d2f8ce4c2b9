"""An approval by telephone before its approver: it was given like this, or it was not (TO-6)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.pages.approvals.port import TelephoneRow
from ui.pages.approvals.section import DASH, Section
from ui.pages.approvals.words import moment, step_word
from ui.refusals import clear_refusals, show_refusal
from ui.support.shortcuts import Act, cap
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import button
from ui.widgets.editors import TextBox
from ui.widgets.field import LabelledField


class TelephoneBar(Section):
    """What was recorded, words of one's own, and two buttons. A denial is told to become an incident before it does."""

    answered = Signal(object, bool, str)
    """The :class:`TelephoneRow`, whether it was given, words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        self.setParent(parent)
        self._telephone: TelephoneRow | None = None
        self._busy = False
        self.banner = InlineBanner()
        self.fields = {"words": LabelledField("", TextBox(lines=2, limit=300))}
        self.deny = button("")
        self.agree = button("", "primary", "tick")
        self.body.addWidget(self.banner)
        self.body.addWidget(self.fields["words"])
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.deny)
        low.addWidget(self.agree)
        self.body.addLayout(low)
        self.agree.clicked.connect(lambda: self.answer(True))
        self.deny.clicked.connect(lambda: self.answer(False))
        self._retranslate()

    def show_row(self, row: TelephoneRow) -> None:
        """Show an approval by telephone."""
        if self._telephone is None or self._telephone.decision_id != row.decision_id:
            self.fields["words"].set_value("")
            clear_refusals(self.fields, self.banner)
        self._telephone = row
        self._write()
        self._enable()

    def shown(self) -> TelephoneRow | None:
        """The one shown."""
        return self._telephone

    def answer(self, agreed: bool) -> None:
        """Hand the answer to the page; a denial needs words."""
        row = self._telephone
        if row is None or self._busy or not row.mine:
            return
        clear_refusals(self.fields, self.banner)
        words = self.fields["words"].value().strip()
        if not agreed and not words:
            self.fields["words"].set_error(self.tr("Write what is not right about it; it goes into the incident."))
            self.fields["words"].focus_editor()
            return
        self.answered.emit(row, agreed, words)

    def refused(self, problem: Exception) -> None:
        """Say what was refused."""
        self.set_busy(False)
        show_refusal(problem, self.fields, self.banner)

    def set_busy(self, busy: bool) -> None:
        """An answer is awaited."""
        self._busy = busy
        self._enable()

    def _enable(self) -> None:
        mine = self._telephone is not None and self._telephone.mine and not self._busy
        self.agree.setEnabled(mine)
        self.deny.setEnabled(mine)
        self.fields["words"].setEnabled(mine)

    def _write(self) -> None:
        self.clear()
        row = self._telephone
        if row is None:
            return
        by = row.confirm_by.isoformat() if row.confirm_by else DASH
        if row.late:
            self.chip_line(
                (self.tr("Confirmation late"), "danger"), self.tr("was to be confirmed by {day}").format(day=by)
            )
        else:
            self.chip_line((self.tr("Unconfirmed"), "warn"), self.tr("to be confirmed by {day}").format(day=by))
        self.pair(self.tr("Step"), f"{step_word(row.step)} · {row.approver}")
        called = self.tr("{number} at {moment}, recorded by {name}")
        self.pair(
            self.tr("Called"),
            called.format(number=row.called_number, moment=moment(row.called_at), name=row.recorded_by),
        )
        self.pair(self.tr("What was said"), row.words)
        if row.mine:
            self.paragraph(
                self.tr("If this approval was not given, say so: it then counts no longer and becomes an incident."),
                "small",
            )
        else:
            self.paragraph(self.tr("Only {name} can confirm or deny it.").format(name=row.approver), "small")

    def _retranslate(self) -> None:
        self.set_title(self.tr("Approval by telephone"))
        self.fields["words"].set_label(self.tr("Words"))
        self.agree.setText(self.tr("I approved this"))
        self.agree.setToolTip(cap(Act.SUBMIT))
        self.deny.setText(self.tr("I did not approve this"))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            clear_refusals(self.fields, self.banner)
            self._retranslate()
        super().changeEvent(event)
