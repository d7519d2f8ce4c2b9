"""The papers of a change: signed at the display or by hand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from app.changes.case import Status
from app.changes.steps import FormLine, Missing, Step
from app.changes.view import ChangeView
from app.common.errors import Refused
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.step import ClientPage
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.theme import space
from ui.widgets import (
    Card,
    Choice,
    Segmented,
    StatusChip,
)
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import button

WAITS = "screening."
"""Begins the codes of what compliance has to decide."""


class ChangeSigning(ClientPage):
    """The client checks the application and signs: on the display, or printed, by hand and scanned (KY-4).

    Signals with the form's id: ``print_wanted``, ``scan_wanted``; ``scan_back_wanted``: a pile of papers.
    """

    step = Step.SIGNING
    print_wanted = Signal(str)
    scan_wanted = Signal(str)
    scan_back_wanted = Signal()

    def __init__(self, case: ChangeCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.way = Segmented()
        self.way_field = self.bind("sign_way", self.way)
        self.body.addWidget(self.way_field)
        self.standing = InlineBanner()
        self.standing.hide()
        self.body.addWidget(self.standing)
        self.body.addWidget(self.panel)
        self.papers: dict[str, ChangePaper] = {}
        self._waiting = False
        self.body.addStretch(1)

    def shown(self, view: ChangeView) -> None:
        """Panel or papers, by the way of signing."""
        super().shown(view)
        if not self.way.value():
            self.way.set_value("screen")  # nothing chosen means the display
        self.panel.setHidden(view.case.by_paper)
        self._show_panel(view)
        self._show_standing(view)
        self._show_papers(view)

    def waits(self) -> bool:
        """Whether the client has still to check or to sign at the display."""
        return super().waits() and self._view is not None and bool(self._at_display(self._view))

    def _at_display(self, view: ChangeView) -> list[Missing]:
        """What is left to be done there: not the papers that come back by hand, not what compliance decides."""
        by_hand = {form.form_id for form in view.forms if form.on_paper}
        left = view.step(self.step).missing
        return [each for each in left if each.at not in by_hand and not each.code.startswith(WAITS)]

    def _show_panel(self, view: ChangeView) -> None:
        left, state = self._at_display(view), view.step(self.step)
        note = [self.sentence(Refused(each.code, field=each.at, **each.facts)) for each in left[:1]]
        self.panel.show_case(
            done=not left and not state.blocked_by, blocked=bool(state.blocked_by),
            locked=view.case.status is not Status.OPEN, note=note[0] if note else "",
        )  # fmt: skip

    def _show_standing(self, view: ChangeView) -> None:
        """That compliance decides first, in words that the client may hear."""
        found = [each.code for each in view.step(self.step).missing if each.code.startswith(WAITS)]
        self.standing.setHidden(not found)
        if found:
            self.standing.say(self.sentence(Refused(found[0])), "warn")

    def wait(self, *, waiting: bool) -> None:
        """A print or a scan is under way, or no longer."""
        self._waiting = waiting
        if self._view is not None:
            self.shown(self._view)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("The client checks before and after, then signs each paper."))
        self.way.set_choices(
            [Choice("screen", self.tr("On the customer display")), Choice("paper", self.tr("On paper"))]
        )
        for card in self.papers.values():
            card.retranslate()

    def forget(self) -> None:
        """Another case."""
        self._waiting = False
        self._drop_papers()
        super().forget()

    def _show_papers(self, view: ChangeView) -> None:
        wanted = [form.form_id for form in view.forms if form.on_paper]
        if list(self.papers) != wanted:
            self._drop_papers()
            for form_id in wanted:
                card = ChangePaper(form_id)
                card.printer.clicked.connect(lambda _=False, form_id=form_id: self.print_wanted.emit(form_id))
                card.scan.clicked.connect(lambda _=False, form_id=form_id: self.scan_wanted.emit(form_id))
                card.pile.clicked.connect(lambda _=False: self.scan_back_wanted.emit())
                self.papers[form_id] = card
                self.body.insertWidget(self.body.count() - 1, card)
        free = view.case.status is Status.OPEN and not view.step(self.step).blocked_by and not self._waiting
        for form in view.forms:
            if form.form_id in self.papers:
                self.papers[form.form_id].show_form(form, free=free)

    def _drop_papers(self) -> None:
        for card in self.papers.values():
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.papers = {}


class ChangePaper(Card):
    """One paper to print, sign by hand and scan back."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id = form_id
        self._form: FormLine | None = None
        self.chip = StatusChip()
        self.add_action(self.chip)
        self.printer = button("", "", "print")
        self.scan = button("", "primary", "document")
        self.pile = button("", "link", "scan")
        row = QHBoxLayout()
        row.setSpacing(space.S)
        for made in (self.printer, self.scan, self.pile):
            made.setAutoDefault(True)
            row.addWidget(made)
        row.addStretch(1)
        self.body.addLayout(row)

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return (self.printer, self.scan, self.pile)

    def show_form(self, form: FormLine, *, free: bool) -> None:
        """How the paper stands; ``free``: something can be done with it now."""
        self._form = form
        self.set_title(form.title, form.number)
        self.printer.setEnabled(free)
        self.scan.setEnabled(free and form.printed)
        self.pile.setEnabled(free and form.printed)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts."""
        form = self._form
        if form is None:
            return
        self.printer.setText(self.tr("Print again") if form.printed else self.tr("Print"))
        self.scan.setText(self.tr("Attach scan…"))
        self.pile.setText(self.tr("Scan back…"))
        for made in self.buttons():
            made.setAccessibleName(f"{made.text()} {form.title}")
        if form.signed and not form.stale:
            self.chip.show_state(self.tr("Scanned"), "ok")
        elif form.printed:
            self.chip.show_state(self.tr("Printed, to be scanned"), "info")
        else:
            self.chip.show_state(self.tr("To sign on paper"), "neutral")
