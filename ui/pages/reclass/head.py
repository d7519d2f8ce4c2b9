"""The upper part of the page of classes: what is looked at, its sums, what can be done, how far it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.reclassification.domain import Batch, Kind, Matrix, Movement, Plan
from app.reclassification.service import Status
from ui.pages.approvals.words import moment
from ui.pages.reclass.words import STATES, movement_word, undoing_word
from ui.support.shortcuts import Act, cap
from ui.theme import fix, space
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice
from ui.widgets.tool_row import ToolRow

OVERVIEW, CLIENTS = "overview", "clients"


class ClassHead(Card):
    """Says and offers; what is done is the page's matter. ``applies``: whether applying is offered at all."""

    def __init__(self, *, applies: bool) -> None:
        super().__init__(margin=12)
        self._applies = applies
        self._busy = False
        self._status: Status | None = None
        self._shown: Plan | Batch | None = None
        self.which, self.view = ComboBox(), Segmented()
        self.count, self.back, self.apply = button("", "", "search"), button("", "link"), button("", "primary", "ok")
        self.pdf, self.xlsx = button("PDF", "", "document"), button(".xlsx", "", "download")
        self.bar, self.cancel = QProgressBar(), button("", "link", "close")
        self.about, self._sum, self._far = label("", "muted", wrap=True), label("", "heading"), label("", "small")
        self._chips = {way: StatusChip() for way in Movement}
        self._state = StatusChip()
        self._build()
        self._retranslate()
        self.set_busy(False)

    def _build(self) -> None:
        fix(self.which, least_width=350)
        self.bar.setTextVisible(False)
        fix(self.bar, height=8)
        deeds = _row(self.which, self._state, None, self.back, self.count, self.apply, self.pdf, self.xlsx)
        self._sums = _row(self._sum, *self._chips.values(), None, self.view)
        for part in (deeds, self.about, self._sums):
            self.add(part)
        far = QHBoxLayout()
        far.setSpacing(space.S)
        far.addWidget(self.bar, 1)
        far.addWidget(self._far)
        far.addWidget(self.cancel)
        self.body.addLayout(far)

    def show_status(self, status: Status | None, shown: Plan | Batch | None) -> None:
        """Say how the classes stand, and what of them is looked at."""
        self._status, self._shown = status, shown
        self._say()

    def found(self) -> list[Plan | Batch]:
        """What can be looked at: the dry run first, then the batches."""
        if self._status is None:
            return []
        return [*([self._status.plan] if self._status.plan else []), *self._status.batches]

    def set_busy(self, busy: bool) -> None:
        """While it is counted or applied nothing else can be begun."""
        self._busy = busy
        for widget in (self.bar, self._far, self.cancel):
            widget.setVisible(busy)
        self.cancel.setEnabled(busy)
        self._say_deeds()

    def show_progress(self, done: int, expected: int) -> None:
        """How far it is; nought expected: not known yet."""
        self.bar.setRange(0, expected)
        if expected:
            self.bar.setValue(min(done, expected))
        self._far.setText(self.tr("{done} of {all}").format(done=f"{done:,}", all=f"{expected:,}") if expected else "")

    def _say_deeds(self) -> None:
        status, shown = self._status, self._shown
        self.count.setEnabled(not self._busy and status is not None and status.snapshot is not None)
        self.back.setVisible(bool(status and status.batches))
        self.back.setEnabled(not self._busy)
        self.apply.setVisible(self._applies)
        half = isinstance(shown, Batch) and bool(shown.plan_id)
        self.apply.setText(self.tr("Go on…") if half else self.tr("Apply…"))
        self.apply.setEnabled(not self._busy and (half or (isinstance(shown, Plan) and shown.written > 0)))
        for widget in (self.pdf, self.xlsx):
            widget.setEnabled(not self._busy and shown is not None)
        self.which.setEnabled(not self._busy)

    def _say(self) -> None:
        status, shown = self._status, self._shown
        self.which.setVisible(bool(self.found()))
        self.which.set_choices([Choice(one.id, self._title(one)) for one in self.found()])
        self.which.set_value(shown.id if shown else "")
        self._say_deeds()
        for widget in (self._sums, self._state):
            widget.setVisible(shown is not None)
        self.about.setText(self._told())
        if status is None or shown is None:
            return
        if isinstance(shown, Plan):
            self._state.show_state(self.tr("not applied"), "warn")
        elif shown.left:
            text = self.tr("{done} of {all} applied")
            self._state.show_state(text.format(done=f"{shown.done:,}", all=f"{shown.written:,}"), "warn")
        else:
            self._state.show_state(self.tr("applied"), "ok")
        self._say_counts(shown.matrix)

    def _say_counts(self, matrix: Matrix) -> None:
        self._sum.setText(self.tr("{count} clients").format(count=f"{matrix.population:,}"))
        for way, chip in self._chips.items():
            count = matrix.count(way)
            chip.show_state(f"{movement_word(way)} {count:,}", STATES[way])
            chip.setVisible(bool(count))

    def _title(self, one: Plan | Batch) -> str:
        if isinstance(one, Plan):
            word = self.tr("Dry run of undoing") if one.kind is Kind.BACK else self.tr("Dry run")
            return f"{word} {moment(one.made_at)}"
        return f"{one.number} {moment(one.at)}" + (f" ({undoing_word()})" if one.kind is Kind.BACK else "")

    def _told(self) -> str:
        status, shown = self._status, self._shown
        if status is None:
            return ""
        if shown is None:
            return self._told_of_nothing(status)
        who = status.names.get(shown.made_by if isinstance(shown, Plan) else shown.by, "")
        if shown.kind is Kind.BACK:
            undone = next((one.number for one in status.batches if one.id == shown.undoes), "")
            text = self.tr("Goes back from batch {batch} to the classes before it; by {who}.")
            return text.format(batch=undone, who=who)
        text = self.tr("Snapshot of {taken}, policy {policy}, by {who}.")
        return text.format(taken=moment(shown.taken_at), policy=shown.policy_version, who=who)

    def _told_of_nothing(self, status: Status) -> str:
        if status.snapshot is None:
            return self.tr("No snapshot is in force.")
        text = self.tr("Snapshot of {taken}, policy {policy}, {count} clients with an open fund account.")
        return text.format(
            taken=moment(status.snapshot.taken_at), policy=status.policy_version, count=f"{status.clients:,}"
        )

    def _retranslate(self) -> None:
        chosen = self.view.value() or OVERVIEW
        self.view.set_choices([Choice(OVERVIEW, self.tr("Picture")), Choice(CLIENTS, self.tr("Clients"))])
        self.view.set_value(chosen)
        self.count.setText(self.tr("Dry run"))
        self.count.setToolTip(cap(Act.TRY_OUT))
        self.back.setText(self.tr("Undo the newest batch…"))
        self.back.setToolTip(self.tr("Makes a dry run of going back; nothing is changed before it is applied."))
        self.cancel.setText(self.tr("Cancel"))
        self.which.setAccessibleName(self.tr("Dry run or batch"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _row(*widgets: QWidget | None) -> ToolRow:
    """Side by side; None is the gap between left and right."""
    made = ToolRow()
    add = made.add_left
    for widget in widgets:
        if widget is None:
            add = made.add_right
        else:
            add(widget)
    return made
