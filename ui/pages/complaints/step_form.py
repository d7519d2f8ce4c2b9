"""The form of one step: what it needs and nothing else (CP-2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.complaints.checks import LEVELS
from app.complaints.domain import (
    FACTS_LIMIT,
    SUBSTANTIATED,
    WORDS_LIMIT,
    AnswerWay,
    Complaint,
    Gravity,
    Level,
    Respondent,
    Source,
    Step,
    Verdict,
)
from app.complaints.taking_in import Named
from app.complaints.working import Candidate, Finding, Plan
from app.policy.contacts import ContactQuestion
from ui.pages.complaints.port import Person, StepInput
from ui.pages.complaints.respondents import Respondents
from ui.pages.complaints.words import gravity_word, level_word, source_word, step_word, verdict_word, way_word
from ui.pages.contacts.questions import Questions
from ui.refusals import show_refusal
from ui.support.shortcuts import Act, bind
from ui.theme import space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox, Segmented, TickGroup
from ui.widgets.containers import Card, button, label
from ui.widgets.editors import Choice, DateEdit, LineEdit, TextBox
from ui.widgets.field import LabelledField

_REACHED = {"yes": True, "no": False, "none": None}


class StepForm(Card):
    """Made anew for each step; ``submitted`` carries what was filled in."""

    submitted = Signal(object)
    dropped = Signal()

    def __init__(
        self, step: Step, complaint: Complaint, candidates: Sequence[Candidate], people: Sequence[Person],
        questions: Sequence[ContactQuestion] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self.step = step
        self._complaint = complaint
        self._fields: dict[str, LabelledField] = {}
        self._verdicts: dict[int, tuple[Segmented, QCheckBox]] = {}
        self._dealt: dict[int, LineEdit] = {}
        self.banner = InlineBanner()
        self.send, self.leave = button("", "primary", "ok"), button("")
        self.people = Respondents()
        self.set_title(step_word(step))
        self.add(self.banner)
        self.questions = Questions()
        self._build(candidates, people, questions)
        low = QHBoxLayout()
        low.addWidget(self.leave)
        low.addStretch(1)
        low.addWidget(self.send)
        self.body.addLayout(low)
        self.send.clicked.connect(self.submit)
        self.leave.clicked.connect(self.dropped)
        bind(Act.SUBMIT, self, self.submit)
        self.send.setText(step_word(step))
        self.leave.setText(self.tr("Not now"))

    def _build(
        self, candidates: Sequence[Candidate], people: Sequence[Person], questions: Sequence[ContactQuestion]
    ) -> None:
        match self.step:
            case Step.ASSIGN:
                choices = [Choice(one.staff_id, f"{one.name} {one.post}", one.number) for one in candidates]
                self._field("handler", self.tr("Handler"), ComboBox(choices), required=True)
                self._words(self.tr("What to mind"))
            case Step.NAME:
                self.people.offer(people)
                self.add(self.people)
            case Step.INVESTIGATE:
                self._words(self.tr("What was found"), name="finding", required=True, lines=4, limit=FACTS_LIMIT)
                for one in self._complaint.respondents:
                    self.add(self._verdict_row(one))
            case Step.PLAN:
                self._plan()
            case Step.ANSWER:
                self._words(self.tr("What the complainant is told"), name="answer", required=True, lines=4,
                            limit=FACTS_LIMIT)  # fmt: skip
                ways = Segmented([Choice(way.value, way_word(way)) for way in AnswerWay])
                self._field("way", self.tr("How"), ways, required=True)
                self.body.addWidget(label(self.tr("A letter is made, sealed and filed with it."), "small"))
            case Step.POSTPONE:
                self._field("to", self.tr("New day of the answer"), DateEdit(), required=True)
                self._words(self.tr("Reason"), name="why", required=True)
            case Step.CALL_BACK:
                self._call_back(questions)
            case Step.SEND_BACK | Step.REOPEN | Step.LET_GO | Step.KEEP_ON:
                self._words(self.tr("Why, and what is to be done"), required=True)
            case Step.LEVEL:
                self._change_of_level()
            case Step.WITHDRAW:
                self._withdrawal()
            case _:
                self._words(self.tr("Remark"))

    def _call_back(self, questions: Sequence[ContactQuestion]) -> None:
        content = Segmented(
            [
                Choice("yes", self.tr("Content")), Choice("no", self.tr("Not content")),
                Choice("none", self.tr("Not reached")),
            ]
        )  # fmt: skip
        self._field("satisfied", self.tr("The complainant is"), content, required=True)
        self._words(self.tr("What was said"), required=True)
        if questions:
            self.questions.ask(questions)
            self.add(self.questions)
            self._fields["satisfied"].edited.connect(self._show_questions)
            self._show_questions()

    def _change_of_level(self) -> None:
        levels = Segmented([Choice(one.value, level_word(one)) for one in LEVELS])
        self._field("level", self.tr("New level"), levels, required=True)
        self._fields["level"].set_value(self._complaint.level.value)
        self._fields["level"].set_hint(self.tr("The days stay as they are, whoever answers for it."))
        self._words(self.tr("Reason"), name="why", required=True)

    def _withdrawal(self) -> None:
        sources = [one for one in Source if one is not Source.REGULATOR]
        self._field("way", self.tr("How the complainant said so"),
                    Segmented([Choice(one.value, source_word(one)) for one in sources]), required=True)  # fmt: skip
        self._words(self.tr("Why it is withdrawn, in the complainant's words"), name="why", required=True)
        if self._complaint.to_withdraw:
            text = self.tr("Compliance is asked first: until then its days run on.")
        else:
            text = self.tr("It ends with this; the record is sealed and filed.")
        self.body.addWidget(label(text, "small", wrap=True))

    def _show_questions(self) -> None:
        """The questions stand there while the complainant was reached."""
        self.questions.setVisible(str(self._fields["satisfied"].value()) in ("yes", "no"))

    def _plan(self) -> None:
        one = self._complaint
        self._words(self.tr("Measure"), name="measure", required=True, lines=4, limit=FACTS_LIMIT)
        self._fields["measure"].set_value(one.measure)
        self._field("compensation", self.tr("Compensation in yuan"), LineEdit(limit=14))
        if one.compensation:
            self._fields["compensation"].set_value(f"{one.compensation:.2f}")
        ticks = TickGroup([Choice(each.value, gravity_word(each)) for each in Gravity])
        self._field("gravity", self.tr("Passes compliance"), ticks)
        self._fields["gravity"].set_value(tuple(each.value for each in one.gravity))
        self._fields["gravity"].set_hint(self.tr("With any of these, or with compensation, compliance is asked first."))
        for each in one.respondents:
            if each.verdict in SUBSTANTIATED:
                line = LineEdit(limit=200)
                line.set_value(each.dealt)
                self._dealt[each.place] = line
                text = self.tr("How {name} is dealt with").format(name=_shown(each))
                self.add(LabelledField(text, line, required=bool(each.staff_id)))

    def _field(self, name: str, text: str, editor: QWidget, *, required: bool = False) -> None:
        self._fields[name] = LabelledField(text, editor, required=required)
        self.add(self._fields[name])

    def _words(
        self, text: str, *, name: str = "words", required: bool = False, lines: int = 2, limit: int = WORDS_LIMIT
    ) -> None:  # fmt: skip
        self._field(name, text, TextBox(lines=lines, limit=limit), required=required)

    def _verdict_row(self, one: Respondent) -> QWidget:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.XS)
        layout.addWidget(label(_shown(one), "label"))
        line = QHBoxLayout()
        line.setSpacing(space.M)
        found = Segmented([Choice(each.value, verdict_word(each)) for each in Verdict if each is not Verdict.NONE])
        found.set_value(one.verdict.value)
        found.setAccessibleName(_shown(one))
        broke = QCheckBox(self.tr("Law or rule was broken"))
        broke.setChecked(one.misconduct)
        line.addWidget(found)
        line.addWidget(broke)
        line.addStretch(1)
        layout.addLayout(line)
        self._verdicts[one.place] = (found, broke)
        return row

    def focus_first(self) -> None:
        """The cursor into the first field."""
        if self._fields:
            next(iter(self._fields.values())).focus_editor()
        elif self.step is Step.NAME:
            self.people.staff.setFocus()
        else:
            self.send.setFocus()

    def submit(self) -> None:
        """Send what is filled in, or say what is missing."""
        if not self.send.isEnabled():
            return
        made = self._filled()
        if made is not None:
            self.send.setEnabled(False)
            self.submitted.emit(made)

    def refuse(self, problem: Exception) -> None:
        """Say what was refused at the field it is about."""
        self.send.setEnabled(True)
        show_refusal(problem, {**self._fields, **self.questions.fields}, self.banner)

    def _filled(self) -> StepInput | None:
        words = next((str(self._fields[name].value()) for name in _WORDS if name in self._fields), "")
        to = self._day()
        money = self._money()
        if (to is None and self.step is Step.POSTPONE) or money is None:
            return None
        satisfied = str(self._fields["satisfied"].value()) if "satisfied" in self._fields else "none"
        if self.step is Step.CALL_BACK and not satisfied:
            self._fields["satisfied"].set_error(self.tr("Choose one."))
            return None
        named = self.people.named()
        return StepInput(
            step=self.step, number=self._complaint.number, version=self._complaint.version, words=words,
            staff_id=str(self._fields["handler"].value()) if "handler" in self._fields else "",
            verdicts={
                place: Finding(Verdict(found.value()), broke.isChecked())
                for place, (found, broke) in self._verdicts.items()
            },
            plan=self._planned(words, money) if self.step is Step.PLAN else None, to=to, way=self._way(),
            satisfied=_REACHED[satisfied], named=named[0] if named else Named(), level=self._level(),
            source=self._source(), answers=self.questions.values(),
        )  # fmt: skip

    def _planned(self, measure: str, money: Decimal) -> Plan:
        gravity = frozenset(Gravity(code) for code in self._fields["gravity"].value())
        dealt = {place: line.value() for place, line in self._dealt.items()}
        return Plan(measure=measure, compensation=money, gravity=gravity, dealt=dealt)

    def _money(self) -> Decimal | None:
        """The compensation; None, and said, when it is no amount."""
        field = self._fields.get("compensation")
        text = str(field.value()).strip().replace(",", "") if field is not None else ""
        try:
            return Decimal(text or "0")
        except InvalidOperation:
            if field is not None:
                field.set_error(self.tr("Enter an amount in yuan, 320 or 320.50."))
                field.focus_editor()
            return None

    def _day(self) -> date | None:
        field = self._fields.get("to")
        if field is None:
            return None
        editor = field.widget
        assert isinstance(editor, DateEdit)  # noqa: S101 - made so above
        day = editor.date()
        if day is None:
            field.set_error(self.tr("Enter a day."))
            field.focus_editor()
        return day

    def _way(self) -> AnswerWay | None:
        value = str(self._fields["way"].value()) if self.step is Step.ANSWER else ""
        return AnswerWay(value) if value else None

    def _source(self) -> Source | None:
        value = str(self._fields["way"].value()) if self.step is Step.WITHDRAW else ""
        return Source(value) if value else None

    def _level(self) -> Level | None:
        value = str(self._fields["level"].value()) if "level" in self._fields else ""
        return Level(value) if value else None


_WORDS = ("words", "finding", "measure", "answer", "why")


def _shown(one: Respondent) -> str:
    return " · ".join(part for part in (one.name, one.post, one.unit) if part)
