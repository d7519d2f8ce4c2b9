"""One call or visit on one screen: the client's picture at the left, the guided form at the right (FU-1, FU-4)."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.common.dates import read_date
from app.common.errors import Refused
from app.common.values import new_id
from app.contacts.domain import ContactKind, NewContact, Outcome, Saved, Way
from ui.pages.contacts.picture import Picture
from ui.pages.contacts.port import Calling, ContactProvider
from ui.pages.contacts.questions import Questions
from ui.pages.contacts.words import kind_choices, kind_word, outcome_choices, way_choices
from ui.refusals import clear_refusals, say, show_refusal
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox, Segmented
from ui.widgets.containers import Card, FieldGrid, button, label
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField
from ui.widgets.radio_list import RadioList

KEEP_AFTER = 800
"""Milliseconds after the last keystroke until what is typed is kept: a crash takes no more than that."""
PICTURE_WIDE = 330
"""Pixels of the client's picture."""
OF_VISITS = ("on", "place", "companions")


class CallingView(QWidget):
    """Shows one call; what is typed is kept by task or client until it is saved. ``closed``: put away for now."""

    closed = Signal()
    saved = Signal(object)
    """What the save did (``Saved``), None when its answer was lost."""
    client_wanted = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: ContactProvider, *, unmasks: bool, unmask_seconds: int,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._latest = Latest(runner, self)
        self._calling: Calling | None = None
        self._wanted: tuple[str, ContactKind, str] | None = None
        self._drafts: dict[str, dict[str, Any]] = {}
        self._kept: dict[str, Any] = {}
        self._shown_key = ""
        self._id = ""
        self._saving = False
        self.picture = Picture(unmasks=unmasks)
        fix(self.picture, width=PICTURE_WIDE)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        self._cover = QTimer(self)
        self._cover.setSingleShot(True)
        self._cover.setInterval(unmask_seconds * 1000)
        self._cover.timeout.connect(self.picture.hide_numbers)
        self.questions = Questions()
        self.banner = InlineBanner()
        self.task_text, self.tried = label("", "", wrap=True), label("", "small", wrap=True)
        self.fields = _fields()
        self.ends = QCheckBox()
        self.later, self.save_button = button("", "", "clock"), button("", "primary", "ok")
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._card = Card(margin=14)
        self._card.add(self.task_text)
        self._card.add(self.tried)
        self._card.add(self.banner)
        self._grid = FieldGrid(columns=3, narrow=190)
        self._grid.add(self.fields["kind"])
        self._grid.add(self.fields["way"], 2)
        self._grid.add(self.fields["outcome"], 3)
        for name in ("on", "place", "companions", "spoken_with"):
            self._grid.add(self.fields[name])
        self._grid.add(self.fields["occasion"], 3)
        low = FieldGrid(columns=2, narrow=260)
        for name in ("note", "problem"):
            low.add(self.fields[name])
        low.add(self.fields["next_on"])
        low.add(self.ends)
        self._low = low
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, space.S, 0)
        column.setSpacing(space.S)
        for widget in (self._grid, self.questions, low):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self._card.add(self.area, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.later)
        feet.addStretch(1)
        feet.addWidget(self.save_button)
        self._card.body.addLayout(feet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self.picture)
        row.addWidget(self._card, 1)

    def _connect(self) -> None:
        self.fields["way"].edited.connect(self._show_parts)
        self.fields["outcome"].edited.connect(self._show_parts)
        self.fields["kind"].edited.connect(self._other_kind)
        for field in self.fields.values():
            field.edited.connect(self._keeping.start)
        self.questions.edited.connect(self._keeping.start)
        self.ends.clicked.connect(self._keeping.start)
        self.later.clicked.connect(self.put_away)
        self.save_button.clicked.connect(self.save)
        self.picture.dial.connect(self._dial)
        self.picture.client_wanted.connect(self._show_client)
        bind(Act.SUBMIT, self, self.save)

    # showing

    def start(self, client_id: str, kind: ContactKind = ContactKind.OTHER, task_id: str = "") -> None:
        """Call or visit a client; what was typed before for this task or client is there again."""
        self._keep()
        self._shown_key = ""
        self._wanted = (client_id, kind, task_id)
        self._calling = None
        self.picture.show_calling(None)
        self.setEnabled(False)
        clear_refusals(self.fields, self.banner)
        self._ask(client_id, kind, task_id)

    def _ask(self, client_id: str, kind: ContactKind, task_id: str) -> None:
        self._latest.ask(
            self._provider.calling, client_id, kind, task_id,
            done=lambda found: self._show((client_id, kind, task_id), found), failed=self._refused_start,
        )  # fmt: skip

    def _refused_start(self, problem: Exception) -> None:
        """Who may not make this call is told so, and nothing is to be filled in."""
        self.setEnabled(True)
        self.save_button.setEnabled(self._calling is not None)
        self.area.setVisible(self._calling is not None)
        self._card.set_title(self.tr("Call or visit"))
        self.banner.say(say(problem), "danger")

    def _show(self, wanted: tuple[str, ContactKind, str], found: Calling) -> None:
        if wanted != self._wanted:
            return
        self._calling = found
        self.setEnabled(True)
        self.area.show()
        self.save_button.setEnabled(True)
        self.picture.show_calling(found)
        guide = found.guide
        self.questions.ask(guide.questions)
        key = wanted[2] or f"{wanted[0]}/"
        before = self._shown_key
        if key != before:  # not when only the kind was changed: what is typed stays
            self._shown_key = key
            self._fill(self._drafts.get(key) or dict(guide.typed))
        self.fields["kind"].set_value(guide.kind.value)
        self._tell()
        self._show_parts()
        self._kept = self._kept if key == before else self._typed()
        self.fields["outcome"].focus_editor()

    def _fill(self, draft: dict[str, Any]) -> None:
        guide = self._calling.guide if self._calling is not None else None
        way = Way.VISIT if guide is not None and guide.kind is ContactKind.VISIT else Way.TELEPHONE
        self._id = str(draft.get("id", "")) or new_id()
        presets = {"way": way.value}
        for name, field in self.fields.items():
            field.set_value(draft.get(name, presets.get(name, "")))
            field.clear_error()
        self.ends.setChecked(bool(draft.get("ends", False)))
        self.questions.set_values(draft.get("answers", {}))

    def _tell(self) -> None:
        if self._calling is None:
            return
        guide = self._calling.guide
        self._card.set_title(kind_word(guide.kind), self._calling.client.name)
        self.task_text.setText(guide.task.text if guide.task is not None else "")
        self.task_text.setVisible(guide.task is not None)
        told = []
        if guide.attempts:
            text = self.tr("Tried {count} times in vain, last on {day}.")
            told.append(text.format(count=len(guide.attempts), day=guide.attempts[-1].on.isoformat()))
        if len(guide.attempts) >= guide.most_attempts:
            told.append(self.tr("Choose another way: a visit, or another hour."))
        if guide.refuses_calls:
            told.append(self.tr("This client wants no calls."))
        self.tried.setText(" ".join(told))
        self.tried.setVisible(bool(told))
        self.fields["kind"].setVisible(guide.task is None)
        self.fields["occasion"].setVisible(guide.task is None)
        self.ends.setVisible(guide.task is not None and bool(guide.task.repeat_months))

    def _show_parts(self) -> None:
        """What belongs to a visit, to a client reached, to one who has to be tried again."""
        way = Way(self.fields["way"].value() or Way.TELEPHONE.value)
        outcome = self.fields["outcome"].value()
        self.fields["outcome"].widget.set_choices(outcome_choices(way))  # type: ignore[attr-defined]  # a RadioList
        for name in OF_VISITS:
            self.fields[name].setVisible(way is Way.VISIT)
        reached = outcome == Outcome.REACHED.value
        self.questions.setVisible(reached)
        self.fields["spoken_with"].setVisible(reached)
        self.fields["next_on"].setVisible(outcome not in ("", Outcome.REFUSED.value))
        again = outcome not in ("", Outcome.REACHED.value, Outcome.REFUSED.value)
        if again and self._calling is not None and not self.fields["next_on"].value():
            self.fields["next_on"].set_value(self._calling.guide.retry_on.isoformat())
        self.fields["next_on"].set_label(self.tr("Try again on") if again else self.tr("Next contact agreed for"))
        self._grid.lay_out_again()
        self._low.lay_out_again()

    def _other_kind(self) -> None:
        """Other questions; answers to those that both kinds ask stay."""
        if self._wanted is None or not self.fields["kind"].value():
            return
        self._keep()
        client_id, _, task_id = self._wanted
        self._wanted = (client_id, ContactKind(self.fields["kind"].value()), task_id)
        self._shown_key = ""
        self._ask(*self._wanted)

    # what is typed stays

    def _keep(self) -> None:
        if not self._shown_key or self._saving:
            return
        self._keeping.stop()
        typed = self._typed()
        self._drafts[self._shown_key] = typed
        if typed == self._kept or self._wanted is None:
            return
        self._kept = typed
        client_id, _, task_id = self._wanted
        self._runner.run(
            self._provider.keep_draft, client_id, task_id, self._id, typed, failed=self._failed, owner=self
        )  # fmt: skip

    def _typed(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        return {**values, "id": self._id, "ends": self.ends.isChecked(), "answers": self.questions.values()}

    def put_away(self) -> None:
        """Go back to the lists; it is all there when the call is opened again."""
        self._keep()
        self._shown_key = ""
        self._wanted = None
        self.picture.hide_numbers()
        self.closed.emit()

    # dialling

    def _show_client(self) -> None:
        if self._calling is not None:
            self.client_wanted.emit(self._calling.client.id)

    def _dial(self, key: str) -> None:
        calling = self._calling
        if calling is None:
            return

        def came(value: str) -> None:
            if self._calling is calling:
                self.picture.show_number(key, value)
                self._cover.start()

        self._runner.run(
            self._provider.unmask,
            calling.client.id,
            key,
            calling.guide.kind,
            done=came,
            failed=self._failed,
            owner=self,
        )

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # saving

    def save(self) -> None:
        """Save the record; the task is finished or put off with it."""
        calling = self._calling
        if calling is None or self._saving or not self.save_button.isEnabled():
            return
        clear_refusals({**self.fields, **self.questions.fields}, self.banner)
        try:
            new = self._new(calling)
        except Refused as refused:
            show_refusal(refused, self.fields, self.banner)
            return
        key = self._shown_key
        self._keep()
        self._saving = True
        self._keeping.stop()
        self.save_button.setEnabled(False)

        def done(saved: Saved | None) -> None:
            self._saving = False
            self._drafts.pop(key, None)
            self._shown_key = ""
            self._wanted = None
            self.save_button.setEnabled(True)
            self.picture.hide_numbers()
            self.saved.emit(saved)

        def failed(problem: Exception) -> None:
            self._saving = False
            self.save_button.setEnabled(True)
            show_refusal(problem, {**self.fields, **self.questions.fields}, self.banner)

        self._runner.save(self._provider.save, new, done=done, failed=failed, waits=waits_in(self.banner), owner=self)

    def _new(self, calling: Calling) -> NewContact:
        """What the form says. Refused: ``text.required`` without an outcome, ``text.date`` for what is no day."""
        values = {name: str(field.value() or "") for name, field in self.fields.items()}
        if not values["outcome"]:
            raise Refused("text.required", field="outcome")
        task, visit = calling.guide.task, values["way"] == Way.VISIT.value
        outcome = Outcome(values["outcome"])
        shown = {
            "on": visit, "place": visit, "companions": visit, "spoken_with": outcome is Outcome.REACHED,
            "next_on": outcome is not Outcome.REFUSED,
        }  # fmt: skip
        told = {name: value if shown.get(name, True) else "" for name, value in values.items()}
        return NewContact(
            id=self._id, client_id=calling.client.id, kind=calling.guide.kind, way=Way(values["way"]), outcome=outcome,
            answers=self.questions.values(), task_id=task.id if task is not None else "",
            task_version=task.version if task is not None else 0, occasion="" if task is not None else told["occasion"],
            spoken_with=told["spoken_with"], place=told["place"], companions=told["companions"], note=told["note"],
            problem=told["problem"], on=_day(told["on"], "on"), next_on=_day(told["next_on"], "next_on"),
            ends=self.ends.isChecked() and task is not None and bool(task.repeat_months),
        )  # fmt: skip

    # words

    def _retranslate(self) -> None:
        self.picture.setAccessibleName(self.tr("The client"))
        names = {
            "kind": self.tr("Why"), "way": self.tr("How"), "outcome": self.tr("Outcome"), "on": self.tr("Visited on"),
            "place": self.tr("Where"), "companions": self.tr("Went along"), "spoken_with": self.tr("Spoken with"),
            "occasion": self.tr("Occasion"), "note": self.tr("Note"), "problem": self.tr("Problem to be solved"),
            "next_on": self.tr("Next contact agreed for"),
        }  # fmt: skip
        for name, text in names.items():
            self.fields[name].set_label(text)
        self.fields["problem"].set_hint(self.tr("Becomes a task of the branch, due within working days."))
        self.fields["on"].set_hint(self.tr("Empty: today."))
        self.fields["kind"].widget.set_choices(kind_choices())  # type: ignore[attr-defined]  # a ComboBox
        self.fields["way"].widget.set_choices(way_choices())  # type: ignore[attr-defined]  # a Segmented
        self.ends.setText(self.tr("No next one of this regular contact"))
        self.later.setText(self.tr("Later"))
        self.save_button.setText(self.tr("Save"))
        self._tell()
        self._show_parts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _fields() -> dict[str, LabelledField]:
    return {
        "kind": LabelledField("", ComboBox()),
        "way": LabelledField("", Segmented([Choice(way.value, way.value) for way in Way]), required=True),
        "outcome": LabelledField("", RadioList(columns=5), required=True),
        "on": LabelledField("", DateEdit()),
        "place": LabelledField("", LineEdit(limit=100), required=True),
        "companions": LabelledField("", LineEdit(limit=100)),
        "spoken_with": LabelledField("", LineEdit(limit=100)),
        "occasion": LabelledField("", LineEdit(limit=500)),
        "note": LabelledField("", TextBox(lines=3)),
        "problem": LabelledField("", TextBox(lines=3)),
        "next_on": LabelledField("", DateEdit()),
    }


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    try:
        return read_date(text)
    except Refused as refused:
        raise Refused(refused.code, field=field) from None
