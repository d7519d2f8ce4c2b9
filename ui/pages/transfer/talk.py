"""The talk: attempts by whom, a new one to be written down, and the client who stays (TO-3, TO-13)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.common.errors import Refused
from app.transfer_out.case import NewTalk, Outcome
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.reason import Guidance
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.talk_rows import TalkList
from ui.pages.transfer.words import outcomes, talk_ways
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.support.drafts import Draft
from ui.theme import space
from ui.widgets import Card, Choice, DateEdit, FieldGrid, LabelledField, Segmented, TextBox
from ui.widgets.containers import button
from ui.widgets.editors import read_date

TEXTS = ("said", "offered", "promised", "answer")


class TalkPage(TransferStep):
    """An attempt is kept while it is typed, whatever step or case is looked at meanwhile, until it is written down.

    ``stays``: the client is willing to stay.
    """

    step = Step.TALK
    stays = Signal()

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.form = Card()
        self.grid = FieldGrid(columns=2, narrow=260)
        self.new: dict[str, LabelledField] = {}
        self._field("way", Segmented())
        self._field("outcome", Segmented())
        self._field("said", TextBox(lines=3, limit=1000), required=True)
        self._field("offered", TextBox(lines=3, limit=1000))
        self._field("promised", TextBox(lines=2, limit=1000))
        self._field("answer", TextBox(lines=2, limit=1000))
        self._field("promise_due", DateEdit())
        self.draft = Draft(self.new, {"way": "counter", "outcome": Outcome.UNDECIDED.value})
        self.form.add(self.grid)
        self.keep = button("", "primary", "pen")
        self.keep.setAutoDefault(True)
        self.keep.clicked.connect(self.write_down)
        self.stay = button("", "", "ok")
        self.stay.setAutoDefault(True)
        self.stay.clicked.connect(self.stays)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.keep)
        row.addStretch(1)
        row.addWidget(self.stay)
        self.form.body.addLayout(row)
        self.guidance = Guidance()
        self.talks = TalkList()
        for widget in (self.form, self.guidance, self.talks):
            self.body.addWidget(widget)
        self.body.addStretch(1)

    def _field(self, name: str, editor: QWidget, *, required: bool = False) -> None:
        field = LabelledField("", editor, required=required, enter_moves_on=False)
        editor.setProperty("field", name)
        self.new[name] = field
        self.grid.add(field)

    def shown(self, view: TransferView) -> None:
        """The attempts so far; a client who insists is not talked to any more (TO-15)."""
        super().shown(view)
        self.draft.take(view.case.number)
        talking = self.running(view) and view.case.insisted_at is None
        self.form.setVisible(talking)
        self.talks.show_talks(view.case.talks)
        self._show_guidance(view)

    def write_down(self) -> None:
        """Keep the attempt, for good."""
        view = self._view
        if view is None:
            return
        due = self.new["promise_due"].value()
        if due and read_date(due) is None:
            self.show_refusal(Refused("transfer.promise_date", field="promise_due"))
            return
        values = {name: str(self.new[name].value()).strip() for name in TEXTS}
        talk = NewTalk(
            way=self.new["way"].value(), **values, promise_due=read_date(due) if due else None,
            outcome=Outcome(self.new["outcome"].value() or Outcome.UNDECIDED.value),
        )  # fmt: skip
        number = view.case.number
        self.send(
            self.case.service.add_talk, talk, done=lambda _: self._kept(number), failed=self._not_kept,
        )  # fmt: skip

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """Also the fields of the attempt that is being written."""
        for field in self.new.values():
            if field.widget is widget or field.widget.isAncestorOf(widget):
                return field
        return super().field_of(widget)

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """From field to field; after the last the button."""
        fields = [made for made in self.new.values() if made.isVisibleTo(self)]
        place = fields.index(field) + direction if field in fields else 0
        if 0 <= place < len(fields):
            self.focus(fields[place])
        elif place < 0 or not fields:
            (self.ended if place > 0 else self.went_before).emit()
        else:
            self.keep.setFocus()

    def first_widget(self) -> QWidget | None:
        """What was said; nothing when there is an attempt already or the client insists."""
        if not self.form.isVisibleTo(self) or (self._is_done() and self.draft.empty()):
            return None
        return self.new["said"].widget

    def visit_all(self) -> bool:
        """An attempt that is typed and not written down is shown before one goes on."""
        if self.draft.empty() or not self.form.isVisibleTo(self):
            return False
        self.new["said"].set_error(self.tr("This attempt has not been written down yet."))
        self.focus(self.new["said"])
        return True

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Write down every attempt. Persuade, do not press: F7 sends the case to the approvers at once.")
        )
        self.form.set_title(self.tr("New attempt"))
        names = {
            "way": self.tr("How"), "outcome": self.tr("Outcome"), "said": self.tr("What was said"),
            "offered": self.tr("What was offered"), "promised": self.tr("What was promised"),
            "answer": self.tr("What the client answered"), "promise_due": self.tr("Promised by"),
        }  # fmt: skip
        for name, field in self.new.items():
            field.set_label(names[name])
        for name, choices in (("way", talk_ways()), ("outcome", outcomes())):
            editor = self.new[name].widget
            if isinstance(editor, Segmented):
                editor.set_choices([Choice(key, text) for key, text in choices])
        self.draft.preset()
        self.keep.setText(self.tr("Write it down"))
        self.stay.setText(self.tr("The client will stay…"))
        self.talks.retranslate()
        if self._view is not None:
            self._show_guidance(self._view)

    def forget(self) -> None:
        """Another case; what was typed for the one before waits for it."""
        self.draft.put_away()
        self.talks.forget()
        super().forget()

    def show_refusal(self, refused: Refused) -> bool:
        """Show what is wrong with the attempt at its field."""
        field = self.new.get(refused.field or "")
        if field is None:
            return False
        field.set_error(self.sentence(refused))
        self.focus(field)
        return True

    def _show_guidance(self, view: TransferView) -> None:
        guide = view.guide if self.running(view) and view.case.insisted_at is None else None
        self.guidance.setVisible(guide is not None)
        if guide is not None:
            self.guidance.show_guide(
                self.tr("Guidance: {reason}").format(reason=guide.label),
                [(self.tr("Explain"), guide.explain), (self.tr("Offer"), guide.offer),
                 (self.tr("Promise"), guide.promise)],
            )  # fmt: skip

    def _kept(self, number: str) -> None:
        self.draft.drop(number)
        self.ended.emit()

    def _not_kept(self, problem: Exception) -> None:
        if not (isinstance(problem, Refused) and self.show_refusal(problem)):
            self.case.say(problem)

    def _is_done(self) -> bool:
        return self._view is not None and self._view.step(self.step).state in (State.DONE, State.NOT_NEEDED)
