"""One complaint: what it is, where it stands, the next step, everything that happened (CP-2, CP-3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.complaints.domain import Complaint, Evidence, EvidenceKind, Step
from app.complaints.evidence import SUFFIXES
from app.complaints.looking import View
from app.complaints.steps import MAIN_STEP
from app.complaints.working import Candidate
from app.policy.contacts import ContactQuestion
from ui.pages.complaints.port import ComplaintProvider, Person, Sheet, StepInput
from ui.pages.complaints.step_form import StepForm
from ui.pages.complaints.taking_in import FILES
from ui.pages.complaints.timeline import Timeline
from ui.pages.complaints.words import (
    due_colour,
    due_word,
    gravity_words,
    kind_word,
    level_word,
    source_word,
    state_colour,
    state_word,
    step_word,
    verdict_word,
    way_word,
)
from ui.refusals import say
from ui.support.ask import Ask, Asker
from ui.support.ask import Kind as Question
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.preview import PdfPreview, Raster

_Needed = tuple[Sequence[Candidate], Sequence[Person], Sequence[ContactQuestion]]


class ComplaintDetail(QWidget):
    """Heading with chips and steps on top; the facts and the form of a step at the left, the history at the right."""

    closed = Signal()
    client_wanted = Signal(str)
    moved = Signal()

    def __init__(
        self, runner: OpRunner, provider: ComplaintProvider, raster: Raster, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._latest = Latest(runner, self)
        self._view: View | None = None
        self._number = ""
        self._contact = ""
        self._sheet: Sheet | None = None
        self._people: Sequence[Person] = ()
        self.form: StepForm | None = None
        self.banner = InlineBanner()
        self.state, self.clock, self.grave = StatusChip(), StatusChip(), StatusChip()
        self.back, self.client, self.show_contact = (
            button("", "", "chevron-left"),
            button("", "link"),
            button("", "link"),
        )
        self.timeline = Timeline()
        self.preview = PdfPreview(runner, raster)
        self.leave_paper = button("", "", "chevron-left")
        self._steps: list[QWidget] = []
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        self._head = Card(margin=12)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        self._title = label("", "title")
        for widget in (self.back, self._title, self.state, self.clock, self.grave):
            row.addWidget(widget)
        row.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(space.S)
        row.addLayout(self._buttons)
        self._head.body.addLayout(row)
        self._head.add(self.banner)
        self._facts = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(1, 1)
        self._facts.body.addLayout(self._grid)
        links = QHBoxLayout()
        links.addWidget(self.client)
        links.addWidget(self.show_contact)
        links.addStretch(1)
        self._facts.body.addLayout(links)
        self.body = QStackedWidget()
        self.body.addWidget(self._whole())
        self.body.addWidget(self._paper_room())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.M)
        column.addWidget(self._head)
        column.addWidget(self.body, 1)

    def _whole(self) -> QWidget:
        left = QWidget()
        left.setObjectName("scrolled")
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(space.M)
        self._left.addWidget(self._facts)
        self._left.addStretch(1)
        right = QWidget()
        right.setObjectName("scrolled")
        room = QVBoxLayout(right)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.timeline)
        whole = QWidget()
        both = QHBoxLayout(whole)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(space.M)
        self._told, self._past = _scrolled(left), _scrolled(right)
        both.addWidget(self._told, 3)
        both.addWidget(self._past, 2)
        return whole

    def _paper_room(self) -> QWidget:
        paper = QWidget()
        sheet = QVBoxLayout(paper)
        sheet.setContentsMargins(0, 0, 0, 0)
        low = QHBoxLayout()
        low.addWidget(self.leave_paper)
        low.addStretch(1)
        sheet.addLayout(low)
        sheet.addWidget(self.preview, 1)
        return paper

    def _connect(self) -> None:
        self.back.clicked.connect(self.closed)
        self.client.clicked.connect(self._go_to_client)
        self.show_contact.clicked.connect(self._ask_contact)
        self.leave_paper.clicked.connect(lambda: self.body.setCurrentIndex(0))
        self.timeline.evidence_wanted.connect(self._look_at_evidence)
        self.timeline.paper_wanted.connect(self._look_at_paper)
        self.timeline.record_wanted.connect(self._look_at_record)
        self.timeline.file_wanted.connect(self.choose_file)
        self.preview.print_requested.connect(self._print)
        bind(Act.BACK, self, self._escape)

    # reading

    def show_number(self, number: str) -> None:
        """Show a complaint."""
        self._number, self._contact = number, ""
        self._drop_form()
        self.body.setCurrentIndex(0)
        self.banner.hide()
        self.refresh()

    def number(self) -> str:
        """Which one is shown."""
        return self._number

    def refresh(self) -> None:
        """Read it anew."""
        if self._number:
            self._latest.ask(self._provider.view, self._number, done=self._show, failed=self._failed)

    def _show(self, view: View) -> None:
        self._view = view
        self._say_head(view)
        self._say_facts(view)
        self._offer_steps(view)
        self.timeline.show_view(view)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _say_head(self, view: View) -> None:
        one, line = view.complaint, view.line
        self._title.setText(one.number)
        self.state.show_state(state_word(one.state), state_colour(one.state))
        self.clock.show_state(due_word(line), due_colour(line))
        self.clock.setVisible(bool(due_word(line)))
        self.grave.show_state(gravity_words(line), "danger")
        self.grave.setVisible(bool(line.gravity))

    def _say_facts(self, view: View) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, (name, text) in enumerate(self._lines(view)):
            heading = label(name, "muted")
            heading.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(heading, place, 0)
            self._grid.addWidget(label(text, "", wrap=True), place, 1)
        self.client.setVisible(bool(view.complaint.complainant.client_id))
        self.show_contact.setVisible(bool(view.contact) and not self._contact)

    def _lines(self, view: View) -> list[tuple[str, str]]:
        one = view.complaint
        who = one.complainant
        answer = one.answer_due.isoformat()
        told = [
            (self.tr("Source, type, level"), " · ".join((source_word(one.source), kind_word(one.kind),
                                                         level_word(one.level)))),
            (self.tr("Taken in"), f"{one.taken_on.isoformat()} · {one.taken_by_name}"),
            (self.tr("To be begun, answered by"), f"{one.start_due.isoformat()} · {answer}"),
            (self.tr("Handler"), one.handler_name),
            (self.tr("Complainant"), who.name or self.tr("Anonymous")),
            (self.tr("Contact"), self._contact or view.contact),
            (self.tr("Address"), who.address),
            (self.tr("What happened"), one.facts),
            (self.tr("What is asked for"), one.demand),
            *((self.tr("Complained of"), self._respondent(each)) for each in one.respondents),
            (self.tr("Findings"), one.finding),
            (self.tr("Measure"), one.measure),
            (self.tr("Compensation"), f"{one.compensation:,.2f}" if one.compensation else ""),
            (self.tr("Answer"), one.answer),
            (self.tr("Answered by way of"), "" if one.answer_way is None else way_word(one.answer_way)),
            (self.tr("Risk incident"), self.tr("entered in the register of incidents") if one.incident_id else ""),
        ]  # fmt: skip
        return [(name, text) for name, text in told if text]

    def _respondent(self, one: Any) -> str:
        broke = self.tr("law or rule broken") if one.misconduct else ""
        parts = (one.name, one.post, one.unit, verdict_word(one.verdict), broke, one.dealt)
        return " · ".join(part for part in parts if part)

    # steps

    def _offer_steps(self, view: View) -> None:
        for old in self._steps:
            old.hide()
            old.deleteLater()
        self._steps = []
        for place, step in reversed(list(enumerate(view.steps))):
            made = button(f"{step_word(step)}…", "primary" if place == 0 and _is_main(view, step) else "")
            made.setObjectName(f"step-{step.value}")
            made.clicked.connect(partial(self.begin, step))
            self._buttons.addWidget(made)
            self._steps.append(made)

    def begin(self, step: Step) -> None:
        """Open the form of a step."""
        client = self._view is not None and bool(self._view.complaint.complainant.client_id)

        def read() -> _Needed:
            candidates = self._provider.candidates(self._number) if step is Step.ASSIGN else ()
            people = self._provider.people() if step is Step.NAME else ()
            return candidates, people, self._provider.questions() if step is Step.CALL_BACK and client else ()

        self._runner.run(read, done=partial(self._open_form, step), failed=self._failed, owner=self)

    def _open_form(self, step: Step, found: _Needed) -> None:
        if self._view is None:
            return
        self._drop_form()
        self.form = StepForm(step, self._view.complaint, *found)
        self.form.submitted.connect(self._submit)
        self.form.dropped.connect(self._drop_form)
        self._left.insertWidget(0, self.form)
        self.form.focus_first()

    def _drop_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _submit(self, filled: StepInput) -> None:
        form = self.form

        def failed(problem: Exception) -> None:
            if form is not None and form is self.form:
                form.refuse(problem)
            else:
                self._failed(problem)

        self._runner.save(
            partial(self._provider.take, filled), done=partial(self._stepped, filled.step), failed=failed,
            waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _stepped(self, step: Step, made: Complaint | None) -> None:
        self._drop_form()
        if made is not None:
            show_toast(self, self.tr("{step}: saved.").format(step=step_word(step)))
        self.moved.emit()
        self.refresh()

    # papers, evidence, contact

    def _go_to_client(self) -> None:
        if self._view is not None:
            self.client_wanted.emit(self._view.complaint.complainant.client_id)

    def _ask_contact(self) -> None:
        def came(contact: str) -> None:
            self._contact = contact
            if self._view is not None:
                self._say_facts(self._view)

        self._runner.run(self._provider.contact, self._number, done=came, failed=self._failed, owner=self)

    def _look_at_evidence(self, one: Evidence) -> None:
        if self._view is None:
            return
        if one.kind is EvidenceKind.PAPER:
            self._run(partial(self._provider.paper, self._view.complaint.id, one))
            return
        suffix = SUFFIXES[one.media]
        question = Ask(
            Question.SAVE_FILE,
            self.tr("Save the recording"),
            suggestion=f"{self._number}{suffix}",
            files=f"(*{suffix})",
        )
        save = partial(self._provider.save_recording, self._view.complaint.id, one)

        def chosen(path: str) -> None:
            self._runner.run(
                save, path, done=lambda _: show_toast(self, self.tr("Saved.")), failed=self._failed, owner=self
            )

        self._ask(self, question, chosen)

    def _look_at_paper(self, document: str) -> None:
        self._run(partial(self._provider.document, document, self._number))

    def _look_at_record(self) -> None:
        self._run(partial(self._provider.record, self._number))

    def _run(self, read: Any) -> None:
        self._runner.run(read, done=self._show_sheet, failed=self._failed, owner=self)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.preview.show_pdf(sheet.pdf, sheet.pages, sheet.title)
        self.body.setCurrentIndex(1)
        self.preview.area.setFocus()

    def _print(self) -> None:
        if self._sheet is not None:
            self._runner.run(
                self._provider.print_sheet, self._sheet,
                done=lambda _: show_toast(self, self.tr("Sent to the printer.")), failed=self._failed, owner=self,
            )  # fmt: skip

    def choose_file(self) -> None:
        """Ask for a file of evidence; a recording needs the words of the consent."""
        question = Ask(Question.OPEN_FILE, self.tr("Choose the evidence"), files=f"{self.tr('Evidence')} ({FILES})")
        self._ask(self, question, self._file_chosen)

    def _file_chosen(self, path: str) -> None:
        if not path.lower().endswith((".wav", ".mp3", ".m4a", ".ogg", ".amr")):
            self._add(path, "")
            return
        text = self.tr("A recording is kept only with consent. Write down how the person recorded agreed.")
        title = self.tr("Consent to the recording")
        self._ask(self, Ask(Question.REASON, title, text, accept=self.tr("Add")), partial(self._add, path))

    def _add(self, path: str, consent: str) -> None:
        if self._view is None:
            return
        self._runner.save(
            partial(self._provider.add_evidence, self._view.complaint.id, path, consent),
            done=lambda _: self.refresh(), failed=self._failed, waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _escape(self) -> None:
        if self.body.currentIndex():
            self.body.setCurrentIndex(0)
        elif self.form is not None:
            self._drop_form()
        else:
            self.closed.emit()

    # words

    def _retranslate(self) -> None:
        self.back.setText(self.tr("List"))
        self._told.setAccessibleName(self.tr("What happened"))
        self._past.setAccessibleName(self.tr("History"))
        self.leave_paper.setText(self.tr("Back to the complaint"))
        self.client.setText(self.tr("To the client"))
        self.show_contact.setText(self.tr("Show the contact in full"))
        if self._view is not None:
            self._show(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _is_main(view: View, step: Step) -> bool:
    return MAIN_STEP.get(view.complaint.state) is step


def _scrolled(inside: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QScrollArea.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(inside)
    return made
