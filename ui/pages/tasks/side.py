"""The right of the page: the task chosen and what can be done with it; in its place the sheet that is filled in."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.pages.entry_form import EntryForm
from ui.pages.tasks.sheet import TaskSheet
from ui.theme import fix, space
from ui.widgets.choices import ComboBox, TickGroup
from ui.widgets.containers import Card, button
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField

PANEL = 400
"""Its width, in pixels."""


class TaskSide(QStackedWidget):
    """``deeds``: the buttons by what they do; the page says which are to be seen. The sheets save through the page."""

    def __init__(self) -> None:
        super().__init__()
        fix(self, width=PANEL)
        self.sheet = TaskSheet()
        self.done_form = EntryForm(
            {
                "outcome": LabelledField("", TextBox(lines=5, limit=500), required=True),
                "ends": LabelledField("", TickGroup(columns=1)),
            },
            wide=("outcome", "ends"),
        )
        self.postpone_form = EntryForm(
            {
                "to": LabelledField("", DateEdit(), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
            },
            wide=("why",),
        )
        self.hand_form = EntryForm(
            {
                "staff_id": LabelledField("", ComboBox(), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
            },
            wide=("staff_id", "why"),
        )
        self.forms = (self.done_form, self.postpone_form, self.hand_form)
        self.deeds: dict[str, QPushButton] = {
            "open": button("", "primary", "play"), "done": button("", "primary", "tick"),
            "later": button("", "", "clock"), "give": button(""), "take": button("", "", "person-plus"),
            "client": button("", "link", "person"), "case": button("", "link", "list"),
        }  # fmt: skip
        for made in (self._panel(), *self.forms):
            self.addWidget(made)
        self.offer(())
        self.retranslate()

    def _panel(self) -> QWidget:
        """The task over its buttons; a long history scrolls."""
        self.sheet.body.addLayout(self._row("client", "case", ""))
        self.sheet.body.addStretch(1)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self.sheet)
        low = Card(margin=12)
        low.body.addLayout(self._row("give", "later", "take", ""))
        low.body.addLayout(self._row("", "done", "open"))
        self._low = low
        panel = QWidget()
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(room, 1)
        column.addWidget(low)
        return panel

    def _row(self, *names: str) -> QHBoxLayout:
        """Buttons in a row; an empty name is the room between them."""
        row = QHBoxLayout()
        for name in names:
            if name:
                row.addWidget(self.deeds[name])
            else:
                row.addStretch(1)
        return row

    def offer(self, names: Collection[str]) -> None:
        """Show the buttons of these deeds and no others."""
        for name, made in self.deeds.items():
            made.setVisible(name in names)
        self._low.setVisible(bool({"open", "done", "later", "give", "take"} & set(names)))

    def filling(self) -> bool:
        """Whether a sheet is being filled in."""
        return self.currentWidget() in self.forms

    def fill(self, form: EntryForm, focus: str) -> None:
        """Bring up an empty sheet."""
        self.setCurrentWidget(form)
        form.tell("")
        form.start(focus=focus)

    def back(self) -> None:
        """The task again."""
        self.setCurrentIndex(0)

    def set_staff(self, staff: Sequence[Choice]) -> None:
        """Who can take a task over."""
        box = self.hand_form.fields["staff_id"].widget
        if isinstance(box, ComboBox):
            box.set_choices(staff)

    def retranslate(self) -> None:
        """Texts."""
        for name, text in (
            ("open", self.tr("Do it…")), ("done", self.tr("Done…")), ("later", self.tr("Put off…")),
            ("give", self.tr("Hand over…")), ("take", self.tr("Take over")), ("client", self.tr("Client")),
            ("case", self.tr("Case")),
        ):  # fmt: skip
            self.deeds[name].setText(text)
        why = self.tr("Why")
        self.done_form.say(
            self.tr("Task done"), self.tr("Done"),
            labels={"outcome": self.tr("What came of it"), "ends": self.tr("Next one")},
        )  # fmt: skip
        self.postpone_form.say(self.tr("Put off"), self.tr("Put off"), labels={"to": self.tr("To the day"), "why": why})
        self.hand_form.say(self.tr("Hand over"), self.tr("Hand over"), labels={"staff_id": self.tr("To"), "why": why})
        ends = self.done_form.fields["ends"].widget
        if isinstance(ends, TickGroup):
            ends.set_choices((Choice("yes", self.tr("No next contact is wanted")),))
