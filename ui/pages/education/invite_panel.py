"""Whom to invite to an event: filters, the list, and the invitation by message or telephone (IE-1, TO-14)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from app.education.domain import Candidate, Former, InviteWay, Wanted
from ui.theme import fix, space
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice
from ui.widgets.table import Column, DataTable

_ALL = "all"


class InvitePanel(Card):
    """Signals: ``asked(Wanted)`` when a filter changes; ``invited(ids, InviteWay)``; ``left`` to go back."""

    asked = Signal(object)
    invited = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12)
        self._levels: Sequence[Choice] = ()
        self._classes: Sequence[Choice] = ()
        self.level, self.client_class, self.former = ComboBox(), ComboBox(), Segmented()
        self.table = DataTable()
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.count = label("", "muted", wrap=True)
        self.back = button("", "link", "chevron-left")
        self.by_message, self.by_call = button("", "primary", "people"), button("", "", "phone")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for box in (self.level, self.client_class):
            fix(box, least_width=178)
        for widget in (self.former, self.level, self.client_class):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.back)
        self.body.addLayout(row)
        self.add(self.count)
        self.add(self.table, 1)
        low = QHBoxLayout()
        low.addStretch(1)
        low.addWidget(self.by_call)
        low.addWidget(self.by_message)
        self.body.addLayout(low)
        for editor in (self.level, self.client_class, self.former):
            editor.edited.connect(lambda: self.asked.emit(self.wanted()))
        self.back.clicked.connect(self.left)
        self.by_message.clicked.connect(lambda: self.invited.emit(self._chosen(), InviteWay.MESSAGE))
        self.by_call.clicked.connect(lambda: self.invited.emit(self._chosen(), InviteWay.CALL))

    def offer(self, levels: Sequence[Choice], classes: Sequence[Choice]) -> None:
        """What can be filtered by."""
        self._levels, self._classes = levels, classes
        self.retranslate()

    def begin(self, *, former: bool) -> None:
        """Start for an event; ``former``: it is for clients who left."""
        self.level.set_value(_ALL)
        self.client_class.set_value(_ALL)
        self.former.set_value((Former.ONLY if former else Former.WITHOUT).value)
        self.table.set_rows(())
        self.asked.emit(self.wanted())

    def wanted(self) -> Wanted:
        """The filters."""
        level, code = (
            tuple(one for one in (box.value(),) if one and one != _ALL) for box in (self.level, self.client_class)
        )
        return Wanted(level, code, Former(self.former.value() or Former.WITHOUT))

    def show_candidates(self, found: Sequence[Candidate]) -> None:
        """Those who fit; who can be invited is chosen already."""
        self.table.set_rows([one for one in found if not one.invited and not one.opted_out])
        self.table.selectAll()
        out = sum(one.opted_out for one in found)
        already = sum(one.invited for one in found)
        text = self.tr("{count} fit; {already} invited already, {out} want no invitations and are left out.")
        self.count.setText(text.format(count=len(found), already=already, out=out))
        self.by_call.setEnabled(bool(self.table.rows()))
        self.by_message.setEnabled(bool(self.table.rows()))

    def _chosen(self) -> list[str]:
        return [row.client_id for row in self.table.chosen()]

    def retranslate(self) -> None:
        """Texts."""
        self.set_title(self.tr("Invite"))
        self.level.set_choices([Choice(_ALL, self.tr("All risk levels")), *self._levels])
        self.client_class.set_choices([Choice(_ALL, self.tr("All classes")), *self._classes])
        self.former.set_choices(
            [Choice(Former.WITHOUT.value, self.tr("Clients")), Choice(Former.ONLY.value, self.tr("Former clients"))]
        )
        self.level.setAccessibleName(self.tr("Risk level"))
        self.client_class.setAccessibleName(self.tr("Class"))
        self.former.setAccessibleName(self.tr("Clients or former clients"))
        self.back.setText(self.tr("Back to the event"))
        self.by_message.setText(self.tr("Invite the chosen by message"))
        self.by_call.setText(self.tr("Put the chosen on the list to be called"))
        self.table.setAccessibleName(self.tr("Who could be invited"))

        def left(row: Any) -> str:
            return row.left_on.isoformat() if row.left_on else ""

        self.table.set_nothing(self.tr("Nobody fits. Choose fewer conditions above."))
        self.table.set_columns(
            (
                Column(self.tr("Client number"), lambda row: row.number, 120),
                Column(self.tr("Client"), lambda row: row.name),
                Column(self.tr("Mobile"), lambda row: row.mobile_masked, 130),
                Column(self.tr("Risk level"), self._level, 120),
                Column(self.tr("Class"), lambda row: row.class_code, 80),
                Column(self.tr("Left on"), left, 110),
            )
        )

    def _level(self, row: Any) -> str:
        return next((one.text for one in self._levels if one.key == row.level), row.level)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
