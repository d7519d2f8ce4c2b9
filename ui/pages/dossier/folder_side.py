"""The column beside a dossier's papers: what it is, its sets, who looked; the sheets for its place and for a loan."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from app.dossier.domain import PaperSet, Use
from app.dossier.view import DossierView
from ui.pages.approvals.section import Section
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import Abilities, DossierProvider
from ui.pages.dossier.words import business_word, set_chip, use_word
from ui.pages.entry_form import EntryForm
from ui.support.run_op import OpRunner
from ui.theme import fix, space
from ui.widgets.choices import ComboBox
from ui.widgets.containers import Card
from ui.widgets.editors import Choice, DateEdit, LineEdit
from ui.widgets.field import LabelledField

PANEL = 332
"""Width of the column with place, sets and register, in pixels."""


class FolderSide(QStackedWidget):
    """``changed``: the place or a loan was saved; ``failed(problem)``: something could not be read."""

    changed = Signal()
    failed = Signal(object)

    def __init__(self, runner: OpRunner, provider: DossierProvider, able: Abilities) -> None:
        super().__init__()
        self._runner, self._provider, self._able = runner, provider, able
        self._view: DossierView | None = None
        self.info = Section()
        self.place_form = EntryForm(
            {
                "room": LabelledField("", LineEdit(limit=40), required=True),
                "shelf": LabelledField("", LineEdit(limit=40)),
                "box": LabelledField("", LineEdit(limit=40), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
            },
            wide=("room", "why"),
        )
        self.loan_form = EntryForm(
            {
                "borrower": LabelledField("", ComboBox(), required=True),
                "why": LabelledField("", LineEdit(limit=200), required=True),
                "due_on": LabelledField("", DateEdit()),
            },
            wide=("borrower", "why", "due_on"),
        )
        fix(self, width=PANEL)
        self._about = _scrolled(self.info)
        for sheet in (self._about, self.place_form, self.loan_form):
            self.addWidget(sheet)
        self.place_form.submitted.connect(self._save_place)
        self.loan_form.submitted.connect(self._save_loan)
        for form in (self.place_form, self.loan_form):
            form.left.connect(self.leave_sheet)
        self.retranslate()

    def show_view(self, view: DossierView) -> None:
        """Tell of this dossier, and who looked at it where that may be seen."""
        self._view = view
        self._say_info(view)
        if self._able.registers:
            self._runner.run(
                self._provider.uses, view.client_id, done=lambda uses: self._say_uses(view, uses),
                failed=self.failed.emit, owner=self,
            )  # fmt: skip

    def leave_sheet(self) -> None:
        """Back from a sheet to what is told."""
        self.setCurrentWidget(self._about)

    def edit_place(self) -> None:
        """Fill in where the paper lies now."""
        view = self._view
        if view is None or not self._able.writes:
            return
        self.setCurrentWidget(self.place_form)
        self.place_form.start(_place(view), focus="room")

    def _save_place(self, values: Mapping[str, Any]) -> None:
        view = self._view
        if view is not None:
            client = view.client_id
            self._save(
                self.place_form, lambda: self._provider.set_place(client, values, len(view.places)),
                anew=lambda: self._provider.look(client, view.why), adopt=self._adopt,
            )  # fmt: skip

    def _adopt(self, view: DossierView) -> Mapping[str, str]:
        """Build on the dossier as it is now; gives where its paper lies."""
        self._view = view
        return _place(view)

    def edit_loan(self) -> None:
        """Fill in who borrows the dossier."""
        if self._view is None or not self._able.writes:
            return

        def came(choices: Sequence[Choice]) -> None:
            box = self.loan_form.fields["borrower"].widget
            if isinstance(box, ComboBox):
                box.set_choices(choices)
            self.setCurrentWidget(self.loan_form)
            self.loan_form.start(focus="borrower")

        self._runner.run(self._provider.borrowers, done=came, failed=self.failed.emit, owner=self)

    def _save_loan(self, values: Mapping[str, Any]) -> None:
        view = self._view
        if view is not None:
            self._save(self.loan_form, lambda: self._provider.lend(view.client_id, values))

    def _save(
        self, form: EntryForm, work: Callable[[], None], *, anew: Callable[[], DossierView] | None = None,
        adopt: Callable[[DossierView], Mapping[str, str]] = lambda _: {},
    ) -> None:  # fmt: skip
        def saved(_: object) -> None:
            form.accepted()
            self.leave_sheet()
            self.changed.emit()

        form.save_by(self._runner, work, done=saved, anew=anew, adopt=adopt)

    def _say_info(self, view: DossierView) -> None:
        info = self.info
        info.clear()
        self._about.set_title(self.tr("About the dossier"))
        info.pair(self.tr("Client number"), view.client_number)
        info.pair(self.tr("Identity paper"), f"{view.paper_kind} {view.paper_masked}")
        closed = self.tr("{number} (closed)")
        accounts = [number if in_use else closed.format(number=number) for number, in_use in view.fund_accounts]
        info.pair(self.tr("Fund account"), "\n".join(accounts))
        place = view.place
        info.pair(self.tr("Place of the paper"), place.short if place else self.tr("not placed yet"))
        kept = view.keeping
        still = self.tr("while the account is open")
        info.pair(self.tr("Kept until"), kept.until.isoformat() if kept.until else still)
        if view.destruction:
            info.pair(self.tr("Destruction list"), view.destruction)
        for one in view.sets:
            info.gap()
            self._say_set(one)
        for late in reversed(view.places[:-1]):
            info.gap()
            text = self.tr("Lay at {place} until it was moved").format(place=late.short)
            info.paragraph(text, "muted")
            info.paragraph(f"{moment(late.at)} {late.by_name}：{late.why}", "small")

    def _say_set(self, one: PaperSet) -> None:
        info = self.info
        info.chip_line(set_chip(one), business_word(one.case.business))
        info.paragraph(one.case.number, "small")
        if one.missing:
            text = self.tr("Missing: {papers}").format(papers="、".join(one.missing))
            info.paragraph(text, "danger")

    def _say_uses(self, view: DossierView, uses: Sequence[Use]) -> None:
        if self._view is not view:
            return
        self.info.gap()
        self.info.paragraph(self.tr("Register of uses"), "label")
        for use in uses[:12]:
            own = self.tr("own work")
            self.info.paragraph(f"{use_word(use.kind)}　{use.why or own}")
            what = f" · {use.document_number}" if use.document_number else ""
            self.info.paragraph(f"{moment(use.at)} {use.staff_name}{what}", "small")

    def retranslate(self) -> None:
        """Texts."""
        about = self._about.findChild(QScrollArea, "about")
        if about is not None:
            about.setAccessibleName(self.tr("About the dossier"))
        self.place_form.say(
            self.tr("Where the paper lies"), self.tr("Save"),
            labels={"room": self.tr("Room"), "shelf": self.tr("Shelf"), "box": self.tr("Box"),
                    "why": self.tr("Why it is moved")},
        )  # fmt: skip
        self.loan_form.say(
            self.tr("Lend the dossier"), self.tr("Lend"),
            labels={"borrower": self.tr("Borrower"), "why": self.tr("What for"),
                    "due_on": self.tr("Back on (empty: the longest time)")},
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _scrolled(info: Section) -> Card:
    """The section in an area of its own: on a low screen it scrolls, nothing is cut."""
    info.setObjectName("scrolled")
    info.body.setContentsMargins(space.S, space.HAIR, space.S, space.S)
    info.body.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(info)
    area.setObjectName("about")
    card = Card(margin=8)
    card.add(area, 1)
    return card


def _place(view: DossierView) -> dict[str, str]:
    """Where the paper lies, as the form shows it."""
    place = view.place
    return {"room": place.room, "shelf": place.shelf, "box": place.box} if place else {}
