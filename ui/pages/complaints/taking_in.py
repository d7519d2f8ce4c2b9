"""Taking a complaint in on one page, from the keyboard; every change is kept as a draft (CP-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.complaints.domain import FACTS_LIMIT, Complaint, Evidence, Gravity, Kind, Level, Source
from app.complaints.taking_in import Draft, TakeIn
from ui.pages.complaints.port import ComplaintProvider, Person
from ui.pages.complaints.respondents import Respondents
from ui.pages.complaints.words import evidence_word, gravity_word, kind_word, level_word, source_word
from ui.refusals import clear_refusals, show_refusal
from ui.support.ask import Ask, Asker
from ui.support.ask import Kind as Question
from ui.support.run_op import OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented, TickGroup
from ui.widgets.containers import Card, FieldGrid, button, label
from ui.widgets.editors import Choice, LineEdit, TextBox
from ui.widgets.field import LabelledField
from ui.widgets.search import Hit, SearchBox

KEEP_MS = 600
"""Milliseconds of quiet until what was typed is kept."""
FILES = "*.jpg *.jpeg *.png *.tif *.tiff *.pdf *.wav *.mp3 *.m4a *.ogg *.amr"


class TakingIn(QWidget):
    """The page of one draft: choices on top, who, about whom, what happened, what is wanted, evidence."""

    closed = Signal()
    taken = Signal(object)

    def __init__(
        self, runner: OpRunner, provider: ComplaintProvider, ask: Asker, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self._draft_id = self._client_id = self._client_name = self._contact_id = ""
        self._evidence: tuple[Evidence, ...] = ()
        self._beginning = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)
        self._make_fields()
        self._lay_out()
        self._connect()
        self._retranslate()

    def _make_fields(self) -> None:
        self.banner = InlineBanner()
        self.source = LabelledField("", Segmented(), required=True)
        self.kind = LabelledField("", Segmented(), required=True)
        self.level = LabelledField("", Segmented(), required=True)
        self.gravity = LabelledField("", TickGroup())
        self.search = SearchBox(self._runner, self._provider.find, everywhere=False)
        self.client = label("", "muted")
        self.no_client = button("", "link")
        self.name = LabelledField("", LineEdit(limit=100), required=True)
        self.contact = LabelledField("", LineEdit(limit=100))
        self.address = LabelledField("", LineEdit(limit=200))
        self.anonymous = QCheckBox()
        self.respondents = Respondents()
        self.facts = LabelledField("", TextBox(lines=4, limit=FACTS_LIMIT), required=True)
        self.demand = LabelledField("", TextBox(lines=2, limit=FACTS_LIMIT))
        self.consent = LineEdit(limit=200)
        self.files = label("", "", wrap=True)
        self.add_file = button("", "", "folder")
        self.back, self.drop = button(""), button("", "link")
        self.take = button("", "primary", "ok")
        self._fields: Mapping[str, LabelledField] = {
            "source": self.source, "kind": self.kind, "level": self.level, "name": self.name, "contact": self.contact,
            "address": self.address, "facts": self.facts, "demand": self.demand,
        }  # fmt: skip

    def _lay_out(self) -> None:
        self._card = Card()
        self._card.add(self.banner)
        choices = FieldGrid()
        for field in (self.source, self.kind, self.level, self.gravity):
            choices.add(field)
        self._card.add(choices)
        self._lay_out_who()
        self._about = label("", "heading")
        self._card.add(self._about)
        self._card.add(self.respondents)
        self._card.add(self.facts)
        self._card.add(self.demand)
        proof = QHBoxLayout()
        proof.setSpacing(space.S)
        proof.addWidget(self.add_file)
        proof.addWidget(self.consent, 1)
        self._card.body.addLayout(proof)
        self._card.add(self.files)
        self._card.body.addStretch(1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        room = QVBoxLayout(inside)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self._card)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        low = QHBoxLayout()
        low.addWidget(self.back)
        low.addWidget(self.drop)
        low.addStretch(1)
        low.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(scroll, 1)
        column.addLayout(low)
        self.setFocusProxy(self.source.widget)

    def _lay_out_who(self) -> None:
        self._who = label("", "heading")
        self._card.add(self._who)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.search, 2)
        row.addWidget(self.client)
        row.addWidget(self.no_client)
        row.addStretch(1)
        row.addWidget(self.anonymous)
        self._card.body.addLayout(row)
        people = FieldGrid(columns=3, narrow=200)
        for field in (self.name, self.contact, self.address):
            people.add(field)
        self._card.add(people)

    def _connect(self) -> None:
        for field in (*self._fields.values(), self.gravity):
            field.edited.connect(self._edited)
        self.respondents.edited.connect(self._edited)
        self.anonymous.toggled.connect(lambda _: self._edited())
        self.search.chosen.connect(self._client_chosen)
        self.no_client.clicked.connect(lambda: self._set_client("", ""))
        self.add_file.clicked.connect(self.choose_file)
        self.back.clicked.connect(self.leave)
        self.drop.clicked.connect(self.give_up)
        self.take.clicked.connect(self.take_in)
        bind(Act.SUBMIT, self, self.take_in)
        bind(Act.BACK, self, self.leave)

    # the draft

    def start(
        self, people: Sequence[Person], draft: Draft | None = None, known: Mapping[str, Any] | None = None
    ) -> None:
        """An empty page, what a draft kept, or what is ``known`` from a call."""
        self._timer.stop()
        self.respondents.offer(people)
        self._draft_id = "" if draft is None else draft.id
        self._beginning = False
        self._evidence = () if draft is None else draft.evidence
        typed = draft.typed if draft is not None else known or {}
        for name, field in self._fields.items():
            field.set_value(typed.get(name, ""))
        self.level.set_value(typed.get("level") or Level.BRANCH.value)
        self.gravity.set_value(tuple(typed.get("gravity", ())))
        self.respondents.set_value(typed.get("respondents"))
        blocked = self.anonymous.blockSignals(True)
        self.anonymous.setChecked(bool(typed.get("anonymous")))
        self.anonymous.blockSignals(blocked)
        self._contact_id = str(typed.get("contact_id", ""))
        self._show_client(str(typed.get("client_id", "")), str(typed.get("client_name", "")))
        clear_refusals(self._fields, self.banner)
        self.search.clear()
        self.consent.set_value("")
        self._show_files()
        self.source.focus_editor()
        if known and draft is None:
            self._edited()

    def typed(self) -> dict[str, Any]:
        """What stands on the page, as the draft keeps it."""
        return {
            **{name: field.value() for name, field in self._fields.items()}, "gravity": list(self.gravity.value()),
            "respondents": self.respondents.value(), "anonymous": self.anonymous.isChecked(),
            "client_id": self._client_id, "client_name": self._client_name, "contact_id": self._contact_id,
        }  # fmt: skip

    def _edited(self) -> None:
        self._timer.start()

    def keep(self) -> None:
        """Keep the draft now."""
        self._timer.stop()
        if self._draft_id:
            self._save(partial(self._provider.keep, self._draft_id, self.typed()), self._kept)
        elif not self._beginning:
            self._beginning = True
            self._save(partial(self._provider.begin, self.typed()), self._kept)
        else:
            self._timer.start()  # the first keeping is under way

    def _kept(self, draft: Draft | None) -> None:
        self._beginning = False
        if draft is not None:
            self._draft_id = draft.id

    def _save(self, deed: Any, done: Any) -> None:
        self._runner.save(deed, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self)

    def _failed(self, problem: Exception) -> None:
        self._beginning = False
        self.take.setEnabled(True)
        show_refusal(problem, self._fields, self.banner)

    def leave(self) -> None:
        """Back to the list; the draft stays."""
        if self._timer.isActive():
            self.keep()
        self.closed.emit()

    def give_up(self) -> None:
        """Ask, and give the draft up."""
        title = self.tr("Give this draft up")
        text = self.tr("What was typed is removed. It cannot be brought back.")
        self._ask(self, Ask(Question.CONFIRM, title, text, accept=title, danger=True), lambda _: self._drop())

    def _drop(self) -> None:
        self._timer.stop()
        if not self._draft_id:
            self.closed.emit()
            return
        self._save(partial(self._provider.drop, self._draft_id), lambda _: self.closed.emit())

    # the client, the files

    def _client_chosen(self, hit: Hit) -> None:
        self._set_client(hit.key, hit.title)
        self.search.clear()
        self.facts.focus_editor()

    def _set_client(self, client_id: str, name: str) -> None:
        self._show_client(client_id, name)
        self._edited()

    def _show_client(self, client_id: str, name: str) -> None:
        self._client_id, self._client_name = client_id, name
        self.client.setText(self.tr("Client: {name}").format(name=name) if client_id else self.tr("Not a client"))
        self.no_client.setVisible(bool(client_id))
        self.name.setEnabled(not client_id)
        if client_id:
            self.name.set_value(name)
            self.name.clear_error()

    def choose_file(self) -> None:
        """Ask for a file of evidence; the draft is kept first, for the file belongs to it."""
        question = Ask(Question.OPEN_FILE, self.tr("Choose the evidence"), files=f"{self.tr('Evidence')} ({FILES})")
        self._ask(self, question, self._file_chosen)

    def _file_chosen(self, path: str) -> None:
        consent = self.consent.value()

        def add(draft: Draft | None) -> None:
            self._kept(draft)
            if self._draft_id:
                self._save(partial(self._provider.add_evidence, self._draft_id, path, consent), self._added)

        self.banner.hide()
        if self._draft_id:
            add(None)
        else:
            self._beginning = True
            self._save(partial(self._provider.begin, self.typed()), add)

    def _added(self, evidence: Evidence | None) -> None:
        if evidence is not None:
            self._evidence = (*self._evidence, evidence)
        self._show_files()

    def _show_files(self) -> None:
        lines = [f"{evidence_word(one.kind)}: {one.name} ({len(one.files)})" for one in self._evidence]
        self.files.setText("\n".join(lines))
        self.files.setVisible(bool(lines))

    # taking in

    def take_in(self) -> None:
        """Take the complaint in, or say what is missing."""
        if not self.take.isEnabled():
            return
        clear_refusals(self._fields, self.banner)
        for field in (self.source, self.kind, self.facts):
            if not str(field.value()).strip():
                field.set_error(self.tr("Fill this in first."))
                field.focus_editor()
                return
        self._timer.stop()
        self.take.setEnabled(False)
        command = TakeIn(
            source=Source(self.source.value()), kind=Kind(self.kind.value()), level=Level(self.level.value()),
            gravity=frozenset(Gravity(code) for code in self.gravity.value()), name=self.name.value(),
            contact=self.contact.value(), address=self.address.value(), client_id=self._client_id,
            anonymous=self.anonymous.isChecked(), respondents=self.respondents.named(), facts=self.facts.value(),
            demand=self.demand.value(), draft_id=self._draft_id, contact_id=self._contact_id,
        )  # fmt: skip
        self._save(partial(self._provider.take_in, command), self._taken)

    def _taken(self, made: Complaint | None) -> None:
        self.take.setEnabled(True)
        if made is not None:
            show_toast(self, self.tr("{number} is taken in.").format(number=made.number))
        self.taken.emit(made)

    # words

    def _retranslate(self) -> None:
        self._card.set_title(
            self.tr("New complaint"), self.tr("Whoever takes it in answers for it. Ctrl+Enter takes in.")
        )
        self._who.setText(self.tr("Who complains"))
        self._about.setText(self.tr("Who is complained of"))
        for field, text in (
            (self.source, self.tr("Source")), (self.kind, self.tr("Type")), (self.level, self.tr("Level")),
            (self.gravity, self.tr("Passes compliance")), (self.name, self.tr("True name")),
            (self.contact, self.tr("Telephone or e-mail")), (self.address, self.tr("Postal address")),
            (self.facts, self.tr("What happened")), (self.demand, self.tr("What is asked for")),
        ):  # fmt: skip
            field.set_label(text)
        for field, choices in (
            (self.source, [Choice(one.value, source_word(one)) for one in Source]),
            (self.kind, [Choice(one.value, kind_word(one)) for one in Kind]),
            (self.level, [Choice(one.value, level_word(one)) for one in Level]),
        ):  # fmt: skip
            segmented = field.widget
            assert isinstance(segmented, Segmented)  # noqa: S101 - made so above
            segmented.set_choices(choices)
        ticks = self.gravity.widget
        assert isinstance(ticks, TickGroup)  # noqa: S101 - made so above
        ticks.set_choices([Choice(one.value, gravity_word(one)) for one in Gravity])
        self.search.setPlaceholderText(self.tr("Find the client: name, number, mobile, account"))
        self.search.setAccessibleName(self.tr("Find the client"))
        self.no_client.setText(self.tr("Not this client"))
        self.anonymous.setText(self.tr("Anonymous"))
        self.anonymous.setToolTip(self.tr("Only a report of misconduct may be anonymous."))
        self.consent.setPlaceholderText(self.tr("For a recording: how the person recorded agreed"))
        self.consent.setAccessibleName(self.tr("Consent to the recording"))
        self.add_file.setText(self.tr("Add evidence…"))
        self.back.setText(self.tr("Later"))
        self.drop.setText(self.tr("Give up…"))
        self.take.setText(self.tr("Take in"))
        self._show_client(self._client_id, self._client_name)
        self._show_files()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
